"""Specify the map that joins treaty status and extent of contamination: each day's status, each year-end's extent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.maps.specification import AreaHistory, Change, ChoroplethSpec, Grid, MapClass, sources_of
from dashboard.palette import EMPTINESS_MARKS, JOINED_MARKS, NOTHING, STATUS_MARKS, Mark
from geodata.citation import citation_of
from geodata.extent import extent_label
from geodata.joined_classes import NONE, SINGLE_CLASSES, joined_class, joined_value
from geodata.treaty import Interval, TreatyHistory
from geodata.treaty_rules import OPENING_DAY
from geodata.words import Emptiness, ExtentGroup, StatusGroup, TreatyStatus

_SINGLE_MARKS = {
    NONE: Mark(NOTHING),
    TreatyStatus.UNDETERMINED.value: STATUS_MARKS[TreatyStatus.UNDETERMINED],
    Emptiness.DISPUTED.value: EMPTINESS_MARKS[Emptiness.DISPUTED],
    Emptiness.NOT_APPLICABLE.value: EMPTINESS_MARKS[Emptiness.NOT_APPLICABLE],
}
CLASSES = (
    *(
        MapClass(joined_value(group, extent), f"{group.label}; {extent.label.lower()}", JOINED_MARKS[group, extent])
        for extent in ExtentGroup
        for group in StatusGroup
    ),
    *(MapClass(value, label, _SINGLE_MARKS[value]) for value, label in SINGLE_CLASSES.items()),
)
"""Every class that the map can show, in the order of its legend."""

NUMBERS = {word.value: number for number, word in enumerate(CLASSES)}


def specify_joined(
    history: TreatyHistory,
    extents: Mapping[int, pd.DataFrame],
    publisher: str,
    *,
    last: date,
    facts_as_of: date,
    projection_note: str,
    policy: str,
) -> ChoroplethSpec:
    """Return the map from 3 December 1997 to `last`.

    Parameters
    ----------
    history
        The history of the treaty.
    extents
        For each year, the first of them before the opening of the treaty, the table of `geodata.extent_years`. A
        year's classes stand from its 31 December until that of the next; those of the last year stay.
    publisher
        In whose words the extent is.
    last, facts_as_of, projection_note, policy
        As in every map.
    """
    by_area: dict[str, dict[int, Mapping[Any, Any]]] = {}
    for year, table in extents.items():
        for row in table.to_dict("records"):
            by_area.setdefault(str(row["iso3"]), {})[year] = row
    areas = tuple(
        AreaHistory(code, history.names[code], _changes(history.intervals[code], by_area[code]))
        for code in history.codes
        if code in by_area
    )
    affected = [word.value for word in CLASSES if word.value.partition("-")[2] in _AFFECTED]
    return ChoroplethSpec(
        title=f"{history.treaty.label} × extent of contamination",
        short_title="Status × extent",
        classes=CLASSES,
        counted=tuple(affected),
        counted_label="affected areas",
        areas=areas,
        first=OPENING_DAY,
        last=last,
        facts_as_of=facts_as_of,
        projection_note=projection_note,
        sources=sources_of(areas),
        policy=policy,
        grid=legend_of(history),
        titles=tuple(
            (max(OPENING_DAY, date(year, 12, 31)), title_of(history.treaty.label, year, publisher)) for year in extents
        ),
    )


_AFFECTED = (ExtentGroup.MASSIVE.value, ExtentGroup.MIDDLE.value, ExtentGroup.LITTLE.value, ExtentGroup.NOT_KNOWN.value)


def title_of(treaty: str, year: int, publisher: str) -> str:
    """Return the title with both dates; `{day}` is left for the browser to fill in."""
    return f"{treaty}: status on {{day}} × extent at the end of {year}, in the words of {publisher}"


def legend_of(history: TreatyHistory) -> Grid:
    """Return the legend in two dimensions: the extent down, the status across."""
    return Grid(
        row_title="Extent of contamination",
        column_title=history.treaty.label,
        rows=tuple(extent.label for extent in ExtentGroup),
        columns=tuple(group.label for group in StatusGroup),
        cells=tuple(tuple(joined_value(group, extent) for group in StatusGroup) for extent in ExtentGroup),
    )


def _changes(intervals: tuple[Interval, ...], rows: Mapping[int, Mapping[Any, Any]]) -> tuple[Change, ...]:
    """Return the changes of one area: at each change of its status and of what is known of its extent."""
    told: list[Change] = []
    spans = _spans(rows)
    starts = {max(OPENING_DAY, interval.start): interval for interval in intervals}
    interval, extent = None, None
    for day in sorted({*starts, *spans}):
        interval, extent = starts.get(day, interval), spans.get(day, extent)
        if interval is None or extent is None:
            continue
        row, text, source = extent
        number = NUMBERS[joined_class(interval.status, str(row["emptiness"]), str(row["word"]))]
        sources = "; ".join(filter(None, (interval.source, source)))
        told.append(Change(day, number, f"{interval.basis} {text}", sources))
    return tuple(told)


_Extent = tuple[Mapping[Any, Any], str, str]


def _spans(rows: Mapping[int, Mapping[Any, Any]]) -> dict[date, _Extent]:
    """Return what is known of the extent from each day on which that changes: its row, in words, and its source."""
    spans: dict[date, _Extent] = {}
    before = ""
    for year, row in rows.items():
        text = _extent(row, year)
        if text != before:
            spans[max(OPENING_DAY, date(year, 12, 31))] = (row, text, citation_of(row))
        before = text
    return spans


def _extent(row: Mapping[Any, Any], year: int) -> str:
    """Return what is known of the extent at the end of a year, in the publisher's word; our own gaps bear no year."""
    word = Emptiness.of(str(row["emptiness"]))
    if word is Emptiness.NOT_READ:
        return f"Extent at the last year's end: {word.label.lower()}."
    if row["word"]:
        told = f"{extent_label(str(row['publisher']), str(row['word']))} ({row['publisher']})"
    else:
        told = f"{word.label.lower()} ({word.definition.rstrip('.')})"
    return f"Extent at the end of {year}: {told}."
