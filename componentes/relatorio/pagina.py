"""Pages that open from disk, ask nobody for anything, and run only their own script."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from componentes.relatorio import frases, passos, rotulos, textos
from componentes.relatorio.graficos import arvore, barras, calor, series

_MODELOS = Path(__file__).parent / "modelos"
# Inside <script> only `<` can end the block; the others guard older readers of JavaScript.
_ESCAPES = (
    (b"<", rb"\u003c"),
    (b">", rb"\u003e"),
    (b"&", rb"\u0026"),
    ("\u2028".encode(), rb"\u2028"),
    ("\u2029".encode(), rb"\u2029"),
)


def montar_pagina(
    modelo: str, estilos: tuple[str, ...], programas: tuple[str, ...], dados: Any, **contexto: Any
) -> str:
    """Return a page; `dados` is what its script reads, `contexto` what its template prints.

    Whatever comes from files is text in it, never markup or code.
    """
    estilo, programa = _juntar(estilos), _juntar(programas)
    return (
        _ambiente()
        .get_template(modelo)
        .render(
            politica=_politica(estilo, programa),
            # Safe: the product's own files, and JSON in which no markup sign is left.
            estilo=Markup(estilo),  # noqa: S704
            programa=Markup(programa),  # noqa: S704
            dados=Markup(_json_inerte(dados)),  # noqa: S704
            **contexto,
        )
    )


def _politica(estilo: str, programa: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash_csp(estilo)}; script-src {_hash_csp(programa)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_csp(bloco: str) -> str:
    resumo = hashlib.sha256(bloco.encode()).digest()
    return f"'sha256-{base64.b64encode(resumo).decode()}'"


def _json_inerte(dados_da_pagina: Any) -> str:
    dados = msgspec.json.encode(dados_da_pagina, order="sorted")
    for sinal, escape in _ESCAPES:
        dados = dados.replace(sinal, escape)
    return dados.decode()


@functools.cache
def _juntar(nomes: tuple[str, ...]) -> str:
    # read_text turns CRLF into LF as the browser does before it hashes a block.
    bloco = "\n".join((_MODELOS / nome).read_text(encoding="utf-8") for nome in nomes)
    # The dark colours hold in two cases, which CSS cannot join: the system's choice, the reader's.
    return bloco.replace("@escuro", (_MODELOS / "escuro.css").read_text(encoding="utf-8"))


@functools.cache
def _ambiente() -> Environment:
    ambiente = Environment(
        loader=FileSystemLoader(_MODELOS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inerte,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for nome in ("inteiro", "tamanho", "quantos", "momento", "porcentagem"):
        ambiente.filters[nome] = getattr(textos, nome)
    ambiente.globals.update(frases=frases, passos=passos, rotulos=rotulos)
    ambiente.globals.update(arvore=arvore, barras=barras, calor=calor, series=series)
    return ambiente


def _inerte(valor: Any) -> Any:
    # Every value a template prints passes here, so no author can forget it.
    return (
        textos.visivel(valor) if isinstance(valor, str) and not isinstance(valor, Markup) else valor
    )
