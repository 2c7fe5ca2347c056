"""The engine alone: rules made here, facts given by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from componentes.regras.carga import ConjuntoDeRegras
from componentes.regras.modelo import Dimensao, EvidenciaRegra, Grau, Regra
from componentes.regras.motor import (
    Local,
    Rotulo,
    aprontar,
    fatos_pedidos,
    julgar,
    palavras_de,
    pesar,
)

A, B, C = (EvidenciaRegra(id=i, peso=40, fatos=(f"define:{i}",)) for i in "abc")
CONTRA = EvidenciaRegra(id="x", peso=-30, porque="falso amigo", fatos=("define:x",))


def regra(**mudancas: Any) -> Regra:
    valores: dict[str, Any] = {
        "id": "r",
        "versao": 1,
        "dimensao": Dimensao.FAMILIA,
        "valor": "grade",
        "porque": "porque sim",
        "evidencias": (A, B, C),
        "contra": (CONTRA,),
    }
    return Regra(**(valores | mudancas))


def fatos(*nomes: str) -> dict[str, Local]:
    return {f"define:{nome}": (linha, nome, ()) for linha, nome in enumerate(nomes, 1)}


def julgado(regras: Iterable[Regra], *nomes: str, linguagem: str = "") -> list[Rotulo]:
    return julgar(aprontar(regras), fatos(*nomes), linguagem)


@pytest.mark.parametrize(
    ("nomes", "limiar", "pontos"),
    [
        ("a", 50, None),
        ("a", 40, 40),
        ("ab", 80, 80),
        ("ab", 81, None),
        ("abx", 50, 50),
        ("abx", 51, None),
        ("abc", 50, 120),
        ("x", 1, None),
        ("", 1, None),
    ],
)
def test_limiar_e_contra(nomes: str, limiar: int, pontos: int | None) -> None:
    rotulos = julgado([regra(limiar=limiar)], *nomes)
    assert [r.pontos for r in rotulos] == ([] if pontos is None else [pontos])


def test_confianca_fica_entre_0_e_100() -> None:
    assert [r.confianca for r in julgado([regra()], *"abc")] == [100]
    fraca = pesar(
        aprontar([regra(contra=(CONTRA, EvidenciaRegra("y", -99, fatos=("define:x",))))])[0],
        fatos("a", "x"),
    )
    assert fraca is not None
    assert (fraca.pontos, fraca.confianca) == (-89, 0)


def test_exige_um_de() -> None:
    exigente = regra(exige_um_de=("b", "c"), limiar=40)
    assert julgado([exigente], "a") == []
    assert [r.pontos for r in julgado([exigente], "a", "c")] == [80]


def test_todos_ou_qualquer_um() -> None:
    qualquer = EvidenciaRegra("q", 60, fatos=("define:a", "define:b"))
    todos = EvidenciaRegra("t", 60, fatos=("define:a", "define:b"), todos=True)
    assert len(julgado([regra(evidencias=(qualquer,))], "b")) == 1
    assert julgado([regra(evidencias=(todos,))], "b") == []
    assert len(julgado([regra(evidencias=(todos,))], "b", "a")) == 1


def test_evidencia_cita_o_primeiro_lugar_a_razao_e_a_regra() -> None:
    qualquer = EvidenciaRegra("q", 60, fatos=("define:z", "define:a", "define:x"))
    [rotulo] = julgado([regra(evidencias=(qualquer,), limiar=30)], "a", "x")
    citadas = [(e.regra, e.rotulo, e.linha, e.trecho, e.peso, e.porque) for e in rotulo.evidencias]
    assert citadas == [
        ("r.q", "familia:grade", 1, "a", 60, "porque sim"),
        ("r.x", "familia:grade", 2, "x", -30, "falso amigo"),
    ]


def test_eixo_exclusivo_fica_com_o_mais_forte() -> None:
    tipos = [
        regra(id="um", dimensao=Dimensao.TIPO, valor="ea", evidencias=(A,), limiar=40),
        regra(id="dois", dimensao=Dimensao.TIPO, valor="script", evidencias=(A, B), limiar=40),
    ]
    assert [r.valor for r in julgado(tipos, "a", "b")] == ["script"]
    assert [r.valor for r in julgado(tipos, "a")] == ["ea"]
    assert [r.valor for r in julgado(tipos[::-1], "a")] == ["script"]


def test_eixo_multiplo_guarda_todos_do_mais_forte_ao_mais_fraco() -> None:
    familias = [
        regra(id="um", valor="grade", evidencias=(A,), limiar=40),
        regra(id="dois", valor="hedge", evidencias=(A, B), limiar=40),
        regra(id="tres", valor="grade", evidencias=(A, B, C), limiar=40),
    ]
    rotulos = julgado(familias, *"abc")
    assert [(r.valor, r.pontos) for r in rotulos] == [("grade", 120), ("hedge", 80)]
    assert rotulos[0].evidencias[0].regra == "tres.a"


def test_regra_de_uma_linguagem_so_vale_nela() -> None:
    so_pine = regra(linguagens=("pine",), limiar=40)
    assert julgado([so_pine], "a", linguagem="mql4") == []
    assert len(julgado([so_pine], "a", linguagem="pine")) == 1


def test_regra_de_um_tipo_so_vale_nele() -> None:
    so_ea = aprontar([regra(tipos=("ea", "estrategia"), limiar=40)])
    assert julgar(so_ea, fatos("a"), "mql4", "indicador") == []
    assert len(julgar(so_ea, fatos("a"), "mql4", "ea")) == 1


@pytest.mark.parametrize(
    ("graus", "grau", "confianca"),
    [
        (("palavra", None, None), Grau.PALAVRA, 49),
        (("palavra", "idioma", None), Grau.IDIOMA, 79),
        (("mecanismo", "palavra", "idioma"), Grau.MECANISMO, 100),
        ((None, None, None), None, 100),
    ],
)
def test_o_grau_mais_alto_limita_a_confianca(
    graus: tuple[str | None, ...], grau: Grau | None, confianca: int
) -> None:
    evidencias = tuple(
        EvidenciaRegra(i, 40, fatos=(f"define:{i}",), grau=Grau(g) if g else None)
        for i, g in zip("abc", graus, strict=True)
    )
    [rotulo] = julgado([regra(evidencias=evidencias)], *"abc")
    assert (rotulo.pontos, rotulo.grau, rotulo.confianca) == (120, grau, confianca)
    assert [e.grau for e in rotulo.evidencias] == [g or "" for g in graus]


def test_so_conta_o_grau_do_que_esta_presente() -> None:
    forte = EvidenciaRegra("f", 40, fatos=("define:f",), grau=Grau.MECANISMO)
    fraca = EvidenciaRegra("a", 90, fatos=("define:a",), grau=Grau.PALAVRA)
    contra = EvidenciaRegra("x", -5, fatos=("define:x",), grau=Grau.MECANISMO)
    [rotulo] = julgado([regra(evidencias=(forte, fraca), contra=(contra,))], "a", "x")
    assert (rotulo.pontos, rotulo.confianca) == (85, 49)


def test_um_rotulo_dado_e_um_fato_para_as_regras_seguintes() -> None:
    primeira = regra(id="um", evidencias=(A,), limiar=40)
    dela = EvidenciaRegra("d", 60, fatos=("familia:grade",))
    segunda = regra(id="dois", dimensao=Dimensao.RISCO, valor="grade", evidencias=(dela,))
    rotulos = julgado([primeira, segunda], "c", "a")
    assert [(r.dimensao, r.pontos) for r in rotulos] == [("risco", 60), ("familia", 40)]
    assert (rotulos[0].evidencias[0].linha, rotulos[0].evidencias[0].trecho) == (2, "a")
    assert [r.dimensao for r in julgado([segunda, primeira], "a")] == ["familia"]


def test_um_rotulo_de_eixo_exclusivo_nao_e_fato() -> None:
    tipo = regra(id="um", dimensao=Dimensao.TIPO, valor="ea", evidencias=(A,), limiar=40)
    dela = EvidenciaRegra("d", 60, fatos=("tipo:ea",))
    assert [r.valor for r in julgado([tipo, regra(evidencias=(dela,))], "a")] == ["ea"]


def test_a_nota_vai_com_o_rotulo_e_as_entradas_com_a_evidencia() -> None:
    boa = regra(dimensao=Dimensao.QUALIDADE, valor="comentado", nota=7, limiar=40)
    [rotulo] = julgar(aprontar([boa]), {"define:a": (3, "a", ("Usar",))})
    assert (rotulo.nota, rotulo.evidencias[0].entradas) == (7, ("Usar",))


def test_nomes_dos_fatos_pedidos() -> None:
    evidencias = (
        EvidenciaRegra("p", 1, palavras=("Grid", "Step")),
        EvidenciaRegra("q", 1, padrao="x+"),
        EvidenciaRegra("f", 1, fatos=("chamada:OrderSend/11", "chamada:OrderSend/2")),
    )
    pedidos = fatos_pedidos(ConjuntoDeRegras((regra(evidencias=evidencias, contra=()),), "d"))
    assert pedidos == {
        "palavra:Grid",
        "palavra:Step",
        "padrao:r.q",
        "chamada:OrderSend/11",
        "chamada:OrderSend/2",
    }
    assert palavras_de(pedidos, "chamada") == {"OrderSend"}
    assert palavras_de(pedidos, "palavra") == {"Grid", "Step"}
