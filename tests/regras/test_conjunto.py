"""The bundled rule set: complete, and each rule true to its own examples."""

from __future__ import annotations

from collections import Counter

import pytest

from componentes.base.tipos import Linguagem, Tipo
from componentes.classificacao.exemplos import julgar_exemplo
from componentes.classificacao.ferramentas import preparar
from componentes.regras.carga import carregar
from componentes.regras.modelo import Dimensao, Espera, Exemplo, Regra
from tests.apoio.regras import evidencias_vistas

FERRAMENTAS = preparar()
REGRAS = carregar().regras
EXEMPLOS = [
    pytest.param(
        regra,
        exemplo,
        id=f"{regra.id}-{numero}",
        marks=pytest.mark.xfail(strict=True) if exemplo.espera is Espera.PENDENTE else (),
    )
    for regra in REGRAS
    for numero, exemplo in enumerate(regra.exemplos, 1)
]
POR_REGRA = pytest.mark.parametrize("regra", REGRAS, ids=lambda regra: regra.id)


def test_ids_nao_se_repetem() -> None:
    assert [i for i, vezes in Counter(r.id for r in REGRAS).items() if vezes > 1] == []


@pytest.mark.parametrize(
    ("dimensao", "valores"), [(Dimensao.LINGUAGEM, Linguagem), (Dimensao.TIPO, Tipo)]
)
def test_todo_rotulo_tem_regra(dimensao: Dimensao, valores: type[Linguagem | Tipo]) -> None:
    assert {r.valor for r in REGRAS if r.dimensao is dimensao} == {str(v) for v in valores}


@POR_REGRA
def test_toda_regra_tem_exemplo_de_sim_e_de_nao(regra: Regra) -> None:
    assert {Espera.SIM, Espera.NAO} <= {exemplo.espera for exemplo in regra.exemplos}


@pytest.mark.parametrize(("regra", "exemplo"), EXEMPLOS)
def test_exemplo_e_julgado_como_diz(regra: Regra, exemplo: Exemplo) -> None:
    confianca = julgar_exemplo(exemplo, FERRAMENTAS).confianca
    recebeu = f"{regra.dimensao}:{regra.valor}" in confianca
    # A pending example says what the rule should see and does not see yet.
    assert recebeu is (exemplo.espera is not Espera.NAO), confianca


@POR_REGRA
def test_toda_evidencia_aparece_em_um_exemplo(regra: Regra) -> None:
    vistas = {i for e in regra.exemplos for i in evidencias_vistas(regra, e, FERRAMENTAS)}
    assert [e.id for e in (*regra.evidencias, *regra.contra) if e.id not in vistas] == []


@POR_REGRA
def test_limiar_pode_ser_alcancado(regra: Regra) -> None:
    assert sum(e.peso for e in regra.evidencias if e.peso > 0) >= regra.limiar


@POR_REGRA
def test_sinais_dos_pesos(regra: Regra) -> None:
    assert all(e.peso > 0 for e in regra.evidencias)
    assert all(e.peso < 0 for e in regra.contra)
