"""Whatever a text says, a reader of Markdown sees that text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from componentes.relatorio.marcacao import codigo, corrido
from componentes.relatorio.textos import trecho_curto, visivel
from tests.relatorio.venenos import VENENOS

_LEITOR = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What GitHub links in a text on its own, without any markup.
_LIGACAO = re.compile(r"https?://|ftp://|www\.|mailto:|\w@\w|(?:^|\W)@\w|#\d", re.IGNORECASE)
_LUGARES = ("{}", "- {}", "### {}", "- manter {}\n  (x)", "antes {} depois", "1. {}\n2. x")

_MARCACAO = st.text(
    st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&:@$=\"' \t\n\r0123456789axwhtp/;?")), max_size=40
)
TEXTOS = st.one_of(st.text(max_size=80), _MARCACAO, st.sampled_from(VENENOS))


def lido(markdown: str) -> tuple[list[str], list[Token]]:
    """Return the kinds of block and the inline tokens that a reader finds."""
    tokens = _LEITOR.parse(markdown)
    dentro = [t for token in tokens for t in token.children or []]
    return [token.type for token in tokens], dentro


def visto(dentro: list[Token]) -> str:
    assert {t.type for t in dentro} <= {"text", "code_inline", "text_special", "softbreak"}, dentro
    return "".join("\n" if t.type == "softbreak" else t.content for t in dentro)


def junto(texto: str) -> str:
    return " ".join(texto.split())


@pytest.mark.parametrize("lugar", _LUGARES)
@pytest.mark.parametrize("escrever", [corrido, codigo])
def test_os_venenos_sao_so_texto(lugar: str, escrever: Callable[[str], str]) -> None:
    blocos, _ = lido(lugar.format("x"))
    for veneno in VENENOS:
        escrito = escrever(veneno)
        assert "\n" not in escrito
        achados, dentro = lido(lugar.format(escrito))
        if escrito.strip():
            assert achados == blocos, veneno
        visto(dentro)


@given(TEXTOS)
@example("- x")
@example("1. x")
@example("a\\")
@example("# [x](http://x.example) <b>|`~~y~~&amp;")
def test_corrido_diz_o_texto_inteiro_e_mais_nada(texto: str) -> None:
    _, dentro = lido(f"- {corrido(texto)}")
    assert junto(visto(dentro)) == junto(trecho_curto(texto, 300))


@given(TEXTOS)
@example("`")
@example(" x")
@example("a``b`")
def test_codigo_diz_o_texto_inteiro_em_um_so_codigo(texto: str) -> None:
    escrito = codigo(texto)
    _, dentro = lido(f"- manter {escrito}")
    if not texto or len(texto) > 1000:
        return
    codigos = [t for t in dentro if t.type == "code_inline"]
    assert [t.content for t in codigos] == [visivel(texto)]
    assert [t.content for t in dentro if t.type == "text" and t.content] == ["manter "]


@given(TEXTOS)
def test_nada_vira_ligacao_sozinho(texto: str) -> None:
    _, dentro = lido(f"- {corrido(texto)}")
    fora_de_codigo = "".join(t.content for t in dentro if t.type != "code_inline")
    assert not _LIGACAO.search(fora_de_codigo)


@given(TEXTOS)
def test_nenhum_sinal_oculto(texto: str) -> None:
    for escrito in (corrido(texto), codigo(texto)):
        assert visivel(escrito) == escrito
        escrito.encode()


def test_o_comum_fica_legivel() -> None:
    assert corrido("texto com caracteres ilegíveis (3)") == "texto com caracteres ilegíveis (3)"
    assert corrido("v1.0 - final") == "v1.0 - final"
    assert codigo("EAs/Robô [v2] #1.mq4") == "`EAs/Robô [v2] #1.mq4`"
    assert codigo("") == corrido("") == ""
    assert codigo("x" * 5000) == f"`{'x' * 999}…`"
