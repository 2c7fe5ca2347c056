"""The benchmark runs, and its figures make sense, on a handful of sample files."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

RAIZ = Path(__file__).resolve().parents[1]
CORRIDA = RAIZ / "benchmarks" / "corrida.py"
AMOSTRA = RAIZ / "CODIGO_FONTE_LIBRARY" / "TradingView_Scripts"


@pytest.fixture(scope="module")
def corrida() -> ModuleType:
    especificacao = importlib.util.spec_from_file_location("corrida", CORRIDA)
    assert especificacao
    assert especificacao.loader
    modulo = importlib.util.module_from_spec(especificacao)
    sys.modules["corrida"] = modulo
    especificacao.loader.exec_module(modulo)
    return modulo


def test_mede_a_biblioteca_de_exemplo() -> None:
    antes = sorted(AMOSTRA.rglob("*"))
    comando = [sys.executable, str(CORRIDA), "--biblioteca", str(AMOSTRA)]
    feito = subprocess.run(
        [*comando, "--repeticoes", "1", "--json"], capture_output=True, check=True, timeout=120
    )
    resultado = json.loads(feito.stdout)
    medidas = {medida["nome"]: medida for medida in resultado["medidas"]}
    assert resultado["arquivos"] == len([a for a in antes if a.is_file()])
    assert list(medidas) == [
        "piso",
        "só abrir o programa",
        "fria, completa",
        "fria, só classificação",
        "repetida, nada mudou",
    ]
    assert medidas["piso"]["parede_x_piso"] == 1
    assert all(medida["parede"] > 0 for medida in medidas.values())
    assert medidas["fria, completa"]["cpu"] > 0
    assert sorted(AMOSTRA.rglob("*")) == antes


def test_a_tabela_divide_pelo_piso(corrida: ModuleType) -> None:
    medidas = (corrida.Medida("piso", 2.0, 1.0), corrida.Medida("fria", 5.0, 10.0, 77.4))
    linhas = corrida.tabela(corrida.Resultado("b", 3, 2**21, 2, 1, medidas)).splitlines()
    assert linhas[0] == "3 arquivos, 2.0 MB, 2 processadores, mediana de 1"
    assert linhas[2].split() == ["piso", "2.000", "1.0", "1.000", "1.0", "-"]
    assert linhas[3].split() == ["fria", "5.000", "2.5", "10.000", "10.0", "77"]


def test_a_mediana_guarda_o_pior_pico(corrida: ModuleType) -> None:
    medidas = [corrida.Medida("x", s, s, m) for s, m in ((3.0, 9.0), (1.0, 50.0), (2.0, 7.0))]
    assert corrida.mediana(medidas) == corrida.Medida("x", 2.0, 2.0, 50.0)


def test_uma_corrida_que_falha_diz_por_que(corrida: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"errada: código 2\n.*nao_ha"):
        corrida.corrida("errada", ["nao_ha"])


def test_a_listagem_nao_segue_links(corrida: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(AMOSTRA, tmp_path / "a")
    try:
        (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    except OSError:
        pytest.skip("este sistema não permite criar links")
    assert len(corrida.listar(tmp_path)) == len(corrida.listar(tmp_path / "a"))
