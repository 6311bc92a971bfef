"""Be the door to the figures of all areas in a year, as a map of the page Contamination shows them."""

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dashboard.doors.denominators import rated
from dashboard.doors.figures import panel, publishers
from dashboard.doors.mine_use import use_answers
from dashboard.map_measure import MapMeasure, Rate
from dashboard.state import FIRST_YEAR, LAST_YEAR
from geodata.words import Bearer, Measure, Part, Scope, YearMode

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.maps.panel_map import YearFigures
    from geodata.panel import Panel


def year_figures(
    shown: MapMeasure,
    year: int,
    mode: YearMode,
    publisher: str,
    weapon: Scope = Scope.APM,
    rate: Rate = Rate.NONE,
) -> "YearFigures":
    """What is known of every area in a year on a measure of the page Contamination, and how complete that is.

    With a rate the table has the columns of `geodata.rates.with_rate` too.
    """
    found = _year_figures(shown, year, mode, publisher, weapon)
    if rate is Rate.NONE:
        return found
    return replace(found, table=rated(found.table, rate))


@cache
def coverage_cells(shown: MapMeasure) -> "pd.DataFrame":
    """What is held of every area in every year, as the map shows it (`geodata.coverage_matrix.cells_of`)."""
    from geodata.coverage_matrix import cells_of

    publisher = publishers(shown.figures.measure)[0]
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return cells_of({year: year_figures(shown, year, YearMode.THAT_YEAR, publisher).table for year in years})


@lru_cache(maxsize=1024)
def _year_figures(shown: MapMeasure, year: int, mode: YearMode, publisher: str, weapon: Scope) -> "YearFigures":
    from dashboard.maps.panel_map import YearFigures
    from geodata.panel import figures, publishers_of
    from geodata.panel_sums import completeness_of

    own = shown.figures
    part = None if own.part is Part.CLASS else own.part
    held = _panel_of(own.bearer)
    # A publisher that reports on use may have nothing on one of the three questions.
    first = publisher if own.bearer is None or publisher in publishers_of(held, own.measure) else None
    table = figures(held, own.measure, year, mode, first, weapon, part)
    return YearFigures(year, table, completeness_of(held, table, own.measure, year, mode, first, weapon))


@cache
def _panel_of(bearer: Bearer | None) -> "Panel":
    """The panel, of reports of use only those that answer one question; the whole panel where none is asked."""
    if bearer is None:
        return panel()
    answers = use_answers()
    rows = panel().rows
    other = (rows["measure"] == Measure.USE.value) & ~rows["row"].isin(answers.loc[answers["bearer"] == bearer, "row"])
    return replace(panel(), rows=rows.loc[~other])
