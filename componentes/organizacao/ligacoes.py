"""What a program would no longer find from its new place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath, splitext

from componentes.base.tipos import Dependencia
from componentes.organizacao.modelo import Item


def quebradas(
    item: Item, itens: Mapping[str, Item], mantido: Mapping[str, str], onde: Mapping[str, str]
) -> Iterator[str]:
    """Yield a sentence for each dependency that resolves now and would not in the tree.

    `itens` are all by path, `mantido` says which of identical files has the place, and `onde`
    where in the tree that is.
    """
    for dependencia in item.dependencias:
        alvo = itens.get(mantido.get(dependencia.resolvida, ""))
        if alvo is None or alvo.caminho not in onde or item.caminho not in onde:
            continue
        lugar = onde[alvo.caminho]
        if dependencia.tipo == "include" and not _acha(item, alvo, dependencia, onde):
            yield f"o include {dependencia.nome} não seria achado daqui: fica em {lugar}"
        elif dependencia.tipo == "icustom" and not _chama(dependencia.nome, alvo, lugar):
            yield f"chama por iCustom o indicador {dependencia.nome}, que fica em {lugar}"


def _acha(item: Item, alvo: Item, dependencia: Dependencia, onde: Mapping[str, str]) -> bool:
    """Whether the compiler would find a header: beside the program, or below Include.

    What was found beside the program alone was asked for in quotes, which do not look elsewhere:
    https://docs.mql4.com/basis/preprosessor/include
    """
    lugar, nome = onde[alvo.caminho].casefold(), dependencia.nome.casefold()
    if normpath(f"{dirname(onde[item.caminho])}/{nome}").casefold() == lugar:
        return True
    achado = dependencia.resolvida.casefold()
    ao_lado = normpath(f"{dirname(item.caminho)}/{nome}").casefold() == achado
    if ao_lado and not achado.endswith(f"include/{nome}"):
        return False
    return lugar == "/".join(filter(None, (item.raiz, alvo.pasta, nome))).casefold()


def _chama(nome: str, alvo: Item, lugar: str) -> bool:
    """Whether the terminal would find an indicator, which it looks for below its own folder."""
    sem_extensao = splitext(lugar)[0] if not splitext(nome)[1] else lugar
    esperado = "/".join(filter(None, (alvo.raiz, alvo.pasta, nome)))
    return sem_extensao.casefold() == esperado.casefold()
