"""The program in a process of its own: streams, encodings, pipes, signals, a real terminal."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from componentes.base.tipos import FORMATOS
from tests.apoio.bibliotecas import ROBO, escrever, fonte, gerar, retrato
from tests.apoio.centrais import configurar
from tests.apoio.programa import (
    PROGRAMA,
    RAIZ,
    ambiente,
    esperar,
    iniciar,
    matar_familia,
    rodar,
    rodar_python,
)

SO_POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and terminals")


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {"Robô d'Ouro ação.mq4": ROBO, "outro.mq4": fonte(1)})


@pytest.fixture
def base(tmp_path: Path, biblioteca: Path) -> Path:
    configurar(tmp_path / "base", biblioteca)
    return tmp_path / "base"


def test_dados_e_mensagens_separados(base: Path) -> None:
    feito = rodar("classificar_tudo", "--base", base)
    assert feito.returncode == 0
    assert "nada será movido" in feito.stderr.decode()
    assert "relatório: " in feito.stdout.decode()
    assert b"\x1b" not in feito.stdout + feito.stderr
    exportado = rodar("exportar", "--base", base)
    assert (exportado.returncode, exportado.stderr) == (0, b"")
    caminhos = [json.loads(linha)["caminho"] for linha in exportado.stdout.splitlines()]
    assert caminhos == ["Robô d'Ouro ação.mq4", "outro.mq4"]


@pytest.mark.parametrize("codificacao", ["cp1252", "ascii"])
def test_a_saida_e_sempre_utf8(base: Path, codificacao: str) -> None:
    env = ambiente(PYTHONIOENCODING=codificacao)
    feito = rodar("classificar_tudo", "--base", base, env=env)
    assert feito.returncode == 0
    assert "conteúdos únicos" in feito.stdout.decode()
    assert "nada será movido" in feito.stderr.decode()
    exportado = rodar("exportar", "--base", base, env=env)
    assert "Robô d'Ouro ação.mq4" in exportado.stdout.decode()
    errado = rodar("explicar", "não há.mq4", "--base", base, env=env)
    assert (errado.returncode, errado.stdout) == (2, b"")
    assert "O arquivo não existe" in errado.stderr.decode()


def test_ajuda_em_terminal_sem_acentos() -> None:
    feito = rodar("--help", env=ambiente(PYTHONIOENCODING="ascii"))
    assert feito.returncode == 0
    assert "opções:" in feito.stdout.decode()


@pytest.mark.parametrize("argumentos", [("nada",), ("status", "--config", "nao ha.json")])
def test_erro_de_uso(tmp_path: Path, argumentos: tuple[str, ...]) -> None:
    feito = rodar(*argumentos, "--base", tmp_path)
    assert (feito.returncode, feito.stdout) == (2, b"")
    assert feito.stderr.startswith(b"erro: ")
    assert b"Traceback" not in feito.stderr
    assert list(tmp_path.iterdir()) == []


@SO_POSIX
@pytest.mark.parametrize("formato", FORMATOS)
def test_cano_fechado_nao_tem_rastro(tmp_path: Path, formato: str) -> None:
    base = tmp_path / "base"
    configurar(base, gerar(tmp_path / "b", 300))
    assert rodar("classificar_tudo", "--nivel", "rapido", "--base", base).returncode == 0
    comando: list[str | Path] = [
        sys.executable,
        PROGRAMA,
        "exportar",
        "--formato",
        formato,
        "--base",
        base,
    ]
    with subprocess.Popen(
        comando, env=ambiente(), cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as processo:
        assert processo.stdout is not None
        assert processo.stderr is not None
        assert processo.stdout.readline().strip()
        processo.stdout.close()
        assert processo.stderr.read() == b""
    assert processo.returncode == 0


@SO_POSIX
@pytest.mark.parametrize("opcoes", [(), ("--json",)])
def test_cano_fechado_nao_para_a_classificacao(base: Path, opcoes: tuple[str, ...]) -> None:
    """`classificar_tudo 2>&1 | head -0`: nobody listens, and the work is done all the same."""
    leitura, escrita = os.pipe()
    os.close(leitura)
    comando: list[str | Path] = [
        sys.executable,
        PROGRAMA,
        "classificar_tudo",
        "--base",
        base,
        *opcoes,
    ]
    feito = subprocess.run(
        comando, env=ambiente(), cwd=RAIZ, stdout=escrita, stderr=escrita, timeout=180, check=False
    )
    os.close(escrita)
    assert feito.returncode == 0
    assert (base / "relatorios" / "ultimo.html").is_file()
    (resumo,) = rodar("status", "--base", base, "--json").stdout.splitlines()
    assert json.loads(resumo)["execucao"]["estado"] == "concluida"


@pytest.fixture
def longa(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that takes far longer than any test waits, in processes that ask to be killed."""
    biblioteca = escrever(tmp_path / "l", {f"{n:03d}.mq4": fonte(n) for n in range(700)})
    configurar(tmp_path / "base", biblioteca, max_threads=2)
    processo = iniciar(
        "classificar_tudo", "--base", tmp_path / "base", "--json", lento=0.1, processos=True
    )
    yield processo
    matar_familia(processo)


