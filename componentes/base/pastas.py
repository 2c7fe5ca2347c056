"""Where everything of one installation lives, below the folder given by `--base`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pastas:
    """The places of one base folder; nothing is created by naming it."""

    base: Path

    @property
    def configuracao(self) -> Path:
        """The configuration file."""
        return self.base / "Development" / "config" / "orquestrador.json"

    @property
    def regras(self) -> Path:
        """The user's own rules."""
        return self.base / "Development" / "config" / "regras"

    @property
    def mesas(self) -> Path:
        """The user's own tables of firms' rules."""
        return self.base / "Development" / "config" / "mesas"

    @property
    def logs(self) -> Path:
        """Logs of the program."""
        return self.base / "Development" / "logs"

    @property
    def catalogo(self) -> Path:
        """The database, and the lock that goes with it."""
        return self.base / "Development" / "catalogo"

    @property
    def relatorios(self) -> Path:
        """Reports."""
        return self.base / "relatorios"

    @property
    def backups(self) -> Path:
        """Backups."""
        return self.base / "backups"

    def da_saida(self) -> frozenset[Path]:
        """Return the folders the program writes to, which are never part of a library."""
        desenvolvimento = self.base / "Development"
        return frozenset({desenvolvimento, self.relatorios, self.backups})
