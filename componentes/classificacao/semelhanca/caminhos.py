"""What names and folders tell: which file looks like the copy, and what a program is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from componentes.base.caminhos import DENTRO

_MARCA_DE_COPIA = re.compile(
    r"(?:\s*\(\d+\))+$|__\d{1,2}_?$|\s*-\s*(?:Copy|Copia|Cópia)$", re.IGNORECASE
)
# What earlier tidying put around a name: a type in front, a placeholder version and market behind.
_PREFIXO_ANTIGO = re.compile(r"^(?:EA|IND|SCR|STR|LIB|UNK|MISC|STRATEGY|INDICATOR)_(?=\w)")
_SUFIXO_ANTIGO = re.compile(r"_v1\.0(?:_[A-Z0-9]{2,10})*(?:_\d+)?$")
_VERSAO = re.compile(
    r"(?i)[\s_-]*(?:(?<![a-z0-9])v\.?(\d{1,3}(?:[._]\d{1,4}){0,3})"
    r"|(?<![a-z0-9.])(\d{1,3}(?:\.\d{1,4}){1,3}))(?!\d)"
)
_SEM_PONTO = re.compile(r"^0(?=\d)")
"""`v058` comes before `v1`: names leave out the point."""
_NUMERACAO = re.compile(r"(?<![a-z])v?\d+(?:[._]\d+)*")
_PASTA_DE_COPIAS = re.compile(r"duplica|backup|copia|copies|_old", re.IGNORECASE)


def original(caminhos: Iterable[str]) -> str:
    """Return the path that looks least like a copy; among equals the first in sorted order.

    A file goes before what lies in an archive, where nobody can use it; a name as "EA (2).mq4"
    speaks louder than a folder called Duplicates or Backup.
    """
    return min(caminhos, key=aparencia_de_copia)


def aparencia_de_copia(caminho: str) -> tuple[bool, bool, bool, str]:
    """Return a key that puts the path that looks least like a copy first."""
    pasta, _, arquivo = caminho.rpartition("/")
    nome = _sem_extensao(arquivo)
    return (
        DENTRO in caminho,
        bool(_MARCA_DE_COPIA.search(nome) or _MARCA_DE_COPIA.search(_SUFIXO_ANTIGO.sub("", nome))),
        bool(_PASTA_DE_COPIAS.search(pasta)),
        caminho,
    )


def radical(caminho: str) -> str:
    """Return what a program is called, without copy marks and without what tidying added."""
    nome = _MARCA_DE_COPIA.sub("", _sem_extensao(caminho.rpartition("/")[2]))
    return _MARCA_DE_COPIA.sub("", _SUFIXO_ANTIGO.sub("", _PREFIXO_ANTIGO.sub("", nome)))


def raiz_do_nome(caminho: str) -> str:
    """Return the letters of a name, all its signs where it has none: numbers are of versions."""
    nome = radical(caminho).casefold()
    return "".join(filter(str.isalpha, _NUMERACAO.sub("", nome))) or nome


def versao_no_nome(nome: str) -> tuple[str, str]:
    """Return a name without its version, and the version with dots, "" for none."""
    achado = _VERSAO.search(nome)
    if achado is None:
        return nome, ""
    versao = _SEM_PONTO.sub("0.", (achado[1] or achado[2]).replace("_", "."))
    return nome[: achado.start()] + nome[achado.end() :], versao


def _sem_extensao(nome: str) -> str:
    return nome.rpartition(".")[0] or nome
