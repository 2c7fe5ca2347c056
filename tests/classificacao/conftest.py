"""One empty library with a catalogue of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from componentes.classificacao import leitor
from componentes.fontes import leitura
from tests.apoio.classificacao import Acervo, acervo_em


@pytest.fixture
def acervo(tmp_path: Path) -> Iterator[Acervo]:
    with acervo_em(tmp_path) as acervo:
        yield acervo


@pytest.fixture
def lidos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were opened, in order."""
    nomes: list[str] = []

    def contar(caminho: Path, _: object = None) -> leitura.Lido:
        nomes.append(caminho.name)
        return leitura.ler(caminho)

    monkeypatch.setattr(leitor, "ler", contar)
    return nomes
