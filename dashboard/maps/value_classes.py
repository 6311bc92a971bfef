"""Give the classes of a map of numbers: their limits, their labels, and how the limits were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from dashboard.map_measure import Rate, Scheme
from dashboard.maps.specification import MapClass
from dashboard.palette import COUNT_MARKS, NO_DENOMINATOR_MARK, RECORDED_MARKS
from geodata.class_breaks import class_place, natural_breaks, quantile_breaks
from geodata.words import RecordedClass

FIXED_RATES = (0.1, 1.0, 10.0, inf)
"""The fixed limits of every rate."""

NO_DENOMINATOR, PART_RATE = "no_denominator", "part_rate"
_MARKS = tuple(
    RECORDED_MARKS[word]
    for word in (RecordedClass.UNDER_5, RecordedClass.FROM_5, RecordedClass.FROM_20, RecordedClass.OVER_100)
)
RATE_UNITS = {Rate.PER_PEOPLE: "per 100,000 people", Rate.PER_LAND: "per 1,000 km² of land"}


@dataclass(frozen=True)
class ValueClasses:
    """The classes of a map whose limits are not those of recorded mined area."""

    limits: tuple[float, ...]
    """Upper limits, rising; the last may be infinite."""
    unit: str
    rate: Rate
    told: str
    """How the limits were chosen, as a sentence."""

    def class_of(self, value: float) -> str:
        """Return the class of a value of zero or more."""
        if value == 0 or not self.limits:
            return RecordedClass.NOTHING.value
        return f"class_{class_place(value, self.limits) + 1}"

    def map_classes(self) -> tuple[MapClass, ...]:
        """Return the classes, the most first, then none; for rates also what cannot be classed."""
        many = len(self.limits)
        # Few classes keep the ends of the scale, so that the most is always the deepest.
        marks = _MARKS[len(_MARKS) - many :]
        numbered = [MapClass(f"class_{place + 1}", self._label(place), marks[place]) for place in range(many)]
        none = MapClass(RecordedClass.NOTHING.value, f"0 {self.unit}", RECORDED_MARKS[RecordedClass.NOTHING])
        if self.rate is Rate.NONE:
            return (*reversed(numbered), none)
        return (
            *reversed(numbered),
            none,
            MapClass(PART_RATE, "Figure of a part or of civilians only", COUNT_MARKS["part_figure"]),
            MapClass(NO_DENOMINATOR, "Figure without a denominator: no rate", NO_DENOMINATOR_MARK),
        )

    def _label(self, place: int) -> str:
        low = self.limits[place - 1] if place else 0.0
        high = self.limits[place]
        span = f"more than {short(low)}" if high == inf else f"> {short(low)} to {short(high)}"
        return f"{span} {self.unit}"


def value_classes(values: Sequence[float], scheme: Scheme, rate: Rate, unit: str) -> ValueClasses | None:
    """Return the classes of these values; None where those of recorded mined area hold: fixed limits, no rate.

    Parameters
    ----------
    values
        The values of all years of the map that may be compared, each figure once, zeros among them.
    scheme, rate, unit
        How the limits are chosen, what the values were divided by, and their unit.
    """
    if scheme is Scheme.FIXED and rate is Rate.NONE:
        return None
    above = [value for value in values if value > 0]
    named = f"{unit} {RATE_UNITS[rate]}" if rate is not Rate.NONE else unit
    if scheme is Scheme.FIXED:
        return ValueClasses(FIXED_RATES, named, rate, "Classes: fixed limits, the same for every rate.")
    limits = natural_breaks(above) if scheme is Scheme.NATURAL_BREAKS else quantile_breaks(above)
    how = "natural breaks (Fisher-Jenks)" if scheme is Scheme.NATURAL_BREAKS else "quantiles"
    told = f"Classes: {how} of the {len(above):,} comparable figures above zero of all years of this map, each once."
    return ValueClasses(limits, named, rate, told)


def short(value: float) -> str:
    """Return a number with three significant digits, thousands apart."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
