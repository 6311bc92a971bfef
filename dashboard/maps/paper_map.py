"""Draw a choropleth on paper: the areas of a specification on a day, exactly as the screen shows them in light."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, PathPatch

from dashboard.export.layer import Layer
from dashboard.export.sheet import Frame
from dashboard.maps.ink import BORDER, PX, dress, strength
from dashboard.maps.paper_geometry import DrawnUnit, Ground
from dashboard.maps.place_names import draw_place_names
from dashboard.maps.specification import Change, ChoroplethSpec
from dashboard.palette import Mark

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

SEA, SEA_EDGE, GRATICULE = "#f3f7fa", "#cfd8df", "#dde5ea"
CIRCLE_INK, CIRCLE_STRENGTH = "#a3261b", 0.75
CHOSEN_INK, CHOSEN_GLOW = "#111418", "#ffb000"
NO_AREA = Mark(("#eceff1", "#2b313a"), hatch="lines")
"""The mark of a unit that belongs to no area; as in component/static/styles.js."""

SMALL_PX2 = 16.0
"""An area smaller than this also gets a symbol, on paper as on the screen."""

SYMBOL_SHARE, SYMBOL_PX = 0.0042, (2.2, 5.0)
"""Radius of that symbol as a share of the map's width, within limits in pixels."""

CIRCLE_SHARE, CIRCLE_PX = 0.026, (14.0, 40.0)
"""Radius of the largest circle of a map of counts as a share of the map's width, within limits in pixels."""

FULL_WIDTH_PX = 1000.0
"""Outlines are finer on a map narrower than this, so that they do not hide small areas."""


