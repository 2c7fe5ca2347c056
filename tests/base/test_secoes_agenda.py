"""The section `agenda`: each mistake named by its path, the schema complete."""

from __future__ import annotations

import json
from typing import Any

import pytest

from componentes.base.config import esquema, interpretar
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_agenda import Agendamento

NOITE = {"nome": "noite", "comando": "backup_completo"}


def _agenda(**mudancas: Any) -> Agendamento:
    (lido,) = interpretar(json.dumps({"agenda": [{**NOITE, **mudancas}]}), "o.json").valores.agenda
    return lido


def test_o_que_se_escreve() -> None:
    lido = _agenda(diariamente=["09:00", "23:59"], dias=["seg", "dom"], tolerancia_minutos=5)
    assert (lido.diariamente, lido.dias) == (("09:00", "23:59"), ("seg", "dom"))
    assert (lido.ligada, lido.fuso, lido.parametros, lido.tolerancia_minutos) == (True, "", {}, 5)
    assert _agenda(diariamente="00:00").diariamente == "00:00"
    assert _agenda().tolerancia_minutos == 60


@pytest.mark.parametrize(
    ("chave", "valor", "permitido"),
    [
        *[("nome", v, "de 1 a 60 letras") for v in ("", "x" * 61, 3)],
        *[("comando", v, "um comando do programa") for v in ("", None)],
        *[
            ("diariamente", v, '"00:00" a "23:59"')
            for v in ("24:00", "9:00", "09:60", [], ["9"], 9)
        ],
        *[("a_cada_minutos", v, "1 a 10080") for v in (0, 10_081, "5", 1.5)],
        *[("cron", v, "cinco campos") for v in ("", 5)],
        *[("ligada", v, "true ou false") for v in ("sim", 1)],
        *[("fuso", v, "America/Sao_Paulo") for v in (None, -3)],
        *[("tolerancia_minutos", v, "1 a 10080") for v in (0, 10_081)],
        ("dias", "seg", '"seg" a "dom"'),
        ("parametros", [], "os parâmetros do comando"),
    ],
)
def test_erro_diz_o_caminho_e_o_permitido(chave: str, valor: Any, permitido: str) -> None:
    with pytest.raises(ErroConfiguracao) as erro:
        _agenda(**{chave: valor})
    assert f"agenda[0].{chave}" in erro.value.o_que
    assert permitido in erro.value.o_que_fazer


def test_dia_que_nao_existe() -> None:
    with pytest.raises(ErroConfiguracao, match=r"agenda\[0\]\.dias") as erro:
        _agenda(dias=["seg", "monday"])
    assert '"seg" a "dom"' in erro.value.o_que_fazer


def test_sem_nome() -> None:
    with pytest.raises(ErroConfiguracao, match=r"agenda\[0\]\.nome"):
        interpretar('{"agenda": [{"comando": "x"}]}', "o.json")


def test_chave_desconhecida_dentro_de_um_agendamento() -> None:
    texto = json.dumps({"agenda": [{**NOITE, "diariamnte": "09:00"}]})
    (aviso,) = interpretar(texto, "o.json").avisos
    assert "'agenda[0].diariamnte'" in aviso
    assert "você quis dizer 'diariamente'?" in aviso


def test_o_esquema_descreve_a_secao() -> None:
    lido = json.loads(esquema())
    referencia = lido["properties"]["agenda"]["items"]["$ref"]
    definicao = lido["$defs"][referencia.rsplit("/", 1)[1]]
    assert set(definicao["properties"]) == set(Agendamento.__struct_fields__)
    assert all(p.get("description") for p in definicao["properties"].values())
