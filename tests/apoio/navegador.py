"""A real browser for pages on disk; tests that need one are skipped where none is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NOMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CAMINHOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_QUIETO = ("--no-first-run", "--disable-background-networking", "--disable-component-update")


@dataclass
class Aba:
    """A page in the browser, what its console said, and what it asked of the network."""

    pagina: Page
    console: list[str] = field(default_factory=list)
    pedidos: list[str] = field(default_factory=list)


Abrir = Callable[..., Aba]


def achar_navegador() -> str | None:
    """Return the program, None where there is none."""
    achado = next(filter(None, map(shutil.which, _NOMES)), None)
    return achado or next((c for c in _CAMINHOS if Path(c).is_file()), None)


def navegador_instalado() -> str:
    """Return the program; skips the test where there is none."""
    achado = achar_navegador()
    if achado is None:
        pytest.skip("nenhum Chromium, Chrome ou Edge instalado: a página não foi aberta de verdade")
    return achado


@contextmanager
def navegando() -> Generator[Browser, None, None]:
    """Yield a running browser."""
    programa = navegador_instalado()
    # Chromium refuses its sandbox to root, as in containers.
    raiz = hasattr(os, "geteuid") and os.geteuid() == 0
    opcoes = [*_QUIETO, *(["--no-sandbox"] if raiz else [])]
    with sync_playwright() as motor:
        navegador = motor.chromium.launch(executable_path=programa, args=opcoes)
        try:
            yield navegador
        finally:
            navegador.close()


def abrir_arquivo(navegador: Browser, arquivo: Path, ancora: str = "", **contexto: Any) -> Aba:
    """Open a file in a context of its own and return it once its script is ready."""
    pagina = navegador.new_context(accept_downloads=True, **contexto).new_page()
    aba = Aba(pagina)
    pagina.on("console", lambda dito: aba.console.append(dito.text))
    pagina.on("pageerror", lambda erro: aba.console.append(str(erro)))
    pagina.on("request", lambda pedido: aba.pedidos.append(pedido.url))
    pagina.goto(arquivo.as_uri() + ancora)
    if pagina.locator("#mesa").count():
        pagina.wait_for_selector("html[data-pronta]", state="attached")
    return aba


def abrir(pagina: str, pasta: Path, fuso: str = "UTC") -> tuple[str, list[str]]:
    """Return the document after its scripts ran, and what the console said."""
    arquivo = pasta / "pagina.html"
    arquivo.write_bytes(pagina.encode())
    with navegando() as navegador:
        aba = abrir_arquivo(navegador, arquivo, timezone_id=fuso)
        return aba.pagina.content(), aba.console
