"""What to do next, most urgent first: a few sentences, each with where to look."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from componentes.relatorio.contagem import Contagem
from componentes.relatorio.pendencias import Pendencia
from componentes.relatorio.resumo import Resumo
from componentes.relatorio.rotulos import GRAVIDADES
from componentes.relatorio.textos import quantos, tamanho

_MAXIMO = 5
_POR_ARQUIVO = frozenset({"falha", "nome_repetido"})
"""What holds of one file and not of its copies."""

_POUCO = 1 << 20
"""Bytes of copies that are not worth a word."""


class Passo(Struct, frozen=True):
    """One thing to do: a sentence, why, and a filter of the table or a command that does it."""

    o_que: str
    porque: str
    filtro: str = ""
    """The table's state as it stands in the address, without `#?`."""
    comando: str = ""


def proximos_passos(resumo: Resumo) -> tuple[Passo, ...]:
    """Return up to five steps; none where nothing calls for one."""
    return tuple(passo for _, passo in zip(range(_MAXIMO), _passos(resumo), strict=False))


def filtro(dimensao: str, *valores: str) -> str:
    """Return the state of the table that shows what carries any of `valores`."""
    return f"{dimensao}={','.join(quote(valor, safe='') for valor in valores)}"


def filtro_de_pendencia(*motivos: str) -> str:
    """Return the state that shows what needs the user; where files count, copies with them."""
    por_arquivo = _POR_ARQUIVO & set(motivos)
    return filtro("pendencia", *motivos) + ("&copias=1" if por_arquivo else "")


def _passos(resumo: Resumo) -> Iterator[Passo]:
    pendencias = {pendencia.motivo: pendencia for pendencia in resumo.pendencias}
    if credencial := pendencias.get("credencial"):
        yield Passo(
            f"Troque senhas e tokens escritos em {_codigos(credencial)}",
            "quem tem uma cópia do arquivo tem a senha",
            filtro_de_pendencia("credencial"),
        )
    yield from _perigo(resumo)
    if enganoso := pendencias.get("rotulo_enganoso"):
        yield Passo(
            f"Desconfie de {_codigos(enganoso)} com rótulo enganoso",
            "a entrada promete uma coisa e liga outra",
            filtro_de_pendencia("rotulo_enganoso"),
        )
    if resumo.totais.bytes_copias >= _POUCO:
        yield Passo(
            f"Recupere {tamanho(resumo.totais.bytes_copias)} de cópias exatas",
            "o plano mostra o que iria para onde; nada é apagado",
            comando="organizar plano",
        )
    if falha := pendencias.get("falha"):
        yield Passo(
            f"Resolva {quantos(falha.arquivos, 'arquivo', 'arquivos')} sem resultado completo",
            "o motivo e o que fazer estão em “O que não pôde ser lido”",
            filtro_de_pendencia("falha"),
        )
    if ausente := pendencias.get("include_ausente"):
        yield Passo(
            f"Traga os includes que faltam a {_codigos(ausente)}",
            "sem eles não compila, e parte do código não foi vista",
            filtro_de_pendencia("include_ausente"),
        )


def _perigo(resumo: Resumo) -> Iterator[Passo]:
    achados = {c.valor: c.conteudos for c in resumo.por_risco if c.conteudos}
    graves = [risco for risco in GRAVIDADES["alta"] if risco in achados]
    if not set(graves) - {"credencial"}:
        return
    alta = next((c for c in resumo.por_gravidade if c.valor == "alta"), Contagem("alta", 0, 0))
    porque = "somam posições, aumentam o lote ou operam sem stop loss"
    if sem_stop := achados.get("sem_stop_loss"):
        porque += f"; {quantos(sem_stop, 'abre', 'abrem')} posições sem limite de perda"
    yield Passo(
        f"Não ponha em conta real sem ler: {quantos(alta.conteudos, 'código', 'códigos')}",
        porque,
        filtro("risco", *graves),
    )


def _codigos(pendencia: Pendencia) -> str:
    if pendencia.conteudos:
        return quantos(pendencia.conteudos, "código", "códigos")
    return quantos(pendencia.arquivos, "arquivo", "arquivos")
