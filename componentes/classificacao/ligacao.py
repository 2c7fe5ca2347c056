"""Ties programs to the library files they include, so that a type can be found through includes.

A main file may define only `onTick()` and take its entry point from an include
(`#include <core/expert.mqh>`); what resolves inside the library becomes part of its context.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, normpath
from typing import TypeAlias

import msgspec

from componentes.base.caminhos import DENTRO
from componentes.base.tipos import Analise, Dependencia
from componentes.catalogo.modelo import EstadoArquivo, Resultado
from componentes.classificacao.contexto import Contexto, contexto_do_nome, pasta_do_terminal

_SUFIXOS_DE_INDICADOR = (".mq4", ".mq5", ".ex4", ".ex5")

_Vizinhos: TypeAlias = dict[str, tuple[str, ...]]
"""The files of one name by folder: below each, at any depth, the first two."""


class Elos(msgspec.Struct, frozen=True):
    """The part of an analysis that ties a file to others."""

    dependencias: tuple[Dependencia, ...] = ()
    pontos_de_entrada: tuple[str, ...] = ()


_SEM_ELOS = Elos()
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
        self._vizinhos: dict[str, _Vizinhos] = {}
        # The contexts of one content differ in what resolved its dependencies, not in these.
        por_conteudo = {sha256: dados for (sha256, _), dados in analises.items()}
        lidos = ((sha256, _ler_elos(dados)) for sha256, dados in por_conteudo.items())
        self._elos = {sha256: elos for sha256, elos in lidos if elos != _SEM_ELOS}
        self._incluidas = self._entradas_incluidas()

    def mudancas(self) -> Iterator[tuple[EstadoArquivo, Contexto]]:
        """Yield the files whose context is not the one they were judged in, by path."""
        for caminho in sorted(self._arquivos):
            estado = self._arquivos[caminho]
            if (estado.sha256, contexto_do_nome(caminho).chave) not in self._analises:
                continue  # it failed here, though a copy under another extension may not have
            contexto = self._contexto(caminho, self._elos_de(caminho))
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
            return msgspec.structs.replace(base, pasta=pasta) if pasta else base
        incluidos = tuple(sorted(self._incluidas.get(caminho, ())))
        return msgspec.structs.replace(
            base, pasta=pasta, incluidos=incluidos, dependencias=tuple(resolvidas)
        )

    def _entradas_incluidas(self) -> dict[str, dict[str, list[str]]]:
        """Return the entry points that other files bring to each, directly or through others.

        Each definition climbs from its file to all that include it. Two definers of the same
        entry point are enough: in a cycle a file does not count itself, and then one is left.
        """
        quem_inclui: dict[str, list[str]] = defaultdict(list)
        for caminho in self._arquivos:
            for incluido in self._incluidos_por(caminho):
                quem_inclui[incluido].append(caminho)
        entradas: dict[str, dict[str, list[str]]] = {}
        fila = [
            (por, entrada, caminho)
            for caminho, includentes in quem_inclui.items()
            for entrada in self._elos_de(caminho).pontos_de_entrada
            for por in includentes
        ]
        while fila:
            caminho, entrada, origem = fila.pop()
            if caminho == origem:
                continue
            origens = entradas.setdefault(caminho, {}).setdefault(entrada, [])
            if len(origens) < 2 and origem not in origens:
                origens.append(origem)
                fila.extend((por, entrada, origem) for por in quem_inclui.get(caminho, ()))
        return entradas

    def _incluidos_por(self, caminho: str) -> Iterator[str]:
        for dependencia in self._elos_de(caminho).dependencias:
            if dependencia.tipo == "include" and not dependencia.padrao:
                achado = self._achar(dependencia, caminho)
                if achado:
                    yield achado

    def _elos_de(self, caminho: str) -> Elos:
        return self._elos.get(self._arquivos[caminho].sha256, _SEM_ELOS)

    def _resolver(self, dependencia: Dependencia, de: str) -> Dependencia:
        if dependencia.padrao or dependencia.tipo == "import":
            return dependencia
        achado = self._achar(dependencia, de)
        return msgspec.structs.replace(dependencia, resolvida=achado.removeprefix(self._raiz))

    def _achar(self, dependencia: Dependencia, de: str) -> str:
        """Return the path of the best candidate, or "": the nearest in the tree, then by name."""
        sufixos = _SUFIXOS_DE_INDICADOR if dependencia.tipo == "icustom" else ("",)
        achados = [self._mais_proximo(dependencia.nome + sufixo, de) for sufixo in sufixos]
        return min((a for a in achados if a[1]), default=(0, ""))[1]

    def _mais_proximo(self, nome: str, de: str) -> tuple[int, str]:
        """Return the best file of that name and its rank, lower the more folders they share."""
        relativo = normpath(f"{dirname(de)}/{nome}")
        if relativo in self._arquivos:
            return _escolher(self._a_vista([relativo]), de)
        final = "/" + nome.casefold().lstrip("./")
        if final not in self._vizinhos:
            mesmos = self._por_nome.get(final.rpartition("/")[2], [])
            self._vizinhos[final] = self._a_vista(
                [c for c in mesmos if c.casefold().endswith(final)]
            )
        return _escolher(self._vizinhos[final], de)

    def _a_vista(self, caminhos: Sequence[str]) -> _Vizinhos:
        """Return the first two of some sorted paths below each folder; one may be who is asking.

        A member is seen from within its archive alone: elsewhere nobody can include it.
        """
        vizinhos: _Vizinhos = {}
        for caminho in caminhos:
            pacote = self._arquivos[caminho].pacote
            for pasta in _pastas(caminho, pacote and pacote + DENTRO.removesuffix("/")):
                primeiros = vizinhos.get(pasta, ())
                if len(primeiros) < 2:
                    vizinhos[pasta] = (*primeiros, caminho)
        return vizinhos


def _escolher(vizinhos: _Vizinhos, de: str) -> tuple[int, str]:
    """Return the first neighbour in the nearest folder that has one, (0, "") without any."""
    for pasta in _pastas(de):
        for caminho in vizinhos.get(pasta, ()):
            if caminho != de:
                return -len(pasta), caminho
    return 0, ""


def _pastas(caminho: str, ate: str = "") -> Iterator[str]:
    """Yield the folders a path lies in, innermost first, down to `ate`; "" holds everything."""
    while caminho != ate:
        caminho = caminho.rpartition("/")[0]
        yield caminho
