"""Records in the older schema: every label has its old word, nothing unproven is claimed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from componentes.base.tipos import (
    Dependencia,
    Falha,
    Familia,
    Linguagem,
    Risco,
    Situacao,
    Tipo,
)
from componentes.relatorio.meta import meta
from componentes.relatorio.vocabulario_antigo import AJUSTES, ESTRATEGIAS, LINGUAGENS, TIPOS
from tests.apoio.fichas import ficha

CHAVES = (
    *("tipo", "linguagem", "estrategia", "subestrategias", "mercados", "timeframes"),
    *("funcoes_chave", "dependencias_includes", "parametros_expostos", "ftmo_score"),
    *("ftmo_nivel", "riscos_detectados", "qualidade_codigo_score", "tags", "compilacao"),
    *("fusao_pronto", "ajustes_necessarios", "licenca_autor"),
)


def de(**mudancas: Any) -> dict[str, Any]:
    """Return the old record of an ordinary one with the given fields changed."""
    resposta: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(meta(ficha(**mudancas))))
    return resposta


def test_todas_as_chaves_antigas() -> None:
    registro = de()
    assert [chave for chave in registro if chave in CHAVES] == list(CHAVES)
    assert (registro["arquivo"], registro["tipo"], registro["linguagem"]) == (
        "EAs/Robo.mq4",
        "EA",
        "MQL4",
    )
    assert registro["compilacao"] == {"status": "nao_verificado"}
    assert registro["funcoes_chave"] == ["OnInit", "OnTick", "iMA"]
    assert registro["parametros_expostos"] == [
        {"nome": "Lotes", "tipo": "double", "padrao": "0.01", "comentario": "tamanho"}
    ]
    assert (registro["qualidade_codigo_score"], registro["licenca_autor"]) == (71, "Ana")
    assert registro["riscos_detectados"] == ["martingale"]


def test_todo_rotulo_tem_palavra_antiga() -> None:
    assert set(ESTRATEGIAS) == set(Familia)
    assert set(AJUSTES) == set(Risco)
    assert set(TIPOS) == set(Tipo) - {Tipo.FRAGMENTO, Tipo.NAO_CODIGO}
    assert set(LINGUAGENS) == set(Linguagem) - {Linguagem.OUTRA}


@pytest.mark.parametrize(
    ("tipo", "familias", "esperado"),
    [
        (Tipo.EA, (Familia.TENDENCIA, Familia.GRADE), ["Grid_Martingale", "Trend_Following"]),
        (Tipo.EA, (Familia.GRADE, Familia.MARTINGALE), ["Grid_Martingale"]),
        (Tipo.EA, (Familia.SMC, Familia.SCALPING), ["SMC_ICT", "Scalping"]),
        (Tipo.INDICADOR, (Familia.TENDENCIA,), ["Trend"]),
        (Tipo.INDICADOR, (), ["Unknown"]),
    ],
)
def test_estrategia_e_subestrategias(
    tipo: Tipo, familias: tuple[Familia, ...], esperado: list[str]
) -> None:
    registro = de(tipo=tipo, familias=familias)
    assert [registro["estrategia"], *registro["subestrategias"]] == esperado


def test_indicador_nao_tem_nota() -> None:
    registro = de(tipo=Tipo.INDICADOR, conformidade={})
    assert (registro["ftmo_score"], registro["ftmo_nivel"]) == ("nao_aplicavel",) * 2
    assert registro["ftmo_pontos"] == []


def test_sem_prova_de_mercado_nada_se_inventa() -> None:
    registro = de(mercados=(), timeframes=(), propriedades={}, qualidade={})
    assert (registro["mercados"], registro["timeframes"]) == (["MULTI"], ["Não especificado"])
    assert registro["licenca_autor"] == "desconhecido"
    assert registro["qualidade_codigo_score"] is None


@pytest.mark.parametrize(
    ("mudancas", "pronto"),
    [
        ({"riscos": ()}, True),
        ({"riscos": (Risco.GRADE,)}, True),
        ({"riscos": (Risco.DESCOMPILADO,)}, False),
        ({"riscos": (Risco.CREDENCIAL,)}, False),
        ({"riscos": (), "observacoes": ("depende de include ausente: a.mqh",)}, False),
        ({"riscos": (), "tipo": Tipo.FRAGMENTO}, False),
    ],
)
def test_fusao_so_do_que_esta_inteiro(mudancas: dict[str, Any], pronto: bool) -> None:
    assert de(**mudancas)["fusao_pronto"] is pronto


def test_ajustes_dizem_o_que_falta() -> None:
    registro = de(
        riscos=(Risco.DLL,),
        observacoes=("depende de include ausente: a.mqh",),
        conformidade={"regra_da_casa.stop_loss": "nao_encontrado"},
    )
    assert registro["ajustes_necessarios"] == [
        "depende de include ausente: a.mqh",
        "depende de DLL",
        "não encontrado: stop_loss",
    ]


def test_includes_sem_os_outros() -> None:
    dependencias = (Dependencia("include", "a.mqh", 1), Dependencia("icustom", "zz", 2))
    assert de(dependencias=dependencias)["dependencias_includes"] == ["a.mqh"]


def test_arquivo_que_falhou_tambem_tem_registro() -> None:
    registro = de(
        linguagem=None,
        tipo=None,
        familias=(),
        riscos=(),
        conformidade={},
        situacao=Situacao.ILEGIVEL,
        falha=Falha("ler", "zip cifrado"),
    )
    assert (registro["tipo"], registro["linguagem"], registro["estrategia"]) == ("Unknown",) * 3
    assert registro["ajustes_necessarios"] == ["não foi analisado: zip cifrado"]
    assert registro["fusao_pronto"] is False
