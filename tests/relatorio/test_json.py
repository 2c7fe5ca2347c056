from __future__ import annotations

import json
from typing import Any

from componentes.relatorio.dados import resumir
from componentes.relatorio.json import SCHEMA_VERSION, formatar_json
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas


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
