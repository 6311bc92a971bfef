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
from geodata.difference import difference_of, polygons_of
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
    lost_wkb: bytes = field(repr=False)
    """Occupied in the interval before and not in this one (WKB, EPSG:4326); empty polygons in the first."""


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
        ever: BaseGeometry = EMPTY
        rows = []
        for place in range(first, len(self.intervals)):
            interval = self.intervals[place]
            if place > first:
                # What is lost again or retaken changes the sum only here and there, so it is kept running.
                ever = shapely.union(ever, shapely.from_wkb(interval.lost_wkb))
            regained = self._regained(np.array([ever]), place)
            rows.append((max(interval.file_dates[0], since), area_km2(regained)))
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
                near = shapely.make_valid(shapely.clip_by_rect(held, *parts[part].bounds))
                parts[part] = shapely.difference(parts[part], near)
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


def lost_wkb(before: ControlState | None, after: ControlState) -> bytes:
    """Return what is occupied in one state and not in the next, as WKB; empty polygons where there is none before."""
    earlier, later = (_occupied(before) if before is not None else EMPTY), _occupied(after)
    wkb: bytes = shapely.to_wkb(difference_of(earlier, later))
    return wkb


def _occupied(state: ControlState) -> BaseGeometry:
    wkb = state.shapes_wkb.get(ControlClass.OCCUPIED)
    return EMPTY if wkb is None else shapely.from_wkb(wkb)
