"""The sign of life of a service: written, answered, taken away, and never a reason to fail."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from sqlalchemy import update

from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.catalogo.tabelas import servicos as tabela
from componentes.orquestracao.residencia import sinal_de_vida as servicos
from componentes.orquestracao.residencia.sinal_de_vida import SinalDeVida, servicos_do_sistema
from tests.apoio.programa import esperar


def _pedir(pasta: Path, alvo: str) -> None:
    motor = abrir(pasta)
    with Escritor(motor) as escritor:
        escritor.executar(lambda conn: operacoes.pedir(conn, alvo, "parar", {}))
    motor.dispose()


def test_entra_bate_e_sai(tmp_path: Path) -> None:
    with SinalDeVida(tmp_path, "vigia", str) as sinal:
        sinal.bater({"fila": 3})
        esperar(lambda: servicos_do_sistema(tmp_path), "a linha do serviço")
        (servico,) = servicos_do_sistema(tmp_path)
        assert (servico["pid"], servico["maquina"]) == (os.getpid(), socket.gethostname())
        assert (servico["estado"], servico["situacao"]) == ({"fila": 3}, "ativo")
    assert servicos_do_sistema(tmp_path) == []


def test_ouve_o_que_se_pede_a_ele_uma_vez(tmp_path: Path) -> None:
    _pedir(tmp_path, "vigia")
    ouvidos: list[str] = []

    def ouvir(pedido: Pedido) -> str:
        ouvidos.append(pedido.acao)
        return "ouvido"

    with SinalDeVida(tmp_path, "vigia", ouvir) as sinal:
        sinal.bater({})
        esperar(lambda: servicos_do_sistema(tmp_path), "a linha do serviço")
        _pedir(tmp_path, "agenda")
        _pedir(tmp_path, "vigia")

        def ouviu() -> bool:
            sinal.bater({})
            return bool(ouvidos)

        esperar(ouviu, "o pedido")
        sinal.bater({})
    assert ouvidos == ["parar"]


def test_catalogo_inacessivel_nao_derruba_o_servico(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servicos, "_DESCANSO_S", 0.0)
    arquivo = tmp_path / "catalogo.sqlite"
    arquivo.write_bytes(b"isto nao e um banco de dados" * 100)
    with SinalDeVida(tmp_path, "vigia", str) as sinal:
        sinal.bater({})
        arquivo.unlink()

        def bateu() -> object:
            sinal.bater({})
            return servicos_do_sistema(tmp_path)

        esperar(bateu, "a batida depois do conserto")


def test_catalogo_trocado_e_aberto_de_novo(tmp_path: Path) -> None:
    longe = tmp_path / "longe"
    longe.mkdir()
    with SinalDeVida(tmp_path, "vigia", str) as sinal:
        sinal.bater({})
        esperar(lambda: servicos_do_sistema(tmp_path), "a linha do serviço")
        for arquivo in tmp_path.glob("catalogo.sqlite*"):
            arquivo.rename(longe / arquivo.name)

        def bateu() -> object:
            sinal.bater({})
            return servicos_do_sistema(tmp_path)

        esperar(bateu, "a batida no catálogo novo", prazo=20)


def test_sem_catalogo_nao_ha_servicos(tmp_path: Path) -> None:
    assert servicos_do_sistema(tmp_path) == []


@pytest.mark.parametrize(
    ("mudancas", "situacao"),
    [
        ({"pid": 2**22 + 7}, "morto"),
        ({"batida_em": "2026-01-01T00:00:00.000Z"}, "sem_resposta"),
        ({"maquina": "outra"}, "ativo"),
        ({"maquina": "outra", "batida_em": "2026-01-01T00:00:00.000Z"}, "morto"),
    ],
)
def test_quem_vive(tmp_path: Path, mudancas: dict[str, object], situacao: str) -> None:
    motor = abrir(tmp_path)
    with Escritor(motor) as escritor:
        quem = os.getpid(), socket.gethostname()
        escritor.executar(lambda conn: operacoes.bater_servico(conn, "vigia", *quem, {}))
        escritor.executar(lambda conn: conn.execute(update(tabela).values(**mudancas)) and None)
    motor.dispose()
    assert [s["situacao"] for s in servicos_do_sistema(tmp_path)] == [situacao]
