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
    def segredos(self) -> Path:
        """Addresses of destinations, which hold passwords: never backed up, never shown."""
        return self.base / "Development" / "config" / "segredos.json"

    @property
    def regras(self) -> Path:
        """The user's own rules."""
        return self.base / "Development" / "config" / "regras"

    @property
    def mesas(self) -> Path:
        """The user's own tables of firms' rules."""
        return self.base / "Development" / "config" / "mesas"

    @property
    def arvore(self) -> Path:
        """The user's own scheme of the tidy tree."""
        return self.base / "Development" / "config" / "arvore.yaml"

    @property
    def organizacao(self) -> Path:
        """The journal of what was copied and moved, without which nothing can be undone."""
        return self.base / "Development" / "organizacao"

    @property
    def arrumada(self) -> Path:
        """The tidy tree, unless another place is asked for."""
        return self.base / "Biblioteca_Organizada"

    @property
    def logs(self) -> Path:
        """Logs of the program."""
        return self.base / "Development" / "logs"

    @property
    def logs_das_execucoes(self) -> Path:
        """One log for each run, named like the run."""
        return self.logs / "execucoes"

    @property
    def catalogo(self) -> Path:
        """The database, and the lock that goes with it."""
        return self.base / "Development" / "catalogo"

    @property
    def relatorios(self) -> Path:
        """Reports."""
        return self.base / "relatorios"

    @property
    def explicacoes(self) -> Path:
        """Pages that explain one file each."""
        return self.relatorios / "explicacoes"

    @property
    def backups(self) -> Path:
        """Backups."""
        return self.base / "backups"

    def da_saida(self) -> frozenset[Path]:
        """Return the folders the program writes to, which are never part of a library."""
        desenvolvimento = self.base / "Development"
        arvores = {self.arrumada, quarentena_de(self.arrumada)}
        return frozenset({desenvolvimento, self.relatorios, self.backups, *arvores})


def quarentena_de(arvore: Path) -> Path:
    """Return where copies go that have no place in a tidy tree: the folder beside it."""
    return arvore.with_name(f"{arvore.name}_Quarentena")
