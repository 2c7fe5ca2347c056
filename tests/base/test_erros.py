"""Errors say what, where and what to do, and carry the exit code of the process."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from componentes.base.erros import (
    ErroBackup,
    ErroCatalogo,
    ErroConfiguracao,
    ErroDisco,
    ErroOrquestrador,
    ErroTrava,
    ErroUso,
    em_uma_linha,
    erro_de_disco,
)


@pytest.mark.parametrize(
    ("tipo", "codigo"),
    [
        (ErroOrquestrador, 1),
        (ErroUso, 2),
        (ErroConfiguracao, 2),
        (ErroTrava, 11),
        (ErroDisco, 1),
        (ErroCatalogo, 1),
        (ErroBackup, 1),
    ],
)
def test_codigos(tipo: type[ErroOrquestrador], codigo: int) -> None:
    erro = tipo("algo")
    assert erro.codigo == codigo
    assert isinstance(erro, ErroOrquestrador)


def test_mensagem_em_tres_partes() -> None:
    erro = ErroUso("O que", onde=Path("aqui"), o_que_fazer="isto")
    assert str(erro) == "O que\nOnde: aqui\nO que fazer: isto"
    assert str(ErroUso("Só")) == "Só"


@pytest.mark.parametrize(
    ("dito", "linha"),
    [
        (ErroUso("O que", o_que_fazer="isto"), "O que · O que fazer: isto"),
        (ValueError("a\nb"), "a · b"),
        (ValueError(), "ValueError"),
        ("a\r\nb\u2028c", "a · b · c"),
        ("", ""),
    ],
)
def test_em_uma_linha(dito: Exception | str, linha: str) -> None:
    assert em_uma_linha(dito) == linha


@pytest.mark.parametrize(
    ("numero", "causa", "remedio"),
    [
        (errno.ENOSPC, "Disco cheio", "--base"),
        (errno.EACCES, "Sem permissão", "permissões"),
        (errno.EPERM, "Operação não permitida", "permissões"),
        (errno.EROFS, "somente leitura", "--base"),
        (errno.EDQUOT, "Cota de disco", "espaço"),
        (errno.EMFILE, "Arquivos abertos demais", "ulimit"),
        (errno.ENOTDIR, "não é uma pasta", "caminho"),
    ],
)
def test_causas_conhecidas(numero: int, causa: str, remedio: str) -> None:
    erro = erro_de_disco(OSError(numero, "english"), "gravar o relatório", "x.html")
    assert causa in erro.o_que
    assert "não foi possível gravar o relatório" in erro.o_que
    assert remedio in erro.o_que_fazer
    assert erro.onde == "x.html"


@pytest.mark.parametrize("erro", [OSError(errno.EXDEV, "Cross-device"), OSError("só texto")])
def test_causa_desconhecida_diz_o_que_o_sistema_disse(erro: OSError) -> None:
    explicado = erro_de_disco(erro, "gravar", "x")
    assert (erro.strerror or "só texto") in explicado.o_que
    assert explicado.o_que_fazer
