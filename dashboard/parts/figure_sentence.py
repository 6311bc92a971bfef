"""Say one figure of the panel in a sentence that may be quoted, or say in words why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.parts.figure_table import figure_of, publisher_label
from geodata.extent import extent_label
from geodata.words import Emptiness, ExtentClass, Measure, Nearness, Part, Scope

ENDS = frozenset({Measure.CONTAMINATION, Measure.EXTENT})
"""Measures that tell how things stood at the end of a year."""

KNOWN = frozenset({Emptiness.VALUE, Emptiness.ZERO})
BASES = {
    "cha_plus_sha": "CHA and SHA added here, the source gives no total",
    "cha_only": "confirmed hazardous area alone",
    "sha_only": "suspected hazardous area alone",
    "completion": "completion of clearance",
}


def figure_sentence(row: Mapping[Any, Any], year: int) -> str:
    """Return a sentence on a row of `geodata.panel.figures` in the mode latest known by the end of `year`."""
    measure, part = Measure.of(str(row["measure"])), Part.of(str(row["part"]))
    label = measure.label if part in {Part.TOTAL, Part.CLASS} else f"{measure.label}, {part.label.lower()}"
    word = Emptiness.of(str(row["emptiness"]))
    if word not in KNOWN:
        whose = f" ({publisher_label(str(row['publisher']))})" if row["publisher"] else ""
        return f"{label}, latest known by the end of {year}: {word.label}{whose}. {word.definition}"
    when = "" if pd.isna(row["figure_year"]) else _when(measure, int(row["figure_year"]))
    return f"{label}: {_answer(row, measure)}{when} ({'; '.join(_papers(row))})."


def _answer(row: Mapping[Any, Any], measure: Measure) -> str:
    """Return the figure, or the publisher's own word."""
    if measure is Measure.EXTENT and row["word"] in set(ExtentClass):
        return extent_label(str(row["publisher"]), str(row["word"]))
    if row["unit"] == "class":
        return str(row["word"]).replace("_", " ")
    return figure_of(row)


def _when(measure: Measure, year: int) -> str:
    return f" at the end of {year}" if measure in ENDS else f" in {year}"


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
