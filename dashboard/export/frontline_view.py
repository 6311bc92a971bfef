"""Put the page Front line on paper: control on a day as one source assesses it, in an equal-area plane."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd
import shapely

from dashboard import data, front_facts
from dashboard.doors.imported import control_data
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Bounds, LegendEntry, Shape, Sheet, Window
from dashboard.export.views import View
from dashboard.front_facts import Facts
from dashboard.front_settled import Known, settled
from dashboard.front_specify import specify
from dashboard.front_state import FrontLineFilters
from dashboard.maps.front_paper import FrontPaper, moved_regions
from dashboard.maps.front_specification import NOT, FrontLineSpec
from dashboard.palette import Mark
from dashboard.parts.front_figures import ControlFigures, in_figures
from geodata.errors import InputError

if TYPE_CHECKING:
    from dashboard.export.record import Record

PAGE = "/front-line"
PLANE = "+proj=laea +lat_0=48.5 +lon_0=31.5 +datum=WGS84 +units=km +no_defs +type=crs"
"""Lambert's equal-area projection around the middle of Ukraine, in kilometres."""

MARGIN_KM = 25.0
CARDS: Mapping[str, tuple[str, ...]] = {"ledger": ("settlements",)}
"""Cards of the bundled tables that are drawn; sources that users bring have none."""


def depict(asked: FrontLineFilters, paper: PaperChoices) -> Picture:
    """Return the map of a day; its rows are the regions of the page's table.

    Raises
    ------
    InputError
        The source is not here, has no map so early, cannot tell what was liberated, or the crop is not a region.
    """
    known = front_facts.known()
    chosen, faults = settled(asked, known)
    if faults:
        raise InputError(faults[0])
    facts = front_facts.facts_of(chosen, known)
    if facts.refused:
        raise InputError(facts.refused)
    spec = specify(chosen, facts)
    region = _region(paper.crop or chosen.region or "", known)
    query = {key: value for key, value in chosen.to_query().items() if value}
    sheet = Sheet(
        title=paper.title or f"{spec.title}; not contamination",
        subtitle=_subtitle(spec, facts),
        legend=tuple(_entry(spec, word.value) for word in spec.classes),
        legend_note=note_of(spec),
        sources=_sources(facts, spec),
        disclaimer=f"{data.boundary_policy().disclaimer} {NOT}",
        permalink=f"{PAGE}?{urlencode(query)}",
        window=_window(region),
        size=paper.size,
    )
    name = f"-{region.lower()}" if region else ""
    return Picture(
        sheet,
        FrontPaper(spec, PLANE).paint,
        f"mineline-front-{chosen.source}-{chosen.on}{name}",
        tuple({"settlements", "boundaries", *(("mine_incidents",) if spec.points else ())}),
        lambda: rows_of(chosen, facts),
        None if (no_page := _why_withheld(facts)) else lambda whole, record: _page(chosen, facts, spec, whole, record),
        no_page=no_page,
        data=control_data(chosen.source, *([facts.difference.other.source] if facts.difference else [])),
    )


def _why_withheld(facts: Facts) -> str:
    """Why there is no HTML file, which would hold geometry: a source that is drawn does not let it be passed on."""
    drawn = [facts.source, *([facts.difference.other_source] if facts.difference else [])]
    withheld = [source.name for source in drawn if not source.redistribution]
    if not withheld:
        return ""
    return (
        f"An HTML file would hold the geometry of {withheld[0]}, which may not be passed on: choose PNG, SVG or PDF, "
        "which show it generalised and with credit."
    )


def _page(chosen: FrontLineFilters, facts: Facts, spec: FrontLineSpec, sheet: Sheet, record: "Record") -> bytes:
    """The HTML file of the map, whose projection is that of the screen."""
    from dashboard.export.front_standalone import build_front_page

    frame = f"{data.boundary_citation()} Projection: Web Mercator, for looking; areas are geodesic."
    own = replace(sheet, sources=(*sheet.sources[:-1], frame), legend_note=note_of(spec, whole=True))
    return build_front_page(chosen, facts, spec, own, record)


