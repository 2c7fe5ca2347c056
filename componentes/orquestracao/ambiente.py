"""What one call of the program works with: folders, configuration, library folders, workers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from componentes.base.caminhos import para_texto
from componentes.base.config import Configuracao, ConfiguracaoLida, carregar
from componentes.base.erros import ErroUso
from componentes.base.pastas import Pastas

PASTA_DO_PROGRAMA = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ambiente:
    """The frozen surroundings of the orchestrator."""

    pastas: Pastas
    lida: ConfiguracaoLida
    biblioteca: Path | None = None

    @property
    def configuracao(self) -> Configuracao:
        """The values in force."""
        return self.lida.valores

    def pastas_da_biblioteca(self) -> tuple[Path, ...]:
        """Return the library folders, absolute: `--biblioteca`, or the configured ones."""
        if self.biblioteca is not None:
            return (self.biblioteca,)
        return tuple(absoluta(self.pastas.base / d) for d in self.configuracao.diretorios)

    def trabalhadores(self) -> int:
        """Return how many analysis processes are worth having: no more than there are cores."""
        return max(1, min(self.configuracao.max_threads, os.cpu_count() or 1))


def base_padrao() -> Path:
    """Return where everything lives unless told otherwise: the folder of the program.

    Installed among other packages it has no folder of its own; then it is the current one.
    """
    do_programa = (PASTA_DO_PROGRAMA / "CODIGO_FONTE_LIBRARY").is_dir()
    return PASTA_DO_PROGRAMA if do_programa else Path.cwd()


def preparar_ambiente(
    base: Path, *, configuracao: Path | None = None, biblioteca: Path | None = None
) -> Ambiente:
    """Read the configuration of a base folder; raises `ErroConfiguracao`, `ErroUso`."""
    pastas = Pastas(absoluta(base))
    if pastas.base.exists() and not pastas.base.is_dir():
        raise ErroUso(
            "A base não é uma pasta",
            onde=pastas.base,
            o_que_fazer="indique uma pasta em --base; se não existir, será criada",
        )
    arquivo = configuracao or pastas.configuracao
    lida = carregar(arquivo, obrigatorio=configuracao is not None)
    return Ambiente(pastas, lida, absoluta(biblioteca) if biblioteca else None)


def absoluta(caminho: Path) -> Path:
    """Return a path made absolute, `~` and `..` resolved, links in it left as they are."""
    return Path(os.path.abspath(caminho.expanduser()))  # noqa: PTH100 resolve() would follow links


def raiz_comum(pastas: tuple[Path, ...]) -> str:
    """Return, as text, the folder all paths of a run are shown relative to; "" across drives."""
    try:
        comum = os.path.commonpath(pastas)
    except ValueError:
        return ""
    return para_texto(Path(comum).as_posix())
