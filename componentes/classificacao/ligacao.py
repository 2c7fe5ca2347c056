"""Ties programs to the library files they include, so that a type can be found through includes.

A main file may define only `onTick()` and take its entry point from an include
(`#include <core/expert.mqh>`); what resolves inside the library becomes part of its context.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from posixpath import dirname, normpath

import msgspec

from componentes.base.tipos import Analise, Dependencia
from componentes.catalogo.modelo import EstadoArquivo, Resultado
from componentes.classificacao.contexto import Contexto, contexto_do_nome, pasta_do_terminal

_SUFIXOS_DE_INDICADOR = (".mq4", ".mq5", ".ex4", ".ex5")


class Elos(msgspec.Struct, frozen=True):
    """The part of an analysis that ties a file to others."""

    dependencias: tuple[Dependencia, ...] = ()
    pontos_de_entrada: tuple[str, ...] = ()


_ler_elos = msgspec.msgpack.Decoder(Elos).decode


class Ligador:
    """Resolves dependencies over one snapshot of the library; paths are absolute text."""

    def __init__(
        self,
        arquivos: Mapping[str, EstadoArquivo],
        analises: Mapping[tuple[str, str], bytes],
        raiz: str,
    ) -> None:
        self._arquivos = arquivos
        self._analises = analises
        self._raiz = raiz.rstrip("/") + "/"
        self._por_nome: dict[str, list[str]] = defaultdict(list)
        for caminho in sorted(arquivos):
            self._por_nome[caminho.rpartition("/")[2].casefold()].append(caminho)
        self._elos = {sha256: _ler_elos(dados) for (sha256, _), dados in analises.items()}

    def mudancas(self) -> Iterator[tuple[EstadoArquivo, Contexto]]:
        """Yield the files whose context is not the one they were judged in, by path."""
        for caminho in sorted(self._arquivos):
            estado = self._arquivos[caminho]
            if (estado.sha256, contexto_do_nome(caminho).chave) not in self._analises:
                continue  # it failed here, though a copy under another extension may not have
            elos = self._elos[estado.sha256]
            contexto = self._contexto(caminho, elos)
            if contexto.chave != estado.contexto:
                yield estado, contexto

    def reaproveitar(self, estado: EstadoArquivo, contexto: Contexto) -> Resultado:
        """Return the base result of a file with its dependencies resolved and nothing re-judged."""
        base = self._analises[estado.sha256, contexto_do_nome(estado.caminho).chave]
        analise = msgspec.msgpack.decode(base, type=Analise)
        if contexto.dependencias is not None:
            analise = msgspec.structs.replace(analise, dependencias=contexto.dependencias)
        return Resultado(estado.sha256, contexto.chave, msgspec.msgpack.encode(analise))

    def _contexto(self, caminho: str, elos: Elos) -> Contexto:
        base = contexto_do_nome(caminho)
        pasta = pasta_do_terminal(caminho, elos.pontos_de_entrada)
        resolvidas = [self._resolver(d, caminho) for d in elos.dependencias]
        if not any(d.resolvida for d in resolvidas):
            return Contexto(base.extensao, pasta)
        incluidos = self._entradas_incluidas(caminho)
        return Contexto(base.extensao, pasta, incluidos, tuple(resolvidas))

    def _entradas_incluidas(self, caminho: str) -> tuple[str, ...]:
        """Return the entry points defined by all files included, directly or through others."""
        vistos = {caminho}
        fila = list(self._incluidos_por(caminho))
        entradas: set[str] = set()
        while fila:
            atual = fila.pop()
            if atual in vistos:
                continue
            vistos.add(atual)
            entradas.update(self._elos_de(atual).pontos_de_entrada)
            fila.extend(self._incluidos_por(atual))
        return tuple(sorted(entradas))

    def _incluidos_por(self, caminho: str) -> Iterator[str]:
        for dependencia in self._elos_de(caminho).dependencias:
            if dependencia.tipo == "include" and not dependencia.padrao:
                achado = self._achar(dependencia, caminho)
                if achado:
                    yield achado

    def _elos_de(self, caminho: str) -> Elos:
        return self._elos.get(self._arquivos[caminho].sha256, Elos())

    def _resolver(self, dependencia: Dependencia, de: str) -> Dependencia:
        if dependencia.padrao or dependencia.tipo == "import":
            return dependencia
        achado = self._achar(dependencia, de)
        return msgspec.structs.replace(dependencia, resolvida=achado.removeprefix(self._raiz))

    def _achar(self, dependencia: Dependencia, de: str) -> str:
        """Return the path of the best candidate, or "": the nearest in the tree, then by name."""
        if dependencia.tipo == "icustom":
            nomes: Iterable[str] = (dependencia.nome + sufixo for sufixo in _SUFIXOS_DE_INDICADOR)
        else:
            nomes = (dependencia.nome,)
        candidatos = [c for nome in nomes for c in self._candidatos(nome, dirname(de))]
        candidatos = [c for c in candidatos if c != de]
        return min(candidatos, key=lambda c: (-_parentesco(c, de), c), default="")

    def _candidatos(self, nome: str, pasta: str) -> list[str]:
        relativo = normpath(f"{pasta}/{nome}")
        if relativo in self._arquivos:
            return [relativo]
        final = "/" + nome.casefold().lstrip("./")
        mesmos = self._por_nome.get(final.rpartition("/")[2], [])
        return [caminho for caminho in mesmos if caminho.casefold().endswith(final)]


def _parentesco(um: str, outro: str) -> int:
    """Return how many leading folders two paths share."""
    pares = zip(um.split("/"), outro.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda par: par[0] == par[1], pares))
