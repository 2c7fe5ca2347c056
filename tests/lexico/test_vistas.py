"""Positions: views as long as the original, lines as an editor counts them, words, directives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.lexico import gramatica, mql, pine
from componentes.lexico.vistas import Vistas

PEDACOS = st.sampled_from(
    ['"', "'", "/*", "*/", "//", "\\", "\n", "#", "a", " ", "*", "/", "é", "\u2028", "{", "C'"]
)
TEXTOS = st.one_of(st.text(), st.lists(PEDACOS, max_size=60).map("".join))


@given(TEXTOS)
@pytest.mark.parametrize("lexar", [mql.lexar, pine.lexar])
def test_codigo_tem_o_tamanho_e_as_linhas_do_original(lexar: object, texto: str) -> None:
    assert callable(lexar)
    vistas: Vistas = lexar(texto)
    assert len(vistas.codigo) == len(texto)
    fins = [i for i, sinal in enumerate(texto) if sinal == "\n"]
    assert fins == [i for i, sinal in enumerate(vistas.codigo) if sinal == "\n"]
    assert vistas.linhas == texto.count("\n") + 1


@given(TEXTOS)
@pytest.mark.parametrize("lexar", [mql.lexar, pine.lexar])
def test_fora_dos_trechos_nada_muda(lexar: object, texto: str) -> None:
    assert callable(lexar)
    vistas: Vistas = lexar(texto)
    resto = list(vistas.codigo)
    for inicio, fim in (*vistas.comentarios, *vistas.textos):
        resto[inicio:fim] = texto[inicio:fim]
    assert "".join(resto) == texto


@given(TEXTOS)
def test_lexar_pela_gramatica_nunca_falha(texto: str) -> None:
    vistas = gramatica.lexar(texto)
    assert vistas.original == texto
    assert vistas.linha(len(texto)) == texto.count("\n") + 1


def test_linhas_contam_de_um() -> None:
    vistas = mql.lexar("a\nbb\n\nc\n")
    assert [vistas.linha(i) for i in range(8)] == [1, 1, 2, 2, 2, 3, 4, 4]
    assert vistas.linhas == 5


@pytest.mark.parametrize("sinal", ["\u2028", "\x0b", "\x85", "\x1c"])
def test_so_o_fim_de_linha_comum_conta(sinal: str) -> None:
    vistas = mql.lexar(f"a{sinal}b\nc")
    assert vistas.linhas == 2
    assert vistas.linha(3) == 1


def test_trecho_e_a_linha_sem_bordas() -> None:
    vistas = mql.lexar("int a;\n\t  double b = 1; // nota \nint c;")
    assert vistas.trecho(vistas.original.index("b =")) == "double b = 1; // nota"
    assert vistas.trecho(len(vistas.original)) == "int c;"


def test_trecho_longo_e_cortado() -> None:
    trecho = mql.lexar("x" * 5000).trecho(4000)
    assert trecho == "x" * 160 + "…"


def test_palavra_inteira_e_nao_pedaco() -> None:
    vistas = mql.lexar("int MyOrderSend; OrderSend2(); // OrderSend\nOrderSend(1);")
    assert vistas.linha(vistas.achar_palavra("OrderSend")) == 2
    assert list(vistas.achar_palavras("OrderSend", 9)) == [vistas.original.rindex("OrderSend")]


def test_posicao_em_trechos_juntados() -> None:
    vistas = mql.lexar("// um\nint a; // dois\n/* tres */")
    for alvo in ("um", "dois", "tres"):
        posicao = vistas.posicao_em(vistas.comentarios, vistas.comentario.index(alvo))
        assert vistas.original.startswith(alvo, posicao)


def test_diretivas_com_brancos_e_no_meio() -> None:
    vistas = mql.lexar('  # property strict\n#define X 1 // c\n// #define Y 2\ns = "#define Z";\n')
    assert [(d.nome, vistas.codigo[d.inicio : d.fim].strip()) for d in vistas.diretivas] == [
        ("property", "strict"),
        ("define", "X 1"),
    ]
    assert [vistas.linha(d.posicao) for d in vistas.diretivas] == [1, 2]


def test_texto_comum_nao_tem_codigo() -> None:
    vistas = gramatica.lexar("Copie o robô para a pasta Experts.")
    assert (vistas.gramatica, vistas.codigo, vistas.palavras) == ("texto", "", frozenset())
    assert vistas.comentario == vistas.original


def test_primeiras_de_muitas_palavras() -> None:
    vistas = mql.lexar("// Bid\nint Bids = Ask; Ask = Bid + Bid; Alto();")
    assert list(vistas.achar_primeiras({"Bid", "Ask", "int", "Close"})) == [
        (palavra, vistas.achar_palavra(palavra)) for palavra in ("int", "Ask", "Bid")
    ]
