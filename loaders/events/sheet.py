"""Translate one part of a user's table into events, noting for each row that cannot be taken why."""

import json
import re
from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.cell_readings import read_days, read_numbers
from geodata.event_words import Civilian, DatePrecision, Device, EventKind, PlacePrecision
from geodata.events import EVENT_COLUMNS
from geodata.mapping import plain_name

_WHOLE = re.compile(r"^(\d+)\.0+$")

REJECT_COLUMNS = ("file", "row", "reason", "cells")

_COUNTRY_ALIASES = {
    "russia": "RUS",
    "russia soviet union": "RUS",
    "dr congo": "COD",
    "dr congo zaire": "COD",
    "democratic republic of congo": "COD",
    "democratic republic of the congo": "COD",
    "republic of congo": "COG",
    "congo": "COG",
    "syria": "SYR",
    "myanmar burma": "MMR",
    "yemen north yemen": "YEM",
    "iran": "IRN",
    "turkey": "TUR",
    "ivory coast": "CIV",
    "bosnia herzegovina": "BIH",
    "bosnia and herzegovina": "BIH",
    "cambodia kampuchea": "KHM",
    "laos": "LAO",
    "vietnam": "VNM",
    "vietnam north vietnam": "VNM",
    "venezuela": "VEN",
    "bolivia": "BOL",
    "tanzania": "TZA",
    "moldova": "MDA",
    "macedonia fyr": "MKD",
    "north macedonia": "MKD",
    "south korea": "KOR",
    "north korea": "PRK",
    "united states": "USA",
    "united states of america": "USA",
    "united kingdom": "GBR",
    "palestine": "PSE",
    "kosovo": "XKX",
    "taiwan": "TWN",
    "zimbabwe rhodesia": "ZWE",
    "madagascar malagasy": "MDG",
    "sri lanka": "LKA",
    "brunei": "BRN",
    "cape verde": "CPV",
    "east timor": "TLS",
    "kingdom of eswatini swaziland": "SWZ",
    "serbia yugoslavia": "SRB",
}
"""Names that sources use and the table of areas does not."""


@dataclass(frozen=True)
class Translated:
    """The events of one part, and the rows that were not taken; together every row of the part."""

    events: pd.DataFrame
    rejects: pd.DataFrame
    remarks: tuple[str, ...] = ()


