"""The page about rules says what is there: every rule, kind of fact and key, and a true example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from componentes.classificacao.exemplos import julgar_exemplo
from componentes.classificacao.ferramentas import preparar
from componentes.regras.carga import carregar, ler_regras
from componentes.regras.modelo import Dimensao, Espera, EvidenciaRegra, Exemplo, Regra
from componentes.regras.motor import fatos_pedidos
from tests.apoio.regras import evidencias_vistas, regras_escritas

PAGINA = (Path(__file__).parents[2] / "Development/docs/regras.md").read_text(encoding="utf-8")
CONJUNTO = carregar()
ESCRITAS = regras_escritas()


@pytest.mark.parametrize("regra", ESCRITAS, ids=lambda regra: regra.id)
def test_toda_regra_esta_na_tabela_com_o_seu_rotulo(regra: Regra) -> None:
    assert f"\n| `{regra.id}` | {regra.dimensao} `{regra.valor}`" in PAGINA


def test_a_tabela_so_traz_regras_que_existem() -> None:
    _, _, tabela = PAGINA.partition("## Rule set")
    citadas = re.findall(r"^\| `([^`]+)` \|", tabela, re.MULTILINE)
    assert sorted(citadas) == sorted(regra.id for regra in ESCRITAS)


def test_toda_especie_de_fato_e_explicada() -> None:
    especies = {nome.partition(":")[0] for nome in fatos_pedidos(CONJUNTO)} - {"padrao"}
    assert {e for e in especies if f"\n| `{e}:" not in PAGINA} == set()


@pytest.mark.parametrize("modelo", [Regra, EvidenciaRegra, Exemplo])
def test_toda_chave_e_explicada(modelo: type[Regra | EvidenciaRegra | Exemplo]) -> None:
    assert [c for c in modelo.__struct_fields__ if not re.search(rf"`{c}(\[\])?`", PAGINA)] == []


def test_toda_dimensao_e_citada() -> None:
    assert [str(d) for d in Dimensao if f"`{d}`" not in PAGINA] == []


def test_o_exemplo_da_pagina_funciona(tmp_path: Path) -> None:
    achado = re.search(r"```yaml\n(.*?)```", PAGINA, re.DOTALL)
    assert achado
    [regra] = ler_regras(achado[1], "regras.md")
    (tmp_path / "minha.yaml").write_text(achado[1], encoding="utf-8")
    ferramentas = preparar(tmp_path)
    for exemplo in regra.exemplos:
        recebeu = "familia:grade" in julgar_exemplo(exemplo, ferramentas).confianca
        assert recebeu is (exemplo.espera is Espera.SIM)
    vistas = {i for e in regra.exemplos for i in evidencias_vistas(regra, e, ferramentas)}
    assert vistas == {"passo", "so_desenho"}
