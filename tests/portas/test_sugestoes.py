"""The commands that the program prints as hints do what they promise."""

from __future__ import annotations

import shlex
import signal
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from componentes.classificacao import leitor
from componentes.fontes.leitura import Lido
from componentes.orquestracao.ambiente import absoluta
from componentes.portas.argumentos import analisar
from componentes.portas.cli import principal
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar

PROGRAMA = ["python", "orquestrador_central.py"]


class Lugar(NamedTuple):
    """Where one call works; every name has a blank in it."""

    base: Path
    biblioteca: Path
    config: Path
    outra: Path

    def globais(self) -> list[str]:
        nomes = ("base", "biblioteca", "config")
        return [parte for nome in nomes for parte in (f"--{nome}", str(getattr(self, nome)))]


Rodar = Callable[..., str]


@pytest.fixture
def lugar(tmp_path: Path) -> Lugar:
    biblioteca = escrever(tmp_path / "a minha", {f"{n}.mq4": fonte(n) for n in range(3)})
    outra = escrever(tmp_path / "a outra", {f"{n}.mq4": fonte(n) for n in range(3)})
    config = configurar(tmp_path / "um config", biblioteca)
    return Lugar(tmp_path / "a base", biblioteca, config, outra)


@pytest.fixture
def rodar(capsys: pytest.CaptureFixture[str]) -> Rodar:
    def chamar(*argumentos: str | Path, codigo: int = 0) -> str:
        capsys.readouterr()
        assert principal([str(argumento) for argumento in argumentos]) == codigo
        return capsys.readouterr().out

    return chamar


@pytest.fixture
def interrompida(rodar: Rodar, monkeypatch: pytest.MonkeyPatch) -> Rodar:
    """Return what runs a command that gets a Ctrl-C while it reads its first file."""

    def chamar(*argumentos: str | Path) -> str:
        original = vars(leitor)["ler"]
        sinais = [signal.SIGINT]

        def ler(caminho: Path, _: object = None) -> Lido:
            if sinais:
                signal.raise_signal(sinais.pop())
                time.sleep(1)  # the main thread hears the signal meanwhile
            return original(caminho)  # type: ignore[no-any-return]

        with monkeypatch.context() as remendo:
            remendo.setattr(leitor, "ler", ler)
            return rodar(*argumentos, codigo=130)

    return chamar


def _sugerida(escrito: str, inicio: str) -> Namespace:
    """Return what the suggested command line would mean if it were typed."""
    (linha,) = (linha for linha in escrito.splitlines() if linha.startswith(inicio))
    palavras = shlex.split(linha.removeprefix(inicio).partition("   (")[0])
    assert palavras[:2] == PROGRAMA
    return analisar(palavras[2:])


def _conferir_lugar(opcoes: Namespace, lugar: Lugar) -> None:
    assert (opcoes.base, opcoes.biblioteca, opcoes.config) == lugar[:3]


def test_interrompida_sugere_a_mesma_chamada(
    interrompida: Rodar, rodar: Rodar, lugar: Lugar
) -> None:
    escrito = interrompida("classificar_tudo", *lugar.globais())
    opcoes = _sugerida(escrito, "a seguir: ")
    assert opcoes.comando == "classificar_tudo"
    _conferir_lugar(opcoes, lugar)
    globais = lugar.globais()
    assert "3 arquivos" in rodar("classificar_tudo", "--nivel", "rapido", *globais)
    assert "(classificar_tudo), concluída" in rodar("status", *globais)


def test_interrompida_sugere_a_mesma_pasta(interrompida: Rodar, lugar: Lugar) -> None:
    escrito = interrompida("classificar_diretorio", lugar.outra, *lugar.globais())
    opcoes = _sugerida(escrito, "a seguir: ")
    assert (opcoes.comando, opcoes.diretorio) == ("classificar_diretorio", lugar.outra)
    _conferir_lugar(opcoes, lugar)


@pytest.mark.parametrize("relativa", [False, True])
def test_status_da_interrompida_sugere_a_mesma_pasta(
    interrompida: Rodar,
    rodar: Rodar,
    lugar: Lugar,
    monkeypatch: pytest.MonkeyPatch,
    relativa: bool,
) -> None:
    monkeypatch.chdir(lugar.outra.parent)
    pasta = Path(lugar.outra.name) if relativa else lugar.outra
    interrompida("classificar_diretorio", pasta, "--base", lugar.base, "--config", lugar.config)
    escrito = rodar("status", *lugar.globais())
    opcoes = _sugerida(escrito, "para retomar: ")
    assert opcoes.comando == "classificar_diretorio"
    assert absoluta(opcoes.diretorio) == lugar.outra
    assert (opcoes.base, opcoes.config) == (lugar.base, lugar.config)


@pytest.mark.parametrize("outra_chamada", [False, True])
def test_status_sugere_a_biblioteca_da_interrompida(
    interrompida: Rodar, rodar: Rodar, lugar: Lugar, outra_chamada: bool
) -> None:
    """Whether `status` is asked with the run's library or with another one."""
    interrompida("classificar_tudo", *lugar.globais())
    usada = lugar._replace(biblioteca=lugar.outra) if outra_chamada else lugar
    opcoes = _sugerida(rodar("status", *usada.globais()), "para retomar: ")
    assert opcoes.comando == "classificar_tudo"
    _conferir_lugar(opcoes, lugar)


def test_status_de_varias_pastas_configuradas(
    interrompida: Rodar, rodar: Rodar, lugar: Lugar
) -> None:
    """A library given to `status` alone must not end up in the hint for the configured ones."""
    configurar(lugar.base, lugar.biblioteca, lugar.outra)
    interrompida("classificar_tudo", "--base", lugar.base)
    pedido = ("status", "--base", lugar.base, "--biblioteca", lugar.outra)
    opcoes = _sugerida(rodar(*pedido), "para retomar: ")
    assert (opcoes.comando, opcoes.biblioteca) == ("classificar_tudo", None)


def test_verificar_so_afirma_o_que_leu(rodar: Rodar, lugar: Lugar) -> None:
    rodar("classificar_tudo", "--nivel", "rapido", *lugar.globais())
    rodar("backup_completo", *lugar.globais())
    rapida = rodar("backups", "verificar", *lugar.globais())
    assert "backup verificado" not in rapida
    assert "estrutura conferida: nenhum problema" in rapida
    assert "--ler-tudo" in rapida
    inteira = rodar("backups", "verificar", "--ler-tudo", *lugar.globais())
    assert "backup verificado: nenhum problema" in inteira
