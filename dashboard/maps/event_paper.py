"""Draw events on paper as the screen draws them: the same tiles, bins, circles, classes and hatches, in light."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log2
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Circle, PathPatch

from dashboard.export.layer import Layer
from dashboard.export.sheet import Frame
from dashboard.maps.event_classes import AreaClasses
from dashboard.maps.event_map import BREAKS, LAND, NO_EVENT, RAMP, UNCOUNTED, EventSpec
from dashboard.maps.ink import LIGHT, dress
from dashboard.maps.paper_geometry import Ground, path_of
from dashboard.maps.paper_map import has_symbol, inside
from dashboard.maps.specification import MapClass
from geodata.event_columns import EventColumns
from geodata.event_filters import EventFilters
from geodata.event_grid import SIDE_KM
from geodata.event_tiles import BINS, SOFT, Bins, Points, Tile, tile_content
from geodata.events import NOT_COUNTED

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.path import Path

Sums = dict[str, list[int]]
"""Events, fatalities and events with a number, by code."""

SEA, SEA_EDGE, LAND_EDGE, PAPER = "#f3f7fa", "#cfd8df", "#c3c0b6", "#ffffff"
ROOT_ZOOM = 8
SHARP_PX, SOFT_PX = 3.6, 10.0
SOFT_FILL, SOFT_EDGE = 0.28, 0.7
SYMBOL_PX = 2.5
UKRAINE = "UKR"


@dataclass(frozen=True)
class FilledAreas:
    """What countries and the regions of Ukraine hold, and their classes."""

    countries: Sums
    regions: Sums
    classes: AreaClasses


@dataclass(frozen=True)
class EventPicture:
    """What is drawn: a source's map under a filter, as places or by area, with hazardous areas over it."""

    spec: EventSpec
    columns: EventColumns
    filters: EventFilters
    deadly: bool
    """Whether people killed are counted, not events."""
    areas: FilledAreas | None
    """Where areas are filled; None where places are drawn."""
    hazards: "gpd.GeoDataFrame | None"
    """Columns kind and geometry, in km of the map."""
    ground: Ground
    regions: "tuple[tuple[str, Path], ...]" = ()
    """The regions of Ukraine by code, in km of the map; none on a map too coarse for them."""

    def paint(self, axes: "Axes", frame: Frame) -> None:
        """Draw sea, land, hazardous areas and events, each as a layer of its own."""
        layers = {"sea": self._sea(), "areas": self._land(), "symbols": self._symbols(frame)}
        layers |= {"regions": self._regions(), "hazards": self._hazards()}
        if self.areas is None:
            bins, soft, sharp = self._places(frame)
            layers |= {"bins": bins, "rough-places": soft, "places": sharp}
        for order, (name, artists) in enumerate(layers.items(), start=1):
            if drawn := list(artists):
                Layer(axes, name, drawn, order)

    def _sea(self) -> "Iterable[Artist]":
        if self.ground.sea is not None:
            yield PathPatch(self.ground.sea, fc=SEA, ec=SEA_EDGE, lw=0.75)

    def _land(self) -> "Iterable[Artist]":
        for unit in self.ground.units:
            if unit.path is None:
                continue
            patch = PathPatch(unit.path)
            patch.set_gid(f"area-{unit.unit}")
            self._dress(patch, self._country(unit.area))
            yield patch

    def _symbols(self, frame: Frame) -> "Iterable[Artist]":
        """A round symbol where an area that is filled is too small to be seen at this scale."""
        for unit in self.ground.units if self.areas is not None else ():
            if has_symbol(unit, frame) and inside(unit.at, frame):
                symbol = Circle(unit.at, SYMBOL_PX / frame.px_per_unit)
                symbol.set_gid(f"symbol-{unit.unit}")
                self._dress(symbol, self._country(unit.area))
                yield symbol

    def _regions(self) -> "Iterable[Artist]":
        for code, path in self.regions:
            patch = PathPatch(path)
            patch.set_gid(f"region-{code}")
            self._dress(patch, self._region(code))
            yield patch

    def _dress(self, patch: PathPatch | Circle, word: MapClass) -> None:
        """Give land and areas without events a border that is seen on paper, filled ones a light one."""
        dress(patch, word.mark, border=LAND_EDGE if word in (LAND, NO_EVENT) else PAPER)

    def _country(self, code: str) -> MapClass:
        """The class of a country; where Ukraine's regions are filled, nothing of its own must show between them."""
        if (own := self.areas) is None or (self.regions and code == UKRAINE):
            return LAND
        return self._class_of(own.countries.get(code), own.classes)

    def _region(self, code: str) -> MapClass:
        return LAND if (own := self.areas) is None else self._class_of(own.regions.get(code), own.classes)

    def _class_of(self, held: list[int] | None, classes: AreaClasses) -> MapClass:
        if held is None:
            return NO_EVENT
        value = held[1] if self.deadly else held[0]
        if not value:
            return UNCOUNTED if self.deadly and not held[2] else NO_EVENT
        return classes.of_map(near=bool(self.regions)).class_of(value)

    def _hazards(self) -> "Iterable[Artist]":
        from dashboard.maps.event_map import HAZARDS

        if self.hazards is None:
            return
        marks = {word.value: word.mark for word in HAZARDS}
        for kind, shape in zip(self.hazards["kind"], self.hazards.geometry, strict=True):
            path = path_of(shape)
            if path is not None:
                patch = PathPatch(path)
                dress(patch, marks[kind], fineness=0.6)
                yield patch

    def _places(self, frame: Frame) -> "tuple[list[Artist], list[Artist], list[Artist]]":
        """Bins, and single events, rough and sharp ones apart; tiles are those of the screen at this scale."""
        zoom = max(1, min(20, floor(log2(frame.px_per_unit)) + ROOT_ZOOM))
        side_km = SIDE_KM / 2**zoom
        half = 2 ** (zoom - 1)
        west, south, east, north = frame.bounds
        bins: list[Artist] = []
        points: list[tuple[Tile, Points]] = []
        for column in range(floor(west / side_km) + half, floor(east / side_km) + half + 1):
            for row in range(floor(-north / side_km) + half, floor(-south / side_km) + half + 1):
                if not (0 <= column < 2**zoom and 0 <= row < 2**zoom):
                    continue
                tile = Tile(zoom, column, row)
                content = tile_content(self.columns, tile, self.filters)
                if isinstance(content, Bins):
                    bins += self._squares(tile, content, side_km)
                elif len(content.x):
                    points.append((tile, content))
        soft, sharp = self._circles(points, side_km, frame)
        return bins, soft, sharp

    def _squares(self, tile: Tile, content: Bins, side_km: float) -> "list[Artist]":
        values = content.fatalities if self.deadly else content.count
        shown = values > 0
        west, north = corner_of(tile)
        size = side_km / BINS
        x = west + (content.number[shown] % BINS) * size
        y = north - (content.number[shown] // BINS) * size
        corners = ((0, 0), (1, 0), (1, 1), (0, 1))
        squares = np.stack([np.column_stack([x + east * size, y - south * size]) for east, south in corners], axis=1)
        fills = [RAMP[class_number(int(value))].mark.fill[LIGHT] for value in values[shown]]
        return [PolyCollection(list(squares), facecolors=fills, edgecolors="none")] if len(fills) else []

    def _circles(
        self, points: list[tuple[Tile, Points]], side_km: float, frame: Frame
    ) -> "tuple[list[Artist], list[Artist]]":
        from matplotlib.colors import to_rgba

        groups = {code: group for group in self.spec.groups for code in group.codes}
        places = set()
        for tile, content in points:
            west, north = corner_of(tile)
            codes = content.device if self.spec.by == "device" else content.kind
            columns = (content.x, content.y, codes, content.place_precision, content.fatalities)
            for x, y, code, precision, killed in zip(*(column.tolist() for column in columns), strict=True):
                if self.deadly and killed in (0, NOT_COUNTED):
                    continue
                fill = groups[code].fill[LIGHT] if code in groups else self.spec.groups[-1].fill[LIGHT]
                place = west + (x + 0.5) / 65536 * side_km, north - (y + 0.5) / 65536 * side_km
                places.add((*place, fill, precision in SOFT))
        soft: list[Artist] = []
        sharp: list[Artist] = []
        for x, y, fill, rough in sorted(places):
            if rough:
                circle = Circle((x, y), SOFT_PX / frame.px_per_unit, fc=to_rgba(fill, SOFT_FILL), lw=0.5)
                circle.set_edgecolor(to_rgba(fill, SOFT_EDGE))
                circle.set_linestyle((0, (3, 3)))
                soft.append(circle)
            else:
                sharp.append(Circle((x, y), SHARP_PX / frame.px_per_unit, fc=fill, ec=PAPER, lw=0.4))
        return soft, sharp


def corner_of(tile: Tile) -> tuple[float, float]:
    """West and north of a tile, in km of the map."""
    side_km = SIDE_KM / 2**tile.zoom
    return tile.column * side_km - SIDE_KM / 2, SIDE_KM / 2 - tile.row * side_km


def class_number(value: int) -> int:
    """The number of the class of a count: the last whose least number it reaches."""
    return sum(value >= least for least in BREAKS) - 1
