"""The report as one HTML file."""

from __future__ import annotations

from componentes.relatorio.dados import DadosRelatorio
from componentes.relatorio.explorador.blocos import empacotar
from componentes.relatorio.pagina import montar_pagina

_ESTILOS = ("pagina.css", "quadros.css", "graficos.css", "explorador.css", "detalhe.css")
_PROGRAMAS = (
    "momentos.js",
    "pagina.js",
    "dados.js",
    "tabela.js",
    "filtros.js",
    "lista.js",
    "diferencas.js",
    "detalhe.js",
    "exportacao.js",
    "explorador.js",
)


def formatar_html(dados: DadosRelatorio) -> str:
    """Return the whole page."""
    pacotes = [empacotar(dados.explorador), *dados.detalhes]
    return montar_pagina(
        "relatorio.html.j2", _ESTILOS, _PROGRAMAS, None, resumo=dados.resumo, pacotes=pacotes
    )
