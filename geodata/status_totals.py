"""Count contaminated areas, casualties and people by the treaty status of their areas on a day.

A sum is of those areas that have a figure of the one publisher asked for, and never stands for the others; how many
areas it holds stands beside it. Figures of different publishers are never added.
"""

from datetime import date

import pandas as pd

from geodata.joined import with_status
from geodata.panel import Panel, figures
from geodata.pick import OPENING_PUBLISHER
from geodata.treaty import TreatyHistory
from geodata.words import Emptiness, ExtentClass, Measure, TreatyStatus

STATUS_TOTAL_COLUMNS = (
    "status",
    "bound",
    "on",
    "areas",
    "affected",
    "with_figure",
    "value",
    "unit",
    "year",
    "publisher",
)
"""The columns of every table of this module.

`areas` have the status; `affected` of them are listed as contaminated, have casualties, or have an estimate of their
people; `value` is the sum over the `with_figure` areas that have a number, empty where none has. `on` is the day of the
status, `year` that of the figures, empty where they are not of one year.
"""


def contaminated_by_status(
    panel: Panel, history: TreatyHistory, year: int, day: date, publisher: str | None = None
) -> pd.DataFrame:
    """Return how many areas of each status are listed as contaminated, with the recorded mined area in km².

    Columns `STATUS_TOTAL_COLUMNS`, one row a status that occurs. An area counts as contaminated where the publisher
    gives it a class other than none, or a recorded area above zero, or lists it without a figure.

    Raises
    ------
    InputError
        See `geodata.panel.figures`, or the day is outside the span.
    """
    whose = publisher or OPENING_PUBLISHER[Measure.EXTENT]
    extent = figures(panel, Measure.EXTENT, year, publisher=whose)
    land = figures(panel, Measure.CONTAMINATION, year, publisher=whose)
    own = land["publisher"] == whose
    classed = (extent["emptiness"] == Emptiness.VALUE.value) & (extent["word"] != ExtentClass.NONE_CLEARED.value)
    listed = extent["emptiness"] == Emptiness.AFFECTED_UNQUANTIFIED.value
    recorded = own & (land["emptiness"] == Emptiness.VALUE.value)
    table = land.assign(affected=classed | listed | recorded, counted=own & land["comparable"])
    return _totals(with_status(table, history, day), "km2", year, whose)


def casualties_by_status(
    panel: Panel, history: TreatyHistory, year: int, day: date, publisher: str | None = None
) -> pd.DataFrame:
    """Return the casualties of a year by the status of their areas on a day; columns `STATUS_TOTAL_COLUMNS`.

    Raises
    ------
    InputError
        See `geodata.panel.figures`, or the day is outside the span.
    """
    whose = publisher or OPENING_PUBLISHER[Measure.CASUALTIES]
    table = figures(panel, Measure.CASUALTIES, year, publisher=whose)
    own = table["publisher"] == whose
    table["affected"] = own & (table["emptiness"] == Emptiness.VALUE.value)
    table["counted"] = own & table["comparable"]
    return _totals(with_status(table, history, day), "people", year, whose)


def people_by_status(population: pd.DataFrame, history: TreatyHistory, day: date) -> pd.DataFrame:
    """Return how many people live in areas of each status on a day; columns `STATUS_TOTAL_COLUMNS`.

    Parameters
    ----------
    population
        The table `population`: iso3, people and more. Areas without a row have no figure and add nothing.
    history, day
        The history of the treaty and the day.

    Raises
    ------
    InputError
        The day is outside the span.
    """
    areas = pd.DataFrame({"iso3": list(history.codes)})
    table = areas.merge(population[["iso3", "people"]], on="iso3", how="left", validate="one_to_one")
    known = table["people"].notna()
    table = table.assign(value=table["people"].astype("float64"), affected=known, counted=known)
    return _totals(with_status(table, history, day), "people", None, "Unicode CLDR")


def _totals(joined: pd.DataFrame, unit: str, year: int | None, publisher: str) -> pd.DataFrame:
    """Return one row a status that occurs, in the order of the words, from rows with affected, counted and value."""
    rows = []
    for status in TreatyStatus:
        group = joined.loc[joined["status"] == status.value]
        if group.empty:
            continue
        values = group.loc[group["counted"] & group["value"].notna(), "value"]
        rows.append(
            {
                "status": status.value,
                "bound": status.bound,
                "on": group["on"].iloc[0],
                "areas": len(group),
                "affected": int(group["affected"].sum()),
                "with_figure": len(values),
                "value": round(float(values.sum()), 6) if len(values) else float("nan"),
                "unit": unit,
                "year": year,
                "publisher": publisher,
            }
        )
    return pd.DataFrame(rows, columns=list(STATUS_TOTAL_COLUMNS))
