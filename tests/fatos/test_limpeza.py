"""What a reviewer says of a text, whatever it trades."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine


def test_entradas_mortas_sao_ditas_pelo_nome() -> None:
    nomes = [f"A{n}" for n in range(11)]
    codigo = f"input int Usada = 1, {', '.join(f'{n} = 0' for n in nomes)};\nvoid F() {{ Usada; }}"
    fatos = fatos_mql(codigo)
    assert fatos.notas == (f"entradas sem uso: {', '.join(nomes[:8])} e mais 3",)
    assert fatos.ocorrencias["entradas:mortas"].entradas == tuple(nomes[:8])
    assert "entradas:muitas_mortas" in fatos.ocorrencias


@pytest.mark.parametrize(
    "codigo",
    [
        'input string Titulo = "--- Geral ---";\nvoid F() {}',
        "input int __geral__ = 0;\nvoid F() {}",
        "input int Fora = 0;\n#define DOBRO (Fora * 2)\nvoid F() {}",
        '#include "minha.mqh"\ninput int Fora = 0;\nvoid F() {}',
        "input int SemFuncoes = 0;",
    ],
)
def test_nao_e_entrada_morta(codigo: str) -> None:
    assert fatos_mql(codigo).notas == ()


@pytest.mark.parametrize(
    ("linhas", "fato"),
    [(510, "funcao_longa"), (210, "funcao_grande")],
)
def test_tamanho_da_maior_funcao(linhas: int, fato: str) -> None:
    codigo = "void G() { }\nvoid F() {" + "\n" * linhas + "Print(1); }"
    achado = fatos_mql(codigo).ocorrencias[f"limpeza:{fato}"]
    assert achado.linha == 2


def test_chaves_so_contam_no_codigo() -> None:
    assert "limpeza:chaves" in fatos_mql("void F() { if (1) { Print(1); }").ocorrencias
    assert "limpeza:chaves" not in fatos_mql('void F() { Print("{"); } // {').ocorrencias
    assert (
        "limpeza:chaves"
        not in fatos_mql("#ifdef A\nvoid F() {\n#else\nvoid G() {\n#endif\n}").ocorrencias
    )


def test_entradas_explicadas_no_pine_pelo_titulo() -> None:
    linhas = "".join(f'a{n} = input.int({n}, "Período {n}")\n' for n in range(4))
    fatos = fatos_pine(f'//@version=5\nindicator("x")\n{linhas}plot(a1)')
    assert "entradas:explicadas" in fatos.ocorrencias
