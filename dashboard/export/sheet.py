"""Say what a sheet of paper holds around its map: title, legend, sources, disclaimer, link, size and window.

A sheet is frozen and knows nothing of how its map is drawn: `dashboard.export.layout.draw` sets everything around the
map, and a painter of the subject (areas, a front line, events) draws the map itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dashboard.palette import Mark
from geodata.boundaries import SCREEN_CRS
from geodata.words import Word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Bounds = tuple[float, float, float, float]
"""West, south, east, north in units of a plane."""

CM_PER_INCH = 2.54
CSS_PX_PER_INCH = 96
POINTS_PER_INCH = 72


class PaperSize(Word):
    """The size of a sheet."""

    REPORT = ("report", "Report", "16 cm wide, for a page of a report.")
    SLIDE = ("slide", "Slide", "16:9, 33.9 cm wide.")
    SQUARE = ("square", "Square", "18 cm wide and high.")
    POSTER = ("poster", "Poster", "A3, lying.")

    @property
    def width_cm(self) -> float:
        """Width in centimetres."""
        return _CENTIMETRES[self][0]

    @property
    def height_cm(self) -> float:
        """Height in centimetres."""
        return _CENTIMETRES[self][1]

    @property
    def text_pt(self) -> float:
        """Size of the legend's letters in points; the title and the footer follow from it."""
        return _TEXT_POINTS[self]


_CENTIMETRES = {
    PaperSize.REPORT: (16.0, 12.6),
    PaperSize.SLIDE: (33.867, 19.05),
    PaperSize.SQUARE: (18.0, 18.0),
    PaperSize.POSTER: (42.0, 29.7),
}
_TEXT_POINTS = {PaperSize.REPORT: 6.5, PaperSize.SLIDE: 11.0, PaperSize.SQUARE: 7.5, PaperSize.POSTER: 12.0}


class Shape(StrEnum):
    """What a swatch of the legend looks like."""

    AREA = "area"
    CIRCLE = "circle"
    LINE = "line"


@dataclass(frozen=True)
class LegendEntry:
    """One class of the legend: label, mark, how many there are (None: not counted), and the shape of its swatch."""

    label: str
    mark: Mark
    count: int | None = None
    shape: Shape = Shape.AREA


@dataclass(frozen=True)
class Window:
    """The part of a plane that must be seen."""

    bounds: Bounds
    crs: str = SCREEN_CRS
    """The plane, in words that pyproj reads."""
    km_per_unit: float = 1.0
    """Kilometres in a unit of the plane, for the scale bar; true in the middle of a regional map."""
    bleeds: bool = False
    """Whether the map goes on to the edges of its box, as a regional map does; a map of the world ends by itself."""
    scale_bar: bool = False


@dataclass(frozen=True)
class Frame:
    """What a painter must know of the box that it paints in."""

    bounds: Bounds
    """All that is seen, in units of the plane; at least the window's bounds."""
    crs: str
    px_per_unit: float
    """CSS pixels (1/96 inch on paper) in a unit of the plane: what is small is decided as on the screen."""
    width_px: float
    text_pt: float
    """Size of small letters on this sheet, for labels of places."""
    reserved: tuple[Bounds, ...] = ()
    """Corners of the box that the scale bar and the inset will cover, in units of the plane: names keep away."""


Paint = Callable[["Axes", Frame], None]
"""Draws the body of a map on axes whose limits and scale are set; every layer gets a gid, which names it in the SVG."""


@dataclass(frozen=True)
class Inset:
    """A small second map in the corner of the first."""

    window: Window
    paint: Paint
    caption: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything on a sheet but the body of its map; texts are plain, of any script, and shown letter by letter."""

    title: str
    subtitle: str
    """What is shown, of which day, according to whom."""
    legend: tuple[LegendEntry, ...]
    """The classes in order, those of emptiness among them."""
    legend_note: str
    """How many of the listed areas have a figure, or another remark that belongs to the classes; may be empty."""
    sources: tuple[str, ...]
    """Source lines with their vintages."""
    disclaimer: str
    """What the boundaries do not mean, and what the map is not for."""
    permalink: str
    """Path and query of the page that shows the same, such as /treaties?treaty=MBT&on=2026-02-20."""
    window: Window
    size: PaperSize = PaperSize.REPORT
