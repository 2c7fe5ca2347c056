"""Whether an expression is always zero: what decides if an order has a stop loss."""

from __future__ import annotations

import pytest

from componentes.fatos.rastreio.nulidade import Avaliador, Valor
from componentes.fatos.rastreio.valores import Origens
from tests.fatos.ajuda import programa, trecho


def _valor(expressao: str, antes: str = "", fora: str = "") -> Valor:
    codigo = f"{fora}\nvoid OnTick() {{ {antes} Usar(/**/{expressao}); }}"
    origens = Origens(programa(codigo))
    inicio = trecho(origens, "Usar(").fim
    de = origens.programa.vistas.codigo.rindex(");")
    uso = trecho(origens, "Usar(")
    return Avaliador(origens).avaliar(type(uso)(inicio, de, uso.funcao))


@pytest.mark.parametrize(
    "expressao",
    [
        "0",
        "0.0",
        "-0",
        " 0 ",
        "(0)",
        "((0.0))",
        "",
        "NULL",
        "false",
        "(double)0",
        "double(0)",
        "NormalizeDouble(0, Digits)",
        "NormalizeDouble(NormalizeDouble(0.0, 5), 5)",
        "a ? 0 : 0.0",
        "0 * Point",
        "Point * 0",
        "distancia * 0.0 * Point",
    ],
)
def test_sempre_zero(expressao: str) -> None:
    assert _valor(expressao) is Valor.ZERO


@pytest.mark.parametrize(
    "expressao",
    [
        "1",
        "0.0001",
        "1e-5",
        "Ask - 20 * Point",
        "Bid + 0 * Point",
        "NormalizeDouble(Ask - 20 * Point, Digits)",
        "Fora(a)",
        "10 * Point",
        "Low[1]",
    ],
)
def test_nao_zero(expressao: str) -> None:
    assert _valor(expressao) is Valor.NAO_ZERO


def test_ternario_pode_ser_os_dois() -> None:
    assert _valor("usar ? Ask - 9 : 0") == Valor.ZERO | Valor.NAO_ZERO


@pytest.mark.parametrize(
    ("padrao", "valor"),
    [
        ("0", Valor.ENTRADA_ZERO),
        ("0.0", Valor.ENTRADA_ZERO),
        ("50", Valor.ENTRADA),
        ("0.5", Valor.ENTRADA),
        ("A + B", Valor.ENTRADA),
    ],
)
def test_entrada_vale_o_padrao(padrao: str, valor: Valor) -> None:
    fora = f"input double Stop = {padrao};"
    assert _valor("Stop", fora=fora) is valor
    assert _valor("Ask - Stop * Point", fora=fora) is valor
    assert _valor("sl", "double sl = Bid - Stop * Point;", fora) is valor


def test_zero_quando_a_entrada_e_zero() -> None:
    fora = "extern int Stop = 0;"
    antes = "double sl = 0; if (Stop > 0) sl = Ask - Stop * Point;"
    assert _valor("sl", antes, fora) == Valor.ZERO | Valor.ENTRADA_ZERO


@pytest.mark.parametrize(
    ("antes", "valor"),
    [
        ("double sl = 0;", Valor.ZERO),
        ("double sl = 0; sl = Ask - 9;", Valor.NAO_ZERO),
        ("double sl = Ask - 9; sl = 0;", Valor.ZERO),
        ("double sl = 0; if (a) sl = Ask - 9;", Valor.ZERO | Valor.NAO_ZERO),
        ("double sl;", Valor.ZERO),
    ],
)
def test_variavel_local(antes: str, valor: Valor) -> None:
    assert _valor("sl", antes) == valor


def test_nomes_sem_valor() -> None:
    assert _valor("sl", fora="double sl;") is Valor.ZERO
    assert _valor("sl", fora="double a, sl, b;") is Valor.ZERO
    assert _valor("sl") is Valor.DESCONHECIDO


def test_funcao_propria_vale_o_que_devolve() -> None:
    assert _valor("Sl()", fora="double Sl() { return(0); }") is Valor.ZERO
    assert _valor("Sl()", fora="double Sl() { return(Ask - 9); }") is Valor.NAO_ZERO
    dois = "double Sl() { if (a) return(0); return(Ask - 9); }"
    assert _valor("Sl()", fora=dois) == Valor.ZERO | Valor.NAO_ZERO


def _do_parametro(codigo: str) -> Valor:
    origens = Origens(programa(codigo))
    inicio = trecho(origens, "Usar(").fim
    nome = trecho(origens, "Usar(sl")
    return Avaliador(origens).avaliar(type(nome)(inicio, nome.fim, nome.funcao))


def test_envoltorio_dois_niveis_acima() -> None:
    codigo = """
    void Enviar(double sl) { Usar(sl); }
    void Abrir(double stop) { Enviar(stop); }
    """
    assert _do_parametro(codigo + "void OnTick() { Abrir(0); }") is Valor.ZERO
    assert _do_parametro(codigo + "void OnTick() { Abrir(Ask - 9); }") is Valor.NAO_ZERO
    ambos = _do_parametro(codigo + "void OnTick() { Abrir(0); Abrir(Ask - 9); }")
    assert ambos == Valor.ZERO | Valor.NAO_ZERO


def test_padrao_do_parametro_vale_onde_falta_o_argumento() -> None:
    codigo = "void Enviar(int a, double sl = 0) { Usar(sl); }\nvoid OnTick() { Enviar(1); }"
    assert _do_parametro(codigo) is Valor.ZERO


def test_valor_feito_de_si_mesmo_tem_fim() -> None:
    assert _valor("a", "double a = b; double b = a;") is not Valor.NAO_ZERO
