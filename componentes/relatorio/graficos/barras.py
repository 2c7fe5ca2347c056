"""Counts turned into bars: positions in percent, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from componentes.relatorio.conformidade import ContagemDaRegra
from componentes.relatorio.contagem import Contagem
from componentes.relatorio.resumo import Cruzamento, Resumo
from componentes.relatorio.rotulos import GRAVIDADES, nome_de
from componentes.relatorio.textos import porcentagem, quantos


class Fatia(Struct, frozen=True):
    """One piece of a bar; `inicio` and `largura` are lengths such as `12.500%`."""

    valor: str
    conteudos: int
    arquivos: int
    inicio: str
    largura: str
    dica: str = ""
    """What a pointer that rests on it is told."""


class Faixa(Struct, frozen=True):
    """One bar made of pieces."""

    valor: str
    conteudos: int
    arquivos: int
    fatias: tuple[Fatia, ...]


def composicao(resumo: Resumo) -> tuple[Faixa, ...]:
    """Return one bar per linguagem, made of tipos, all on the scale of the longest."""
    linguagens = [contagem for contagem in resumo.por_linguagem if contagem.conteudos]
    escala = max((contagem.conteudos for contagem in linguagens), default=1)
    return tuple(
        Faixa(
            contagem.valor,
            contagem.conteudos,
            contagem.arquivos,
            _tipos_de(contagem.valor, resumo.por_linguagem_e_tipo, escala),
        )
        for contagem in linguagens
    )


def por_gravidade(resumo: Resumo) -> tuple[tuple[str, tuple[Fatia, ...]], ...]:
    """Return the risks that occur by gravity, each a bar on the scale of the most frequent."""
    achados = {c.valor: c for c in resumo.por_risco if c.conteudos}
    escala = max((contagem.conteudos for contagem in achados.values()), default=1)
    classes = (
        (classe, tuple(_fatia(achados[r], 0, escala) for r in riscos if r in achados))
        for classe, riscos in GRAVIDADES.items()
    )
    return tuple((classe, fatias) for classe, fatias in classes if fatias)


def achados(regra: ContagemDaRegra) -> tuple[Fatia, ...]:
    """Return one full bar: found, not found, not verifiable."""
    valores = ("encontrado", "nao_encontrado", "nao_verificavel")
    contagens = [Contagem(v, getattr(regra, v), getattr(regra, v)) for v in valores]
    return _em_fila(
        [contagem for contagem in contagens if contagem.conteudos],
        nomes={valor: nome_de("achado", valor) for valor in valores},
    )


def empilhadas(
    contagens: Iterable[Contagem], dimensao: str, ordem: tuple[str, ...]
) -> tuple[Fatia, ...]:
    """Return the pieces of a single full bar, in the given order of values of `dimensao`."""
    por_valor = {contagem.valor: contagem for contagem in contagens if contagem.conteudos}
    nomes = {valor: nome_de(dimensao, valor) for valor in ordem}
    return _em_fila([por_valor[valor] for valor in ordem if valor in por_valor], nomes=nomes)


def _tipos_de(linguagem: str, cruzamentos: Iterable[Cruzamento], escala: int) -> tuple[Fatia, ...]:
    tipos = [c for c in cruzamentos if c.linguagem == linguagem and c.conteudos]
    nomes = {c.tipo: nome_de("tipo", c.tipo) for c in tipos}
    return _em_fila([Contagem(c.tipo, c.arquivos, c.conteudos) for c in tipos], escala, nomes)


def _em_fila(
    contagens: list[Contagem], escala: int = 0, nomes: Mapping[str, str] | None = None
) -> tuple[Fatia, ...]:
    soma = sum(contagem.conteudos for contagem in contagens)
    fatias, inicio = [], 0
    for contagem in contagens:
        nome = (nomes or {}).get(contagem.valor, "")
        dica = f"{nome}: {_conteudos(contagem)}, {porcentagem(contagem.conteudos, soma)}"
        fatias.append(_fatia(contagem, inicio, escala or soma, dica if nome else ""))
        inicio += contagem.conteudos
    return tuple(fatias)


def _conteudos(contagem: Contagem) -> str:
    return quantos(contagem.conteudos, "conteúdo", "conteúdos")


def _fatia(contagem: Contagem, inicio: int, escala: int, dica: str = "") -> Fatia:
    return Fatia(
        contagem.valor,
        contagem.conteudos,
        contagem.arquivos,
        inicio=f"{inicio * 100 / escala:.3f}%",
        largura=f"{contagem.conteudos * 100 / escala:.3f}%",
        dica=dica,
    )
