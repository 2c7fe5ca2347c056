"""What failures lead to, by a clock that the test sets."""

from __future__ import annotations

import pytest

from componentes.agentes.supervisao.disjuntor import EstadoDisjuntor
from componentes.agentes.supervisao.historico import Historico
from componentes.agentes.supervisao.politica import SEM_REMEDIO, Politica
from componentes.agentes.supervisao.supervisao import Supervisao, periodo, recuo
from componentes.base.eventos import AgenteRecuperado, AgenteReiniciado, Aviso, DisjuntorMudou
from tests.apoio.centrais import Gravador
from tests.apoio.relogio import Relogio

POLITICA = Politica(falhas_para_abrir=3, janela=100, resfriamento=60, espera_inicial=1)


@pytest.fixture
def relogio() -> Relogio:
    return Relogio()


@pytest.fixture
def gravador() -> Gravador:
    return Gravador()


def _supervisao(gravador: Gravador, relogio: Relogio, *, insiste: bool = True) -> Supervisao:
    politica = POLITICA if insiste else Politica(falhas_para_abrir=1, insiste=False)
    return Supervisao("x", politica, gravador, relogio)


def test_recuo_dobra_treme_e_tem_teto() -> None:
    politica = Politica(espera_inicial=1, espera_maxima=30)
    for falhas in range(1, 40):
        for _ in range(20):
            espera = recuo(politica, falhas)
            base = min(30, 2 ** (falhas - 1))
            assert base <= espera <= min(30, base + 1)
    assert len({recuo(politica, 2) for _ in range(20)}) > 1


def test_falhas_abrem_o_disjuntor_e_avisam(gravador: Gravador, relogio: Relogio) -> None:
    supervisao = _supervisao(gravador, relogio)
    esperas = [supervisao.falhar(ValueError("não deu")) for _ in range(3)]
    assert esperas[0] is not None
    assert esperas[0] < 3
    assert esperas[2] == 60
    assert gravador.de(DisjuntorMudou) == [DisjuntorMudou("x", "aberto", "não deu")]
    (aviso,) = gravador.de(Aviso)
    assert "agente x" in aviso.texto
    assert "não deu" in aviso.texto
    assert "agentes redefinir x" in aviso.texto
    assert "tenta de novo em 60 s" in aviso.texto
    relogio.passar(59)
    assert supervisao.espera() == 1


def test_quem_nao_insiste_desiste_quando_abre(gravador: Gravador, relogio: Relogio) -> None:
    supervisao = _supervisao(gravador, relogio, insiste=False)
    assert supervisao.falhar(ValueError("não deu")) is None
    assert "suspenso por 2 min" in gravador.de(Aviso)[0].texto
    assert "não deu" in str(supervisao.suspenso())


@pytest.mark.parametrize("tipo", SEM_REMEDIO)
def test_erro_sem_remedio_nao_mexe_no_disjuntor(
    gravador: Gravador, relogio: Relogio, tipo: type[Exception]
) -> None:
    supervisao = _supervisao(gravador, relogio)
    for _ in range(9):
        assert supervisao.falhar(tipo("disco cheio")) is None
    historico = supervisao.historico()
    assert historico.disjuntor.estado is EstadoDisjuntor.FECHADO
    assert (len(historico.falhas), historico.erro) == (9, "disco cheio")
    assert gravador.eventos == []


def test_quem_vive_passa_na_tentativa_com_o_tempo(gravador: Gravador, relogio: Relogio) -> None:
    supervisao = _supervisao(gravador, relogio)
    for _ in range(3):
        supervisao.falhar(ValueError("não deu"))
    relogio.passar(60)
    supervisao.tentar()
    relogio.passar(59)
    supervisao.pulsar()
    assert supervisao.historico().disjuntor.estado is EstadoDisjuntor.MEIO_ABERTO
    relogio.passar(1)
    supervisao.pulsar()
    estados = [evento.estado for evento in gravador.de(DisjuntorMudou)]
    assert estados == ["aberto", "meio_aberto", "fechado"]


def test_quem_vive_recupera_se_com_o_tempo_e_o_diz_uma_vez(
    gravador: Gravador, relogio: Relogio
) -> None:
    antes = _supervisao(gravador, relogio)
    antes.falhar(ValueError("não deu"))
    supervisao = _supervisao(gravador, relogio)
    supervisao.lembrar(antes.historico())  # another process goes on
    supervisao.tentar()
    relogio.passar(59)
    supervisao.pulsar()
    assert gravador.eventos == []
    for _ in range(3):
        relogio.passar(1)
        supervisao.pulsar()
    assert gravador.eventos == [AgenteRecuperado("x")]
    assert len(supervisao.historico().disjuntor.falhas) == 1


@pytest.mark.parametrize("remedio", ["acertar", "redefinir"])
def test_o_que_vai_bem_depois_de_uma_falha_se_diz(
    gravador: Gravador, relogio: Relogio, remedio: str
) -> None:
    supervisao = _supervisao(gravador, relogio)
    supervisao.acertar()
    assert gravador.eventos == []
    supervisao.falhar(ValueError("não deu"))
    for _ in range(2):
        getattr(supervisao, remedio)()
    assert gravador.eventos == [AgenteRecuperado("x")]


def test_lembrado_meio_aberto_nao_passa_sem_tentar(gravador: Gravador, relogio: Relogio) -> None:
    antes = _supervisao(gravador, relogio)
    for _ in range(3):
        antes.falhar(ValueError("não deu"))
    antes.tentar()
    depois = _supervisao(gravador, relogio)
    depois.lembrar(antes.historico())
    relogio.passar(9999)
    depois.pulsar()
    assert depois.historico().disjuntor.estado is EstadoDisjuntor.MEIO_ABERTO


def test_reinicio_se_conta_e_se_diz(gravador: Gravador, relogio: Relogio) -> None:
    supervisao = _supervisao(gravador, relogio)
    supervisao.reiniciar(1.25, "não deu")
    supervisao.reiniciar(0.0, "")
    assert supervisao.historico().reinicios == 2
    assert gravador.eventos == [
        AgenteReiniciado("x", 1, 1.2, "não deu"),
        AgenteReiniciado("x", 2, 0.0, ""),
    ]


def test_redefinir_esquece_tudo_menos_a_batida(gravador: Gravador, relogio: Relogio) -> None:
    supervisao = _supervisao(gravador, relogio)
    supervisao.pulsar()
    for _ in range(3):
        supervisao.falhar(ValueError("não deu"))
    supervisao.reiniciar(0, "")
    supervisao.redefinir()
    assert supervisao.historico() == Historico(batida=relogio())
    assert gravador.de(DisjuntorMudou)[-1] == DisjuntorMudou("x", "fechado", "redefinido")


def test_textos() -> None:
    assert [periodo(s) for s in (1, 60, 300)] == ["1 s", "60 s", "5 min"]
