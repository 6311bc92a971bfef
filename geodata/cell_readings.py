"""Read days, numbers and degrees from text, saying of each cell that cannot be read why; nothing is guessed.

Days are taken as YYYY-MM-DD (also with a time), YYYYMMDD, dd.mm.yyyy, dd/mm/yyyy or mm/dd/yyyy (see `DayOrder`),
`24 March 2026`, milliseconds since 1970, YYYY-MM and YYYY. A day with slashes is read in one order for the whole
column, by the evidence of the column or as the user says; without evidence such rows are refused.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.event_words import DatePrecision

FIRST_YEAR, LAST_YEAR = 1900, 2030
"""Years outside are slips of the pen: year 0202, 2202."""

MONTHS = {
    name: place
    for place, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip

_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T].*)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.\d*)?")
"""What a spreadsheet keeps for a day from 1927 to 2091, where the cell is not formatted as a day."""
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_MILLISECONDS = re.compile(r"-?\d{12,13}")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_COMMA_NUMBER = re.compile(r"[+-]?\d+,\d+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class DayOrder:
    """The evidence of a column for the order of day and month in days with slashes."""

    day_first: int = 0
    """Cells that can only be read day first."""
    month_first: int = 0
    unclear: int = 0
    """Cells that can be read either way."""
    spellings: set[str] = field(default_factory=set)
    """How cells are spelled, digits as 9: more than one shows that a file went through a spreadsheet."""

    def look(self, cells: Iterable[str]) -> None:
        """Add the evidence of some cells."""
        for cell in cells:
            found = _SLASHES.fullmatch(cell.strip())
            if found is None:
                continue
            first, second = int(found[1]), int(found[2])
            self.spellings.add(re.sub(r"\d+", "9", cell.strip()))
            if first > 12:
                self.day_first += 1
            elif second > 12:
                self.month_first += 1
            elif first != second:
                self.unclear += 1

    def decided(self, said: str = "") -> str:
        """Return day_first, month_first, or mixed or unclear where the column cannot tell; `said` decides if given."""
        if said:
            return said
        if self.day_first and self.month_first:
            return "mixed"
        if self.day_first:
            return "day_first"
        return "month_first" if self.month_first else "unclear"

    def remark(self, column: str, said: str = "") -> str | None:
        """Return what to tell the reader of the order; None where no day has slashes."""
        if not (self.day_first or self.month_first or self.unclear):
            return None
        order = self.decided(said)
        if said:
            return f"Days with slashes in {column} were read {order.replace('_', ' ')}, as was chosen."
        if order in {"day_first", "month_first"}:
            sure = self.day_first or self.month_first
            also = " They are spelled in more than one way: the file went through a spreadsheet." * (
                len(self.spellings) > 1
            )
            return (
                f"Days with slashes in {column} were read {order.replace('_', ' ')}: {sure} can be read no other way, "
                f"none the other way, {self.unclear} either way.{also}"
            )
        if order == "mixed":
            return (
                f"Days with slashes in {column} are in both orders: {self.day_first} can only be day first, "
                f"{self.month_first} only month first; the {self.unclear} that can be either were not loaded."
            )
        return f"Whether days with slashes in {column} begin with day or month cannot be told: choose the order."


@dataclass(frozen=True)
class Days:
    """Days read from a column: datetime64[D] (NaT where there is none), their precision, and why one has none."""

    day: npt.NDArray[np.datetime64]
    precision: npt.NDArray[np.object_]
    reason: npt.NDArray[np.object_]
    """Empty text where the day was read."""


def read_days(cells: pd.Series, order: str) -> Days:
    """Return the days of a column of text; an empty cell has the reason 'no date'."""
    places, texts = pd.factorize(cells.astype(str).str.strip())
    read = [_read_day(str(text), order) for text in texts]
    day = np.array([each[0] for each in read] or [None], dtype="datetime64[D]")
    precision = np.array([each[1] for each in read] or [""], dtype=object)
    reason = np.array([each[2] for each in read] or [""], dtype=object)
    return Days(day[places], precision[places], reason[places])


def read_numbers(
    cells: pd.Series, what: str, *, least: float = -np.inf, most: float = np.inf, decimal_comma: bool = False
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.object_]]:
    """Return numbers (nan for an empty cell) and why one could not be read, empty text where it could.

    Parameters
    ----------
    cells
        A column of text.
    what
        What to call the number in reasons.
    least, most
        The bounds, both included.
    decimal_comma
        Whether 48,5 is 48.5.
    """
    places, texts = pd.factorize(cells.astype(str).str.strip())
    read = [_read_number(str(text), what, least, most, decimal_comma=decimal_comma) for text in texts]
    number = np.array([each[0] for each in read] or [np.nan], dtype=float)
    reason = np.array([each[1] for each in read] or [""], dtype=object)
    return number[places], reason[places]


def _read_day(cell: str, order: str) -> tuple[date | None, str, str]:
    """Return the day of a cell, its precision, and why there is none."""
    if not cell:
        return None, "", "no date"
    for pattern, reader in _READERS:
        found = pattern.fullmatch(cell)
        if found is not None:
            return _bounded(cell, *reader(found, order))
    if _SERIAL.fullmatch(cell):
        return None, "", f"a spreadsheet's number and no day, format the column as days: {cell[:30]!r}"
    return None, "", f"date unreadable: {cell[:30]!r}"


def _bounded(cell: str, day: date | None, precision: str, reason: str) -> tuple[date | None, str, str]:
    """Return a day that was read, unless it lies outside the years that can be."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, "", f"year {day.year:04d} is outside {FIRST_YEAR} to {LAST_YEAR}: {cell[:30]!r}"
    return day, precision, reason


