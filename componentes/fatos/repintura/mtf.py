"""MQL indicators that draw a fixed higher timeframe: its unfinished bar keeps rewriting history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

# M1 is no chart's higher timeframe; a number counts minutes.
_MAIOR = re.compile(
    r"\(?(?:ENUM_TIMEFRAMES\)?\(?)?\"?(?:PERIOD_)?"
    r"(?:M(?:[2-9]|[1-6]\d)|H\d{1,2}|[DW]1|MN1?|[5-9]|[1-9]\d{1,4})\"?\)?\Z",
    re.IGNORECASE,
)
_DA_BARRA = re.compile(
    r"(?:\w*[Tt]ime\w*\s*\[\s*[^\W\d][^\]]*\]"
    r"|iTime\s*\([^,;]{1,40},\s*(?:0|_Period|Period\(\)|PERIOD_CURRENT)\s*,\s*[^\W\d]\w*\s*\))\Z"
)
_NOME = re.compile(r"[^\W\d]\w*\Z")
_ATRIBUIDO = re.compile(r"[ \t]*=(?!=)[ \t]*(?:\(\w+\)[ \t]*)?(?:\w+[ \t]*\([ \t]*)?(\w+)\b")
_GUARDADA = re.compile(r"([^\W\d]\w*)\s*=\s*iBarShift\s*\Z")
_LEITURA = re.compile(r"\b(?:i[A-Z]|Copy[A-Z]|ArrayCopyS)\w*\s*\(")
_FECHADA = re.compile(r"[\s)]*\+[ \t]*\w")
_CONHECIDAS_NA_ABERTURA = ("iOpen", "iTime", "iBarShift", "iBars", "CopyOpen", "CopyTime")
_HORA = re.compile(r"\s*=\s*[Tt]ime\w*\s*\[\s*[^\W\d]")
_TABELA = re.compile(r"\[\d*\]\s*=\s*\{[^{}]{0,80}\b1440\b")
_SERIES_DE_FECHO = frozenset({"MODE_CLOSE", "MODE_HIGH", "MODE_LOW", "MODE_VOLUME"})
_ANTES = 80
_MENCOES_OLHADAS = 40
_USO = 900
_CONSULTAS_OLHADAS = 40
_LEITURAS_OLHADAS = 100


class Consulta(NamedTuple):
    """A bar of the chart looked up in a timeframe; `quando` is "" where all bars are."""

    posicao: int
    prazo: str
    quando: str


def anotar_prazo_maior(coletor: Coletor, programa: Programa) -> None:
    """Note bars of a fixed higher timeframe looked up for bars of the chart."""
    vistas = coletor.vistas
    fixos: dict[str, tuple[str, ...] | None] = {}
    for consulta in _consultas(vistas):
        if consulta.prazo not in fixos:
            fixos[consulta.prazo] = _entradas_do_fixo(vistas, programa, consulta.prazo)
        entradas = fixos[consulta.prazo]
        if entradas is not None and programa.ativo(consulta.posicao) and _muda(vistas, consulta):
            coletor.anotar("repintura:prazo_maior", consulta.posicao, entradas)
            return


def _consultas(vistas: Vistas) -> Iterator[Consulta]:
    codigo = vistas.codigo
    if "iBarShift" in vistas.palavras:
        for abre in islice(chamadas(codigo, "iBarShift"), _CONSULTAS_OLHADAS):
            partes = [codigo[inicio:fim].strip() for inicio, fim in argumentos(codigo, abre)]
            if len(partes) >= 3:
                yield Consulta(abre, partes[1], partes[2])
    if "ArrayCopySeries" in vistas.palavras:
        for abre in islice(chamadas(codigo, "ArrayCopySeries"), _CONSULTAS_OLHADAS):
            partes = [codigo[inicio:fim].strip() for inicio, fim in argumentos(codigo, abre)]
            if len(partes) == 4 and partes[1] == "MODE_TIME":
                yield Consulta(abre, partes[3], "")


def _muda(vistas: Vistas, consulta: Consulta) -> bool:
    """Tell whether what is looked up is drawn before its bar closes."""
    return not consulta.quando or (
        _e_da_barra(vistas, consulta.quando) and not _so_fechadas(vistas.codigo, consulta.posicao)
    )


def _e_da_barra(vistas: Vistas, quando: str) -> bool:
    """Tell whether a time is that of the chart's bar at hand."""
    if _DA_BARRA.match(quando):
        return True
    return bool(_NOME.match(quando)) and any(
        _HORA.match(vistas.codigo, posicao + len(quando))
        for posicao in vistas.achar_palavras(quando, _MENCOES_OLHADAS)
    )