def _familia(processo: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(processo.pid).children(recursive=True)


def _esperar_inventario(processo: subprocess.Popen[bytes]) -> None:
    assert processo.stdout is not None
    assert b"inventario" in processo.stdout.readline()


@SO_POSIX
@pytest.mark.parametrize("sinal", [signal.SIGINT, signal.SIGTERM])
def test_primeiro_sinal_termina_bem(tmp_path: Path, sinal: signal.Signals) -> None:
    biblioteca = escrever(tmp_path / "l", {f"{n:03d}.mq4": fonte(n) for n in range(400)})
    configurar(tmp_path / "base", biblioteca, max_threads=1)
    processo = iniciar("classificar_tudo", "--base", tmp_path / "base", lento=0.02, processos=True)
    assert processo.stderr is not None
    assert "nada será movido" in processo.stderr.readline().decode()
    esperar(lambda: _familia(processo), "os trabalhadores nascerem")
    os.killpg(processo.pid, sinal)  # as a terminal does: the workers get it too
    saida, mensagens = processo.communicate(timeout=60)
    assert processo.returncode == 130
    assert "o mesmo comando retoma" in mensagens.decode()
    assert b"Traceback" not in mensagens
    assert "Interrompida a pedido" in saida.decode()
    ultima = saida.decode().strip().splitlines()[-1]
    assert re.fullmatch(r"a seguir: python .* classificar_tudo .*retoma.*", ultima)
    retomada = rodar("classificar_tudo", "--base", tmp_path / "base", "--json")
    assert retomada.returncode == 0
    resumo = json.loads(retomada.stdout.splitlines()[-1])
    assert resumo["execucao"].endswith("-1")
    assert resumo["contagens"]["arquivos"] == 400


@SO_POSIX
def test_segundo_sinal_termina_na_hora(longa: subprocess.Popen[bytes]) -> None:
    _esperar_inventario(longa)
    esperar(lambda: len(_familia(longa)) >= 2, "os trabalhadores nascerem")
    familia = _familia(longa)
    longa.send_signal(signal.SIGSTOP)  # so that it cannot end well between the two
    longa.send_signal(signal.SIGINT)
    longa.send_signal(signal.SIGTERM)
    longa.send_signal(signal.SIGCONT)
    longa.wait(60)
    assert longa.returncode == 130
    _, vivos = psutil.wait_procs(familia, timeout=30)
    assert vivos == []


@SO_POSIX
def test_trabalhadores_nao_sobrevivem_ao_pai_morto(longa: subprocess.Popen[bytes]) -> None:
    _esperar_inventario(longa)
    esperar(lambda: len(_familia(longa)) >= 2, "os trabalhadores nascerem")
    familia = _familia(longa)
    longa.kill()
    _, vivos = psutil.wait_procs(familia, timeout=30)
    assert vivos == []


@SO_POSIX
def test_tela_ao_vivo_em_um_terminal(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 there is none on Windows

    biblioteca = escrever(tmp_path / "l", {f"{n:03d}.mq4": fonte(n) for n in range(400)})
    configurar(tmp_path / "base", biblioteca, max_threads=1)
    mestre, escravo = pty.openpty()
    comando = [sys.executable, "-m", "tests.apoio.lento", "0.05", "0", "classificar_tudo"]
    processo = subprocess.Popen(
        [*comando, "--base", tmp_path / "base"],
        env=ambiente(TERM="xterm-256color", COLUMNS="80", LINES="30"),
        cwd=RAIZ,
        stdin=escravo,
        stdout=escravo,
        stderr=escravo,
        start_new_session=True,
    )
    os.close(escravo)
    visto = bytearray()

    def ler() -> bytes:
        with contextlib.suppress(OSError):  # EIO is how a pseudo-terminal says the end
            visto.extend(os.read(mestre, 65536))
        return bytes(visto)

    try:
        esperar(lambda: "classificando" in ler().decode(errors="ignore"), "a tela viva")
        assert b"\x1b[?25l" in visto
        processo.send_signal(signal.SIGINT)
        esperar(lambda: "o mesmo comando retoma" in ler().decode(errors="ignore"), "a mensagem")
        processo.send_signal(signal.SIGINT)
        esperar(lambda: (ler(), processo.poll())[1] is not None, "o fim")
        assert processo.returncode == 130
        fim = time.monotonic() + 5
        while visto.rfind(b"\x1b[?25h") < visto.rfind(b"\x1b[?25l") and time.monotonic() < fim:
            ler()
        assert visto.rfind(b"\x1b[?25h") > visto.rfind(b"\x1b[?25l"), "o cursor ficou escondido"
    finally:
        processo.kill()
        processo.wait()
        os.close(mestre)


@SO_POSIX
@pytest.mark.parametrize(
    ("mudancas", "opcoes", "cor", "viva"),
    [
        ({}, [], True, True),
        ({"NO_COLOR": "1"}, [], False, True),
        ({}, ["--simples"], True, False),
        ({"TERM": "dumb"}, [], False, False),
        ({"CI": "1"}, [], True, False),
    ],
    ids=str,
)
def test_cores_e_tela_conforme_o_terminal(
    base: Path, mudancas: dict[str, str], opcoes: list[str], cor: bool, viva: bool
) -> None:
    import pty  # noqa: PLC0415 there is none on Windows

    mestre, escravo = pty.openpty()
    comando: list[str | Path] = [
        sys.executable,
        PROGRAMA,
        "classificar_tudo",
        "--base",
        base,
        *opcoes,
    ]
    env = ambiente(**{"TERM": "xterm-256color", "COLUMNS": "100", **mudancas})
    processo = subprocess.Popen(
        comando, env=env, cwd=RAIZ, stdin=escravo, stdout=escravo, stderr=escravo
    )
    os.close(escravo)
    visto = b""
    with contextlib.suppress(OSError):
        while pedaco := os.read(mestre, 65536):
            visto += pedaco
    os.close(mestre)
    assert processo.wait(60) == 0
    assert (b"\x1b[?25l" in visto) == viva
    assert bool(re.search(rb"\x1b\[[0-9;]*3[0-9]", visto)) == (cor and viva)
    assert "conteúdos únicos" in visto.decode()


@pytest.mark.parametrize("modulo", ["yaml", "msgspec", "filelock", "sqlalchemy", "psutil"])
def test_dependencia_que_falta(modulo: str) -> None:
    codigo = (
        f"import sys, runpy; sys.modules[{modulo!r}] = None; sys.argv[1:] = ['status']; "
        f"runpy.run_path({str(PROGRAMA)!r}, run_name='__main__')"
    )
    feito = rodar_python("-c", codigo)
    assert feito.returncode == 1
    assert f"falta a dependência '{modulo}'".encode() in feito.stderr
    assert b"pip install -r requirements.txt" in feito.stderr
    assert b"Traceback" not in feito.stderr


def test_modulo_nosso_que_falta_nao_e_dependencia() -> None:
    codigo = (
        "import sys, runpy; sys.modules['componentes.portas.cli'] = None; "
        f"runpy.run_path({str(PROGRAMA)!r}, run_name='__main__')"
    )
    feito = rodar_python("-c", codigo)
    assert feito.returncode == 1
    assert b"pip install" not in feito.stderr


def test_importar_nao_comeca_nada() -> None:
    antes = retrato(RAIZ / "Development")
    codigo = (
        "import threading, psutil, orquestrador_central as o; "
        "assert threading.active_count() == 1; "
        "assert psutil.Process().children() == []; "
        "print(o.OrquestradorCentral.__name__, callable(o.principal))"
    )
    feito = rodar_python("-c", codigo)
    assert feito.stdout.split() == [b"OrquestradorCentral", b"True"], feito.stderr
    assert retrato(RAIZ / "Development") == antes


def test_importar_como_um_trabalhador_faz() -> None:
    codigo = f"import runpy; runpy.run_path({str(PROGRAMA)!r}, run_name='__mp_main__')"
    feito = rodar_python("-c", codigo)
    assert (feito.returncode, feito.stdout, feito.stderr) == (0, b"", b"")


@pytest.mark.parametrize("pedido", ["--version", "--help"])
def test_o_que_se_responde_sem_trabalhar_nao_importa_o_programa_todo(pedido: str) -> None:
    codigo = (
        "import sys, contextlib, orquestrador_central as o\n"
        f"with contextlib.suppress(SystemExit): o.principal([{pedido!r}])\n"
        "print([m for m in ('sqlalchemy', 'yaml', 'componentes.fatos') if m in sys.modules])"
    )
    feito = rodar_python("-c", codigo)
    assert feito.returncode == 0, feito.stderr
    assert feito.stdout.endswith(b"[]\n") or feito.stdout.endswith(b"[]\r\n")