def _made(year: int, month: int, day: int, precision: str = "day") -> tuple[date | None, str, str]:
    """Return a day of the calendar, or why there is none."""
    try:
        return date(year, month, day), precision, ""
    except ValueError:
        return None, "", f"no day of the calendar: {year:04d}-{month:02d}-{day:02d}"


def _with_slashes(found: re.Match[str], order: str) -> tuple[date | None, str, str]:
    """Return a day with slashes, by the order of its column."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if order == "day_first":
        return _made(year, second, first)
    if order == "month_first":
        return _made(year, first, second)
    if first > 12 or first == second:
        return _made(year, second, first)
    if second > 12:
        return _made(year, first, second)
    return None, "", f"day or month first cannot be told, choose the order: {found[0][:30]!r}"


def _with_words(found: re.Match[str], order: str) -> tuple[date | None, str, str]:
    """Return a day whose month is written out."""
    month = MONTHS.get(found[2].casefold())
    if month is None:
        return None, "", f"date unreadable: {found[0][:30]!r}"
    return _made(int(found[3]), month, int(found[1]))


def _of_milliseconds(found: re.Match[str], order: str) -> tuple[date | None, str, str]:
    """Return the day of a number of milliseconds since 1970, as ArcGIS writes it."""
    return (_EPOCH + timedelta(milliseconds=int(found[0]))).date(), DatePrecision.DAY.value, ""


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], tuple[date | None, str, str]]], ...] = (
    (_ISO, lambda found, order: _made(int(found[1]), int(found[2]), int(found[3]))),
    (_SLASHES, _with_slashes),
    (_PLAIN, lambda found, order: _made(int(found[1]), int(found[2]), int(found[3]))),
    (_DOTS, lambda found, order: _made(int(found[3]), int(found[2]), int(found[1]))),
    (_WORDS, _with_words),
    (_MILLISECONDS, _of_milliseconds),
    (_MONTH, lambda found, order: _made(int(found[1]), int(found[2]), 1, DatePrecision.MONTH.value)),
    (_YEAR, lambda found, order: _made(int(found[0]), 1, 1, DatePrecision.YEAR.value)),
)


def _read_number(cell: str, what: str, least: float, most: float, *, decimal_comma: bool) -> tuple[float, str]:
    """Return the number of a cell, or why it is none."""
    if not cell:
        return np.nan, ""
    if decimal_comma and _COMMA_NUMBER.fullmatch(cell):
        cell = cell.replace(",", ".")
    if _PLAIN_NUMBER.fullmatch(cell) is None:
        return np.nan, f"{what} is no number: {cell[:30]!r}"
    number = float(cell)
    if not least <= number <= most:
        return np.nan, f"{what} is outside {least:g} to {most:g}: {cell[:30]}"
    return number, ""
