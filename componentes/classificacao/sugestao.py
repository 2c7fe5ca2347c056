"""Where a file would live in a tidy tree, and under which name. A suggestion: nothing is moved."""

from __future__ import annotations

import re
from posixpath import splitext
from typing import Literal

from msgspec import Struct

from componentes.base.tipos import Analise, Linguagem, Tipo
from componentes.classificacao.arvore import Arvore
from componentes.classificacao.semelhanca.caminhos import radical, versao_no_nome
from componentes.classificacao.semelhanca.escolha import versoes_no_codigo

_NAO_NOME = re.compile(r"[^\w.+-]+")
_VERSAO = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
_PARTE = re.compile(r"([^{}]*)\{(\w+)\}")
_SO_PALAVRA = "palavra"
_EXTENSOES = {Linguagem.MQL4: ".mq4", Linguagem.MQL5: ".mq5", Linguagem.PINE: ".pine"}


class Lugar(Struct, frozen=True):
    """A folder of the tidy tree, in the parts it is made of; "" where there is no such part."""

    raiz: str
    """By language."""
    pasta: str
    """By type."""
    divisao: str = ""
    """By family or kind, which needs a number of files."""

    @property
    def inteiro(self) -> str:
        """The whole path of the folder."""
        return "/".join(filter(None, (self.raiz, self.pasta, self.divisao)))


def nome_sugerido(caminho: str, analise: Analise, esquema: Arvore) -> str:
    """Return a name as `EA_Nome_v1.2_XAUUSD.mq4`; headers and what is no program keep theirs.

    The version is the declared one, else that of the name, whatever `_v1.0` an earlier tidying
    added; the market is one that binds more than a word does.
    """
    atual = caminho.rpartition("/")[2]
    prefixo = esquema.prefixos.get(analise.tipo)
    if prefixo is None:
        return atual
    nome, versao = versao_no_nome(radical(atual))
    declaradas = filter(_VERSAO.fullmatch, versoes_no_codigo(analise.propriedades))
    partes = {
        "prefixo": prefixo,
        "nome": _NAO_NOME.sub("_", nome).strip("_.") or "SemNome",
        "versao": next(declaradas, versao),
        "mercado": _mercado(esquema, analise),
    }
    escritas = (
        antes + partes[parte] for antes, parte in _PARTE.findall(esquema.nome) if partes.get(parte)
    )
    return "".join(escritas) + _extensao(splitext(atual)[1].lower(), analise.linguagem)


def _mercado(esquema: Arvore, analise: Analise) -> str:
    """Return the one market that the code binds to, else the word for several."""
    if analise.tipo not in esquema.com_mercado:
        return ""
    firmes = [m for m in analise.mercados if analise.graus.get(f"mercado:{m}") != _SO_PALAVRA]
    return firmes[0] if len(firmes) == 1 else esquema.sem_mercado


def lugar_sugerido(caminho: str, analise: Analise, esquema: Arvore) -> Lugar:
    """Return the folder for a file's language, type and first family, or for what else it is."""
    if analise.tipo is Tipo.NAO_CODIGO or analise.linguagem not in esquema.raizes:
        especie = analise.conteiner
        if especie not in esquema.outros:
            especie = splitext(caminho)[1].lower()
        return Lugar("", esquema.resto, esquema.outros.get(especie, ""))
    lingua: Literal["mql", "pine"] = "pine" if analise.linguagem is Linguagem.PINE else "mql"
    pastas = esquema.pastas.get(lingua, {})
    raiz, pasta = esquema.raizes[analise.linguagem], pastas.get(analise.tipo, esquema.resto)
    por_familia = esquema.familias.get(analise.tipo)
    if not por_familia or lingua == "pine":
        return Lugar(raiz, pasta)
    divisoes = (por_familia.get(familia, esquema.resto) for familia in analise.familias)
    return Lugar(raiz, pasta, next(divisoes, esquema.resto))


def _extensao(atual: str, linguagem: Linguagem) -> str:
    """Return the extension a platform expects, where the file came as .txt or under another."""
    return _EXTENSOES.get(linguagem, atual)
