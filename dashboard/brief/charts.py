"""Draw the small charts of a brief as SVG, from the rows that the page Country draws from, in light colours."""

import io
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.palette import STATUS_MARKS
from dashboard.parts.area_chart import SHORT, colours_of, short_label
from dashboard.parts.article5_clock import COLOURS as CLOCK_COLOURS
from dashboard.parts.casualty_chart import COLOURS as CASUALTY_COLOURS
from dashboard.parts.casualty_chart import casualty_bars
from dashboard.parts.release_chart import COLOURS as RELEASE_COLOURS
from dashboard.parts.release_chart import release_bars
from dashboard.parts.year_bars import Colours
from geodata.words import Part, TreatyStatus

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CM_PER_INCH = 2.54
CHART_CM = (8.6, 4.7)
STRIP_CM = (17.6, 3.0)
TEXT_PT = 6.5
INK, FAINT = "#1d2329", "#d5dade"
MARKERS = {Part.TOTAL: "o", Part.CHA: "^", Part.SHA: "s"}
SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT_PT,
    "svg.fonttype": "path",
    "svg.hashsalt": "mineline",
    "axes.edgecolor": "#8a929b",
    "axes.linewidth": 0.6,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "text.parse_math": False,
    "legend.frameon": False,
}
_pen = Lock()
"""Matplotlib's settings belong to the whole process, so that one chart is drawn at a time."""


def draw(paint: Callable[["Axes"], None], size_cm: tuple[float, float] = CHART_CM) -> str:
    """Return a chart as SVG; the same rows give the same text."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with _pen, mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(size_cm[0] / CM_PER_INCH, size_cm[1] / CM_PER_INCH), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        paint(axes)
        out = io.StringIO()
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def area_chart(drawn: pd.DataFrame) -> str:
    """Return the recorded area of one scope by year: colour for the publisher, shape for the part, nothing joined."""
    colours = colours_of(drawn, 0)

    def paint(axes: "Axes") -> None:
        for (publisher, part), rows in drawn.groupby(["publisher", "part"], sort=False):
            label = f"{short_label(str(publisher))}, {SHORT[Part.of(str(part))]}"
            axes.scatter(
                rows["year"].astype(int), rows["value"].astype(float), s=16, label=label,
                marker=MARKERS[Part.of(str(part))], facecolors="none",
                edgecolors=colours[short_label(str(publisher))], linewidths=1.0,
            )  # fmt: skip
        axes.set_ylim(bottom=0)
        _years(axes, drawn)
        _finish(axes, "km²")

    return draw(paint)


def casualty_chart(series: pd.DataFrame) -> str:
    """Return the casualties of one series by year: outcomes as bars, totals of the editions as dots."""
    dots = series.loc[(series["part"] == Part.TOTAL.value) & series["value"].notna()]
    return draw(lambda axes: _bars(axes, casualty_bars(series), CASUALTY_COLOURS, "people", dots))


def release_chart(series: pd.DataFrame) -> str:
    """Return the land release of one series by year and result."""
    return draw(lambda axes: _bars(axes, release_bars(series), RELEASE_COLOURS, "km²", None))


def clock_chart(spans: pd.DataFrame, on: date) -> str:
    """Return the spans of the duty to clear (`dashboard.parts.article5_clock.spans_of`) and the day."""

    def paint(axes: "Axes") -> None:
        for kind, colours in CLOCK_COLOURS.items():
            rows = spans.loc[spans["kind"] == kind]
            starts, ends = [_number(day) for day in rows["from"]], [_number(day) for day in rows["to"]]
            lengths = [end - start for start, end in zip(starts, ends, strict=True)]
            if len(rows):
                axes.barh([0] * len(rows), lengths, left=starts, height=0.5, color=colours[0], label=kind,
                          edgecolor="white", linewidth=1)  # fmt: skip
        axes.axvline(_number(on), color=INK, linestyle=(0, (4, 3)), linewidth=1)
        axes.xaxis_date()
        axes.set_yticks([])
        axes.set_ylim(-0.6, 0.6)
        axes.spines["left"].set_visible(False)
        _finish(axes, "", columns=1)

    return draw(paint, (CHART_CM[0], 3.0))


def status_strip(spans: pd.DataFrame, on: date) -> str:
    """Return the spans of status under each treaty (`dashboard.parts.area_card.spans_of`) and the day."""

    def paint(axes: "Axes") -> None:
        treaties = list(dict.fromkeys(spans["treaty"]))
        told: set[str] = set()
        for row in spans.to_dict("records"):
            mark = STATUS_MARKS[TreatyStatus.of(str(row["status"]))]
            start, end = _number(row["from"]), _number(row["to"])
            axes.barh(
                treaties.index(row["treaty"]), end - start, left=start, height=0.72, color=mark.fill[0],
                edgecolor=mark.outline[0] if mark.outline else "white",
                linewidth=mark.outline_px * 0.6 if mark.outline else 0.8,
                linestyle=(0, mark.dash) if mark.dash else "solid",
                hatch="////" if mark.hatch else None,
                label="_" if row["label"] in told else str(row["label"]),
            )  # fmt: skip
            told.add(str(row["label"]))
        axes.axvline(_number(on), color=INK, linestyle=(0, (4, 3)), linewidth=1)
        axes.set_yticks(range(len(treaties)), treaties)
        axes.invert_yaxis()
        axes.xaxis_date()
        axes.tick_params(axis="y", length=0)
        _finish(axes, "", columns=3)

    return draw(paint, STRIP_CM)


def _bars(axes: "Axes", bars: pd.DataFrame, colours: Colours, unit: str, dots: pd.DataFrame | None) -> None:
    """Draw bars that are stacked in the order of the colours, and hollow dots."""
    heights: dict[int, float] = {}
    for label, pair in colours.items():
        sums = bars.loc[bars["label"] == label].groupby("year")["value"].sum()
        if sums.empty:
            continue
        years = [int(year) for year in sums.index]
        bottoms = [heights.get(year, 0.0) for year in years]
        tops = [float(value) for value in sums]
        axes.bar(years, tops, bottom=bottoms, width=0.75, color=pair[0], label=label)
        heights |= {year: bottom + top for year, bottom, top in zip(years, bottoms, tops, strict=True)}
    if dots is not None and len(dots):
        axes.scatter(dots["year"].astype(int), dots["value"].astype(float), s=10, facecolors="none", edgecolors=INK,
                     linewidths=0.7, label="Total, by edition", zorder=3)  # fmt: skip
    _years(axes, pd.concat([bars, dots]) if dots is not None else bars)
    _finish(axes, unit)


def _number(day: Any) -> float:
    """Return a day as matplotlib counts it."""
    from matplotlib import dates

    count: Any = dates.date2num
    return float(count(day))


def _years(axes: "Axes", rows: pd.DataFrame) -> None:
    """Set whole years on the axis, from the first to the last, also where nothing is known."""
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(int(rows["year"].min()) - 0.7, int(rows["year"].max()) + 0.7)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, min_n_ticks=1))


def _finish(axes: "Axes", unit: str, columns: int = 2) -> None:
    """Set the grid, the unit and the legend under the chart."""
    axes.set_axisbelow(True)
    axes.grid(axis="y" if unit else "x", color=FAINT, linewidth=0.5)
    axes.tick_params(width=0.6, length=2)
    if unit:
        axes.set_ylabel(unit)
    figure = axes.get_figure()
    _, labels = axes.get_legend_handles_labels()
    if labels and figure is not None:
        figure.legend(loc="outside lower center", ncols=columns, fontsize=TEXT_PT - 0.8, handlelength=1.2)
