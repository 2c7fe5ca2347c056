"""File names that attack: each gets its record, and nothing that is shown acts on them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

from componentes.base.caminhos import de_texto
from componentes.base.nomes import portatil
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar
from tests.apoio.compactados import ZipForjado
from tests.apoio.programa import Resultado, rodar

NOMES = [
    b"[/x].mq4",
    b"[bold red]grito[/].mq4",
    b"\x1b[31mvermelho\x1b[0m.mq4",
    b"\x1b]0;titulo\x07.mq4",
    "a\u202egpj.mq4".encode(),
    "zero\u200blargura.mq4".encode(),
    b"linha\nquebrada.mq4",
    b"retorno\rapaga.mq4",
    b"<img src=x onerror=alert(1)>.mq4",
    b"'\"><svg onload=alert(2)>.mq4",
    b"{{ 7*7 }}{% raw %}.mq4",
    b"=cmd|' C calc'!A0.mq4",
    b"+1+1.mq4",
    b"@SUM(A1).mq4",
    b"-2.mq4",
    b"caf\xe9 latin1.mq4",
    b"\xff\xfe\xed\xa0\x80.mq4",
    b"barra\\invertida\\udce9.mq4",
    b"%s%d{0}$HOME`id`.mq4",
    b" espacos .mq4 ",
    b"CON.mq4",
    b"igual.mq4",
    b"IGUAL.mq4",
    "均线动能提醒.mq4".encode(),
    b"x" * 251 + b".mq4",
]
GRANDES = [NOMES[n] for n in (1, 2, 4, 6, 8)]
TOTAL = 2 * len(NOMES) + len(GRANDES) + 1
"""Files on disk, the last of them an archive whose members have all of the names once more."""
PACOTE = "pacote.zip"
PERIGO = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]"
)
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux takes any bytes as a name"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good file and a link under each of the names, and under some a file beyond the limit.

    And an archive with a member under each.
    """
    raiz = tmp_path_factory.mktemp("hostil")
    for numero, nome in enumerate(NOMES):
        arquivo = raiz / "b" / os.fsdecode(nome)
        link = raiz / "b" / "links" / os.fsdecode(nome)
        for caminho in (arquivo, link):
            caminho.parent.mkdir(parents=True, exist_ok=True)
        arquivo.write_bytes(fonte(numero))
        link.symlink_to("/nenhures")
    for nome in GRANDES:
        escrever(raiz / "b" / "grandes", {os.fsdecode(nome): b"// longo demais\n" * 2**20})
    pacote = ZipForjado()
    for numero, nome in enumerate(NOMES):
        pacote.incluir(nome, fonte(numero + 100))
    escrever(raiz / "b", {PACOTE: pacote.fechar()})
    configurar(raiz / "base", raiz / "b", auto_backup=True)
    return raiz / "base"


@pytest.fixture(scope="module")
def primeira(base: Path) -> Resultado:
    return rodar("classificar_tudo", "--base", base)


def _conferir(texto: bytes) -> str:
    """Check that a text for people is valid UTF-8 without a sign that acts."""
    assert not PERIGO.findall(texto)
    return texto.decode()


def test_terminal(primeira: Resultado, base: Path) -> None:
    assert primeira.returncode == 3, primeira.stderr
    mensagens = _conferir(primeira.stderr)
    _conferir(primeira.stdout)
    avisos = [linha for linha in mensagens.splitlines() if linha.startswith("aviso: ")]
    # The inventory, and on a slow machine how far the run has come.
    outras = set(mensagens.splitlines()) - set(avisos)
    assert all(re.match(r"[\d,]+(?: arquivos|\s?%) · ", linha) for linha in outras)
    assert len(avisos) == len(GRANDES)
    assert all("passa do limite" in aviso for aviso in avisos)
    assert "grandes/[bold red]grito[/].mq4: " in mensagens
    assert b"Traceback" not in primeira.stderr


def _fichas(base: Path) -> list[dict[str, object]]:
    exportado = rodar("exportar", "--base", base)
    assert (exportado.returncode, exportado.stderr) == (0, b"")
    exportado.stdout.decode()
    return [json.loads(linha) for linha in exportado.stdout.split(b"\n")[:-1]]


