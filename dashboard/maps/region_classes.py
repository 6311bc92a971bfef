"""Give the classes of figures of regions: as many regions in each, between figures of the regions themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from dashboard.maps.specification import MapClass
from dashboard.palette import NO_REGION_FIGURE_MARK, REGION_RAMP, Mark

EXACT = 17
"""Significant digits that tell any two numbers apart."""

HOW = "Classes: quantiles of the figures, as many regions in each where figures differ."
NO_FIGURE = MapClass("no_figure", "No figure in the file", NO_REGION_FIGURE_MARK)


@dataclass(frozen=True)
class FigureClasses:
    """The lowest and the highest figure of each class, rising."""

    spans: tuple[tuple[float, float], ...]

    def class_of(self, figure: float) -> MapClass:
        """Return the class of a figure of these regions, or that of regions without one."""
        if isnan(figure):
            return NO_FIGURE
        return self._classes[next(place for place, (_, high) in enumerate(self.spans) if figure <= high)]

    def map_classes(self) -> tuple[MapClass, ...]:
        """Return the classes, rising; few classes keep the ends of the colours."""
        return self._classes

    @cached_property
    def _classes(self) -> tuple[MapClass, ...]:
        last = max(len(self.spans) - 1, 1)
        steps = [round(place * (len(REGION_RAMP) - 1) / last) for place in range(len(self.spans))]
        return tuple(
            MapClass(f"class_{place + 1}", label, Mark(REGION_RAMP[step]))
            for place, (label, step) in enumerate(zip(labels_of(self.spans), steps, strict=True))
        )


def figure_classes(figures: Iterable[float]) -> FigureClasses:
    """Return the classes of figures; nan is no figure and has none."""
    numbers = np.array([figure for figure in figures if not isnan(figure)], dtype=float)
    if not len(numbers):
        return FigureClasses(())
    different = np.unique(numbers)
    shares = np.linspace(0, 1, len(REGION_RAMP) + 1)[1:]
    highs = different
    if len(different) > len(REGION_RAMP):
        highs = np.unique(np.quantile(numbers, shares, method="inverted_cdf"))
    lows = [float(different[0]), *(float(different[different > high][0]) for high in highs[:-1])]
    return FigureClasses(tuple(zip(lows, map(float, highs), strict=True)))


def labels_of(spans: Sequence[tuple[float, float]]) -> list[str]:
    """Return what each class holds: its lowest and its highest figure, in as many digits as tell the classes apart."""
    for digits in (6, 9, EXACT):
        ends = [[number(float(f"{figure:.{digits}g}")) for figure in span] for span in spans]
        labels = [low if low == high else f"{low} to {high}" for low, high in ends]
        if len(set(labels)) == len(labels):
            break
    return labels


def number(figure: float) -> str:
    """Return a figure as exactly as it was read, thousands apart."""
    return f"{figure:,}".removesuffix(".0")
