"""How much an archive may cost, counted in what is really read: headers say what they like."""

from __future__ import annotations

from dataclasses import dataclass

_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limites:
    """The bounds of one archive with all that lies in it, at any depth; sizes in bytes."""

    por_membro: int = 100 * _MEGA
    ao_todo: int = 400 * _MEGA
    entradas: int = 10_000
    razao: int = 100
    """How many times larger than its compressed form a member may be, once beyond `franquia`."""
    franquia: int = _MEGA
    profundidade: int = 5
    """Archives one in the other, the outermost counted."""


class LimiteExcedido(Exception):
    """A member, or a whole archive, costs more than is allowed; the message says what."""


class Orcamento:
    """What is left for one outermost archive; all that is nested in it draws from the same."""

    def __init__(self, limites: Limites) -> None:
        self.limites = limites
        self._bytes = 0
        self._entradas = 0
        self.esgotado = ""
        """Why nothing more of this archive is read, "" while there is room."""

    def contar_entrada(self) -> None:
        """Count one entry; raises `LimiteExcedido` for one too many."""
        self._entradas += 1
        if self._entradas > self.limites.entradas:
            self.esgotado = f"mais de {self.limites.entradas} entradas"
            raise LimiteExcedido(self.esgotado)

    def contar_bytes(self, pedaco: int, do_membro: int, comprimidos: int) -> None:
        """Count a piece; `do_membro` bytes came of `comprimidos` so far. Raises `LimiteExcedido`.

        The total ends the archive, the others only the member.
        """
        limites = self.limites
        self._bytes += pedaco
        if self._bytes > limites.ao_todo:
            self.esgotado = f"mais de {_megas(limites.ao_todo)} descompactados ao todo"
            raise LimiteExcedido(self.esgotado)
        if do_membro > limites.por_membro:
            raise LimiteExcedido(f"membro de mais de {_megas(limites.por_membro)}")
        if do_membro > max(limites.franquia, comprimidos * limites.razao):
            raise LimiteExcedido(f"descompacta-se em mais de {limites.razao} vezes o seu tamanho")


def _megas(tamanho: int) -> str:
    return f"{tamanho / _MEGA:.0f} MB"
