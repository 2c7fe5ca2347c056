"""The explanation of one file as one HTML file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from componentes.relatorio.explicacao.conformidade import mesas_da_pagina
from componentes.relatorio.explicacao.linhas import linhas_legiveis
from componentes.relatorio.explicacao.palavras import estado_da_dependencia, o_que_faltou
from componentes.relatorio.explicacao.rotulos import (
    Grupo,
    grupos_de,
    partes,
    rotulos_da_pagina,
)
from componentes.relatorio.pagina import montar_pagina
from componentes.relatorio.rotulos import nome_de

Objeto = Mapping[str, Any]
_ESTILOS = ("pagina.css", "explicacao.css")


class EntradaNaPagina(Struct, frozen=True):
    """An input, and the names of the risks that it switches on or sizes."""

    nome: str
    tipo: str
    padrao: str
    comentario: str
    linha: int
    riscos: list[str]


class QuaseNaPagina(Struct, frozen=True):
    """A label that was nearly given, what kept it away, and its evidence."""

    eixo: str
    nome: str
    faltou: str
    grupos: list[Grupo]


class Dependente(Struct, frozen=True):
    """What a program needs, and where that is."""

    tipo: str
    nome: str
    linha: int
    estado: str
    falta: bool


def formatar_explicacao(explicada: Objeto) -> str:
    """Return the whole page of one answer of `explicar`, all its evidence in it."""
    ficha, linhas = explicada["ficha"], linhas_legiveis(explicada)
    rotulos = rotulos_da_pagina(explicada["rotulos"], linhas)
    entradas = entradas_da_pagina(ficha["entradas"], explicada["rotulos"])
    ligada = explicada["da_ultima_execucao"]
    return montar_pagina(
        "explicacao.html.j2",
        _ESTILOS,
        (),
        None,
        e=explicada,
        ficha=ficha,
        nome=nome_do_arquivo(explicada["arquivo"]),
        o_que_e=_o_que_e(ficha),
        riscos=[r for r in rotulos if r.dimensao == "risco"],
        ideias=[nome_de("familia", familia) for familia in ficha["familias"]],
        partes=[parte for parte in partes(rotulos) if parte[2]],
        reguladas=[entrada for entrada in entradas if entrada.riscos],
        outras_entradas=[entrada for entrada in entradas if not entrada.riscos],
        mesas=mesas_da_pagina(explicada["conformidade"], linhas),
        quase=[_quase(outro, linhas) for outro in explicada["descartados"]],
        dependencias=[_dependente(d, ligada=ligada) for d in ficha["dependencias"]],
    )


def nome_do_arquivo(caminho: str) -> str:
    """Return the last part of a path, also of one inside an archive."""
    return caminho.rpartition("/")[2]


def entradas_da_pagina(
    entradas: Sequence[Objeto], rotulos: Sequence[Objeto]
) -> list[EntradaNaPagina]:
    """Return the inputs as the file has them, each with the risks that name it."""
    riscos: dict[str, list[str]] = defaultdict(list)
    for rotulo in rotulos:
        if rotulo["dimensao"] == "risco":
            for entrada in rotulo["entradas"]:
                riscos[entrada["nome"]].append(nome_de("risco", rotulo["valor"]))
    return [
        EntradaNaPagina(
            entrada["nome"],
            entrada["tipo"],
            entrada["padrao"],
            entrada["comentario"],
            entrada["linha"],
            riscos[entrada["nome"]],
        )
        for entrada in entradas
    ]


def _o_que_e(ficha: Objeto) -> str:
    """Return what the file is, in two or three words: `EA em MQL4`."""
    tipo = nome_de("tipo", ficha["tipo"])
    if ficha["linguagem"] == "outra":
        return tipo
    versao = f" v{ficha['versao_linguagem']}" if ficha["versao_linguagem"] else ""
    return f"{tipo} em {nome_de('linguagem', ficha['linguagem'])}{versao}"


def _quase(outro: Objeto, linhas: Mapping[int, str]) -> QuaseNaPagina:
    dimensao = outro["dimensao"]
    return QuaseNaPagina(
        nome_de("dimensao", dimensao),
        nome_de(dimensao, outro["valor"]),
        o_que_faltou(outro),
        grupos_de([*outro["a_favor"], *outro["contra"]], linhas, 0),
    )


def _dependente(dependencia: Objeto, *, ligada: bool) -> Dependente:
    return Dependente(
        dependencia["tipo"],
        dependencia["nome"],
        dependencia["linha"],
        estado_da_dependencia(dependencia, ligada=ligada),
        falta=ligada and not dependencia["resolvida"] and not dependencia["padrao"],
    )
