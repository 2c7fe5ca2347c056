"""Every mistake in the configuration is named with file, key, value and what is allowed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.config import (
    NOME_DO_ESQUEMA,
    Configuracao,
    carregar,
    esquema,
    interpretar,
)
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_alertas import Alertas

PASTA = Path(__file__).parents[2] / "Development" / "config"
PADRAO: dict[str, Any] = {
    "max_threads": 4,
    "auto_backup": True,
    "intervalo_relatorios": 300,
    "monitoramento_tempo_real": True,
    "processamento_paralelo": True,
    "timeout_operacoes": 3600,
    "intervalo_monitoramento": 30,
    "nivel_log": "INFO",
    "diretorios": [
        "CODIGO_FONTE_LIBRARY/MQL4_Source",
        "CODIGO_FONTE_LIBRARY/MQL5_Source",
        "CODIGO_FONTE_LIBRARY/TradingView_Scripts",
    ],
    "vigilancia": {
        "quietude": 2.0,
        "espera_maxima": 60,
        "varredura": 15,
        "modo": "eventos",
        "intervalo_sondagem": 30,
    },
    "backup": {
        "nivel_compressao": 6,
        "manter_ultimos": 10,
        "manter_diarios": 14,
        "manter_semanais": 8,
        "manter_mensais": 24,
        "ensaio": 20,
        "idade_maxima": 168,
        "destinos": (),
    },
    "relatorios": {
        "manter": 20,
        "dias": 90,
        "formatos": ("csv", "markdown", "xlsx"),
        "separador_csv": ",",
    },
    "agenda": [],
    "alertas": msgspec.to_builtins(Alertas()),
}
ERRADOS = [
    *[("max_threads", v, "1 a 64") for v in (0, 65, -1, "4", 4.5, True, None, [4])],
    *[("auto_backup", v, "true ou false") for v in ("sim", 1, 0, None)],
    *[("intervalo_relatorios", v, "5 a 86400") for v in (4, 86_401, "300", 10.5)],
    *[("monitoramento_tempo_real", v, "true ou false") for v in ("true", 1)],
    ("processamento_paralelo", "não", "true ou false"),
    ("processamento_paralelo", {}, "true ou false"),
    *[("timeout_operacoes", v, "1 a 604800") for v in (0, 604_801, "1h")],
    *[("intervalo_monitoramento", v, "1 a 3600") for v in (0, 3601, False)],
    *[("nivel_log", v, '"DEBUG"') for v in ("info", "TRACE", 10, None)],
    *[("vigilancia", errado, "um objeto") for errado in (None, 3, "eventos")],
    *[("backup", errado, "um objeto") for errado in (None, 6, ["zip"])],
    *[("relatorios", errado, "um objeto") for errado in (None, 20, ["html"])],
    *[("diretorios", v, "uma ou mais pastas") for v in ([], "pasta", [""], [1], None, {"a": 1})],
    *[("agenda", v, "lista de agendamentos") for v in ("noite", {"nome": "n"}, None)],
    *[("alertas", v, "um objeto") for v in (["a"], 3, "sim", None, True)],
]

ERRADOS_DENTRO: list[tuple[str, str, Any, str]] = [
    *[("vigilancia", "quietude", v, "0.1 a 600") for v in (0, 601, "2", True)],
    *[("vigilancia", "varredura", v, "1 a 1440") for v in (0, 1441, 1.5)],
    ("vigilancia", "modo", "avisos", '"sondagem"'),
    *[("backup", "nivel_compressao", v, "0 (só guardar) a 9") for v in (-1, 10, "6", 1.5, True)],
    *[("backup", "manter_ultimos", v, "1 a 10000") for v in (0, 10_001, None)],
    *[("backup", "manter_diarios", v, "0 a 3650") for v in (-1, 3651)],
    *[("backup", "manter_semanais", v, "0 a 520") for v in (-1, 521)],
    *[("backup", "manter_mensais", v, "0 a 240") for v in (-1, 241)],
    *[("backup", "ensaio", v, "0 a 1000") for v in (-1, 1001, "x")],
    *[("backup", "idade_maxima", v, "0 a 87600") for v in (-1, 87_601)],
    *[("backup", "destinos", v, "segundos lugares") for v in ("D:/x", {"nome": "n"})],
    *[("relatorios", "manter", v, "1 a 1000") for v in (0, 1001, "20", 1.5, True)],
    *[("relatorios", "dias", v, "0 a 3650") for v in (-1, 3651, None)],
    *[("relatorios", "formatos", v, "nenhum, um ou mais") for v in (["pdf"], "csv", [1])],
    *[("relatorios", "separador_csv", v, '"," ou ";"') for v in ("\t", "", ",,", None)],
]


def _ler(**valores: Any) -> Configuracao:
    return interpretar(json.dumps(valores), "o.json").valores


def test_sem_nada_valem_os_padroes() -> None:
    assert msgspec.to_builtins(interpretar("{}", "o.json").valores) == {
        chave: tuple(valor) if isinstance(valor, list) else valor for chave, valor in PADRAO.items()
    }


def test_a_configuracao_e_imutavel() -> None:
    with pytest.raises(AttributeError):
        _ler().max_threads = 9  # type: ignore[misc]


@pytest.mark.parametrize(("chave", "valor", "permitido"), ERRADOS)
def test_valor_errado_diz_arquivo_chave_valor_e_o_permitido(
    tmp_path: Path, chave: str, valor: Any, permitido: str
) -> None:
    arquivo = tmp_path / "minha.json"
    arquivo.write_text(json.dumps({chave: valor}), encoding="utf-8")
    with pytest.raises(ErroConfiguracao) as erro:
        carregar(arquivo)
    assert erro.value.onde == str(arquivo)
    assert f"{chave} = {json.dumps(valor, ensure_ascii=False)}" in erro.value.o_que
    assert erro.value.o_que_fazer.startswith(f"'{chave}' aceita ")
    assert permitido in erro.value.o_que_fazer
    assert erro.value.codigo == 2


def test_toda_chave_tem_casos_errados() -> None:
    assert {chave for chave, _, _ in ERRADOS} == set(PADRAO)


@pytest.mark.parametrize(
    ("chave", "valor"),
    [
        *[("max_threads", v) for v in (1, 64)],
        *[("intervalo_relatorios", v) for v in (5, 86_400)],
        *[("timeout_operacoes", v) for v in (1, 604_800)],
        *[("intervalo_monitoramento", v) for v in (1, 3600)],
        *[("nivel_log", v) for v in ("DEBUG", "INFO", "WARNING", "ERROR")],
        ("diretorios", ["uma só"]),
    ],
)
def test_os_limites_sao_aceitos(chave: str, valor: Any) -> None:
    lido = getattr(_ler(**{chave: valor}), chave)
    assert (list(lido) if isinstance(lido, tuple) else lido) == valor


@pytest.mark.parametrize(
    ("chave", "dica"),
    [
        ("max_thread", "'max_threads'"),
        ("Auto_Backup", "'auto_backup'"),
        ("timeout_operacao", "'timeout_operacoes'"),
        ("diretorio", "'diretorios'"),
    ],
)
def test_chave_desconhecida_avisa_com_a_mais_parecida(chave: str, dica: str) -> None:
    lida = interpretar(json.dumps({chave: 1}), "o.json")
    (aviso,) = lida.avisos
    assert f"'{chave}'" in aviso
    assert f"você quis dizer {dica}?" in aviso
    assert lida.valores == Configuracao()


def test_chave_sem_parecida_avisa_sem_dica() -> None:
    (aviso,) = interpretar('{"xyz": 1}', "o.json").avisos
    assert "'xyz'" in aviso
    assert "quis dizer" not in aviso


def test_a_chave_do_esquema_nao_e_avisada() -> None:
    assert interpretar('{"$schema": "./x.json"}', "o.json").avisos == ()


def test_origem_de_cada_valor() -> None:
    origens = interpretar('{"max_threads": 2}', "o.json").origens
    assert origens.pop("max_threads") == "arquivo"
    assert set(origens) == set(PADRAO) - {"max_threads"}
    assert set(origens.values()) == {"padrão"}


@pytest.mark.parametrize(
    ("texto", "linha", "coluna"),
    [('{\n  "max_threads": 4,\n}', 3, 1), ("{'a': 1}", 1, 2), ("", 1, 1), ('{"a": 1', 1, 8)],
)
def test_json_invalido_diz_linha_e_coluna(
    tmp_path: Path, texto: str, linha: int, coluna: int
) -> None:
    arquivo = tmp_path / "o.json"
    arquivo.write_text(texto, encoding="utf-8")
    with pytest.raises(ErroConfiguracao) as erro:
        carregar(arquivo)
    # Python 3.13 points at the comma before a closing brace instead of at the brace.
    achado = (f"linha {linha}, coluna {coluna}", "linha 2, coluna 19")
    assert erro.value.o_que.startswith(tuple(f"JSON inválido na {a}:" for a in achado))
    assert erro.value.onde == str(arquivo)


@pytest.mark.parametrize("texto", ["[]", "3", '"a"', "null"])
def test_json_que_nao_e_objeto(texto: str) -> None:
    with pytest.raises(ErroConfiguracao, match="não é um objeto JSON"):
        interpretar(texto, "o.json")


def test_bom_e_aceito(tmp_path: Path) -> None:
    arquivo = tmp_path / "o.json"
    arquivo.write_bytes(b'\xef\xbb\xbf{"max_threads": 7}')
    assert carregar(arquivo).valores.max_threads == 7


def test_outra_codificacao_e_erro_de_configuracao(tmp_path: Path) -> None:
    arquivo = tmp_path / "o.json"
    arquivo.write_bytes('{"nivel_log": "é"}'.encode("utf-16"))
    with pytest.raises(ErroConfiguracao, match="não pôde ser lida") as erro:
        carregar(arquivo)
    assert "UTF-8" in erro.value.o_que_fazer


def test_arquivo_ausente_vale_o_padrao(tmp_path: Path) -> None:
    lida = carregar(tmp_path / "nada.json")
    assert lida.valores == Configuracao()
    assert lida.arquivo == str(tmp_path / "nada.json")


def test_arquivo_ausente_mas_pedido_e_erro(tmp_path: Path) -> None:
    with pytest.raises(ErroConfiguracao, match="não existe") as erro:
        carregar(tmp_path / "nada.json", obrigatorio=True)
    assert erro.value.onde == str(tmp_path / "nada.json")
    assert "--config" in erro.value.o_que_fazer


def test_pasta_no_lugar_do_arquivo(tmp_path: Path) -> None:
    with pytest.raises(ErroConfiguracao) as erro:
        carregar(tmp_path)
    assert erro.value.onde == str(tmp_path)


def test_o_esquema_guardado_e_o_do_programa() -> None:
    assert (PASTA / NOME_DO_ESQUEMA).read_text(encoding="utf-8") == esquema()


def test_a_configuracao_guardada_sao_os_padroes() -> None:
    guardada = json.loads((PASTA / "orquestrador.json").read_text(encoding="utf-8"))
    assert guardada.pop("$schema") == f"./{NOME_DO_ESQUEMA}"
    assert guardada.keys() == PADRAO.keys(), "the file shows what there is to set"
    assert _ler(**guardada) == Configuracao()
    assert list(guardada) == list(PADRAO)


def test_a_configuracao_guardada_cumpre_o_esquema() -> None:
    guardada = json.loads((PASTA / "orquestrador.json").read_text(encoding="utf-8"))
    assert _cumpre(guardada, _esquema())


@pytest.mark.parametrize(("chave", "valor", "_permitido"), ERRADOS)
def test_o_esquema_recusa_o_que_o_programa_recusa(chave: str, valor: Any, _permitido: str) -> None:
    assert not _cumpre({chave: valor}, _esquema())


@pytest.mark.parametrize(("secao", "chave", "valor", "permitido"), ERRADOS_DENTRO)
def test_valor_errado_dentro_de_uma_secao(
    secao: str, chave: str, valor: Any, permitido: str
) -> None:
    with pytest.raises(ErroConfiguracao) as erro:
        _ler(**{secao: {chave: valor}})
    assert f"{secao}.{chave} = {json.dumps(valor)}" in erro.value.o_que
    assert permitido in erro.value.o_que_fazer
    assert not _cumpre({secao: {chave: valor}}, _esquema())


def test_toda_chave_do_esquema_tem_descricao_e_padrao() -> None:
    propriedades = _esquema()["properties"]
    del propriedades["$schema"]
    assert set(propriedades) == set(PADRAO)
    for chave, propriedade in propriedades.items():
        assert propriedade["description"]
        assert propriedade["default"] == json.loads(json.dumps(PADRAO[chave]))


@given(st.dictionaries(st.sampled_from([*PADRAO, "outra"]), st.none() | st.integers() | st.text()))
def test_qualquer_valor_e_aceito_ou_explicado(dados: dict[str, Any]) -> None:
    try:
        lida = interpretar(json.dumps(dados), "o.json")
    except ErroConfiguracao as erro:
        assert any(chave in erro.o_que for chave in dados)  # noqa: PT017 both ends are right
    else:
        assert _cumpre({c: v for c, v in dados.items() if c != "outra"}, _esquema())
        assert len(lida.avisos) == ("outra" in dados)


def _esquema() -> dict[str, Any]:
    """Return the schema with every reference replaced by what it points at."""
    corpo = json.loads(esquema())
    definicoes = corpo.pop("$defs")

    def inteiro(parte: Any) -> Any:
        if isinstance(parte, list):
            return [inteiro(item) for item in parte]
        if not isinstance(parte, dict):
            return parte
        nome = parte.get("$ref", "").rpartition("/")[2]
        partes = {**definicoes[nome], **parte} if nome else parte
        return {chave: inteiro(valor) for chave, valor in partes.items() if chave != "$ref"}

    todo: dict[str, Any] = inteiro(corpo)
    return todo


_TIPOS: dict[str, type] = {"string": str, "array": list, "object": dict, "boolean": bool}
_ENFEITES = {"description", "default", "title", "$schema", "$defs", "required"}


def _cumpre(valor: Any, regra: dict[str, Any]) -> bool:
    """Check the part of JSON Schema that ours uses; an unknown keyword is an error of the test."""
    if "$ref" in regra:
        return _cumpre(valor, json.loads(esquema())["$defs"][regra["$ref"].rpartition("/")[2]])
    assert regra.keys() <= _ENFEITES | {"type", "minimum", "maximum", "enum", "items"} | {
        "minItems", "minLength", "pattern", "properties", "additionalProperties"
    }  # fmt: skip
    if regra.get("type") in ("integer", "number"):
        tipos = (int,) if regra["type"] == "integer" else (int, float)
        return type(valor) in tipos and regra["minimum"] <= valor <= regra["maximum"]
    if "enum" in regra:
        return valor in regra["enum"]
    return isinstance(valor, _TIPOS[regra["type"]]) and _partes_cumprem(valor, regra)


def _partes_cumprem(valor: Any, regra: dict[str, Any]) -> bool:
    if isinstance(valor, dict):
        assert regra["additionalProperties"] is False
        regras = regra["properties"]
        return all(c in regras and _cumpre(v, regras[c]) for c, v in valor.items())
    if isinstance(valor, list):
        return len(valor) >= regra.get("minItems", 0) and all(
            _cumpre(v, regra["items"]) for v in valor
        )
    if not isinstance(valor, str):
        return True
    tem_forma = re.search(regra.get("pattern", ""), valor) is not None
    return tem_forma and len(valor) >= regra.get("minLength", 0)
