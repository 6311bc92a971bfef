"""Say how the duty to clear mined areas stands on a day: deadline in force, passed, or completed.

The Mine Ban Treaty has each State Party clear its mined areas not later than ten years after entry into force for it
(Art. 5.1); a meeting of the parties may extend the deadline by up to ten years at a time (Art. 5.3-5.6). First
deadlines are computed here from the treaty's history; extensions and completions are data. A state that is not
bound on the day has no obligation.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geodata.errors import InputError
from geodata.questions import check_day
from geodata.treaty import TreatyHistory
from geodata.words import BOUND_STATUSES, Article5State, Emptiness, Measure, Scope, Treaty

CLEARANCE_YEARS = 10
"""Years from entry into force to the first deadline (Art. 5.1)."""

DESTRUCTION_YEARS = 4
"""Years from entry into force to the end of the destruction of stockpiles (Art. 4)."""

ARTICLE5_COLUMNS = (
    "iso3",
    "name",
    "state",
    "deadline",
    "first_deadline",
    "granted_at",
    "completed",
    "within_days",
    "publisher",
    "read_at",
    "source",
    "note",
)
"""The columns of `article5_on`."""

COMPUTED = "Mine Ban Treaty, Art. 5.1: ten years after entry into force, computed from the acts"
_MONTHS = 12
_EMPTINESS = {
    Article5State.COMPLETION_DECLARED.value: Emptiness.ZERO.value,
    Article5State.COMPLETION_REPORTED.value: Emptiness.ZERO.value,
    Article5State.NO_OBLIGATION.value: Emptiness.NOT_APPLICABLE.value,
    Article5State.NONE_READ.value: Emptiness.NOT_READ.value,
}
"""Why a state of the duty has no deadline."""


@dataclass(frozen=True)
class _Event:
    """Something that sets the state of a duty from a day on."""

    since: date
    deadline: date | None
    """None for a completion."""
    row: dict[str, Any]


def first_deadlines(history: TreatyHistory) -> pd.DataFrame:
    """Return the first clearance and destruction deadlines of every area the Mine Ban Treaty has bound.

    Columns: iso3, name, entered_on, first_deadline (Art. 5.1), destroy_by (Art. 4).

    Raises
    ------
    InputError
        The history is of another treaty.
    """
    _check_treaty(history)
    rows = []
    for code in history.codes:
        entered = _entered_on(history, code)
        if entered is not None:
            rows.append(
                {
                    "iso3": code,
                    "name": history.names[code],
                    "entered_on": pd.Timestamp(entered),
                    "first_deadline": pd.Timestamp(years_after(entered, CLEARANCE_YEARS)),
                    "destroy_by": pd.Timestamp(years_after(entered, DESTRUCTION_YEARS)),
                }
            )
    return pd.DataFrame(rows, columns=["iso3", "name", "entered_on", "first_deadline", "destroy_by"])


def article5_on(day: date, deadlines: pd.DataFrame, history: TreatyHistory) -> pd.DataFrame:
    """Return how the duty to clear stands on a day, one row an area in the order of the names.

    Columns `ARTICLE5_COLUMNS`. `state` is a value of `Article5State`; `deadline` the one that counts on the day;
    `within_days` the days left, negative where it has passed.

    Parameters
    ----------
    day
        Any valid day; after the last reading of the sources it is a projection.
    deadlines
        The table `article5_deadlines`.
    history
        The history of the Mine Ban Treaty.

    Raises
    ------
    InputError
        The day is outside the span, or the history is of another treaty.
    """
    check_day(day)
    _check_treaty(history)
    by_area: dict[str, list[Any]] = {
        str(code): list(rows.to_dict("records")) for code, rows in deadlines.groupby("iso3")
    }
    rows = [_row(code, day, by_area.get(code, []), history) for code in history.codes]
    table = pd.DataFrame(rows, columns=list(ARTICLE5_COLUMNS))
    for column in ("deadline", "first_deadline"):
        table[column] = pd.to_datetime(table[column])
    table["within_days"] = table["within_days"].astype("Int64")
    return table


def deadline_table(day: date, deadlines: pd.DataFrame, history: TreatyHistory) -> pd.DataFrame:
    """Return the deadlines as rows of the command line: the state of each area (shown), then its other source rows.

    `part` is the state, or the word of the source row; `value` the day of the deadline. Parameters and errors are
    those of `article5_on`.
    """
    standing = article5_on(day, deadlines, history)
    words = standing["state"].map(_EMPTINESS).fillna(Emptiness.VALUE.value)
    shown = standing.assign(part=standing["state"], emptiness=words, shown=True)
    keys = set(zip(shown["iso3"], _days(shown), shown["source"], strict=True))
    others = deadlines.assign(part=deadlines["status"], shown=False)
    others["emptiness"] = others["status"].map(_EMPTINESS).fillna(Emptiness.VALUE.value)
    again = [key in keys for key in zip(others["iso3"], _days(others), others["source"], strict=True)]
    others = others.loc[[not told for told in again]]
    rows = pd.concat([shown, others], ignore_index=True)
    rows["value"] = _days(rows)
    rows = rows.assign(year=day.year, measure=Measure.ARTICLE5.value, unit="date", scope=Scope.APM.value, coverage="")
    order = {name: place for place, name in enumerate(history.codes)}
    rows["place"] = rows["iso3"].map(order)
    rows["name"] = rows["iso3"].map(history.names)
    return rows.sort_values(["place", "shown", "value"], ascending=[True, False, True], kind="stable").reset_index(
        drop=True
    )


def _days(rows: pd.DataFrame) -> pd.Series:
    """Return the deadlines as YYYY-MM-DD, empty text for none."""
    days: pd.Series = rows["deadline"].dt.strftime("%Y-%m-%d").fillna("")
    return days


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 28 February for a 29 February that does not exist."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _check_treaty(history: TreatyHistory) -> None:
    """Refuse the history of a treaty without Article 5 of the Mine Ban Treaty."""
    if history.treaty is not Treaty.MBT:
        message = f"clearance deadlines follow from the Mine Ban Treaty, not from {history.treaty.value}: use MBT."
        raise InputError(message)


def _entered_on(history: TreatyHistory, code: str) -> date | None:
    """Return the day on which the treaty entered into force for an area, None where it never has."""
    for interval in history.intervals[code]:
        if interval.status in BOUND_STATUSES:
            return interval.since or interval.start
    return None


def _row(code: str, day: date, rows: list[dict[str, Any]], history: TreatyHistory) -> dict[str, Any]:
    """Return the row of one area."""
    bare: dict[str, Any] = {
        "iso3": code,
        "name": history.names[code],
        "deadline": None,
        "first_deadline": None,
        "granted_at": "",
        "completed": "",
        "within_days": None,
        "publisher": "",
        "read_at": "",
        "source": "",
        "note": "",
    }
    entered = _entered_on(history, code)
    bound = history.interval_on(code, day).status in BOUND_STATUSES
    if entered is None or not bound:
        told = next((row for row in rows if row["status"] == "no_obligation"), {})
        return {**bare, **_papers(told), "state": Article5State.NO_OBLIGATION.value}
    first = years_after(entered, CLEARANCE_YEARS)
    bare["first_deadline"] = first
    if not rows:
        return {**bare, "state": Article5State.NONE_READ.value}
    event = _event_on(day, _events(entered, first, rows))
    held = {
        **bare,
        **_papers(event.row),
        "granted_at": event.row.get("granted_at", ""),
        "completed": event.row.get("completed", ""),
        "deadline": event.deadline,
    }
    if event.deadline is None:
        return {**held, "state": event.row["status"]}
    held["within_days"] = (event.deadline - day).days
    return {**held, "state": _state_of(event, day, rows).value}


def _events(entered: date, first: date, rows: list[dict[str, Any]]) -> list[_Event]:
    """Return what sets the state of a duty, oldest first: the first deadline, extensions, completions."""
    dated = sorted(
        (row for row in rows if pd.notna(row["deadline"]) and row["status"] != "no_obligation"),
        key=lambda row: row["deadline"],
    )
    printed = {pd.Timestamp(row["deadline"]).date(): row for row in dated}
    events = [_Event(entered, first, printed.get(first, {"source": COMPUTED, "status": "superseded"}))]
    previous = first
    for deadline, row in sorted(printed.items()):
        if deadline == first:
            continue
        # An extension whose day of grant was not read is taken to have come in time, by the deadline before it, and
        # not earlier than the ten years allow (Art. 5.3).
        granted = _day_by(str(row["granted_at"])) or max(previous, years_after(deadline, -CLEARANCE_YEARS))
        events.append(_Event(max(granted, entered), deadline, row))
        previous = deadline
    for row in rows:
        if not row["status"].startswith("completion_"):
            continue
        completed = _day_by(str(row["completed"]))
        if completed is None:
            # The year was not printed: by the last deadline that is known, it had happened.
            completed = previous
        events.append(_Event(completed, None, row))
    return sorted(events, key=lambda event: (event.since, event.deadline is None, event.deadline or event.since))


def _event_on(day: date, events: list[_Event]) -> _Event:
    """Return the last event by a day; the first of all before any."""
    held = events[0]
    for event in events:
        if event.since <= day:
            held = event
    return held


def _state_of(event: _Event, day: date, rows: list[dict[str, Any]]) -> Article5State:
    """Return the state of a duty that has a deadline."""
    deadline = event.deadline
    if deadline is None:  # pragma: no cover - completions are told before
        return Article5State.COMPLETION_DECLARED
    if deadline < day:
        expired = event.row.get("status") == "expired"
        later = any(pd.notna(row["deadline"]) and pd.Timestamp(row["deadline"]).date() > deadline for row in rows)
        # Passed without a grant, then or for good; a later deadline shows that more was decided than was read.
        return Article5State.EXPIRED if expired and not later else _passed(event, expired)
    if deadline <= years_after(day, 1):
        return Article5State.WITHIN_TWELVE_MONTHS
    return Article5State.IN_FORCE


def _passed(event: _Event, expired: bool) -> Article5State:
    """Return whether a passed deadline was without a grant, or its outcome was not found."""
    missed = "missed" in str(event.row.get("note", ""))
    return Article5State.EXPIRED if expired and missed else Article5State.OUTCOME_NOT_FOUND


def _day_by(text: str) -> date | None:
    """Return the last day of a year, of a month, or the day itself; None for nothing."""
    parts = [int(part) for part in text.split("-")] if text else []
    if not parts:
        return None
    year = parts[0]
    month = parts[1] if len(parts) > 1 else _MONTHS
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _papers(row: dict[str, Any]) -> dict[str, str]:
    """Return where a row was read."""
    return {column: str(row.get(column, "") or "") for column in ("publisher", "read_at", "source", "note")}
