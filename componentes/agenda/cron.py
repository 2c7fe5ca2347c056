"""Cron expressions as everybody writes them, for APScheduler, which reads some of it otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

_CAMPOS = ("minute", "hour", "day", "month", "day_of_week")
_NOMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_ITEM = re.compile(
    r"(?:(?P<todos>\*)|(?P<de>\w+)(?:-(?P<ate>\w+))?)(?:/(?P<passo>[1-9]\d?))?", re.ASCII
)
_PERMITIDO = re.compile(r"[\w*/,-]+", re.ASCII)


def ponteiros_do_cron(expressao: str) -> BaseTrigger:
    """Return the trigger, in UTC, of five fields: minute, hour, day, month, day of the week.

    Sunday is 0 and 7, and where both day and day of the week are given either is enough, as in
    cron(5): the library counts from Monday and wants both. Raises ValueError.
    """
    partes = expressao.split()
    if len(partes) != len(_CAMPOS):
        raise ValueError(f"são cinco campos, e há {len(partes)}")
    for parte in partes:
        if not _PERMITIDO.fullmatch(parte):
            raise ValueError(f"o campo '{parte}' não é do cron")
    campos = dict(zip(_CAMPOS, partes, strict=True))
    campos["day_of_week"] = _dias_da_semana(campos["day_of_week"])
    if "*" in (campos["day"][0], campos["day_of_week"][0]):
        return _gatilho(campos)
    return OrTrigger([_gatilho({**campos, outro: "*"}) for outro in ("day", "day_of_week")])


def e_de_toda_hora(expressao: str) -> bool:
    """Tell whether an expression runs in every hour of its days."""
    return expressao.split()[1] in {"*", "*/1", "0-23"}


def _gatilho(campos: Mapping[str, str]) -> CronTrigger:
    try:
        return CronTrigger(**campos, timezone=UTC)
    except ValueError as erro:
        raise ValueError("um dos campos não é do cron, ou passa do que ele aceita") from erro


def _dias_da_semana(campo: str) -> str:
    """Return the days by name, each for itself: `5-1` and `sun-tue` are ranges too."""
    if campo == "*":
        return campo
    dias = sorted({dia for item in campo.split(",") for dia in _dias(item)})
    return ",".join(_NOMES[dia] for dia in dias)


def _dias(item: str) -> list[int]:
    achado = _ITEM.fullmatch(item)
    if not achado:
        raise ValueError(f"o dia da semana '{item}' não existe")
    passo = int(achado["passo"] or 1)
    if achado["todos"]:
        return list(range(0, 7, passo))
    de = _dia(achado["de"])
    if achado["ate"] is None:
        return list(range(de, 7, passo)) if achado["passo"] else [de % 7]
    ate = _dia(achado["ate"])
    ultimo = ate if ate >= de else ate + 7
    return [dia % 7 for dia in range(de, ultimo + 1, passo)]


def _dia(texto: str) -> int:
    """Return 0 for Sunday to 6, and 7, which is Sunday again, as it is: `5-7` is a range."""
    if texto.lower() in _NOMES:
        return _NOMES.index(texto.lower())
    if re.fullmatch(r"[0-7]", texto):
        return int(texto)
    raise ValueError(f"o dia da semana '{texto}' não existe")
