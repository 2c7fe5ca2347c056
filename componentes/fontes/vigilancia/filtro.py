"""Which hints are noise: the program's own output, version control, what editors write beside."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from componentes.fontes.varredura import PASTAS_IGNORADAS

# Half of a download, the locks and swap files of editors, and what file managers leave behind.
_PROVISORIO = re.compile(
    r"(?:.*~|~\$.*|\.#.*|#.*#|\..*\.sw[a-z]|.*\.(?:tmp|temp|part|partial|crdownload|download)"
    r"|\.goutputstream-.*|4913|\.ds_store|thumbs\.db|desktop\.ini)",
    re.IGNORECASE,
)


class Filtro:
    """The noise of one library folder; told by name alone, for what it is told of may be gone."""

    def __init__(self, pasta: Path, excluir: Iterable[Path]) -> None:
        self._pasta = os.fspath(pasta)
        real = os.path.realpath(pasta)
        self._excluidas = tuple(
            dentro
            for excluida in sorted(excluir)
            if (dentro := _dentro(os.path.realpath(excluida), real)) is not None
        )

    def ignora(self, caminho: str) -> bool:
        """Tell whether a path as the observer names it means nothing for the library."""
        partes = _dentro(caminho, self._pasta)
        if partes is None:
            return False
        if any(partes[: len(e)] == e for e in self._excluidas):
            return True
        return not PASTAS_IGNORADAS.isdisjoint(partes) or (
            bool(partes) and _PROVISORIO.fullmatch(partes[-1]) is not None
        )


def _dentro(caminho: str, pasta: str) -> tuple[str, ...] | None:
    """Return the parts of a path below a folder, letter case as the system sees it; else None."""
    partes = Path(os.path.normcase(caminho)).parts
    acima = Path(os.path.normcase(pasta)).parts
    return partes[len(acima) :] if partes[: len(acima)] == acima else None
