"""What waits: a queue that drops the least important, a digest, a group of dangerous files."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from componentes.alertas.agrupamento import Agrupamento
from componentes.alertas.fila import Fila
from componentes.alertas.modelo import ArquivosPerigosos, Mensagem
from componentes.alertas.resumo import Resumo
from componentes.base.eventos import ArquivoPerigoso

INICIO = datetime(2026, 1, 1, tzinfo=UTC)
DEPOIS = INICIO + timedelta(minutes=15)


def test_fila_em_ordem() -> None:
    fila: Fila[str] = Fila(9)
    fila.por("a", 0)
    fila.por("b", 2)
    assert len(fila) == 2
    assert [fila.tirar(0), fila.tirar(0), fila.tirar(0)] == ["a", "b", None]


def test_fila_cheia_perde_o_mais_leve_e_mais_velho() -> None:
    fila: Fila[str] = Fila(3)
    for item, peso in (("leve 1", 0), ("grave 1", 2), ("leve 2", 0), ("grave 2", 2), ("medio", 1)):
        fila.por(item, peso)
    fila.por("leve 3", 0)
    assert [fila.tirar(0) for _ in range(4)] == ["grave 1", "grave 2", "medio", None]
    assert fila.descartados == 3


def test_so_a_ultima_medida_espera() -> None:
    fila: Fila[int] = Fila(9)
    for numero in range(100):
        fila.por(numero, 0, vaga="medidas")
    assert [fila.tirar(0), fila.tirar(0)] == [99, None]
    assert fila.descartados == 0


def test_acordar_antes_da_espera_vale() -> None:
    fila: Fila[int] = Fila(9)
    fila.acordar()
    assert fila.tirar(None) is None


def test_quem_espera_recebe_de_outra_thread() -> None:
    fila: Fila[str] = Fila(9)
    recebidos: list[str | None] = []
    thread = threading.Thread(target=lambda: recebidos.append(fila.tirar(None)))
    thread.start()
    fila.por("a", 0)
    thread.join(30)
    assert recebidos == ["a"]


def _mensagem(numero: int) -> Mensagem:
    return Mensagem(f"t{numero}", f"x{numero}", "baixa", (f"i{numero}",))


def test_o_resumo_junta_por_destino() -> None:
    resumo = Resumo(15)
    resumo.guardar(_mensagem(1), ("a", "b"), INICIO)
    resumo.guardar(_mensagem(2), ("a",), INICIO + timedelta(minutes=3))
    assert resumo.vence_em() == DEPOIS
    juntas = resumo.tirar()
    assert juntas["b"] == _mensagem(1)
    assert juntas["a"] == Mensagem("resumo: 2 alertas", "• t1: x1\n• t2: x2", "baixa", ("i1", "i2"))
    assert (resumo.vence_em(), resumo.tirar()) == (None, {})


def test_um_resumo_longo_e_cortado() -> None:
    resumo = Resumo(15)
    for numero in range(500):
        resumo.guardar(_mensagem(numero), ("a",), INICIO)
    texto = resumo.tirar()["a"].texto
    assert texto.endswith("• e mais 450")
    assert len(texto.splitlines()) == 51


def test_so_a_gravidade_baixa_espera() -> None:
    assert Resumo(15).junta("baixa")
    assert not Resumo(15).junta("media")
    assert not Resumo(0).junta("baixa")


def test_milhares_viram_um_com_exemplos() -> None:
    grupo = Agrupamento(("dll", "credencial"), timedelta(seconds=30))
    for numero in range(5000):
        grupo.juntar(ArquivoPerigoso(f"{numero}.mq4", ("dll", "grade")), INICIO)
    grupo.juntar(ArquivoPerigoso("c.mq4", ("credencial", "dll")), INICIO)
    assert grupo.tirar() == [
        ArquivosPerigosos("credencial", 1, ("c.mq4",)),
        ArquivosPerigosos("dll", 5001, ("0.mq4", "1.mq4", "2.mq4")),
    ]
    assert grupo.tirar() == []


def test_o_grupo_vence_a_contar_do_primeiro() -> None:
    grupo = Agrupamento(("dll",), timedelta(seconds=30))
    grupo.juntar(ArquivoPerigoso("x", ("grade",)), INICIO)
    assert not grupo.vencido(DEPOIS)
    grupo.juntar(ArquivoPerigoso("a", ("dll",)), INICIO)
    grupo.juntar(ArquivoPerigoso("b", ("dll",)), INICIO + timedelta(seconds=29))
    assert not grupo.vencido(INICIO + timedelta(seconds=29))
    assert grupo.vencido(INICIO + timedelta(seconds=30))
    grupo.tirar()
    assert not grupo.vencido(DEPOIS)
