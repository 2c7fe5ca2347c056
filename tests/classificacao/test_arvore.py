"""The user's own scheme of the tidy tree: what it changes, and what a mistake in it says."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from componentes.base.erros import ErroConfiguracao
from componentes.base.tipos import Familia, Linguagem, Tipo
from componentes.classificacao.arvore import (
    Arvore,
    arvore,
    carregar_arvore,
    interpretar_arvore,
)

PAGINA = (Path(__file__).parents[2] / "Development/docs/arvore.md").read_text(encoding="utf-8")


def test_sem_arquivo_vale_o_do_programa(tmp_path: Path) -> None:
    assert carregar_arvore(tmp_path / "arvore.yaml") == arvore()
    assert interpretar_arvore("# nada\n", "a") == arvore()


def test_so_o_que_se_diz_muda() -> None:
    texto = "resto: Outros\nfamilias: {ea: {grade: Grades}, script: null}\nminimo_por_pasta: 2\n"
    mudada = interpretar_arvore(texto, "a")
    assert (mudada.resto, mudada.minimo_por_pasta) == ("Outros", 2)
    assert mudada.familias[Tipo.EA][Familia.GRADE] == "Grades"
    assert mudada.familias[Tipo.EA][Familia.HEDGE] == "Grid_Martingale"
    assert Tipo.SCRIPT not in mudada.familias
    assert mudada.raizes == arvore().raizes


def test_o_bom_e_aceito(tmp_path: Path) -> None:
    arquivo = tmp_path / "arvore.yaml"
    arquivo.write_bytes("\ufeffraizes: {mql4: Códigos MT4}".encode())
    assert carregar_arvore(arquivo).raizes[Linguagem.MQL4] == "Códigos MT4"


@pytest.mark.parametrize(
    ("texto", "o_que", "o_que_fazer"),
    [
        ("resta: X", "a chave 'resta' não existe", "você quis dizer 'resto'?"),
        ("resto: null", "'resto' não pode ser retirada", "'resto' aceita"),
        ("minimo_por_pasta: 0", "minimo_por_pasta", "de 1 a 1000"),
        ("familias: {ea: {grad: X}}", "familias", "para cada família"),
        ("raizes: [a]", "raizes", "uma pasta para cada linguagem"),
        ("resto: ../fora", "'resto'", "letras"),
        ("outros: {.set: 'CON'}", "'outros..set'", "letras"),
        ("pastas: {mql: {ea: 'fim.'}}", "'pastas.mql.ea'", "letras"),
        ("nome: '{prefixo}'", "'nome'", "use {nome}"),
        ("nome: '{nome}_{corretora}'", "'nome'", "use {nome}"),
        ("nome: 'x/{nome}'", "'nome'", "use {nome}"),
        ("a: [", "YAML inválido", "arvore.md"),
        ("- a", "não é uma tabela", "arvore.md"),
    ],
)
def test_erro_diz_chave_e_remedio(texto: str, o_que: str, o_que_fazer: str) -> None:
    with pytest.raises(ErroConfiguracao) as pego:
        interpretar_arvore(texto, "minha/arvore.yaml")
    assert o_que in pego.value.o_que
    assert o_que_fazer in pego.value.o_que_fazer
    assert pego.value.onde == "minha/arvore.yaml"


def test_arquivo_que_nao_e_texto(tmp_path: Path) -> None:
    (tmp_path / "arvore.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ErroConfiguracao, match="UTF-8"):
        carregar_arvore(tmp_path / "arvore.yaml")


@pytest.mark.parametrize("campo", msgspec.structs.fields(Arvore), ids=lambda c: c.name)
def test_toda_chave_esta_na_pagina(campo: msgspec.structs.FieldInfo) -> None:
    assert f"\n| `{campo.name}` |" in PAGINA


def test_o_exemplo_da_pagina_funciona() -> None:
    (exemplo,) = re.findall(r"^```yaml\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL)
    assert interpretar_arvore(exemplo, "arvore.md") != arvore()
