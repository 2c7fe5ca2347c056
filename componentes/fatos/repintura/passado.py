"""MQL indicators that rewrite what they drew: moved extremes, and state carried from new to old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

# A literal first character makes both searches fast; what stands before is read backwards.
_APAGADO = re.compile(r"\][ \t]*=[ \t]*(?:0(?:\.0+)?|EMPTY(?:_VALUE)?)[ \t]*;")
_LACO_ASCENDENTE = re.compile(
    r"for\s*\(\s*(?:int\s+)?([^\W\d]\w*)\s*=\s*(?:[01]|\w*[Ss]hift\w*)\s*;"
    r"[^;]{1,80};\s*(?:\1\s*\+\+|\+\+\s*\1)\s*\)\s*\{"
)
_ESCRITA = re.compile(r"([^\W\d]\w*)[ \t]*\[[ \t]*([^\W\d]\w*)[ \t]*\][ \t]*=(?!=)")
_COPIA = re.compile(r"(?<![\w.])([^\W\d]\w*)\s*=\s*([^\W\d]\w*)\s*(?:\[[^\]\n]*\])?\s*;")
_ALISA = re.compile(r"[*]\s*([^\W\d]\w*)\s*[;)]")
# `if (price < edge && last != SELL) { arrow[i] = ...; last = SELL; }`
_SO_DEPOIS_DO_OUTRO = re.compile(r"([^\W\d]\w*)\s*!=\s*(-?\w+)\s*\)[^{};]{0,200}\{([^{}]{1,400})\}")
_CHAVE = re.compile(r"[{}]")
_SERIE = re.compile(r"(?:High|Low|Close|Open)\s*\[|Array(?:Max|Min)imum|i(?:High|Low)est|iMA")
_PERNAS = frozenset({"DRAW_SECTION", "DRAW_ZIGZAG"})
_SEPARA = str.maketrans(";{}()[]=,", " " * 9)
_ANTES = 60
_PERTO = 1500
_LOGO_DEPOIS = 400
_CORPO = 3000
_APAGADOS_OLHADOS = 60
_LACOS_OLHADOS = 12


def anotar_passado_refeito(coletor: Coletor, programa: Programa) -> None:
    """Note extremes moved while a leg grows, and what is reckoned from the newest bar back."""
    for fato, achados in (
        ("repintura:extremo_movido", _extremos_movidos(coletor.vistas)),
        ("repintura:do_novo_ao_velho", _do_novo_ao_velho(coletor.vistas.codigo)),
        ("repintura:sinal_do_novo_ao_velho", _sinais_do_novo_ao_velho(coletor.vistas.codigo)),
    ):
        primeiro = next((posicao for posicao in achados if programa.ativo(posicao)), None)
        if primeiro is not None:
            coletor.anotar(fato, primeiro)


def _extremos_movidos(vistas: Vistas) -> Iterator[int]:
    """Yield where a buffer forgets an extreme that moves, or a leg whose end it then places."""
    codigo = vistas.codigo
    pernas = vistas.palavras & _PERNAS
    contam: dict[str, bool] = {}
    for achado in islice(_APAGADO.finditer(codigo), _APAGADOS_OLHADOS):
        abre = codigo.rfind("[", max(0, achado.start() - _ANTES), achado.start())
        indice = codigo[abre + 1 : achado.start()].partition("-")[0].strip()
        if indice not in contam:
            contam[indice] = not indice.isidentifier() or _conta(codigo, indice)
        if not contam[indice]:
            fim = achado.end() + _LOGO_DEPOIS
            if codigo.find(indice, achado.end(), fim) >= 0 and (
                indice in _copias(codigo, achado.end(), fim)
            ):
                yield achado.start()
        elif pernas and _posta_de_novo(codigo, achado.end(), _nome_antes(codigo, abre), indice):
            yield achado.start()


def _nome_antes(codigo: str, posicao: int) -> str:
    """Return the name that ends at an offset."""
    nomes = codigo[max(0, posicao - _ANTES) : posicao].translate(_SEPARA).split()
    return nomes[-1] if nomes else ""


def _posta_de_novo(codigo: str, depois: int, buffer: str, indice: str) -> bool:
    """Tell whether a cleared leg gets its end at a bar that was remembered while clearing."""
    escritas = _ESCRITA.finditer(codigo, depois, depois + _LOGO_DEPOIS)
    lugares = {escrita[2] for escrita in escritas if escrita[1] == buffer} - {indice}
    if not lugares:
        return False
    copias = _copias(codigo, max(0, depois - _PERTO), depois + _PERTO)
    return any(copias.get(lugar) == indice for lugar in lugares)


def _conta(codigo: str, indice: str) -> bool:
    """Tell whether an index counts through bars, instead of remembering one."""
    passos = (f"{indice}++", f"{indice}--", f"++{indice}", f"--{indice}", f"{indice} --")
    return any(passo in codigo for passo in passos)


def _copias(codigo: str, inicio: int, fim: int) -> dict[str, str]:
    """Return which name is set to which other in a stretch of code."""
    return {copia[1]: copia[2] for copia in _COPIA.finditer(codigo, inicio, fim)}


def _do_novo_ao_velho(codigo: str) -> Iterator[int]:
    """Yield loops from the newest bar back that smooth with what the last turn left."""
    for achado in islice(_LACO_ASCENDENTE.finditer(codigo), _LACOS_OLHADOS):
        corpo = _corpo(codigo, achado.end())
        if "*" not in corpo or not _SERIE.search(corpo):
            continue
        guardadas = {copia[1]: copia.start() for copia in _COPIA.finditer(corpo)}
        if any(uso.start() < guardadas.get(uso[1], -1) for uso in _ALISA.finditer(corpo)):
            yield achado.start()


def _sinais_do_novo_ao_velho(codigo: str) -> Iterator[int]:
    """Yield loops from the newest bar back whose signals wait for the opposite one."""
    for achado in islice(_LACO_ASCENDENTE.finditer(codigo), _LACOS_OLHADOS):
        corpo = _corpo(codigo, achado.end())
        if not _SERIE.search(corpo):
            continue
        for sinal in _SO_DEPOIS_DO_OUTRO.finditer(corpo):
            bloco = sinal[3].replace(" ", "")
            if f"[{achado[1]}]=" in bloco and f"{sinal[1]}={sinal[2]};" in bloco:
                yield achado.start()


def _corpo(codigo: str, inicio: int) -> str:
    """Return what stands between an opening brace and the one that closes it."""
    nivel = 1
    for chave in _CHAVE.finditer(codigo, inicio, inicio + _CORPO):
        nivel += 1 if chave[0] == "{" else -1
        if nivel == 0:
            return codigo[inicio : chave.start()]
    return codigo[inicio : inicio + _CORPO]
