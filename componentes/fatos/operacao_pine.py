"""How a Pine strategy opens and protects positions: its `strategy.` calls and their arguments."""

from __future__ import annotations

import re

from componentes.fatos.chamadas import ARGUMENTO_NOMEADO, argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

# Positional arguments of strategy.exit that limit a loss: loss, stop, trail_price, trail_points
# (tradingview.com/pine-script-reference, strategy.exit).
_POSICOES_DO_STOP = (6, 7, 8, 9)
_STOPS = frozenset({"loss", "stop", "trail_price", "trail_points", "trail_offset"})
_FECHA_NA_PERDA = re.compile(
    r"strategy\.openprofit\w*\s*<|strategy\.position_avg_price\s*\*\s*\(?\s*1\s*-"
    r"|\b(?:close|low|high)\s*[<>]=?\s*\w*(?:stop|sl)\w*\b",
    re.IGNORECASE,
)


def anotar_operacao_pine(coletor: Coletor, programa: Programa) -> None:
    """Note entries, exits and whether any path limits a loss."""
    codigo = programa.vistas.codigo
    entradas = [
        abre
        for nome in ("entry", "order")
        for abre in chamadas(codigo, nome, "_")
        if codigo[:abre].rstrip().endswith(f"strategy.{nome}")
    ]
    if not entradas:
        return
    coletor.anotar("ordem:envia", min(entradas))
    protegida = _protegida(codigo)
    if protegida >= 0:
        coletor.anotar("stop:na_entrada", protegida)
    elif not _FECHA_NA_PERDA.search(codigo):
        coletor.anotar("stop:nunca", min(entradas))


def _protegida(codigo: str) -> int:
    """Return where an exit is given a stop or a trailing distance, or -1."""
    for abre in chamadas(codigo, "exit", "_"):
        for indice, (inicio, fim) in enumerate(argumentos(codigo, abre)):
            nome = ARGUMENTO_NOMEADO.match(codigo, inicio, fim)
            if nome and nome[1] in _STOPS and codigo[nome.end() : fim].strip() != "na":
                return abre
            if not nome and indice in _POSICOES_DO_STOP:
                return abre
    return -1
