"""A second place whose sender is killed, or whose disk is full: what has a snapshot is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from componentes.copia_seguranca.andamento import Andamento, em_silencio, nunca
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.envio import ResultadoEnvio, enviar
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.segundo_lugar import verificar_la
from tests.apoio.programa import RAIZ
from tests.copia_seguranca.ajuda import escrever, itens_de, restos

VEZES = 8
BACKUPS = 6
_REMETENTE = """
import sys, time
from pathlib import Path
from componentes.copia_seguranca import deposito, envio
from componentes.copia_seguranca.andamento import Andamento, em_silencio, nunca
from componentes.copia_seguranca.enderecos import Lugar

def devagar(pedacos):
    for pedaco in pedacos:
        time.sleep(0.004)
        yield pedaco[: len(pedaco) // 2]
        time.sleep(0.004)
        yield pedaco[len(pedaco) // 2 :]

escrever = deposito.DepositoEmPasta.escrever
deposito.DepositoEmPasta.escrever = lambda d, nome, p: escrever(d, nome, devagar(p))
pasta = Path(sys.argv[2])
print("pronto", flush=True)
envio.enviar(Path(sys.argv[1]), Lugar("d", str(pasta), pasta), Andamento(nunca, em_silencio))
"""


def _backups(tmp_path: Path, tamanho: int = 4000) -> Path:
    for n in range(BACKUPS):
        origem = escrever(tmp_path / "origem", {f"{n}.mq4": os.urandom(tamanho)})
        assert Repositorio(tmp_path / "backups").fazer(itens_de(origem)) is not None
    return tmp_path / "backups"


def _enviar(backups: Path, pasta: Path) -> ResultadoEnvio:
    return enviar(backups, _lugar(pasta), Andamento(nunca, em_silencio))


def _lugar(pasta: Path) -> Lugar:
    return Lugar("d", str(pasta), pasta)


def _tudo_o_que_ha_e_inteiro(pasta: Path) -> None:
    la = Repositorio(pasta)
    for instantaneo in la.listar():
        assert instantaneo.dano == ""
        assert la.verificar(instantaneo.id, ler_tudo=True) == []


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_morte_a_qualquer_momento_do_envio(tmp_path: Path) -> None:
    backups, pasta = _backups(tmp_path), tmp_path / "copias"
    programa = [sys.executable, "-c", _REMETENTE, str(backups), str(pasta)]
    ambiente = {**os.environ, "PYTHONPATH": str(RAIZ)}
    sorte = random.Random(19)  # noqa: S311 repeatable, not secret
    for _ in range(VEZES):
        filho = subprocess.Popen(programa, env=ambiente, stdout=subprocess.PIPE)
        assert filho.stdout is not None
        assert filho.stdout.readline() == b"pronto\n"
        time.sleep(sorte.uniform(0, 0.08))
        filho.send_signal(signal.SIGKILL)
        filho.communicate()
        _tudo_o_que_ha_e_inteiro(pasta)
    assert _enviar(backups, pasta).situacao == "em_dia"
    assert len(Repositorio(pasta).listar()) == BACKUPS
    _tudo_o_que_ha_e_inteiro(pasta)
    assert restos(pasta) == []
    assert verificar_la(backups, _lugar(pasta), Andamento(nunca, em_silencio)) == []


def test_destino_cheio(tmp_path: Path, disco: Path) -> None:
    backups, pasta = _backups(tmp_path, 400_000), disco / "copias"
    estorvo = disco / "estorvo"
    estorvo.write_bytes(bytes(1_200_000))
    cheio = _enviar(backups, pasta)
    assert cheio.situacao == "incompleto"
    assert "Disco cheio" in cheio.motivo
    assert restos(pasta) == []
    _tudo_o_que_ha_e_inteiro(pasta)
    estorvo.unlink()
    for velho in sorted((backups / "pacotes").glob("*.zip"))[3:]:
        velho.unlink()
    for velho in sorted((backups / "instantaneos").glob("*.zip"))[3:]:
        velho.unlink()
    assert _enviar(backups, pasta).situacao == "em_dia"
    _tudo_o_que_ha_e_inteiro(pasta)
