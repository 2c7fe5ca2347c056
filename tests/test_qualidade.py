"""Style, types and layers hold over the whole tree, as `pyproject.toml` configures them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[1]
_IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _rodar(*argumentos: str) -> None:
    """Run a tool of this interpreter from the root of the tree; its complaint is the failure."""
    feito = subprocess.run(
        [sys.executable, *argumentos],
        cwd=RAIZ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=600,
    )
    if feito.returncode:
        pytest.fail(f"{' '.join(argumentos)}\n{feito.stdout}", pytrace=False)


def test_estilo() -> None:
    _rodar("-m", "ruff", "check", "--no-cache", ".")


def test_formato() -> None:
    _rodar("-m", "ruff", "format", "--check", "--no-cache", ".")


def test_tipos(tmp_path: Path) -> None:
    _rodar("-m", "mypy", "--cache-dir", str(tmp_path))


def test_andares() -> None:
    _rodar("-c", _IMPORT_LINTER, "--no-cache")
