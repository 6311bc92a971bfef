"""Answer for any day from the dated polygons of one source.

Equal geometries of following files are one interval. Each interval holds what was lost against the one before:
land liberated since any day is then the union of the losses since, without what is occupied now. That is the
union of all snapshots since that day less the present one, at the cost of some small polygons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.control import EMPTY, Moment, Snapshot, check_on, check_since
from geodata.difference import clipped, differences_of, polygons_of
from geodata.front_line import front_line_of
from geodata.territory import Territory, territory_of
from geodata.words import ControlClass, ControlKind


@dataclass(frozen=True, eq=False)
class ControlState:
    """The areas that one or more files show."""

    key: str
    """The hash of the areas."""
    shapes_wkb: dict[ControlClass, bytes] = field(repr=False)
    """The polygons of each class that the source has; WKB, EPSG:4326."""
    areas_km2: dict[ControlClass, float]
    """Their geodesic areas."""
    front_line_km: float
    """The length of the front line by the rule of `geodata.front_line`; NaN where nothing is drawn as occupied."""


@dataclass(frozen=True, eq=False)
class ControlInterval:
    """Files of following days that show the same areas."""

    file_dates: tuple[date, ...]
    state_dates: tuple[date, ...]
    """For each file the day whose state it shows."""
    state: ControlState
    gained_wkb: bytes = field(repr=False)
    """Occupied in this interval and not in the one before (WKB, EPSG:4326); empty polygons in the first."""
    lost_wkb: bytes = field(repr=False)
    """Occupied in the interval before and not in this one; empty polygons in the first."""


@dataclass(frozen=True, eq=False)
class PolygonHistory:
    """All that one source says, interval by interval, oldest first; at least one."""

    source: str
    intervals: Sequence[ControlInterval] = field(repr=False)
    kind = ControlKind.POLYGONS

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Every file in the order of its days."""
        return tuple(
            Moment(file_date, state_date, interval.state.key)
            for interval in self.intervals
            for file_date, state_date in zip(interval.file_dates, interval.state_dates, strict=True)
        )

    @property
    def first_day(self) -> date:
        """The first day with an answer."""
        return self.moments[0].file_date

    @property
    def last_day(self) -> date:
        """The day of the last file."""
        return self.moments[-1].file_date

    @cached_property
    def has_contested(self) -> bool:
        """Whether any file draws contested land."""
        return any(ControlClass.CONTESTED in interval.state.areas_km2 for interval in self.intervals)

    def snapshot(self, on: date) -> Snapshot:
        """Return what the latest file not later than a day shows.

        Raises
        ------
        InputError
            The first file is later.
        """
        moment, place = self._answer(on)
        interval = self.intervals[place]
        return Snapshot(
            self.source,
            self.kind,
            on,
            moment.file_date,
            moment.state_date,
            interval.state.key,
            on > self.last_day,
            {name: shapely.from_wkb(wkb) for name, wkb in interval.state.shapes_wkb.items()},
            interval.state.areas_km2,
        )

    def front_line_km(self, on: date) -> float | None:
        """Return the length of the front line on a day; None where nothing is drawn as occupied."""
        length = self.intervals[self._answer(on)[1]].state.front_line_km
        return None if np.isnan(length) else length

    def liberated(self, on: date, since: date) -> Territory:
        """Return what was occupied on some day since `since` and is neither occupied nor contested on a day.

        The snapshot that answers for `since` is the first that counts.

        Raises
        ------
        InputError
            `since` lies before the first file, or after the day.
        """
        check_since(since, on, self.first_day, self.source)
        first, last = self._answer(since)[1], self._answer(on)[1]
        lost = shapely.from_wkb([interval.lost_wkb for interval in self.intervals[first + 1 : last + 1]])
        return territory_of(self._regained(lost, last))

    def liberated_series(self, since: date) -> pd.DataFrame:
        """Return file_date (datetime64) and liberated_km2 since a day, one row an interval from that day on.

        Raises
        ------
        InputError
            `since` lies before the first file, or after the last.
        """
        check_since(since, self.last_day, self.first_day, self.source)
        first = self._answer(since)[1]
        regained: BaseGeometry = EMPTY
        area = 0.0
        rows = [(since, area)]
        for place in range(first + 1, len(self.intervals)):
            interval = self.intervals[place]
            gained, lost = shapely.from_wkb([interval.gained_wkb, interval.lost_wkb])
            # Land lost now was occupied until now, so it cannot have been regained before: the areas add up.
            regained, retaken_km2 = _without(regained, gained)
            area += area_km2(lost) - retaken_km2
            regained = shapely.multipolygons(np.concatenate([shapely.get_parts(regained), shapely.get_parts(lost)]))
            rows.append((interval.file_dates[0], area - self._contested_km2(regained, place)))
        table = pd.DataFrame(rows, columns=["file_date", "liberated_km2"])
        return table.assign(file_date=table["file_date"].astype("datetime64[s]"))

    def series(self) -> pd.DataFrame:
        """Return one row a file: file_date, state_date, occupied_km2, contested_km2, front_line_km, key."""
        rows = [
            {
                "file_date": file_date,
                "state_date": state_date,
                "occupied_km2": interval.state.areas_km2.get(ControlClass.OCCUPIED, np.nan),
                "contested_km2": interval.state.areas_km2.get(ControlClass.CONTESTED, np.nan),
                "front_line_km": interval.state.front_line_km,
                "key": interval.state.key,
            }
            for interval in self.intervals
            for file_date, state_date in zip(interval.file_dates, interval.state_dates, strict=True)
        ]
        table = pd.DataFrame(rows)
        days = {name: table[name].astype("datetime64[s]") for name in ("file_date", "state_date")}
        return table.assign(**days)

    def days_since_liberation(self, on: date, points: np.ndarray) -> np.ndarray:
        """Return for points (n × 2, longitude and latitude) the days since they ceased to be occupied.

        NaN where a point never was occupied in this source, or is occupied or contested on the day.

        Raises
        ------
        InputError
            The first file is later than the day.
        """
        last = self._answer(on)[1]
        losses = self.intervals[1 : last + 1]
        days = np.full(len(points), np.nan)
        if not losses:
            return days
        parts, step = shapely.get_parts(shapely.from_wkb([one.lost_wkb for one in losses]), return_index=True)
        places = shapely.points(points)
        point, part = shapely.STRtree(parts).query(places, predicate="intersects")
        latest = np.full(len(points), -1)
        np.maximum.at(latest, point, step[part])
        gone = [(on - one.file_dates[0]).days for one in losses]
        hit = latest >= 0
        days[hit] = np.array(gone, dtype=float)[latest[hit]]
        for shape in (shapely.from_wkb(wkb) for wkb in self._held(last)):
            days[shapely.intersects(shape, places)] = np.nan
        return days

    def _answer(self, on: date) -> tuple[Moment, int]:
        """Return the file that answers for a day, and the place of its interval."""
        check_on(on, self.first_day, self.source)
        place = int(np.searchsorted(self._file_dates, np.datetime64(on), side="right")) - 1
        return self.moments[place], int(self._places[place])

    @cached_property
    def _file_dates(self) -> np.ndarray:
        return np.array([moment.file_date for moment in self.moments], dtype="datetime64[D]")

    @cached_property
    def _places(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.intervals)), [len(one.file_dates) for one in self.intervals])

    def _contested_km2(self, regained: BaseGeometry, place: int) -> float:
        """Return how much of the land regained is contested in an interval."""
        wkb = self.intervals[place].state.shapes_wkb.get(ControlClass.CONTESTED)
        if wkb is None:
            return 0.0
        return _without(shapely.make_valid(regained), shapely.from_wkb(wkb))[1]

    def _held(self, place: int) -> list[bytes]:
        """Return the areas of an interval that are not liberated: occupied and contested."""
        shapes = self.intervals[place].state.shapes_wkb
        return [shapes[name] for name in (ControlClass.OCCUPIED, ControlClass.CONTESTED) if name in shapes]

    def _regained(self, lost: np.ndarray, place: int) -> BaseGeometry:
        """Return what was lost up to an interval, without what is occupied or contested in it."""
        ever = shapely.union_all(lost)
        if ever.is_empty:
            return EMPTY
        parts = shapely.get_parts(polygons_of(ever))
        for wkb in self._held(place):
            held = shapely.from_wkb(wkb)
            shapely.prepare(held)
            for part in np.flatnonzero(shapely.intersects(held, parts)):
                parts[part] = shapely.difference(parts[part], clipped(held, parts[part].bounds))
        return polygons_of(shapely.geometrycollections(parts))


