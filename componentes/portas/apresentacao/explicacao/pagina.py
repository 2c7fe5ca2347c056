"""The page of one explained file, in the order in which a reader asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from componentes.portas.apresentacao.explicacao import quadros
from componentes.portas.apresentacao.explicacao.aparado import Aparado
from componentes.portas.apresentacao.explicacao.codigo import Codigo
from componentes.portas.apresentacao.explicacao.conformidade import quadro_de_conformidade
from componentes.portas.apresentacao.explicacao.rotulos import (
    BREVE,
    COMPLETO,
    mostrar_em_linhas,
    mostrar_rotulo,
)
from componentes.portas.saida import Saida
from componentes.relatorio.textos import quantos, tamanho, visivel

_ANTES = ("tipo", "linguagem", "origem")
_PRINCIPAIS = ("risco", "familia")
_EM_LINHAS = ("mercado", "timeframe", "qualidade")
_COM_LUGAR = frozenset((*_ANTES, *_PRINCIPAIS, *_EM_LINHAS))


def mostrar_explicacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what a file is, why, and what it nearly was."""
    saida.mostrar(Text(visivel(resposta["arquivo"]), "bold"))  # whole, to be copied
    saida.dados.print(montar(resposta))
    if resposta["html"]:
        saida.mostrar(Text.assemble("\npágina: ", (visivel(resposta["html"]), "bold")))


def montar(resposta: Mapping[str, Any]) -> Aparado:
    """Return everything below the name of the file; it fits whatever width it is printed in."""
    ficha, codigo = resposta["ficha"], Codigo.da_resposta(resposta)
    return Aparado(
        Text(_cabecalho(resposta, ficha)),
        *_rotulos(resposta, codigo),
        *quadros.propriedades(ficha),
        *quadros.nota(ficha["qualidade"]),
        *quadro_de_conformidade(resposta["conformidade"], codigo, _mostradas(resposta)),
        *quadros.descartados(resposta["descartados"]),
        *quadros.entradas(ficha["entradas"]),
        *quadros.dependencias(ficha["dependencias"], ligada=resposta["da_ultima_execucao"]),
        *quadros.avisos(ficha["avisos"]),
        *quadros.nao_verificaveis(resposta["nao_verificaveis"]),
    )


def _cabecalho(resposta: Mapping[str, Any], ficha: Mapping[str, Any]) -> str:
    partes = [
        tamanho(resposta["tamanho"]),
        quantos(ficha["linhas"], "linha", "linhas"),
        ficha["codificacao"],
        f"sha256 {resposta['sha256'][:12]}",
    ]
    return " · ".join(partes)


def _rotulos(resposta: Mapping[str, Any], codigo: Codigo) -> Iterator[RenderableType]:
    por_dimensao: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for rotulo in resposta["rotulos"]:
        por_dimensao[rotulo["dimensao"]].append(rotulo)
    for dimensao in _ANTES:
        for rotulo in por_dimensao[dimensao]:
            yield from mostrar_rotulo(rotulo, codigo, BREVE)
    yield from _sem_riscos(resposta)
    for dimensao in _PRINCIPAIS:
        for rotulo in por_dimensao[dimensao]:
            yield from mostrar_rotulo(rotulo, codigo, COMPLETO, por_dimensao["risco"])
    for dimensao in _EM_LINHAS:
        yield from mostrar_em_linhas(por_dimensao[dimensao])
    for dimensao in sorted(por_dimensao.keys() - _COM_LUGAR):
        for rotulo in por_dimensao[dimensao]:
            yield from mostrar_rotulo(rotulo, codigo, BREVE)


def _mostradas(resposta: Mapping[str, Any]) -> set[int]:
    """Return the lines that labels quote in full: no need to see them again."""
    principais = [r for r in resposta["rotulos"] if r["dimensao"] in _PRINCIPAIS]
    return {prova["linha"] for r in principais for prova in COMPLETO.provas(r)}


def _sem_riscos(resposta: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Say that nothing was found where something was looked for."""
    com_riscos = any(rotulo["dimensao"] == "risco" for rotulo in resposta["rotulos"])
    if com_riscos or "risco" not in resposta["dimensoes_julgadas"]:
        return
    if resposta["ficha"]["tipo"] == "nao_codigo":
        yield Text("\nriscos: não há código em que procurar")
        return
    ressalva = "; veja abaixo o que não pôde ser verificado" if resposta["nao_verificaveis"] else ""
    yield Text(f"\nriscos: nenhum encontrado no código que roda{ressalva}")
