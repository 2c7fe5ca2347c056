"""Signs of life of services: one row each, taken over, removed by its owner alone, believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.perguntas.servicos import SILENCIO, Servico, servicos


def _bater(escritor: Escritor, nome: str, pid: int, **estado: object) -> None:
    escritor.executar(lambda conn: operacoes.bater_servico(conn, nome, pid, "casa", estado))


def test_batida_atualiza_a_linha_e_guarda_o_inicio(motor: Engine, escritor: Escritor) -> None:
    _bater(escritor, "vigia", 7, fila=0)
    (antes,) = servicos(motor)
    _bater(escritor, "vigia", 7, fila=3)
    (depois,) = servicos(motor)
    assert (depois.pid, depois.maquina, depois.estado) == (7, "casa", {"fila": 3})
    assert depois.iniciado_em == antes.iniciado_em
    assert depois.batida_em >= antes.batida_em


def test_outro_processo_toma_a_linha_com_um_inicio_seu(motor: Engine, escritor: Escritor) -> None:
    _bater(escritor, "vigia", 7)
    (antes,) = servicos(motor)
    _bater(escritor, "vigia", 8)
    (depois,) = servicos(motor)
    assert depois.pid == 8
    assert depois.iniciado_em == depois.batida_em >= antes.iniciado_em


def test_so_o_dono_remove_a_sua_linha(motor: Engine, escritor: Escritor) -> None:
    _bater(escritor, "vigia", 8)
    escritor.executar(lambda conn: operacoes.remover_servico(conn, "vigia", 7))
    assert [s.pid for s in servicos(motor)] == [8]
    escritor.executar(lambda conn: operacoes.remover_servico(conn, "vigia", 8))
    assert servicos(motor) == []


def test_servicos_vem_por_nome_e_cada_um_com_o_seu(motor: Engine, escritor: Escritor) -> None:
    _bater(escritor, "vigia", 7)
    _bater(escritor, "agenda", 9)
    assert [(s.nome, s.pid) for s in servicos(motor)] == [("agenda", 9), ("vigia", 7)]


def test_silencio_longo_e_morte() -> None:
    batida = datetime(2026, 1, 1, 12, tzinfo=UTC)
    servico = Servico(
        nome="vigia",
        pid=7,
        maquina="casa",
        iniciado_em="2026-01-01T11:00:00.000Z",
        batida_em="2026-01-01T12:00:00.000Z",
        estado={},
    )
    assert servico.vivo(batida + SILENCIO - timedelta(seconds=1))
    assert not servico.vivo(batida + SILENCIO)