def _so_fechadas(codigo: str, abre: int) -> bool:
    """Tell whether a looked-up bar serves only to reach the closed one before it, or its open."""
    trechos = argumentos(codigo, abre)
    if _FECHADA.match(codigo, trechos[-1][1]):
        return True
    nome = _GUARDADA.search(codigo[max(0, abre - _ANTES) : abre])
    if nome is None:
        return False
    depois = codigo[abre : abre + _USO]
    if not re.search(rf"\b{nome[1]}\s*\+", depois):
        return False
    usos = re.finditer(rf"([\[,])\s*{nome[1]}\s*[\])]", depois)
    return not any(uso[1] == "[" or _mostra(depois[: uso.start()]) for uso in usos)


def _mostra(antes: str) -> bool:
    """Tell whether the call that a text ends in returns what is known only when a bar closes."""
    nomes = _LEITURA.findall(antes[-_ANTES:])
    return bool(nomes) and not nomes[-1].startswith(_CONHECIDAS_NA_ABERTURA)


def _le_mais_que_a_abertura(codigo: str, prazo: str) -> bool:
    """Tell whether anything but opens and times is read in a timeframe."""
    for leitura in islice(_LEITURA.finditer(codigo), _LEITURAS_OLHADAS):
        if leitura[0].startswith(_CONHECIDAS_NA_ABERTURA):
            continue
        partes = [codigo[a:b].strip() for a, b in argumentos(codigo, leitura.end() - 1)]
        if prazo in partes[1:2] or (prazo in partes[3:] and partes[1] in _SERIES_DE_FECHO):
            return True
    return False


def _entradas_do_fixo(vistas: Vistas, programa: Programa, prazo: str) -> tuple[str, ...] | None:
    """Return the inputs behind a timeframe drawn that is higher by default, None for others."""
    entradas = _prazo_fixo(vistas, programa, prazo)
    if entradas is None or not _le_mais_que_a_abertura(vistas.codigo, prazo):
        return None
    return entradas


def _prazo_fixo(vistas: Vistas, programa: Programa, prazo: str) -> tuple[str, ...] | None:
    """Return the inputs a timeframe comes from if it is higher by default, None if it is not."""
    if _MAIOR.match(prazo):
        return ()
    if not _NOME.match(prazo):
        return None
    padroes = {entrada.nome: entrada.padrao for entrada in programa.entradas}
    if prazo in padroes:
        return (prazo,) if _MAIOR.match(padroes[prazo]) else None
    for posicao in vistas.achar_palavras(prazo, _MENCOES_OLHADAS):
        origem = _ATRIBUIDO.match(vistas.codigo, posicao + len(prazo))
        if origem and (
            _MAIOR.match(padroes.get(origem[1], origem[1]))
            or _e_tabela_de_prazos(vistas.codigo, origem[1])
        ):
            return (origem[1],) if origem[1] in padroes else ()
    return None


def _e_tabela_de_prazos(codigo: str, nome: str) -> bool:
    """Tell whether a name is an array that starts as minutes of timeframes."""
    inicio = codigo.find(f"{nome}[")
    return bool(_TABELA.match(codigo, inicio + len(nome))) if inicio >= 0 else False
