"""Say what a front-line map shows, once, for every way of drawing it: land by who holds it, on a day, from a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

from dashboard.dates import in_words
from dashboard.front_layers import ChangeClass, Comparison, FrontLayer
from dashboard.front_state import LEDGER
from dashboard.maps.specification import MapClass
from dashboard.palette import ACCIDENT, ACCIDENT_GROUND, FRONT_MARKS, HOLDER_MARKS, Mark
from geodata.control import Snapshot
from geodata.words import Control

NOT = "Not a map of contamination. Not for navigation or decisions on safety."
"""What the map is not."""

WARN_DAYS = 7
"""From this age on a map of a day is said to be old."""

HELD = {
    Control.UA: "Settlement held by Ukraine",
    Control.RU: "Settlement held by Russian forces",
    Control.CONTESTED: "Settlement contested",
}
"""The label of a settlement's dot, by its holder."""

ACCIDENT_AREA = "accident_area"
ACCIDENTS = {
    "accident": "Documented mine accident",
    ACCIDENT_AREA: "The same, exact place not known (drawn as an area)",
}
"""The classes of accidents."""


@dataclass(frozen=True)
class FrontSource:
    """Who assesses control, and how it is told."""

    value: str
    name: str
    approximate: bool
    """Whether land follows from settlements, so that areas are approximate and no front line is measured."""
    credit: str
    redistribution: bool
    """Whether its geometry may be passed on; where not, only pictures with credit are exported."""
    contested: bool = True
    """Whether any of its maps has contested land."""

    @property
    def said(self) -> str:
        """The name within a sentence: that of the bundled ledger is a common noun and takes its article."""
        return f"the {self.name[0].lower()}{self.name[1:]}" if self.value == LEDGER else self.name


@dataclass(frozen=True)
class PointMark:
    """A point of the map and its class."""

    lon: float
    lat: float
    value: str


@dataclass(frozen=True, eq=False)
class FrontLineSpec:
    """A front-line map of one day, drawn alike by folium for the screen and by matplotlib for paper."""

    source: FrontSource
    on: date
    file_date: date
    state_date: date
    last_known: bool
    since: date | None
    classes: tuple[MapClass, ...]
    land: Mapping[str, BaseGeometry] = field(repr=False)
    """Polygons, and lines of the front line, by the value of their class; EPSG:4326."""
    points: tuple["PointMark", ...] = field(default=(), repr=False)
    """Settlements and accidents."""
    regions: bool = True
    """Whether the bounds of the regions are drawn."""
    compared: str = ""
    """What is compared with, in words; empty where nothing is."""
    crs: str = "EPSG:3857 on the screen, Lambert azimuthal equal-area on paper"

    @property
    def title(self) -> str:
        """What is shown, according to whom."""
        return f"Control as assessed by {self.source.said}"

    @property
    def subtitle(self) -> str:
        """The day, which map stands for it, and what it is compared with."""
        told = [in_words(self.on), age_in_words(self), self.compared]
        return "; ".join(filter(None, told))


def age_in_words(spec: FrontLineSpec) -> str:
    """Which map stands for the day and how old it is by then."""
    if spec.source.approximate:
        return (
            f"last known on {in_words(spec.file_date)}" if spec.last_known else "from settlement control, approximate"
        )
    age = (spec.on - spec.file_date).days
    days = "1 day" if age == 1 else f"{age} days"
    return f"map of {in_words(spec.file_date)}, showing {in_words(spec.state_date)}, {days} old"


def which_map(source: FrontSource, shown: Snapshot) -> str:
    """Which map of a source answers for a day, where it is not one of that very day; empty where it is."""
    if source.approximate:
        return f"what was last known on {in_words(shown.file_date)}" if shown.last_known else ""
    return f"the map of {in_words(shown.file_date)}" if shown.file_date != shown.on else ""


def in_brackets(maps: Iterable[tuple[str, str]]) -> str:
    """Which map answers for what, in brackets after a blank: pairs of a name and a `which_map`; empty for none."""
    told = "; ".join(f"{name} {which}".strip() for name, which in maps if which)
    return f" ({told})" if told else ""


def assessed_by(source: FrontSource, shown: Snapshot) -> str:
    """The name of a source within a sentence, with the map that answers where it is of another day."""
    return f"{source.said}{in_brackets([('', which_map(source, shown))])}"


def classes_of(
    source: FrontSource, since: date | None, compare: Comparison | None = None, names: tuple[str, str] = ("", "")
) -> tuple[MapClass, ...]:
    """Return every class that the map of a source can show, land first, then points.

    Parameters
    ----------
    source
        The source; where it is approximate, so say the labels.
    since
        The day since which land counts as liberated.
    compare, names
        What is compared, and the two days or sources in words, the first one first.
    """
    roughly = ", approximate" if source.approximate else ""
    labels = {
        FrontLayer.OCCUPIED: f"Occupied{roughly}",
        FrontLayer.BEFORE: FrontLayer.BEFORE.label,
        FrontLayer.CONTESTED: f"Contested{roughly}",
        FrontLayer.LIBERATED: f"Liberated since {in_words(since)}{roughly}" if since else FrontLayer.LIBERATED.label,
        FrontLayer.LINE: "Approximate line, from settlement control" if source.approximate else "Front line",
    }
    classes = [MapClass(layer.value, label, FRONT_MARKS[layer.value]) for layer, label in labels.items()]
    if compare:
        first, second = names
        changed = {ChangeClass.GAINED: f"Occupied: {second} only", ChangeClass.LOST: f"Occupied: {first} only"}
        classes += [MapClass(word.value, label, FRONT_MARKS[word.value]) for word, label in changed.items()]
    holders = [MapClass(holder_class(word), HELD[word], Mark(HOLDER_MARKS[word.value])) for word in HELD]
    ring = Mark(ACCIDENT_GROUND, outline=ACCIDENT, outline_px=1.5, dash=(3, 2))
    accidents = [
        MapClass(value, label, ring if value == ACCIDENT_AREA else Mark(ACCIDENT)) for value, label in ACCIDENTS.items()
    ]
    return (*classes, *holders, *accidents)


def holder_class(holder: str) -> str:
    """The class of a settlement's dot, by the stored word for its holder."""
    return f"held_{holder}"


def values_shown(layers: Iterable[FrontLayer], compared: bool) -> list[str]:
    """The values of the classes that a map with these layers shows."""
    values: list[str] = []
    for layer in layers:
        if layer is FrontLayer.SETTLEMENTS:
            values += [holder_class(word) for word in HELD]
        elif layer is FrontLayer.ACCIDENTS:
            values += list(ACCIDENTS)
        else:
            values.append(layer.value)
    return [*values, *(word.value for word in ChangeClass)] if compared else values
