"""Draw the legend of a sheet: a swatch, the label and the count of every class, those of emptiness among them."""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from dashboard.export.sheet import LegendEntry, Shape, Sheet
from dashboard.export.typesetting import drawable, width_pt, wrap

if TYPE_CHECKING:
    from dashboard.export.layout import Box, Page

ROW = 1.55
"""Distance of two rows, in sizes of the letters."""

SWATCH = (2.2, 1.15)
"""Width and height of a swatch, in sizes of the letters."""

GAP = 2.0
"""Blank between two columns, in sizes of the letters."""

MOST_COLUMNS, MOST_LINES = 4, 2

ABSENT_INK = "#6b7280"


@dataclass(frozen=True)
class Columns:
    """How the classes are set: how many columns, how wide one is, the lines of every label, rows a column."""

    count: int
    width: float
    labels: tuple[tuple[str, ...], ...]
    rows: int
    note: tuple[str, ...]


def legend_height_pt(page: "Page", sheet: Sheet, width: float) -> float:
    """Height that the legend needs at a width, in points."""
    columns = _columns(page, sheet, width)
    return ROW * page.text_pt * (columns.rows + len(columns.note))


def draw_legend(page: "Page", sheet: Sheet, box: "Box") -> None:
    """Draw the classes into a box, column by column, and the remark below them."""
    columns = _columns(page, sheet, box.width)
    size, row = page.text_pt, ROW * page.text_pt
    column, line = 0, 0
    for entry, label in zip(sheet.legend, columns.labels, strict=True):
        if line and line + len(label) > columns.rows:
            column, line = column + 1, 0
        left, top = box.left + column * columns.width, box.top + line * row
        _draw_swatch(page, entry, left, top + 0.05 * size)
        ink = ABSENT_INK if entry.count == 0 else "#16191d"
        text_left = left + (SWATCH[0] + 0.6) * size
        for place, part in enumerate(label):
            page.write(part, text_left, top + place * row, size, ink=ink)
        if entry.count is not None:
            after = text_left + width_pt(label[-1], size) + 0.6 * size
            page.write(str(entry.count), after, top + (len(label) - 1) * row, size, weight="bold", ink=ink)
        line += len(label)
    below = box.top + columns.rows * row
    for place, part in enumerate(columns.note):
        page.write(part, box.left, below + place * row, size, ink=ABSENT_INK)


def _columns(page: "Page", sheet: Sheet, width: float) -> Columns:
    """Set the classes in the number of columns that takes the fewest rows, long labels broken into lines."""
    note = tuple(wrap(drawable(sheet.legend_note), page.text_pt, width, most=3)) if sheet.legend_note else ()
    tried = [_set_in(page, sheet, width, count, note) for count in range(1, MOST_COLUMNS + 1)]
    fitting = [columns for columns in tried if max(map(len, columns.labels), default=0) <= MOST_LINES] or tried[:1]
    return min(fitting, key=lambda columns: (columns.rows, columns.count))


def _set_in(page: "Page", sheet: Sheet, width: float, count: int, note: tuple[str, ...]) -> Columns:
    """Set the classes in so many columns."""
    size = page.text_pt
    each = (width + GAP * size) / count
    numbers = [width_pt(f"  {entry.count}", size, "bold") if entry.count is not None else 0.0 for entry in sheet.legend]
    room = each - (SWATCH[0] + 0.6 + GAP) * size - max(numbers, default=0.0)
    labels = tuple(tuple(wrap(drawable(entry.label), size, max(room, size), most=9)) for entry in sheet.legend)
    rows = max([ceil(sum(map(len, labels)) / count), *map(len, labels)], default=0)
    while _needed(labels, rows) > count:
        rows += 1
    return Columns(count, each, labels, rows, note)


def _needed(labels: tuple[tuple[str, ...], ...], rows: int) -> int:
    """How many columns of so many rows the labels take."""
    columns, line = 1, 0
    for label in labels:
        if line and line + len(label) > rows:
            columns, line = columns + 1, 0
        line += len(label)
    return columns


def _draw_swatch(page: "Page", entry: LegendEntry, left: float, top: float) -> None:
    """Draw the mark of a class as a small area, circle or line."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Ellipse, Patch, Rectangle

    from dashboard.maps.ink import dress

    wide, high = SWATCH[0] * page.text_pt, SWATCH[1] * page.text_pt
    x, y = left / page.width, 1 - (top + high) / page.height
    size_x, size_y = wide / page.width, high / page.height
    if entry.shape is Shape.LINE:
        stroke = Line2D([x, x + size_x], [y + size_y / 2] * 2, transform=page.figure.transFigure)
        stroke.set(color=entry.mark.fill[0], lw=max(entry.mark.outline_px, 1.5))
        if entry.mark.dash:
            stroke.set_linestyle((0, entry.mark.dash))
        page.figure.add_artist(stroke)
        return
    swatch: Patch
    if entry.shape is Shape.CIRCLE:
        swatch = Ellipse((x + size_x / 2, y + size_y / 2), high / page.width, size_y)
    else:
        swatch = Rectangle((x, y), size_x, size_y)
    dress(swatch, entry.mark, border="#8a949e", border_px=0.6)
    swatch.set_transform(page.figure.transFigure)
    page.figure.add_artist(swatch)
