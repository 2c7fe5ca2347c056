"""What differs between two members of a group: inputs, orders, risks, functions, strings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from componentes.base.sigilo import mascarar
from componentes.classificacao.semelhanca.modelo import Programa
from componentes.fatos.estrutura import blocos
from componentes.fatos.operacao.termos_das_ordens import termos_das_ordens
from componentes.lexico.gramatica import lexar
from componentes.lexico.vistas import Vistas

_MOSTRADOS = 40
_LINHAS_EM_VOLTA = 2
_LINHA_MAXIMA = 500
_MASCARADOS = 4000
_TEXTO_MINIMO = 2
_TEXTOS_OLHADOS = 5000
_TEXTO_MAXIMO = 200


class Diferencas(Struct, frozen=True):
    """What the second program has, lacks or changes against the first."""

    entradas_novas: tuple[str, ...] = ()
    entradas_retiradas: tuple[str, ...] = ()
    padroes_mudados: tuple[tuple[str, str, str], ...] = ()
    """Name, default of the first, default of the second."""
    funcoes_novas: tuple[str, ...] = ()
    funcoes_retiradas: tuple[str, ...] = ()
    textos_novos: tuple[str, ...] = ()
    textos_retirados: tuple[str, ...] = ()
    """Copyrights, links and names that a re-brand changes."""
    propriedades: tuple[tuple[str, str, str], ...] = ()
    lotes_novos: tuple[str, ...] = ()
    lotes_retirados: tuple[str, ...] = ()
    stops_novos: tuple[str, ...] = ()
    stops_retirados: tuple[str, ...] = ()
    """Volume and stop loss of orders, as the code writes them."""
    riscos_novos: tuple[str, ...] = ()
    riscos_retirados: tuple[str, ...] = ()


def comparar(um: Programa, outro: Programa, textos: tuple[str, str]) -> Diferencas:
    """Return the differences of two programs; `textos` are their sources as text."""
    entradas = [{e.nome: e.padrao for e in p.entradas} for p in (um, outro)]
    vistas = [lexar(texto) for texto in textos]
    funcoes = [dict.fromkeys(b.nome for b in blocos(v.codigo) if b.nome) for v in vistas]
    ditos = [dict.fromkeys(_textos(v)) for v in vistas]
    lotes, stops = zip(*(termos_das_ordens(v) for v in vistas), strict=True)
    return Diferencas(
        *_novos_e_retirados(*entradas),
        tuple(_mudados(*entradas)),
        *_novos_e_retirados(*funcoes),
        *_novos_e_retirados(*ditos),
        tuple(_mudados(um.propriedades, outro.propriedades)),
        *_novos_e_retirados(*lotes),
        *_novos_e_retirados(*stops),
        *_novos_e_retirados(dict.fromkeys(um.riscos), dict.fromkeys(outro.riscos)),
    )


def linhas_diferentes(um: str, outro: str, nomes: tuple[str, str]) -> Iterator[str]:
    """Yield a unified diff of two texts, secrets masked, blanks at the ends of lines apart."""
    linhas = [[linha.rstrip() for linha in texto.splitlines()] for texto in (um, outro)]
    diferentes = difflib.unified_diff(
        linhas[0], linhas[1], nomes[0], nomes[1], lineterm="", n=_LINHAS_EM_VOLTA
    )
    # Masked before it is cut: half a secret would not be recognised as one.
    return (mascarar(linha[:_MASCARADOS])[:_LINHA_MAXIMA] for linha in diferentes)


def _textos(vistas: Vistas) -> Iterator[str]:
    """Yield the strings that may be shown: what masking their whole line leaves as it is.

    A string alone does not tell that it is a password; the name it is given to does.
    """
    for inicio, fim in vistas.textos[:_TEXTOS_OLHADOS]:
        texto = vistas.original[inicio:fim].strip("\"'")
        if len(texto) >= _TEXTO_MINIMO and texto in mascarar(vistas.trecho(inicio, _MASCARADOS)):
            yield texto[:_TEXTO_MAXIMO]


def _novos_e_retirados(
    um: Mapping[str, object], outro: Mapping[str, object]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _sem(outro, um), _sem(um, outro)


def _sem(de: Mapping[str, object], outros: Mapping[str, object]) -> tuple[str, ...]:
    sobra = islice((nome for nome in de if nome not in outros), _MOSTRADOS)
    return tuple(mascarar(nome)[:_TEXTO_MAXIMO] for nome in sobra)


def _mudados(um: Mapping[str, str], outro: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for nome, valor in um.items():
        if nome in outro and outro[nome] != valor:
            yield nome, valor, outro[nome]
