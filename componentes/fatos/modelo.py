"""What is known of one content after reading its code, with the place of each finding.

A fact is named `kind:value` (`define:OnTick`, `palavra:OrderSelect`, `chamada:OrderSend/11`), so
that a rule finds it by one dictionary look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from componentes.base.sigilo import mascarar
from componentes.base.tipos import Dependencia, Entrada, Impressao
from componentes.lexico.vistas import Vistas, cortar

_LINHA_MASCARADA = 800


class Ocorrencia(Struct, frozen=True, array_like=True):
    """Where a fact stands first: line (0 = the whole file) and the text of that line."""

    linha: int
    trecho: str
    entradas: tuple[str, ...] = ()
    """Inputs of the program that switch on or size what was found."""


class Fatos(Struct, frozen=True):
    """Everything the rules and the record need of one content."""

    gramatica: str
    linhas: int
    ocorrencias: dict[str, Ocorrencia]
    versao_linguagem: str = ""
    propriedades: dict[str, str] = {}
    pontos_de_entrada: tuple[str, ...] = ()
    """Handlers that the file defines itself, sorted."""
    entradas: tuple[Entrada, ...] = ()
    dependencias: tuple[Dependencia, ...] = ()
    indicadores: tuple[str, ...] = ()
    impressao: Impressao | None = None
    notas: tuple[str, ...] = ()
    """What the user should be told in words: misleading labels, inputs without use."""


@dataclass(frozen=True)
class Vocabulario:
    """What the rule set wants to know beyond the facts that are always gathered."""

    pedidos: frozenset[str] = frozenset()
    """Names of all facts asked for; others are not worth finding their line."""
    palavras: frozenset[str] = frozenset()
    chamadas: frozenset[str] = frozenset()
    """Functions whose calls are told apart by their number of arguments."""
    nomes: frozenset[str] = frozenset()
    """Predefined names of a dialect, whose declaration or indexing in the program matters."""
    padroes: Mapping[str, Padrao] = field(default_factory=dict)
    """Patterns by the name of the fact they become (`padrao:RULE.EVIDENCE`)."""


@dataclass(frozen=True)
class Padrao:
    """A pattern tried in one view, only where one of the words `se` occurs in the active code."""

    expressao: re.Pattern[str]
    visao: str
    se: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Coletor:
    """Gathers the occurrences asked for in one text; the first of each name wins."""

    vistas: Vistas
    pedidos: frozenset[str]
    ocorrencias: dict[str, Ocorrencia] = field(default_factory=dict)
    _trechos: dict[int, str] = field(default_factory=dict)
    """Lines as they are quoted, by number: many facts share one."""

    def falta(self, nome: str) -> bool:
        """Tell whether a fact is asked for and not noted yet."""
        return nome in self.pedidos and nome not in self.ocorrencias

    def anotar(self, nome: str, posicao: int, entradas: tuple[str, ...] = ()) -> None:
        """Record that fact `nome` holds at an offset of the original."""
        if nome in self.pedidos and nome not in self.ocorrencias:
            linha = self.vistas.linha(posicao)
            if linha not in self._trechos:
                # Masked before it is cut: half a secret would not be recognised as one.
                trecho = mascarar(self.vistas.trecho(posicao, _LINHA_MASCARADA))
                self._trechos[linha] = cortar(trecho)
            self.ocorrencias[nome] = Ocorrencia(linha, self._trechos[linha], entradas)

    def anotar_arquivo(self, nomes: Iterable[str], trecho: str = "") -> None:
        """Record facts that hold for the file as a whole."""
        for nome in nomes:
            self.ocorrencias.setdefault(nome, Ocorrencia(0, trecho))
