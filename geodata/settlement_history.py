"""Answer for any day from the control of settlements: who held which, and the land nearest to them.

An interval is half-open, `[from_date, to_date)`; an empty `from_date` means already so before 24 February 2022, an
empty `to_date` still so on the last day known. Areas are the cells of `geodata.settlement_cells`: approximate,
and no front line follows from them. Days are ± 3, in early 2022 ± weeks.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.control import DAY_BEFORE_INVASION, EMPTY, Moment, Snapshot, check_on, check_since
from geodata.difference import polygons_of
from geodata.errors import InputError
from geodata.territory import Territory
from geodata.words import Control, ControlClass, ControlKind

DISTANCE_STEP_KM = 5
"""Distances that follow from settlements are told in steps of this many kilometres."""

PLACE_COLUMNS = ("place", "name", "lon", "lat", "region")
INTERVAL_COLUMNS = ("place", "from_date", "to_date", "control", "basis", "source", "note")
_BEGINNING, _END = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")


@dataclass(frozen=True, eq=False)
class SettlementHistory:
    """All that one source says of settlements."""

    source: str
    places: pd.DataFrame = field(repr=False)
    """One row a settlement: place (0, 1, 2 …), name, lon, lat, region."""
    intervals: pd.DataFrame = field(repr=False)
    """place, from_date and to_date (datetime64, NaT for open), control, basis, source, note."""
    cells: np.ndarray = field(repr=False)
    """The land nearest to each place, EPSG:4326."""
    cells_km2: np.ndarray = field(repr=False)
    """Its geodesic area."""
    first_day: date
    last_day: date
    """The first and the last day with knowledge; later days show what was last known."""
    contested_until: date | None = None
    """The last day on which contested land was known, where that is earlier than the last day."""
    kind = ControlKind.SETTLEMENTS

    def control_on(self, on: date) -> np.ndarray:
        """Return the control of every place on a day, as stored words.

        Raises
        ------
        InputError
            The day lies before the first with knowledge.
        """
        check_on(on, self.first_day, self.source)
        day = np.datetime64(min(on, self.last_day))
        valid = (self._from <= day) & (day < self._to)
        control = np.full(len(self.places), Control.UNKNOWN.value, dtype=object)
        control[self._place[valid]] = self._control[valid]
        return control

    def settlements(self, on: date) -> pd.DataFrame:
        """Return one row a settlement: place, name, lon, lat, region, control, since, until, basis, source, note.

        `since` is NaT for before 24 February 2022, `until` for still so on the last day known.
        """
        check_on(on, self.first_day, self.source)
        day = np.datetime64(min(on, self.last_day))
        now = self.intervals.loc[(self._from <= day) & (day < self._to)]
        told = now.rename(columns={"from_date": "since", "to_date": "until"})
        table = self.places.merge(told, on="place", how="left", validate="one_to_one")
        return table.assign(control=table["control"].fillna(Control.UNKNOWN.value))

    def changed_between(self, before: date, after: date) -> pd.DataFrame:
        """Return the settlements whose control differs between two days, by the day of the last change.

        Columns place, name, lon, lat, region, control_before, control_after, changed_on, basis, source, note; the
        papers are those of the state after.

        Raises
        ------
        InputError
            The days run backward, or the first lies before the source's first.
        """
        if after < before:
            message = f"A change runs forward: expected a day not before {before}, got {after}."
            raise InputError(message)
        was, now = self.control_on(before), self.settlements(after)
        table = now.assign(control_before=was).rename(columns={"control": "control_after", "since": "changed_on"})
        table = table.loc[table["control_before"] != table["control_after"]]
        columns = ["place", "name", "lon", "lat", "region", "control_before", "control_after", "changed_on"]
        table = table.sort_values(["changed_on", "name"], kind="stable", ignore_index=True)
        return table[[*columns, "basis", "source", "note"]]

    def history_of(self, place: int) -> pd.DataFrame:
        """Return the intervals of one place, oldest first, with name, basis, source and note.

        Raises
        ------
        InputError
            No place has this number.
        """
        if not 0 <= place < len(self.places):
            message = f"{place} is not a settlement of {self.source}: numbers run from 0 to {len(self.places) - 1}."
            raise InputError(message)
        own = self.intervals.loc[self.intervals["place"] == place].sort_values("from_date", na_position="first")
        return own.merge(self.places[["place", "name"]], on="place").reset_index(drop=True)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The first and the last day with knowledge and every day between on which some place changed."""
        changes = {day for day in self._from.tolist() if self.first_day < day < self.last_day}
        days = sorted({self.first_day, *changes, self.last_day})
        return tuple(Moment(day, day, day.isoformat()) for day in days)

    def snapshot(self, on: date) -> Snapshot:
        """Return the cells of occupied and of contested settlements on a day; approximate.

        Raises
        ------
        InputError
            The day lies before the first with knowledge.
        """
        control = self.control_on(on)
        told = min(on, self.last_day)
        key = max(moment.file_date for moment in self.moments if moment.file_date <= told).isoformat()
        masks = {ControlClass.OCCUPIED: control == Control.RU, ControlClass.CONTESTED: control == Control.CONTESTED}
        return Snapshot(
            self.source,
            self.kind,
            on,
            told,
            told,
            key,
            on > self.last_day,
            {name: self.land_of(mask) for name, mask in masks.items()},
            {name: float(self.cells_km2[mask].sum()) for name, mask in masks.items()},
        )

    def held_before_2022(self) -> Territory | None:
        """Return the land that was occupied on 23 February 2022; None where the source begins later."""
        if self.first_day > DAY_BEFORE_INVASION:
            return None
        return self._territory(self.control_on(DAY_BEFORE_INVASION) == Control.RU)

    def liberated(self, on: date, since: date) -> Territory:
        """Return the cells that were occupied on some day since `since` and are Ukraine's on a day.

        Raises
        ------
        InputError
            `since` lies before the first day with knowledge, or after the day.
        """
        check_since(since, on, self.first_day, self.source)
        return self._territory(self._regained(on, since))

    def liberated_series(self, since: date) -> pd.DataFrame:
        """Return file_date (datetime64) and liberated_km2 since a day, on every day of change from then on."""
        check_since(since, self.last_day, self.first_day, self.source)
        days = [since, *(moment.file_date for moment in self.moments if moment.file_date > since)]
        sizes = [float(self.cells_km2[self._regained(day, since)].sum()) for day in days]
        return pd.DataFrame({"file_date": np.array(days, dtype="datetime64[s]"), "liberated_km2": sizes})

    def series(self) -> pd.DataFrame:
        """Return one row a day of change: file_date, state_date, occupied_km2, contested_km2, front_line_km, key.

        `front_line_km` is empty throughout: no length follows from settlements.
        """
        rows = []
        for moment in self.moments:
            control = self.control_on(moment.file_date)
            occupied, contested = (self.cells_km2[control == word].sum() for word in (Control.RU, Control.CONTESTED))
            rows.append((moment.file_date, moment.state_date, occupied, contested, np.nan, moment.key))
        columns = ["file_date", "state_date", "occupied_km2", "contested_km2", "front_line_km", "key"]
        table = pd.DataFrame(rows, columns=columns)
        days = {name: table[name].astype("datetime64[s]") for name in ("file_date", "state_date")}
        return table.assign(**days)

    def days_since_liberation(self, on: date, points: np.ndarray) -> np.ndarray:
        """Return for points (n × 2, longitude and latitude) the days since their settlement was regained.

        NaN where the nearest settlement was never occupied, or is not Ukraine's on the day.
        """
        found: np.ndarray = self.days_since_regained(on)[self.nearest(points)]
        return found

    def days_since_regained(self, on: date) -> np.ndarray:
        """Return for every place the days since it was regained; NaN where it never was, or is not Ukraine's now."""
        days = np.full(len(self.places), np.nan)
        regained = self._regained(on, self.first_day)
        since = self.settlements(on)["since"].to_numpy().astype("datetime64[D]")
        days[regained] = (np.datetime64(on) - since[regained]).astype(float)
        return days

    def nearest(self, points: np.ndarray) -> np.ndarray:
        """Return the place in whose cell each point (n × 2) lies, or the nearest cell where it lies in none."""
        found: np.ndarray = shapely.STRtree(self.cells).nearest(shapely.points(points))
        return found

    def land_of(self, mask: np.ndarray) -> BaseGeometry:
        """Return the cells of some places as one area."""
        return polygons_of(shapely.coverage_union_all(self.cells[mask])) if mask.any() else EMPTY

    def _territory(self, mask: np.ndarray) -> Territory:
        return Territory(self.land_of(mask), float(self.cells_km2[mask].sum()))

    def _regained(self, on: date, since: date) -> np.ndarray:
        """Return which places were occupied on some day since `since` and are Ukraine's on a day."""
        first, last = (np.datetime64(min(day, self.last_day)) for day in (since, on))
        within = (self._control == Control.RU.value) & (self._from <= last) & (self._to > first)
        occupied = np.zeros(len(self.places), dtype=bool)
        occupied[self._place[within]] = True
        held: np.ndarray = occupied & (self.control_on(on) == Control.UA.value)
        return held

    @cached_property
    def _from(self) -> np.ndarray:
        return _filled(self.intervals["from_date"], _BEGINNING)

    @cached_property
    def _to(self) -> np.ndarray:
        return _filled(self.intervals["to_date"], _END)

    @cached_property
    def _place(self) -> np.ndarray:
        return self.intervals["place"].to_numpy()

    @cached_property
    def _control(self) -> np.ndarray:
        return self.intervals["control"].to_numpy(dtype=object)


def rounded_km(distance_km: float) -> int:
    """Return a distance in whole steps of 5 km, as far as settlements can tell it."""
    return round(distance_km / DISTANCE_STEP_KM) * DISTANCE_STEP_KM


def _filled(days: pd.Series, open_end: np.datetime64) -> np.ndarray:
    """Return days with a far day where none is named."""
    values = days.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(values), open_end, values)
