"""The report as one HTML file."""

from __future__ import annotations

from componentes.relatorio.dados import DadosRelatorio
from componentes.relatorio.pagina import montar_pagina

_ESTILOS = ("pagina.css", "quadros.css", "explorador.css")
_PROGRAMAS = ("momentos.js", "tabela.js", "detalhe.js", "explorador.js", "comandos.js")


def formatar_html(dados: DadosRelatorio) -> str:
    """Return the whole page."""
    return montar_pagina(
        "relatorio.html.j2", _ESTILOS, _PROGRAMAS, dados.explorador, resumo=dados.resumo
    )
