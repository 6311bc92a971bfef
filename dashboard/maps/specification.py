"""Say what a map shows, once, for every way of drawing it.

A specification is frozen: values, classes, palette, labels, sources, day, projection and boundary policy. The screen
(folium) and the paper draw from the same one.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboard.palette import Mark

OUTSIDE = "outside"
"""The value of the class of areas that the reader's filters leave out."""


@dataclass(frozen=True)
class MapClass:
    """A class of a map: the stored value, the label people read, and how it is drawn."""

    value: str
    label: str
    mark: Mark


@dataclass(frozen=True)
class Change:
    """From `day` on an area has the class numbered `number`, by `act`, according to `source`."""

    day: date
    number: int
    act: str
    source: str
    age_years: int = 0
    """How old the figure is that stands on that day; drawn lighter where the map fades with age."""
    size: float = 0.0
    """Radius of the area's circle as a share of the largest, where the map shows counts as circles; 0 draws none."""


class Steps(StrEnum):
    """What one step of a timeline is."""

    DAYS = "days"
    YEARS = "years"


@dataclass(frozen=True)
class AreaHistory:
    """All changes of one area, earliest first; the first stands on the first day of the timeline or before."""

    code: str
    name: str
    changes: tuple[Change, ...]

    def on(self, day: date) -> Change:
        """The change that stands on a day; before the first one, the first."""
        standing = [change for change in self.changes if change.day <= day]
        return standing[-1] if standing else self.changes[0]


def sources_of(areas: Iterable[AreaHistory]) -> tuple[str, ...]:
    """Return every source that the changes of areas name, each once, in the order of their names."""
    return tuple(sorted({change.source for area in areas for change in area.changes} - {""}))


@dataclass(frozen=True)
class Grid:
    """A legend in two dimensions: words for its rows and columns, and the class in each cell."""

    row_title: str
    column_title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    """Values of the classes, row by row; an empty text where no class is."""


@dataclass(frozen=True)
class ChoroplethSpec:
    """A map of areas by class over a span of days, at one day."""

    title: str
    short_title: str
    """The title beside the count, where several maps stand together."""
    classes: tuple[MapClass, ...]
    counted: tuple[str, ...]
    """Values of the classes whose sum stands beside the title, and `counted_label` says what it counts."""
    counted_label: str
    areas: tuple[AreaHistory, ...]
    first: date
    last: date
    facts_as_of: date
    projection_note: str
    sources: tuple[str, ...]
    policy: str
    crs: str = "Equal Earth, central meridian 11° E"
    steps: Steps = Steps.DAYS
    """In a map of years each change stands at the end of its year, 31 December."""
    play: bool = True
    """Whether the timeline may be played; not where the steps do not compare."""
    fades: bool = False
    """Whether older figures are drawn lighter."""
    circle_note: str = ""
    """What the largest circle stands for, in a map of counts."""
    notes: tuple[str, ...] = ()
    """In a map of years a sentence for each year, such as how many listed areas have a figure."""
    grid: Grid | None = None
    """The legend in two dimensions of a map that joins two things; classes that are not in it are listed below it."""
    timeless: bool = False
    """Whether the map shows no day and needs no timeline."""
    titles: tuple[tuple[date, str], ...] = ()
    """Titles from a day on, where the title alone would not say what is shown; `{day}` stands for the day."""

    def classes_on(self, day: date) -> dict[str, str]:
        """Class value of every area on a day, by area code."""
        return {area.code: self.classes[area.on(day).number].value for area in self.areas}

    def counts_on(self, day: date) -> dict[str, int]:
        """How many areas each class has on a day, by class value, in the order of the classes."""
        counts = {word.value: 0 for word in self.classes}
        for value in self.classes_on(day).values():
            counts[value] += 1
        return counts

    def payload(self) -> dict[str, object]:
        """The whole timeline as JSON for the browser: days as numbers, acts and sources as numbers of lists."""
        acts = Numbered()
        sources = Numbered()
        areas = [
            [area.code, area.name, [self._change(change, acts, sources) for change in area.changes]]
            for area in self.areas
        ]
        return {
            "title": self.title,
            "short_title": self.short_title,
            "steps": self.steps.value,
            "play": self.play,
            "fades": self.fades,
            "notes": list(self.notes),
            "first": self._written(self.first),
            "last": self._written(self.last),
            "facts_as_of": self.facts_as_of.isoformat(),
            "projection": self.projection_note,
            "counted": {
                "label": self.counted_label,
                "classes": [number for number, word in enumerate(self.classes) if word.value in self.counted],
            },
            "classes": [class_payload(word) for word in self.classes],
            **({"timeless": True} if self.timeless else {}),
            **self._joined_payload(),
            **self._outside_payload(),
            "areas": areas,
            "acts": acts.texts,
            "sources": sources.texts,
        }

    def _joined_payload(self) -> dict[str, object]:
        """The grid and the titles of a map that joins two things; nothing for other maps."""
        if self.grid is None:
            return {}
        numbers = {word.value: number for number, word in enumerate(self.classes)}
        grid = self.grid
        return {
            "grid": {
                "row_title": grid.row_title,
                "column_title": grid.column_title,
                "rows": list(grid.rows),
                "columns": list(grid.columns),
                "cells": [[numbers.get(value, -1) for value in row] for row in grid.cells],
            },
            "titles": [[(day - self.first) // timedelta(days=1), text] for day, text in self.titles],
        }

    def _outside_payload(self) -> dict[str, object]:
        """The number of the class for what the reader's filters leave out, where the map has one."""
        numbers = [number for number, word in enumerate(self.classes) if word.value == OUTSIDE]
        return {"outside": numbers[0]} if numbers else {}

    def _change(self, change: Change, acts: "Numbered", sources: "Numbered") -> list[float]:
        """A change as numbers: step, class, act, source, and where they matter age and size."""
        in_years = self.steps is Steps.YEARS
        step = change.day.year - self.first.year if in_years else (change.day - self.first) // timedelta(days=1)
        row: list[float] = [step, change.number, acts.of(change.act), sources.of(change.source)]
        return [*row, change.age_years, round(change.size, 4)] if change.age_years or change.size else row

    def _written(self, day: date) -> str:
        return str(day.year) if self.steps is Steps.YEARS else day.isoformat()


def timeline_bytes(spec: ChoroplethSpec) -> bytes:
    """The timeline as compact JSON; the same specification gives the same bytes."""
    return json.dumps(spec.payload(), ensure_ascii=False, separators=(",", ":")).encode()


class Numbered:
    """Texts by number, each kept once; an empty text has the number -1."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.texts = list(texts)
        self._numbers = {text: number for number, text in enumerate(self.texts)}

    def of(self, text: str) -> int:
        """The number of a text, which is added where it is new."""
        if not text:
            return -1
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]


def class_payload(word: MapClass) -> dict[str, object]:
    """Return a class as JSON for the browser, each colour for both themes."""
    mark = word.mark
    return {
        "value": word.value,
        "label": word.label,
        "fill": themed(mark.fill),
        "ink": themed(mark.ink),
        "outline": themed(mark.outline),
        "weight": mark.outline_px,
        "dash": mark.dash,
        "hatch": mark.hatch,
    }


def themed(pair: tuple[str, str] | None) -> dict[str, str] | None:
    """A pair of colours by theme."""
    return {"light": pair[0], "dark": pair[1]} if pair else None
