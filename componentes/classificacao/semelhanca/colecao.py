"""The contents of a run as grouping sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from componentes.base.caminhos import relativo
from componentes.catalogo.modelo import Decisao, RegistroArquivo
from componentes.classificacao.ficha import decodificado, mantido
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa

_decodificar = msgspec.msgpack.Decoder(Programa).decode


def conteudos(
    registros: Iterable[RegistroArquivo], raiz: str, decisoes: Mapping[str, Decisao]
) -> list[Conteudo]:
    """Return each content with its paths, relative to `raiz`; raises `ErroCatalogo`."""
    colecao = Colecao(raiz, decisoes)
    for registro in registros:
        colecao.incluir(registro)
    return colecao.concluir()


class Colecao:
    """Gathers what files say of their contents; those that could not be read are left out."""

    def __init__(self, raiz: str, decisoes: Mapping[str, Decisao]) -> None:
        self._raiz = raiz
        self._decisoes = decisoes
        self._locais: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._primeiros: dict[str, tuple[int, Programa | None]] = {}

    def incluir(self, registro: RegistroArquivo) -> None:
        """Add one file; raises `ErroCatalogo` where its stored result is damaged."""
        if not registro.sha256:
            return
        self._locais[registro.sha256].append((registro.caminho, registro.pacote))
        if registro.sha256 not in self._primeiros:
            programa = decodificado(registro, _decodificar)
            self._primeiros[registro.sha256] = (registro.tamanho, programa)

    def concluir(self) -> list[Conteudo]:
        """Return each content with its paths, sorted by hash."""
        return [self._conteudo(sha256) for sha256 in sorted(self._primeiros)]

    def _conteudo(self, sha256: str) -> Conteudo:
        tamanho, programa = self._primeiros[sha256]
        raiz, decisao = self._raiz, self._decisoes.get(sha256)
        lugares = sorted((relativo(local, raiz), local, p) for local, p in self._locais[sha256])
        caminhos, absolutos, pacotes = zip(*lugares, strict=True)
        decidido = relativo(mantido(absolutos, decisao), raiz) if decisao else ""
        return Conteudo(sha256, caminhos, tamanho, absolutos, decidido, programa, pacotes)
