"""Where the names of a backup go on each system."""

from __future__ import annotations

import sys

import pytest

from componentes.copia_seguranca.nomes import NomeRecusado, partes_no_disco


@pytest.mark.parametrize(
    "nome", ["../x", "a/../../x", "/x", "a//b", "", ".", "a\0b", "\\u002e\\u002e/x", "a/"]
)
def test_nomes_que_saem_do_destino_sao_recusados(nome: str) -> None:
    with pytest.raises(NomeRecusado):
        partes_no_disco(nome)


@pytest.mark.parametrize(
    ("sistema", "nome", "partes"),
    [
        ("win32", "a:b/CON", ("a%3Ab", "%43ON")),
        ("win32", "a\\\\b", ("a%5Cb",)),
        ("win32", "Robô/50%.mq4", ("Robô", "50%.mq4")),
        ("darwin", "a:b/caf\\udce9", ("a%3Ab", "caf%E9")),
        ("darwin", "a:b/CON", ("a:b", "CON")),
        ("linux", "a:b/caf\\udce9", ("a:b", "caf\udce9")),
    ],
)
def test_cada_sistema_recebe_o_nome_mais_fiel_que_aceita(
    monkeypatch: pytest.MonkeyPatch, sistema: str, nome: str, partes: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "platform", sistema)
    assert partes_no_disco(nome) == partes
