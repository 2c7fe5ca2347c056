"""Arithmetic with prices that shows the idea."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql

BUFFERS = "void OnInit() { SetIndexBuffer(0, alto); SetIndexBuffer(1, baixo); }\n"


def _bandas(contas: str) -> bool:
    codigo = f"{BUFFERS}void OnCalculate() {{ {contas} }}"
    return "formula:bandas" in fatos_mql(codigo).ocorrencias


@pytest.mark.parametrize(
    "contas",
    [
        "alto[i] = media + k * desvio; baixo[i] = media - k * desvio;",
        "alto[i] = (k * iATR(s, (i + 1))) + m[i]; baixo[i] = m[i] - (k * iATR(s, (i + 1)));",
        "alto[i] = Normal(media + faixa, 5); baixo[i] = Normal(media - faixa, 5);",
    ],
    ids=["plain", "sign inside a distance", "rounded"],
)
def test_a_mesma_distancia_acima_e_abaixo(contas: str) -> None:
    assert _bandas(contas)


@pytest.mark.parametrize(
    "contas",
    [
        "alto[i] = media + k; baixo[i] = media - outro;",
        "alto[i] = media + k; baixo[i] = media + k;",
        "alto[i] = a + b - c; baixo[i] = a - b + c;",
        "alto[i] = -k; baixo[i] = +k;",
        "alto[i] = media * k; baixo[i] = media / k;",
    ],
)
def test_o_que_nao_e_banda(contas: str) -> None:
    assert not _bandas(contas)
