"""Which backups stay: pure, by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from componentes.copia_seguranca.retencao import Datado, Retencao, que_ficam

SO_UM = Retencao(1, 0, 0, 0)
BRASIL = timezone(timedelta(hours=-3))


def _bons(*momentos: str) -> list[Datado]:
    """Return one backup for each moment in UTC, its id being that moment."""
    return [Datado(m, datetime.fromisoformat(m).replace(tzinfo=UTC)) for m in momentos]


def test_os_ultimos_ficam_e_o_mais_novo_sempre() -> None:
    bons = _bons("2026-01-01T10", "2026-01-02T10", "2026-01-03T10")
    assert list(que_ficam(bons, Retencao(2, 0, 0, 0))) == ["2026-01-03T10", "2026-01-02T10"]
    assert que_ficam(bons, Retencao(0, 0, 0, 0)) == {"2026-01-03T10": ("últimos",)}
    assert que_ficam([], SO_UM) == {}


def test_o_ultimo_de_cada_um_dos_dias_mais_novos() -> None:
    bons = _bons("2026-01-01T09", "2026-01-01T21", "2026-01-04T08", "2026-01-04T09")
    assert que_ficam(bons, Retencao(1, 2, 0, 0), UTC) == {
        "2026-01-04T09": ("últimos", "diário"),
        "2026-01-01T21": ("diário",),
    }


def test_o_dia_e_o_do_relogio_de_quem_usa() -> None:
    bons = _bons("2026-01-02T01", "2026-01-02T12")  # the first is still 1 January at 22:00
    assert list(que_ficam(bons, Retencao(1, 2, 0, 0), UTC)) == ["2026-01-02T12"]
    assert list(que_ficam(bons, Retencao(1, 2, 0, 0), BRASIL)) == ["2026-01-02T12", "2026-01-02T01"]


def test_semanas_sao_as_da_norma_iso() -> None:
    # 2027-01-01 is a Friday of week 53 of 2026; Sunday ends the week, Monday begins another.
    bons = _bons("2026-12-28T10", "2027-01-01T10", "2027-01-03T10", "2027-01-04T10")
    ficam = que_ficam(bons, Retencao(1, 0, 2, 0), UTC)
    assert ficam == {"2027-01-04T10": ("últimos", "semanal"), "2027-01-03T10": ("semanal",)}


def test_o_ultimo_de_cada_mes() -> None:
    bons = _bons("2025-11-30T10", "2025-12-01T10", "2025-12-31T10", "2026-01-15T10")
    ficam = que_ficam(bons, Retencao(1, 0, 0, 3), UTC)
    assert list(ficam) == ["2026-01-15T10", "2025-12-31T10", "2025-11-30T10"]


@pytest.mark.parametrize("politica", [SO_UM, Retencao(3, 2, 2, 2), Retencao(1, 100, 100, 100)])
def test_podar_de_novo_nao_tira_mais_nada(politica: Retencao) -> None:
    inicio = datetime(2026, 1, 1, 12, tzinfo=UTC)
    momentos = [inicio + timedelta(hours=7 * n) for n in range(300)]
    bons = [Datado(m.isoformat(), m) for m in momentos]
    ficam = que_ficam(bons, politica, UTC)
    outra_vez = que_ficam([b for b in bons if b.id in ficam], politica, UTC)
    assert outra_vez == ficam
    assert bons[-1].id in ficam
