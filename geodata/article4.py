"""Say how the duty to destroy stockpiles stands on a day: four years from entry into force (Mine Ban Treaty, Art. 4).

The deadline is computed from the treaty's history; Article 4 knows no extension. Outcomes are data: the table
`stockpiles` has single statements of single years, and most States Parties have none.
"""

from datetime import date
from typing import Any

import pandas as pd

from geodata.article5 import first_deadlines
from geodata.questions import check_day
from geodata.treaty import TreatyHistory
from geodata.words import BOUND_STATUSES, Article4State

ARTICLE4_COLUMNS = (
    "iso3",
    "name",
    "state",
    "deadline",
    "completed_year",
    "mines_remaining",
    "year",
    "publisher",
    "read_at",
    "source",
    "note",
)
"""The columns of `article4_on`; `year` is that of the row behind the state, empty where no row is."""

DESTROYED = frozenset({"destroyed", "retained_only"})
HOLDING = frozenset({"stockpiles", "destruction_in_progress"})
_PAPERS = ("publisher", "read_at", "source", "note")


def article4_on(day: date, stockpiles: pd.DataFrame, history: TreatyHistory) -> pd.DataFrame:
    """Return how the duty stands on a day, one row an area in the order of the names; columns `ARTICLE4_COLUMNS`.

    `state` is a value of `Article4State`. Only statements of years that had ended by the day count; a completion
    counts from the end of its year.

    Parameters
    ----------
    day
        Any valid day.
    stockpiles
        The table `stockpiles`.
    history
        The history of the Mine Ban Treaty.

    Raises
    ------
    InputError
        The day is outside the span, or the history is of another treaty.
    """
    check_day(day)
    deadlines = first_deadlines(history).set_index("iso3")["destroy_by"].to_dict()
    said: dict[str, list[dict[Any, Any]]] = {
        str(code): list(rows.sort_values(["year", "edition"]).to_dict("records"))
        for code, rows in stockpiles.groupby("iso3")
    }
    rows = [_row(code, day, deadlines.get(code), said.get(code, []), history) for code in history.codes]
    table = pd.DataFrame(rows, columns=list(ARTICLE4_COLUMNS))
    table["deadline"] = pd.to_datetime(table["deadline"])
    for column in ("completed_year", "mines_remaining", "year"):
        table[column] = pd.to_numeric(table[column]).astype("Int64")
    return table


def _row(
    code: str, day: date, deadline: pd.Timestamp | None, said: list[dict[Any, Any]], history: TreatyHistory
) -> dict[str, Any]:
    """Return the row of one area."""
    bare: dict[str, Any] = dict.fromkeys(ARTICLE4_COLUMNS) | dict.fromkeys(_PAPERS, "")
    bare |= {"iso3": code, "name": history.names[code]}
    if deadline is None or history.interval_on(code, day).status not in BOUND_STATUSES:
        return {**bare, "state": Article4State.NO_OBLIGATION.value}
    bare["deadline"] = deadline
    passed = deadline.date() < day
    known = [row for row in said if _ended_by(int(row["year"]), day) or _completed_by(row, day)]
    done = [row for row in known if row["status"] in DESTROYED and not _later_completion(row, day)]
    holding = [row for row in known if row["status"] in HOLDING]
    if done and not (holding and holding[-1]["year"] > done[-1]["year"]):
        return {**bare, **_told(done[-1]), "state": Article4State.COMPLETED.value}
    if holding:
        state = Article4State.HELD_AFTER if passed else Article4State.AHEAD
        return {**bare, **_told(holding[-1]), "state": state.value}
    return {**bare, "state": (Article4State.NONE_READ if passed else Article4State.AHEAD).value}


def _ended_by(year: int, day: date) -> bool:
    return date(year, 12, 31) <= day


def _completed_by(row: dict[Any, Any], day: date) -> bool:
    """Whether a row tells of a completion in a year that had ended; it may have been told years later."""
    return row["status"] in DESTROYED and pd.notna(row["completed_year"]) and _ended_by(int(row["completed_year"]), day)


def _later_completion(row: dict[Any, Any], day: date) -> bool:
    """Whether a row tells of a completion that lies after the day."""
    return pd.notna(row["completed_year"]) and not _ended_by(int(row["completed_year"]), day)


def _told(row: dict[Any, Any]) -> dict[str, Any]:
    """Return what a row says of the duty."""
    return {column: row[column] for column in ("completed_year", "mines_remaining", "year", *_PAPERS)}
