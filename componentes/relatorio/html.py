"""The report as one HTML file."""

from __future__ import annotations

from componentes.relatorio.dados import DadosRelatorio
from componentes.relatorio.explorador.blocos import empacotar
from componentes.relatorio.pagina import montar_pagina

_ESTILOS = (
    "pagina.css",
    "quadros.css",
    "graficos.css",
    "tabela/explorador.css",
    "tabela/detalhe.css",
)
_DA_TABELA = (
    *("dados", "tabela", "filtros", "lista", "diferencas", "detalhe", "exportacao"),
    *("painel", "teclas", "explorador"),
)
_PROGRAMAS = ("momentos.js", "pagina.js", *(f"tabela/{nome}.js" for nome in _DA_TABELA))


def formatar_html(dados: DadosRelatorio) -> str:
    """Return the whole page."""
    pacotes = [empacotar(dados.explorador), *dados.detalhes]
    return montar_pagina(
        "relatorio.html.j2", _ESTILOS, _PROGRAMAS, None, resumo=dados.resumo, pacotes=pacotes
    )
