"""The page about alerts has every rule, every key and every default."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from componentes.alertas.destinos import VARIAVEL
from componentes.alertas.entrega import Prazos
from componentes.base.secoes_alertas import GRAVIDADES, Alertas, Regra, Regras

PAGINA = Path(__file__).parents[2].joinpath("Development", "docs", "alertas.md").read_text("utf-8")


@pytest.mark.parametrize("nome", Regras.__struct_fields__)
def test_toda_regra_com_suas_chaves_e_padroes(nome: str) -> None:
    regra = getattr(Regras(), nome)
    (linha,) = (linha for linha in PAGINA.splitlines() if linha.startswith(f"| `{nome}` |"))
    colunas = [coluna.strip() for coluna in linha.split("|")]
    assert colunas[4:6] == [f"`{regra.gravidade}`", str(regra.silencio_minutos)]
    for chave in set(regra.__struct_fields__) - set(Regra.__struct_fields__):
        valor = getattr(regra, chave)
        dito = ", ".join(f"`{v}`" for v in valor) if isinstance(valor, tuple) else str(valor)
        assert f"`{chave}` ({dito})" in colunas[2]


def test_toda_chave_comum() -> None:
    for campo in (*msgspec.structs.fields(Regra), *msgspec.structs.fields(Alertas)):
        assert f"`{campo.name}`" in PAGINA or f"`alertas.{campo.name}`" in PAGINA, campo.name
    assert f"`resumo_minutos` ({Alertas().resumo_minutos})" in PAGINA
    assert all(f"`{gravidade}`" in PAGINA for gravidade in GRAVIDADES)


def test_de_onde_vem_os_enderecos_e_os_prazos() -> None:
    assert f"`{VARIAVEL}`" in PAGINA
    assert "Development/config/segredos.json" in PAGINA
    prazos = Prazos()
    assert f"| one attempt | {prazos.tentativa:.0f} s," in PAGINA
    assert f"| attempts | {prazos.tentativas}," in PAGINA
    assert re.search(rf"at the end of a run \| {prazos.fechamento:.0f} s for all", PAGINA)
