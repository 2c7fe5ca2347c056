"""How a Pine strategy opens, adds, sizes and protects positions, by its `strategy.` calls."""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.chamadas import ARGUMENTO_NOMEADO, argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

# Positional arguments (tradingview.com/pine-script-reference): of strategy.entry and order the
# quantity, of strategy.exit those that limit a loss: loss, stop, trail_price, trail_points.
_POSICAO_DA_QUANTIDADE = 2
_POSICOES_DO_STOP = (6, 7, 8, 9)
_STOPS = frozenset({"loss", "stop", "trail_price", "trail_points", "trail_offset"})
_FECHA_NA_PERDA = re.compile(
    r"strategy\.openprofit\w*\s*<|strategy\.position_avg_price\s*\*\s*\(?\s*1\s*-"
    r"|\b(?:close|low|high)\s*[<>]=?\s*\w*(?:stop|sl)\w*\b",
    re.IGNORECASE,
)
_POTENCIA = re.compile(r"\bpow\s*\(\s*(?!10\b)[^,()]{1,80},\s*(?!\d)")
# The price has fallen a share below something that was kept: where a ladder adds.
_PASSO = re.compile(r"\b(?:close|low)\s*<=?\s*[\w.]{1,60}\s*\*\s*\(\s*1\s*-")
_CHAMADAS_MAXIMAS = 200
_ANTES = 40


def anotar_operacao_pine(coletor: Coletor, programa: Programa) -> None:
    """Note entries, growing quantities, price steps, and whether any path limits a loss."""
    codigo = programa.vistas.codigo
    entradas = _entradas(codigo)
    if not entradas:
        return
    coletor.anotar("ordem:envia", entradas[0])
    _anotar_quantidades(coletor, codigo, entradas)
    passo = _PASSO.search(codigo)
    if passo and programa.propriedades.get("pyramiding", "0") not in ("0", "1"):
        coletor.anotar("grade:passo", passo.start())
    protegida = _protegida(codigo)
    if protegida >= 0:
        coletor.anotar("stop:na_entrada", protegida)
    elif not _FECHA_NA_PERDA.search(codigo):
        coletor.anotar("stop:nunca", entradas[0])


def _entradas(codigo: str) -> list[int]:
    """Return where positions are opened, in the order of the file."""
    achadas = [
        abre
        for nome in ("entry", "order")
        for abre in islice(chamadas(codigo, nome, "_"), _CHAMADAS_MAXIMAS)
        if codigo[max(0, abre - _ANTES) : abre].rstrip().endswith(f"strategy.{nome}")
    ]
    return sorted(achadas)


def _anotar_quantidades(coletor: Coletor, codigo: str, entradas: list[int]) -> None:
    """Note a quantity that is a power of how many orders there are."""
    for abre in entradas:
        for indice, (inicio, fim) in enumerate(argumentos(codigo, abre)):
            nome = ARGUMENTO_NOMEADO.match(codigo, inicio, fim)
            quantidade = nome[1] == "qty" if nome else indice == _POSICAO_DA_QUANTIDADE
            if quantidade and _POTENCIA.search(codigo, inicio, fim):
                coletor.anotar("lote:potencia", inicio)
                coletor.anotar("lote:crescimento_ligado", inicio)
                return


def _protegida(codigo: str) -> int:
    """Return where an exit is given a stop or a trailing distance, or -1."""
    for abre in islice(chamadas(codigo, "exit", "_"), _CHAMADAS_MAXIMAS):
        for indice, (inicio, fim) in enumerate(argumentos(codigo, abre)):
            nome = ARGUMENTO_NOMEADO.match(codigo, inicio, fim)
            if nome and nome[1] in _STOPS and codigo[nome.end() : fim].strip() != "na":
                return abre
            if not nome and indice in _POSICOES_DO_STOP:
                return abre
    return -1
