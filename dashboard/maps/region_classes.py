"""Give the classes of figures of regions: as many regions in each, between figures of the regions themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np

from dashboard.maps.specification import MapClass
from dashboard.palette import NO_REGION_FIGURE_MARK, REGION_RAMP, Mark

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
        return self.map_classes()[next(place for place, (_, high) in enumerate(self.spans) if figure <= high)]

    def map_classes(self) -> tuple[MapClass, ...]:
        """Return the classes, rising; few classes keep the ends of the colours."""
        last = max(len(self.spans) - 1, 1)
        steps = [round(place * (len(REGION_RAMP) - 1) / last) for place in range(len(self.spans))]
        return tuple(
            MapClass(f"class_{place + 1}", told(span), Mark(REGION_RAMP[step]))
            for place, (span, step) in enumerate(zip(self.spans, steps, strict=True))
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


def told(span: tuple[float, float]) -> str:
    """Return what a class holds: its lowest and its highest figure, exactly."""
    low, high = (number(figure) for figure in span)
    return low if low == high else f"{low} to {high}"


def number(figure: float) -> str:
    """Return a figure as exactly as it was read, thousands apart."""
    return f"{figure:,}".removesuffix(".0")
