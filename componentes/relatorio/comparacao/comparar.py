"""Compares what two runs saw. Pure: files are paired by path, then by content, then judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from componentes.relatorio.comparacao.perigo import perigo
from componentes.relatorio.comparacao.valores import (
    Causa,
    Comparacao,
    Lado,
    Mudanca,
    Rotulos,
    Visto,
)
from componentes.relatorio.evidencias import faixa_de_certeza

_SEM = Rotulos("", "")


def comparar(antes: Lado, depois: Lado) -> Comparacao:
    """Return all that differs between two runs."""
    iguais, saidos, chegados = _por_caminho(antes.vistos, depois.vistos)
    movidos, saidos, chegados = _por_conteudo(saidos, chegados)
    gerais = _gerais(antes, depois)
    ficaram = [_julgar(a, d, gerais) for a, d in iguais]
    moveram = [_julgar(a, d, gerais) for a, d in movidos]
    novos = [_novo(d, antes.conteudos) for d in chegados]
    sumidos = [_sumido(a, depois.conteudos) for a in saidos]
    todas = [*ficaram, *moveram, *novos, *sumidos]
    return Comparacao(
        antes=antes.execucao,
        depois=depois.execucao,
        mesmas_pastas=sorted(antes.execucao.pastas) == sorted(depois.execucao.pastas),
        regras_mudaram=antes.execucao.regras != depois.execucao.regras,
        versao_mudou=antes.execucao.versao != depois.execucao.versao,
        totais_antes=antes.totais,
        totais_depois=depois.totais,
        fora_antes=antes.fora,
        fora_depois=depois.fora,
        novos=_em_ordem(novos),
        sumidos=_em_ordem(sumidos),
        movidos=_em_ordem(moveram),
        alterados=_em_ordem(m for m in ficaram if Causa.CONTEUDO in m.causas),
        rotulos_mudados=_em_ordem(m for m in (*ficaram, *moveram) if m.rotulos),
        riscos_novos=_por_perigo(m for m in todas if m.riscos_novos),
        riscos_sumidos=_em_ordem(m for m in todas if m.riscos_sumidos),
    )


def _por_caminho(
    antes: Iterable[Visto], depois: Iterable[Visto]
) -> tuple[list[tuple[Visto, Visto]], list[Visto], list[Visto]]:
    """Return the paths of both runs in pairs, those only before, those only after."""
    velhos = {visto.caminho: visto for visto in antes}
    novos = {visto.caminho: visto for visto in depois}
    return (
        [(velho, novos[caminho]) for caminho, velho in velhos.items() if caminho in novos],
        [velho for caminho, velho in velhos.items() if caminho not in novos],
        [novo for caminho, novo in novos.items() if caminho not in velhos],
    )


def _por_conteudo(
    saidos: list[Visto], chegados: list[Visto]
) -> tuple[list[tuple[Visto, Visto]], list[Visto], list[Visto]]:
    """Pair contents that left one path and arrived at another; what has no partner stays."""
    onde: defaultdict[str, list[Visto]] = defaultdict(list)
    for chegado in sorted(chegados, key=lambda v: v.caminho):
        onde[chegado.sha256].append(chegado)
    pares = [
        (saido, _tirar_parecido(onde[saido.sha256], saido))
        for saido in sorted(saidos, key=lambda v: v.caminho)
        if saido.sha256 and onde[saido.sha256]
    ]
    foram = {a.caminho for a, _ in pares}
    vieram = {d.caminho for _, d in pares}
    return (
        pares,
        [visto for visto in saidos if visto.caminho not in foram],
        [visto for visto in chegados if visto.caminho not in vieram],
    )


def _tirar_parecido(candidatos: list[Visto], saido: Visto) -> Visto:
    """Take out the first of the same name, else of the same folder, else the first."""
    pasta, _, nome = saido.caminho.rpartition("/")
    for parte, igual in ((2, nome), (0, pasta)):
        for numero, candidato in enumerate(candidatos):
            if candidato.caminho.rpartition("/")[parte] == igual:
                return candidatos.pop(numero)
    return candidatos.pop(0)


def _gerais(antes: Lado, depois: Lado) -> tuple[Causa, ...]:
    """Return what may have changed the labels of any file."""
    if antes.chave == depois.chave:
        return ()
    causas = []
    if antes.execucao.regras != depois.execucao.regras:
        causas.append(Causa.REGRAS)
    if antes.execucao.versao != depois.execucao.versao:
        causas.append(Causa.VERSAO)
    return tuple(causas)


def _julgar(antes: Visto, depois: Visto, gerais: tuple[Causa, ...]) -> Mudanca:
    velhos, novos = antes.rotulos or _SEM, depois.rotulos or _SEM
    return Mudanca(
        antes=antes,
        depois=depois,
        rotulos=tuple(_mudados(antes, depois)),
        causas=(*_proprias(antes, depois), *gerais),
        riscos_novos=_a_mais(novos, velhos),
        riscos_sumidos=_a_mais(velhos, novos),
    )


def rotulos_mudados(antes: Rotulos | None, depois: Rotulos | None) -> Iterator[str]:
    """Yield the name of each label that is another; a certainty counts by its band."""
    velhos, novos = antes or _SEM, depois or _SEM
    for nome in ("linguagem", "tipo"):
        if getattr(velhos, nome) != getattr(novos, nome):
            yield nome
    # The order says which is stronger; two that change places are the same ideas.
    for nome in ("familias", "riscos"):
        if set(getattr(velhos, nome)) != set(getattr(novos, nome)):
            yield nome
    if faixa_de_certeza(velhos.certeza) != faixa_de_certeza(novos.certeza):
        yield "certeza"


def _mudados(antes: Visto, depois: Visto) -> Iterator[str]:
    yield from rotulos_mudados(antes.rotulos, depois.rotulos)
    if antes.situacao != depois.situacao:
        yield "situacao"


def _proprias(antes: Visto, depois: Visto) -> Iterator[Causa]:
    if antes.sha256 and depois.sha256 and antes.sha256 != depois.sha256:
        yield Causa.CONTEUDO
    elif antes.sha256 != depois.sha256 or antes.situacao != depois.situacao:
        yield Causa.LEITURA
    elif antes.contexto != depois.contexto:
        yield Causa.CONTEXTO


def _novo(depois: Visto, conhecidos: frozenset[str]) -> Mudanca:
    conhecido = depois.sha256 in conhecidos
    riscos = () if conhecido else _a_mais(depois.rotulos or _SEM, _SEM)
    return Mudanca(None, depois, riscos_novos=riscos, conhecido=conhecido)


def _sumido(antes: Visto, conhecidos: frozenset[str]) -> Mudanca:
    conhecido = antes.sha256 in conhecidos
    riscos = () if conhecido else _a_mais(antes.rotulos or _SEM, _SEM)
    return Mudanca(antes, None, riscos_sumidos=riscos, conhecido=conhecido)


def _a_mais(estes: Rotulos, aqueles: Rotulos) -> tuple[str, ...]:
    return tuple(sorted(set(estes.riscos) - set(aqueles.riscos), key=perigo))


def _em_ordem(mudancas: Iterable[Mudanca]) -> tuple[Mudanca, ...]:
    return tuple(sorted(mudancas, key=lambda m: m.caminho))


def _por_perigo(mudancas: Iterable[Mudanca]) -> tuple[Mudanca, ...]:
    """Sort by the worst risk, files that were there before new ones, then by path."""
    return tuple(
        sorted(
            mudancas,
            key=lambda m: (
                min(map(perigo, m.riscos_novos)),
                -len(m.riscos_novos),
                m.antes is None,
                m.caminho,
            ),
        )
    )