@dataclass(frozen=True)
class Choropleth:
    """A specification on a day over a ground, ready to be painted."""

    spec: ChoroplethSpec
    on: date
    ground: Ground
    names: Sequence[str] | None = None
    """Codes of areas that are named on the map, the most important first; None names none."""
    prefix: str = ""
    """Stands before the names of layers, so that two maps on one sheet do not share them."""
    chosen: str = ""
    """Code of the area that stands out; empty for none."""
    plain: bool = False
    """Whether symbols and circles are left out, as on an inset that only tells where a crop lies."""

    def paint(self, axes: "Axes", frame: Frame) -> None:
        """Draw sea, graticule, areas, symbols, circles and names, each as a layer of its own."""
        iso_day = self.on.isoformat()
        units = [unit for unit in self.ground.units if unit.shown_on(iso_day)]
        standing = {area.code: area.on(self.on) for area in self.spec.areas}
        fineness = min(1.0, max(0.35, frame.width_px / FULL_WIDTH_PX))
        self._layer(axes, "sea", self._sea(axes), 1)
        self._layer(axes, "graticule", self._graticule(), 2)
        self._layer(axes, "areas", self._areas(units, standing, fineness), 3)
        self._layer(axes, "chosen", self._chosen(units), 3.5)
        if not self.plain:
            self._layer(axes, "symbols", self._symbols(units, standing, frame, fineness), 4)
            self._layer(axes, "circles", self._circles(units, standing, frame), 5)
        if self.names is not None:
            shown = {unit.area: unit for unit in units if unit.main}
            named = [shown[code] for code in self.names if code in shown]
            symbols = {unit.unit for unit in named if has_symbol(unit, frame)}
            draw_place_names(axes, frame, named, f"{self.prefix}names", symbols)

    def _layer(self, axes: "Axes", name: str, artists: "Iterable[Artist]", zorder: float) -> None:
        if drawn := list(artists):
            Layer(axes, self.prefix + name, drawn, zorder)

    def _sea(self, axes: "Axes") -> "Iterable[Artist]":
        from matplotlib.patches import Rectangle

        if self.ground.sea is None:
            yield Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc=SEA, ec="none")
        else:
            yield PathPatch(self.ground.sea, fc=SEA, ec=SEA_EDGE, lw=0.75)

    def _graticule(self) -> "Iterable[Artist]":
        for path in self.ground.graticule:
            yield PathPatch(path, fc="none", ec=GRATICULE, lw=0.4)

    def _mark(self, unit: DrawnUnit, standing: dict[str, Change]) -> tuple[Mark, Change | None]:
        change = standing.get(unit.area)
        return (self.spec.classes[change.number].mark, change) if change is not None else (NO_AREA, None)

    def _areas(self, units: list[DrawnUnit], standing: dict[str, Change], fineness: float) -> "Iterable[Artist]":
        """One patch a unit; those with an outline of their own lie above the others, as on the screen."""
        drawn = [(unit, *self._mark(unit, standing)) for unit in units if unit.path is not None]
        for unit, mark, change in sorted(drawn, key=lambda told: told[1].outline is not None):
            assert unit.path is not None
            patch = PathPatch(unit.path)
            patch.set_gid(f"{self.prefix}area-{unit.unit}")
            self._dress(patch, mark, change, fineness)
            yield patch

    def _chosen(self, units: list[DrawnUnit]) -> "Iterable[Artist]":
        """A bright edge around the chosen area, as on the screen."""
        for unit in units:
            if self.chosen and unit.area == self.chosen and unit.main and unit.path is not None:
                yield PathPatch(unit.path, fc="none", ec=CHOSEN_GLOW, lw=2.2)
                yield PathPatch(unit.path, fc="none", ec=CHOSEN_INK, lw=0.7)

    def _symbols(
        self, units: list[DrawnUnit], standing: dict[str, Change], frame: Frame, fineness: float
    ) -> "Iterable[Artist]":
        """A round symbol where an area is too small to be seen at this scale."""
        radius = _within(SYMBOL_SHARE * frame.width_px, SYMBOL_PX) / frame.px_per_unit
        for unit in units:
            if not has_symbol(unit, frame) or not inside(unit.at, frame):
                continue
            mark, change = self._mark(unit, standing)
            symbol = Circle(unit.at, radius)
            symbol.set_gid(f"{self.prefix}symbol-{unit.unit}")
            self._dress(symbol, mark, change, fineness)
            yield symbol

    def _circles(self, units: list[DrawnUnit], standing: dict[str, Change], frame: Frame) -> "Iterable[Artist]":
        """Circles of counts, the small ones above the large ones."""
        largest = _within(CIRCLE_SHARE * frame.width_px, CIRCLE_PX) / frame.px_per_unit
        counted = [(unit, standing[unit.area]) for unit in units if unit.main and unit.area in standing]
        sized = [(unit, change) for unit, change in counted if change.size > 0 and inside(unit.at, frame)]
        for unit, change in sorted(sized, key=lambda told: (-told[1].size, told[0].unit)):
            circle = Circle(unit.at, largest * change.size, fc=CIRCLE_INK, ec=BORDER, lw=0.5)
            circle.set_facecolor((*circle.get_facecolor()[:3], CIRCLE_STRENGTH * self._strength(change)))
            circle.set_gid(f"{self.prefix}circle-{unit.unit}")
            yield circle

    def _dress(self, patch: PathPatch | Circle, mark: Mark, change: Change | None, fineness: float) -> None:
        dress(patch, mark, border_px=0.5 * fineness, alpha=self._strength(change), fineness=fineness)
        if mark.outline is None:
            patch.set_linewidth(0.5 * PX * fineness)

    def _strength(self, change: Change | None) -> float:
        return strength(change.age_years if change is not None else 0, self.spec.fades)


def has_symbol(unit: DrawnUnit, frame: Frame) -> bool:
    """Whether a unit is too small to be seen at this scale; what is only shown with an area needs no symbol."""
    return unit.path is None or (unit.main and unit.km2 * frame.px_per_unit**2 < SMALL_PX2)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(limits[1], max(limits[0], value))


def inside(at: tuple[float, float], frame: Frame) -> bool:
    """Whether a place lies within what is seen."""
    west, south, east, north = frame.bounds
    return west <= at[0] <= east and south <= at[1] <= north
