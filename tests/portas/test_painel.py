"""The single lines about a run."""

from __future__ import annotations

import pytest

from componentes.base.eventos import InventarioPronto
from componentes.base.metricas import Metricas
from componentes.portas.apresentacao.painel import duracao, linha_do_inventario, linha_simples
from tests.apoio.retratos import METADE


def _inventario(**mudancas: int) -> InventarioPronto:
    nenhum = dict.fromkeys(InventarioPronto.__struct_fields__, 0)
    return InventarioPronto(**{**nenhum, **mudancas})


@pytest.mark.parametrize(
    ("inventario", "linha"),
    [
        (
            _inventario(arquivos=15_212, bytes_total=751_619_277, unicos_estimados=3_050,
                        novos=15_212),
            "15 212 arquivos · 717 MB · ~3 050 únicos · ~80 % cópias · nada será movido",
        ),
        (
            _inventario(arquivos=15_212, bytes_total=751_619_277, unicos_estimados=3_050,
                        em_cache=15_198, novos=14),
            "15 212 arquivos · 717 MB · 15 198 em cache · 14 novos ou alterados · nada será movido",
        ),
        (
            _inventario(arquivos=1, bytes_total=10, unicos_estimados=1, em_cache=1, removidos=1),
            "1 arquivo · 10 B · 1 em cache · 0 novos ou alterados · 1 removido · nada será movido",
        ),
        (_inventario(), "0 arquivos · 0 B · nada será movido"),
        (_inventario(removidos=2), "0 arquivos · 0 B · 2 removidos · nada será movido"),
    ],
)  # fmt: skip
def test_linha_do_inventario(inventario: InventarioPronto, linha: str) -> None:
    obtida = linha_do_inventario(inventario).replace("\u202f", " ").replace("\u00a0", " ")
    assert obtida == linha


def test_linha_simples() -> None:
    linha = linha_simples(METADE).replace("\u202f", " ").replace("\u00a0", " ")
    assert linha == (
        "49 % · 7 512 de 15 212 · classificados 3 050 · cópias 4 400 · em cache 62 · falhas 3"
        " · dentro de compactados 1 089 · restam 2:01:01"
    )
    assert "restam" not in linha_simples(Metricas())


@pytest.mark.parametrize(
    ("segundos", "texto"),
    [(0.0, "0:00"), (6.6, "0:07"), (59.7, "1:00"), (3_599.9, "1:00:00"),
     (3_750.0, "1:02:30"), (360_000.0, "100:00:00")],
)  # fmt: skip
def test_duracao(segundos: float, texto: str) -> None:
    assert duracao(segundos) == texto
