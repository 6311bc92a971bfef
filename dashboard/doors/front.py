"""Be the pages' door to the sources of control: which there are, what each says of a day, and what follows from it.

The bundled settlement ledger is always there; other sources appear once `import` has put their files into the
user's own data. Histories are read once a process and read again when an import has changed them. Geometry is in
EPSG:4326; areas are geodesic.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.control import Moment, Snapshot
from geodata.errors import InputError
from geodata.front_line import RULE, FrontLine, front_line_of, interior_of
from geodata.polygon_history import PolygonHistory
from geodata.settlement_history import SettlementHistory, rounded_km
from geodata.territory import (
    Change,
    Disagreement,
    Territory,
    areas_by_region,
    change_between,
    disagreement_between,
)
from geodata.words import Control, ControlClass, ControlKind
from loaders.catalog import Card
from loaders.control_catalog import CONTROL_SOURCES, control_card, load_control, source_stamp
from loaders.settlements.loader import SOURCE as LEDGER
from loaders.settlements.loader import load_ledger

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geodata.line_distance import LineDistance

__all__ = ["LEDGER", "RULE", "Change", "Disagreement", "FrontLine", "Moment", "Snapshot", "Territory"]

History = PolygonHistory | SettlementHistory


@dataclass(frozen=True)
class FrontSource:
    """A source of control that can answer now."""

    id: str
    """ledger, deepstate, isw, viina or polygons: also the word of the command line."""
    title: str
    kind: ControlKind
    first_day: date
    last_day: date
    """The first and the last day with a file or with knowledge."""
    snapshots: int
    """How many different states it has."""
    redistribution: bool
    """Whether its geometry may be exported; where not, pictures with credit may."""
    citation: str
    contested: bool
    """Whether any of its maps has contested land."""

    @property
    def approximate(self) -> bool:
        """Whether its areas follow from settlements: marked approximate, without front line."""
        return self.kind is ControlKind.SETTLEMENTS


@dataclass(frozen=True, eq=False)
class FrontFigures:
    """The figures of a source on a day; None where the source does not have a figure, which is never zero."""

    snapshot: Snapshot
    occupied_km2: float | None
    contested_km2: float | None
    held_before_2022_km2: float | None
    """What this very source holds as occupied before 24 February 2022; else see `held_before_2022`."""
    front_line_km: float | None
    liberated_km2: float | None
    since: date | None
    """The day since which land counts as liberated; None where none was asked for."""

    @property
    def approximate(self) -> bool:
        """Whether the areas are approximate."""
        return self.snapshot.approximate


@dataclass(frozen=True)
class PointAnswer:
    """What a source says of a point on a day."""

    control: Control
    distance_km: float | None
    """To the front line, positive outside the occupied area, negative inside; None where there is no line.

    From settlements: to the edge of their cells, in steps of 5 km.
    """
    rounded: bool
    days_since_liberation: int | None
    place: int
    """The nearest settlement of the bundled ledger."""
    place_name: str


@dataclass(frozen=True)
class HeldByNonParty:
    """How much of Ukraine is held on a day, and how both states stand under the Mine Ban Treaty on that day."""

    snapshot: Snapshot = field(repr=False)
    occupied_km2: float | None
    """None where the source shows no occupied land at all, which is never zero."""
    territory_status: str
    """The status of Ukraine on the day (a value of `TreatyStatus`)."""
    holder_status: str
    """The status of the Russian Federation on the day."""

    @property
    def holds(self) -> bool:
        """Whether it is the territory of a State Party, held by a state that is not bound."""
        from geodata.words import TreatyStatus

        return TreatyStatus.of(self.territory_status).bound and not TreatyStatus.of(self.holder_status).bound


def sources() -> tuple[FrontSource, ...]:
    """The sources that can answer now, the bundled ledger first."""
    found = []
    for name in CONTROL_SOURCES:
        history = _history_or_none(name)
        if history is not None:
            found.append(_described(name, history))
    return tuple(found)


def card_of(source: str) -> Card:
    """The card of a source of control."""
    return control_card(source)


def moments(source: str) -> tuple[Moment, ...]:
    """Every day of a source in order: file date, the day it shows, and the key of what it draws."""
    return _history(source).moments


def days(source: str) -> tuple[date, ...]:
    """The file dates of a source in order; of the ledger the days on which some settlement changed."""
    return tuple(moment.file_date for moment in moments(source))


def snapshot(source: str, on: date) -> Snapshot:
    """What a source says of a day: the latest snapshot whose file date is not later.

    Raises
    ------
    InputError
        The source is not known or not imported, or has no snapshot so early.
    """
    return _snapshot(source, on, source_stamp(source))


def figures(source: str, on: date, since: date | None = None) -> FrontFigures:
    """The figures of a source on a day, with what was liberated since a day where one is named.

    Raises
    ------
    InputError
        As `snapshot`; or `since` lies before the source's first snapshot, which the message names.
    """
    shown = snapshot(source, on)
    areas = shown.areas_km2
    own = areas.get(ControlClass.HELD_BEFORE_2022)
    history = _history(source)
    if isinstance(history, SettlementHistory):
        before = history.held_before_2022()
        own = before.area_km2 if before is not None else None
    line = front_line(source, on)
    return FrontFigures(
        shown,
        areas.get(ControlClass.OCCUPIED),
        areas.get(ControlClass.CONTESTED),
        own,
        line.length_km if line is not None else None,
        liberated(source, on, since).area_km2 if since is not None else None,
        since,
    )


def front_line(source: str, on: date) -> FrontLine | None:
    """The front line of a source on a day by `RULE`; None where it draws no areas."""
    shown = snapshot(source, on)
    if shown.approximate or ControlClass.OCCUPIED not in shown.shapes:
        return None
    return _front_line(source, shown.key, on, source_stamp(source))


def approximate_line(source: str, on: date) -> "BaseGeometry":
    """The edge of the occupied cells of a source of settlements, to be drawn wide and dashed; it has no length."""
    return front_line_of(snapshot(source, on).occupied, interior()).geometry


def liberated(source: str, on: date, since: date) -> Territory:
    """What was occupied on some day since `since` and is neither occupied nor contested on a day.

    Raises
    ------
    InputError
        As `snapshot`; or `since` lies before the source's first snapshot, which the message names.
    """
    return _liberated(source, on, since, source_stamp(source))


def held_before_2022() -> Territory:
    """Land occupied on 23 February 2022 by the bundled ledger: approximate, whatever source is shown beside it."""
    held = load_ledger().held_before_2022()
    if held is None:
        message = "The ledger begins after 23 February 2022: it cannot tell what was held before."
        raise InputError(message)
    return held


def change(source: str, before: date, after: date) -> Change:
    """What the occupying side gained and lost between two days, as one source assesses it.

    Raises
    ------
    InputError
        As `snapshot`; or the days run backward.
    """
    return change_between(snapshot(source, before), snapshot(source, after))


def disagreement(first: str, second: str, on: date) -> Disagreement:
    """Where two sources differ on what is occupied on a day.

    Raises
    ------
    InputError
        As `snapshot`; or both are the same source.
    """
    return disagreement_between(snapshot(first, on), snapshot(second, on))


def series(source: str) -> pd.DataFrame:
    """One row a day of a source: file_date, state_date, occupied_km2, contested_km2, front_line_km, key."""
    return _series(source, source_stamp(source))


def liberated_series(source: str, since: date) -> pd.DataFrame:
    """The land liberated since a day, on each day of change: file_date, liberated_km2."""
    return _liberated_series(source, since, source_stamp(source))


def by_region(source: str, on: date, since: date | None = None) -> pd.DataFrame:
    """How much of each region is occupied and contested (and liberated since a day), in geodesic km².

    Columns region, name, area_km2, occupied_km2, contested_km2 where the source has it, liberated_km2 where a day
    is named; the last row is what the source draws outside the regions' outline.
    """
    return _by_region(source, on, since, source_stamp(source))


def settlements(on: date, source: str = LEDGER) -> pd.DataFrame:
    """One row a settlement on a day: place, name, lon, lat, region, control, since, until, basis, source, note."""
    return _settlement_history(source).settlements(on)


def settlements_changed(before: date, after: date, source: str = LEDGER) -> pd.DataFrame:
    """The settlements whose control differs between two days (`SettlementHistory.changed_between`)."""
    return _settlement_history(source).changed_between(before, after)


def history_of(place: int, source: str = LEDGER) -> pd.DataFrame:
    """The intervals of one settlement, oldest first: from_date, to_date, control, basis, source, note, name."""
    return _settlement_history(source).history_of(place)


def at_point(source: str, on: date, lon: float, lat: float) -> PointAnswer:
    """What a source says of a point on a day: control, distance to the line, days since liberation.

    Raises
    ------
    InputError
        As `snapshot`; or the point is no longitude and latitude.
    """
    _check_point(lon, lat)
    points = np.array([[lon, lat]])
    shown = snapshot(source, on)
    history = _history(source)
    ledger = load_ledger()
    place = int(ledger.nearest(points)[0])
    gone = history.days_since_liberation(on, points)[0]
    distance = distances(source, on, points)[0]
    return PointAnswer(
        _control_at(shown, history, points),
        None if np.isnan(distance) else float(distance),
        shown.approximate,
        None if np.isnan(gone) else int(gone),
        place,
        str(ledger.places["name"].iloc[place]),
    )


def distances(source: str, on: date, points: np.ndarray) -> np.ndarray:
    """Kilometres from points (n × 2, longitude and latitude) to the front line, negative inside the occupied area.

    From settlements in steps of 5 km; NaN where the source shows no line on the day.
    """
    measure = _measure(source, snapshot(source, on).key, on, source_stamp(source))
    if measure is None:
        return np.full(len(points), np.nan)
    km = measure.signed_km(points)
    return np.array([rounded_km(each) for each in km], dtype=float) if _is_settlements(source) else km


def held_by_non_party(source: str, on: date) -> HeldByNonParty:
    """How much of Ukraine is held, and how Ukraine and the Russian Federation stand under the Mine Ban Treaty.

    Raises
    ------
    InputError
        As `snapshot`; or the treaty has no answer for the day.
    """
    from geodata.words import Treaty
    from loaders.history import load_history

    shown = snapshot(source, on)
    standing = load_history(Treaty.MBT).status_on(on).set_index("iso3")["status"]
    occupied = shown.areas_km2.get(ControlClass.OCCUPIED)
    return HeldByNonParty(shown, occupied, str(standing["UKR"]), str(standing["RUS"]))


def settlement_history(source: str) -> SettlementHistory | None:
    """The history of a source that knows of settlements alone; None where it draws areas itself."""
    history = _history(source)
    return history if isinstance(history, SettlementHistory) else None


@cache
def regions() -> "gpd.GeoDataFrame":
    """The 27 regions of Ukraine: region (ISO 3166-2), name, area_km2, geometry (EPSG:4326)."""
    from loaders.boundaries.loader import load_ukraine_regions

    return load_ukraine_regions()


@cache
def interior() -> "BaseGeometry":
    """The inside of Ukraine in which an edge of the occupied area is front line."""
    return interior_of(regions().geometry.to_numpy())


def _history(source: str) -> History:
    """Return the history of a source; raises InputError, with what to do, where it is not imported."""
    return load_control(source)


def _history_or_none(source: str) -> History | None:
    try:
        return _history(source)
    except InputError:
        return None


def _settlement_history(source: str) -> SettlementHistory:
    history = _history(source)
    if not isinstance(history, SettlementHistory):
        message = f"{source} draws areas and names no settlements: choose the ledger."
        raise InputError(message)
    return history


def _is_settlements(source: str) -> bool:
    return isinstance(_history(source), SettlementHistory)


def _described(name: str, history: History) -> FrontSource:
    card = control_card(name)
    return FrontSource(
        name,
        card.title,
        history.kind,
        history.first_day,
        history.last_day,
        len({moment.key for moment in history.moments}),
        card.redistribution,
        card.citation,
        isinstance(history, SettlementHistory) or history.has_contested,
    )


def _control_at(shown: Snapshot, history: History, points: np.ndarray) -> Control:
    """Return the control of a point: of the settlement nearest to it, or by the areas around it."""
    import shapely

    if isinstance(history, SettlementHistory):
        return Control.of(str(history.control_on(shown.on)[history.nearest(points)[0]]))
    for area, word in ((shown.occupied, Control.RU), (shown.contested, Control.CONTESTED)):
        if shapely.intersects_xy(area, *points[0]):
            return word
    inside = shapely.intersects_xy(regions().geometry.to_numpy(), *points[0]).any()
    return Control.UA if inside else Control.UNKNOWN


def _check_point(lon: float, lat: float) -> None:
    """Refuse what is no point on the Earth."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        message = f"{lon}, {lat} is not a point: expected longitude from -180 to 180 and latitude from -90 to 90."
        raise InputError(message)