class Sheet:
    """One part of a table, its columns found whatever the case of their letters."""

    def __init__(self, part: pd.DataFrame, file: str) -> None:
        """Take a part as `loaders.foreign.reading.ForeignTable.part` gives it."""
        self.part = part
        self.file = file
        self.reason = np.full(len(part), "", dtype=object)
        self.remarks: list[str] = []
        self._columns = {str(title).strip().casefold(): title for title in part.columns}

    def has(self, column: str | None) -> bool:
        """Whether the table has a column."""
        return column is not None and column.casefold() in self._columns

    def text(self, column: str | None) -> pd.Series:
        """Return a column as text without space at its ends; empty text where the table has none."""
        if not self.has(column):
            return pd.Series([""] * len(self.part), index=self.part.index, dtype=str)
        cells: pd.Series = self.part[self._columns[str(column).casefold()]].fillna("").astype(str).str.strip()
        return cells

    def codes(self, column: str | None) -> pd.Series:
        """Return a column of codes or numbers of rows as text; 3.0, as spreadsheets write 3, is 3."""
        return self.text(column).str.replace(_WHOLE, r"\1", regex=True)

    def reject(self, rows: npt.NDArray[np.bool_], reason: str | npt.NDArray[np.object_]) -> None:
        """Note why some rows cannot be taken; the first reason of a row stays."""
        new = rows & (self.reason == "")
        self.reason[new] = reason if isinstance(reason, str) else reason[new]

    def days(self, column: str | None, order: str, *, required: bool = True) -> tuple[pd.Series, pd.Series]:
        """Return days (datetime64[s]) and their precision; a row whose day cannot be read is not taken."""
        read = read_days(self.text(column), order)
        told = read.reason != ""
        empty = read.reason == "no date"
        self.reject(told & (~empty | required), read.reason)
        return pd.Series(read.day.astype("datetime64[s]")), pd.Series(read.precision, dtype=object)

    def counts(self, column: str | None, what: str) -> pd.Series:
        """Return whole numbers, missing where the cell is empty; a row with something else is not taken."""
        number, reason = read_numbers(self.text(column), what, least=0, most=10_000_000)
        self.reject(reason != "", reason)
        whole = np.where(np.isnan(number), True, number == np.floor(np.nan_to_num(number)))
        self.reject(~whole, f"{what} is no whole number")
        return pd.Series(np.where(whole, number, np.nan)).astype("Float64").astype("Int64")

    def places(self, lon: str | None, lat: str | None) -> tuple[pd.Series, pd.Series]:
        """Return longitude and latitude, from columns or from points; a row without both is not taken."""
        if not (self.has(lon) and self.has(lat)) and "_geometry" in self.part:
            return self._points()
        east, east_reason = read_numbers(self.text(lon), "longitude", least=-180, most=180, decimal_comma=True)
        north, north_reason = read_numbers(self.text(lat), "latitude", least=-90, most=90, decimal_comma=True)
        self.reject(north_reason != "", north_reason)
        self.reject(east_reason != "", east_reason)
        self._check_places(east, north)
        return pd.Series(east), pd.Series(north)

    def words(self, column: str | None, words: Pairs[str, str], empty: str, what: str, *, strict: bool) -> pd.Series:
        """Return the stored values that cells mean.

        Parameters
        ----------
        column
            The column; without one every cell counts as empty.
        words
            What cells say, as `plain_name` writes it, and what they mean.
        empty
            What an empty cell means.
        what
            What to call the column in reasons and remarks.
        strict
            Whether a row with another word is not taken; else it counts as empty and is told in a remark.
        """
        cells = self.codes(column)
        places, texts = pd.factorize(cells)
        meant = [empty if not text else words.get(plain_name(str(text))) for text in texts]
        unknown = [word is None for word in meant]
        strange = np.array(unknown or [False], dtype=bool)[places]
        if strict:
            told = np.array([f"{what} not known: {str(text)[:60]!r}" for text in texts] or [""], dtype=object)
            self.reject(strange, told[places])
        elif strange.any():
            some = ", ".join(repr(str(text)[:40]) for text, odd in zip(texts, unknown, strict=True) if odd)[:200]
            self.remarks.append(f"{what} not understood and left open: {some}.")
        return pd.Series(np.array([word or empty for word in meant] or [empty], dtype=object)[places])

    def countries(self, *columns: str | None) -> pd.Series:
        """Return the code of the country that the first of these columns with an answer says, empty text for none."""
        said = pd.Series([""] * len(self.part), dtype=object)
        for column in columns:
            if self.has(column):
                cells = self.codes(column)
                codes = {text: _country_code(text) for text in cells.unique()}
                said = pd.Series(np.where(said == "", cells.map(codes), said), dtype=object)
        return said

    def done(self, columns: dict[str, pd.Series | str]) -> Translated:
        """Return the rows that can be taken as events, and those that cannot with their reasons.

        Columns that are not given are empty: text empty, words not stated, numbers missing.
        """
        given: dict[str, pd.Series | str | None] = {**_EMPTY, **columns}
        given["row"] = pd.Series(self.part["_row"].to_numpy())
        given["file"] = self.file
        count = len(self.part)
        table = pd.DataFrame(
            {
                title: cells.to_numpy() if isinstance(cells, pd.Series) else [cells] * count
                for title, cells in given.items()
            }
        )
        taken = self.reason == ""
        events = table.loc[taken, list(EVENT_COLUMNS)].reset_index(drop=True)
        for title in ("fatalities", "injured"):
            events[title] = pd.array(events[title], dtype="Int64")
        return Translated(events, self.rejects(), tuple(dict.fromkeys(self.remarks)))

    def rejects(self) -> pd.DataFrame:
        """Return the rows that were not taken, with their cells as they came: `REJECT_COLUMNS`."""
        rows = self.reason != ""
        left = self.part.loc[rows].drop(columns=["_row", "_geometry"], errors="ignore")
        return pd.DataFrame(
            {
                "file": self.file,
                "row": self.part["_row"].to_numpy()[rows],
                "reason": self.reason[rows],
                "cells": [json.dumps(list(cells), ensure_ascii=False) for cells in left.itertuples(index=False)],
            }
        )

    def _points(self) -> tuple[pd.Series, pd.Series]:
        """Return longitude and latitude of the shapes; of a shape that is no point, of a point on it."""
        shapes = shapely.from_wkb(self.part["_geometry"].to_numpy(dtype=object))
        shapes = np.where(shapely.is_empty(shapes), None, shapes)
        spots = np.where(shapely.get_type_id(shapes) == 0, shapes, shapely.point_on_surface(shapes))
        east, north = shapely.get_x(spots), shapely.get_y(spots)
        self._check_places(east, north)
        outside = (np.abs(east) > 180) | (np.abs(north) > 90)
        self.reject(outside, "coordinates are outside -180 to 180 and -90 to 90")
        return pd.Series(east), pd.Series(north)

    def _check_places(self, east: npt.NDArray[np.float64], north: npt.NDArray[np.float64]) -> None:
        """Refuse rows without coordinates, and those at 0/0, which stands for none."""
        self.reject(np.isnan(east) | np.isnan(north), "no coordinates")
        self.reject((east == 0) & (north == 0), "coordinates are 0/0, which stands for none")


_EMPTY: dict[str, str | None] = {
    "event_id": "",
    "date_precision": DatePrecision.NOT_STATED.value,
    "place_precision": PlacePrecision.NOT_STATED.value,
    "place": "",
    "country_said": "",
    "admin1": "",
    "kind": EventKind.OTHER.value,
    "source_kind": "",
    "device": Device.NOT_STATED.value,
    "fatalities": None,
    "injured": None,
    "civilian": Civilian.UNKNOWN.value,
    "text": "",
    "url": "",
}


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Return codes by name, by code and by M49 number, as `plain_name` writes them."""
    from loaders.areas.loader import load_areas

    areas = load_areas()
    known = {plain_name(name): code for name, code in zip(areas["name"], areas["iso3"], strict=True)}
    known |= {plain_name(code): code for code in areas["iso3"]}
    known |= {iso2.casefold(): code for iso2, code in zip(areas["iso2"], areas["iso3"], strict=True) if iso2}
    known |= {number.lstrip("0"): code for number, code in zip(areas["m49"], areas["iso3"], strict=True) if number}
    return known | _COUNTRY_ALIASES


def _country_code(text: str) -> str:
    """Return the code of a country by its name, code or number; empty text for what is not known."""
    known = _country_names()
    name = plain_name(text)
    name = name.lstrip("0") if name.isdigit() else name
    return known.get(name) or known.get(plain_name(text.split("(")[0])) or ""
