from __future__ import annotations

from datetime import UTC, datetime

import pytest

from componentes.relatorio.medidas import Classe, Medidas


def ns(ano: int, mes: int, dia: int = 1) -> int:
    return int(datetime(ano, mes, dia, tzinfo=UTC).timestamp()) * 10**9


def medidas(*arquivos: tuple[int, int]) -> Medidas:
    feitas = Medidas()
    for tamanho, modificado in arquivos:
        feitas.incluir(tamanho, modificado)
    return feitas


@pytest.mark.parametrize(
    ("tamanho", "classe"),
    [
        (0, "até 1 KB"),
        (1024, "até 1 KB"),
        (1025, "1 a 4 KB"),
        (1 << 20, "256 KB a 1 MB"),
        (1 << 30, "mais de 16 MB"),
    ],
)
def test_classe_de_tamanho(tamanho: int, classe: str) -> None:
    cheias = [c for c in medidas((tamanho, 0)).por_tamanho() if c.arquivos]
    assert cheias == [Classe(classe, 1, tamanho)]


def test_meses_sem_arquivo_tambem_aparecem() -> None:
    idade = medidas((5, ns(2024, 11)), (7, ns(2025, 1, 31)), (1, ns(2025, 1))).por_idade()
    assert idade == (Classe("2024-11", 1, 5), Classe("2024-12", 0, 0), Classe("2025-01", 2, 8))


def test_muitos_meses_viram_anos() -> None:
    idade = medidas((5, ns(2010, 3)), (6, ns(2014, 3)), (7, ns(2014, 9))).por_idade()
    assert [c.nome for c in idade] == ["2010", "2011", "2012", "2013", "2014"]
    assert idade[-1] == Classe("2014", 2, 13)


def test_relogio_errado_nao_enche_a_pagina() -> None:
    idade = medidas((1, ns(1971, 1)), (1, ns(9999, 12)), (1, 10**30), (1, -5)).por_idade()
    assert [c.nome for c in idade] == ["1971", "9999"]


def test_sem_data_nao_ha_idade() -> None:
    assert medidas((1, 0)).por_idade() == ()
