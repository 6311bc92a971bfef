"""Hold what one source says of control on one day.

Areas are geodesic, in square kilometres; geometry is in longitude and latitude (EPSG:4326). Which snapshot
answers for a day: the latest whose file date is not later than the day. The day that it shows (`state_date`)
is told beside it and selects nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InputError
from geodata.words import ControlClass, ControlKind

FRESH_DAYS = 7
"""A page warns where a snapshot is older than this on the day asked for."""

EMPTY: BaseGeometry = shapely.MultiPolygon()
"""No area."""

DAY_BEFORE_INVASION = date(2022, 2, 23)
"""The day whose occupied land is "held before 24 February 2022"."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What one source says on a day: which file answers, which day it shows, and the areas of each class."""

    source: str
    kind: ControlKind
    on: date
    """The day asked for."""
    file_date: date
    """The day of the file that answers, not later than `on`."""
    state_date: date
    """The day whose state the file shows."""
    key: str
    """The same for equal areas of a source, so that a browser keeps what it has."""
    last_known: bool
    """Whether the day lies after all that the source knows."""
    shapes: Mapping[ControlClass, BaseGeometry] = field(repr=False)
    """The area of each class that the source has; EPSG:4326."""
    areas_km2: Mapping[ControlClass, float]
    """The geodesic area of each class that the source has."""

    @property
    def age_days(self) -> int:
        """Days from the file to the day asked for."""
        return (self.on - self.file_date).days

    @property
    def stale(self) -> bool:
        """Whether the file is older than a week on the day asked for."""
        return self.age_days > FRESH_DAYS

    @property
    def approximate(self) -> bool:
        """Whether areas follow from settlements, so that no front line can be measured."""
        return self.kind is ControlKind.SETTLEMENTS

    @property
    def occupied(self) -> BaseGeometry:
        """The occupied area."""
        return self.shapes.get(ControlClass.OCCUPIED, EMPTY)

    @property
    def contested(self) -> BaseGeometry:
        """The contested area; empty where the source has no such class."""
        return self.shapes.get(ControlClass.CONTESTED, EMPTY)


@dataclass(frozen=True, eq=False)
class Moment:
    """One day of a source: its file date, the day it shows and the key of what it draws."""

    file_date: date
    state_date: date
    key: str


def check_since(since: date, on: date, first_day: date, source: str) -> date:
    """Return the day from which land counts as liberated, where the source can tell.

    Raises
    ------
    InputError
        It lies before the source's first snapshot, which the message names, or after the day asked for.
    """
    if since < first_day:
        message = (
            f"{source} cannot tell what was liberated since {since}: its first snapshot is of {first_day}. "
            f"Choose {first_day} or later."
        )
        raise InputError(message)
    if since > on:
        message = f"The day since which land counts as liberated ({since}) is after the day asked for ({on})."
        raise InputError(message)
    return since


def check_on(on: date, first_day: date, source: str) -> date:
    """Return the day where the source has a snapshot of it or of an earlier day.

    Raises
    ------
    InputError
        The source's first snapshot is later; the message names its day.
    """
    if on < first_day:
        message = (
            f"{source} has no snapshot of {on} or before: the first is of {first_day}. Choose {first_day} or later."
        )
        raise InputError(message)
    return on
