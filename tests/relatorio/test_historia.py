from __future__ import annotations

from componentes.relatorio.historia import LoteFeito, vazao

INICIO = "2026-01-01T10:00:00.000Z"


def lote(segundo: int, arquivos: int = 1) -> LoteFeito:
    return LoteFeito(f"2026-01-01T10:00:{segundo:02}.000Z", arquivos, arquivos * 100)


def test_cada_lote_conta_uma_vez() -> None:
    feita = vazao(INICIO, [lote(n, n) for n in range(1, 41)])
    assert feita is not None
    assert sum(feita.arquivos) == sum(range(1, 41))
    assert sum(feita.bytes) == 100 * sum(range(1, 41))
    assert round(feita.segundos * len(feita.arquivos)) == 40


def test_lote_entra_na_faixa_em_que_terminou() -> None:
    feita = vazao(INICIO, [lote(1, 5), lote(2, 7), lote(3, 9)])
    assert feita is not None
    assert feita.arquivos == (0, 5, 16)


def test_poucos_lotes_nao_dizem_nada() -> None:
    assert vazao(INICIO, [lote(1), lote(2)]) is None
    assert vazao(INICIO, []) is None
    assert vazao(INICIO, [lote(0)] * 5) is None
