"""Say one figure of the panel in a sentence that may be quoted, or say in words why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.parts.figure_table import publisher_label, said_figure
from geodata.extent import extent_label
from geodata.words import Emptiness, ExtentClass, Measure, Nearness, Part, Scope

ENDS = frozenset({Measure.CONTAMINATION, Measure.EXTENT})
"""Measures that tell how things stood at the end of a year."""

KNOWN = frozenset({Emptiness.VALUE, Emptiness.ZERO})
OLD_YEARS = 2
"""From this age on a figure's age is said; a figure of the year before is the newest that is usually published."""

COMPLETION = "completion"
BASES = {
    "cha_plus_sha": "CHA and SHA added here, the source gives no total",
    "cha_only": "confirmed hazardous area alone",
    "sha_only": "suspected hazardous area alone",
    COMPLETION: "completion of clearance",
}


def figure_sentence(row: Mapping[Any, Any], year: int) -> str:
    """Return a sentence on a row of `geodata.panel.figures` in the mode latest known by the end of `year`."""
    measure, part = Measure.of(str(row["measure"])), Part.of(str(row["part"]))
    label = measure.label if part in {Part.TOTAL, Part.CLASS} else f"{measure.label}, {part.label.lower()}"
    word = Emptiness.of(str(row["emptiness"]))
    if word not in KNOWN:
        whose = f" ({publisher_label(str(row['publisher']))})" if row["publisher"] else ""
        return f"{label}, latest known by the end of {year}: {word.label}{whose}. {word.definition}"
    when = "" if pd.isna(row["figure_year"]) else _when(row, measure, year)
    return f"{label}: {_answer(row, measure)}{when} ({'; '.join(_papers(row))})."


def _answer(row: Mapping[Any, Any], measure: Measure) -> str:
    """Return the figure, or the publisher's own word."""
    if measure is Measure.EXTENT and row["word"] in set(ExtentClass):
        return extent_label(str(row["publisher"]), str(row["word"]))
    if row["unit"] == "class":
        return str(row["word"]).replace("_", " ")
    return said_figure(row)


def _when(row: Mapping[Any, Any], measure: Measure, year: int) -> str:
    """Return of which year the figure is, and how old that is by the end of `year`; a completion does not age."""
    figure_year = int(row["figure_year"])
    of = f" at the end of {figure_year}" if measure in ENDS else f" in {figure_year}"
    age = year - figure_year
    return of if age < OLD_YEARS or row["basis"] == COMPLETION else f"{of}, {age} years old by the end of {year}"


def _papers(row: Mapping[Any, Any]) -> list[str]:
    """Return who says it, of which weapons, on what basis, and how near it was read."""
    told = [publisher_label(str(row["publisher"]))] if row["publisher"] else []
    if row["scope"]:
        told.append(Scope.of(str(row["scope"])).label.lower())
    if row["basis"] in BASES:
        told.append(BASES[str(row["basis"])])
    if row["read_at"]:
        told.append(Nearness.of(str(row["read_at"])).label.lower())
    return told
