"""How a Pine strategy manages positions and guards the account."""

from __future__ import annotations

import re
from collections.abc import Iterable

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_REGRAS_DE_RISCO = {
    "max_intraday_loss": "perda_diaria",
    "max_drawdown": "perda_total",
    "max_cons_loss_days": "perda_total",
    "max_position_size": "limite_de_lote",
    "max_intraday_filled_orders": "limite_de_ordens",
}
_TRAILING = re.compile(r"\btrail_(?:points|price|offset)\b")
_FRACAO = re.compile(r"risk|risco|qty|size|lot|perc|/[ ]?100", re.IGNORECASE)
_SEXTA = re.compile(
    r"\bdayofweek(?:\([^)\n]{0,60}\))?\s*[=!]=\s*(?:dayofweek\.(?:friday|saturday|sunday)\b|[167]\b)"
)
_HORARIO = re.compile(
    r"\btime(?:_close)?\s*\(\s*(?:timeframe\.period|period|[^\s,()]{1,40})\s*,|\bhour(?:\([^)\n]{0,60}\))?\s*[<>]=?"
)
_LUGARES = 20
_FECHA_TUDO = re.compile(r"\bstrategy\.close_all\b")


def anotar_gestao_pine(coletor: Coletor, programa: Programa) -> None:
    """Note the facts `gestao:` that Pine's `strategy` has words for."""
    codigo = coletor.vistas.codigo
    if "strategy" not in coletor.vistas.palavras or "strategy." not in codigo:
        return
    for regra, nome in _REGRAS_DE_RISCO.items():
        posicao = codigo.find(f"strategy.risk.{regra}") if regra in coletor.vistas.palavras else -1
        if posicao >= 0:
            _anotar(coletor, programa, nome, posicao)
    fecham = ("strategy",) if "close_all" in coletor.vistas.palavras else ()
    for nome, forma, palavras in (
        ("trailing", _TRAILING, ("trail_points", "trail_price", "trail_offset")),
        ("fecha_tudo", _FECHA_TUDO, fecham),
        ("sexta", _SEXTA, ("dayofweek",)),
        ("horario", _HORARIO, ("time", "time_close", "hour")),
    ):
        posicao = _primeira(coletor.vistas, forma, palavras)
        if posicao >= 0:
            _anotar(coletor, programa, nome, posicao)
    _anotar_lote(coletor, programa)


def _primeira(vistas: Vistas, forma: re.Pattern[str], palavras: Iterable[str]) -> int:
    """Return where a pattern that begins with one of some words first matches, or -1."""
    codigo, lugares = vistas.codigo, []
    for palavra in vistas.palavras.intersection(palavras):
        for posicao in vistas.achar_palavras(palavra, len(codigo)):
            if forma.match(codigo, posicao):
                lugares.append(posicao)
                break
    return min(lugares, default=-1)


def _anotar_lote(coletor: Coletor, programa: Programa) -> None:
    """Note a size made of a share of the capital."""
    for palavra in sorted(coletor.vistas.palavras & {"equity", "initial_capital"}):
        for posicao in coletor.vistas.achar_palavras(palavra, _LUGARES):
            linha = _linha(coletor.vistas.codigo, posicao)
            if "=" in linha and set("*/") & set(linha) and _FRACAO.search(linha):
                _anotar(coletor, programa, "lote_por_risco", posicao)


def _anotar(coletor: Coletor, programa: Programa, nome: str, posicao: int) -> None:
    linha = _linha(coletor.vistas.codigo, posicao)
    palavras = re.findall(r"[^\W\d]\w*", linha)
    entradas = dict.fromkeys(p for p in palavras if p in programa.nomes_de_entradas)
    coletor.anotar(f"gestao:{nome}", posicao, tuple(entradas))


def _linha(codigo: str, posicao: int) -> str:
    """Return the line around an offset, no more than 300 signs to either side."""
    inicio = max(codigo.rfind("\n", 0, posicao) + 1, posicao - 300)
    fim = codigo.find("\n", posicao)
    return codigo[inicio : min(fim if fim >= 0 else len(codigo), posicao + 300)]
