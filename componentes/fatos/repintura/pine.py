"""Pine that reads the close of a bar which is still open: higher timeframes with lookahead.

With `lookahead_on` a historical bar gets the value its higher-timeframe bar will only have at its
end, unless the series asked for is offset by a bar
(https://www.tradingview.com/pine-script-docs/concepts/repainting). Versions 1 and 2 looked ahead
by default (https://www.tradingview.com/pine-script-docs/migration-guides/to-pine-version-3).
"""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.chamadas import argumentos_pine
from componentes.fatos.definicao_pine import definicao
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.repintura.uso_em_pine import Simbolo, e_usado, simbolo_em
from componentes.lexico.pine import versao_declarada
from componentes.lexico.vistas import Vistas, palavras_do

# `w = exp(-(pow(i - j, 2) / h))` over all pairs of bars, once the last one is there.
_NUCLEO = re.compile(r"\bexp\s*\(\s*-\s*\(?\s*(?:math\.)?pow\s*\(\s*[a-z]\w?\s*-\s*[a-z]\w?\s*,")
_CHAMADA = re.compile(r"security[ \t]*\(")
# An index after a name is an offset into the past; after a comma it opens a tuple.
_DESLOCADO = re.compile(r"[\w)][ \t]*\[(?![ \t]*0?[ \t]*\])")
_NOME = re.compile(r"([^\W\d]\w*)[ \t]*(\(.*\))?\Z", re.DOTALL)
_DO_GRAFICO = frozenset({"timeframe.period", "period", '""', "''"})
_CONHECIDOS_NA_ABERTURA = frozenset(
    {"open", "time", "time_close", "bar_index", "n", "syminfo", "mintick", "timeframe", "period"}
)
_NIVEIS = "pivot_point_levels"
"""Levels of the period before, whatever the period they are asked for in."""
_LIGADO = re.compile(r"lookahead_on\b|\btrue\b")
_VERSAO_SEM_AVISO = 2
_ARGUMENTOS_OLHADOS = 5
_CHAMADAS_OLHADAS = 200


def anotar_repintura_pine(coletor: Coletor, programa: Programa) -> None:
    """Note the first use of a higher timeframe's unfinished bar on history, and of both sides."""
    vistas = coletor.vistas
    _anotar_nucleo(coletor)
    if "security" not in vistas.palavras:
        return
    antiga = _olha_adiante_sem_pedir(vistas)
    if not antiga and "lookahead" not in vistas.codigo:
        return
    fato = "repintura:security_antiga" if antiga else "repintura:lookahead"
    correntes = {e.nome for e in programa.entradas if e.padrao in _DO_GRAFICO}
    for achado in islice(_CHAMADA.finditer(vistas.codigo), _CHAMADAS_OLHADAS):
        abre = achado.end() - 1
        if _olha_adiante(vistas, abre, antiga, correntes):
            coletor.anotar(fato, abre)
            return


def _anotar_nucleo(coletor: Coletor) -> None:
    """Note a kernel regression drawn back from the last bar: each bar weighs those after it too."""
    if {"islast", "exp", "pow"} <= coletor.vistas.palavras:
        nucleo = _NUCLEO.search(coletor.vistas.codigo)
        if nucleo:
            coletor.anotar("repintura:nucleo_dos_dois_lados", nucleo.start())


def _olha_adiante_sem_pedir(vistas: Vistas) -> bool:
    if "request" in vistas.palavras:
        return False
    versao = versao_declarada(vistas.original)
    return (versao[0] if versao else 1) <= _VERSAO_SEM_AVISO


def _olha_adiante(vistas: Vistas, abre: int, antiga: bool, correntes: set[str]) -> bool:
    """Tell whether one call shows what its bar could not know, and the result is used."""
    posicionais, nomeados = argumentos_pine(vistas, abre)
    posicionais += [""] * _ARGUMENTOS_OLHADOS
    prazo = nomeados.get("timeframe", nomeados.get("resolution", posicionais[1]))
    expressao = nomeados.get("expression", posicionais[2])
    pedido = nomeados.get("lookahead", posicionais[4])
    if not expressao or prazo in _DO_GRAFICO or prazo in correntes:
        return False
    if not (_LIGADO.search(pedido) or (antiga and not pedido)):
        return False
    simbolo = simbolo_em(vistas.codigo, abre)
    return not _seguro(vistas.codigo, expressao) and (
        simbolo is None or e_usado(vistas, simbolo, _livre(simbolo, expressao))
    )


def _livre(simbolo: Simbolo, expressao: str) -> re.Pattern[str] | None:
    """Return what makes a call of a wrapper safe when the wrapper asks for its own parameter."""
    return _DESLOCADO if expressao in simbolo.parametros else None


def _seguro(codigo: str, expressao: str) -> bool:
    """Tell whether an expression is offset, or known when its bar opens."""
    palavras = palavras_do(expressao)
    if _DESLOCADO.search(expressao) or palavras <= _CONHECIDOS_NA_ABERTURA:
        return True
    if _NIVEIS in codigo and any(_NIVEIS in definicao(codigo, p, funcao=False) for p in palavras):
        return True
    nome = _NOME.match(expressao)
    return bool(nome and _DESLOCADO.search(definicao(codigo, nome[1], funcao=bool(nome[2]))))
