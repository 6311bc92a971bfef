"""Draw a front-line map on paper: land by who holds it, regions, the line and points, in an equal-area plane."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from pyproj import Transformer

from dashboard.doors import front as door
from dashboard.doors import front_places
from dashboard.export.layer import Layer
from dashboard.export.sheet import CSS_PX_PER_INCH as PX_PER_INCH
from dashboard.export.sheet import POINTS_PER_INCH, Frame
from dashboard.export.typesetting import drawable, font, width_pt
from dashboard.maps.front_specification import ACCIDENT_AREA, FrontLineSpec
from dashboard.maps.ink import LIGHT, PX, dress
from dashboard.maps.paper_geometry import line_of, path_of
from dashboard.maps.specification import MapClass

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

SEA, PAPER, AROUND_FILL, EDGE, REGION_EDGE = "#e8eff4", "#fbfaf6", "#e3e3df", "#6d7782", "#8f989f"
LAND = ("liberated", "occupied", "before", "contested", "gained", "lost")
"""Classes of land in the order in which they are drawn, the last on top."""

AROUND = (4.0, 38.0, 64.0, 60.0)
"""What is drawn around Ukraine, so that a sheet of any shape is filled: west, south, east, north in degrees."""

LINE_PX, WIDE_LINE_PX = 2.0, 3.6
WIDE_DASH = (1.6, 1.4)
"""Lengths of strokes and gaps of an approximate line, in its own widths."""

STAND_IN_KM = 12.0
DOT_PX, ACCIDENT_PX = 1.3, 3.0
HALO = 0.28
GENERALISED_DEG = 0.005
"""How far the land of a source without redistribution is generalised, about 500 m: a picture, not its geometry."""


@dataclass(frozen=True)
class FrontPaper:
    """A specification over the ground of Ukraine, ready to be painted in a plane of kilometres."""

    spec: FrontLineSpec
    plane: str
    """The plane, in words that pyproj reads."""

    def paint(self, axes: "Axes", frame: Frame) -> None:
        """Draw ground, land, regions, the line, points and names of regions, each as a layer of its own."""
        classes = {word.value: word for word in self.spec.classes}
        Layer(axes, "ground", list(self._ground()), 1)
        land = [
            Layer(axes, value, list(self._land(classes[value])), 2 + place / 10)
            for place, value in enumerate(LAND)
            if value in classes and value in self.spec.land
        ]
        regions = moved_regions(self.plane)
        if self.spec.regions:
            edges = [_patch(shape, fc="none", ec=REGION_EDGE, lw=0.5) for _, shape in regions]
            Layer(axes, "regions", [edge for edge in edges if edge is not None], 3 + len(land))
        if "line" in classes:
            Layer(axes, "front-line", list(self._line(classes["line"])), 4 + len(land))
        if points := list(self._points(classes, frame)):
            Layer(axes, "points", points, 5 + len(land))
        if self.spec.regions:
            _draw_names(axes, frame, regions)

    def _drawn(self, value: str) -> "BaseGeometry":
        """The land of a class as it is drawn: generalised where its source does not allow geometry to be passed on."""
        shape = self.spec.land[value]
        if self.spec.source.redistribution:
            return shape
        coarse: BaseGeometry = shapely.simplify(shape, GENERALISED_DEG)
        return coarse

    def _ground(self) -> Iterable["Artist"]:
        sea, around, country = ground_shapes(self.plane)
        for shape, fill, edge in ((sea, SEA, SEA), (around, AROUND_FILL, "#c9cbc8"), (country, PAPER, EDGE)):
            patch = _patch(shape, fc=fill, ec=edge, lw=0.6)
            if patch is not None:
                yield patch

    def _land(self, word: MapClass) -> Iterable["Artist"]:
        patch = _patch(moved(self._drawn(word.value), self.plane))
        if patch is not None:
            dress(patch, word.mark, border=word.mark.fill[LIGHT], border_px=0.2)
            patch.set_gid(f"land-{word.value}")
            yield patch

    def _line(self, word: MapClass) -> Iterable["Artist"]:
        wide = self.spec.source.approximate
        ink = word.mark.outline[LIGHT] if word.mark.outline else word.mark.fill[LIGHT]
        for part in shapely.get_parts(moved(self._drawn("line"), self.plane)):
            line = PathPatch(line_of(part), fc="none", ec=ink, lw=PX * (WIDE_LINE_PX if wide else LINE_PX))
            line.set_capstyle("butt")
            line.set_joinstyle("round")
            if wide:
                line.set_linestyle((0, WIDE_DASH))
                line.set_alpha(0.7)
            yield line

    def _points(self, classes: dict[str, MapClass], frame: Frame) -> Iterable["Artist"]:
        marks = [mark for mark in self.spec.points if mark.value in classes]
        if not marks:
            return
        there = _transformer(self.plane)
        xs, ys = there.transform([mark.lon for mark in marks], [mark.lat for mark in marks])
        for mark, x, y in zip(marks, xs, ys, strict=True):
            look = classes[mark.value].mark
            fill = look.fill[LIGHT]
            if mark.value == ACCIDENT_AREA:
                ink = look.outline[LIGHT] if look.outline else fill
                yield Circle((x, y), STAND_IN_KM, fc="none", ec=ink, lw=0.7, ls=(0, (2, 2)))
            else:
                size = (ACCIDENT_PX if mark.value == "accident" else DOT_PX) / frame.px_per_unit
                yield Circle((x, y), size, fc=fill, ec="#ffffff", lw=0.2)


def moved(shape: "BaseGeometry", plane: str) -> "BaseGeometry":
    """A shape in longitude and latitude, moved into a plane."""
    there = _transformer(plane)
    changed: BaseGeometry = shapely.transform(shape, lambda points: np.column_stack(there.transform(*points.T)))
    return changed


@lru_cache(maxsize=64)
def moved_regions(plane: str) -> tuple[tuple[str, "BaseGeometry"], ...]:
    """Names and shapes of the regions of Ukraine in a plane."""
    table = door.regions()
    return tuple((str(name), moved(shape, plane)) for name, shape in zip(table["name"], table.geometry, strict=True))


@lru_cache(maxsize=64)
def ground_shapes(plane: str) -> tuple["BaseGeometry", "BaseGeometry", "BaseGeometry"]:
    """The sea, the lands around Ukraine, and Ukraine as its own regions draw it."""
    world = front_places.world()
    lands = world.loc[world["unit"] != "UKR"].clip(AROUND)
    around = shapely.union_all(lands.loc[lands.geom_type.isin(("Polygon", "MultiPolygon"))].geometry.to_numpy())
    sea = shapely.segmentize(shapely.box(*AROUND), 0.5)
    country = shapely.union_all(door.regions().geometry.to_numpy())
    whole = tuple(moved(shape, plane) for shape in (sea, around, country))
    return whole[0], whole[1], whole[2]


@lru_cache(maxsize=64)
def _transformer(plane: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def _patch(shape: Any, **style: Any) -> PathPatch | None:
    path: Path | None = path_of(shape)
    return None if path is None else PathPatch(path, **style)


def _draw_names(axes: "Axes", frame: Frame, regions: Iterable[tuple[str, "BaseGeometry"]]) -> None:
    """Write the name of each region, the largest first; one that finds no room is left out."""
    from matplotlib.patheffects import withStroke

    size = 0.9 * frame.text_pt
    km_per_pt = PX_PER_INCH / POINTS_PER_INCH / frame.px_per_unit
    halo = [withStroke(linewidth=HALO * size, foreground="white", alpha=0.85)]
    seen = [(name, shapely.clip_by_rect(shape, *frame.bounds)) for name, shape in regions]
    taken: list[Any] = [shapely.box(*corner) for corner in frame.reserved]
    written: list[Artist] = []
    for name, shape in sorted(seen, key=lambda pair: -pair[1].area):
        at = shapely.point_on_surface(shape)
        wide, high = width_pt(drawable(name), size) * km_per_pt / 2, 0.7 * size * km_per_pt
        if at.is_empty:
            continue
        box = shapely.box(at.x - wide, at.y - high, at.x + wide, at.y + high)
        if shapely.intersects(box, taken).any() or not shapely.contains(shapely.box(*frame.bounds), box):
            continue
        taken.append(box)
        text = axes.text(
            at.x,
            at.y,
            drawable(name),
            fontproperties=font(size),
            color="#3b434c",
            ha="center",
            va="center_baseline",
            parse_math=False,
            path_effects=halo,
        )
        text.remove()
        written.append(text)
    if written:
        Layer(axes, "names", written, 40)
