"""Specify the map of a measure: what is known of every area in every year, and why where nothing is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

import pandas as pd

from dashboard.map_measure import Drawing, MapMeasure, Rate, Scheme
from dashboard.maps.specification import OUTSIDE, AreaHistory, Change, ChoroplethSpec, MapClass, Steps, sources_of
from dashboard.maps.value_classes import NO_DENOMINATOR, PART_RATE, RATE_UNITS, ValueClasses, short, value_classes
from dashboard.palette import COUNT_MARKS, EMPTINESS_MARKS, EXTENT_MARKS, OUTSIDE_MARK, RECORDED_MARKS, USE_MARKS
from dashboard.parts.figure_sentence import BASES
from dashboard.parts.figure_table import UNITS, number, publisher_label, said_figure
from geodata.citation import citation_of
from geodata.extent import extent_label, extent_limits, recorded_class
from geodata.panel_sums import Completeness
from geodata.words import Coverage, Emptiness, ExtentClass, Measure, Nearness, Persons, RecordedClass, Scope, YearMode

FIGURE, PART_FIGURE = "figure", "part_figure"
"""Classes of a map of circles: a count, and one of a part of the area or of civilians alone."""

COUNT_LABELS = {
    FIGURE: "Count, the circle's surface grows with it",
    PART_FIGURE: "Count of a part or of civilians only",
    Emptiness.ZERO.value: "None (0)",
}
USE_LABELS = {"confirmed": "New use confirmed", "alleged": "New use alleged"}
KNOWN = frozenset({Emptiness.VALUE.value, Emptiness.ZERO.value})
LEFT_OUT = MapClass(OUTSIDE, "Outside of what is chosen", OUTSIDE_MARK)
"""The class of areas that the reader's filters leave out: `dashboard.maps.narrow` or the browser gives it."""


@dataclass(frozen=True)
class YearFigures:
    """What is known of every area in one year: the rows of `geodata.panel.figures`, and how complete they are."""

    year: int
    table: pd.DataFrame
    completeness: Completeness


def title_of(
    measure: MapMeasure, mode: YearMode, publisher: str, rate: Rate = Rate.NONE, weapon: Scope = Scope.APM
) -> str:
    """Return what a map shows, in which way of looking at a year, and according to whom."""
    whose = f"in the words of {publisher}" if measure is MapMeasure.EXTENT else f"{publisher} first"
    per = f" {rate.label.lower()}" if rate is not Rate.NONE else ""
    of = f" ({weapon.label.lower()})" if weapon is not Scope.APM else ""
    return f"{measure.label}{of}{per}, {whose} ({mode.label.lower()})"


def specify_panel(
    measure: MapMeasure,
    mode: YearMode,
    publisher: str,
    years: Sequence[YearFigures],
    *,
    facts_as_of: date,
    policy: str,
    values: ValueClasses | None = None,
    weapon: Scope = Scope.APM,
) -> ChoroplethSpec:
    """Return the map of a measure over all years, oldest first.

    `values` are the classes of `classes_of`; where they are of a rate, the tables have the columns of
    `geodata.rates.with_rate`.
    """
    rate = Rate.NONE if values is None else values.rate
    occurring = {str(word) for one in years for word in one.table["emptiness"].unique()}
    classes = (*_classes(measure, publisher, occurring, values), LEFT_OUT)
    numbers = {word.value: number for number, word in enumerate(classes)}
    circles = measure.figures.drawing is Drawing.CIRCLES and rate is Rate.NONE
    largest = _largest(years) if circles else 0.0
    histories: dict[str, list[Change]] = {}
    names: dict[str, str] = {}
    for one in years:
        for row in one.table.to_dict("records"):
            code = str(row["iso3"])
            names[code] = str(row["name"])
            told = histories.setdefault(code, [])
            change = _change(row, measure, one.year, numbers, largest, values)
            if not told or _shown(told[-1]) != _shown(change):
                told.append(change)
    areas = tuple(AreaHistory(code, names[code], tuple(told)) for code, told in histories.items())
    return ChoroplethSpec(
        title=title_of(measure, mode, publisher, rate, weapon),
        short_title=measure.label,
        classes=classes,
        counted=tuple(word.value for word in classes if word.value not in {*EMPTY_VALUES, OUTSIDE}),
        counted_label="areas with a figure",
        areas=areas,
        first=date(years[0].year, 12, 31),
        last=date(years[-1].year, 12, 31),
        facts_as_of=facts_as_of,
        projection_note="",
        sources=sources_of(areas),
        policy=policy,
        steps=Steps.YEARS,
        play=all(one.completeness.complete for one in years),
        fades=mode is YearMode.LATEST_KNOWN,
        circle_note=_circle_note(years, largest),
        notes=tuple(one.completeness.sentence for one in years),
    )


