"""The bus: in order, to everyone, whatever one of them does."""

from __future__ import annotations

import logging

import msgspec
import pytest

from componentes.base.barramento import Barramento
from componentes.base.eventos import AgenteIniciado, Aviso, Evento


def test_entrega_em_ordem_a_todos() -> None:
    barramento = Barramento()
    recebidos: list[tuple[str, Evento]] = []
    barramento.assinar(lambda e: recebidos.append(("a", e)))
    barramento.assinar(lambda e: recebidos.append(("b", e)))
    primeiro, segundo = Aviso("1"), Aviso("2")
    barramento.publicar(primeiro)
    barramento.publicar(segundo)
    assert recebidos == [("a", primeiro), ("b", primeiro), ("a", segundo), ("b", segundo)]


def test_assinante_que_falha_nao_para_os_outros(caplog: pytest.LogCaptureFixture) -> None:
    barramento = Barramento()
    recebidos: list[Evento] = []

    def falhar(_: Evento) -> None:
        raise RuntimeError("assinante ruim")

    barramento.assinar(falhar)
    barramento.assinar(recebidos.append)
    registro = logging.getLogger("orquestrador.eventos")
    registro.addHandler(caplog.handler)
    try:
        barramento.publicar(Aviso("1"))
    finally:
        registro.removeHandler(caplog.handler)
    assert recebidos == [Aviso("1")]
    assert "Aviso" in caplog.text
    assert "assinante ruim" in caplog.text


def test_cancelar_a_assinatura() -> None:
    barramento = Barramento()
    um: list[Evento] = []
    outro: list[Evento] = []
    cancelar = barramento.assinar(um.append)
    barramento.assinar(outro.append)
    barramento.publicar(Aviso("1"))
    cancelar()
    cancelar()
    barramento.publicar(Aviso("2"))
    assert um == [Aviso("1")]
    assert outro == [Aviso("1"), Aviso("2")]


def test_cancelar_dentro_da_entrega() -> None:
    barramento, recebidos = Barramento(), []

    def so_uma_vez(evento: Evento) -> None:
        recebidos.append(evento)
        cancelar()

    cancelar = barramento.assinar(so_uma_vez)
    barramento.assinar(recebidos.append)
    barramento.publicar(Aviso("1"))
    barramento.publicar(Aviso("2"))
    assert recebidos == [Aviso("1"), Aviso("1"), Aviso("2")]


def test_eventos_sao_imutaveis_e_dizem_o_que_sao() -> None:
    evento = AgenteIniciado("monitor")
    with pytest.raises(AttributeError):
        evento.agente = "outro"  # type: ignore[misc]
    assert msgspec.to_builtins(evento) == {"evento": "AgenteIniciado", "agente": "monitor"}
