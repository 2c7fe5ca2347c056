"""The page about organising says what the journal has, state by state and column by column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from componentes.organizacao.diario import NOME_DO_ARQUIVO
from componentes.organizacao.modelo import EstadoOrganizacao, EstadoPasso
from componentes.organizacao.tabelas import metadados
from tests.apoio.bibliotecas import escrever
from tests.apoio.organizacao import Bancada

PAGINA = (Path(__file__).parents[2] / "Development/docs/organizar.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("tabela", metadados.tables)
def test_toda_tabela_esta_na_pagina(tabela: str) -> None:
    assert f"\n| `{tabela}` |" in PAGINA


@pytest.mark.parametrize("coluna", [c.name for c in metadados.tables["passos"].c])
def test_toda_coluna_de_um_passo_esta_na_pagina(coluna: str) -> None:
    assert f"`{coluna}`" in PAGINA or coluna == "organizacao_id"


@pytest.mark.parametrize("estado", [*EstadoPasso])
def test_todo_estado_de_um_passo_esta_na_pagina(estado: EstadoPasso) -> None:
    assert f"\n| `{estado}` |" in PAGINA


@pytest.mark.parametrize("estado", [*EstadoOrganizacao])
def test_todo_estado_de_uma_organizacao_esta_na_pagina(estado: EstadoOrganizacao) -> None:
    assert f"`{estado}`" in PAGINA


def test_o_exemplo_sem_o_programa_funciona(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bancada = Bancada(tmp_path)
    escrever(bancada.biblioteca, {"a.mq4": b"um"})
    bancada.aplicar(bancada.planejar(mover=True))
    (tmp_path / "Development").mkdir()
    (tmp_path / "diario").rename(tmp_path / "Development" / "organizacao")
    assert (tmp_path / "Development" / "organizacao" / NOME_DO_ARQUIVO).is_file()
    (exemplo,) = re.findall(r"^```python\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(exemplo, "organizar.md", "exec"), {})  # noqa: S102 our own page
    numero, acao, estado, destino, origem = capsys.readouterr().out.split("\t")[1:]
    assert (numero, acao, estado) == ("1", "mover", "feito")
    assert Path(destino).read_bytes() == b"um"
    assert Path(origem.strip()) == bancada.biblioteca / "a.mq4"
