"""Give the classes of counts of events by country and by region, whose limits fit the counts themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.maps.specification import MapClass
from dashboard.palette import EVENT_RAMP, Mark
from geodata.class_breaks import count_breaks

HOW = "Classes: natural breaks (Fisher-Jenks) of the logarithms of the counts above zero."


@dataclass(frozen=True)
class CountClasses:
    """Classes of counts above zero."""

    limits: tuple[int, ...]
    """The largest count of each class, rising; the last class is open above, for days that are chosen later."""

    def class_of(self, count: int) -> MapClass:
        """Return the class of a count above zero."""
        place = next((place for place, limit in enumerate(self.limits) if count <= limit), len(self.limits) - 1)
        return self.map_classes()[place]

    def map_classes(self) -> tuple[MapClass, ...]:
        """Return the classes, rising; few classes keep the upper end of the colours."""
        first = len(EVENT_RAMP) - len(self.limits)
        return tuple(
            MapClass(f"class_{first + place + 1}", label, Mark(EVENT_RAMP[first + place]))
            for place, label in enumerate(self.labels())
        )

    def labels(self) -> tuple[str, ...]:
        """Return what each class holds, in whole numbers."""
        lows = [1, *(limit + 1 for limit in self.limits[:-1])]
        told = [
            f"{low:,} to {high:,}" if low < high else f"{low:,}" for low, high in zip(lows, self.limits, strict=True)
        ]
        return (*told[:-1], f"{lows[-1]:,} and more") if self.limits else ()

    def payload(self) -> list[dict[str, object]]:
        """What the browser needs to class counts and to tell of it."""
        return [{"limit": limit, "label": label} for limit, label in zip(self.limits, self.labels(), strict=True)]


@dataclass(frozen=True)
class AreaClasses:
    """The classes of countries, and those of the regions of Ukraine, which hold other counts.

    A map that comes near enough to draw the regions has their classes alone, also for the countries around them: one
    colour never stands for two counts on one map.
    """

    countries: CountClasses
    regions: CountClasses

    def of_map(self, *, near: bool) -> CountClasses:
        """Return the classes of a map; `near` where regions are drawn."""
        return self.regions if near and self.regions.limits else self.countries

    def payload(self) -> dict[str, object]:
        """What the browser needs to class both."""
        return {"countries": self.countries.payload(), "regions": self.regions.payload()}


def area_classes(countries: Sequence[int], regions: Sequence[int]) -> AreaClasses:
    """Return classes that fit what countries and regions hold; zeros have none."""
    return AreaClasses(CountClasses(count_breaks(countries)), CountClasses(count_breaks(regions)))
