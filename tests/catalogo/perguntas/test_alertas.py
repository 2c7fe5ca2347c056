"""The rows of alerts: stored whole, what the user and the senders say of them kept apart."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from sqlalchemy import Engine

from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.perguntas.alertas import Alerta, alertas, alertas_que_comecam, silencio

ATIVO = Alerta(
    impressao="aa11",
    regra="memoria",
    gravidade="media",
    alvo="[/x]\udc80",
    mensagem="muita",
    situacao=SituacaoAlerta.ATIVO,
    vezes=1,
    primeira_em="2026-01-01T00:00:00.000Z",
    ultima_em="2026-01-01T00:00:00.000Z",
)


def _fato(numero: int) -> Alerta:
    return replace(
        ATIVO,
        impressao=f"f{numero}_%",
        situacao=SituacaoAlerta.REGISTRADO,
        ultima_em=f"2026-02-0{numero}T00:00:00.000Z",
    )


def _gravar(escritor: Escritor, *linhas: Alerta) -> None:
    for linha in linhas:
        escritor.executar(partial(operacoes.gravar_alerta, alerta=linha))


def _ler(motor: Engine, limite: int = 50) -> list[Alerta]:
    with motor.connect() as conn:
        return alertas(conn, limite)


def test_ativos_primeiro_depois_os_ultimos(motor: Engine, escritor: Escritor) -> None:
    _gravar(escritor, _fato(1), ATIVO, _fato(3), _fato(2))
    assert [a.impressao for a in _ler(motor)] == ["aa11", "f3_%", "f2_%", "f1_%"]
    assert [a.impressao for a in _ler(motor, 1)] == ["aa11"]
    assert _ler(motor)[0] == replace(ATIVO, alvo="[/x]?")


def test_gravar_de_novo_troca_e_respeita_o_que_e_dos_outros(
    motor: Engine, escritor: Escritor
) -> None:
    _gravar(escritor, ATIVO)
    ate = "2027-01-01T00:00:00.000Z"
    calar = partial(operacoes.silenciar_alerta, impressao="aa11", ate=ate)
    assert escritor.executar(calar)
    notas = {"aa11": "casa: recusou", "nao_ha": "x"}
    escritor.executar(partial(operacoes.anotar_envio, notas=notas))
    _gravar(escritor, replace(ATIVO, vezes=9, situacao=SituacaoAlerta.RESOLVIDO))
    (linha,) = _ler(motor)
    assert (linha.vezes, linha.situacao) == (9, SituacaoAlerta.RESOLVIDO)
    assert (linha.silenciado_ate, linha.envio) == (ate, "casa: recusou")
    with motor.connect() as conn:
        assert silencio(conn, "aa11") == ate
        assert silencio(conn, "nao_ha") == ""


def test_silenciar_o_que_nao_ha(escritor: Escritor) -> None:
    assert not escritor.executar(partial(operacoes.silenciar_alerta, impressao="x", ate="y"))


def test_pelo_comeco_do_id_sem_curingas(motor: Engine, escritor: Escritor) -> None:
    _gravar(escritor, ATIVO, _fato(1), _fato(2))
    with motor.connect() as conn:
        assert [a.impressao for a in alertas_que_comecam(conn, "aa")] == ["aa11"]
        assert alertas_que_comecam(conn, "%") == []
        assert len(alertas_que_comecam(conn, "f")) == 2
