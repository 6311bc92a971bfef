"""Set a sheet: title above, map, legend below or beside it, sources, disclaimer and link at the foot."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.export.legend import draw_legend, legend_height_pt
from dashboard.export.scale_bar import draw_scale_bar, room_of
from dashboard.export.sheet import CM_PER_INCH, POINTS_PER_INCH, Bounds, Frame, Inset, Paint, Sheet, Window
from dashboard.export.sheet import CSS_PX_PER_INCH as PX_PER_INCH
from dashboard.export.typesetting import drawable, font, runs_from_right, width_pt, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET_INK = "#16191d", "#4b5563"
PAPER = "#ffffff"
LINE = 1.32
"""Distance of two lines of text, in sizes of the letters."""

SIDE_LEGEND_RATIO = 1.6
"""A sheet that is wider than this many times its height has its legend beside the map."""

SIDE_SHARE = 0.25
INSET_SHARE = 0.27
CAPTION = 0.75
"""Size of the inset's caption, in sizes of the legend's letters."""


@dataclass(frozen=True)
class Box:
    """A part of a page in points, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class Page:
    """A figure that is written on in points from the upper left corner, and what is still free of it."""

    def __init__(self, figure: "Figure", sheet: Sheet) -> None:
        self.figure = figure
        self.width = sheet.size.width_cm / CM_PER_INCH * POINTS_PER_INCH
        self.height = sheet.size.height_cm / CM_PER_INCH * POINTS_PER_INCH
        self.text_pt = sheet.size.text_pt
        self.margin = 1.6 * self.text_pt
        self.room = self.width - 2 * self.margin

    def write(self, line: str, left: float, top: float, size: float, **style: Any) -> None:
        """Write one line whose upper edge lies at `top`; letter by letter, never as a formula."""
        weight, ink = style.get("weight", "normal"), style.get("ink", INK)
        self.figure.text(
            left / self.width,
            1 - (top + 0.95 * size) / self.height,
            drawable(line),
            fontproperties=font(size, weight),
            color=ink,
            ha=style.get("align", "left"),
            va="baseline",
            parse_math=False,
        )

    def write_lines(self, text: str, top: float, size: float, most: int, **style: Any) -> float:
        """Write a text over the width of the page, from the right where its script runs so; returns the lower edge."""
        lines = wrap(drawable(text), size, self.room, style.get("weight", "normal"), most)
        right = runs_from_right(text)
        for line in lines:
            left = self.margin + self.room if right else self.margin
            self.write(line, left, top, size, align="right" if right else "left", **style)
            top += LINE * size
        return top

    def axes(self, box: Box, label: str) -> "Axes":
        """Axes that fill a box, without ticks or a frame."""
        place = (
            box.left / self.width,
            1 - (box.top + box.height) / self.height,
            box.width / self.width,
            box.height / self.height,
        )
        axes = self.figure.add_axes(place, label=label)
        axes.set_axis_off()
        return axes


def draw(sheet: Sheet, paint: Paint, inset: Inset | None = None) -> "Figure":
    """Return the figure of a sheet with its map.

    Must run within `dashboard.export.paper.on_paper`. The light palette is used, whatever the screen's theme.
    """
    from matplotlib.figure import Figure

    width, height = (size / CM_PER_INCH for size in (sheet.size.width_cm, sheet.size.height_cm))
    page = Page(Figure(figsize=(width, height), facecolor=PAPER), sheet)
    top = _head(page, sheet)
    bottom = _foot(page, sheet)
    box, legend = _boxes(page, sheet, top, bottom)
    draw_legend(page, sheet, legend)
    axes = page.axes(box, "map")
    axes.set_gid("map")
    frame = _frame(axes, sheet.window, box, page.text_pt)
    frame = replace(frame, reserved=tuple(_reserved(page, sheet, frame, box, inset)))
    paint(axes, frame)
    if sheet.window.bleeds:
        _edge(axes)
    if sheet.window.scale_bar:
        draw_scale_bar(axes, frame, sheet.window.km_per_unit)
    if inset is not None:
        _draw_inset(page, inset, box)
    return page.figure


def _head(page: Page, sheet: Sheet) -> float:
    """Write title and subtitle; returns where the map may begin."""
    title = 2.0 * page.text_pt
    top = page.write_lines(sheet.title, page.margin, title, 3, weight="bold")
    top = page.write_lines(sheet.subtitle, top + 0.1 * title, 1.15 * page.text_pt, 4, ink=QUIET_INK)
    return top + 0.7 * page.text_pt


def _foot(page: Page, sheet: Sheet) -> float:
    """Write sources, disclaimer and link from the lower edge up; returns where they begin."""
    size = 0.8 * page.text_pt
    link = wrap(drawable(sheet.permalink), size, page.room, most=2)
    blocks = [line for text in (*sheet.sources, sheet.disclaimer) for line in wrap(drawable(text), size, page.room)]
    if len(blocks) > MOST_FOOT_LINES:
        blocks = [*blocks[: MOST_FOOT_LINES - 1], "… the sources in full stand in the file and under the link below."]
    lines = [*blocks, *link]
    top = page.height - page.margin - len(lines) * LINE * size
    for place, line in enumerate(lines):
        page.write(line, page.margin, top + place * LINE * size, size, ink=QUIET_INK)
    return top - 0.8 * page.text_pt


MOST_FOOT_LINES = 12


