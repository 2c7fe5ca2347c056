"""What an entry means on days on which the clock is set, and on all others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from componentes.agenda.compromisso import Compromisso, marcar
from componentes.base.secoes_agenda import Agendamento

SP, LISBOA, NY = "America/Sao_Paulo", "Europe/Lisbon", "America/New_York"


def _marcado(fuso: str = SP, **quando: Any) -> Compromisso:
    return marcar(Agendamento(nome="n", comando="c", fuso=fuso, **quando))


def _horas(compromisso: Compromisso, desde: str, quantas: int) -> list[str]:
    """Return the first times from a local one on, with their offsets."""
    inicio = datetime.fromisoformat(desde).replace(tzinfo=compromisso.fuso).astimezone(UTC)
    return [
        f"{hora.astimezone(compromisso.fuso):%d %H:%M %z}"
        for hora in compromisso.proximas(inicio - timedelta(seconds=1), quantas)
    ]


@pytest.mark.parametrize(
    ("fuso", "desde", "esperadas"),
    [
        # The clock jumps over it: as much later as it jumps.
        (NY, "2025-03-08", ["08 02:30 -0500", "09 03:30 -0400", "10 02:30 -0400"]),
        # It is not reached by the hour that comes twice.
        (NY, "2025-11-01", ["01 02:30 -0400", "02 02:30 -0500", "03 02:30 -0500"]),
        (LISBOA, "2025-03-29", ["29 02:30 +0000", "30 02:30 +0100", "31 02:30 +0100"]),
        (LISBOA, "2025-10-25", ["25 02:30 +0100", "26 02:30 +0000", "27 02:30 +0000"]),
        (SP, "2018-11-03", ["03 02:30 -0300", "04 02:30 -0200", "05 02:30 -0200"]),
        (SP, "2019-02-16", ["16 02:30 -0200", "17 02:30 -0300", "18 02:30 -0300"]),
    ],
)
def test_todo_dia_as_duas_e_meia(fuso: str, desde: str, esperadas: list[str]) -> None:
    assert _horas(_marcado(fuso, diariamente="02:30"), desde, 3) == esperadas


@pytest.mark.parametrize(
    ("fuso", "hora", "desde", "esperadas"),
    [
        # Midnight itself does not exist, where the library alone would leave the day out.
        (SP, "00:00", "2018-11-03T01:00", ["04 01:00 -0200", "05 00:00 -0200"]),
        # It comes twice, where the library alone would fire twice.
        (SP, "23:30", "2019-02-16", ["16 23:30 -0200", "17 23:30 -0300"]),
        (NY, "01:30", "2025-11-02", ["02 01:30 -0400", "03 01:30 -0500"]),
        (LISBOA, "01:30", "2025-10-26", ["26 01:30 +0100", "27 01:30 +0000"]),
        (LISBOA, "01:30", "2025-03-30", ["30 02:30 +0100", "31 01:30 +0100"]),
        # A day that a country left out of its calendar.
        ("Pacific/Apia", "09:00", "2011-12-29", ["29 09:00 -1000", "31 09:00 +1400"]),
    ],
)
def test_horas_que_faltam_e_que_voltam(
    fuso: str, hora: str, desde: str, esperadas: list[str]
) -> None:
    assert _horas(_marcado(fuso, diariamente=hora), desde, 2) == esperadas


@pytest.mark.parametrize(
    ("fuso", "desde"),
    [
        *[(SP, dia) for dia in ("2018-10-20", "2019-02-01")],
        *[(LISBOA, dia) for dia in ("2025-03-15", "2025-10-15")],
        *[(NY, dia) for dia in ("2025-02-28", "2025-10-20")],
    ],
)
def test_nove_da_manha_continua_nove_da_manha(fuso: str, desde: str) -> None:
    horas = _horas(_marcado(fuso, diariamente="09:00"), desde, 30)
    assert {hora[3:8] for hora in horas} == {"09:00"}
    assert len({hora[:2] for hora in horas}) >= 28
    assert len({hora[9:] for hora in horas}) == 2


def test_toda_meia_hora_segue_o_tempo_que_passa() -> None:
    meias = _marcado(NY, cron="*/30 * * * *")
    assert _horas(meias, "2025-03-09T01:00", 4) == [
        "09 01:00 -0500", "09 01:30 -0500", "09 03:00 -0400", "09 03:30 -0400",
    ]  # fmt: skip
    assert _horas(meias, "2025-11-02T01:00", 5) == [
        "02 01:00 -0400", "02 01:30 -0400", "02 01:00 -0500", "02 01:30 -0500", "02 02:00 -0500",
    ]  # fmt: skip


@pytest.mark.parametrize("desde", ["2025-03-09T00:00", "2025-11-02T00:00"])
def test_intervalos_sao_de_tempo_e_nao_de_relogio(desde: str) -> None:
    inicio = datetime.fromisoformat(desde).replace(tzinfo=ZoneInfo(NY)).astimezone(UTC)
    horas = _marcado(NY, a_cada_minutos=45).proximas(inicio, 8)
    assert {depois - antes for antes, depois in pairwise(horas)} == {timedelta(minutes=45)}


def test_intervalos_nao_dependem_de_quando_se_pergunta() -> None:
    agora = datetime(2026, 1, 1, 12, 7, 31, tzinfo=UTC)
    um, outro = (_marcado(SP, a_cada_minutos=30) for _ in range(2))
    esperada = datetime(2026, 1, 1, 12, 30, tzinfo=UTC)
    assert um.proxima(agora) == outro.proxima(agora + timedelta(minutes=20)) == esperada
    assert um.proxima(esperada) == esperada + timedelta(minutes=30)


def test_varias_horas_e_dias_da_semana() -> None:
    marcado = _marcado(diariamente=("18:00", "08:15"), dias=("seg", "sex"))
    assert _horas(marcado, "2026-11-29", 5) == [  # a Sunday
        "30 08:15 -0300", "30 18:00 -0300", "04 08:15 -0300", "04 18:00 -0300", "07 08:15 -0300",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("expressao", "dias"),
    [
        ("0 9 * * 1-5", "30 01 02 03 04"),
        ("0 9 * * 0", "29 06 13 20 27"),
        ("0 9 * * 7", "29 06 13 20 27"),
        ("0 9 * * 5-7", "29 04 05 06 11"),
        ("0 9 * * 6-1", "29 30 05 06 07"),
        ("0 9 * * SUN,wed", "29 02 06 09 13"),
        ("0 9 * * 1/2", "30 02 04 07 09"),
        ("0 9 */10 * *", "01 11 21 31 01"),
        # Both given: either is enough.
        ("0 9 5 * 1", "30 05 07 14 21"),
        ("0 9 1-3 dec *", "01 02 03 01 02"),
    ],
)
def test_dias_do_cron(expressao: str, dias: str) -> None:
    horas = _horas(_marcado(cron=expressao), "2026-11-29", 5)
    assert " ".join(hora[:2] for hora in horas) == dias


@pytest.mark.parametrize(
    ("quando", "motivo"),
    [
        ({}, "não diz quando"),
        ({"diariamente": "09:00", "cron": "0 9 * * *"}, "tem diariamente e cron"),
        ({"cron": "0 9 * * *", "dias": ("seg",)}, "tem dias"),
        ({"cron": "0 9 * *"}, "cinco campos, e há 4"),
        ({"cron": "@daily"}, "cinco campos, e há 1"),
        ({"cron": "61 9 * * *"}, "passa do que ele aceita"),
        ({"cron": "0 9 * * 8"}, "o dia da semana '8' não existe"),
        ({"cron": "0 9 * * seg"}, "o dia da semana 'seg' não existe"),
        ({"cron": "0 9 * * 1#2"}, "o campo '1#2' não é do cron"),
        ({"cron": "0 0 30 2 *"}, "pede um dia que não existe"),
        ({"cron": "0 9 * * *", "fuso": "America/SaoPaulo"}, "quis dizer 'America/Sao_Paulo'?"),
        ({"cron": "0 9 * * *", "fuso": "../../etc/passwd"}, "não existe"),
        ({"cron": "0 9 * * *", "fuso": "America"}, "não existe"),
    ],
)
def test_o_que_nao_pode_ser(quando: dict[str, Any], motivo: str) -> None:
    with pytest.raises(ValueError) as erro:  # noqa: PT011 the message is looked at below
        _marcado(**quando)
    assert motivo in str(erro.value)


def test_sem_fuso_vale_o_do_sistema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone", lambda: ZoneInfo(LISBOA))
    assert str(_marcado("", diariamente="09:00").fuso) == LISBOA


def test_fuso_do_sistema_que_ninguem_conhece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nenhures/Cidade")
    marcado = _marcado("", diariamente="09:00")
    assert marcado.proxima(datetime(2026, 1, 1, tzinfo=UTC)) is not None


def test_muitas_perdidas_sao_uma() -> None:
    marcado = _marcado(a_cada_minutos=10, tolerancia_minutos=60)
    agora = datetime(2026, 1, 1, 12, 5, tzinfo=UTC)
    ultima = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    assert marcado.devida(agora - timedelta(days=400), agora) == ultima
    assert marcado.devida(ultima, agora) == ultima
    assert marcado.devida(ultima + timedelta(seconds=1), agora) is None


@pytest.mark.parametrize(("atraso", "vale"), [(59, True), (60, True), (61, False)])
def test_ate_o_fim_da_tolerancia(atraso: int, vale: bool) -> None:
    marcado = _marcado("UTC", diariamente="09:00", tolerancia_minutos=60)
    prevista = datetime(2026, 1, 1, 9, tzinfo=UTC)
    agora = prevista + timedelta(minutes=atraso)
    assert marcado.devida(prevista, agora) == (prevista if vale else None)


@given(
    st.sampled_from([SP, LISBOA, NY, "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]),
    st.sampled_from(["*/7 * * * *", "5 */3 * * *", "30 1,2 * * *", "0 0 * * *", "59 23 * * 6"]),
    st.integers(631_152_000, 1_893_456_000),
)
@settings(deadline=None)
def test_o_tempo_so_anda_para_a_frente(fuso: str, cron: str, segundos: int) -> None:
    marcado = _marcado(fuso, cron=cron)
    desde = datetime.fromtimestamp(segundos, UTC)
    horas = [desde, *marcado.proximas(desde, 30)]
    assert len(horas) == 31
    assert all(antes < depois for antes, depois in pairwise(horas))
    # Asked from anywhere between two of them, the answer is the second.
    assert marcado.proxima(horas[9] + (horas[10] - horas[9]) / 2) == horas[10]
