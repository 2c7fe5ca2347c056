"""What a signal makes of a row: counted, told, silent, resolved. The clock is the test's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from componentes.alertas.estado import Decisao, decidir, lembrar
from componentes.alertas.modelo import Natureza, Sinal, impressao
from componentes.base.secoes_alertas import Regra
from componentes.base.tempo import em_texto
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.perguntas.alertas import Alerta

REGRA = Regra(silencio_minutos=60)
INICIO = datetime(2026, 1, 1, tzinfo=UTC)
FALHOU = Sinal("agente_falhou", "backup", Natureza.DISPARA, "falhou")
AINDA = replace(FALHOU, conta=0)
VOLTOU = Sinal("agente_falhou", "backup", Natureza.RESOLVE, "voltou")
FATO = Sinal("execucao_concluida", "classificar_tudo", Natureza.FATO, "pronta")


def _depois(minutos: float) -> datetime:
    return INICIO + timedelta(minutes=minutos)


def _certo(decisao: Decisao) -> Alerta:
    assert decisao.alerta is not None
    return decisao.alerta


def test_a_primeira_vez_avisa() -> None:
    decisao = decidir(FALHOU, None, REGRA, INICIO)
    alerta = _certo(decisao)
    assert decisao.avisar
    assert alerta == Alerta(
        impressao=impressao("agente_falhou", "backup"),
        regra="agente_falhou",
        gravidade="alta",
        alvo="backup",
        mensagem="falhou",
        situacao=SituacaoAlerta.ATIVO,
        vezes=1,
        primeira_em=em_texto(INICIO),
        ultima_em=em_texto(INICIO),
        avisado_em=em_texto(INICIO),
    )


def test_dentro_do_silencio_so_conta() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    for minuto in (1, 59):
        decisao = decidir(FALHOU, alerta, REGRA, _depois(minuto))
        assert not decisao.avisar
        alerta = _certo(decisao)
    assert (alerta.vezes, alerta.nao_avisadas) == (3, 2)
    assert alerta.avisado_em == em_texto(INICIO)


def test_depois_do_silencio_avisa_dizendo_quantas() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    alerta = _certo(decidir(FALHOU, alerta, REGRA, _depois(30)))
    decisao = decidir(FALHOU, alerta, REGRA, _depois(60))
    assert (decisao.avisar, decisao.antes) == (True, 1)
    assert (_certo(decisao).vezes, _certo(decisao).nao_avisadas) == (3, 0)


def test_o_que_continua_nao_gasta_linha_nem_conta() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    assert decidir(AINDA, alerta, REGRA, _depois(59)) == Decisao(None)
    lembrado = decidir(AINDA, alerta, REGRA, _depois(60))
    assert lembrado.avisar
    assert _certo(lembrado).vezes == 1


def test_resolvido_e_dito_a_quem_foi_avisado() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    decisao = decidir(VOLTOU, alerta, REGRA, _depois(5))
    assert decisao.avisar
    assert _certo(decisao).situacao is SituacaoAlerta.RESOLVIDO
    assert _certo(decisao).resolvido_em == em_texto(_depois(5))
    assert _certo(decisao).mensagem == "voltou"
    assert decidir(VOLTOU, decisao.alerta, REGRA, _depois(6)) == Decisao(None)


def test_nada_a_resolver() -> None:
    assert decidir(VOLTOU, None, REGRA, INICIO) == Decisao(None)


def test_quem_oscila_incomoda_uma_vez_por_silencio() -> None:
    alerta, avisos = None, 0
    for minuto in range(0, 60, 2):
        for sinal, momento in ((FALHOU, minuto), (VOLTOU, minuto + 1)):
            decisao = decidir(sinal, alerta, REGRA, _depois(momento))
            avisos += decisao.avisar
            alerta = decisao.alerta or alerta
    assert avisos == 2
    assert alerta is not None
    assert alerta.vezes == 30


def test_recomecou_calado_e_lembrado_quando_o_silencio_acaba() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    alerta = _certo(decidir(VOLTOU, alerta, REGRA, _depois(1)))
    alerta = _certo(decidir(FALHOU, alerta, REGRA, _depois(2)))
    assert alerta.primeira_em == em_texto(_depois(2))
    assert not lembrar(alerta, REGRA, _depois(59)).avisar
    decisao = lembrar(alerta, REGRA, _depois(60))
    assert (decisao.avisar, decisao.antes) == (True, 0)
    assert not lembrar(_certo(decisao), REGRA, _depois(200)).avisar


def test_resolvido_antes_de_alguem_saber_nao_e_dito() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    alerta = _certo(decidir(VOLTOU, alerta, REGRA, _depois(1)))
    alerta = _certo(decidir(FALHOU, alerta, REGRA, _depois(2)))
    assert not decidir(VOLTOU, alerta, REGRA, _depois(3)).avisar


def test_silenciado_pelo_usuario() -> None:
    alerta = _certo(decidir(FALHOU, None, REGRA, INICIO))
    calado = replace(alerta, silenciado_ate=em_texto(_depois(600)))
    assert not decidir(FALHOU, calado, REGRA, _depois(599)).avisar
    assert not decidir(VOLTOU, calado, REGRA, _depois(599)).avisar
    assert decidir(FALHOU, calado, REGRA, _depois(600)).avisar


def test_um_fato_nao_fica_ativo() -> None:
    decisao = decidir(FATO, None, REGRA, INICIO)
    assert decisao.avisar
    assert _certo(decisao).situacao is SituacaoAlerta.REGISTRADO
    calado = decidir(replace(FATO, conta=40), decisao.alerta, REGRA, _depois(1))
    assert not calado.avisar
    depois = decidir(FATO, calado.alerta, REGRA, _depois(61))
    assert (depois.avisar, depois.antes, _certo(depois).vezes) == (True, 40, 42)
    assert _certo(depois).primeira_em == em_texto(INICIO)


def test_sem_silencio_cada_vez_avisa() -> None:
    sempre = Regra(silencio_minutos=0)
    alerta = _certo(decidir(FATO, None, sempre, INICIO))
    assert decidir(FATO, alerta, sempre, INICIO).avisar
