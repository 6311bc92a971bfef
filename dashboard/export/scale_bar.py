"""Draw a bar whose length is a round number of kilometres on the map."""

from math import floor, log10
from typing import TYPE_CHECKING

from dashboard.export.sheet import Bounds, Frame
from dashboard.export.typesetting import font

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST_SHARE = 0.22
"""How much of the map's width the bar may take."""


def round_length(most: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten that is not longer than `most`."""
    power = 10.0 ** floor(log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most * (1 + 1e-9))


def room_of(bounds: Bounds) -> Bounds:
    """The corner of a map that its scale bar takes, label and all."""
    west, south, east, north = bounds
    return (west, south, west + (LONGEST_SHARE + 0.14) * (east - west), south + 0.09 * (north - south))


def draw_scale_bar(axes: "Axes", frame: Frame, km_per_unit: float) -> None:
    """Draw the bar into the lower left corner, with its length beside it."""
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import withStroke

    from dashboard.export.layer import Layer

    west, south, east, north = frame.bounds
    length_km = round_length(LONGEST_SHARE * (east - west) * km_per_unit)
    length = length_km / km_per_unit
    pad = 0.022 * (east - west)
    left, low = west + pad, south + pad
    tick = 0.006 * (north - south)
    halo = [withStroke(linewidth=3, foreground="white")]
    xs, ys = [left, left, left + length, left + length], [low + tick, low, low, low + tick]
    bar = Line2D(xs, ys, color="#16191d", lw=1.1, path_effects=halo, solid_capstyle="butt")
    label = axes.text(
        left + length + 0.6 * pad,
        low,
        f"{length_km:,.0f} km" if length_km >= 1 else f"{length_km:g} km",
        fontproperties=font(frame.text_pt),
        color="#16191d",
        va="baseline",
        parse_math=False,
        path_effects=halo,
    )
    label.remove()
    Layer(axes, "scale-bar", [bar, label], zorder=95)
