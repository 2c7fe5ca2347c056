"""The page of one explained file, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
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
    Medida,
    mostrar_rotulo,
)
from componentes.portas.saida import Saida
from componentes.relatorio.textos import quantos, tamanho, visivel

_SECOES: tuple[tuple[Medida, tuple[str, ...]], ...] = (
    (BREVE, ("tipo", "linguagem", "origem")),
    (COMPLETO, ("risco", "familia")),
    (BREVE, ("mercado", "timeframe", "qualidade")),
)
_COM_SECAO = frozenset(chain.from_iterable(dimensoes for _, dimensoes in _SECOES))


def mostrar_explicacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what a file is, why, and what it nearly was."""
    saida.mostrar(Text(visivel(resposta["arquivo"]), "bold"))  # whole, to be copied
    saida.dados.print(montar(resposta))


def montar(resposta: Mapping[str, Any]) -> Aparado:
    """Return everything below the name of the file; it fits whatever width it is printed in."""
    ficha, codigo = resposta["ficha"], Codigo.da_resposta(resposta)
    return Aparado(
        Text(_cabecalho(resposta, ficha)),
        *_rotulos(resposta, codigo),
        *quadro_de_conformidade(resposta["conformidade"], codigo),
        *quadros.descartados(resposta["descartados"]),
        *quadros.entradas(ficha["entradas"]),
        *quadros.dependencias(ficha["dependencias"], ligada=resposta["da_ultima_execucao"]),
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
    rotulos: Sequence[Mapping[str, Any]] = resposta["rotulos"]
    for medida, dimensoes in _SECOES:
        for dimensao in dimensoes:
            seus = [rotulo for rotulo in rotulos if rotulo["dimensao"] == dimensao]
            for rotulo in seus:
                yield from mostrar_rotulo(rotulo, codigo, medida)
            if dimensao == "risco" and not seus:
                yield from _sem_riscos(resposta)
    for rotulo in rotulos:
        if rotulo["dimensao"] not in _COM_SECAO:
            yield from mostrar_rotulo(rotulo, codigo, BREVE)


def _sem_riscos(resposta: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Say that nothing was found where something was looked for."""
    if "risco" not in resposta["dimensoes_julgadas"]:
        return
    if resposta["ficha"]["tipo"] == "nao_codigo":
        yield Text("\nriscos: não há código em que procurar")
        return
    ressalva = "; veja abaixo o que não pôde ser verificado" if resposta["nao_verificaveis"] else ""
    yield Text(f"\nriscos: nenhum encontrado no código que roda{ressalva}")
