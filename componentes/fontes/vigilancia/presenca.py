"""Whether a watched folder is there, gone, back, or another one in its place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from componentes.base.erros import erro_de_disco

_ENTRE_EXAMES_S = 2.0
_RECUO_MAXIMO_S = 30.0
_PRESENCA_FIRME_S = 60.0
"""Whoever was there for less comes and goes, and is looked for less and less often."""


@dataclass(frozen=True, slots=True)
class Exame:
    """What a look at a folder gave: its device and number, or why it cannot be watched."""

    disco: int = 0
    no: int = 0
    vazia: bool = False
    motivo: str = ""


class Mudanca(Enum):
    """What a look changed."""

    NADA = auto()
    CHEGOU = auto()
    """It is there for the first time or again."""
    TROCADA = auto()
    """Another folder has taken its name, so that watching begins anew."""
    SUMIU = auto()


def examinar(pasta: Path) -> Exame:
    """Look at a folder without opening anything in it."""
    try:
        estado = pasta.stat()
        with os.scandir(pasta) as entradas:
            vazia = next(entradas, None) is None
    except FileNotFoundError:
        return Exame(motivo="a pasta não existe")
    except OSError as erro:
        return Exame(motivo=erro_de_disco(erro, "listar a pasta", pasta).o_que)
    return Exame(estado.st_dev, estado.st_ino, vazia)


class Presenca:
    """What is known of one folder; a pure state machine over looks and a clock in seconds."""

    def __init__(self) -> None:
        self._visto: Exame | None = None
        self._recuo = 0.0
        self._chegada = float("-inf")
        self._proximo = float("-inf")
        self.presente = False
        self.motivo = ""
        """Why it is not present."""

    def devida(self, agora: float) -> bool:
        """Tell whether it is time for another look."""
        return agora >= self._proximo

    def ver(self, exame: Exame, agora: float) -> Mudanca:
        """Take the result of a look; one that is gone is looked for less and less often."""
        motivo = exame.motivo or self._desmontada(exame)
        if motivo:
            sumiu = self.presente or not self.motivo
            if self.presente and agora - self._chegada >= _PRESENCA_FIRME_S:
                self._recuo = 0.0
            self._recuo = min(_RECUO_MAXIMO_S, max(_ENTRE_EXAMES_S, 2 * self._recuo))
            self._proximo = agora + self._recuo
            self.presente, self.motivo = False, motivo
            return Mudanca.SUMIU if sumiu else Mudanca.NADA
        antes, chegou = self._visto, not self.presente
        self._visto, self._proximo = exame, agora + _ENTRE_EXAMES_S
        self.presente, self.motivo = True, ""
        if chegou:
            self._chegada = agora
            return Mudanca.CHEGOU
        trocada = antes is not None and (antes.disco, antes.no) != (exame.disco, exame.no)
        return Mudanca.TROCADA if trocada else Mudanca.NADA

    def _desmontada(self, exame: Exame) -> str:
        """Say so when an empty folder on another device lies where a drive was mounted.

        Taken for the library, it would mean that every file was deleted.
        """
        antes = self._visto
        perdida = antes is not None and exame.vazia and antes.disco != exame.disco
        return "a unidade não está montada: no lugar dela há uma pasta vazia" if perdida else ""
