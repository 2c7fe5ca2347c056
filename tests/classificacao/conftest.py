"""One empty library with a catalogue of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apoio.classificacao import Acervo, acervo_em


@pytest.fixture
def acervo(tmp_path: Path) -> Iterator[Acervo]:
    with acervo_em(tmp_path) as acervo:
        yield acervo
