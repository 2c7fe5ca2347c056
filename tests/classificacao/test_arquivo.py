"""One content through the whole path: the order of program types, and what cannot be verified."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.tipos import Analise, Linguagem, Tipo
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from tests.apoio.classificacao import FERRAMENTAS

JANELA = "#property indicator_chart_window\n"
ORDEM = 'OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0, "", 7, 0, Blue);'

CHEIO = f"int start() {{ if (IsTesting()) OrderModify(Magic); {ORDEM} }}"


def analisar(conteudo: str | bytes, nome: str = "x.mq4") -> Analise:
    dados = conteudo.encode() if isinstance(conteudo, str) else conteudo
    return julgar_leitura(ler_conteudo(dados, FERRAMENTAS), contexto_do_nome(nome), FERRAMENTAS)


@pytest.mark.parametrize(
    ("codigo", "tipo"),
    [
        (JANELA + f"void OnTick() {{ {ORDEM} }}", Tipo.INDICADOR),
        (JANELA + "// expert start function\nint init() { }\nint start() { }", Tipo.INDICADOR),
        (
            f"{JANELA}// expert start function\nint init() {{ }}\nint deinit() {{ }}\n{CHEIO}",
            "indicador",
        ),
        (JANELA + f"int OnInit() {{ }}\nvoid OnTimer() {{ {ORDEM} }}", Tipo.INDICADOR),
        (JANELA + f"int start() {{ {ORDEM} }}", Tipo.INDICADOR),
        (f"#property indicator_color1 Red\nint start() {{ {ORDEM} }}", Tipo.EA),
        ("int OnInit() { }\nvoid OnTimer() { }", Tipo.EA),
        ("#property show_inputs\nvoid OnTick() { }", Tipo.EA),
        ("#property show_inputs\nint start() { Print(1); return(0); }", Tipo.SCRIPT),
        (f"int init() {{ }}\nint start() {{ {ORDEM} return(0); }}", Tipo.EA),
        ("void OnStart() { OnTick(); }", Tipo.SCRIPT),
        ("#property library\nvoid OnTick() { }", Tipo.BIBLIOTECA),
        ("#property service\nvoid OnStart() { }", Tipo.SERVICO),
        ("void OnTick(int a) { b(); }\nvoid Outra() { c(); }", Tipo.INCLUDE),
        ("class C { void OnTick() { } };\nint x = 1;", Tipo.INCLUDE),
        ("// void OnTick() { }\n/* int start() */", Tipo.NAO_CODIGO),
        ("#include <core/expert.mqh>\nvoid onTick() { a(); }", Tipo.EA),
        ('//@version=5\nindicator("BUY SELL Strategy")\nalertcondition(true)', Tipo.INDICADOR),
        ('//@version=5\nlibrary("x")\nexport f() => 1', Tipo.BIBLIOTECA),
    ],
)
def test_tipo(codigo: str, tipo: str) -> None:
    analise = analisar(codigo)
    assert analise.tipo == tipo, analise.confianca


@pytest.mark.parametrize(
    ("codigo", "nome", "linguagem"),
    [
        ("input int a = 1;\nvoid OnTick() { }", "x.mq5", Linguagem.MQL5),
        ("input int a = 1;\nvoid OnTick() { }", "x.mq4", Linguagem.MQL4),
        ("input int a = 1;\nvoid OnTick() { }", "x.txt", Linguagem.MQL),
        ("void OnTick() { PositionSelect(_Symbol); CopyBuffer(h, 0, 0, 1, b); }", "x.mq4", "mql5"),
        (f"void OnTick() {{ OrderSelect(0, SELECT_BY_POS); {ORDEM} }}", "x.mq5", "mql4"),
        ("#include <MT4Orders.mqh>\n#define OP_BUY 0\nvoid OnTick() { }", "x.mq5", "mql5"),
        ("#ifdef __MQL4__\nint a;\n#endif\n#ifdef __MQL5__\nint b;\n#endif\n", "x.mq5", "mql"),
        ('study("x")\nplot(close)', "x.mq4", Linguagem.PINE),
        ("instrument { name = 'x' }\nplot(close)", "x.txt", Linguagem.OUTRA),
        ("#include <iostream>\nint main() { return 0; }", "x.mq5", Linguagem.OUTRA),
    ],
)
def test_linguagem_pelo_conteudo(codigo: str, nome: str, linguagem: str) -> None:
    analise = analisar(codigo, nome)
    assert analise.linguagem == linguagem, analise.confianca


def test_contexto_muda_o_tipo_e_nao_os_fatos() -> None:
    leitura = ler_conteudo(b"void Agir() {\n a();\n b();\n}\n", FERRAMENTAS)
    sem = julgar_leitura(leitura, Contexto("mq5"), FERRAMENTAS)
    com = julgar_leitura(leitura, Contexto("mq5", incluidos=("OnTick",)), FERRAMENTAS)
    assert (sem.tipo, com.tipo) == (Tipo.INCLUDE, Tipo.EA)
    assert sem.pontos_de_entrada == com.pontos_de_entrada == ()


def test_o_que_nao_se_pode_verificar_e_dito() -> None:
    fechado = analisar(b"EX-\x02p\x00" + (2375).to_bytes(2, "little") + b"\0")
    assert fechado.observacoes == ("programa compilado: o código não pode ser verificado",)
    assert (fechado.tipo, fechado.propriedades) == (Tipo.NAO_CODIGO, {"compilacao": "2375"})
    quebrado = analisar(b"// \x81c \xa9 \x9d\nvoid OnTick() { }")
    [observacao] = quebrado.observacoes
    assert "ilegíveis" in observacao
    ausente = analisar("#include <Meu.mqh>\n#include <stdlib.mqh>\nvoid OnTick() { }")
    assert ausente.ressalvas() == ("depende de include ausente: Meu.mqh",)


def test_evidencia_aponta_a_linha_que_prova() -> None:
    analise = analisar("// OnTick\r\n\r\nvoid OnTick()\r\n{ }")
    [evidencia] = [e for e in analise.evidencias if e.regra == "tipo.ea.tick"]
    assert (evidencia.linha, evidencia.trecho) == (3, "void OnTick()")


PEDACOS = st.sampled_from(
    [
        *(
            b"PK\x03\x04",
            b"EX4\x00",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\0",
            b"\r",
            b"\n",
        ),
        *(
            b"#include <",
            b"#property ",
            b'"',
            b"/*",
            b"void OnTick() {",
            b"//@version=5",
            b"<html>",
        ),
        *(b"Lots,F=1\n", b"input int a=", b"(", b";", b"\xd0", b"\xe9", b"indicator(", b"9" * 300),
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(PEDACOS, max_size=30).map(b"".join)))
def test_bytes_quaisquer_tem_uma_analise(dados: bytes) -> None:
    analise = analisar(dados)
    assert all(0 <= valor <= 100 for valor in analise.confianca.values())
    assert all(0 <= e.linha <= max(analise.linhas, 0) for e in analise.evidencias)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(analise), type=Analise) == analise
