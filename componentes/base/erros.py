"""One root for every error the program explains to its user.

A message says what happened, where, and what to do; a subclass exists because a door turns it
into another exit code or because an agent reacts to it.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

CODIGO_DE_FALHAS = 3
"""Exit code: finished, but some files failed."""

CODIGO_DE_TRAVA = 11
"""Exit code: somebody else is at work on this base folder."""

CODIGO_DE_INTERRUPCAO = 130
"""Exit code: stopped on request."""


class ErroOrquestrador(Exception):
    """Root of the errors shown without a traceback; `codigo` is the exit code of the process."""

    codigo = 1

    def __init__(self, o_que: str, *, onde: str | Path = "", o_que_fazer: str = "") -> None:
        self.o_que = o_que
        self.onde = str(onde)
        self.o_que_fazer = o_que_fazer
        super().__init__(self.mensagem())

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error travel between processes with its parts."""
        return _refazer, (type(self), self.o_que, self.onde, self.o_que_fazer)

    def mensagem(self) -> str:
        """Return the three parts as the text a user reads."""
        partes = [self.o_que]
        if self.onde:
            partes.append(f"Onde: {self.onde}")
        if self.o_que_fazer:
            partes.append(f"O que fazer: {self.o_que_fazer}")
        return "\n".join(partes)

    def como_resposta(self) -> dict[str, Any]:
        """Return the error as the answer of a command, `codigo` being the exit code."""
        return {
            "sucesso": False,
            "codigo": self.codigo,
            "erro": self.o_que,
            "onde": self.onde,
            "o_que_fazer": self.o_que_fazer,
        }


def _refazer(
    tipo: type[ErroOrquestrador], o_que: str, onde: str, o_que_fazer: str
) -> ErroOrquestrador:
    return tipo(o_que, onde=onde, o_que_fazer=o_que_fazer)


class ErroUso(ErroOrquestrador):
    """The command line asks for something that does not exist."""

    codigo = 2


class ErroConfiguracao(ErroOrquestrador):
    """A configuration or rule file is wrong; names file, key, value and what is allowed."""

    codigo = 2


class ErroTrava(ErroOrquestrador):
    """Another run holds the lock of this base folder."""

    codigo = CODIGO_DE_TRAVA


class ErroCancelado(ErroOrquestrador):
    """What was asked for was called off before it began."""

    codigo = CODIGO_DE_INTERRUPCAO


class ErroDisco(ErroOrquestrador):
    """A write failed: disk full, read-only folder, missing permission."""


class ErroCatalogo(ErroOrquestrador):
    """The catalogue is damaged, or written by a newer version."""


class ErroBackup(ErroOrquestrador):
    """A backup cannot be written, read or restored."""


def em_uma_linha(dito: BaseException | str) -> str:
    """Return a text, or what an error says, without line breaks; its type where it says nothing."""
    texto = " · ".join(str(dito).splitlines())
    return texto or (type(dito).__name__ if isinstance(dito, BaseException) else "")


_CAUSAS = {
    errno.ENOSPC: ("Disco cheio", "libere espaço ou use --base com uma pasta em outro disco"),
    errno.EDQUOT: ("Cota de disco esgotada", "libere espaço ou use --base com outra pasta"),
    errno.EROFS: (
        "A pasta está em um disco somente leitura",
        "use --base com uma pasta em que se possa escrever",
    ),
    errno.EACCES: ("Sem permissão", "ajuste as permissões ou use --base com outra pasta"),
    errno.EPERM: ("Operação não permitida", "ajuste as permissões ou use --base com outra pasta"),
    errno.EMFILE: (
        "Arquivos abertos demais",
        "aumente o limite do sistema (ulimit -n) ou reduza max_threads",
    ),
    errno.ENOTDIR: ("O caminho não é uma pasta", "confira o caminho informado"),
}


def erro_de_disco(erro: OSError, acao: str, onde: str | Path) -> ErroDisco:
    """Explain an operating-system error of the action `acao` ("gravar o relatório")."""
    padrao = (erro.strerror or str(erro), "confira o disco e as permissões e tente de novo")
    causa, remedio = _CAUSAS.get(erro.errno or 0, padrao)
    return ErroDisco(f"{causa}: não foi possível {acao}", onde=onde, o_que_fazer=remedio)
