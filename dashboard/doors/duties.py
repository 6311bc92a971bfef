"""Be the door to the duties under the Mine Ban Treaty: to clear (Article 5), to destroy stockpiles (Article 4)."""

from collections.abc import Hashable
from datetime import date
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from dashboard.doors.treaties import history
from geodata.words import Treaty
from loaders.article5.loader import load_article5_deadlines
from loaders.stockpiles.loader import load_stockpiles


@cache
def article5_deadlines() -> pd.DataFrame:
    """Clearance deadlines and completions: iso3, deadline, granted_at, completed, status and their papers."""
    return load_article5_deadlines()


def deadlines_of(code: str) -> pd.DataFrame:
    """Every row on clearance deadlines and completions of an area."""
    rows = article5_deadlines()
    return rows.loc[rows["iso3"] == code].reset_index(drop=True)


@lru_cache(maxsize=64)
def article5_standings(on: date) -> pd.DataFrame:
    """How the duty to clear stands in every area on a day (`geodata.article5.article5_on`)."""
    from geodata.article5 import article5_on

    return article5_on(on, article5_deadlines(), history(Treaty.MBT))


def article5_of(code: str, on: date) -> dict[Hashable, Any]:
    """How the duty of an area to clear stands on a day (`geodata.article5.article5_on`)."""
    table = article5_standings(on)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


@lru_cache(maxsize=64)
def article4_standings(on: date) -> pd.DataFrame:
    """How the duty to destroy stockpiles stands in every area on a day (`geodata.article4.article4_on`)."""
    from geodata.article4 import article4_on

    return article4_on(on, load_stockpiles(), history(Treaty.MBT))


def article4_of(code: str, on: date) -> dict[Hashable, Any]:
    """How the duty of an area to destroy its stockpiles stands on a day."""
    table = article4_standings(on)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


def first_deadlines_of(code: str) -> dict[Hashable, Any] | None:
    """The computed first deadlines of an area; None where the Mine Ban Treaty has never bound it."""
    table = _first_deadlines()
    own = table.loc[table["iso3"] == code]
    return None if own.empty else own.iloc[0].to_dict()


@cache
def _first_deadlines() -> pd.DataFrame:
    from geodata.article5 import first_deadlines

    return first_deadlines(history(Treaty.MBT))
