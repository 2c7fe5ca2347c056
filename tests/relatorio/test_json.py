from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from componentes.relatorio.dados import resumir
from componentes.relatorio.json import (
    SCHEMA_VERSION,
    DocumentoRelatorio,
    esquema_do_relatorio,
    formatar_json,
)
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas

_ESQUEMA = Path(__file__).parents[2] / "Development" / "docs" / "relatorio.schema.json"


def formatado(fichas: Any) -> bytes:
    return formatar_json(resumir(fichas, EXECUCAO, parcial=False))


def test_versionado_ordenado_e_igual_para_a_mesma_entrada() -> None:
    fichas = gerar_fichas(300, 90)
    texto = formatado(fichas)
    assert texto == formatado(iter(fichas))
    documento = json.loads(texto)
    assert documento["schema_version"] == SCHEMA_VERSION
    assert documento["totais"]["arquivos"] == 300
    assert documento["execucao"]["comando"] == "classificar_tudo"
    assert list(documento) == sorted(documento)
    assert list(documento["totais"]) == sorted(documento["totais"])


def test_so_numeros_do_resumo_e_nomes_como_no_disco() -> None:
    nome = "a\u202e\x1b=.mq4"
    documento = json.loads(formatado([ficha(nome), ficha("copia.mq4", copia_de=nome)]))
    assert documento["duplicatas"][0]["original"] == nome
    assert "explorador" not in documento


def test_o_esquema_guardado_e_o_do_programa() -> None:
    """Where it is not, the command in `Development/docs/relatorios.md` writes it anew."""
    assert _ESQUEMA.read_bytes() == esquema_do_relatorio()


def test_um_relatorio_tem_a_forma_do_esquema() -> None:
    texto = formatado(gerar_fichas(300, 90))
    lido = msgspec.json.decode(texto, type=DocumentoRelatorio)
    assert lido.schema_version == SCHEMA_VERSION
    assert lido.totais.arquivos == 300
    assert msgspec.json.decode(msgspec.json.encode(lido)) == json.loads(texto)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(texto.replace(b'"arquivos": ', b'"arquivos": "x", "y": '),
                            type=DocumentoRelatorio)  # fmt: skip


def test_o_esquema_nomeia_cada_chave_de_um_relatorio() -> None:
    esquema = json.loads(esquema_do_relatorio())
    documento = json.loads(formatado(gerar_fichas(300, 90)))
    assert esquema["properties"].keys() == documento.keys()
    for nome, chave in (("Totais", "totais"), ("ResumoExecucao", "execucao")):
        assert esquema["$defs"][nome]["properties"].keys() == documento[chave].keys()
