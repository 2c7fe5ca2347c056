"""What a program speaks of: the parts of its names and the words of its titles.

Words are the ones rules ask for. Those a rule puts under a theme (`tema:oscilador/rsi`) are also
counted together: `forte:` and `domina:` say how much of the program's talk a theme has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from componentes.fatos.assunto.temas import anotar_temas
from componentes.fatos.assunto.titulos import rotulos, titulos
from componentes.fatos.assunto.vocabulario import PESO_DE_TEMA, Lexico, lexico, partes
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import contar_palavras

_MUITO = 0.15


def anotar_termos(coletor: Coletor, programa: Programa) -> None:
    """Note what a program speaks of: the parts of its names and the words of its titles."""
    conhecido = lexico(coletor.pedidos)
    if not conhecido.formas:
        return
    vezes: Counter[str] = Counter()
    nomes: dict[str, str] = {}
    contadas = _contar(programa)
    for nome, palavras in conhecido.ler_todos(contadas):
        for palavra in palavras:
            vezes[palavra] += contadas[nome]
            nomes.setdefault(palavra, nome)
    _anotar_palavras(coletor, vezes, nomes)
    falados = anotar_temas(coletor, conhecido, vezes, nomes, contadas.total())
    _anotar_titulos(coletor, conhecido, falados)


def _contar(programa: Programa) -> Counter[str]:
    """Count the words of the code without functions that never run.

    The parameters of OnCalculate (`tick_volume`, `spread`) are the platform's, not the program's.
    """
    codigo = programa.vistas.codigo
    mortos = []
    for funcao in programa.funcoes:
        if funcao not in programa.ativas:
            mortos.append(codigo[funcao.inicio : funcao.fim])
        elif funcao.nome == "OnCalculate":
            mortos.append(codigo[funcao.inicio : funcao.abre])
    contadas = programa.vistas.contagem
    return contadas - contar_palavras(" ".join(mortos)) if mortos else contadas


def _anotar_palavras(coletor: Coletor, vezes: Mapping[str, int], nomes: Mapping[str, str]) -> None:
    total = sum(vezes.values())
    for palavra, quantas in vezes.items():
        especies = ["parte", "muito"] if quantas >= max(2, _MUITO * total) else ["parte"]
        for especie in especies:
            fato = f"{especie}:{palavra}"
            if fato in coletor.pedidos:
                coletor.anotar(fato, coletor.vistas.achar_palavra(nomes[palavra]))


def _anotar_titulos(coletor: Coletor, conhecido: Lexico, falados: frozenset[str]) -> None:
    """Note words and themes of titles; `so_titulo:` where the code speaks of other things only."""
    calados = coletor.vistas.gramatica == "pine" and any(
        f"domina:{tema}" in coletor.ocorrencias for tema in conhecido.ideias
    )
    for especie, textos in (("titulo", titulos), ("rotulo", rotulos)):
        for posicao, texto in textos(coletor.vistas):
            for palavra in conhecido.ler_partes(partes(texto)):
                coletor.anotar(f"{especie}:{palavra}", posicao)
                for _, tema, peso in conhecido.temas.get(palavra, ()):
                    if peso == PESO_DE_TEMA:
                        coletor.anotar(f"{especie}_de:{tema}", posicao)
                        if calados and tema not in falados:
                            coletor.anotar(f"so_titulo:{tema}", posicao)
