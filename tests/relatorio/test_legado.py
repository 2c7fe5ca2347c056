"""The old 0-7 score: each point has its line, and what does not trade has none at all."""

from __future__ import annotations

import pytest

from componentes.base.tipos import Evidencia, Ficha
from componentes.regras.carga_de_mesas import carregar_mesas, textos_de_mesas
from componentes.regras.mesas import Sentido
from componentes.relatorio.legado import _CRITERIOS, _PENALIZADAS, faltam, pontuar
from tests.apoio.fichas import ficha

TODOS = ("stop_loss", "risco_por_ordem", "limite_de_perda", "alvo", "horario")


def com(*achadas: str, **outras: str) -> Ficha:
    """Return a record in which these house rules were found, and others are as given."""
    estados = dict.fromkeys(achadas, "encontrado") | outras
    return ficha(
        conformidade={f"regra_da_casa.{nome}": estado for nome, estado in estados.items()},
        evidencias=tuple(
            Evidencia(f"conformidade:regra_da_casa.{nome}", "r", linha, f"trecho {nome}", 0, "")
            for linha, nome in enumerate(achadas, 1)
        ),
    )


@pytest.mark.parametrize(
    ("achadas", "nota", "nivel"),
    [
        ((), 0, "Não_Adequado"),
        (("alvo", "horario"), 1.5, "Não_Adequado"),
        (("stop_loss",), 2, "Baixo"),
        (("stop_loss", "risco_por_ordem"), 4, "Moderado"),
        (("stop_loss", "risco_por_ordem", "limite_de_perda", "horario"), 6, "FTMO_Ready"),
        (TODOS, 7, "FTMO_Ready"),
        ((*TODOS, "grade"), 4, "Moderado"),
        ((*TODOS, "grade", "martingale"), 4, "Moderado"),
        (("stop_loss", "martingale"), 0, "Não_Adequado"),
    ],
)
def test_nota_e_nivel(achadas: tuple[str, ...], nota: float, nivel: str) -> None:
    legado = pontuar(com(*achadas, horario_extra="nao_encontrado"))
    assert (legado.ftmo_score, legado.ftmo_nivel) == (nota, nivel)


def test_cada_ponto_tem_a_sua_linha() -> None:
    legado = pontuar(com("stop_loss", "grade", alvo="nao_verificavel"))
    vistos = [(p.criterio, p.pontos, p.linha, p.trecho) for p in legado.pontos]
    assert vistos == [
        ("stop_loss", 2.0, 1, "trecho stop_loss"),
        ("grade_ou_martingale", -3.0, 2, "trecho grade"),
    ]


def test_quem_nao_negocia_nao_tem_zero() -> None:
    legado = pontuar(ficha(conformidade={}))
    assert legado.ftmo_score == legado.ftmo_nivel == "nao_aplicavel"


def test_so_falta_o_que_se_pode_ver_que_falta() -> None:
    visto = com("stop_loss", alvo="nao_encontrado", horario="nao_verificavel")
    assert faltam(visto) == ["take_profit"]


def test_os_criterios_sao_regras_da_casa() -> None:
    [casa] = (m for m in carregar_mesas(textos_de_mesas()) if m.mesa == "regra_da_casa")
    sentidos = {f"{casa.mesa}.{regra.id}": regra.sentido for regra in casa.regras}
    assert {sentidos[chave] for chave in _CRITERIOS} == {Sentido.PROTEGE}
    assert {sentidos[chave] for chave in _PENALIZADAS} == {Sentido.INFRINGE}
    assert sum(pontos for _, pontos in _CRITERIOS.values()) == 7
