"""What surrounds a content at one path and can change its labels: extension, folder, includes.

Contents are analysed once; only where the context differs is the same content judged again. The
context's text is part of the key under which a result is kept.
"""

from __future__ import annotations

import hashlib
import re

from msgspec import Struct

from componentes.base.tipos import Dependencia
from componentes.fatos.modelo import Ocorrencia

_PASTA_DO_TERMINAL = re.compile(
    r"(?:^|/)mql[45]/(experts|indicators|scripts|libraries|services)/", re.IGNORECASE
)
_ARVORE_DO_MQL4 = re.compile(
    r"(?:^|/)mql4/(?:include|experts|indicators|scripts|libraries)/", re.IGNORECASE
)
_EXTENSOES = frozenset({"mq4", "mq5", "mqh"})


class Contexto(Struct, frozen=True):
    """The circumstances of a content at one path, reduced to what rules look at."""

    extensao: str = ""
    """mq4, mq5 or mqh; a name without one of them says nothing."""
    pasta: str = ""
    """Folder of a real terminal (`MQL4/Experts/…`), only where the source leaves the type open."""
    incluidos: tuple[str, ...] = ()
    """Entry points that the resolved includes define."""
    dependencias: tuple[Dependencia, ...] | None = None
    """The program's dependencies with what resolved them, None where nothing was resolved."""
    terminal: str = ""
    """mql4 for a header in the tree of a MetaTrader 4 (`MQL4/Include/…`)."""

    @property
    def chave(self) -> str:
        """The short text that keeps results of different contexts apart; "" for most files."""
        partes = [parte for parte in (self.extensao, self.pasta, self.terminal) if parte]
        if self.incluidos or self.dependencias is not None:
            partes.append(self._soma())
        return "+".join(partes)

    @property
    def muda_rotulos(self) -> bool:
        """Whether rules see more than the content and its extension; else only names resolve."""
        return bool(self.pasta or self.incluidos)

    def ocorrencias(self) -> dict[str, Ocorrencia]:
        """Return the context as facts of the whole file."""
        nomes = [f"incluido:{entrada}" for entrada in self.incluidos]
        if self.extensao:
            nomes.append(f"extensao:{self.extensao}")
        if self.pasta:
            nomes.append(f"pasta:{self.pasta}")
        if self.terminal:
            nomes.append(f"terminal:{self.terminal}")
        return {nome: Ocorrencia(0, nome.partition(":")[2]) for nome in nomes}

    def _soma(self) -> str:
        resolvidas = [(d.nome, d.resolvida) for d in self.dependencias or ()]
        return hashlib.sha256(repr((self.incluidos, resolvidas)).encode()).hexdigest()[:12]


def contexto_do_nome(caminho: str) -> Contexto:
    """Return what a path alone says, before anything is read."""
    _, ponto, extensao = caminho.lower().rpartition(".")
    if not ponto or extensao not in _EXTENSOES:
        return Contexto()
    return Contexto(extensao, terminal=_terminal(caminho) if extensao == "mqh" else "")


def _terminal(caminho: str) -> str:
    """Return the dialect that the terminal around a header tells, "" for most.

    A header of an MQL5 tree with nothing of MQL5 in it serves both (docs.mql4.com/mql4changes);
    one of an MQL4 tree need not, for MQL5 knows no mode without `#property strict`. Folders that
    some tidying program named prove nothing.
    """
    return "mql4" if _ARVORE_DO_MQL4.search(caminho) else ""


def pasta_do_terminal(caminho: str, pontos_de_entrada: tuple[str, ...]) -> str:
    """Return the terminal folder of a path where the type hangs on it: an old `start()` program.

    "The client terminal recognizes program types by their location"
    (book.mql4.com/metaeditor/files); folders that some tidying program named prove nothing.
    """
    if "start" not in pontos_de_entrada:
        return ""
    achado = _PASTA_DO_TERMINAL.search(caminho)
    return achado[1].lower() if achado else ""