def _boxes(page: Page, sheet: Sheet, top: float, bottom: float) -> tuple[Box, Box]:
    """Divide what is between head and foot into the box of the map and that of the legend."""
    beside, below = _beside(page, top, bottom), _below(page, sheet, top, bottom)
    if page.width > SIDE_LEGEND_RATIO * page.height or _stands_beside(page, sheet, beside, below):
        box, legend = beside
    else:
        box, legend = below
    if sheet.window.bleeds:
        return box, legend
    west, south, east, north = sheet.window.bounds
    whole = Box(box.left, box.top, box.width, min(box.height, box.width * (north - south) / (east - west)))
    slack = box.height - whole.height
    lower = 0.35 * slack
    under = 0.45 * slack if legend.left == page.margin else -lower
    return replace(whole, top=whole.top + lower), replace(legend, top=legend.top - under)


def _beside(page: Page, top: float, bottom: float) -> tuple[Box, Box]:
    """The boxes of the map and of a legend to its right."""
    side = SIDE_SHARE * page.room
    gap = 1.5 * page.text_pt
    box = Box(page.margin, top, page.room - side - gap, bottom - top)
    return box, Box(page.margin + page.room - side, top, side, bottom - top)


def _below(page: Page, sheet: Sheet, top: float, bottom: float) -> tuple[Box, Box]:
    """The boxes of the map and of a legend under it."""
    need = legend_height_pt(page, sheet, page.room)
    box = Box(page.margin, top, page.room, max(bottom - top - need - 0.8 * page.text_pt, 3 * page.text_pt))
    return box, Box(page.margin, bottom - need, page.room, need)


def _stands_beside(page: Page, sheet: Sheet, beside: tuple[Box, Box], below: tuple[Box, Box]) -> bool:
    """Whether the legend of a regional map stands beside it: where it has room there, and the map is larger so."""
    if not sheet.window.bleeds or legend_height_pt(page, sheet, beside[1].width) > beside[1].height:
        return False
    return _points_per_unit(sheet.window, beside[0]) > _points_per_unit(sheet.window, below[0])


def _points_per_unit(window: Window, box: Box) -> float:
    """The scale at which a window is seen whole in a box."""
    west, south, east, north = window.bounds
    return min(box.width / (east - west), box.height / (north - south))


def _frame(axes: "Axes", window: Window, box: Box, text_pt: float) -> Frame:
    """Set the limits of the axes so that the window is seen whole at one scale in both directions."""
    west, south, east, north = window.bounds
    points_per_unit = _points_per_unit(window, box)
    wide, high = box.width / points_per_unit, box.height / points_per_unit
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    bounds: Bounds = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    axes.set_xlim(bounds[0], bounds[2])
    axes.set_ylim(bounds[1], bounds[3])
    px = PX_PER_INCH / POINTS_PER_INCH
    return Frame(bounds, window.crs, points_per_unit * px, box.width * px, 0.85 * text_pt)


def _reserved(page: Page, sheet: Sheet, frame: Frame, box: Box, inset: Inset | None) -> Iterator[Bounds]:
    """The parts of the map that the scale bar and the inset cover."""
    if sheet.window.scale_bar:
        yield room_of(frame.bounds)
    if inset is not None:
        outer, _ = _inset_boxes(page, inset, box)
        unit = PX_PER_INCH / POINTS_PER_INCH / frame.px_per_unit
        west, north = frame.bounds[0], frame.bounds[3]
        left, upper = west + (outer.left - box.left) * unit, north - (outer.top - box.top) * unit
        yield (left, upper - outer.height * unit, left + outer.width * unit, upper)


def _edge(axes: "Axes") -> None:
    """Draw a fine line around a map that goes on beyond its box."""
    from matplotlib.patches import Rectangle

    edge = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fill=False, ec="#9aa5b1", lw=0.8, zorder=90)
    edge.set_gid("edge")
    axes.add_artist(edge)


def _draw_inset(page: Page, inset: Inset, box: Box) -> None:
    """Draw the second map into the upper right corner of the first, on paper of its own."""
    from matplotlib.patches import Rectangle

    outer, inner = _inset_boxes(page, inset, box)
    ground = page.axes(outer, "inset-ground")
    ground.set_gid("inset-ground")
    ground.add_artist(Rectangle((0, 0), 1, 1, transform=ground.transAxes, fc=PAPER, ec="#9aa5b1", lw=0.6))
    axes = page.axes(inner, "inset")
    axes.set_gid("inset")
    inset.paint(axes, _frame(axes, inset.window, inner, page.text_pt))
    if inset.caption:
        size = CAPTION * page.text_pt
        line = wrap(drawable(inset.caption), size, inner.width, most=1)[0]
        middle = outer.left + (outer.width - width_pt(line, size)) / 2
        page.write(line, middle, inner.top + inner.height, size, ink=QUIET_INK)


def _inset_boxes(page: Page, inset: Inset, box: Box) -> tuple[Box, Box]:
    """The paper of the second map, and the map on it."""
    west, south, east, north = inset.window.bounds
    pad = 0.5 * page.text_pt
    wide = INSET_SHARE * min(box.width, 2 * box.height)
    high = wide * (north - south) / (east - west)
    below = LINE * CAPTION * page.text_pt if inset.caption else 0.0
    outer = Box(box.left + box.width - wide - 3 * pad, box.top + pad, wide + 2 * pad, high + 2 * pad + below)
    return outer, Box(outer.left + pad, outer.top + pad, wide, high)
