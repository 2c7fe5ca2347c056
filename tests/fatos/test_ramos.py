"""Under which conditions a place in MQL code is reached."""

from __future__ import annotations

import pytest

from componentes.fatos.rastreio.ramos import Ramos
from tests.fatos.ajuda import programa


def _ate(corpo: str, alvo: str = "AQUI") -> list[tuple[str, str]]:
    """Return command and condition of the branches that lead to a word."""
    ramos = Ramos(programa(corpo if "OnTick" in corpo else f"void OnTick() {{ {corpo} }}"))
    codigo = ramos.programa.vistas.codigo
    return [
        (r.comando, codigo[r.condicao.inicio : r.condicao.fim].strip())
        for r in ramos.ate(codigo.index(alvo))
    ]


@pytest.mark.parametrize(
    ("corpo", "esperado"),
    [
        ("if (a) { AQUI(); }", [("if", "a")]),
        ("if (a) AQUI();", [("if", "a")]),
        ("if (a) x = 1; AQUI();", []),
        ("if (a) { x = 1; } AQUI();", []),
        ("if (a) x = 1; else AQUI();", [("else", "a")]),
        ("if (a) { x = 1; } else { AQUI(); }", [("else", "a")]),
        ("if (a) x(); else if (b) AQUI();", [("else", "a"), ("if", "b")]),
        (
            "if (a) x(); else if (b) y(); else AQUI();",
            [("else", "a"), ("else", "b")],
        ),
        ("if (a) x(); else if (b) y(); else z(); AQUI();", []),
        ("if (a) if (b) x(); else AQUI();", [("if", "a"), ("else", "b")]),
        ("if (a) { if (b) x(); } else AQUI();", [("else", "a")]),
        ("if (a) if (b) if (c) AQUI();", [("if", "a"), ("if", "b"), ("if", "c")]),
        ("if (a && (b || f(c))) AQUI();", [("if", "a && (b || f(c))")]),
        ("for (int i = 0; i < n; i++) AQUI();", [("for", "int i = 0; i < n; i++")]),
        ("for (i = 0; i < n; i++) if (a) AQUI();", [("for", "i = 0; i < n; i++"), ("if", "a")]),
        ("while (a) { AQUI(); }", [("while", "a")]),
        ("switch (a) { case 1: AQUI(); break; }", [("switch", "a")]),
        ("do { AQUI(); } while (a);", []),
        ("do { x(); } while (a); AQUI();", []),
        ("if (a) do { x(); } while (b); AQUI();", []),
        ("if (a) return; AQUI();", []),
        ("if(a){x();}else{y();}if(b)AQUI();", [("if", "b")]),
        ("if (a)\n\n  {\n AQUI();\n }", [("if", "a")]),
        ("elsewhere(); iffy(a); AQUI();", []),
    ],
)
def test_ramos_em_volta(corpo: str, esperado: list[tuple[str, str]]) -> None:
    assert _ate(corpo) == esperado


def test_condicoes_de_quem_chama() -> None:
    codigo = """
    void A() { AQUI(); }
    void B() { if (b) A(); }
    void C() { if (c) B(); }
    void D() { if (d) C(); }
    void OnTick() { if (e) D(); }
    """
    assert _ate(codigo) == [("if", "b"), ("if", "c"), ("if", "d")]


def test_condicoes_de_varios_que_chamam() -> None:
    codigo = "void A() { AQUI(); }\nvoid OnTick() { if (a) A(); else if (b) A(); }"
    assert _ate(codigo) == [("if", "a"), ("else", "a"), ("if", "b")]


def test_quem_nao_roda_nao_chama() -> None:
    codigo = "void A() { AQUI(); }\nvoid Sobra() { if (x) A(); }\nvoid OnTick() { if (a) A(); }"
    assert _ate(codigo) == [("if", "a")]


def test_quem_chama_a_si_mesmo_nao_prende() -> None:
    codigo = "void A() { if (a) AQUI(); if (b) B(); }\nvoid B() { if (c) A(); }\n"
    assert _ate(codigo + "void OnTick() { A(); }")[0] == ("if", "a")


@pytest.mark.parametrize(
    ("corpo", "morto"),
    [
        ("if (false) AQUI();", True),
        ("if (0) { x(); AQUI(); }", True),
        ("if (0 == 1) AQUI();", True),
        ("if (false && a) AQUI();", True),
        ("if (a) if (false) AQUI();", True),
        ("while (false) AQUI(); if (0) x();", True),
        ("if (false) { if (0) x(); AQUI(); }", True),
        ("if (0) { if (a) x(); if (false) x(); } AQUI();", False),
        ("if (0) x(); if (a) AQUI(); if (0) x();", False),
        ("if (false) x(); else AQUI();", False),
        ("if (false) x(); AQUI();", False),
        ("if (true) AQUI();", False),
        ("if (falsear) AQUI();", False),
        ("if (0 < a) AQUI();", False),
    ],
)
def test_condicao_escrita_como_falsa(corpo: str, *, morto: bool) -> None:
    ramos = Ramos(programa(f"void OnTick() {{ {corpo} }}"))
    assert ramos.morto(ramos.programa.vistas.codigo.index("AQUI")) is morto


@pytest.mark.parametrize(
    ("antes", "corpo", "corre"),
    [
        ("bool Liga = false;", "if (Liga) AQUI();", False),
        ("bool Liga = FALSE;", "if (Liga == true && x) { AQUI(); }", False),
        ("bool Liga = false;", "if (Liga) F();", False),
        ("bool Liga = false;", "if (Liga) AQUI(); Liga = false;", False),
        ("bool Liga = true;", "if (Liga) AQUI();", True),
        ("input bool Liga = false;", "if (Liga) AQUI();", True),
        ("bool Liga = false;", "if (!Liga) AQUI();", True),
        ("bool Liga = false;", "if (Liga || x) AQUI();", True),
        ("bool Liga = false;", "if (Liga) x(); else AQUI();", True),
        ("bool Liga = false;", "Liga = Sinal(); if (Liga) AQUI();", True),
        ("bool Liga = false;", "Ler(Liga, 3); if (Liga) AQUI();", True),
        ("bool Liga = false;", "if (Liga) F(); F();", True),
    ],
)
def test_interruptor_que_ninguem_liga(antes: str, corpo: str, *, corre: bool) -> None:
    codigo = f"{antes}\nvoid F() {{ ALI(); }}\nvoid OnTick() {{ {corpo} }}"
    ramos = Ramos(programa(codigo))
    alvo = "AQUI" if "AQUI" in corpo else "ALI"
    assert ramos.nunca_corre(ramos.programa.vistas.codigo.index(alvo)) is not corre
