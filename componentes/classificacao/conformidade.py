"""What a program shows of the rules of firms, servers and the house; only for what trades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from componentes.base.tipos import Dependencia, Tipo
from componentes.classificacao.ferramentas import Ferramentas
from componentes.regras.constatacao import Constatacao, constatar
from componentes.regras.motor import Local, Rotulo

QUEM_NEGOCIA = frozenset({Tipo.EA, Tipo.ESTRATEGIA})


def conformidade(
    ferramentas: Ferramentas,
    locais: Mapping[str, Local],
    rotulos: Iterable[Rotulo],
    dependencias: Iterable[Dependencia],
    linguagem_e_tipo: tuple[str, str],
) -> Sequence[Constatacao]:
    """Return what was found of each rule; nothing for what opens no positions by its kind."""
    linguagem, tipo = linguagem_e_tipo
    if tipo not in QUEM_NEGOCIA:
        return ()
    fatos = {**{rotulo.nome: rotulo.local for rotulo in rotulos}, **locais}
    inteiro = not any(map(_esconde_codigo, dependencias))
    return tuple(constatar(ferramentas.conjunto.mesas, fatos, linguagem, inteiro=inteiro))


def _esconde_codigo(dependencia: Dependencia) -> bool:
    """Tell whether part of the program is elsewhere: each file is read by itself.

    That holds for an include of the library, too: its code was judged, but not as part of this.
    """
    return not dependencia.padrao and dependencia.tipo in ("include", "import")
