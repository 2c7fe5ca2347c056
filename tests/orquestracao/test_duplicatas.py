"""The command `duplicatas`: groups of a run, one group with what differs, the table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import ROBO, escrever, fonte, retrato
from tests.apoio.centrais import criar_central
from tests.apoio.compactados import zip_de

MARCA = ROBO.replace(b'"Ana"', b'"t.me/loja"')
NOVA = (
    fonte(1, 40)
    .replace(b"Lotes = 0.1", b"Lotes = 0.5")
    .replace(b"int start() {", b"int start() {\n   Comment(1);")
)


VAZIO = zip_de({})


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    arquivos = {
        "robo.mq4": ROBO,
        "copias/robo (2).mq4": ROBO,
        "=loja.mq4": MARCA,
        "longo.mq4": fonte(1, 40),
        "longo novo.mq4": NOVA,
        "so.mq4": fonte(500, 9),
        "pacote.zip": VAZIO,
        "pacote copia.zip": VAZIO,
    }
    return escrever(tmp_path / "b", arquivos)


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    central = criar_central(tmp_path / "base", biblioteca)
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    return central


def _pedir(central: OrquestradorCentral, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo("duplicatas", parametros)


def test_grupos(central: OrquestradorCentral) -> None:
    resposta = _pedir(central)
    assert resposta["resumo"]["arquivos"] == 8
    assert resposta["resumo"]["grupos_por_nivel"] == {"bytes": 1, "marca": 1, "versao": 1}
    marca = next(g for g in resposta["grupos"] if g["nivel"] == "marca")
    assert marca["arquivos"] == 3
    assert marca["bytes_recuperaveis"] == len(ROBO)


def test_grupo_com_membro_de_compactado(central: OrquestradorCentral, biblioteca: Path) -> None:
    dentro = zip_de({"so.mq4": fonte(500, 9), "so novo.mq4": fonte(500, 9) + b"int a = 1;\n"})
    escrever(biblioteca, {"z.zip": dentro})
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    grupos = _pedir(central)["grupos"]
    grupo = next(g for g in grupos if "so.mq4" in str(g["membros"]))
    assert grupo["manter"] == "so.mq4"
    assert (grupo["arquivos"], grupo["em_compactados"]) == (1, 2)
    assert grupo["bytes_recuperaveis"] == 0
    resposta = _pedir(central, grupo=grupo["numero"])
    assert "+int a = 1;" in resposta["linhas"]


def test_um_grupo_com_o_que_difere(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    numero = next(g["numero"] for g in _pedir(central)["grupos"] if g["nivel"] == "versao")
    resposta = _pedir(central, grupo=numero)
    (mudado,) = resposta["diferencas"]["padroes_mudados"]
    assert (mudado[0], {mudado[1], mudado[2]}) == ("Lotes", {"0.1", "0.5"})
    assert any("Comment" in linha for linha in resposta["linhas"])
    assert retrato(biblioteca) == antes


def _tabela(central: OrquestradorCentral, saida: Path, **parametros: Any) -> list[dict[str, str]]:
    _pedir(central, formato="csv", saida=saida, sobrescrever=True, **parametros)
    with saida.open(encoding="utf-8", newline="") as arquivo:
        return list(csv.DictReader(arquivo))


def test_tabela_de_um_grupo_ou_dos_primeiros(central: OrquestradorCentral, tmp_path: Path) -> None:
    todas = _tabela(central, tmp_path / "t.csv")
    segundo = _tabela(central, tmp_path / "t.csv", grupo=2)
    assert segundo == [linha for linha in todas if linha["grupo"] == "2"]
    primeiros = _tabela(central, tmp_path / "t.csv", limite=2)
    assert primeiros == [linha for linha in todas if linha["grupo"] in "12"]
    recusada = _pedir(central, formato="csv", grupo=9)
    assert (recusada["sucesso"], recusada["codigo"]) == (False, 2)


def test_tabela(central: OrquestradorCentral, tmp_path: Path) -> None:
    saida = tmp_path / "grupos.csv"
    resposta = _pedir(central, formato="csv", saida=saida)
    linhas = _tabela(central, saida)
    assert len(linhas) == resposta["linhas"] == 7
    assert sum(linha["manter"] == "sim" for linha in linhas) == 3
    assert "'=loja.mq4" in {linha["caminho"] for linha in linhas}


def test_tabela_para_o_excel(central: OrquestradorCentral, tmp_path: Path) -> None:
    comum = _tabela(central, tmp_path / "t.csv")
    _pedir(central, formato="csv", saida=tmp_path / "e.csv", separador=";", bom=True)
    texto = (tmp_path / "e.csv").read_bytes().decode()
    assert texto.startswith("\ufeffgrupo;nivel;")
    assert list(csv.DictReader(texto[1:].splitlines(), delimiter=";")) == comum


@pytest.mark.parametrize(
    ("parametros", "erro"),
    [
        ({"grupo": 99}, "grupo 99 não existe"),
        ({"grupo": 1, "membro": 77}, "não tem o membro 77"),
        ({"grupo": "um"}, "deve ser um número"),
        ({"estranho": 1}, "desconhecido"),
        ({"separador": ";"}, "só vale para CSV"),
        ({"bom": True}, "só vale para CSV"),
        ({"formato": "csv", "saida": "x.csv", "separador": "\t"}, "Separador desconhecido"),
    ],
)
def test_pedido_errado(central: OrquestradorCentral, parametros: dict[str, Any], erro: str) -> None:
    if parametros.get("membro"):
        grupos = _pedir(central)["grupos"]
        parametros["grupo"] = next(g["numero"] for g in grupos if g["nivel"] == "versao")
    resposta = _pedir(central, **parametros)
    assert not resposta["sucesso"]
    assert erro in str(resposta)


def test_arquivo_que_mudou(central: OrquestradorCentral, biblioteca: Path) -> None:
    numero = next(g["numero"] for g in _pedir(central)["grupos"] if g["nivel"] == "versao")
    (biblioteca / "longo novo.mq4").write_bytes(b"int start() { return(1); }")
    assert "mudou depois da classifica" in str(_pedir(central, grupo=numero))


def _marca(central: OrquestradorCentral) -> dict[str, Any]:
    return next(g for g in _pedir(central)["grupos"] if g["nivel"] == "marca")


def _decidir(central: OrquestradorCentral, **parametros: str) -> dict[str, Any]:
    return central.executar_comando_completo("duplicatas_decidir", parametros)


def test_a_decisao_do_usuario_fica(central: OrquestradorCentral) -> None:
    escolha_do_programa = _marca(central)["manter"]
    assert escolha_do_programa != "copias/robo (2).mq4"
    assert _decidir(central, manter="copias/robo (2).mq4")["sucesso"]
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    grupo = _marca(central)
    assert (grupo["manter"], grupo["motivos"]) == ("copias/robo (2).mq4", ["decisão sua"])
    assert _decidir(central, manter="=loja.mq4")["sucesso"]
    assert _marca(central)["manter"] == "=loja.mq4"
    assert _decidir(central, esquecer="robo.mq4")["sucesso"]
    assert _marca(central)["manter"] == escolha_do_programa


def test_a_ficha_segue_a_decisao(central: OrquestradorCentral, tmp_path: Path) -> None:
    _decidir(central, manter="copias/robo (2).mq4")
    saida = tmp_path / "fichas.csv"
    central.executar_comando_completo("exportar", {"formato": "csv", "saida": saida})
    with saida.open(encoding="utf-8", newline="") as arquivo:
        copias = {linha["caminho"]: linha["copia_de"] for linha in csv.DictReader(arquivo)}
    assert copias["robo.mq4"] == "copias/robo (2).mq4"
    assert copias["copias/robo (2).mq4"] == ""


@pytest.mark.parametrize(
    ("caminho", "erro"), [("so.mq4", "não tem cópias"), ("nada.mq4", "não está na biblioteca")]
)
def test_decisao_errada(central: OrquestradorCentral, caminho: str, erro: str) -> None:
    assert erro in str(_decidir(central, manter=caminho))
