"""Blocks and handlers: what a file defines at its top level, also when it is half broken."""

from __future__ import annotations

import pytest

from componentes.fatos.estrutura import blocos
from componentes.lexico.mql import lexar
from tests.fatos.ajuda import fatos_mql


def nomes(texto: str) -> list[tuple[str, str]]:
    return [(b.forma, b.nome) for b in blocos(lexar(texto).codigo)]


def definidos(texto: str) -> set[str]:
    return {n for n in fatos_mql(texto).ocorrencias if n.startswith(("define:", "forma:"))}


def test_funcoes_e_tipos_na_ordem_do_arquivo() -> None:
    texto = """
enum Modo { A, B };
struct Barra { int n; };
class CRobo : public CBase { void OnTick() { if (x) { y(); } } };
int Somar(int a, int b) { return(a + b); }
void CRobo::OnStart() const { }
interface IBase { void f(); };
"""
    assert nomes(texto) == [
        ("enum", "Modo"),
        ("struct", "Barra"),
        ("class", "CRobo"),
        ("funcao", "Somar"),
        ("funcao", "CRobo::OnStart"),
        ("interface", "IBase"),
    ]


def test_chave_na_linha_de_baixo_e_na_mesma() -> None:
    assert nomes("void OnTick()\n  {\n  }\nvoid OnTimer() {\n}\nint f ( )\n\n{ }") == [
        ("funcao", "OnTick"),
        ("funcao", "OnTimer"),
        ("funcao", "f"),
    ]


def test_metodo_com_nome_de_tratador_nao_e_ponto_de_entrada() -> None:
    fatos = fatos_mql("class C { void OnTick() { } };\nvoid C::OnStart() { }")
    assert fatos.pontos_de_entrada == ()
    assert {"forma:class", "forma:metodo"} <= set(fatos.ocorrencias)


@pytest.mark.parametrize(
    "texto",
    [
        "#ifdef A\nvoid OnTick() {\n#else\nvoid OnTimer() {\n#endif\n  x();\n}\nvoid OnTrade() { }",
        "#ifdef A\nint f() {\n#elif B\nint g() {\n#endif\n}\nvoid OnTrade() { }",
        "#ifndef A\nvoid f(int a) {\n#else\nvoid f() {\n#endif\nif (a) { b(); }\n}\nint OnTrade(){",
    ],
)
def test_dois_cabecalhos_em_ramos_nao_escondem_o_que_segue(texto: str) -> None:
    assert "OnTrade" in fatos_mql(texto).pontos_de_entrada


def test_os_dois_cabecalhos_dos_ramos_sao_vistos() -> None:
    texto = "#ifdef A\nint OnInit() {\n#else\nvoid OnTimer() {\n#endif\n}\n"
    assert fatos_mql(texto).pontos_de_entrada == ("OnInit", "OnTimer")


def test_chave_a_mais_nao_esconde_o_que_segue() -> None:
    assert nomes("void f() { } }\n}\nvoid g() { }") == [("funcao", "f"), ("funcao", "g")]


def test_chave_a_menos_ainda_mostra_a_primeira() -> None:
    assert nomes("void OnTick() { if (x) {\n y();") == [("funcao", "OnTick")]


def test_chaves_em_texto_e_comentario_nao_contam() -> None:
    assert nomes('void f() { Print("}"); /* } */ // }\n}\nvoid g() { }') == [
        ("funcao", "f"),
        ("funcao", "g"),
    ]


@pytest.mark.parametrize(
    "texto",
    ["if (x) { y(); }", "for (;;) { }", "int a[] = {1, 2};", "while(x)\n{\n}", "switch (a) { }"],
)
def test_comandos_e_listas_nao_sao_funcoes(texto: str) -> None:
    assert nomes(texto) == []


def test_diretiva_antes_do_cabecalho_nao_atrapalha() -> None:
    texto = "#define F(x) (x)\n#property strict\nint init()\n{ return(0); }"
    assert nomes(texto) == [("funcao", "init")]


@pytest.mark.parametrize(
    ("cabecalho", "entrada"),
    [
        ("void OnTick()", "OnTick"),
        ("void OnTick(void)", "OnTick"),
        ("int start()", "start"),
        ("void OnDeinit(const int motivo)", "OnDeinit"),
        (
            "int OnCalculate(const int t, const int p, const int b, const double &x[])",
            "OnCalculate",
        ),
        (
            "void OnChartEvent(const int a, const long &b, const double &c, const string &d)",
            "OnChartEvent",
        ),
    ],
)
def test_tratador_com_a_assinatura_certa(cabecalho: str, entrada: str) -> None:
    assert fatos_mql(f"{cabecalho} {{ x(); }}").pontos_de_entrada == (entrada,)


@pytest.mark.parametrize(
    "cabecalho",
    [
        "void OnTick(int a)",
        "int start(string s)",
        "void OnDeinit()",
        "int OnCalculate(const int t)",
        "void OnChartEvent(int a, int b)",
        "void onTick()",
        "void ontick()",
    ],
)
def test_tratador_com_outra_assinatura_nao_e_tratador(cabecalho: str) -> None:
    assert fatos_mql(f"{cabecalho} {{ x(); }}").pontos_de_entrada == ()


@pytest.mark.parametrize("texto", ["void OnTick();", "// void OnTick() {}", 'a = "OnTick() {}";'])
def test_declaracao_comentario_e_texto_nao_definem(texto: str) -> None:
    assert fatos_mql(texto).pontos_de_entrada == ()


def test_formas_do_mql_antigo() -> None:
    texto = "string Juntar.Textos(string v[], string s) { return(v[0]); }"
    assert {"forma:nome_com_ponto", "forma:vetor_sem_referencia"} <= definidos(texto)
    assert "forma:vetor_sem_referencia" not in definidos("int f(const double &v[]) { }")
