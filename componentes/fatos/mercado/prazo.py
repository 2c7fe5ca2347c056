"""Timeframes that a program is truly bound to, told from loops, tables and filters.

`prazo_exigido` refuses charts of other timeframes, `prazo_padrao` is what an input for the
program's own timeframe starts with.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from componentes.base.tipos import Entrada
from componentes.fatos.funcoes import Programa
from componentes.fatos.mercado.consequencia import JANELA, recusa
from componentes.fatos.modelo import Coletor

_MINUTOS = {
    "1": "M1",
    "5": "M5",
    "15": "M15",
    "30": "M30",
    "60": "H1",
    "240": "H4",
    "1440": "D1",
    "10080": "W1",
    "43200": "MN1",
}
_SO_DO_MQL5 = ("M2", "M3", "M4", "M6", "M10", "M12", "M20", "H2", "H3", "H6", "H8", "H12")
PRAZOS = (*_MINUTOS.values(), *_SO_DO_MQL5)
"""Every timeframe of the platforms, those of both first."""

_PRAZO_DE = _MINUTOS | {prazo: prazo for prazo in PRAZOS}

_PRAZOS_MAXIMOS = 2  # A program that names more timeframes looks at several: it is bound to none.
_OCORRENCIAS_OLHADAS = 100
_DO_MQL = frozenset({"ENUM_TIMEFRAMES", "int", "string"})
_DO_PINE = frozenset({"timeframe", "input.resolution"})

_DO_GRAFICO = frozenset({"Period", "_Period", "ChartPeriod"})
_EXIGE = re.compile(r"\w+\s*+(?:\(\s*+\d?\s*+\)\s*+)?!=\s*+(?:PERIOD_(\w++)|(\d{1,5})\b)")
# The program's own timeframe: "TimeFrame", "InpTF"; not "RsiTimeframe", nor "TF1" of a list.
_PROPRIO = re.compile(
    r"(?i)(?:inp?_?|input_?|ea_?|main_?|work(?:ing)?_?|trad(?:e|ing)_?|chart_?|signal_?|entry_?"
    r"|my_?)?(?:time_?frames?|tf|resolution|res)"
)
_DE_PRAZO = re.compile(r"(?i)tf|frame|(?<!time)period(?!g)")
# Of one part of the program, or what a multi-timeframe indicator looks up at.
_DE_PARTE = re.compile(
    r"(?i)trend|atr|max|min|high|htf|upper|big|^ma_?t|exit|close|trail|stop|news|filt|fib"
)
_ROTULO_DE_PARTE = re.compile(
    r"(?i)filter|filtr|higher|\bhtf|\bmtf|target|confirm|display|open chart|second"
)


class Pedido(NamedTuple):
    """One timeframe that an input starts with, and whether it is the program's own."""

    entrada: Entrada
    prazo: str
    proprio: bool


def anotar_prazo(coletor: Coletor, programa: Programa) -> None:
    """Note the timeframes that a program requires or starts with."""
    if _e_mql(programa):
        _anotar_exigidos(coletor, programa)
    _anotar_padroes(coletor, programa)


def _anotar_exigidos(coletor: Coletor, programa: Programa) -> None:
    """Note `Period() != PERIOD_H1`; a comparison with == tells charts apart, it refuses none."""
    codigo = programa.vistas.codigo
    achados = sorted(
        (posicao, prazo)
        for palavra in _DO_GRAFICO & programa.vistas.palavras
        for posicao in programa.vistas.achar_palavras(palavra, _OCORRENCIAS_OLHADAS)
        if (achado := _EXIGE.match(codigo, posicao))
        and (prazo := _PRAZO_DE.get(achado[1] or achado[2]))
        and recusa(codigo[achado.end() : achado.end() + JANELA])
        and programa.ativo(posicao)
    )
    if len({prazo for _, prazo in achados}) <= _PRAZOS_MAXIMOS:
        for posicao, prazo in achados:
            coletor.anotar(f"prazo_exigido:{prazo}", posicao)


def _anotar_padroes(coletor: Coletor, programa: Programa) -> None:
    """Note the defaults of inputs; where none is plainly the program's own, all must agree."""
    ler = _pedido_mql if _e_mql(programa) else _pedido_pine
    pedidos = [pedido for pedido in map(ler, programa.entradas) if pedido]
    proprios = [pedido for pedido in pedidos if pedido.proprio]
    prazos = {pedido.prazo for pedido in proprios or pedidos}
    if "" in prazos or len(prazos) > (_PRAZOS_MAXIMOS if proprios else 1):
        return
    for pedido in proprios or pedidos:
        posicao = _posicao(programa, pedido.entrada)
        coletor.anotar(f"prazo_padrao:{pedido.prazo}", posicao, (pedido.entrada.nome,))


def _e_mql(programa: Programa) -> bool:
    return programa.vistas.gramatica == "mql"


def _pedido_mql(entrada: Entrada) -> Pedido | None:
    """Return what an input says of timeframes, "" standing for the chart's; None for others."""
    if entrada.tipo not in _DO_MQL:
        return None
    prazo = _PRAZO_DE.get(entrada.padrao.strip('"').removeprefix("PERIOD_"), "")
    certo = entrada.tipo == "ENUM_TIMEFRAMES"
    if not prazo and not certo:
        return None
    proprio = _PROPRIO.fullmatch(entrada.nome) is not None
    if not proprio and not (certo and _DE_PRAZO.search(entrada.nome)):
        return None
    parte = _DE_PARTE.search(entrada.nome) or _ROTULO_DE_PARTE.search(entrada.comentario)
    return Pedido(entrada, "" if parte else prazo, proprio and not parte)


def _pedido_pine(entrada: Entrada) -> Pedido | None:
    """Return what an input of Pine says: most are for levels of a higher timeframe.

    The program's own is believed only where no other input asks for one, so none is `proprio`.
    """
    if entrada.tipo not in _DO_PINE:
        return None
    prazo = _PRAZO_DE.get(entrada.padrao.strip("\"'"), "")
    titulo = entrada.comentario.replace(" ", "_") or "tf"
    proprio = bool(_PROPRIO.fullmatch(entrada.nome) and _PROPRIO.fullmatch(titulo))
    return Pedido(entrada, prazo if proprio else "", False)


def _posicao(programa: Programa, entrada: Entrada) -> int:
    """Return where an input is declared: its name on its line."""
    vistas = programa.vistas
    nomes = vistas.achar_palavras(entrada.nome, _OCORRENCIAS_OLHADAS)
    return next((p for p in nomes if vistas.linha(p) == entrada.linha), 0)
