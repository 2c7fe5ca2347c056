"""What a program speaks of: the parts of its names and the words of its titles.

Words are the ones rules ask for. Those a rule puts under a theme (`tema:oscilador/rsi`) are also
counted together: `forte:` and `domina:` say how much of the program's talk a theme has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.titulos import titulos
from componentes.fatos.vocabulario import Lexico, lexico, partes
from componentes.lexico.vistas import contar_palavras

_MUITO = 0.15
_FORTE = 0.2
_DOMINA = 0.4


def anotar_termos(coletor: Coletor, programa: Programa) -> None:
    """Note what a program speaks of: the parts of its names and the words of its titles."""
    conhecido = lexico(coletor.pedidos)
    if not conhecido.palavras:
        return
    vezes: Counter[str] = Counter()
    nomes: dict[str, str] = {}
    for nome, quantas in contar_palavras(_codigo_ativo(programa)).items():
        for palavra in conhecido.ler(nome):
            vezes[palavra] += quantas
            nomes.setdefault(palavra, nome)
    _anotar_palavras(coletor, vezes, nomes)
    _anotar_temas(coletor, conhecido, vezes, nomes)
    _anotar_titulos(coletor, conhecido)


def _codigo_ativo(programa: Programa) -> str:
    """Return the code without functions that never run.

    The parameters of OnCalculate (`tick_volume`, `spread`) are the platform's, not the program's.
    """
    codigo = programa.vistas.codigo
    trechos = []
    posicao = 0
    for funcao in programa.funcoes:
        if funcao.inicio < posicao:
            continue
        if funcao not in programa.ativas:
            trechos.append(codigo[posicao : funcao.inicio])
            posicao = funcao.fim
        elif funcao.nome == "OnCalculate":
            trechos.append(codigo[posicao : funcao.inicio])
            posicao = funcao.abre
    return " ".join((*trechos, codigo[posicao:])) if trechos else codigo


def _anotar_palavras(coletor: Coletor, vezes: Mapping[str, int], nomes: Mapping[str, str]) -> None:
    total = sum(vezes.values())
    for palavra, quantas in vezes.items():
        especies = ["parte", "muito"] if quantas >= max(2, _MUITO * total) else ["parte"]
        for especie in especies:
            fato = f"{especie}:{palavra}"
            if fato in coletor.pedidos:
                coletor.anotar(fato, coletor.vistas.achar_palavra(nomes[palavra]))


def _anotar_temas(
    coletor: Coletor, conhecido: Lexico, vezes: Mapping[str, int], nomes: Mapping[str, str]
) -> None:
    """Note each theme at its most frequent word, and its share of all words of themes."""
    totais: Counter[str] = Counter()
    melhores: dict[str, str] = {}
    for palavra, quantas in sorted(vezes.items(), key=lambda item: -item[1]):
        for fato in conhecido.temas.get(palavra, ()):
            tema = fato[len("tema:") :].partition("/")[0]
            totais[tema] += quantas
            melhores.setdefault(tema, palavra)
    total = sum(totais.values())
    for tema, quantas in totais.items():
        posicao = coletor.vistas.achar_palavra(nomes[melhores[tema]])
        coletor.anotar(f"tema:{tema}/{melhores[tema]}", posicao)
        if quantas >= _FORTE * total:
            coletor.anotar(f"forte:{tema}", posicao)
        if quantas >= _DOMINA * total:
            coletor.anotar(f"domina:{tema}", posicao)


def _anotar_titulos(coletor: Coletor, conhecido: Lexico) -> None:
    for posicao, texto in titulos(coletor.vistas):
        for palavra in conhecido.ler_partes(partes(texto)):
            coletor.anotar(f"titulo:{palavra}", posicao)
