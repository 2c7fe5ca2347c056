"""The progress of a classification that begins again: nothing is told twice."""

from __future__ import annotations

from componentes.agentes.passagens import Passagens
from componentes.base.eventos import ProgressoLote


def _primeira() -> Passagens:
    """Return the passes after one that told 3 cached, 2 classified, 1 copy and 1 failure."""
    passagens = Passagens()
    passagens.comecar()
    passagens.ao_inventariar()
    inicial = ProgressoLote(em_cache=3, bytes_feitos=30)
    assert passagens.ao_progredir(inicial) == inicial
    lote = ProgressoLote(classificados=2, copias=1, falhas=1, bytes_feitos=40, atual="x")
    assert passagens.ao_progredir(lote) == lote
    passagens.comecar()
    passagens.ao_inventariar()
    return passagens


def test_a_primeira_passagem_diz_tudo_como_e() -> None:
    assert not Passagens().de_novo
    assert _primeira().de_novo


def test_o_que_ja_foi_dito_nao_se_repete() -> None:
    guardado = ProgressoLote(em_cache=6, falhas=1, bytes_feitos=70)
    assert _primeira().ao_progredir(guardado) == ProgressoLote()


def test_o_que_foi_gravado_sem_ser_dito_se_diz() -> None:
    guardado = ProgressoLote(em_cache=8, falhas=1, bytes_feitos=95)
    assert _primeira().ao_progredir(guardado) == ProgressoLote(classificados=2, bytes_feitos=25)


def test_uma_falha_que_se_tenta_de_novo_deixa_de_contar() -> None:
    passagens = _primeira()
    guardado = ProgressoLote(em_cache=6, falhas=0, bytes_feitos=60)
    assert passagens.ao_progredir(guardado) == ProgressoLote(falhas=-1, bytes_feitos=-10)
    de_novo = ProgressoLote(falhas=1, bytes_feitos=10)
    assert passagens.ao_progredir(de_novo) == de_novo


def test_quem_nada_disse_antes_diz_tudo() -> None:
    passagens = Passagens()
    passagens.comecar()
    passagens.comecar()
    passagens.ao_inventariar()
    guardado = ProgressoLote(em_cache=6, bytes_feitos=60)
    assert passagens.ao_progredir(guardado) == guardado
