"""The watcher against what real disks do; row 12 of the fault tests.

`VIGIA_ARQUIVOS=20000 python -m pytest tests/falhas/test_vigia.py -k parado` is the full size.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.vigiados import VigiaEmProcesso, catalogado, no_disco

pytestmark = pytest.mark.skipif("os.name == 'nt'", reason="stops and continues by signals")

ARQUIVOS = int(os.environ.get("VIGIA_ARQUIVOS", "400"))
Vigiar = Callable[..., VigiaEmProcesso]


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})


@pytest.fixture
def vigiar(tmp_path: Path) -> Iterator[Vigiar]:
    """Return a call that starts a watcher and waits for its first run."""
    feitos: list[VigiaEmProcesso] = []

    def iniciar(*pastas: Path, **ajustes: Any) -> VigiaEmProcesso:
        vigia = VigiaEmProcesso(tmp_path / "base", *pastas, **{"quietude": 0.5, **ajustes})
        feitos.append(vigia)
        vigia.esperar_execucoes(1)
        return vigia

    yield iniciar
    for vigia in feitos:
        vigia.matar()


def test_parado_enquanto_tudo_muda_e_continuado(vigiar: Vigiar, biblioteca: Path) -> None:
    for n in range(0, 40, 2):  # half of them watched, half unknown to the frozen watcher
        (biblioteca / f"pasta {n}").mkdir()
    vigia = vigiar(biblioteca)
    vigia.parar()
    for n in range(ARQUIVOS):
        escrever(biblioteca / f"pasta {n % 40}", {f"EA {n}.mq4": fonte(n)})
    for n in range(0, ARQUIVOS, 10):
        escrever(biblioteca / f"pasta {n % 40}", {f"EA {n}.mq4": fonte(ARQUIVOS + n)})
    (biblioteca / "0.mq4").unlink()
    vigia.continuar()
    vigia.esperar_execucoes(2, prazo=600)
    vigia.esperar_igual_ao_disco(prazo=600)
    assert len(catalogado(vigia.base)) == ARQUIVOS + 4
    assert vigia.encerrar() == 130


def test_quinhentos_de_uma_vez_sao_uma_execucao(vigiar: Vigiar, biblioteca: Path) -> None:
    vigia = vigiar(biblioteca)
    escrever(biblioteca, {f"chegou {n}.mq4": fonte(100 + n) for n in range(500)})
    vigia.esperar_execucoes(2)
    vigia.esperar_igual_ao_disco()
    vigia.encerrar()
    assert [rodada["mudancas"] for rodada in vigia.execucoes] == [5, 500]


def test_escrita_lenta_e_classificada_uma_vez_inteira(vigiar: Vigiar, biblioteca: Path) -> None:
    vigia = vigiar(biblioteca)
    dados = fonte(7, linhas=60)
    with (biblioteca / "lento.mq4").open("wb", buffering=0) as arquivo:
        for parte in range(8):
            arquivo.write(dados[parte * len(dados) // 8 : (parte + 1) * len(dados) // 8])
            time.sleep(0.3)
    vigia.esperar_execucoes(2)
    vigia.esperar_igual_ao_disco()
    vigia.encerrar()
    assert [rodada["mudancas"] for rodada in vigia.execucoes] == [5, 1]


def test_trocas_atomicas_pastas_renomeadas_e_apagadas(vigiar: Vigiar, biblioteca: Path) -> None:
    escrever(biblioteca, {"velha/x.mq4": fonte(50), "velha/y/z.mq4": fonte(51)})
    escrever(biblioteca, {"some/a.mq4": fonte(52)})
    vigia = vigiar(biblioteca)
    for n in range(3):
        provisorio = biblioteca / f".{n}.mq4.tmp"
        provisorio.write_bytes(fonte(200 + n))
        provisorio.replace(biblioteca / f"{n}.mq4")
    (biblioteca / "velha").rename(biblioteca / "nova")
    shutil.rmtree(biblioteca / "some")
    vigia.esperar_execucoes(2)
    vigia.esperar_igual_ao_disco()
    escrever(biblioteca, {"nova/y/depois.mq4": fonte(53)})
    vigia.esperar_execucoes(3)
    vigia.esperar_igual_ao_disco()
    vigia.encerrar()
    assert [rodada["arquivos"] for rodada in vigia.execucoes] == [8, 7, 8]


def test_tempestade_de_eventos_acaba_em_paz(vigiar: Vigiar, biblioteca: Path) -> None:
    vigia = vigiar(biblioteca)
    for n in range(3000):
        (biblioteca / f"{n % 50}.mq4").write_bytes(fonte(n % 60))
    vigia.esperar_igual_ao_disco()
    vigia.encerrar()
    assert len(vigia.execucoes) <= 3


def test_pasta_que_some_e_volta(vigiar: Vigiar, biblioteca: Path, tmp_path: Path) -> None:
    unidade = escrever(tmp_path / "unidade", {f"u{n}.mq4": fonte(300 + n) for n in range(3)})
    vigia = vigiar(biblioteca, unidade)
    antes = no_disco(biblioteca, unidade)
    unidade.rename(tmp_path / "fora")
    vigia.esperar(lambda: "DEGRADADO" in _situacoes(vigia), "a pasta degradada")
    escrever(tmp_path / "fora", {"novo.mq4": fonte(400)})
    assert catalogado(vigia.base) == antes
    (tmp_path / "fora").rename(unidade)
    vigia.esperar_execucoes(2)
    assert vigia.execucoes[1]["motivo"] == "a pasta está de volta"
    vigia.esperar_igual_ao_disco()
    assert vigia.encerrar() == 130


@pytest.mark.skipif(
    "sys.platform != 'linux' or os.geteuid() != 0", reason="mounting takes root on Linux"
)
def test_unidade_desmontada_nao_e_biblioteca_apagada(
    vigiar: Vigiar, biblioteca: Path, tmp_path: Path
) -> None:
    ponto = tmp_path / "ponto"
    ponto.mkdir()
    montar: list[str | Path] = ["mount", "-t", "tmpfs", "tmpfs", ponto]
    if subprocess.run(montar, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs (container?)")
    try:
        escrever(ponto, {"u.mq4": fonte(300)})
        vigia = vigiar(biblioteca, ponto)
        antes = catalogado(vigia.base)
    finally:
        subprocess.run(["umount", "--lazy", ponto], check=True)
    vigia.esperar(lambda: "DEGRADADO" in _situacoes(vigia), "a unidade degradada")
    escrever(biblioteca, {"novo.mq4": fonte(400)})
    vigia.esperar_execucoes(2)
    assert antes.items() <= catalogado(vigia.base).items()


def _situacoes(vigia: VigiaEmProcesso) -> list[str]:
    estados = [m["vigia"] for m in list(vigia.mensagens) if "vigia" in m]
    return [pasta["situacao"] for pasta in estados[-1]["pastas"]]


def test_vigia_morto_e_visto_e_substituido(vigiar: Vigiar, biblioteca: Path) -> None:
    vigia = vigiar(biblioteca)
    os.kill(vigia.processo.pid, signal.SIGKILL)
    vigia.processo.wait(10)
    escrever(biblioteca, {"novo.mq4": fonte(400)})
    outro = vigiar(biblioteca)
    outro.esperar_igual_ao_disco()
    outro.encerrar()
    assert [rodada["motivo"] for rodada in outro.execucoes] == ["início"]
