"""Properties, conditional code, Pine declarations; secrets stay masked; nothing raises."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.classificacao.ferramentas import preparar
from componentes.fatos.extracao import extrair
from componentes.fatos.modelo import Padrao, Vocabulario
from componentes.lexico import mql, pine
from componentes.lexico.gramatica import lexar
from tests.fatos.ajuda import Tudo, fatos_de, fatos_mql, fatos_pine

FICHA_DO_ROBO = "123456789:" + "Ab3_" * 9


@pytest.mark.parametrize(
    ("texto", "esperadas"),
    [
        ('#property copyright "Ana"', {"copyright": "Ana"}),
        ('#property link "http://a.b"; // site', {"link": "http://a.b"}),
        ("#property strict", {"strict": ""}),
        ("#property  indicator_buffers  2 ;", {"indicator_buffers": "2"}),
        ("#property Version   1.5  // nova", {"version": "1.5"}),
        ("// #property strict", {}),
        ('Print("#property strict");', {}),
        ("#property // nada", {}),
    ],
)
def test_propriedades(texto: str, esperadas: dict[str, str]) -> None:
    assert fatos_mql(texto).propriedades == esperadas


def test_descricao_repetida_continua_a_primeira() -> None:
    texto = '#property description "um"\n#property strict\n#property description "dois";\n'
    assert fatos_mql(texto).propriedades == {"description": "um\ndois", "strict": ""}


def test_macros_e_condicionais() -> None:
    fatos = fatos_mql("#define OP_BUY 0\n#ifdef __MQL4__\n#endif\n#ifndef X\n#endif\n#define\n")
    assert {n for n in fatos.ocorrencias if n.startswith(("macro:", "condicional:"))} == {
        "macro:OP_BUY",
        "condicional:__MQL4__",
        "condicional:X",
    }


def test_declaracao_e_ajustes_do_pine() -> None:
    texto = (
        "// licença\n//@version=5\nstrategy('Cruza, e volta', overlay = true,\n"
        '     commission_value=0.1, shorttitle="C")\n'
    )
    fatos = fatos_pine(texto)
    assert fatos.versao_linguagem == "5"
    assert fatos.propriedades == {
        "title": "Cruza, e volta",
        "overlay": "true",
        "commission_value": "0.1",
        "shorttitle": "C",
    }
    assert fatos.ocorrencias["pine:versao"].linha == 2
    assert fatos.ocorrencias["pine:strategy"].linha == 3


@pytest.mark.parametrize(
    ("texto", "versao"),
    [
        ('study("A")\nplot(close)', "1"),
        ('/@version=4\nstudy("A")', "4"),
        ("a = ta.sma(close, 9)\nplot(a)", ""),
        ('// indicator("só em comentário")\nplot(close)', ""),
    ],
)
def test_versao_do_pine(texto: str, versao: str) -> None:
    assert fatos_pine(texto).versao_linguagem == versao


def test_indicadores_do_pine() -> None:
    assert fatos_pine("a = ta.ema(ta.rsi(close, 9), 3)").indicadores == ("ema", "rsi")
    assert fatos_pine("a = sma(close, 9)").indicadores == ("sma",)
    assert fatos_pine("b = ta.rsi(close, 9) + x_ta.ema(1) + meta.sma(2)").indicadores == ("rsi",)
    assert fatos_pine("ta.ema(close, 9)").indicadores == ("ema",)


@pytest.mark.parametrize("enchimento", [0, 100, 130, 150])
def test_segredo_nunca_aparece_nem_cortado(enchimento: int) -> None:
    linha = f'{"x" * enchimento} = "{FICHA_DO_ROBO}"; Enviar();'
    texto = (
        f'input string Ficha = "{FICHA_DO_ROBO}"; // {"y" * enchimento} {FICHA_DO_ROBO}\n'
        f'#property description "{"z" * enchimento} {FICHA_DO_ROBO}"\n{linha}\n'
        'input string Senha = "abracadabra";\n'
    )
    fatos = fatos_mql(texto, palavras=frozenset({"Enviar"}))
    tudo = repr((fatos.ocorrencias, fatos.entradas, fatos.propriedades))
    assert fatos.ocorrencias["palavra:Enviar"].linha == 3
    assert "Ab3_" not in tudo
    assert "abracadabra" not in tudo
    assert "●●●●" in tudo


def test_segredo_cortado_ao_meio_nao_aparece() -> None:
    texto = f'#property description "{"z" * 1980} {FICHA_DO_ROBO}"\n'
    descricao = fatos_mql(texto).propriedades["description"]
    assert descricao.endswith(" 123456789:●●●●")


def test_propriedades_tem_limite() -> None:
    linhas = [f'#property description "{"z" * 50} {n}"\n' for n in range(3000)]
    linhas += [f"#property p{n} {n}\n" for n in range(3000)]
    propriedades = fatos_mql("".join(linhas)).propriedades
    assert len(propriedades) == 1000
    assert len(propriedades["description"]) == 2000
    assert propriedades["description"].startswith("z" * 50 + " 0\n")


def test_um_valor_sem_fim_tem_limite() -> None:
    propriedades = fatos_mql(f'#property link "{"z" * 100_000}"\n').propriedades
    assert propriedades == {"link": "z" * 2000}


def test_padrao_so_e_tentado_onde_ha_uma_das_palavras() -> None:
    padroes = {
        "padrao:a": Padrao(re.compile("magia"), "comentario", frozenset({"start"})),
        "padrao:b": Padrao(re.compile("magia"), "comentario", frozenset({"ausente"})),
        "padrao:c": Padrao(re.compile("magia"), "texto"),
        "padrao:d": Padrao(re.compile("magia"), "codigo"),
    }
    vistas = mql.lexar('int start() {\n Print("um magia"); }\n// tem magia\n')
    fatos = extrair(vistas, Vocabulario(pedidos=Tudo(), padroes=padroes))
    linhas = {n: o.linha for n, o in fatos.ocorrencias.items() if n.startswith("padrao:")}
    assert linhas == {"padrao:a": 3, "padrao:c": 2}


def test_texto_comum_so_diz_a_gramatica() -> None:
    fatos = fatos_de("Copie o robô para a pasta.")
    assert set(fatos.ocorrencias) == {"gramatica:texto"}
    so_comentario = fatos_de("// EA que promete muito\n/* e nada mais */\n")
    assert "forma:sem_codigo" in so_comentario.ocorrencias


PEDACOS = st.sampled_from(
    [
        *("input int a=", "extern ", "#property ", "#include <", '"', "'", "(", ")", "{", "}", ","),
        *(
            ";",
            "\n",
            "//",
            "/*",
            "*/",
            "#ifdef A\n",
            "#else\n",
            "#endif\n",
            "OrderSend(",
            "iCustom(",
        ),
        *("//@version=", "9", "indicator(", "= input(", "void OnTick()", "class C", "::", "Close["),
        *("ArrayMaximum(", "[", "]", " ", "é", "\\", "=", "a", "pass", "static "),
    ]
)
TEXTOS = st.one_of(st.text(), st.lists(PEDACOS, max_size=40).map("".join))
VOCABULARIO = preparar().vocabulario


@given(TEXTOS)
def test_nenhum_texto_derruba_a_extracao(texto: str) -> None:
    for vistas in (lexar(texto), mql.lexar(texto), pine.lexar(texto)):
        fatos = extrair(vistas, VOCABULARIO)
        assert fatos.linhas == texto.count("\n") + 1
        assert all(0 <= o.linha <= fatos.linhas for o in fatos.ocorrencias.values())
        assert all(1 <= e.linha <= fatos.linhas for e in fatos.entradas)
