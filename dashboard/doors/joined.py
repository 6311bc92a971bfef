"""Be the pages' door to what joins the figures of a year with the treaty status of a day."""

from collections.abc import Hashable
from datetime import date
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from dashboard.dates import in_words
from dashboard.doors.denominators import population
from dashboard.doors.figures import panel, published_casualties
from dashboard.doors.source_lines import ground_line
from dashboard.doors.treaties import history, later_days_note
from dashboard.doors.year_figures import year_figures
from dashboard.map_measure import MapMeasure
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import JoinedQuestion, Measure, Part, Treaty, YearMode
from loaders.catalog import load_card


@cache
def extents(publisher: str) -> dict[int, pd.DataFrame]:
    """What a publisher says of the extent at the end of each year of the joined map."""
    from geodata.extent_years import extents_by_year

    return extents_by_year(panel(), range(OPENING_DAY.year - 1, last_extent_year(HORIZON) + 1), publisher)


def last_extent_year(on: date) -> int:
    """The year at whose end the extent is joined with a day: the last that had ended, at most that of the last list."""
    listed = max(found.year for found in panel().lists if found.measure == Measure.EXTENT.value)
    return min(listed, ended_year(on))


def ended_year(on: date) -> int:
    """The last year that has ended by a day."""
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


@lru_cache(maxsize=64)
def completeness(year: int, publisher: str) -> str:
    """How many listed areas have a class of extent at the end of a year, in a sentence."""
    shown = year_figures(MapMeasure.EXTENT, year, YearMode.THAT_YEAR, publisher)
    return f"Extent: {shown.completeness.sentence}"


@lru_cache(maxsize=256)
def joined_answer(
    question: JoinedQuestion, on: date, year: int, publisher: str | None = None, edition: int | None = None
) -> pd.DataFrame:
    """The answer to a joined question (`geodata.joined_questions.answer`)."""
    from geodata.joined_questions import Asked, answer

    return answer(question, Asked(on, year, publisher, edition), panel(), history(Treaty.MBT), population())


def last_use_edition(on: date) -> int | None:
    """The year of the latest publication on use by a day; None where there is none."""
    rows = panel().rows
    editions = rows.loc[(rows["measure"] == Measure.USE.value) & (rows["edition"] <= on.year), "edition"]
    return None if editions.empty else int(editions.max())


def world_casualties_by(on: date) -> dict[Hashable, Any] | None:
    """The published casualties of the world of the latest year that had ended by a day; None where there is none."""
    rows = published_casualties()
    own = rows.loc[rows["shown"] & (rows["part"] == Part.TOTAL.value) & (rows["year"] <= ended_year(on))]
    return None if own.empty else own.sort_values("year", kind="stable").iloc[-1].to_dict()


def overview_source_line() -> str:
    """The line under the joined map: both sources, their days, the boundaries."""
    treaties, extent = load_card("untc"), load_card("contamination")
    read = f"{later_days_note(Treaty.MBT)} {extent.citation} As of {in_words(extent.as_of)}."
    return f"Sources: {treaties.citation} {read} {ground_line()}"
