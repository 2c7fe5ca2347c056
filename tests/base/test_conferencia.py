"""Nested values: the innermost one that has a description is named, unknown keys are warnings."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from componentes.base.conferencia import ValorInvalido, conferir

_IGNORADA = "chave desconhecida na configuração, ignorada"


class _Regra(Struct, frozen=True, forbid_unknown_fields=True):
    nome: Annotated[str, Meta(min_length=1, description="um nome")]
    limite: Annotated[int, Meta(ge=0, le=100, description="um inteiro de 0 a 100")] = 10
    pastas: Annotated[tuple[str, ...], Meta(description="lista de pastas")] = ()
    textos: dict[str, int] = {}


class _Secao(Struct, frozen=True, forbid_unknown_fields=True):
    ligada: Annotated[bool, Meta(description="true ou false")] = True
    regras: Annotated[tuple[_Regra, ...], Meta(description="lista de regras")] = ()
    outra: _Regra | None = None


def test_bom_vira_struct() -> None:
    valor, avisos = conferir({"regras": [{"nome": "a", "limite": 3}]}, _Secao, "alertas")
    assert valor == _Secao(regras=(_Regra("a", 3),))
    assert avisos == []


@pytest.mark.parametrize(
    ("valor", "chave", "errado", "permitido"),
    [
        (7, "s", 7, ""),
        ({"ligada": 1}, "s.ligada", 1, "true ou false"),
        ({"regras": 3}, "s.regras", 3, "lista de regras"),
        ({"regras": [3]}, "s.regras", [3], "lista de regras"),
        ({"regras": [{"nome": "a"}, {"nome": ""}]}, "s.regras[1].nome", "", "um nome"),
        ({"regras": [{"nome": "a", "limite": 101}]}, "s.regras[0].limite", 101, "0 a 100"),
        ({"regras": [{"nome": "a", "pastas": [1]}]}, "s.regras[0].pastas", [1], "de pastas"),
        ({"regras": [{"limite": 1}]}, "s.regras[0].nome", None, "um nome"),
        ({"outra": {"nome": "a", "limite": "x"}}, "s.outra.limite", "x", "0 a 100"),
        (
            {"regras": [{"nome": "a", "textos": {"b": "c"}}]},
            "s.regras",
            [{"nome": "a", "textos": {"b": "c"}}],
            "lista de regras",
        ),
    ],
)
def test_erro_diz_onde(valor: Any, chave: str, errado: Any, permitido: str) -> None:
    with pytest.raises(ValorInvalido) as erro:
        conferir(valor, _Secao, "s")
    assert (erro.value.chave, erro.value.valor) == (chave, errado)
    assert permitido in erro.value.permitido


def test_chave_desconhecida_e_aviso_com_a_mais_proxima() -> None:
    valor, avisos = conferir(
        {"regras": [{"nome": "a", "limte": 3, "xyz": 1}], "outra": {"nome": "b", "q": 1}},
        _Secao,
        "s",
    )
    assert valor == _Secao(regras=(_Regra("a"),), outra=_Regra("b"))
    assert avisos == [
        f"{_IGNORADA}: 's.regras[0].limte'; você quis dizer 'limite'?",
        f"{_IGNORADA}: 's.regras[0].xyz'",
        f"{_IGNORADA}: 's.outra.q'",
    ]


def test_valor_longo_e_cortado() -> None:
    with pytest.raises(ValorInvalido) as erro:
        conferir({"ligada": "x" * 5000}, _Secao, "s")
    assert len(str(erro.value)) < 300