EMPTY_VALUES = frozenset(word.value for word in EMPTINESS_MARKS)


def classes_of(measure: MapMeasure, years: Sequence[YearFigures], rate: Rate, scheme: Scheme) -> ValueClasses | None:
    """Return the classes of the figures of all years; None for words, for circles and for fixed limits of land."""
    drawing = measure.figures.drawing
    if drawing is Drawing.WORDS or (drawing is Drawing.CIRCLES and rate is Rate.NONE):
        return None
    column = "value" if rate is Rate.NONE else "rate"
    found: dict[tuple[str, int], float] = {}
    for one in years:
        held = one.table["emptiness"].isin(KNOWN) & one.table["comparable"] & one.table[column].notna()
        for row in one.table.loc[held, ["iso3", "figure_year", column]].to_dict("records"):
            # The same figure stands in several years where the latest known is shown; it counts once.
            found[str(row["iso3"]), int(row["figure_year"])] = float(row[column])
    unit = UNITS[str(years[0].table["unit"].iloc[0])]
    return value_classes(list(found.values()), scheme, rate, unit)


def _classes(
    measure: MapMeasure, publisher: str, occurring: set[str], values: ValueClasses | None
) -> tuple[MapClass, ...]:
    """Return the classes of a measure, then those kinds of emptiness that occur in some year."""
    empty = tuple(
        MapClass(word.value, word.label, mark) for word, mark in EMPTINESS_MARKS.items() if word.value in occurring
    )
    if measure is MapMeasure.EXTENT:
        return (*(_extent_class(word, publisher) for word in ExtentClass), *empty)
    if measure.figures.measure is Measure.USE:
        return (*(MapClass(word, USE_LABELS[word], mark) for word, mark in USE_MARKS.items()), *empty)
    if values is not None:
        return (*values.map_classes(), *empty)
    if measure.figures.drawing is Drawing.AREAS:
        return (*(MapClass(word.value, word.label, RECORDED_MARKS[word]) for word in RecordedClass), *empty)
    return (*(MapClass(word, COUNT_LABELS[word], mark) for word, mark in COUNT_MARKS.items()), *empty)


def _extent_class(word: ExtentClass, publisher: str) -> MapClass:
    limits = extent_limits(publisher, word.value)
    label = extent_label(publisher, word.value)
    return MapClass(word.value, f"{label}: {limits}" if limits else label, EXTENT_MARKS[word])


def class_of(row: Mapping[Any, Any], measure: MapMeasure, values: ValueClasses | None = None) -> str:
    """Return the class of a row of figures; an emptiness is always its own class and never a zero."""
    empty = str(row["emptiness"])
    if empty not in KNOWN:
        return empty
    if values is not None:
        return _value_class(row, values)
    if measure is MapMeasure.EXTENT:
        return str(row["word"]) or ExtentClass.NONE_CLEARED.value
    if measure.figures.measure is Measure.USE:
        return str(row["word"])
    if measure.figures.drawing is Drawing.AREAS:
        return recorded_class(float(row["value"])).value
    if empty == Emptiness.ZERO.value:
        return empty
    return FIGURE if row["comparable"] else PART_FIGURE