# What follows is kept by the stamp of the source's store, so that an import is seen at once.


@lru_cache(maxsize=16)
def _snapshot(source: str, on: date, stamp: str) -> Snapshot:
    return _history(source).snapshot(on)


@lru_cache(maxsize=16)
def _liberated(source: str, on: date, since: date, stamp: str) -> Territory:
    return _history(source).liberated(on, since)


@lru_cache(maxsize=16)
def _front_line(source: str, key: str, on: date, stamp: str) -> FrontLine:
    return front_line_of(snapshot(source, on).occupied, interior())


@lru_cache(maxsize=8)
def _measure(source: str, key: str, on: date, stamp: str) -> "LineDistance | None":
    from geodata.line_distance import line_distance

    return line_distance(approximate_line(source, on), snapshot(source, on).occupied)


@lru_cache(maxsize=8)
def _series(source: str, stamp: str) -> pd.DataFrame:
    return _history(source).series()


@lru_cache(maxsize=8)
def _liberated_series(source: str, since: date, stamp: str) -> pd.DataFrame:
    return _history(source).liberated_series(since)


@lru_cache(maxsize=32)
def _by_region(source: str, on: date, since: date | None, stamp: str) -> pd.DataFrame:
    shown = snapshot(source, on)
    shapes = {f"{name.value}_km2": shape for name, shape in shown.shapes.items()}
    if since is not None:
        shapes["liberated_km2"] = liberated(source, on, since).geometry
    return areas_by_region(shapes, regions())
