"""What makes an MQL file a program: handlers with the right signature, properties, regions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from componentes.base.sigilo import mascarar
from componentes.fatos.estrutura import Bloco
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_IDENTIFICADOR = re.compile(r"\w+")
# "int valores[]" without & or const: new compilers refuse it, old MQL4 passed a copy.
_VETOR_SEM_REFERENCIA = re.compile(r"(?:^|,)\s*\w+\s+\w+\s*\[")
_VALOR_MAXIMO = 2000
_VALOR_MASCARADO = 20_000
_PROPRIEDADES_MAXIMAS = 1000
_NOME_MAXIMO = 200
_LINHAS_MAXIMAS = 100
_COM_NOME = {"define": "macro", "ifdef": "condicional", "ifndef": "condicional"}

# Handlers and the number of parameters the platform calls them with; a handler with another
# signature is a function that happens to have the name (docs.mql4.com/basis/function/events).
_TRATADORES = {
    "OnTick": {0},
    "OnStart": {0},
    "OnInit": {0},
    "OnTimer": {0},
    "OnTrade": {0},
    "OnTester": {0},
    "OnTesterInit": {0},
    "OnTesterPass": {0},
    "OnTesterDeinit": {0},
    "OnDeinit": {1},
    "OnBookEvent": {1},
    "OnTradeTransaction": {3},
    "OnChartEvent": {4},
    "OnCalculate": {4, 10},
    "start": {0},
    "init": {0},
    "deinit": {0},
}


TRATADORES = frozenset(_TRATADORES)
"""Names of the functions that the platform itself calls."""
TRATADORES_SEM_CAIXA = frozenset(nome.casefold() for nome in TRATADORES)
"""The same in small letters: a misspelt handler is code its author wanted to run."""


def ler_programa(
    coletor: Coletor, blocos: Iterable[Bloco]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Note definitions and directives of MQL code; return its properties and entry points."""
    entradas = [_anotar_bloco(coletor, bloco) for bloco in blocos]
    for diretiva in coletor.vistas.diretivas:
        if diretiva.nome in _COM_NOME:
            nome = _IDENTIFICADOR.match(coletor.vistas.codigo, diretiva.inicio)
            if nome:
                coletor.anotar(f"{_COM_NOME[diretiva.nome]}:{nome[0]}", diretiva.posicao)
    return _propriedades(coletor), tuple(sorted({nome for nome in entradas if nome}))


def _anotar_bloco(coletor: Coletor, bloco: Bloco) -> str:
    """Note what a block is; return the name of the entry point it defines, or ""."""
    if bloco.forma != "funcao":
        coletor.anotar(f"forma:{bloco.forma}", bloco.inicio)
        return ""
    if "::" in bloco.nome:
        coletor.anotar("forma:metodo", bloco.inicio)
        return ""
    coletor.anotar("forma:funcao", bloco.inicio)
    if "." in bloco.nome:
        coletor.anotar("forma:nome_com_ponto", bloco.inicio)
    if "[" in bloco.parametros and _VETOR_SEM_REFERENCIA.search(bloco.parametros):
        coletor.anotar("forma:vetor_sem_referencia", bloco.inicio)
    aceitos = _TRATADORES.get(bloco.nome)
    if aceitos is not None and _contar(bloco.parametros) not in aceitos:
        return ""
    coletor.anotar(f"define:{bloco.nome}", bloco.inicio)
    return bloco.nome if aceitos else ""


def _contar(parametros: str) -> int:
    return 0 if parametros in ("", "void") else parametros.count(",") + 1


def _propriedades(coletor: Coletor) -> dict[str, str]:
    """Note each `#property`; a second one of the same name (description) continues the first."""
    valores: dict[str, list[str]] = {}
    codigo = coletor.vistas.codigo
    for diretiva in coletor.vistas.diretivas:
        achado = _IDENTIFICADOR.match(codigo, diretiva.inicio)
        if diretiva.nome != "property" or not achado:
            continue
        nome = achado[0].lower()[:_NOME_MAXIMO]
        coletor.anotar(f"propriedade:{nome}", diretiva.posicao)
        if nome in valores or len(valores) < _PROPRIEDADES_MAXIMAS:
            partes = valores.setdefault(nome, [])
            if len(partes) < _LINHAS_MAXIMAS:
                partes.append(_valor(coletor.vistas, achado.end(), diretiva.fim))
    return {nome: "\n".join(filter(None, p))[:_VALOR_MAXIMO] for nome, p in valores.items()}


def _valor(vistas: Vistas, inicio: int, fim: int) -> str:
    """Return the value of a property without its comment, semicolon and quotes."""
    limpo = vistas.codigo[inicio:fim].rstrip("; \t\r")
    texto = vistas.original[inicio : inicio + min(len(limpo), _VALOR_MASCARADO)].strip()
    # Masked before it is cut: half a secret would not be recognised as one.
    return mascarar(texto).strip('"')[:_VALOR_MAXIMO]
