"""What an indicator draws and where: its window, its kinds of plots and objects."""

from __future__ import annotations

import re

from componentes.fatos.assunto.escala import anotar_janela, anotar_niveis_tracados
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

# Fact by words of which any one is enough; `Vistas.palavras` makes each a set look-up.
_PALAVRAS_MQL = {
    "separada": ("indicator_separate_window",),
    "no_preco": ("indicator_chart_window",),
    "buffers": ("SetIndexBuffer",),
    "setas": ("DRAW_ARROW", "DRAW_COLOR_ARROW", "OBJ_ARROW", "SetIndexArrow"),
    "histograma": ("DRAW_HISTOGRAM", "DRAW_COLOR_HISTOGRAM", "DRAW_HISTOGRAM2"),
    "secoes": ("DRAW_SECTION", "DRAW_ZIGZAG"),
    "preenchimento": ("DRAW_FILLING",),
    "velas": ("DRAW_CANDLES", "DRAW_COLOR_CANDLES", "DRAW_BARS", "DRAW_COLOR_BARS"),
    "objetos": ("ObjectCreate", "ObjectSetText", "ObjectSetString"),
    "linhas": ("DRAW_LINE", "DRAW_COLOR_LINE"),
    "linhas_horizontais": ("OBJ_HLINE",),
    "linhas_verticais": ("OBJ_VLINE",),
    "linhas_de_tendencia": ("OBJ_TREND", "OBJ_TRENDBYANGLE", "OBJ_CHANNEL"),
    "fibonacci": ("OBJ_FIBO", "OBJ_EXPANSION", "OBJ_FIBOFAN", "OBJ_FIBOCHANNEL"),
    "regressao": ("OBJ_REGRESSION", "OBJ_STDDEVCHANNEL"),
    "retangulos": ("OBJ_RECTANGLE",),
    "textos": ("OBJ_LABEL", "OBJ_TEXT", "OBJ_RECTANGLE_LABEL", "Comment"),
    "botoes": ("OBJ_BUTTON", "OBJ_EDIT"),
    "niveis": ("indicator_level1", "SetLevelValue", "INDICATOR_LEVELVALUE", "INDICATOR_LEVELS"),
    "faixa_fixa": ("indicator_maximum", "indicator_minimum"),
}
_PALAVRAS_PINE = {
    "buffers": ("plot", "plotcandle", "plotbar", "plotshape", "plotarrow"),
    "setas": ("plotshape", "plotchar", "plotarrow"),
    "histograma": ("style_histogram", "style_columns", "histogram", "columns"),
    "preenchimento": ("fill",),
    "velas": ("plotcandle", "plotbar"),
    "niveis": ("hline",),
    "objetos": ("box", "line", "label"),
    "retangulos": ("box",),
    "tabela": ("table",),
}
_DE_ESTADO = {
    "indicator_minimum": re.compile(r"0(?:\.0*)?"),
    "indicator_maximum": re.compile(r"1(?:\.0*)?"),
}
_DECLARACOES = frozenset(["indicator", "study"])


def anotar_desenho(coletor: Coletor, programa: Programa) -> None:
    """Note where and what a program draws (`desenho:`)."""
    vistas = programa.vistas
    tabela = _PALAVRAS_MQL if vistas.gramatica == "mql" else _PALAVRAS_PINE
    for especie, palavras in tabela.items():
        achada = next((p for p in palavras if p in vistas.palavras), "")
        if achada:
            coletor.anotar(f"desenho:{especie}", vistas.achar_palavra(achada))
        else:
            coletor.anotar(f"desenho:sem_{especie}", 0)
    _anotar_faixa_de_estado(coletor, programa)
    if vistas.gramatica == "pine" and _DECLARACOES & vistas.palavras:
        anotar_janela(coletor)
        anotar_niveis_tracados(coletor)


def _anotar_faixa_de_estado(coletor: Coletor, programa: Programa) -> None:
    """Note a window from 0 to 1: all that its colours can show is which state holds."""
    propriedades = programa.propriedades
    if all(forma.fullmatch(propriedades.get(ponta, "")) for ponta, forma in _DE_ESTADO.items()):
        coletor.anotar("desenho:faixa_de_estado", coletor.vistas.achar_palavra("indicator_maximum"))
