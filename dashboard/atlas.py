"""Make the maps of the pages and put them on the shelf, each once a process.

Those that pages open on are put there by `opening_maps.py`.
"""

from functools import cache, lru_cache

from dashboard import data
from dashboard.doors import joined
from dashboard.map_measure import MapMeasure, Rate, Scheme
from dashboard.maps.joined_map import specify_joined
from dashboard.maps.narrow import narrow_bytes
from dashboard.maps.panel_map import YearFigures, classes_of, specify_panel
from dashboard.maps.question_map import specify_question
from dashboard.maps.specification import ChoroplethSpec, timeline_bytes
from dashboard.maps.treaty_map import specify
from dashboard.maps.value_classes import ValueClasses
from dashboard.routes.shelf import SHELF
from dashboard.state import FIRST_YEAR, LAST_YEAR
from geodata.together import check_question
from geodata.treaty_rules import HORIZON
from geodata.words import Scope, StatusGroup, Treaty, YearMode


@cache
def treaty_spec(treaty: Treaty) -> ChoroplethSpec:
    """The map of a treaty over all days; screen and paper draw from it."""
    return specify(
        data.history(treaty),
        last=HORIZON,
        facts_as_of=data.facts_as_of(treaty),
        projection_note=data.projection_note(treaty),
        policy=data.boundary_policy().name,
    )


@cache
def joined_spec(publisher: str) -> ChoroplethSpec:
    """The map of treaty status × extent of contamination over all days, in the words of a publisher."""
    return specify_joined(
        data.history(Treaty.MBT),
        joined.extents(publisher),
        publisher,
        last=HORIZON,
        facts_as_of=data.facts_as_of(Treaty.MBT),
        projection_note=data.projection_note(Treaty.MBT),
        policy=data.boundary_policy().name,
    )


@cache
def question_spec(first: Treaty, second: Treaty) -> ChoroplethSpec:
    """The map of *bound by the first and not by the second* over all days; screen and paper draw from it.

    Raises
    ------
    InputError
        Both are the same treaty.
    """
    histories = data.history(first), data.history(second)
    check_question(*histories)
    return specify_question(
        *histories,
        last=HORIZON,
        facts_as_of=min(data.facts_as_of(first), data.facts_as_of(second)),
        projection_note=data.projection_note(first, second),
        policy=data.boundary_policy().name,
    )


@cache
def question_timeline(first: Treaty, second: Treaty) -> str:
    """Path of the whole history of a question's map.

    Raises
    ------
    InputError
        Both are the same treaty.
    """
    return SHELF.put("history", timeline_bytes(question_spec(first, second)), "json")


@lru_cache(maxsize=64)
def panel_spec(
    measure: MapMeasure,
    mode: YearMode,
    publisher: str,
    weapon: Scope = Scope.APM,
    rate: Rate = Rate.NONE,
    scheme: Scheme = Scheme.FIXED,
) -> ChoroplethSpec:
    """The map of a measure over all years; screen and paper draw from it."""
    return specify_panel(
        measure,
        mode,
        publisher,
        panel_years(measure, mode, publisher, weapon, rate),
        facts_as_of=data.panel_as_of(),
        policy=data.boundary_policy().name,
        values=panel_classes(measure, mode, publisher, weapon, rate, scheme),
        weapon=weapon,
    )


@lru_cache(maxsize=256)
def panel_timeline(
    measure: MapMeasure,
    mode: YearMode,
    publisher: str,
    weapon: Scope = Scope.APM,
    rate: Rate = Rate.NONE,
    scheme: Scheme = Scheme.FIXED,
) -> str:
    """Path of all years of a measure's map."""
    return SHELF.put("history", timeline_bytes(panel_spec(measure, mode, publisher, weapon, rate, scheme)), "json")


@lru_cache(maxsize=256)
def panel_classes(
    measure: MapMeasure, mode: YearMode, publisher: str, weapon: Scope, rate: Rate, scheme: Scheme
) -> ValueClasses | None:
    """The classes of a measure's numbers; None where they are those of every map of the measure."""
    return classes_of(measure, panel_years(measure, mode, publisher, weapon, rate), rate, scheme)


def panel_years(
    measure: MapMeasure, mode: YearMode, publisher: str, weapon: Scope = Scope.APM, rate: Rate = Rate.NONE
) -> list[YearFigures]:
    """The figures of every year of the page Contamination."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return [data.year_figures(measure, year, mode, publisher, weapon, rate) for year in years]


@cache
def narrow(region: str | None, treaty: Treaty, group: StatusGroup | None) -> str:
    """Path of what the filters of the page Contamination leave out in each year; empty where nothing."""
    if region is None and group is None:
        return ""
    body = narrow_bytes(
        data.history(treaty).codes,
        range(FIRST_YEAR, LAST_YEAR + 1),
        None if region is None else data.region_areas(region),
        data.history(treaty),
        group,
    )
    return SHELF.put("narrow", body, "json")


def passing_timeline(spec: ChoroplethSpec) -> str:
    """Path of the years of a user's own figures; kept on the shelf until many others have been put there."""
    return SHELF.put_passing("history", timeline_bytes(spec), "json")
