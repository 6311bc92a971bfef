"""Derive the standing of every area under a treaty on any day from the acts deposited with the depositary.

Takes the tables of acts, overrides and areas, gives `TreatyHistory`. An area counts as bound from entry into
force for it, not from deposit, and until a withdrawal takes effect, not until its notice. A communication of
suspension changes the label and never the count. Status is derived here and stored nowhere. The final clauses
are in `geodata/treaty_rules.py`, the branches in `geodata/standing.py`, what changed between two days in
`geodata/changes.py`.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from geodata import changes
from geodata.day_tables import as_table
from geodata.errors import InputError, TableError
from geodata.instruments import Act, Records, as_day, build_records
from geodata.questions import check_day, parse_area
from geodata.standing import BEGINNING, Interval, intervals_of
from geodata.treaty_rules import RULES, TreatyRules
from geodata.words import BOUND_STATUSES, CountMeasure, Treaty, TreatyStatus, WithdrawalStep

__all__ = ["STATUSES", "STATUS_COLUMNS", "Interval", "TreatyHistory", "build_history", "name_key"]

STATUSES: tuple[TreatyStatus, ...] = tuple(TreatyStatus)
"""The statuses in the order of their codes: `status_codes` gives positions in this tuple."""

STATUS_COLUMNS = (
    "iso3",
    "name",
    "treaty",
    "on",
    "status",
    "since",
    "until",
    "basis",
    "act",
    "act_date",
    "article",
    "source",
    "provisional",
    "suspension_communicated",
)

_CODES = {status: code for code, status in enumerate(STATUSES)}


class TreatyHistory:
    """The standing of every area under one treaty, on every day.

    Make it with `build_history`. All tables it returns are new; dates are datetime64 columns without a time.
    """

    def __init__(
        self, rules: TreatyRules, areas: pd.DataFrame, records: Records, steps: pd.DataFrame | None = None
    ) -> None:
        """Keep the records and work out the intervals of every area, areas in the order of their names."""
        self.rules = rules
        self.treaty: Treaty = rules.treaty
        self.areas = areas.iloc[sorted(range(len(areas)), key=lambda row: name_key(areas["name"].iloc[row]))]
        self.areas = self.areas.reset_index(drop=True)
        self.records = records
        self.codes: tuple[str, ...] = tuple(self.areas["iso3"])
        self.names: dict[str, str] = dict(zip(self.codes, self.areas["name"], strict=True))
        self.entry_into_force: date | None = records.global_entry
        """The day the treaty itself entered into force; None with too few instruments."""
        self.trigger_acts: tuple[Act, ...] = records.triggers
        """The instruments deposited on the day on which the needed number was reached."""
        self.steps = steps
        self.intervals: dict[str, tuple[Interval, ...]] = {
            code: intervals_of(records.by_area.get(code), rules) for code in self.codes
        }

    def interval_on(self, iso3: str, day: date) -> Interval:
        """Return the interval of an area that holds `day`, without checking the span of valid days."""
        held = self.intervals[iso3][0]
        for interval in self.intervals[iso3]:
            if interval.start > day:
                break
            held = interval
        return held

    def status_of(self, iso3: str, day: date) -> TreatyStatus:
        """Return the status of an area on a day.

        Raises
        ------
        InputError
            An unknown area, or a day outside the span.
        """
        return self.interval_on(self._area(iso3), check_day(day)).status

    def explain(self, iso3: str, day: date) -> str:
        """Say in plain sentences why an area has its status on a day, every act with its day and article.

        Raises
        ------
        InputError
            An unknown area, or a day outside the span.
        """
        return changes.explain(self, self._area(iso3), check_day(day))

    def history_of(self, iso3: str) -> pd.DataFrame:
        """Return the statuses an area has had and will have as far as is known, oldest first.

        Columns: start, until, then those of `status_on` from status on. The first row of an area that could
        join has no start.
        """
        code = self._area(iso3)
        rows = [
            {"start": None if interval.start == BEGINNING else interval.start, **self._row(code, interval)}
            for interval in self.intervals[code]
        ]
        columns = ["start", *[name for name in STATUS_COLUMNS if name != "on"]]
        return as_table(rows, columns, ("start", "since", "until", "act_date"))

    def acts_of(self, iso3: str) -> pd.DataFrame:
        """Return the acts of an area, oldest first.

        Columns: act, date, date_not_before, date_not_after, source, note.
        """
        code = self._area(iso3)
        record = self.records.by_area.get(code)
        rows = [
            {
                "act": act.act.value,
                "date": act.day,
                "date_not_before": act.not_before,
                "date_not_after": act.not_after,
                "source": act.source,
                "note": act.note,
            }
            for act in (record.acts if record else ())
        ]
        days = ("date", "date_not_before", "date_not_after")
        return as_table(rows, ["act", *days, "source", "note"], days)

    def status_on(self, day: date) -> pd.DataFrame:
        """Return the status of every area on a day, one row an area, in the order of their names.

        Columns: `STATUS_COLUMNS`. `since` is the first day of the present status, empty for none and
        not_applicable; `until` the first day on which the status differs, empty when none is known.

        Raises
        ------
        InputError
            The day is outside the span.
        """
        check_day(day)
        rows = [{"on": day, **self._row(code, self.interval_on(code, day))} for code in self.codes]
        return as_table(rows, list(STATUS_COLUMNS), ("on", "since", "until", "act_date"))

    def counts_on(self, day: date) -> dict[str, int]:
        """Return how many areas stand where on a day; keys and order are those of `CountMeasure`.

        Raises
        ------
        InputError
            The day is outside the span.
        """
        check_day(day)
        held = [self.interval_on(code, day) for code in self.codes]
        number = {status: sum(interval.status is status for interval in held) for status in STATUSES}
        in_force = sum(number[status] for status in BOUND_STATUSES)
        joined = number[TreatyStatus.JOINED]
        counts = {
            CountMeasure.SIGNATORIES_EVER: sum(self._has_signed(code, day) for code in self.codes),
            CountMeasure.JOINED: in_force + joined,
            CountMeasure.IN_FORCE: in_force,
            CountMeasure.JOINED_NOT_YET_IN_FORCE: joined,
            CountMeasure.SIGNED_ONLY: number[TreatyStatus.SIGNATORY],
            CountMeasure.WITHDRAWN: number[TreatyStatus.WITHDRAWN],
            CountMeasure.UNDETERMINED: number[TreatyStatus.UNDETERMINED],
            CountMeasure.NOT_PARTY: number[TreatyStatus.NONE],
            CountMeasure.NOT_APPLICABLE: number[TreatyStatus.NOT_APPLICABLE],
            CountMeasure.AREAS: len(held),
            CountMeasure.WITHDRAWAL_PENDING: number[TreatyStatus.WITHDRAWAL_PENDING],
            CountMeasure.SUSPENSION_COMMUNICATED: sum(interval.suspension_communicated for interval in held),
        }
        return {measure.value: counts[measure] for measure in CountMeasure}

    def names_with(self, status: TreatyStatus, day: date) -> list[str]:
        """Return the names of the areas that have a status on a day."""
        return [self.names[code] for code in self.codes if self.interval_on(code, day).status is status]

    def unknown_deposits(self, day: date) -> dict[str, bool]:
        """Return the names of the areas that are undetermined on a day, and whether the deposit is certain by then.

        Certain means that the last day on which it can have been made has come; what is open is entry into force.
        """
        held = {self.names[code]: self.interval_on(code, day) for code in self.codes}
        return {
            name: interval.act is not None and interval.act.last_day <= day
            for name, interval in held.items()
            if interval.status is TreatyStatus.UNDETERMINED
        }

    @cached_property
    def change_days(self) -> tuple[date, ...]:
        """The days on which the status of some area differs from the day before, oldest first."""
        return tuple(
            sorted(
                {
                    later.start
                    for intervals in self.intervals.values()
                    for earlier, later in pairwise(intervals)
                    if later.status is not earlier.status
                }
            )
        )

    def status_codes(self, days: Sequence[date] | np.ndarray) -> np.ndarray:
        """Return the statuses as positions in `STATUSES`: one row an area, one column a day.

        The rows are in the order of `codes`, the values int8. The days need not be sorted and are
        not checked against the span.
        """
        wanted = np.asarray(days, dtype="datetime64[D]")
        codes = np.empty((len(self.codes), len(wanted)), dtype=np.int8)
        for row, (starts, values) in enumerate(self._steps_by_area):
            codes[row] = values[np.searchsorted(starts, wanted, side="right") - 1]
        return codes

    def changes_between(self, after: date, until: date) -> pd.DataFrame:
        """Return every change of status and every other act with its day in (after, until], oldest first.

        Columns: `geodata.changes.CHANGE_COLUMNS`.

        Raises
        ------
        InputError
            A day is outside the span, or the second is before the first.
        """
        return changes.changes_between(self, *_span(after, until))

    def change_sentence(self, after: date, until: date) -> str:
        """Say in one sentence how many areas joined, gave notice, left or communicated a suspension.

        Raises
        ------
        InputError
            A day is outside the span, or the second is before the first.
        """
        return changes.change_sentence(self, *_span(after, until))

    def finding_on(self, iso3: str, day: date) -> dict[str, Any] | None:
        """Return the latest finding of a meeting about an area by this day: date, note, source."""
        if self.steps is None:
            return None
        rows = self.steps.loc[
            (self.steps["treaty"] == self.treaty.value)
            & (self.steps["iso3"] == iso3)
            & (self.steps["step"] == WithdrawalStep.MEETING_FINDING.value)
        ]
        dated = [(found_on, row) for row in rows.to_dict("records") if (found_on := as_day(row["date"])) is not None]
        known = [
            {"date": found_on, "note": row["note"], "source": row["source"]}
            for found_on, row in dated
            if found_on <= day
        ]
        return max(known, key=lambda row: row["date"], default=None)

    @cached_property
    def _steps_by_area(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """The first days of each area's intervals and the codes of their statuses."""
        return [
            (
                np.array([interval.start for interval in intervals], dtype="datetime64[D]"),
                np.array([_CODES[interval.status] for interval in intervals], dtype=np.int8),
            )
            for intervals in (self.intervals[code] for code in self.codes)
        ]

    def _area(self, text: str) -> str:
        """Return the code of an area, refusing an unknown one."""
        return text if text in self.names else parse_area(text, self.areas)

    def _has_signed(self, code: str, day: date) -> bool:
        """Whether an area has signed by a day, whatever came after."""
        record = self.records.by_area.get(code)
        return record is not None and record.signature is not None and record.signature.first_day <= day

    def _row(self, code: str, interval: Interval) -> dict[str, Any]:
        """Return one interval of an area as a row, without the day asked."""
        return {
            "iso3": code,
            "name": self.names[code],
            "treaty": self.treaty.value,
            "status": interval.status.value,
            "since": interval.since,
            "until": interval.until,
            "basis": interval.basis,
            "act": interval.act.act.value if interval.act else "",
            "act_date": interval.act.day if interval.act else None,
            "article": interval.article,
            "source": interval.source,
            "provisional": interval.provisional,
            "suspension_communicated": interval.suspension_communicated,
        }


