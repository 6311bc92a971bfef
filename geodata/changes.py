"""Tell what changed between two days under a treaty, and why an area stands where it stands."""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.day_tables import as_table
from geodata.treaty_sentences import ACT_VERBS
from geodata.words import CONSENT_ACTS, TreatyAct, TreatyStatus

if TYPE_CHECKING:
    from geodata.instruments import Act
    from geodata.treaty import TreatyHistory

CHANGE_COLUMNS = (
    "day",
    "iso3",
    "name",
    "treaty",
    "kind",
    "previous",
    "status",
    "act",
    "act_date",
    "article",
    "basis",
    "source",
)
"""kind is `status` for a change of status, `act` for an act that left the status as it was."""


def changes_between(history: "TreatyHistory", after: date, until: date) -> pd.DataFrame:
    """Return the changes of status and the other acts with their day in (after, until], oldest first.

    Columns: `CHANGE_COLUMNS`. `previous` is the status of the day before.
    """
    rows: list[dict[str, Any]] = []
    for code in history.codes:
        rows.extend(_status_changes(history, code, after, until))
        rows.extend(_other_acts(history, code, after, until, rows))
    rows.sort(key=lambda row: row["day"])
    return as_table(rows, CHANGE_COLUMNS, ("day", "act_date"))


def change_sentence(history: "TreatyHistory", after: date, until: date) -> str:
    """Say in one sentence what changed in (after, until]."""
    table = changes_between(history, after, until)
    changed = table.loc[table["kind"] == "status"]
    acts = _acts_in(history, after, until)
    counts = {
        "signed": sum(act.act is TreatyAct.SIGNATURE for act in acts),
        "deposited an instrument": sum(act.act in CONSENT_ACTS and act.day is not None for act in acts),
        "may have deposited (the day is not known)": sum(act.act in CONSENT_ACTS and act.day is None for act in acts),
        "became bound": int(
            ((changed["status"] == TreatyStatus.PARTY.value) & ~changed["previous"].str.startswith("party")).sum()
        ),
        "notified withdrawal": sum(act.act is TreatyAct.WITHDRAWAL_NOTIFICATION for act in acts),
        "withdrew": int((changed["status"] == TreatyStatus.WITHDRAWN.value).sum()),
        "communicated a suspension": sum(act.act is TreatyAct.SUSPENSION_COMMUNICATION for act in acts),
    }
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    return f"Between {after} and {until}: {', '.join(parts) if parts else 'nothing changed'}."


def explain(history: "TreatyHistory", iso3: str, day: date) -> str:
    """Say in plain sentences why an area has its status on a day."""
    interval = history.interval_on(iso3, day)
    name = history.names[iso3]
    sentences = [f"{name}, {history.treaty.label}, {day}: {interval.status.label}."]
    record = history.records.by_area.get(iso3)
    for act in record.acts if record else ():
        if act.first_day <= day and act is not interval.act:
            sentences.append(f"{name} {ACT_VERBS[act.act]} {_when(act)}.")
    sentences.append(interval.basis)
    if interval.suspension_communicated:
        sentences.extend(_about_suspension(history, iso3, day, interval.status))
    if interval.provisional:
        sentences.append("Applying provisionally (Art. 18) does not make it a party earlier.")
    return " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in sentences)


def _about_suspension(history: "TreatyHistory", iso3: str, day: date, status: TreatyStatus) -> list[str]:
    """Say what a communicated suspension changes: nothing in the count."""
    sentences: list[str] = []
    if history.rules.knows_suspension is False and status is not TreatyStatus.SUSPENSION_CLAIMED:
        noun = history.rules.noun
        sentences.append(f"{noun[:1].upper()}{noun[1:]} has no suspension clause.")
    finding = history.finding_on(iso3, day)
    if finding is not None:
        sentences.append(f"{finding['date']}: {finding['note']} ({finding['source']}).")
    if status is not TreatyStatus.SUSPENSION_CLAIMED:
        # The sentence of a claimed suspension says so itself.
        sentences.append("It is still counted as bound.")
    return sentences


def _status_changes(history: "TreatyHistory", code: str, after: date, until: date) -> list[dict[str, Any]]:
    """Return the changes of status of one area as rows."""
    intervals = history.intervals[code]
    return [
        {
            "day": later.start,
            "iso3": code,
            "name": history.names[code],
            "treaty": history.treaty.value,
            "kind": "status",
            "previous": earlier.status.value,
            "status": later.status.value,
            "act": later.act.act.value if later.act else "",
            "act_date": later.act.day if later.act else None,
            "article": later.article,
            "basis": later.basis,
            "source": later.source,
        }
        for earlier, later in pairwise(intervals)
        if later.status is not earlier.status and after < later.start <= until
    ]


def _other_acts(
    history: "TreatyHistory", code: str, after: date, until: date, told: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the acts of one area that changed no status on their day as rows."""
    record = history.records.by_area.get(code)
    changed = {(row["day"], row["act"]) for row in told if row["iso3"] == code}
    return [
        {
            "day": act.first_day,
            "iso3": code,
            "name": history.names[code],
            "treaty": history.treaty.value,
            "kind": "act",
            "previous": (status := history.interval_on(code, act.first_day).status.value),
            "status": status,
            "act": act.act.value,
            "act_date": act.day,
            "article": "",
            "basis": f"{act.act.label} {_when(act)}.",
            "source": act.source,
        }
        for act in (record.acts if record else ())
        if after < act.first_day <= until and (act.first_day, act.act.value) not in changed
    ]


def _acts_in(history: "TreatyHistory", after: date, until: date) -> list["Act"]:
    """Return the acts of all areas with their day, or any day it can have been, in (after, until]."""
    acts = [act for record in history.records.by_area.values() for act in record.acts]
    return [act for act in acts if act.first_day <= until and after < act.last_day]


def _when(act: "Act") -> str:
    """Say when an act was done."""
    return f"on {act.day}" if act.day else f"on a day not known, between {act.first_day} and {act.last_day}"
