"""The contents of a run as grouping sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

import msgspec

from componentes.catalogo.modelo import Decisao, RegistroArquivo
from componentes.classificacao.ficha import decodificado, relativo
from componentes.classificacao.semelhanca.caminhos import original
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa

_decodificar = msgspec.msgpack.Decoder(Programa).decode


def conteudos(
    registros: Iterable[RegistroArquivo], raiz: str, decisoes: Mapping[str, Decisao]
) -> list[Conteudo]:
    """Return each content with its paths, relative to `raiz`; raises `ErroCatalogo`.

    Files that could not be read have no content and are left out.
    """
    caminhos: dict[str, list[str]] = defaultdict(list)
    primeiros: dict[str, tuple[int, str, Programa | None]] = {}
    for registro in registros:
        if not registro.sha256:
            continue
        caminhos[registro.sha256].append(relativo(registro.caminho, raiz))
        if registro.sha256 not in primeiros:
            primeiros[registro.sha256] = (
                registro.tamanho,
                registro.caminho,
                decodificado(registro, _decodificar),
            )
    achados = []
    for sha256, (tamanho, local, programa) in sorted(primeiros.items(), key=itemgetter(0)):
        todos = tuple(sorted(caminhos[sha256]))
        decidido = _decidido(decisoes.get(sha256), raiz, todos)
        achados.append(Conteudo(sha256, todos, tamanho, local, decidido, programa))
    return achados


def _decidido(decisao: Decisao | None, raiz: str, caminhos: Sequence[str]) -> str:
    """Return the path to keep a decided content at; the chosen file may have moved since."""
    if decisao is None:
        return ""
    caminho = relativo(decisao.caminho, raiz)
    return caminho if caminho in caminhos else original(caminhos)
