"""Where a file would live in a tidy tree, and under which name. A suggestion: nothing is moved."""

from __future__ import annotations

import re
from posixpath import splitext

from componentes.base.tipos import Analise, Linguagem, Tipo
from componentes.classificacao.semelhanca.caminhos import radical

_PREFIXOS = {
    Tipo.EA: "EA",
    Tipo.INDICADOR: "IND",
    Tipo.SCRIPT: "SCR",
    Tipo.SERVICO: "SCR",
    Tipo.ESTRATEGIA: "STR",
    Tipo.BIBLIOTECA: "LIB",
}
_PASTAS = {
    Tipo.EA: "EAs",
    Tipo.INDICADOR: "Indicators",
    Tipo.SCRIPT: "Scripts",
    Tipo.SERVICO: "Services",
    Tipo.BIBLIOTECA: "Libraries",
    Tipo.INCLUDE: "Include",
}
_PASTAS_PINE = {
    Tipo.INDICADOR: "Indicators",
    Tipo.ESTRATEGIA: "Strategies",
    Tipo.BIBLIOTECA: "Libraries",
}
_RAIZES = {Linguagem.MQL4: "MQL4_Source", Linguagem.MQL5: "MQL5_Source"}
_NAO_NOME = re.compile(r"[^\w.+-]+")
_VERSAO = re.compile(r"^\d+(?:\.\d+){0,2}$")


def nome_sugerido(caminho: str, analise: Analise) -> str:
    """Return a name as `EA_Nome_v1.2.mq4`; the version only where the program declares one."""
    atual = caminho.rpartition("/")[2]
    prefixo = _PREFIXOS.get(analise.tipo)
    if prefixo is None:
        return atual
    extensao = splitext(atual)[1]
    nome = _NAO_NOME.sub("_", radical(atual)).strip("_.") or "SemNome"
    versao = analise.propriedades.get("version", "")
    final = f"_v{versao}" if _VERSAO.match(versao) else ""
    return f"{prefixo}_{nome}{final}{_extensao(extensao.lower(), analise.linguagem)}"


def pasta_sugerida(analise: Analise) -> str:
    """Return the folder for a file's language and type, `Misc` where neither decides."""
    if analise.linguagem is Linguagem.PINE:
        return f"Pine_Script_Source/{_PASTAS_PINE.get(analise.tipo, 'Misc')}"
    if analise.tipo is Tipo.NAO_CODIGO:
        return "Misc"
    raiz = _RAIZES.get(analise.linguagem, "MQL_Source")
    return f"{raiz}/{_PASTAS.get(analise.tipo, 'Misc')}"


def _extensao(atual: str, linguagem: Linguagem) -> str:
    """Return the extension a platform expects, where the file came as .txt or under another."""
    certas = {Linguagem.MQL4: ".mq4", Linguagem.MQL5: ".mq5", Linguagem.PINE: ".pine"}
    return certas.get(linguagem, atual)
