"""Make the maps of the pages and put them on the shelf, each once a process."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from dashboard import data
from dashboard.map_measure import MapMeasure
from dashboard.maps.area_layer import AreaLayer
from dashboard.maps.folium_map import build_world_map, script_of
from dashboard.maps.geometry import build_collection, collection_bytes
from dashboard.maps.panel_map import YearFigures, specify_panel
from dashboard.maps.question_map import specify_question
from dashboard.maps.specification import timeline_bytes
from dashboard.maps.treaty_map import specify
from dashboard.routes.shelf import SHELF
from dashboard.state import FIRST_YEAR, LAST_YEAR
from geodata.together import check_question
from geodata.treaty_rules import HORIZON
from geodata.words import Treaty, YearMode


def draw_everything() -> None:
    """Make the maps that pages open on, so that the first visitor does not wait for them."""
    world_script()
    for treaty in Treaty:
        treaty_timeline(treaty)


@cache
def geometry() -> str:
    """Path of the world's geometry in the browser."""
    collection = build_collection(data.drawn_units(), data.world_frame())
    return SHELF.put("geo", collection_bytes(collection), "json")


@cache
def world_script(fixed: bool = False) -> str:
    """Path of the script that draws the world map; a fixed one cannot be moved, for maps side by side."""
    world = build_world_map(AreaLayer(url=f"../{geometry()}"), fixed=fixed)
    return SHELF.put("map", script_of(world).encode(), "js")


@cache
def treaty_timeline(treaty: Treaty) -> str:
    """Path of the whole history of a treaty's map, for the timeline in the browser."""
    spec = specify(
        data.history(treaty),
        last=HORIZON,
        facts_as_of=data.facts_as_of(treaty),
        projection_note=data.projection_note(treaty),
        policy=data.boundary_policy().name,
    )
    return SHELF.put("history", timeline_bytes(spec), "json")


@cache
def question_timeline(first: Treaty, second: Treaty) -> str:
    """Path of the whole history of *bound by the first and not by the second*.

    Raises
    ------
    InputError
        Both are the same treaty.
    """
    histories = data.history(first), data.history(second)
    check_question(*histories)
    spec = specify_question(
        *histories,
        last=HORIZON,
        facts_as_of=min(data.facts_as_of(first), data.facts_as_of(second)),
        projection_note=data.projection_note(first, second),
        policy=data.boundary_policy().name,
    )
    return SHELF.put("history", timeline_bytes(spec), "json")


@cache
def panel_timeline(measure: MapMeasure, mode: YearMode, publisher: str) -> str:
    """Path of all years of a measure's map."""
    years = [data.year_figures(measure, year, mode, publisher) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    spec = specify_panel(
        measure, mode, publisher, years, facts_as_of=data.panel_as_of(), policy=data.boundary_policy().name
    )
    return SHELF.put("history", timeline_bytes(spec), "json")


def passing_timeline(measure: MapMeasure, mode: YearMode, publisher: str, years: Sequence[YearFigures]) -> str:
    """Path of the years of a user's own figures; kept on the shelf until many others have been put there."""
    spec = specify_panel(
        measure, mode, publisher, years, facts_as_of=date(years[-1].year, 12, 31), policy=data.boundary_policy().name
    )
    return SHELF.put_passing("history", timeline_bytes(spec), "json")
