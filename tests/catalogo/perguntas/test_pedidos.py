"""Requests between processes: left, found by their target, answered once."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Engine, update

from componentes.base.tempo import agora
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.perguntas.pedidos import Pedido, pedido
from componentes.catalogo.tabelas import pedidos


def _pedir(escritor: Escritor, alvo: str, acao: str = "reiniciar") -> int:
    return escritor.executar(lambda conn: operacoes.pedir(conn, alvo, acao, {"execucao": 3}))


def _pendentes(escritor: Escritor, *alvos: str, desde: str = "") -> list[Pedido]:
    return escritor.executar(partial(operacoes.pendentes, alvos=alvos, desde=desde))


def test_pedido_chega_ao_seu_alvo_na_ordem(escritor: Escritor) -> None:
    primeiro, outro, segundo = (_pedir(escritor, alvo) for alvo in ("monitor", "vigia", "monitor"))
    achados = _pendentes(escritor, "monitor", "backup")
    assert [p.id for p in achados] == [primeiro, segundo]
    assert (achados[0].acao, achados[0].dados) == ("reiniciar", {"execucao": 3})
    assert [p.id for p in _pendentes(escritor, "vigia")] == [outro]
    assert _pendentes(escritor) == []


def test_so_a_primeira_resposta_vale(escritor: Escritor, motor: Engine) -> None:
    numero = _pedir(escritor, "monitor")
    assert escritor.executar(lambda conn: operacoes.atender(conn, numero, "feito"))
    assert not escritor.executar(lambda conn: operacoes.atender(conn, numero, "tarde"))
    assert not escritor.executar(lambda conn: operacoes.atender(conn, numero + 1, "de ninguém"))
    assert _pendentes(escritor, "monitor") == []
    with motor.connect() as conn:
        respondido = pedido(conn, numero)
        assert pedido(conn, numero + 1) is None
    assert respondido is not None
    assert respondido.resposta == "feito"
    assert respondido.atendido_em >= respondido.pedido_em


def test_quem_comeca_depois_nao_obedece_ao_que_se_pediu_antes(escritor: Escritor) -> None:
    _pedir(escritor, "vigia")
    escritor.executar(lambda conn: conn.execute(update(pedidos).values(pedido_em="2026-01-01")))
    inicio = agora()
    novo = _pedir(escritor, "vigia")
    assert len(_pendentes(escritor, "vigia")) == 1, "what is older than a week has gone"
    assert [p.id for p in _pendentes(escritor, "vigia", desde=inicio)] == [novo]
    assert _pendentes(escritor, "vigia", desde="9999") == []
