"""What a rule is: YAML data that weighs facts into a label, with the reason shown to the user."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Peso = Annotated[int, Meta(ge=-500, le=500)]
Identificador = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]


class Dimensao(StrEnum):
    """The axis a label lives on; an exclusive axis has exactly one label for each file."""

    LINGUAGEM = "linguagem"
    TIPO = "tipo"
    ORIGEM = "origem"
    FAMILIA = "familia"
    RISCO = "risco"
    MERCADO = "mercado"
    TIMEFRAME = "timeframe"
    QUALIDADE = "qualidade"

    @property
    def exclusiva(self) -> bool:
        """Whether the strongest label wins and the others are dropped."""
        return self in (Dimensao.LINGUAGEM, Dimensao.TIPO)


class Espera(StrEnum):
    """What an example says of its rule; `pendente` marks a known gap."""

    SIM = "sim"
    NAO = "nao"
    PENDENTE = "pendente"


class Grau(StrEnum):
    """How far an evidence reaches; the strongest one bounds the confidence of its label."""

    PALAVRA = "palavra"
    """Only a word: an identifier, a title."""
    IDIOMA = "idioma"
    """The idiom is in the code; that it reaches an order was not traced."""
    MECANISMO = "mecanismo"
    """The mechanism reaches an order call (in an indicator: what it draws)."""

    @property
    def teto(self) -> int:
        """The confidence that evidences of this grade can reach at most."""
        return {"palavra": 49, "idioma": 79, "mecanismo": 100}[self.value]


class EvidenciaRegra(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that speaks for or against a label: a fact, a word, or a pattern in one view.

    Several facts or words are alternatives; with `todos`, all of them must hold.
    """

    id: Identificador
    peso: Peso
    porque: str = ""
    fatos: tuple[str, ...] = ()
    palavras: tuple[str, ...] = ()
    padrao: str = ""
    visao: str = "codigo"
    se: tuple[str, ...] = ()
    """Words of which one must occur before the pattern is tried: what keeps patterns cheap."""
    todos: bool = False
    grau: Grau | None = None


class Exemplo(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of code that tests the rule, as the file `nome` would hold it."""

    espera: Espera
    codigo: str
    nome: str = "exemplo.mq4"
    incluidos: tuple[str, ...] = ()
    """Entry points that the includes of this file would define."""


class Regra(Struct, frozen=True, forbid_unknown_fields=True):
    """One label's rule as it stands in a rule file."""

    id: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_.{}-]*$")]
    versao: Annotated[int, Meta(ge=1)]
    dimensao: Dimensao
    valor: str
    porque: str
    evidencias: tuple[EvidenciaRegra, ...]
    contra: tuple[EvidenciaRegra, ...] = ()
    exige_um_de: tuple[str, ...] = ()
    limiar: Annotated[int, Meta(ge=1, le=100)] = 50
    linguagens: tuple[str, ...] = ()
    tipos: tuple[str, ...] = ()
    cada: tuple[str, ...] = ()
    """Values that `{valor}` stands for: one rule for each is made of this one."""
    nota: Annotated[int, Meta(ge=-100, le=100)] = 0
    """What the label adds to the quality score; only on the axis `qualidade`."""
    referencias: tuple[str, ...] = ()
    exemplos: tuple[Exemplo, ...] = ()


class ArquivoDeRegras(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole rule file."""

    regras: tuple[Regra, ...]