def build_history(
    acts: pd.DataFrame,
    overrides: pd.DataFrame,
    areas: pd.DataFrame,
    treaty: Treaty,
    steps: pd.DataFrame | None = None,
) -> TreatyHistory:
    """Return the history of a treaty.

    Parameters
    ----------
    acts
        One row an act: treaty, iso3, act, date, date_not_before, date_not_after, source, note.
    overrides
        Reviewed rows that replace a computed day: treaty, iso3, act, act_date, effect, effective_on, reason,
        source.
    areas
        One row an area: iso3, iso2, name, can_join (bool). Areas that cannot join are not_applicable.
    treaty
        Which treaty's acts and rules.
    steps
        Withdrawal steps; only findings of meetings are read, for `TreatyHistory.explain`.

    Raises
    ------
    TableError
        An act that the treaty does not know, of an area that cannot join, out of order, or before it opened.
    """
    if areas["can_join"].dtype != bool:
        message = f"areas: column can_join: expected true or false, got {areas['can_join'].dtype} values."
        raise TableError(message)
    rules = RULES[treaty]
    joinable = areas.loc[areas["can_join"], "iso3"]
    return TreatyHistory(rules, areas, build_records(acts, overrides, joinable, rules), steps)


def name_key(name: str) -> str:
    """Return the key that sorts names as a reader expects: accents and case do not count."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _span(after: date, until: date) -> tuple[date, date]:
    """Return the two days, refusing a span that runs backwards."""
    check_day(after)
    check_day(until)
    if until < after:
        message = f"the span from {after} to {until} runs backwards: name the earlier day first."
        raise InputError(message)
    return after, until
