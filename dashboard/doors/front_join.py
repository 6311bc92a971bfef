"""Be the pages' door to what joins control of a day with accidents, published figures and treaty facts."""

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.doors import front, front_accidents
from geodata.control_join import Standings, join_regions, join_settlements
from geodata.settlement_history import SettlementHistory, rounded_km
from geodata.territory import areas_by_region
from geodata.words import Control, ControlClass
from loaders.control_catalog import load_control, source_stamp
from loaders.settlements.loader import load_ledger

if TYPE_CHECKING:
    from geodata.polygon_history import PolygonHistory

    History = PolygonHistory | SettlementHistory


def regions_joined(source: str, on: date, since: date | None = None) -> pd.DataFrame:
    """Every region with control, accidents, published figure and treaty facts (`geodata.control_join.join_regions`).

    Raises
    ------
    InputError
        As `front.figures`.
    """
    areas = front.by_region(source, on, since)
    return join_regions(
        areas, settlements_joined(source, on), front_accidents.accidents(), _figures(), on, standings(on)
    )


def settlements_joined(source: str, on: date) -> pd.DataFrame:
    """Every settlement of the ledger with the same facts (`geodata.control_join.join_settlements`).

    Raises
    ------
    InputError
        As `front.snapshot`.
    """
    return _settlements_joined(source, on, source_stamp(source))


def regions_of(history: "History", on: date, since: date | None = None) -> pd.DataFrame:
    """The same as `regions_joined` of a history that was read from a path.

    Raises
    ------
    InputError
        The history has no snapshot so early, or `since` lies before its first.
    """
    shapes = {f"{name.value}_km2": shape for name, shape in history.snapshot(on).shapes.items()}
    if since is not None:
        shapes["liberated_km2"] = history.liberated(on, since).geometry
    areas = areas_by_region(shapes, front.regions())
    return join_regions(areas, settlements_of(history, on), front_accidents.accidents(), _figures(), on, standings(on))


def settlements_of(history: "History", on: date) -> pd.DataFrame:
    """The same as `settlements_joined` of a history that was read from a path.

    Raises
    ------
    InputError
        The history has no snapshot so early.
    """
    ledger = load_ledger()
    table = ledger.settlements(max(on, ledger.first_day))
    points = table[["lon", "lat"]].to_numpy()
    return join_settlements(
        table,
        control_at(history, on, table),
        history.days_since_regained(on)
        if isinstance(history, SettlementHistory)
        else history.days_since_liberation(on, points),
        _front_km(history, on, points),
        _accidents_with_nearest(),
        on,
        standings(on),
    )


def control_at(history: "History", on: date, table: pd.DataFrame) -> np.ndarray:
    """Who holds each settlement of a table on a day, as a source has it: by its name, or at its point on the map."""
    import shapely

    if isinstance(history, SettlementHistory):
        return history.control_on(on)
    shown = history.snapshot(on)
    drawn = np.full(len(table), Control.UA.value, dtype=object)
    for area, word in ((shown.contested, Control.CONTESTED), (shown.occupied, Control.RU)):
        shapely.prepare(area)
        drawn[shapely.intersects_xy(area, table["lon"], table["lat"])] = word.value
    return drawn


def standings(on: date) -> Standings:
    """How Ukraine and the Russian Federation stand under the Mine Ban Treaty on a day.

    Raises
    ------
    InputError
        The treaty has no answer for the day.
    """
    from geodata.words import Treaty, TreatyStatus
    from loaders.history import load_history

    table = load_history(Treaty.MBT).status_on(on).set_index("iso3")["status"]
    return Standings(TreatyStatus.of(str(table["UKR"])), TreatyStatus.of(str(table["RUS"])))


@lru_cache(maxsize=16)
def _settlements_joined(source: str, on: date, stamp: str) -> pd.DataFrame:
    return settlements_of(load_control(source), on)


@cache
def _accidents_with_nearest() -> pd.DataFrame:
    """The documented accidents, with the place of the ledger that is nearest to each."""
    table = front_accidents.accidents()
    return table.assign(nearest=load_ledger().nearest(table[["lon", "lat"]].to_numpy()))


def _figures() -> pd.DataFrame:
    from dashboard.doors.ukraine import ukraine_region_figures

    return ukraine_region_figures()


def _front_km(history: "History", on: date, points: np.ndarray) -> np.ndarray:
    """Kilometres from points to the line of a day, negative on its occupied side; from settlements in steps of 5."""
    from geodata.front_line import front_line_of
    from geodata.line_distance import line_distance

    shown = history.snapshot(on)
    if ControlClass.OCCUPIED not in shown.shapes:
        return np.full(len(points), np.nan)
    measure = line_distance(front_line_of(shown.occupied, front.interior()).geometry, shown.occupied)
    if measure is None:
        return np.full(len(points), np.nan)
    km = measure.signed_km(points)
    if shown.approximate:
        return np.array([rounded_km(each) for each in km], dtype=float)
    return np.round(km, 1)
