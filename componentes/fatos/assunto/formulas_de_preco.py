"""Arithmetic with prices that shows the idea: gaps, bodies of candles, pivots, bands."""

from __future__ import annotations

import re
from itertools import islice

from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

# A literal first character lets the engine skip from > to > instead of trying every word.
_ALTA_DE_DUAS_BARRAS = re.compile(r">\s*+[hH]igh\s*+\[\s*+(?:\w\s*+\+\s*+)?2\s*+\]")
_BAIXA = re.compile(r"\b[lL]ow\s*(?:\[\s*\w?\s*\]\s*)?\Z")
_ANTES = 20
_CORPO = re.compile(
    r"[Cc]lose(?<!\w[Cc]lose)\s*+\[\s*+(\w{1,20}+)\s*+\]\s*+[<>]=?\s*+[Oo]pen\s*+\[\s*+\1\s*+\]"
)
_CORPOS = 2
# R1 = 2 * P - L and S1 = 2 * P - H: the pivot twice.
_DOBRO = re.compile(r"2(?<!\w2)(?:\.0)?\s*+\*\s*+(\w{1,20}+)\s*+\)?\s*+-\s*+([\w.]{1,20}+)")
# H4 = (High[1] - Low[1]) * 1.1 / 2 + Close[1]: the camarilla levels and their constant.
_CAMARILLA = re.compile(r"1\.1(?<![\w.]1\.1)(?![\d.])")
_AMPLITUDE = re.compile(r"(?i)high\w{0,20}(?:\W[^-;\n]{0,40})?-[^-;\n]{0,60}low|range|amplitude")
# P = (high + low + close) / 3 of a day, an order's level rather than a typical price.
_MEDIA_DO_DIA = re.compile(r"/\s*+3(?:\.0*)?\s*+;")
_DIA = re.compile(r"(?i)PERIOD_D1|\b1440\b|yest|ontem|daily")
_TRES = tuple(re.compile(rf"(?i){nome}") for nome in ("high|_h\\b", "low|_l\\b", "clos|_c\\b"))
# `up[i] = media + k * dev` and `dn[i] = media - k * dev`: one sign between two halves.
_CONTA = re.compile(r"=(?!=)([^=;\n{}]{3,300}+)[;\n]")
_CONTA_EM_INDICE = re.compile(r"\]\s*+=(?!=)([^=;\n{}]{3,300}+)[;\n]")
_SINAL = re.compile(r"[-+()]")
_SOMAS_OLHADAS = 200
_DESENHA = frozenset(["SetIndexBuffer", "plot"])
_SEM_PESO = str.maketrans("", "", " \t()")
_DOBROS_OLHADOS = 20
_CONTA_MAXIMA = 300


def anotar_precos(coletor: Coletor, vistas: Vistas) -> None:
    """Note what the arithmetic with prices computes (`formula:`)."""
    _anotar_lacuna(coletor, vistas)
    _anotar_pivo(coletor, vistas)
    if _DESENHA & vistas.palavras:
        _anotar_bandas(coletor, vistas)
    if vistas.gramatica == "mql":
        _anotar_corpos(coletor, vistas)


def _anotar_lacuna(coletor: Coletor, vistas: Vistas) -> None:
    """A low above the high of two bars before: the fair value gap."""
    for achado in _ALTA_DE_DUAS_BARRAS.finditer(vistas.codigo):
        if _BAIXA.search(vistas.codigo, max(0, achado.start() - _ANTES), achado.start()):
            coletor.anotar("formula:lacuna", achado.start())
            return


def _anotar_corpos(coletor: Coletor, vistas: Vistas) -> None:
    """Closes compared with opens of the same bar, more than once: candles are told apart."""
    if "open" in vistas.palavras or "Open" in vistas.palavras:
        achados = list(islice(_CORPO.finditer(vistas.codigo), _CORPOS))
        if len(achados) == _CORPOS:
            coletor.anotar("formula:corpos", achados[0].start())


def _anotar_pivo(coletor: Coletor, vistas: Vistas) -> None:
    """Supports and resistances around the pivot of a day: mirrored, by camarilla, or the pivot."""
    dobrados: dict[str, str] = {}
    for achado in islice(_DOBRO.finditer(vistas.codigo), _DOBROS_OLHADOS):
        if dobrados.setdefault(achado[1], achado[2]) != achado[2]:
            coletor.anotar("formula:pivo", achado.start())
            return
    for padrao, antes in ((_CAMARILLA, (_AMPLITUDE,)), (_MEDIA_DO_DIA, (*_TRES, _DIA))):
        for achado in islice(padrao.finditer(vistas.codigo), _DOBROS_OLHADOS):
            piso = max(0, achado.start() - _CONTA_MAXIMA)
            piso = max(piso, vistas.codigo.rfind(";", piso, achado.start()) + 1)
            conta = vistas.codigo[piso : achado.start()]
            if all(forma.search(conta) for forma in antes):
                coletor.anotar("formula:pivo_do_dia", achado.start())
                return


def _anotar_bandas(coletor: Coletor, vistas: Vistas) -> None:
    """The same distance above and below the same line."""
    padrao = _CONTA_EM_INDICE if vistas.gramatica == "mql" else _CONTA
    sinais: dict[frozenset[str], str] = {}
    for achado in islice(padrao.finditer(vistas.codigo), _SOMAS_OLHADAS):
        soma = _soma(achado[1])
        if soma and sinais.setdefault(soma[0], soma[1]) != soma[1]:
            coletor.anotar("formula:bandas", achado.start())
            return


def _soma(conta: str) -> tuple[frozenset[str], str] | None:
    """Return the two halves of a sum or difference and its sign; None for any other expression.

    The sign is the one sign at the least depth: `Normalize(media + f(a - b), 5)` is a sum.
    """
    nivel = 0
    raso, onde, vezes = len(conta), 0, 0
    for achado in _SINAL.finditer(conta):
        marca = achado[0]
        if marca in "()":
            nivel += 1 if marca == "(" else -1
        elif nivel <= raso:
            vezes = vezes + 1 if nivel == raso else 1
            raso, onde = nivel, achado.start()
    if vezes != 1:
        return None
    metades = (conta[:onde].translate(_SEM_PESO), conta[onde + 1 :].translate(_SEM_PESO))
    return (frozenset(metades), conta[onde]) if all(metades) else None
