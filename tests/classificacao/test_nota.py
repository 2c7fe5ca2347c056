"""The quality score adds up what reviewers would name."""

from __future__ import annotations

from componentes.base.tipos import Evidencia
from componentes.classificacao.nota import desmentidos, qualidade
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import Rotulo


def _rotulo(valor: str, nota: int, dimensao: Dimensao = Dimensao.QUALIDADE) -> Rotulo:
    evidencia = Evidencia("qualidade:x", "r.e", 1, "", 60, valor)
    return Rotulo(dimensao, valor, 60, (evidencia,), nota=nota)


def test_soma_fortes_e_fracos_do_mais_pesado_ao_mais_leve() -> None:
    rotulos = [_rotulo("estrito", 5), _rotulo("modular", 8), _rotulo("numeros", -6)]
    assert qualidade(rotulos, "ea") == {
        "nota": 57,
        "fortes": ["modular", "estrito"],
        "fracos": ["numeros"],
    }


def test_fica_entre_zero_e_cem() -> None:
    assert qualidade([_rotulo("a", -100)], "ea")["nota"] == 0
    assert qualidade([_rotulo("a", 100)], "ea")["nota"] == 100


def test_outros_eixos_nao_contam() -> None:
    assert qualidade([_rotulo("grade", 9, Dimensao.FAMILIA)], "ea")["nota"] == 50


def test_o_que_nao_e_codigo_nao_tem_nota() -> None:
    assert qualidade([_rotulo("estrito", 5)], "nao_codigo") == {}


def test_promessa_desmentida_e_dita_com_linha_e_texto() -> None:
    promessa = Evidencia(
        "qualidade:rotulo_enganoso",
        "qualidade.promessa_sem_grade.promessa",
        3,
        "// no grid",
        70,
        "x",
    )
    rotulo = Rotulo(Dimensao.QUALIDADE, "rotulo_enganoso", 70, (promessa,), nota=-20)
    assert desmentidos([rotulo, _rotulo("estrito", 5)]) == (
        "rótulo enganoso na linha 3: “// no grid” x",
    )
