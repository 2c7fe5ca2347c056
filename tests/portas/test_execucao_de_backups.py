"""Commands about backups take the short way, and answer as by the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from componentes.orquestracao.despacho import COMANDOS
from componentes.portas.apresentacao.respostas import _APRESENTADORES
from componentes.portas.execucao_de_backups import LEVES

RAIZ = Path(__file__).parents[2]
PROGRAMA = """
import sys
from componentes.portas.cli import principal
codigo = principal(["backups", "listar", "--base", sys.argv[1], "--quieto"])
print(codigo, [nome for nome in sys.modules if nome.startswith("componentes.fatos")])
"""


def test_sao_os_mesmos_comandos_e_as_mesmas_respostas() -> None:
    for nome, (fazer, mostrar) in LEVES.items():
        assert COMANDOS[nome] is fazer
        assert _APRESENTADORES[nome] is mostrar


def test_nao_carregam_a_analise(tmp_path: Path) -> None:
    comando = [sys.executable, "-c", PROGRAMA, str(tmp_path)]
    feito = subprocess.run(comando, capture_output=True, text=True, cwd=RAIZ, check=True)
    assert feito.stdout.splitlines()[-1] == "0 []"
