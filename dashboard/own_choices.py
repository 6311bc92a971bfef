"""Say what a figure of a reader's own data shows and how the file was read: all that is needed to draw it again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from dashboard.map_measure import MapMeasure
from dashboard.state import Choices, parse_word
from geodata.errors import InputError
from geodata.own_figures import FIRST_YEAR, LAST_YEAR
from geodata.own_origin import OwnOrigin, columns_as_text, columns_from_text
from geodata.words import Measure, Scope


@dataclass(frozen=True)
class OwnFigureChoices(Choices):
    """What a map of own figures shows; these are parameters of a file and never of an address."""

    file: str
    sha256: str
    columns: str
    """From which column each field was taken, as one line of JSON."""
    unit: str
    weapon: Scope
    measure: Measure
    publisher: str
    shown: MapMeasure
    year: int
    area: str | None = None

    @classmethod
    def default(cls, today: date) -> Self:
        """What a record is read into."""
        return cls("", "", "{}", "km2", Scope.APM, Measure.CONTAMINATION, "", MapMeasure.RECORDED, today.year)

    @classmethod
    def own_readers(cls) -> dict[str, Callable[[str], object]]:
        """How the keys are read that no other page has, or that mean something else there."""
        return {
            "file": str,
            "sha256": str,
            "columns": str,
            "unit": str,
            "measure": lambda text: parse_word(text, Measure, "a measure"),
            "shown": lambda text: parse_word(text, MapMeasure, "a measure"),
            "year": parse_own_year,
        }

    @property
    def origin(self) -> OwnOrigin:
        """The file and how it was read; raises InputError where the columns are not told."""
        return OwnOrigin(self.file, self.sha256, columns_from_text(self.columns), self.weapon, self.unit)


@dataclass(frozen=True)
class OwnRegionChoices(Choices):
    """What a map of own regions shows."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset()

    file: str
    sha256: str
    columns: str
    figure: str
    """What the figure is and who publishes it, in the reader's words."""

    @classmethod
    def default(cls, today: date) -> Self:
        """What a record is read into."""
        return cls("", "", "{}", "")

    @classmethod
    def own_readers(cls) -> dict[str, Callable[[str], object]]:
        """How the keys are read that no other page has."""
        return {"file": str, "sha256": str, "columns": str, "figure": str}

    @property
    def origin(self) -> OwnOrigin:
        """The file and how it was read; raises InputError where the columns are not told."""
        return OwnOrigin(self.file, self.sha256, columns_from_text(self.columns))


def known(origin: OwnOrigin | None) -> OwnOrigin:
    """Return where own data came from.

    Raises
    ------
    InputError
        That was not kept, as in a data folder of an earlier version.
    """
    if origin is None:
        message = "These data were kept without the SHA-256 of their file: bring the file again and keep it anew."
        raise InputError(message)
    return origin


def written(origin: OwnOrigin) -> dict[str, str]:
    """Return the choices that say which file it is and how its columns were read."""
    return {"file": origin.file_name, "sha256": origin.sha256, "columns": columns_as_text(origin.columns)}


def parse_own_year(text: str) -> int:
    """Return a year that own figures may be of; raises InputError for anything else."""
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"{text[:40]!r} is not a year from {FIRST_YEAR} to {LAST_YEAR}."
        raise InputError(message)
    return int(text)
