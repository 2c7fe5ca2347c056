"""An entry of the agenda with its trigger: when it is due, was due, and will be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import msgspec
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from componentes.agenda.cron import e_de_toda_hora, ponteiros_do_cron
from componentes.agenda.fuso import fuso_de
from componentes.agenda.relogio import INSTANTE, RelogioDeParede
from componentes.base.secoes_agenda import DIAS, Agendamento

_MINUTO = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Compromisso:
    """One entry, ready to be asked; all times it returns are in UTC."""

    definicao: Agendamento
    gatilho: BaseTrigger = field(compare=False)
    fuso: tzinfo = field(compare=False)

    @property
    def nome(self) -> str:
        """The entry's name, unique in the agenda."""
        return self.definicao.nome

    @property
    def tolerancia(self) -> timedelta:
        """How late a run may still begin."""
        return self.definicao.tolerancia_minutos * _MINUTO

    def em_dados(self) -> dict[str, Any]:
        """Return the entry as plain values, as the catalogue keeps it."""
        dados: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self.definicao))
        return dados

    def proxima(self, depois: datetime) -> datetime | None:
        """Return the first time after a moment; None when there will be none."""
        achada: datetime | None = self.gatilho.get_next_fire_time(None, depois + INSTANTE)
        return achada.astimezone(UTC) if achada else None

    def proximas(self, depois: datetime, quantas: int) -> list[datetime]:
        """Return the first times after a moment, at most `quantas`."""
        horas: list[datetime] = []
        while len(horas) < quantas and (hora := self.proxima(depois)) is not None:
            horas.append(hora)
            depois = hora
        return horas

    def devida(self, desde: datetime, agora: datetime) -> datetime | None:
        """Return the newest time from `desde` to `agora` that is not yet too late to keep.

        However many were missed, they are one; None when there was none, or all are too old.
        """
        devida = None
        hora = self.proxima(max(desde, agora - self.tolerancia) - INSTANTE)
        while hora is not None and hora <= agora:
            devida, hora = hora, self.proxima(hora)
        return devida


def marcar(definicao: Agendamento) -> Compromisso:
    """Give an entry its trigger; raises ValueError, in words for the user, when it cannot be."""
    modos = [nome for nome in ("diariamente", "a_cada_minutos", "cron")
             if getattr(definicao, nome) is not None]  # fmt: skip
    if len(modos) != 1:
        ditos = f"tem {' e '.join(modos)}" if modos else "não diz quando"
        raise ValueError(f"{ditos}; deve ter um só de diariamente, a_cada_minutos e cron")
    if definicao.dias and definicao.diariamente is None:
        raise ValueError("tem dias, que só valem com diariamente")
    fuso = fuso_de(definicao.fuso)
    compromisso = Compromisso(definicao, _gatilho(definicao, fuso), fuso)
    if compromisso.proxima(datetime.now(UTC)) is None:
        raise ValueError("pede um dia que não existe, e nunca seria executado")
    return compromisso


def _gatilho(definicao: Agendamento, fuso: tzinfo) -> BaseTrigger:
    if definicao.a_cada_minutos is not None:
        return _intervalo(definicao.a_cada_minutos * _MINUTO, fuso)
    if definicao.cron is not None:
        ponteiros = ponteiros_do_cron(definicao.cron)
        return RelogioDeParede(ponteiros, fuso, toda_hora=e_de_toda_hora(definicao.cron))
    return RelogioDeParede(_diario(definicao), fuso)


def _intervalo(passo: timedelta, fuso: tzinfo) -> IntervalTrigger:
    """Count from a fixed midnight: whoever asks, and whenever it was started, the times agree."""
    zero = datetime(2000, 1, 1, tzinfo=fuso)
    return IntervalTrigger(seconds=int(passo.total_seconds()), start_date=zero, timezone=UTC)


def _diario(definicao: Agendamento) -> BaseTrigger:
    horas = definicao.diariamente
    horas = (horas,) if isinstance(horas, str) else horas or ()
    dias = ",".join(str(DIAS.index(dia)) for dia in definicao.dias) or "*"
    return OrTrigger(
        [
            CronTrigger(hour=hora[:2], minute=hora[3:], day_of_week=dias, timezone=UTC)
            for hora in horas
        ]
    )
