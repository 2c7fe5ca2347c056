"""The contents of a run as grouping sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from componentes.base.erros import ErroCatalogo
from componentes.catalogo.modelo import RegistroArquivo
from componentes.classificacao.ficha import relativo
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa

_decodificar = msgspec.msgpack.Decoder(Programa).decode


def conteudos(registros: Iterable[RegistroArquivo], raiz: str) -> list[Conteudo]:
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
            primeiros[registro.sha256] = (registro.tamanho, registro.caminho, _programa(registro))
    return [
        Conteudo(sha256, tuple(sorted(caminhos[sha256])), *primeiros[sha256])
        for sha256 in sorted(primeiros)
    ]


def _programa(registro: RegistroArquivo) -> Programa | None:
    if registro.analise is None:
        return None
    try:
        return _decodificar(registro.analise)
    except msgspec.DecodeError as erro:
        raise ErroCatalogo(
            "O catálogo guarda um resultado ilegível",
            onde=registro.caminho,
            o_que_fazer="apague Development/catalogo e classifique de novo",
        ) from erro
