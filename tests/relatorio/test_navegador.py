"""The report in a real browser: hostile data is shown, and nothing of it runs."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.apoio.fichas import ficha
from tests.relatorio.hostil import VENENOS, pagina_hostil
from tests.relatorio.test_html import Leitor, pagina_de

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


def abrir(pagina: str, pasta: Path, fuso: str = "UTC") -> tuple[str, list[str]]:
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
    ambiente = {**os.environ, "TZ": fuso}
    saida = subprocess.run(comando, capture_output=True, timeout=60, check=True, env=ambiente)
    console = [linha for linha in saida.stderr.decode().splitlines() if "CONSOLE" in linha]
    return saida.stdout.decode(), console


def test_dados_hostis_aparecem_e_nao_rodam(tmp_path: Path) -> None:
    documento, console = abrir(com_visita(pagina_hostil()), tmp_path)
    leitor = Leitor(documento)
    elementos = [tag for tag, _ in leitor.elementos]
    assert console == []
    assert f"<title>{len(VENENOS)} únicos em" in documento
    assert elementos.count("script") == 3
    assert not {"img", "iframe", "object", "embed"} & set(elementos)
    assert not any(nome.startswith("on") for nome, _ in leitor.atributos)
    assert f"{len(VENENOS)} de {2 * len(VENENOS)} arquivos (cópias ocultas)" in leitor.texto
    assert elementos.count("dl") == len(VENENOS)
    for veneno in VENENOS[:3]:
        assert f"porque {veneno}" in leitor.texto


@pytest.mark.skipif(os.name == "nt", reason="no Windows a variável TZ não muda o fuso do navegador")
def test_hora_no_fuso_de_quem_le(tmp_path: Path) -> None:
    documento, console = abrir(pagina_de(ficha()), tmp_path, fuso="Asia/Kolkata")
    assert console == []
    assert "Execução de 20/11/2025 20:11" in Leitor(documento).texto
    assert 'title="20/11/2025 14:41 UTC"' in documento


def test_tabela_so_tem_colunas_preenchidas(tmp_path: Path) -> None:
    nua = ficha("so.mq4", familias=(), riscos=(), confianca={})
    documento, console = abrir(pagina_de(nua), tmp_path)
    celulas = re.findall(
        r'<td class="[^"]*" data-titulo="(\w+)">|<td data-titulo="(\w+)">', documento
    )
    assert console == []
    assert ["".join(par) for par in celulas] == ["Arquivo", "Linguagem", "Tipo", "Tamanho"]
    assert "<select" not in documento
