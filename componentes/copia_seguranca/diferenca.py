"""What changed between two backups, told by their manifests alone: no pack is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from componentes.copia_seguranca.modelo import Guardado, Manifesto


class Presenca(Struct, frozen=True):
    """A path that only one of the two backups has; `tamanho` in bytes."""

    nome: str
    tamanho: int
    sha256: str


class Alteracao(Struct, frozen=True):
    """A path whose content differs."""

    nome: str
    antes: int
    depois: int
    """Bytes."""
    sha256_antes: str
    sha256_depois: str


class Mudanca(Struct, frozen=True):
    """The same content under another path."""

    de: str
    para: str
    tamanho: int
    sha256: str


class Diferenca(Struct, frozen=True):
    """Everything that leads from backup `de` to backup `para`, each list sorted by name."""

    de: str
    para: str
    novos: tuple[Presenca, ...]
    sumidos: tuple[Presenca, ...]
    alterados: tuple[Alteracao, ...]
    movidos: tuple[Mudanca, ...]
    iguais: int


def comparar(antes: Manifesto, depois: Manifesto) -> Diferenca:
    """Compare two backups by path and hash; a copy whose original stayed is new, not moved."""
    velhas = {entrada.nome: entrada for entrada in antes.entradas}
    novas = {entrada.nome: entrada for entrada in depois.entradas}
    chegaram = {nome: novas[nome] for nome in sorted(novas.keys() - velhas.keys())}
    partiram = {nome: velhas[nome] for nome in sorted(velhas.keys() - novas.keys())}
    movidos = _movidos(partiram, chegaram)
    origens, destinos = {m.de for m in movidos}, {m.para for m in movidos}
    comuns = sorted(velhas.keys() & novas.keys())
    alterados = [n for n in comuns if velhas[n].sha256 != novas[n].sha256]
    return Diferenca(
        de=antes.instantaneo.id,
        para=depois.instantaneo.id,
        novos=_presencas(chegaram, destinos),
        sumidos=_presencas(partiram, origens),
        alterados=tuple(_alteracao(velhas[nome], novas[nome]) for nome in alterados),
        movidos=movidos,
        iguais=len(comuns) - len(alterados),
    )


def _movidos(
    partiram: Mapping[str, Guardado], chegaram: Mapping[str, Guardado]
) -> tuple[Mudanca, ...]:
    """Pair paths of one content, those with the same file name first; an empty file proves nothing.

    Each path is in at most one pair.
    """
    livres: dict[str, list[str]] = defaultdict(list)
    for nome, entrada in chegaram.items():
        if entrada.tamanho:
            livres[entrada.sha256].append(nome)
    pares: dict[str, str] = {}
    for mesmo_nome in (True, False):
        for de, entrada in partiram.items():
            opcoes = livres[entrada.sha256] if de not in pares else []
            para = next((n for n in opcoes if not mesmo_nome or _final(n) == _final(de)), None)
            if para is not None:
                opcoes.remove(para)
                pares[de] = para
    return tuple(
        Mudanca(de, pares[de], partiram[de].tamanho, partiram[de].sha256) for de in sorted(pares)
    )


def _final(nome: str) -> str:
    return nome.rpartition("/")[2]


def _presencas(entradas: Mapping[str, Guardado], fora: set[str]) -> tuple[Presenca, ...]:
    return tuple(
        Presenca(nome, entrada.tamanho, entrada.sha256)
        for nome, entrada in entradas.items()
        if nome not in fora
    )


def _alteracao(antes: Guardado, depois: Guardado) -> Alteracao:
    return Alteracao(antes.nome, antes.tamanho, depois.tamanho, antes.sha256, depois.sha256)
