"""What makes a Pine file a program: its declaration, version and settings."""

from __future__ import annotations

from componentes.base.sigilo import mascarar
from componentes.fatos.chamadas import ARGUMENTO_NOMEADO, argumentos
from componentes.fatos.modelo import Coletor
from componentes.lexico.pine import DECLARACAO, versao_declarada
from componentes.lexico.vistas import Vistas

_VALOR_MAXIMO = 2000


def ler_pine(coletor: Coletor) -> tuple[str, dict[str, str]]:
    """Note declaration and version; return the version as text and the declared settings."""
    vistas = coletor.vistas
    declaracao = DECLARACAO.search(vistas.codigo)
    ajustes: dict[str, str] = {}
    if declaracao:
        coletor.anotar(f"pine:{declaracao[1]}", declaracao.start(1))
        ajustes = _ajustes(vistas, declaracao.end() - 1)
    return _versao(coletor, bool(declaracao)), ajustes


def _versao(coletor: Coletor, declarada: bool) -> str:
    """Return the language version; without a version line Pine takes a script for version 1."""
    versao = versao_declarada(coletor.vistas.original)
    if versao is None:
        return "1" if declarada else ""
    coletor.anotar("pine:versao", versao[1])
    return str(versao[0])


def _ajustes(vistas: Vistas, abre: int) -> dict[str, str]:
    """Return the named arguments of the declaration, the first positional one as `title`."""
    ajustes: dict[str, str] = {}
    for indice, (inicio, fim) in enumerate(argumentos(vistas.codigo, abre)):
        nome = ARGUMENTO_NOMEADO.match(vistas.codigo, inicio, fim)
        chave = nome[1] if nome else ("title" if indice == 0 else "")
        if chave:
            valor = vistas.original[nome.end() if nome else inicio : fim].strip()
            ajustes[chave] = mascarar(valor.strip("\"'"))[:_VALOR_MAXIMO]
    return ajustes
