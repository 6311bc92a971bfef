"""Settle what a view of yearly figures shows, once for the page Contamination, its sheet and its data files."""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import data
from dashboard.map_measure import Drawing, MapMeasure, Rate, Scheme
from dashboard.maps.narrow import is_outside
from dashboard.state import ContaminationFilters
from geodata.errors import InputError
from geodata.joined import TREATY_OF, with_status
from geodata.words import Scope, YearMode

if TYPE_CHECKING:
    from dashboard.maps.panel_map import YearFigures

Shown = tuple[MapMeasure, YearMode, str, Scope, Rate]
"""Which figures a map shows: measure, way of looking at a year, publisher, weapons, figures or rates."""


def settled(chosen: ContaminationFilters, faults: list[str]) -> ContaminationFilters:
    """Return the choices as the measure allows them; what it does not know adds a sentence to `faults`."""
    own = chosen.measure.figures
    weapons = data.weapons(own.measure)
    if chosen.weapon not in weapons:
        faults.append(
            f"{chosen.measure.label} is not counted for {chosen.weapon.label.lower()}: choose one of "
            f"{', '.join(weapon.value for weapon in weapons)}."
        )
        chosen = chosen.with_(weapon=Scope.APM)
    if own.drawing is Drawing.WORDS:
        chosen = chosen.with_(rate=Rate.NONE)
    if not classed(chosen):
        chosen = chosen.with_(scheme=Scheme.FIXED)
    opening = data.publishers(own.measure)[0]
    if not chosen.publisher:
        return chosen.with_(publisher=opening)
    try:
        data.check_publisher(own.measure, chosen.publisher)
    except InputError as fault:
        faults.append(str(fault))
        return chosen.with_(publisher=opening)
    return chosen


def settled_strictly(chosen: ContaminationFilters) -> ContaminationFilters:
    """Return the choices as the measure allows them.

    Raises
    ------
    InputError
        The measure does not know the weapons or the publisher; the message lists those it knows.
    """
    faults: list[str] = []
    whole = settled(chosen, faults)
    if faults:
        raise InputError(faults[0])
    return whole


def classed(chosen: ContaminationFilters) -> bool:
    """Return whether numbers fill the areas by class, so that a scheme can be chosen."""
    drawing = chosen.measure.figures.drawing
    return drawing is Drawing.AREAS or (drawing is Drawing.CIRCLES and chosen.rate is not Rate.NONE)


def shown_by(chosen: ContaminationFilters) -> Shown:
    """Return which figures settled choices show."""
    return (chosen.measure, chosen.mode, chosen.publisher, chosen.weapon, chosen.rate)


def figures_of(chosen: ContaminationFilters) -> "YearFigures":
    """Return what is known of every area in the year of settled choices, and how complete that is."""
    measure, mode, publisher, weapon, rate = shown_by(chosen)
    return data.year_figures(measure, chosen.year, mode, publisher, weapon, rate)


def leaves_out(chosen: ContaminationFilters, code: str, year: int) -> bool:
    """Return whether the filters by region and by treaty status leave an area out at the end of a year."""
    region = None if chosen.region is None else data.region_areas(chosen.region)
    return is_outside(code, year, region, data.history(TREATY_OF[chosen.weapon]), chosen.status)


def narrowed(chosen: ContaminationFilters) -> str:
    """Return what the filters leave, in a sentence; empty where they leave out nothing."""
    told = []
    if chosen.region:
        told.append(f"in {chosen.region}")
    if chosen.status:
        treaty = TREATY_OF[chosen.weapon].label
        told.append(f"{chosen.status.label.lower()} under the {treaty} on 31 December {chosen.year}")
    if not told:
        return ""
    sentence = f"Shown: areas {' and '.join(told)}; all others are drawn quietly."
    return f"{sentence} {projection_of(chosen)}".strip() if chosen.status else sentence


def projection_of(chosen: ContaminationFilters) -> str:
    """Return what to say of the treaty status at the end of a year that the acts as read do not reach; else empty."""
    treaty = TREATY_OF[chosen.weapon]
    return data.projection_note(treaty) if date(chosen.year, 12, 31) > data.facts_as_of(treaty) else ""


def within(table: pd.DataFrame, chosen: ContaminationFilters) -> pd.DataFrame:
    """Return the rows of the areas that the filters leave."""
    return table.loc[[not leaves_out(chosen, str(code), chosen.year) for code in table["iso3"]]]


def rows_of(chosen: ContaminationFilters) -> pd.DataFrame:
    """Return the rows of the page's table: the figures of the areas that the filters leave, with treaty status."""
    history = data.history(TREATY_OF[chosen.weapon])
    return with_status(within(figures_of(chosen).table, chosen), history, date(chosen.year, 12, 31))


def file_stem(chosen: ContaminationFilters) -> str:
    """Return the name of a file of the view without its ending, the same in every language and for every format."""
    choices = (
        chosen.measure.value,
        chosen.mode.value if chosen.mode is YearMode.LATEST_KNOWN else "",
        chosen.weapon.value if chosen.weapon is not Scope.APM else "",
        chosen.rate.value if chosen.rate is not Rate.NONE else "",
        chosen.status.value if chosen.status else "",
        str(chosen.year),
        chosen.region or "",
    )
    return "-".join(["mineline", *filter(None, choices)]).replace("_", "-").replace(" ", "-").lower()
