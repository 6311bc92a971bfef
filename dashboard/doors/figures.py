"""Be the door to the figures: the panel, what is known of an area on a measure, and who publishes it."""

from collections.abc import Hashable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.errors import InputError
from geodata.words import Measure, Part, Scope, YearMode
from loaders.catalog import load_card
from loaders.panel import load_panel

if TYPE_CHECKING:
    from geodata.panel import Panel


def panel() -> "Panel":
    """Every source row of every figure; made once a process."""
    return load_panel()


def panel_as_of() -> date:
    """The day on which the contamination figures were read."""
    return load_card("contamination").as_of


def figure_of(
    code: str,
    measure: Measure,
    year: int,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> dict[Hashable, Any]:
    """The figure of an area that is the latest known by the end of a year, or the word for why there is none."""
    table = _figures(measure, year, publisher, weapon, part)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


@lru_cache(maxsize=256)
def _figures(measure: Measure, year: int, publisher: str | None, weapon: Scope, part: Part | None) -> pd.DataFrame:
    from geodata.panel import figures

    return figures(panel(), measure, year, YearMode.LATEST_KNOWN, publisher, weapon, part)


def figure_rows(code: str, measure: Measure) -> pd.DataFrame:
    """Every source row of an area on a measure, oldest first; `shown` marks those that the maps show."""
    rows = panel().rows
    own = rows.loc[(rows["measure"] == measure.value) & (rows["iso3"] == code)]
    keys = _shown_rows(measure)
    shown = [key in keys for key in zip(own["row"], own["part"], strict=True)]
    return own.assign(shown=shown).sort_values(["year", "row"], kind="stable", ignore_index=True)


@cache
def _shown_rows(measure: Measure) -> frozenset[tuple[str, str]]:
    """The source row and part of every figure that the maps show in its own year, for each scope of weapons."""
    from geodata.panel import BY_WEAPON
    from geodata.panel_table import source_rows

    keys: set[tuple[str, str]] = set()
    for weapon in Scope if measure in BY_WEAPON else (Scope.APM,):
        table = source_rows(panel(), measure, weapon=weapon)
        shown = table.loc[table["shown"]]
        keys |= set(zip(shown["row"], shown["part"], strict=True))
    return frozenset(keys)


def publishers(measure: Measure) -> tuple[str, ...]:
    """The publishers of a measure, the one that it opens with first; of extent those that class the whole world."""
    from geodata.panel import publishers_of
    from geodata.pick import MONITOR, OPENING_PUBLISHER, REVIEW

    if measure is Measure.EXTENT:
        return (REVIEW, MONITOR)
    opening = OPENING_PUBLISHER[measure]
    return (opening, *(name for name in publishers_of(panel(), measure) if name != opening))


def check_publisher(measure: Measure, publisher: str) -> str:
    """Return the publisher where a measure has it.

    Raises
    ------
    InputError
        It has not; the message lists those it has.
    """
    known = publishers(measure)
    if publisher not in known:
        message = f"{publisher[:40]!r} has no figures on {measure.label.lower()}: choose one of {', '.join(known)}."
        raise InputError(message)
    return publisher


def weapons(measure: Measure) -> tuple[Scope, ...]:
    """The scopes of weapons that a measure has rows of, antipersonnel mines first."""
    from geodata.panel import BY_WEAPON

    if measure not in BY_WEAPON:
        return (Scope.APM,)
    rows = panel().rows
    held = set(rows.loc[rows["measure"] == measure.value, "scope"])
    return tuple(scope for scope in Scope if scope.value in held or scope is Scope.APM)


@cache
def published_casualties() -> pd.DataFrame:
    """Published casualties of the world, every edition, with `shown` for the latest of each year."""
    from geodata.panel_sums import world_shown

    rows = panel().world
    return rows.assign(shown=world_shown(rows))


@cache
def coverage() -> pd.DataFrame:
    """How many areas have a value for each measure and year (`geodata.coverage_table.areas_with_value`)."""
    from geodata.coverage_table import areas_with_value

    return areas_with_value(panel())
