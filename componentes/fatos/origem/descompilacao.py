"""Traces that decompilers leave: their headers, and the names they make up for lost ones."""

from __future__ import annotations

import re
from operator import itemgetter
from string import ascii_lowercase

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_CABECALHO = re.compile(
    r"(?i)generated\s{1,3}by\s{1,3}ex4[ -]?to[ -]?mq4|g e n e r a t e d\s{1,3}by|purebeam"
    r"|decompiled (?:by|with|from|using)|EA交易\s{0,9}=>|反编译|www\.ex4tomq4\.net"
)
_TIPOS = "i|d|s|b|l|f|c|ia|da|sa|ba|int|dbl|str|bool|double|string|datetime|color|long|float|struct"
_ABREVIADOS = "in|do|st|bo|da|ui|lo|ar"
# Made up from a type and a place in memory: gi_220, Ld_0, Gia_88, li_unused_12, Ii_009B8, Gb_0000;
# f0_1; IDA's dword_6B59544, sub_5546348; 总_45_ui_150 and its transliterations.
# Variables take four or eight bytes, so their places in memory are multiples of four.
_MULTIPLO_DE_4 = r"(?:[048]|\d{0,3}(?:[02468][048]|[13579][26]))"
# Who merges several such programs tells their names apart: gd_188_15, gi_220_G.
_COPIA = r"(?:_(?:\d\d?|[A-Z]))?"
# Each name with the blanks of a joined list around it; the one behind it is left for the next.
_INVENTADO = re.compile(
    r" ((?:"
    rf"[glaioGLAI](?:[idsblfc]a?)_(?:unused_)?(?:{_MULTIPLO_DE_4}{_COPIA}|[0-9A-F]{{4,6}})"
    r"|[GL][idsb]_\d{1,4}|f0_\d{1,3}|G_[a-z]{1,12}_\d{1,4}|[GILF][a-z]?_[a-z]{1,2}_[0-9A-F]{1,6}"
    r"|returned_(?:double|int|bool|i|l|b|d|s)|FuncArg_[A-Z][a-z]{1,12}_[0-9A-F]{4,8}"
    rf"|(?:{_TIPOS}|Global|Local|zong|lin|Arg|input)_\d{{1,4}}_(?:{_TIPOS}|{_ABREVIADOS})\w{{0,16}}"
    r"|(?:sub|dword|qword|byte|dbl|off|unk|word|loc)_[0-9A-F]{4,8}"
    r"|var_\d{2,4}|tmp_str\d{4}|[\u4e00-\u9fff]{1,2}_\d{1,4}_[a-z]{2}\w{0,16}"
    r"|[\u4e00-\u9fff]{1,2}_[a-z]{2}_\w{1,6}"
    r"))(?= )"
)
# What later versions make of platform calls: human hands write some of these too.
_DERIVADO = re.compile(
    rf"[gla]_[a-z0-9]{{1,16}}(?:_[a-z]{{1,12}}){{0,2}}_\d{{1,4}}{_COPIA}"
    r"|(?:int|double|bool|string|datetime|color|count|price|ticket|order_total|str2time|str2int"
    r"|lots|index|cmd|magic|time|file|hist_total|spread|slippage|i[a-z]{2,10})_\d{1,4}"
)
_TRES_LETRAS = itemgetter(slice(3))
_COMECOS = frozenset(
    [
        *(f"{onde}{tipo}{fim}" for onde in "glaioGLAI" for tipo in "idsblfc" for fim in "_a"),
        *(f"{onde}_{letra}" for onde in "GILF" for letra in ascii_lowercase),
        *(f"{onde}{tipo}_" for onde in "GILF" for tipo in ascii_lowercase),
        *("f0_", "Fun", "dwo", "qwo", "byt", "dbl", "unk", "var", "tmp", "zon"),
    ]
)
_CITACOES = ("ex4", "purebeam", "decompil", "e n e r a t e d", "ea交易", "反编译")
_DIGITOS = frozenset("0123456789")
_POUCOS = 4
_MUITOS = 60
_DENSIDADE = 0.04


def anotar_descompilacao(coletor: Coletor, programa: Programa, cabeca: str) -> None:
    """Note a decompiler's header, and made-up names where they are dense.

    `cabeca` is the head of the file in small letters.
    """
    vistas = programa.vistas
    if _cita(cabeca):
        achado = _CABECALHO.search(vistas.original, 0, len(cabeca))
        if achado and not vistas.codigo[achado.start() : achado.end()].strip():
            coletor.anotar("descompilacao:cabecalho", achado.start())
    if _ha_suspeitos(vistas):
        inventados = _INVENTADO.findall(f" {' '.join(vistas.palavras)} ")
        if inventados:
            _anotar_nomes(coletor, programa, inventados)


def _ha_suspeitos(vistas: Vistas) -> bool:
    """Tell cheaply whether a name begins as made-up ones do; names in Chinese are no ASCII."""
    comecos = map(_TRES_LETRAS, vistas.palavras)
    return not vistas.codigo.isascii() or not _COMECOS.isdisjoint(comecos)


def _cita(cabeca: str) -> bool:
    return any(citacao in cabeca for citacao in _CITACOES)


def _anotar_nomes(coletor: Coletor, programa: Programa, inventados: list[str]) -> None:
    palavras = programa.vistas.palavras
    derivados = sum(
        1 for p in palavras if p[-1] in _DIGITOS and "_" in p and _DERIVADO.fullmatch(p)
    )
    total = len(inventados) + derivados
    if total >= _MUITOS or (total >= _POUCOS and total >= len(palavras) * _DENSIDADE):
        primeiro = min(map(programa.vistas.achar_palavra, sorted(inventados)[:4]))
        coletor.anotar("descompilacao:nomes", primeiro)
        if total >= _MUITOS or total >= 3 * len(palavras) * _DENSIDADE:
            coletor.anotar("descompilacao:muitos_nomes", primeiro)
