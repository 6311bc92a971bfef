"""Make a picture of several maps of one day side by side: small multiples with one legend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from dashboard.dates import in_words
from dashboard.export.choropleth import legend_of, world_window
from dashboard.export.sheet import Bounds, Frame, LegendEntry, Paint, Window
from dashboard.maps.crop import Crop, plane_of
from dashboard.maps.paper_geometry import crop_ground, world_ground
from dashboard.maps.specification import ChoroplethSpec

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 2
GUTTER = 0.03
"""Blank between two maps, as a share of a map's width."""

CAPTION = 0.075
"""Room for the line above a map, as a share of a map's width."""

CAPTION_SIZE = 1.18
"""Size of that line, in sizes of the letters on the map."""

FINER = 1.6
"""A small map is looked at from nearer: what is small on it is decided as on one so many times as wide."""

INK, EDGE = "#16191d", "#9aa5b1"


def window_of(place: Crop | None, count: int) -> Window:
    """The part of the plane that so many maps take, set in two columns, each with a line above it."""
    west, _, east, _ = _bounds(place)
    wide, high = _cell(place)
    rows = ceil(count / COLUMNS)
    return Window(
        (0.0, 0.0, COLUMNS * wide - GUTTER * (east - west), rows * high),
        world_window().crs if place is None else plane_of(place),
    )


def captions_of(specs: Sequence[ChoroplethSpec], on: date) -> tuple[str, ...]:
    """What stands above each map, as on the screen: what it shows and how many areas that counts."""
    told = []
    for spec in specs:
        counts = spec.counts_on(on)
        told.append(f"{spec.short_title}: {sum(counts[value] for value in spec.counted)} {spec.counted_label}")
    return tuple(told)


def shared_legend(specs: Sequence[ChoroplethSpec], on: date) -> tuple[LegendEntry, ...]:
    """The classes of all maps, each once and without a count; the maps' own counts stand above them."""
    entries = {entry.label: entry for spec in specs for entry in legend_of(spec, on)}
    return tuple(replace(entry, count=None) for entry in entries.values())


def subtitle_of(specs: Sequence[ChoroplethSpec], on: date, note: str) -> str:
    """The day, what is counted, and the remark on a day after the reading."""
    told = f"{in_words(on)}. Above each map stands how many of {len(specs[0].areas)} areas it counts."
    return f"{told} {note}" if any(on > spec.facts_as_of for spec in specs) else told


def painter_of(specs: Mapping[str, ChoroplethSpec], on: date, place: Crop | None, chosen: str) -> Paint:
    """Return what draws the maps, row by row; the key of each stands before the names of its layers."""

    def paint(axes: "Axes", frame: Frame) -> None:
        from dashboard.maps.paper_map import Choropleth

        ground = world_ground() if place is None else crop_ground(place)
        captions = captions_of(tuple(specs.values()), on)
        for number, (key, spec) in enumerate(specs.items()):
            inner, own = _axes(axes, frame, place, number, len(specs))
            inner.set_gid(f"map-{key}")
            _write_caption(inner, own, captions[number])
            Choropleth(spec, on, ground, prefix=f"{key}-", chosen=chosen).paint(inner, own)
            if place is not None:
                _edge(inner)

    return paint


def _bounds(place: Crop | None) -> Bounds:
    return world_window().bounds if place is None else place.bounds


def _cell(place: Crop | None) -> tuple[float, float]:
    """Width and height of a map with its line and the blank beside it, in units of the plane."""
    west, south, east, north = _bounds(place)
    return (1 + GUTTER) * (east - west), (north - south) + (CAPTION + GUTTER) * (east - west)


def _axes(axes: "Axes", frame: Frame, place: Crop | None, number: int, count: int) -> "tuple[Axes, Frame]":
    """The axes of one map within those of the sheet, at the sheet's scale, and its own frame."""
    west, south, east, north = _bounds(place)
    wide, high = _cell(place)
    row, column = divmod(number, COLUMNS)
    left, low = column * wide, (ceil(count / COLUMNS) - 1 - row) * high
    inner = axes.inset_axes((left, low, east - west, north - south), transform=axes.transData)
    inner.set_axis_off()
    inner.set_xlim(west, east)
    inner.set_ylim(south, north)
    px = FINER * frame.px_per_unit
    return inner, Frame((west, south, east, north), frame.crs, px, px * (east - west), frame.text_pt)


def _write_caption(axes: "Axes", frame: Frame, caption: str) -> None:
    """Write the line above a map."""
    from dashboard.export.typesetting import drawable, font

    west, _, east, north = frame.bounds
    axes.text(
        west,
        north + 0.25 * CAPTION * (east - west),
        drawable(caption),
        fontproperties=font(CAPTION_SIZE * frame.text_pt, "bold"),
        color=INK,
        va="baseline",
        clip_on=False,
        parse_math=False,
    )


def _edge(axes: "Axes") -> None:
    """Draw a fine line around a map that goes on beyond its box."""
    from matplotlib.patches import Rectangle

    axes.add_artist(Rectangle((0, 0), 1, 1, transform=axes.transAxes, fill=False, ec=EDGE, lw=0.8, zorder=90))
