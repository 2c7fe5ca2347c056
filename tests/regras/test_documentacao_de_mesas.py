"""The page about conformity says what is there: tables, keys, legacy criteria, old words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from componentes.regras.carga_de_mesas import carregar_mesas, ler_mesa, textos_de_mesas
from componentes.regras.mesas import Achado, Especie, Mesa, RegraDeMesa, Sentido
from componentes.relatorio.legado import _CRITERIOS, _NIVEIS
from componentes.relatorio.meta import meta
from componentes.relatorio.vocabulario_antigo import ESTRATEGIAS, LINGUAGENS, TIPOS
from tests.apoio.fichas import ficha

PAGINA = (Path(__file__).parents[2] / "Development/docs/conformidade.md").read_text("utf-8")
REGRAS = {
    f"{mesa.mesa}.{regra.id}": regra
    for mesa in carregar_mesas(textos_de_mesas())
    for regra in mesa.regras
}


@pytest.mark.parametrize("chave", REGRAS)
def test_toda_regra_esta_na_tabela_com_o_seu_texto(chave: str) -> None:
    regra = REGRAS[chave]
    assert f"\n| `{chave}` | {regra.sentido} | {regra.texto}" in PAGINA
    [linha] = (li for li in PAGINA.splitlines() if li.startswith(f"| `{chave}` | "))
    assert regra.conferido_em in linha
    assert regra.fonte in linha or not regra.fonte.startswith("http")
    assert [f for f in (*regra.fatos, *regra.depende) if f"`{f}`" not in linha] == []


def test_a_tabela_so_traz_regras_que_existem() -> None:
    citadas = re.findall(r"^\| `([a-z0-9_]+\.[a-z0-9_]+)` \|", PAGINA, re.MULTILINE)
    assert sorted(citadas) == sorted(REGRAS)


@pytest.mark.parametrize("modelo", [Mesa, RegraDeMesa])
def test_toda_chave_e_explicada(modelo: type[Mesa | RegraDeMesa]) -> None:
    assert [c for c in modelo.__struct_fields__ if not re.search(rf"`{c}(\[\])?`", PAGINA)] == []


def test_todo_valor_e_explicado() -> None:
    valores = (*Achado, *Sentido, *Especie)
    assert [str(v) for v in valores if f"`{v}`" not in PAGINA] == []


def test_o_exemplo_da_pagina_funciona() -> None:
    achado = re.search(r"```yaml\n(.*?)```", PAGINA, re.DOTALL)
    assert achado
    assert len(ler_mesa(achado[1], "conformidade.md").regras) == 2


def test_a_nota_antiga_esta_na_pagina() -> None:
    for regra, (criterio, pontos) in _CRITERIOS.items():
        assert f"\n| `{criterio}` | {pontos:g} | `{regra}` |" in PAGINA
    for minimo, nivel in _NIVEIS:
        assert f"\n| `{nivel}` | {minimo:g} |" in PAGINA


def test_o_esquema_antigo_esta_na_pagina() -> None:
    assert [chave for chave in meta(ficha()) if f"`{chave}`" not in PAGINA] == []
    for palavras in (TIPOS, LINGUAGENS, ESTRATEGIAS):
        for nova, antiga in palavras.items():
            assert f"\n| `{nova}` | `{antiga}` |" in PAGINA
