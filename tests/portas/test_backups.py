"""How the list of backups, a difference and a pruning read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from componentes.copia_seguranca.conferencias import anotar_conferencia
from componentes.portas.apresentacao.backups import idade
from componentes.portas.cli import principal
from tests.apoio.bibliotecas import ROBO, escrever, fonte

Rodar = Callable[..., str]
SO_UM = ("--manter-ultimos", "1", "--diarios", "0", "--semanais", "0", "--mensais", "0")
AGORA = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def rodar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Rodar:
    escrever(tmp_path / "b", {"robo.mq4": ROBO, "some.mq4": fonte(1), "muda.mq4": fonte(2)})

    def chamar(*argumentos: str | Path, codigo: int = 0) -> str:
        lugar = ("--base", tmp_path / "base", "--biblioteca", tmp_path / "b", "--simples")
        capsys.readouterr()
        assert principal([str(a) for a in (*argumentos, *lugar)]) == codigo
        dito = capsys.readouterr()
        return dito.out + dito.err

    chamar("classificar_tudo", "--nivel", "rapido")
    chamar("backup_completo")
    return chamar


def _ids(rodar: Rodar) -> list[str]:
    return [b["id"] for b in json.loads(rodar("backups", "listar", "--json"))["backups"]]


@pytest.mark.parametrize(
    ("passado", "dito"),
    [
        (timedelta(seconds=5), "há instantes"),
        (timedelta(seconds=-50), "há instantes"),
        (timedelta(minutes=1), "há 1 min"),
        (timedelta(hours=23, minutes=59), "há 23 h"),
        (timedelta(days=1), "há 1 dia"),
        (timedelta(days=29), "há 29 dias"),
        (timedelta(days=31), "há 1 mês"),
        (timedelta(days=800), "há 2 anos"),
    ],
)
def test_idade_em_palavras(passado: timedelta, dito: str) -> None:
    assert idade((AGORA - passado).isoformat(), AGORA) == dito
    assert idade("", AGORA) == ""


def test_lista_diz_idade_e_conferencias(
    rodar: Rodar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "ensaio há instantes" in rodar("backups", "listar")
    rodar("backups", "verificar", "--ler-tudo")
    lista = rodar("backups", "listar")
    assert "há instantes" in lista
    assert "tudo relido há instantes" in lista
    assert "inteiro" in lista
    (qual,) = _ids(rodar)
    futuro = "2100-01-01T00:00:00.000Z"
    anotar_conferencia(tmp_path / "base/backups", qual, "ensaio", futuro, ["\x1b[2J.mq4: mau"])
    lista = rodar("backups", "listar")
    assert "ensaio há instantes; tudo relido" in lista
    assert "danificado" in lista
    assert "\x1b" not in lista


def test_diferenca_diz_cada_mudanca(rodar: Rodar, tmp_path: Path) -> None:
    (tmp_path / "b/some.mq4").unlink()
    (tmp_path / "b/robo.mq4").rename(tmp_path / "b/robo novo.mq4")
    escrever(tmp_path / "b", {"muda.mq4": fonte(3), "[red]novo.mq4": fonte(4)})
    rodar("classificar_tudo", "--nivel", "rapido")
    rodar("backup_completo")
    antes = _ids(rodar)[-1]
    dito = rodar("backups", "diferenca", antes, "ultimo")
    assert "+ biblioteca/[red]novo.mq4" in dito
    assert "- biblioteca/some.mq4" in dito
    assert "~ biblioteca/muda.mq4" in dito
    assert "> biblioteca/robo.mq4 → biblioteca/robo novo.mq4" in dito
    assert "1 movido (" in dito
    nenhum = rodar("backups", "diferenca", antes, "--limite", "0")
    assert "+ " not in nenhum
    assert "… e mais 1 sumido;" in nenhum


def test_poda_diz_o_que_fica_e_por_que(rodar: Rodar, tmp_path: Path) -> None:
    escrever(tmp_path / "base/relatorios", {"x.txt": b"x"})
    rodar("backup_completo")
    novo, velho = _ids(rodar)
    simulada = rodar("backups", "podar", *SO_UM, "--simular")
    assert "simulação, nada foi tocado" in simulada
    assert "sairia" in simulada
    assert "seriam liberados" in simulada
    assert "removido" not in simulada
    assert _ids(rodar) == [novo, velho]
    feita = rodar("backups", "podar", *SO_UM)
    assert "1 backup removido" in feita
    assert "fica: últimos" in feita
    assert "saiu" in feita
    assert _ids(rodar) == [novo]


def test_poda_nomeia_o_danificado_e_diz_como_ele_sai(rodar: Rodar, tmp_path: Path) -> None:
    (qual,) = _ids(rodar)
    escrever(tmp_path / "base/relatorios", {"x.txt": b"x"})
    rodar("backup_completo")
    (tmp_path / "base/backups/instantaneos" / f"{qual}.zip").write_bytes(b"meio")
    dito = rodar("backups", "podar", *SO_UM, codigo=3)
    assert f"{qual}: O backup {qual} está danificado" in dito
    assert "com --danificados podem sair" in dito
    assert qual in _ids(rodar)
    rodar("backups", "podar", *SO_UM, "--danificados", codigo=3)
    assert qual not in _ids(rodar)
    rodar("backups", "podar", *SO_UM)
