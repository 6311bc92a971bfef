"""Draw the maps of a brief: the area and what lies around it, from the specifications that the pages draw from."""

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard import data
from dashboard.dates import in_words, last_full_year
from dashboard.export.paper import on_paper
from dashboard.export.picture import Picture
from dashboard.export.sheet import CM_PER_INCH, CSS_PX_PER_INCH, Bounds, Frame, LegendEntry, Shape
from dashboard.export.views import picture_of
from dashboard.state import FIRST_YEAR, LAST_YEAR
from geodata.words import Measure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAP_CM = (8.5, 6.6)
TEXT_PT = 6.0


@dataclass(frozen=True)
class BriefMap:
    """A map without a sheet around it: its title, its body as SVG, and the classes for the template's legend."""

    title: str
    svg: str
    legend: tuple[LegendEntry, ...]
    note: str

    def to_json(self) -> dict[str, Any]:
        """The map for the template; classes that no area of the world has are left out of the legend."""
        entries = [_entry(entry) for entry in self.legend if entry.count]
        return {"title": self.title, "svg": self.svg, "legend": entries, "note": self.note}


def maps_of(code: str, on: date) -> list[BriefMap]:
    """Return the map of the Mine Ban Treaty on the day, and that of the extent of contamination by the year before."""
    year = min(max(last_full_year(on), FIRST_YEAR), LAST_YEAR)
    status = picture_of({"view": "country", "area": code, "on": on.isoformat()})
    extent = picture_of(
        {"view": "contamination", "measure": "extent", "mode": "latest_known", "year": str(year), "crop": code}
    )
    publisher = data.publishers(Measure.EXTENT)[0]
    note = "The older a class, the lighter it is drawn. Equal-area projection."
    return [
        BriefMap(f"Mine Ban Treaty, {in_words(on)}", _body(status), status.sheet.legend, "Equal-area projection."),
        BriefMap(f"Extent ({publisher}), latest known by the end of {year}", _body(extent), extent.sheet.legend, note),
    ]


def _body(picture: Picture) -> str:
    """Return the map of a picture alone, without what stands around it on a sheet, as SVG."""
    from matplotlib.figure import Figure

    with on_paper():
        figure = Figure(figsize=(MAP_CM[0] / CM_PER_INCH, MAP_CM[1] / CM_PER_INCH))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        frame = _frame(picture.sheet.window.bounds, picture.sheet.window.crs)
        _limit(axes, frame.bounds)
        picture.paint(axes, frame)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _frame(bounds: Bounds, crs: str) -> Frame:
    """Return the frame that shows the bounds whole in the box of a brief, at one scale in both directions."""
    west, south, east, north = bounds
    width, height = (size / CM_PER_INCH * CSS_PX_PER_INCH for size in MAP_CM)
    scale = min(width / (east - west), height / (north - south))
    wide, high = width / scale / 2, height / scale / 2
    x, y = (west + east) / 2, (south + north) / 2
    return Frame((x - wide, y - high, x + wide, y + high), crs, scale, width, TEXT_PT)


def _limit(axes: "Axes", bounds: Bounds) -> None:
    axes.set_xlim(bounds[0], bounds[2])
    axes.set_ylim(bounds[1], bounds[3])


def _entry(entry: LegendEntry) -> dict[str, Any]:
    mark = entry.mark
    return {
        "label": entry.label,
        "fill": mark.fill[0],
        "outline": mark.outline[0] if mark.outline else None,
        "dash": bool(mark.dash),
        "hatch": mark.hatch or "",
        "ink": mark.ink[0] if mark.ink else "#9aa5b1",
        "round": entry.shape is Shape.CIRCLE,
    }
