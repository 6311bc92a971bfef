"""Write names of areas on a map so that none covers another."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dashboard.export.layer import Layer
from dashboard.export.sheet import CSS_PX_PER_INCH as PX_PER_INCH
from dashboard.export.sheet import POINTS_PER_INCH, Frame
from dashboard.export.typesetting import drawable, font, width_pt
from dashboard.maps.paper_geometry import DrawnUnit

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]

OFFSETS = ((0.0, 0.0), (0.0, 1.3), (0.0, -1.3), (0.6, 0.0), (-0.6, 0.0))
"""Where a name may stand, tried in this order: shifts in widths of the name and in heights of a line."""

BESIDE_SYMBOL = OFFSETS[1:]
"""Where the name of an area with a symbol may stand."""

PAD = 0.25
"""Blank around a name, in sizes of the letters."""


def draw_place_names(
    axes: "Axes", frame: Frame, units: Sequence[DrawnUnit], layer: str, symbols: Collection[str] = ()
) -> None:
    """Write the names of units at their places, the first ones first; a name that finds no room is left out.

    `symbols` are the units that are drawn as a symbol, which their name must not cover.
    """
    from matplotlib.patheffects import withStroke

    size = frame.text_pt
    unit_per_pt = PX_PER_INCH / POINTS_PER_INCH / frame.px_per_unit
    taken: list[Box] = list(frame.reserved)
    written: list[Artist] = []
    for unit in units:
        name = drawable(unit.name)
        wide, high = width_pt(name, size) * unit_per_pt, size * unit_per_pt
        place = _free_place(
            unit.seen_at(frame.bounds), wide, high, taken, frame, BESIDE_SYMBOL if unit.unit in symbols else OFFSETS
        )
        if place is None:
            continue
        (x, y), box = place
        taken.append(box)
        text = axes.text(
            x,
            y,
            name,
            fontproperties=font(size),
            color="#16191d",
            ha="center",
            va="center_baseline",
            parse_math=False,
            path_effects=[withStroke(linewidth=0.28 * size, foreground="white", alpha=0.85)],
        )
        text.set_gid(f"{layer}-{unit.unit}")
        text.remove()
        written.append(text)
    if written:
        Layer(axes, layer, written, zorder=80)


def _free_place(
    at: tuple[float, float],
    wide: float,
    high: float,
    taken: list[Box],
    frame: Frame,
    offsets: Sequence[tuple[float, float]],
) -> tuple[tuple[float, float], Box] | None:
    """The first place near a point where a name lies inside the map and on no other name."""
    pad = PAD * high
    west, south, east, north = frame.bounds
    for right, up in offsets:
        x, y = at[0] + right * wide, at[1] + up * high
        box = (x - wide / 2 - pad, y - high / 2 - pad, x + wide / 2 + pad, y + high / 2 + pad)
        inside = box[0] >= west and box[1] >= south and box[2] <= east and box[3] <= north
        if inside and not any(_overlap(box, other) for other in taken):
            return (x, y), box
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
