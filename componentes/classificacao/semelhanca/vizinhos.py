"""What lies beside what: compiled programs and their source, one idea for both terminals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import splitext

from componentes.base.tipos import Linguagem
from componentes.classificacao.semelhanca.caminhos import radical, raiz_do_nome
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo, Nivel

_FONTES = {".ex4": ".mq4", ".ex5": ".mq5"}
_TERMINAIS = (Linguagem.MQL4, Linguagem.MQL5)

Par = tuple[str, str]


def compilados_com_fonte(conteudos: Iterable[Conteudo]) -> Iterator[Par]:
    """Yield each compiled program and a source of the same name, in its folder if there is one."""
    fontes: dict[Par, list[str]] = defaultdict(list)
    compilados = []
    for conteudo in conteudos:
        for caminho in conteudo.caminhos:
            extensao = splitext(caminho)[1].lower()
            if extensao in _FONTES:
                compilados.append((caminho, _FONTES[extensao]))
            elif extensao in _FONTES.values():
                fontes[extensao, raiz_do_nome(caminho)].append(caminho)
    for caminho, extensao in sorted(compilados):
        achadas = fontes.get((extensao, raiz_do_nome(caminho)), [])
        if achadas:
            pasta = caminho.rpartition("/")[0]
            yield caminho, min(achadas, key=lambda f: (f.rpartition("/")[0] != pasta, f))


def gemeos(conteudos: Iterable[Conteudo]) -> Iterator[Par]:
    """Yield programs of one name and type that exist for MetaTrader 4 and for MetaTrader 5."""
    por_nome: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for conteudo in conteudos:
        programa = conteudo.programa
        if programa and conteudo.impressao and programa.linguagem in _TERMINAIS:
            for caminho in conteudo.caminhos:
                chave = (raiz_do_nome(caminho), str(programa.tipo))
                por_nome[chave].setdefault(str(programa.linguagem), caminho)
    for _, lados in sorted(por_nome.items()):
        if len(lados) == len(_TERMINAIS):
            yield lados[_TERMINAIS[0]], lados[_TERMINAIS[1]]


def outros_nomes(grupo: Grupo) -> tuple[str, ...]:
    """Return the names under which the code of a group goes, sorted; () for one alone."""
    nomes: Mapping[str, str] = {
        raiz_do_nome(caminho): radical(caminho)
        for membro in grupo.membros
        if membro.nivel <= Nivel.MARCA
        for caminho in membro.conteudo.caminhos
    }
    return tuple(sorted(nomes.values())) if len(nomes) > 1 else ()
