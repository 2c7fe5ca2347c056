"""How fast the report's page is in a real browser; times are milliseconds, memory MB."""

from __future__ import annotations

import base64
import re
import statistics
import zlib
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from benchmarks.corrida import MEGA
from tests.apoio.navegador import navegando

_BANCADA = (Path(__file__).parent / "bancada.js").read_text(encoding="utf-8")
_PACIENCIA = 120_000
_PASSOS = 60
_PACOTE = re.compile(rb'<script type="application/octet-stream" class="pacote">([^<]*)</script>')
_LISTA = "#lista tbody"

Amostras = dict[str, list[float]]


def medir_pagina(pagina: Path, palavra: str, repeticoes: int) -> Amostras:
    """Open the page again and again, each time in a new context, and use it as a reader would."""
    amostras: Amostras = defaultdict(list)
    piso, dados = pagina.with_name("piso.html"), pagina.read_bytes()
    piso.write_bytes(_pagina_inerte(len(dados)))
    with navegando() as navegador:
        for _ in range(repeticoes):
            _medir_pisos(navegador, piso, _tabela_da(dados), amostras)
            _medir_uma_vez(navegador, pagina, palavra, amostras)
    return amostras


def _medir_pisos(navegador: Browser, piso: Path, tabela: str, amostras: Amostras) -> None:
    """Time a page that only is as long, and what any page has to parse to show the table."""
    with closing(navegador.new_context()) as contexto:
        aba = contexto.new_page()
        aba.add_init_script(_BANCADA)
        aba.goto(piso.as_uri())
        documento = aba.evaluate("bancada.carga()")["documento"]
        analise = aba.evaluate("t => bancada.cronometrar(() => JSON.parse(t))", tabela)
        amostras["piso interativa"].append(documento + analise)


def _medir_uma_vez(navegador: Browser, pagina: Path, palavra: str, amostras: Amostras) -> None:
    with closing(navegador.new_context(viewport={"width": 1440, "height": 900})) as contexto:
        aba = contexto.new_page()
        aba.set_default_timeout(_PACIENCIA)
        aba.add_init_script(_BANCADA)
        aba.goto(pagina.as_uri())
        aba.wait_for_selector("html[data-pronta]", state="attached")
        for nome, valor in aba.evaluate("bancada.carga()").items():
            amostras[nome].append(valor)
        amostras["memória"].append(_memoria(aba))
        _usar(aba, palavra, amostras)
        amostras["piso tecla"].append(
            statistics.median(aba.evaluate("p => bancada.procurar(p)", palavra))
        )


def _usar(aba: Page, palavra: str, amostras: Amostras) -> None:
    """Search, filter, sort, scroll and open; at last among all rows, where most is to do."""
    _digitar(aba, palavra, "tecla", amostras)
    faceta, copias = aba.locator("#facetas input:visible").first, aba.locator("#com-copias")
    amostras["faceta"].append(_clicar(aba, faceta, "change", _LISTA))
    faceta.uncheck()
    amostras["cópias"].append(_clicar(aba, copias, "change", _LISTA))
    _digitar(aba, palavra, "tecla com cópias", amostras)
    for coluna in ("tamanho", "nome"):
        botao = aba.locator(f"#lista th.coluna-{coluna} button")
        amostras[f"ordem por {coluna}"].append(_clicar(aba, botao, "click", _LISTA))
    amostras["rolagem"].append(aba.evaluate("p => bancada.rolar(p)", _PASSOS))
    aba.locator("#rolagem").evaluate("r => { r.scrollTop = 0; }")
    for linha, vez in enumerate(("painel", "painel outra vez")):
        nome = aba.locator(f"{_LISTA} tr[data-posicao='{linha}'] .nome")
        amostras[vez].append(_clicar(aba, nome, "click", "#detalhe"))


def _digitar(aba: Page, palavra: str, nome: str, amostras: Amostras) -> None:
    aba.locator("#busca").focus()
    trabalhos, pintados = [], []
    for letra in palavra:
        aba.evaluate("a => bancada.armar('input', a)", _LISTA)
        aba.keyboard.press(letra)
        medida = aba.evaluate("bancada.medida()")
        trabalhos.append(medida["trabalho"])
        pintados.append(medida["pintado"])
    aba.fill("#busca", "")
    amostras[nome].append(statistics.median(trabalhos))
    amostras[f"{nome}, a pior"].append(max(trabalhos))
    amostras[f"{nome}, pintada"].append(statistics.median(pintados))
    amostras[f"{nome}, pintada, a pior"].append(max(pintados))


def _clicar(aba: Page, lugar: Locator, evento: str, alvo: str) -> float:
    """Return the time from the event that a click makes until `alvo`, filled anew, is painted."""
    aba.evaluate("([e, a]) => bancada.armar(e, a)", [evento, alvo])
    lugar.click()
    return float(aba.evaluate("bancada.medida()")["pintado"])


def _memoria(aba: Page) -> float:
    """Return what the page's scripts hold on to."""
    sessao = aba.context.new_cdp_session(aba)
    sessao.send("HeapProfiler.collectGarbage")
    return float(sessao.send("Runtime.getHeapUsage")["usedSize"]) / MEGA


def _pagina_inerte(tamanho: int) -> bytes:
    """Return a page of as many bytes, all of them in a block that is neither shown nor run."""
    abre = b'<!DOCTYPE html><meta charset="utf-8"><script type="application/octet-stream">'
    fecha = b"</script>"
    return abre + b"A" * (tamanho - len(abre) - len(fecha)) + fecha


def _tabela_da(pagina: bytes) -> str:
    """Return the JSON of the table's columns, the first packed block."""
    pacotes: Sequence[bytes] = _PACOTE.findall(pagina)
    return zlib.decompress(base64.b64decode(pacotes[0]), -zlib.MAX_WBITS).decode()
