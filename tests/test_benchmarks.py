"""The benchmarks run, and their figures make sense, on a handful of sample files."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.registros import Origem, aberta
from tests.apoio.centrais import criar_central
from tests.apoio.navegador import navegador_instalado

RAIZ = Path(__file__).resolve().parents[1]
CORRIDA = RAIZ / "benchmarks" / "corrida.py"
RELATORIO = RAIZ / "benchmarks" / "relatorio.py"
AMOSTRA = RAIZ / "CODIGO_FONTE_LIBRARY" / "TradingView_Scripts"


@pytest.fixture(scope="module")
def corrida() -> ModuleType:
    return carregar(CORRIDA)


@pytest.fixture(scope="module")
def relatorio() -> ModuleType:
    return carregar(RELATORIO)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base folder in which the sample was classified."""
    pasta = tmp_path_factory.mktemp("base")
    central = criar_central(pasta, AMOSTRA)
    pedido = {"nivel": "rapido", "monitoramento": False}
    assert central.executar_comando_completo("classificar_tudo", pedido)["sucesso"]
    return pasta


def carregar(programa: Path) -> ModuleType:
    especificacao = importlib.util.spec_from_file_location(programa.stem, programa)
    assert especificacao
    assert especificacao.loader
    modulo = importlib.util.module_from_spec(especificacao)
    sys.modules[programa.stem] = modulo
    especificacao.loader.exec_module(modulo)
    return modulo


def relatar(*opcoes: str) -> dict[str, Any]:
    comando = [sys.executable, str(RELATORIO), "--palavra", "ea", "--repeticoes", "1", "--json"]
    feito = subprocess.run([*comando, *opcoes], capture_output=True, check=True, timeout=300)
    resultado: dict[str, Any] = json.loads(feito.stdout)
    return resultado


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


def test_mede_o_relatorio_e_a_pagina(base: Path) -> None:
    navegador_instalado()
    catalogo = base / "Development" / "catalogo" / "catalogo.sqlite"
    antes = catalogo.read_bytes()
    resultado = relatar("--base", str(base))
    medidas = {medida["nome"]: medida for medida in resultado["medidas"]}
    assert resultado["registros"] == len([a for a in AMOSTRA.rglob("*") if a.is_file()])
    assert resultado["sem_pagina"] == ""
    assert medidas["ler todas as fichas"]["x_piso"] == 1
    assert medidas["relatorio.xlsx"]["valor"] > 0
    for nome in ("página interativa", "tecla na busca, pintada", "ordem por nome, todos"):
        assert medidas[nome]["valor"] > 0, nome
    assert medidas["página interativa"]["piso"] > 0
    assert catalogo.read_bytes() == antes


def test_sem_navegador_mede_so_a_escrita(
    relatorio: ModuleType, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.apoio.navegador.achar_navegador", lambda: None)
    resultado = relatorio.medir(Origem(base), "ea", 1)
    assert "escrever sem XLSX" in {medida.nome for medida in resultado.medidas}
    assert "página interativa" not in {medida.nome for medida in resultado.medidas}
    assert (
        relatorio.tabela(resultado).splitlines()[-1].startswith("A página não foi aberta: nenhum")
    )


def test_a_tabela_do_relatorio_diz_unidade_e_piso(relatorio: ModuleType) -> None:
    amostras = {chave: [1.0] for chave, *_ in relatorio.DA_PAGINA}
    amostras |= {"tecla": [9.0, 2.0, 4.0], "piso tecla": [2.0], "piso interativa": [0.0]}
    medidas = tuple(relatorio.da_pagina(amostras))
    linhas = relatorio.tabela(relatorio.Resultado(7, 2, 3, medidas)).splitlines()
    assert linhas[0] == "7 registros, 2 processadores, página: mediana de 3"
    assert linhas[2].split()[-4:] == ["1.0", "ms", "-", "-"]
    assert "tecla na busca, script 4.0 ms 2.0 2.0" in [" ".join(linha.split()) for linha in linhas]


def test_multiplicar_repete_caminhos_e_cria_conteudos(base: Path) -> None:
    with aberta(Origem(base)) as (consulta, execucao):
        proprios = list(consulta.registros(execucao.id))
    pedidos = 3 * len(proprios) - 1
    with aberta(Origem(base, pedidos)) as (consulta, execucao):
        todos = list(consulta.registros(execucao.id))
        grupos = consulta.grupos(execucao.id)
    assert todos[: len(proprios)] == proprios
    assert len({registro.caminho for registro in todos}) == len(todos) == pedidos
    conteudos = {registro.sha256 for registro in proprios}
    novos = {registro.sha256 for registro in todos} - conteudos
    assert len(conteudos) // 4 <= len(novos) < len(conteudos)
    assert set(grupos) <= conteudos
    assert all(len(caminhos) > 1 for caminhos in grupos.values())
