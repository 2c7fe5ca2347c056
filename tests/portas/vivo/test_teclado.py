"""Keys on a real terminal: read one by one, never Ctrl-C, the terminal given back as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from componentes.portas.vivo.teclado import Teclado
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar
from tests.apoio.programa import rodar_python
from tests.apoio.terminal import Terminal, no_terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
_ECO = """
import sys, os
from componentes.portas.vivo.teclado import Teclado
fim = sys.argv[1]
with Teclado() as teclado:
    print("ATIVO", teclado.ativo, flush=True)
    while (tecla := teclado.ler(0.2)) != "x":
        if tecla:
            print(f"<{tecla}>", flush=True)
    if fim == "erro":
        raise RuntimeError("de propósito")
    if fim == "na hora":
        teclado.devolver()
        os._exit(7)
print("FIM", flush=True)
"""


def test_uma_tecla_por_vez() -> None:
    with no_terminal("-c", _ECO, "bem") as terminal:
        terminal.esperar("ATIVO True")
        assert terminal.modo() != terminal.modo_inicial
        for tecla, lida in ((b"q", "<q>"), (b"L", "<l>"), (b"\x1b", "<esc>"), (b"f", "<f>")):
            terminal.teclar(tecla)
            terminal.esperar(lida)
        terminal.teclar(b"\x1b[A\x1b[15~\xc3\xa1z")  # arrows and function keys are nobody's
        terminal.esperar("<á>")
        terminal.esperar("<z>")
        assert "<a>" not in terminal.ler()
        terminal.teclar(b"x")
        assert terminal.esperar_fim() == 0
        assert terminal.modo() == terminal.modo_inicial


@pytest.mark.parametrize(("fim", "codigo"), [("bem", 0), ("erro", 1), ("na hora", 7)])
def test_o_terminal_volta_ao_que_era(fim: str, codigo: int) -> None:
    with no_terminal("-c", _ECO, fim) as terminal:
        terminal.esperar("ATIVO True")
        terminal.teclar(b"x")
        assert terminal.esperar_fim() == codigo
        assert terminal.modo() == terminal.modo_inicial


def test_ctrl_c_continua_sendo_ctrl_c() -> None:
    with no_terminal("-c", _ECO, "bem") as terminal:
        terminal.esperar("ATIVO True")
        terminal.teclar(b"\x03")
        assert terminal.esperar_fim() != 0
        assert "KeyboardInterrupt" in terminal.ler()
        assert terminal.modo() == terminal.modo_inicial


def test_nada_escreve_consultas_no_terminal() -> None:
    with no_terminal("-c", _ECO, "bem") as terminal:
        terminal.esperar("ATIVO True")
        assert "\x1b" not in terminal.ler()


def test_sem_terminal_nao_ha_teclas() -> None:
    feito = rodar_python("-c", _ECO.replace('!= "x"', "and False"), "bem")
    assert feito.stdout.split() == [b"ATIVO", b"False", b"FIM"]


def test_fora_do_bloco_nada_e_lido() -> None:
    teclado = Teclado()
    teclado.devolver()
    teclado.devolver()
    assert not teclado.ativo
    assert teclado.ler(0.0) == ""


@pytest.fixture
def programa(tmp_path: Path) -> Iterator[Terminal]:
    """The program at work on a library that takes its time, seen in a terminal."""
    biblioteca = escrever(tmp_path / "l", {f"{n:03d}.mq4": fonte(n) for n in range(700)})
    (biblioteca / "atalho.mq4").symlink_to("/nenhures")
    configurar(tmp_path / "base", biblioteca, max_threads=1)
    comando = ("-m", "tests.apoio.lento", "0.05", "0", "classificar_tudo", "--base")
    with no_terminal(*comando, str(tmp_path / "base")) as terminal:
        terminal.esperar("q para após o lote")
        yield terminal


def test_log_falhas_e_parada_pelas_teclas(programa: Terminal) -> None:
    programa.esperar("classificando")
    programa.teclar(b"l")
    programa.esperar("log: últimos eventos")
    programa.esperar("inventário: 701 arquivos")
    programa.teclar(b"f")
    programa.esperar("falhas por causa")
    programa.esperar("link simbólico")
    programa.teclar(b"\x1b")
    programa.esquecer()
    programa.esperar("classificados")
    programa.teclar(b"q")
    programa.esperar("terminando o lote atual")
    assert programa.esperar_fim() == 130
    assert "Interrompida a pedido" in programa.ler()
    assert programa.modo() == programa.modo_inicial
    assert programa.visto.rfind(b"\x1b[?25h") > programa.visto.rfind(b"\x1b[?25l")


def test_segundo_ctrl_c_devolve_o_terminal(programa: Terminal) -> None:
    programa.teclar(b"\x03")
    programa.esperar("o mesmo comando retoma")
    programa.teclar(b"\x03")
    assert programa.esperar_fim() == 130
    assert programa.modo() == programa.modo_inicial
    assert programa.visto.rfind(b"\x1b[?25h") > programa.visto.rfind(b"\x1b[?25l")
