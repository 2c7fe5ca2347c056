"""The contents of a run as grouping sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from componentes.catalogo.modelo import Decisao, RegistroArquivo
from componentes.classificacao.ficha import decodificado, mantido, relativo
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa

_decodificar = msgspec.msgpack.Decoder(Programa).decode


def conteudos(
    registros: Iterable[RegistroArquivo], raiz: str, decisoes: Mapping[str, Decisao]
) -> list[Conteudo]:
    """Return each content with its paths, relative to `raiz`; raises `ErroCatalogo`.

    Files that could not be read have no content and are left out.
    """
    locais: dict[str, list[tuple[str, str]]] = defaultdict(list)
    primeiros: dict[str, tuple[int, Programa | None]] = {}
    for registro in registros:
        if not registro.sha256:
            continue
        locais[registro.sha256].append((registro.caminho, registro.pacote))
        if registro.sha256 not in primeiros:
            programa = decodificado(registro, _decodificar)
            primeiros[registro.sha256] = (registro.tamanho, programa)
    achados = []
    for sha256 in sorted(primeiros):
        tamanho, programa = primeiros[sha256]
        lugares = sorted((relativo(local, raiz), local, p) for local, p in locais[sha256])
        caminhos, absolutos, pacotes = zip(*lugares, strict=True)
        decisao = decisoes.get(sha256)
        decidido = relativo(mantido(absolutos, decisao), raiz) if decisao else ""
        achados.append(Conteudo(sha256, caminhos, tamanho, absolutos, decidido, programa, pacotes))
    return achados
