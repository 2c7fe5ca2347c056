"""Where the values of MQL code come from."""

from __future__ import annotations

import pytest

from componentes.fatos.rastreio.atribuicoes import indexar
from componentes.fatos.rastreio.valores import Origens, fim_da_expressao
from tests.fatos.ajuda import programa, trecho


def _fontes(codigo: str, nome: str = "x") -> list[str]:
    """Return what gives a name its value where `Usar(` is called with it."""
    origens = Origens(programa(codigo if "OnTick" in codigo else f"void OnTick() {{ {codigo} }}"))
    uso = trecho(origens, f"Usar({nome})")
    return [origens.texto(t).strip() for t in origens.do_nome(nome, uso, exato=True)]


def _tudo(codigo: str, nome: str = "x") -> set[str]:
    """Return all that the value of a name used in `Usar(` is made of."""
    origens = Origens(programa(codigo))
    uso = trecho(origens, f"Usar({nome})")
    return {origens.texto(t).strip() for t in origens.de(uso)}


@pytest.mark.parametrize(
    ("codigo", "fontes"),
    [
        ("x = 1; Usar(x);", ["1"]),
        ("double x = a + b; Usar(x);", ["a + b"]),
        ("x = f(a, b); Usar(x);", ["f(a, b)"]),
        ("x[i] = 1; Usar(x);", ["1"]),
        ("x = 1; x = 2; Usar(x);", ["2"]),
        ("x = 1; if (a) y = 3; x = 2; Usar(x);", ["2"]),
        ("x = 1; if (a) x = 2; Usar(x);", ["1", "2"]),
        ("x = 1; if (a) { x = 2; Usar(x); }", ["2"]),
        ("x = 1; if (a) x = 2; else x = 3; Usar(x);", ["1", "2", "3"]),
        ("x = 1; x *= 2; Usar(x);", ["x *= 2"]),
        ("x = 1; x += y; Usar(x);", ["x += y"]),
        ("if (x == 1 || x >= 2 || x != 3) Usar(x);", []),
        ("y.x = 1; Usar(x);", []),
        ("x = 1; if (false) x = 2; Usar(x);", ["1"]),
        ("int x = 5, y = 6; Usar(x);", ["5"]),
        ("int y = 6, x = 5; Usar(x);", ["5"]),
        ("x = y = 3; Usar(x);", ["y = 3"]),
        ("xx = 1; Usar(x);", []),
    ],
)
def test_atribuicoes_que_ainda_valem(codigo: str, fontes: list[str]) -> None:
    assert _fontes(codigo) == fontes


def test_no_laco_vale_tambem_o_que_vem_depois() -> None:
    assert set(_fontes("x = 1; while (a) { Usar(x); x = 2; }")) == {"1", "2"}


def test_atribuicao_antes_do_laco_e_no_mesmo_giro() -> None:
    assert _fontes("x = 1; while (a) { x = 2; Usar(x); }") == ["2"]


def test_global_de_toda_funcao_que_roda() -> None:
    codigo = """
    double x = 7;
    void Mudar() { x = 8; }
    void Sobra() { x = 9; }
    void OnTick() { Mudar(); Usar(x); }
    """
    assert _fontes(codigo) == ["7", "8"]


def test_local_esconde_global() -> None:
    assert _fontes("double x = 7;\nvoid OnTick() { double x = 8; Usar(x); }") == ["8"]


def test_argumentos_de_duas_chamadas_acima() -> None:
    codigo = """
    void Enviar(double x) { Usar(x); }
    void Abrir(double lote) { Enviar(lote * 2); }
    void OnTick() { Abrir(Base()); Abrir(3); }
    double Base() { return(0.5); }
    """
    assert _tudo(codigo) >= {"lote * 2", "Base()", "3", "(0.5)"}


def test_argumento_de_codigo_que_nao_roda_nao_conta() -> None:
    codigo = "void Enviar(double x) { Usar(x); }\nvoid OnTick() { Enviar(1); }\n"
    assert _fontes(codigo + "void Sobra() { Enviar(2); }") == ["1"]


def test_macro_e_entrada() -> None:
    assert _fontes("#define x 0.5\nvoid OnTick() { Usar(x); }") == ["0.5"]
    assert _fontes("input double x = 1;\nvoid OnTick() { Usar(x); }") == []


def test_o_nome_de_uma_funcao_vale_o_que_ela_devolve() -> None:
    codigo = "double x() { if (a) return(1); return 2; }\nvoid OnTick() { Usar(x); }"
    assert _fontes(codigo) == ["(1)", "2"]


@pytest.mark.parametrize("copia", ["CopyBuffer(medidor, 0, 0, 3, x)", "CopyClose(a, 0, 0, 3, x)"])
def test_o_que_enche_um_vetor_e_o_primeiro_argumento(copia: str) -> None:
    primeiro = copia.partition("(")[2].partition(",")[0]
    assert _fontes(f"{copia}; Usar(x);") == [primeiro]


def test_leva_do_vetor_ao_indicador() -> None:
    codigo = """
    int medidor; double x[];
    int OnInit() { medidor = iRSI(NULL, 0, 14, PRICE_CLOSE); return(0); }
    void OnTick() { CopyBuffer(medidor, 0, 0, 3, x); Usar(x); }
    """
    assert "iRSI(NULL, 0, 14, PRICE_CLOSE)" in _tudo(codigo)


def test_valor_feito_de_si_mesmo_tem_fim() -> None:
    assert _tudo("double x = 1;\nvoid OnTick() { y = x; x = y; Usar(x); }") <= {
        *("Usar(x)", "x", "y", "1"),
    }


def test_trabalho_limitado() -> None:
    codigo = "".join(f"a{i} = a{i + 1} + a{i + 2};\n" for i in range(900))
    origens = Origens(programa(f"void OnTick() {{ {codigo} Usar(a0); }}"))
    assert len(list(origens.de(trecho(origens, "Usar(a0)")))) == 40


@pytest.mark.parametrize(
    ("codigo", "valor"),
    [
        ("x = a;", " a"),
        ("x = f(a, b);", " f(a, b)"),
        ("x = a, y = b;", " a"),
        ("f(x = a)", " a"),
        ("x = {1, 2};", " {1, 2}"),
        ("x = a", " a"),
    ],
)
def test_fim_da_expressao(codigo: str, valor: str) -> None:
    inicio = codigo.index("=") + 1
    assert codigo[inicio : fim_da_expressao(codigo, inicio)] == valor


def test_indice_de_atribuicoes() -> None:
    codigo = "a = 1; b += 2; c == 3; d <= 4; e[i + 1] = 5; f /= 6; g.h = 7;"
    indice = indexar(codigo)
    assert sorted(indice) == ["a", "b", "e", "f"]
    assert [indice[n][0][2] for n in "abef"] == [False, True, False, True]
