"""The memory of the agenda: one row for each entry, what it was last, what is due."""

from __future__ import annotations

from sqlalchemy import Engine

from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.perguntas.agendado import EstadoAgendado, ResultadoAgendado
from componentes.catalogo.perguntas.agendamentos import agendados

DEFINICAO = {"nome": "noite", "diariamente": ["02:30"]}
PROXIMA = "2026-11-30T02:30:00.000Z"


def _programar(escritor: Escritor, nome: str = "noite") -> None:
    escritor.executar(lambda conn: operacoes.programar(conn, nome, DEFINICAO, PROXIMA))


def test_programado_e_nunca_executado(motor: Engine, escritor: Escritor) -> None:
    assert agendados(motor) == {}
    _programar(escritor)
    noite = agendados(motor)["noite"]
    assert (noite.definicao, noite.proxima_em, noite.ultima_em) == (DEFINICAO, PROXIMA, "")
    assert noite.ultimo_resultado == ResultadoAgendado()


def test_do_comeco_ao_fim(motor: Engine, escritor: Escritor) -> None:
    _programar(escritor)
    escritor.executar(lambda conn: operacoes.comecar_agendado(conn, "noite", PROXIMA))
    durante = agendados(motor)["noite"]
    assert durante.ultimo_resultado.estado is EstadoAgendado.EXECUTANDO
    assert durante.ultimo_resultado.prevista_em == PROXIMA
    assert durante.ultima_em
    assert durante.proxima_em == PROXIMA  # killed now, it is due still
    fim = ResultadoAgendado(estado=EstadoAgendado.COM_FALHAS, codigo=3, resumo="a\ud800b")
    escritor.executar(lambda conn: operacoes.terminar_agendado(conn, "noite", fim, "depois"))
    depois = agendados(motor)["noite"]
    assert depois.ultimo_resultado.resumo == "a?b"
    assert (depois.ultimo_resultado.codigo, depois.proxima_em) == (3, "depois")
    assert depois.ultima_em == durante.ultima_em
    escritor.executar(lambda conn: operacoes.terminar_agendado(conn, "noite", fim))
    assert agendados(motor)["noite"].proxima_em == "depois"


def test_o_que_ficou_no_meio_e_interrompido(motor: Engine, escritor: Escritor) -> None:
    _programar(escritor, "outra")
    escritor.executar(lambda conn: operacoes.comecar_agendado(conn, "noite", PROXIMA))
    assert escritor.executar(operacoes.interromper_agendados) == ["noite"]
    assert escritor.executar(operacoes.interromper_agendados) == []
    linhas = agendados(motor)
    assert linhas["noite"].ultimo_resultado.estado is EstadoAgendado.INTERROMPIDO
    assert linhas["noite"].ultimo_resultado.prevista_em == PROXIMA
    assert linhas["outra"].ultimo_resultado.estado is EstadoAgendado.NUNCA


def test_ficam_so_os_da_agenda_e_os_desligados_nada_devem(
    motor: Engine, escritor: Escritor
) -> None:
    for nome in ("noite", "outra", "velha"):
        _programar(escritor, nome)
    desligada = {**DEFINICAO, "ligada": False}
    escritor.executar(
        lambda conn: operacoes.manter_agendados(conn, ["noite"], {"outra": desligada})
    )
    linhas = agendados(motor)
    assert sorted(linhas) == ["noite", "outra"]
    assert linhas["noite"].proxima_em == PROXIMA
    assert (linhas["outra"].proxima_em, linhas["outra"].definicao) == ("", desligada)
