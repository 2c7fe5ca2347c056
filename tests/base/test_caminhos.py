"""Any file name becomes valid text and comes back; two names never become one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from componentes.base.caminhos import de_texto, para_texto, relativo_em_texto

# Names the way Python hands them out: any text, and lone surrogates for what is none.
NOMES = st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\\u0a/"))


@given(NOMES)
@example("\\ud83d")
@example("\ud83d")
@example("\\\\udc80\udc80")
@example("\\")
def test_ida_e_volta(nome: str) -> None:
    texto = para_texto(nome)
    texto.encode()  # lone surrogates would raise
    assert de_texto(texto) == nome


@given(NOMES, NOMES)
@example("\udc80", "\\udc80")
@example("\\\\", "\\")
def test_nomes_diferentes_tem_textos_diferentes(um: str, outro: str) -> None:
    assert (para_texto(um) == para_texto(outro)) == (um == outro)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\")))
def test_nome_comum_fica_como_e(nome: str) -> None:
    assert para_texto(nome) == nome


@given(st.binary(min_size=1).filter(lambda b: b"\0" not in b))
@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_bytes_do_disco(nome: bytes) -> None:
    assert os.fsencode(de_texto(para_texto(os.fsdecode(nome)))) == nome


def test_relativo() -> None:
    assert relativo_em_texto(Path("/a/b/c d.mq4"), Path("/a")) == "b/c d.mq4"
