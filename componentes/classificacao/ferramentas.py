"""What every analysis needs and is made once for each process: the rules and their vocabulary."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from componentes import VERSAO
from componentes.fatos.modelo import Padrao, Vocabulario
from componentes.regras.carga import ConjuntoDeRegras, carregar
from componentes.regras.mesas import fatos_das_mesas
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import (
    Prontas,
    aprontar,
    fatos_pedidos,
    nomes_de_fatos,
    palavras_de,
)

_EIXOS = tuple(Dimensao)


@dataclass(frozen=True)
class Ferramentas:
    """The rule set in force, split by the order in which it is asked."""

    exclusivas: Prontas
    """Rules for language and type, asked first: the others may depend on the language."""
    multiplas: Prontas
    vocabulario: Vocabulario
    conjunto: ConjuntoDeRegras
    """The rules as they were read, for handing them to other processes."""
    chave: str
    """Names rule set and program version: results made under another key are made again."""


def preparar(
    regras_do_usuario: Path | None = None, mesas_do_usuario: Path | None = None
) -> Ferramentas:
    """Load rules and tables; raises `ErroConfiguracao` for a wrong file of the user's."""
    return preparar_conjunto(carregar(regras_do_usuario, mesas_do_usuario))


def preparar_conjunto(conjunto: ConjuntoDeRegras) -> Ferramentas:
    """Make a rule set that was already read ready for use."""
    # By axis, in the order the axes are declared: what wrote a program is a fact for its families.
    regras = sorted(conjunto.regras, key=lambda regra: _EIXOS.index(regra.dimensao))
    return Ferramentas(
        exclusivas=aprontar(r for r in regras if r.dimensao.exclusiva),
        multiplas=aprontar(r for r in regras if not r.dimensao.exclusiva),
        vocabulario=vocabulario(conjunto),
        conjunto=conjunto,
        chave=hashlib.sha256(f"{conjunto.digest}+{VERSAO}".encode()).hexdigest()[:16],
    )


def vocabulario(conjunto: ConjuntoDeRegras) -> Vocabulario:
    """Return what the facts must hold for these rules to be asked."""
    pedidos = fatos_pedidos(conjunto) | fatos_das_mesas(conjunto.mesas)
    padroes = {
        nomes_de_fatos(regra, evidencia)[0]: Padrao(
            re.compile(evidencia.padrao, re.MULTILINE), evidencia.visao, frozenset(evidencia.se)
        )
        for regra in conjunto.regras
        for evidencia in (*regra.evidencias, *regra.contra)
        if evidencia.padrao
    }
    return Vocabulario(
        pedidos=pedidos,
        palavras=palavras_de(pedidos, "palavra"),
        chamadas=palavras_de(pedidos, "chamada"),
        nomes=palavras_de(pedidos, "declara") | palavras_de(pedidos, "indexa"),
        padroes=padroes,
    )