@pytest.mark.usefixtures("primeira")
def test_cada_arquivo_tem_sua_ficha(base: Path) -> None:
    fichas = [ficha for ficha in _fichas(base) if not ficha["pacote"]]
    caminhos = {os.fsencode(de_texto(str(ficha["caminho"]))): ficha for ficha in fichas}
    links, grandes = {b"links/" + n for n in NOMES}, {b"grandes/" + n for n in GRANDES}
    assert set(caminhos) == set(NOMES) | links | grandes | {PACOTE.encode()}
    assert len(fichas) == len(caminhos)
    for nome in NOMES:
        assert caminhos[nome]["situacao"] == "ok"
        assert caminhos[nome]["tipo"] == "ea"
        assert caminhos[b"links/" + nome]["situacao"] == "ilegivel"
    assert {str(caminhos[nome]["situacao"]) for nome in grandes} == {"limite_excedido"}


@pytest.mark.usefixtures("primeira")
def test_cada_membro_tem_sua_ficha(base: Path) -> None:
    membros = [ficha for ficha in _fichas(base) if ficha["pacote"] == PACOTE]
    assert len({str(ficha["caminho"]) for ficha in membros}) == len(NOMES)
    assert {(ficha["situacao"], ficha["tipo"]) for ficha in membros} == {("ok", "ea")}
    # No part of a member's path leads anywhere: not up, and not to the root.
    partes = {p for ficha in membros for p in str(ficha["caminho"]).split("/")[1:]}
    assert not partes & {"", ".", ".."}


@pytest.mark.usefixtures("primeira")
def test_csv(base: Path) -> None:
    (arquivo,) = base.glob("relatorios/*/relatorio.csv")
    exportado = rodar("exportar", "--formato", "csv", "--base", base).stdout
    for dados in (arquivo.read_bytes(), exportado):
        linhas = list(csv.reader(io.StringIO(dados.decode("utf-8-sig"), newline="")))
        assert len(linhas) == TOTAL + len(NOMES) + 1
        assert len({len(linha) for linha in linhas}) == 1
        celulas = [celula for linha in linhas for celula in linha]
        assert not [celula for celula in celulas if re.match(r"\s*[=+\-@\t\r\0]", celula)]


@pytest.mark.usefixtures("primeira")
def test_html(base: Path) -> None:
    html = (base / "relatorios" / "ultimo.html").read_bytes()
    texto = _conferir(html)
    assert "<img" not in texto
    assert "<svg onload" not in texto
    assert "49.mq4" not in texto
    assert "onerror=alert(1)" in texto  # shown, as text


@pytest.mark.usefixtures("primeira")
def test_log(base: Path) -> None:
    dados = (base / "Development" / "logs" / "orquestrador.log").read_bytes()
    texto = _conferir(dados)
    for linha in texto.splitlines():
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|DEBUG|WARNING) ", linha), linha


@pytest.mark.usefixtures("primeira")
def test_segunda_vez_esta_tudo_em_cache(base: Path) -> None:
    feito = rodar("classificar_tudo", "--base", base, "--json")
    assert feito.returncode == 3
    mensagens = [json.loads(linha) for linha in feito.stdout.split(b"\n")[:-1]]
    assert mensagens[0]["inventario"]["em_cache"] == TOTAL
    assert mensagens[-1]["metricas"]["classificados"] == 0
    assert mensagens[-1]["metricas"]["files_processed"] == TOTAL
    assert len(_fichas(base)) == TOTAL + len(NOMES)


@pytest.mark.usefixtures("primeira")
@pytest.mark.parametrize("nome", [NOMES[n] for n in (0, 2, 4, 6, 8, 15, 17)])
def test_explicar(base: Path, nome: bytes) -> None:
    caminho = os.fsdecode(os.fsencode(base.parent / "b") + b"/" + nome)
    feito = rodar("explicar", caminho, "--base", base)
    assert (feito.returncode, feito.stderr) == (0, b"")
    assert "EA" in _conferir(feito.stdout)
    em_json = rodar("explicar", caminho, "--base", base, "--json")
    (resposta,) = em_json.stdout.split(b"\n")[:-1]
    arquivo = json.loads(resposta)["arquivo"]
    assert os.fsencode(de_texto(arquivo)) == os.fsencode(caminho)


