"""Folders of the tidy tree: headers where they are found, families where there are enough."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from componentes.base.nomes import chave_de_gemeos, portatil
from componentes.organizacao.modelo import Item, Opcoes

Usos = Mapping[str, Sequence[tuple[Item, str]]]
"""By the path of a header: who includes it, and as what."""
_PASTA_DE_INCLUDES = "include"


def usos_dos_cabecalhos(itens: Iterable[Item], mantido: Mapping[str, str]) -> Usos:
    """Return who includes each header, copies of both taken for the one that is kept."""
    usos: dict[str, list[tuple[Item, str]]] = defaultdict(list)
    for item in itens:
        for dependencia in item.dependencias:
            if dependencia.tipo == "include" and dependencia.resolvida in mantido:
                usos[mantido[dependencia.resolvida]].append((item, dependencia.nome))
    return usos


def pasta_do_cabecalho(item: Item, usos: Usos) -> tuple[str, str]:
    """Return root and folder of a header: below Include as it was, or as programs ask for it."""
    usado = usos.get(item.caminho, ())
    raiz = item.raiz
    if item.raiz_incerta and usado:
        raiz = _mais_comum(quem.raiz for quem, _ in usado if quem.raiz)
    abaixo = _abaixo_de_include(item.caminho)
    if abaixo is None:
        nome = item.nome.casefold()
        pedidos = (como.rpartition("/") for _, como in usado)
        pastas = (pasta for pasta, _, final in pedidos if final.casefold() == nome)
        abaixo = _mais_comum(pasta for pasta in pastas if not _leva_para_fora(pasta))
    return raiz, "/".join(filter(None, (item.pasta, portatil(abaixo) if abaixo else "")))


def _abaixo_de_include(caminho: str) -> str | None:
    """Return the folders between the last Include and the file, None where there is no Include."""
    *pastas, _ = caminho.split("/")
    for indice in range(len(pastas) - 1, -1, -1):
        if pastas[indice].casefold() == _PASTA_DE_INCLUDES:
            return "/".join(pastas[indice + 1 :])
    return None


def _leva_para_fora(pasta: str) -> bool:
    return bool(pasta) and any(parte in {"", ".", ".."} for parte in pasta.split("/"))


def _mais_comum(valores: Iterable[str]) -> str:
    """Return the commonest value, the first in order among equals; "" for none."""
    contagem = Counter(valores)
    return min(contagem, key=lambda valor: (-contagem[valor], valor), default="")


def divisoes_cheias(itens: Iterable[Item], opcoes: Opcoes) -> frozenset[str]:
    """Return the divided folders that hold enough files, with what the tree already has."""
    contagem = Counter(pasta for caminho in opcoes.na_arvore if (pasta := _pasta(caminho)))
    contagem.update(chave_de_gemeos(pasta_inteira(item)) for item in itens if item.divisao)
    return frozenset(p for p, arquivos in contagem.items() if arquivos >= opcoes.minimo_por_pasta)


def pasta_inteira(item: Item) -> str:
    """Return the whole suggested folder."""
    return "/".join(filter(None, (item.raiz, item.pasta, item.divisao)))


def _pasta(caminho: str) -> str:
    return chave_de_gemeos(caminho.rpartition("/")[0])