def rows_of(chosen: FrontLineFilters, facts: Facts) -> pd.DataFrame:
    """The regions with the areas of the day, whose source stands in every row.

    Raises
    ------
    InputError
        The source does not allow that its data be passed on.
    """
    table = front_facts.region_table(chosen, facts.figures.since)
    figures = facts.figures
    return table.assign(source=facts.source.name, on=str(chosen.on), file_date=str(figures.file_date))


def _entry(spec: FrontLineSpec, value: str) -> LegendEntry:
    word = next(each for each in spec.classes if each.value == value)
    if value == "line":
        ink = word.mark.outline or word.mark.fill
        dash = (1.6, 1.4) if spec.source.approximate else None
        return LegendEntry(word.label, Mark(ink, dash=dash, outline_px=3.0), shape=Shape.LINE)
    points = value.startswith(("held_", "accident"))
    return LegendEntry(word.label, word.mark, shape=Shape.CIRCLE if points else Shape.AREA)


def note_of(spec: FrontLineSpec, *, whole: bool = False) -> str:
    """What belongs to the classes; `whole` where the geometry is not generalised."""
    told = "Areas are geodesic. Occupied includes what was held before 24 February 2022."
    return told if whole or spec.source.redistribution else f"{told} Drawn generalised to about 500 m."


def _subtitle(spec: FrontLineSpec, facts: Facts) -> str:
    """The day, which map stands for it, and the figures of the day."""
    return f"{spec.subtitle[:1].upper()}{spec.subtitle[1:]}. {figures_in_words(facts.figures)}"


def figures_in_words(figures: ControlFigures) -> str:
    """The figures that the source has, in a sentence."""
    about = "about " if figures.approximate else ""
    told = {
        "occupied": in_figures(figures.occupied_km2, "km²", about) if figures.occupied_km2 is not None else "",
        "contested": in_figures(figures.contested_km2, "km²", about) if figures.contested_km2 is not None else "",
        f"liberated since {figures.since}": in_figures(figures.liberated_km2, "km²", about)
        if figures.liberated_km2 is not None
        else "",
        "front line": in_figures(figures.front_line_km, "km") if figures.front_line_km is not None else "",
    }
    where = f"{figures.region}: " if figures.region else ""
    text = "; ".join(f"{label} {value}" for label, value in told.items() if value)
    return f"{where}{text[:1].upper()}{text[1:]}."


def _sources(facts: Facts, spec: FrontLineSpec) -> tuple[str, ...]:
    lines = [f"Control: {facts.source.credit}"]
    if "before" in spec.land and not facts.source.approximate:
        lines.append("Held before 24 February 2022: the settlement ledger of Mineline, approximate.")
    if any(mark.value.startswith("accident") for mark in spec.points):
        lines.append(front_facts.accident_line())
    return (*lines, f"{data.boundary_citation()} Projection: Lambert equal area around 31.5°, 48.5°.")


def _region(text: str, known: Known) -> str:
    """The code of the region that a crop names; empty for all of Ukraine.

    Raises
    ------
    InputError
        It names none; the message says what there is.
    """
    word = text.strip()
    if word.casefold() in ("", "ukr", "ukraine"):
        return ""
    codes = {code.casefold(): code for code in known.regions}
    codes |= {name.casefold(): code for code, name in known.regions.items()}
    if (code := codes.get(word.casefold())) is None:
        message = f"{word[:40]!r} is not a crop of this view: write UKR or a region's code, such as UA-14 (Donetsk)."
        raise InputError(message)
    return code


def _window(region: str) -> Window:
    names = front_facts.region_names()
    shapes = [shape for name, shape in moved_regions(PLANE) if not region or name == names[region]]
    west, south, east, north = shapely.total_bounds(shapes)
    bounds: Bounds = (west - MARGIN_KM, south - MARGIN_KM, east + MARGIN_KM, north + MARGIN_KM)
    return Window(bounds, PLANE, bleeds=True, scale_bar=True)


VIEW = View("frontline", PAGE, FrontLineFilters, depict)
