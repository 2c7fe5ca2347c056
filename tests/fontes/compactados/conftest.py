"""Every test here fails if anything was written outside the archive it wrote itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def nada_escrito(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fora = tmp_path / "fora"
    fora.mkdir()
    monkeypatch.chdir(fora)
    monkeypatch.setenv("TMPDIR", str(fora))
    monkeypatch.setattr(tempfile, "tempdir", str(fora))
    yield
    assert list(fora.iterdir()) == []
    # Tests write archives and programs; of what is in the archives there must be no trace.
    assert {c.name for c in tmp_path.iterdir()} <= {"fora", "pacote", "bsdtar", "saida.tar"}
