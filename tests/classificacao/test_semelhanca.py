"""The file a group of copies keeps is the one whose name and folder least look like a copy's."""

from __future__ import annotations

import pytest

from componentes.classificacao.semelhanca import original


@pytest.mark.parametrize(
    ("caminhos", "esperado"),
    [
        (["/b/EA (2) (2).mq4", "/b/EA (2).mq4", "/b/EA.mq4"], "/b/EA.mq4"),
        (["/b/Backup_2025/EA.mq4", "/b/Duplicates/EA.mq4", "/b/Novos/EA.mq4"], "/b/Novos/EA.mq4"),
        (["/b/A/EA (1).mq4", "/b/Duplicados/EA.mq4"], "/b/Duplicados/EA.mq4"),
        (["/b/z.mq4", "/b/a.mq4"], "/b/a.mq4"),
        (["/b/EA - Copia.mq4", "/b/EA final.mq4"], "/b/EA final.mq4"),
        (["/b/sem extensao (3)", "/b/tem (3) no meio.mq4"], "/b/tem (3) no meio.mq4"),
    ],
)
def test_original_e_o_que_menos_parece_copia(caminhos: list[str], esperado: str) -> None:
    assert original(caminhos) == esperado
    assert original(reversed(caminhos)) == esperado