def state_of(key: str, shapes: dict[ControlClass, BaseGeometry], interior: BaseGeometry) -> ControlState:
    """Return areas, measured.

    Parameters
    ----------
    key
        The hash of the areas.
    shapes
        The polygons of each class, valid, EPSG:4326.
    interior
        The inside of the country, from `geodata.front_line.interior_of`.
    """
    occupied = shapes.get(ControlClass.OCCUPIED)
    return ControlState(
        key,
        {name: shapely.to_wkb(shape) for name, shape in shapes.items()},
        {name: area_km2(shape) for name, shape in shapes.items()},
        front_line_of(occupied, interior).length_km if occupied is not None else float("nan"),
    )


def change_wkb(before: ControlState | None, after: ControlState) -> tuple[bytes, bytes]:
    """Return what was gained and lost from one state to the next, as WKB; empty polygons where none is before."""
    if before is None:
        return shapely.to_wkb(EMPTY), shapely.to_wkb(EMPTY)
    gained, lost = differences_of(_occupied(after), _occupied(before))
    return shapely.to_wkb(gained), shapely.to_wkb(lost)


def _without(area: BaseGeometry, taken: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Return the polygons of an area that are not taken, and how many km² were; only parts that meet are touched."""
    parts = shapely.get_parts(area)
    if not len(parts) or taken.is_empty:
        return area, 0.0
    shapely.prepare(taken)
    meets = shapely.intersects(taken, parts)
    if not meets.any():
        return area, 0.0
    touched = shapely.multipolygons(parts[meets])
    left = polygons_of(shapely.geometrycollections(shapely.difference(parts[meets], taken)))
    rest = np.concatenate([parts[~meets], shapely.get_parts(left)])
    return shapely.multipolygons(rest), area_km2(touched) - area_km2(left)


def _occupied(state: ControlState) -> BaseGeometry:
    wkb = state.shapes_wkb.get(ControlClass.OCCUPIED)
    return EMPTY if wkb is None else shapely.from_wkb(wkb)
