"""Measures told by their arithmetic."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine

PESOS = " + ".join(f"0.{peso}04094501 * Close[i+{peso}]" for peso in range(10, 22))


def formulas_mql(conta: str) -> set[str]:
    return set(
        fatos_mql(f"int start() {{ SetIndexBuffer(0, b); {conta} return(0); }}\n").ocorrencias
    )


@pytest.mark.parametrize(
    ("conta", "fato"),
    [
        ("q = n * (n + 1) * (2 * n + 1) / 6;", "formula:minimos_quadrados"),
        ("m = (n * sxy - sx * sy) / (n * sx2 - sx * sx);", "formula:minimos_quadrados"),
        (f"b[i] = {PESOS};", "formula:pesos_fixos"),
        (
            "if (t > 0 && u[i] < u[i+1]) u[i] = u[i+1]; if (t < 0 && d[i] > d[i+1]) d[i] = d[i+1];",
            "formula:rastro",
        ),
    ],
)
def test_mql(conta: str, fato: str) -> None:
    assert fato in formulas_mql(conta)


@pytest.mark.parametrize(
    ("conta", "fato"),
    [
        ("x = (2 * n + 1) / 60;", "formula:minimos_quadrados"),
        ("m = (n * a - b * c) / (k * d - e * f);", "formula:minimos_quadrados"),
        ("x = 0.38200001 * Close[i] + 0.61800001 * Close[i+1];", "formula:pesos_fixos"),
        ("if (t > 0 && u[i] < u[i+1]) u[i] = u[i+1];", "formula:rastro"),
        ("if (u[i] < u[i+1]) v[i] = u[i+1]; if (d[i] > d[i+1]) v[i] = d[i+1];", "formula:rastro"),
    ],
)
def test_enganos_em_mql(conta: str, fato: str) -> None:
    assert fato not in formulas_mql(conta)


@pytest.mark.parametrize(
    "linhas",
    [
        "u := close[1] > u1 ? math.max(u, u1) : u\nd := close[1] < d1 ? math.min(d, d1) : d",
        "s := a ? max(nz(s[1]), src - k) : b ? min(nz(s[1], 0), src + k) : src",
    ],
)
def test_rastro_em_pine(linhas: str) -> None:
    assert "formula:rastro" in fatos_pine(f'//@version=4\nstudy("a")\n{linhas}\n').ocorrencias


def test_maximo_sem_minimo_nao_e_rastro() -> None:
    texto = '//@version=4\nstudy("a")\ntopo := max(topo[1], high)\nx = min(a, b)\n'
    assert "formula:rastro" not in fatos_pine(texto).ocorrencias
