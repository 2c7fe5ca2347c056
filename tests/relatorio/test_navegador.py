"""The report in a real browser: hostile data is shown, and nothing of it runs."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.relatorio.hostil import VENENOS, pagina_hostil
from tests.relatorio.test_html import Leitor

_NOMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CAMINHOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# What a reader would do: search, show copies, sort, open every row.
_VISITA = """
busca.value = "mq4";
busca.dispatchEvent(new Event("input", { bubbles: true }));
tabela.querySelector("[data-ordem=tamanho]").click();
document.querySelector("a[data-filtro=pendencia]").click();
for (const botao of [...document.querySelectorAll(".abrir")]) botao.click();
"""


def navegador() -> str:
    achado = next(filter(None, map(shutil.which, _NOMES)), None)
    achado = achado or next((c for c in _CAMINHOS if Path(c).is_file()), None)
    if achado is None:
        pytest.skip("nenhum Chromium, Chrome ou Edge instalado: a página não foi aberta de verdade")
    return achado


def com_visita(pagina: str) -> str:
    resumo = base64.b64encode(hashlib.sha256(_VISITA.encode()).digest()).decode()
    autorizada = pagina.replace("script-src ", f"script-src &#39;sha256-{resumo}&#39; ", 1)
    return autorizada.replace("</body>", f"<script>{_VISITA}</script></body>")


def abrir(pagina: str, pasta: Path) -> tuple[str, list[str]]:
    """Return the document after its scripts ran, and what the console said."""
    arquivo = pasta / "relatorio.html"
    arquivo.write_bytes(pagina.encode())
    opcoes = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        f"--user-data-dir={pasta / 'perfil'}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        opcoes.append("--no-sandbox")  # Chromium refuses its sandbox to root, as in containers
    comando = [navegador(), *opcoes, "--enable-logging=stderr", "--dump-dom", arquivo.as_uri()]
    saida = subprocess.run(comando, capture_output=True, timeout=60, check=True)
    console = [linha for linha in saida.stderr.decode().splitlines() if "CONSOLE" in linha]
    return saida.stdout.decode(), console


def test_dados_hostis_aparecem_e_nao_rodam(tmp_path: Path) -> None:
    documento, console = abrir(com_visita(pagina_hostil()), tmp_path)
    leitor = Leitor(documento)
    elementos = [tag for tag, _ in leitor.elementos]
    assert console == []
    assert "<title>Relatório da biblioteca</title>" in documento
    assert elementos.count("script") == 3
    assert not {"img", "iframe", "object", "embed"} & set(elementos)
    assert not any(nome.startswith("on") for nome, _ in leitor.atributos)
    assert f"{len(VENENOS)} de {2 * len(VENENOS)} arquivos (cópias ocultas)" in leitor.texto
    assert elementos.count("dl") == len(VENENOS)
    for veneno in VENENOS[:3]:
        assert f"porque {veneno}" in leitor.texto