@pytest.mark.usefixtures("primeira")
@pytest.mark.parametrize("nome", [NOMES[n] for n in (0, 2, 4, 6, 8, 15, 17)])
def test_pagina_da_explicacao(base: Path, nome: bytes) -> None:
    caminho = os.fsdecode(os.fsencode(base.parent / "b") + b"/" + nome)
    feito = rodar("explicar", caminho, "--html", "--json", "--base", base)
    pagina = Path(json.loads(feito.stdout)["html"])
    assert pagina.parent == base / "relatorios" / "explicacoes"
    assert portatil(pagina.name) == pagina.name
    _conferir(pagina.read_bytes())


@pytest.mark.usefixtures("primeira")
@pytest.mark.parametrize("numero", [0, 2, 4, 8, 15])
def test_explicar_membro(base: Path, numero: int) -> None:
    membro = sorted(str(f["caminho"]) for f in _fichas(base) if f["pacote"])[numero]
    feito = rodar("explicar", f"{base.parent / 'b'}/{membro}", "--base", base)
    assert (feito.returncode, feito.stderr) == (0, b"")
    assert "EA" in _conferir(feito.stdout)


@pytest.mark.usefixtures("primeira")
def test_backup_e_restauracao(base: Path, tmp_path: Path) -> None:
    verificado = rodar("backups", "verificar", "--ler-tudo", "--base", base)
    assert verificado.returncode == 0, verificado.stdout
    destino = tmp_path / "volta"
    feito = rodar("backups", "restaurar", "ultimo", "--destino", destino, "--base", base)
    assert feito.returncode == 0, feito.stderr
    _conferir(feito.stdout + feito.stderr)
    voltaram = {arquivo.read_bytes() for arquivo in (destino / "biblioteca").rglob("*.mq4*")}
    assert voltaram >= {fonte(numero) for numero in range(len(NOMES))}


def test_comparacao(tmp_path: Path) -> None:
    biblioteca, base = escrever(tmp_path / "b", {"a.mq4": fonte(1)}), tmp_path / "base"
    configurar(base, biblioteca)
    classificar = ("classificar_tudo", "--nivel", "rapido", "--base", base)
    assert rodar(*classificar).returncode == 0
    dll = fonte(2) + b'#import "user32.dll"\nint MessageBoxA(int a);\n#import\n'
    novos = {os.fsdecode(nome): dll + b"//%d" % numero for numero, nome in enumerate(NOMES)}
    escrever(biblioteca, novos)
    assert rodar(*classificar).returncode == 0
    feito = rodar("gerar_relatorio_executivo", "--contra", "1", "--base", base)
    assert feito.returncode == 0, feito.stderr
    assert f"{len(NOMES)} chegaram com risco" in _conferir(feito.stdout)
    (pagina,) = (base / "relatorios").rglob("contra_*.html")
    for arquivo in (pagina, pagina.with_suffix(".md")):
        _conferir(arquivo.read_bytes())
    assert "<img" not in pagina.read_text(encoding="utf-8")
    lido = json.loads(pagina.with_suffix(".json").read_bytes())
    caminhos = {os.fsencode(de_texto(m["depois"]["caminho"])) for m in lido["riscos_novos"]}
    assert caminhos == set(NOMES)


def test_pasta_com_nome_hostil(tmp_path: Path) -> None:
    pasta = tmp_path / os.fsdecode(b"[/b]\x1b[2J\xe9\n")
    escrever(pasta, {"a.mq4": fonte(1)})
    base = pasta / "base"
    for comando in (
        ("classificar_diretorio", pasta),
        ("status",),
        ("config", "mostrar"),
        ("gerar_relatorio_executivo",),
    ):
        feito = rodar(*comando, "--base", base)
        assert feito.returncode == 0, feito.stderr
        assert b"\x1b" not in feito.stdout + feito.stderr
        feito.stdout.decode()
        em_json = rodar(*comando, "--base", base, "--json")
        for linha in em_json.stdout.split(b"\n")[:-1]:
            json.loads(linha)
    faltou = rodar("classificar_diretorio", pasta / "x", "--base", base)
    assert faltou.returncode == 2
    assert b"\x1b" not in faltou.stderr