def _value_class(row: Mapping[Any, Any], values: ValueClasses) -> str:
    """Return the class of a figure, or of its rate; what cannot be made a rate has a class of its own."""
    if values.rate is Rate.NONE:
        return values.class_of(float(row["value"]))
    if pd.isna(row["rate"]):
        return NO_DENOMINATOR
    return values.class_of(float(row["rate"])) if row["comparable"] else PART_RATE


def label_of(row: Mapping[Any, Any], measure: MapMeasure) -> str:
    """Return the figure or the word of a row as people read it, or the word for why there is none."""
    if str(row["emptiness"]) not in KNOWN:
        return Emptiness.of(str(row["emptiness"])).label
    if measure is MapMeasure.EXTENT:
        return extent_label(str(row["publisher"]), class_of(row, measure))
    if measure.figures.measure is Measure.USE:
        return USE_LABELS[str(row["word"])]
    return said_figure(row)


def _largest(years: Sequence[YearFigures]) -> float:
    values = [one.table["value"].max() for one in years]
    return float(max((value for value in values if not pd.isna(value)), default=0.0))


def _circle_note(years: Sequence[YearFigures], largest: float) -> str:
    """What the largest circle stands for; empty where no circle is drawn."""
    units = [str(unit) for one in years for unit in one.table["unit"].unique() if unit]
    return f"The largest circle of all years stands for {number(largest)} {UNITS[units[0]]}." if largest else ""


def _change(
    row: Mapping[Any, Any],
    measure: MapMeasure,
    year: int,
    numbers: Mapping[str, int],
    largest: float,
    values: ValueClasses | None,
) -> Change:
    known = str(row["emptiness"]) in KNOWN
    size = sqrt(float(row["value"]) / largest) if known and largest and not pd.isna(row["value"]) else 0.0
    age = int(row["age_years"]) if known and not pd.isna(row["age_years"]) else 0
    act = _act(row, measure)
    if known and values is not None and values.rate is not Rate.NONE:
        act = f"{rate_label(row, values.rate)}; {act}"
    place = numbers[class_of(row, measure, values)]
    return Change(date(year, 12, 31), place, act, citation_of(row), age, size)


def rate_label(row: Mapping[Any, Any], rate: Rate) -> str:
    """Return the rate of a row with what it was divided by and of which year, or that there is nothing to divide by."""
    if pd.isna(row["rate"]):
        return "no rate, because no denominator is known"
    unit = UNITS[str(row["unit"])]
    if rate is Rate.PER_LAND:
        by = f"{number(round(float(row['denominator'])))} km² inside the drawn boundaries"
    else:
        year = "year not known" if pd.isna(row["denominator_year"]) else f"estimate of {int(row['denominator_year'])}"
        by = f"{number(float(row['denominator']))} people, {year}"
    return f"{short(float(row['rate']))} {unit} {RATE_UNITS[rate]} (divided by {by})"


def _shown(change: Change) -> tuple[object, ...]:
    """What a change shows, whatever its day."""
    return change.number, change.act, change.source, change.age_years, change.size


def _act(row: Mapping[Any, Any], measure: MapMeasure) -> str:
    """Return the figure with everything that belongs to it, or what the emptiness means."""
    if str(row["emptiness"]) not in KNOWN:
        return Emptiness.of(str(row["emptiness"])).definition
    told = [label_of(row, measure)]
    if not pd.isna(row["figure_year"]):
        year = int(row["figure_year"])
        told.append(f"at the end of {year}" if measure.figures.at_year_end else f"in {year}")
    if row["scope"]:
        told.append(Scope.of(str(row["scope"])).label.lower())
    if row["persons"]:
        told.append(Persons.of(str(row["persons"])).label.lower())
    if row["coverage"] == Coverage.PARTIAL.value:
        told.append(Coverage.PARTIAL.label.lower())
    if str(row["basis"]) in BASES:
        told.append(BASES[str(row["basis"])])
    if row["publisher"]:
        told.append(publisher_label(str(row["publisher"])))
    if row["read_at"]:
        told.append(Nearness.of(str(row["read_at"])).label.lower())
    return "; ".join(told)
