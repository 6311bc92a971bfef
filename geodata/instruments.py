"""Follow each instrument of consent from its deposit to its entry into force and to its withdrawal.

Takes the acts and overrides tables, gives for each area its instruments in order. The instrument says on
which days it binds; `geodata/treaty.py` turns that into statuses.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from geodata.errors import TableError
from geodata.treaty_rules import TreatyRules
from geodata.words import CONSENT_ACTS, OverrideEffect, Treaty, TreatyAct

_ACTS = {act.value: act for act in TreatyAct}
_EFFECTS = {effect.value: effect for effect in OverrideEffect}
_SAME_DAY_ORDER = {
    TreatyAct.SIGNATURE: 0,
    **dict.fromkeys(CONSENT_ACTS, 1),
    TreatyAct.PROVISIONAL_APPLICATION: 2,
    TreatyAct.SUSPENSION_COMMUNICATION: 3,
    TreatyAct.WITHDRAWAL_NOTIFICATION: 4,
}


@dataclass(frozen=True)
class Act:
    """One act of one area, as a row of the acts table has it."""

    iso3: str
    act: TreatyAct
    day: date | None
    """The day of the act; None where only a span is known."""
    not_before: date | None
    not_after: date | None
    source: str
    note: str

    @property
    def first_day(self) -> date:
        """The day of the act, or the first day it can have been."""
        day = self.day or self.not_before
        if day is None:
            message = f"treaty_acts: {self.iso3} {self.act}: expected a date or date_not_before, got neither."
            raise TableError(message)
        return day

    @property
    def last_day(self) -> date:
        """The day of the act, or the last day it can have been."""
        return self.day or self.not_after or self.first_day


@dataclass(frozen=True)
class Override:
    """A reviewed row that replaces a computed day."""

    effective_on: date | None
    """The day that counts; None until a further row says so."""
    reason: str
    source: str


@dataclass
class Instrument:
    """An instrument of consent with the days that follow from it."""

    consent: Act
    entry: date | None = None
    """The day from which it binds; for an unknown deposit, the latest such day. None with too few others."""
    earliest_entry: date | None = None
    entry_article: str = ""
    entry_override: Override | None = None
    notice: Act | None = None
    leaves: date | None = None
    """The day a withdrawal takes effect; None without a notice or while an override postpones it."""
    leave_override: Override | None = None
    suspension: Act | None = None

    @property
    def deposited_on(self) -> date:
        """The day of the deposit, or the first day it can have been."""
        return self.consent.first_day

    def binds_on(self, day: date) -> bool:
        """Whether this instrument binds its area on `day`."""
        return self.entry is not None and self.entry <= day and not self.withdrawn_on(day)

    def withdrawn_on(self, day: date) -> bool:
        """Whether the withdrawal of this instrument has taken effect by `day`."""
        return self.leaves is not None and self.leaves <= day


@dataclass
class Record:
    """Everything one area has done towards one treaty."""

    iso3: str
    acts: list[Act] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    signature: Act | None = None
    provisional: Act | None = None


@dataclass(frozen=True)
class Records:
    """The records of all areas and the day on which the treaty itself entered into force."""

    by_area: dict[str, Record]
    global_entry: date | None
    triggers: tuple[Act, ...]
    """The instruments deposited on the day on which the needed number was reached."""


def read_acts(table: pd.DataFrame, rules: TreatyRules) -> list[Act]:
    """Return the acts of one treaty in the order in which they happened.

    Parameters
    ----------
    table
        Columns treaty, iso3, act, date, date_not_before, date_not_after, source, note.
    rules
        The rules of the treaty that is read.

    Raises
    ------
    TableError
        An act this treaty does not know, an act before it opened, or an unknown day of another act than a
        consent.
    """
    acts = [_read_act(row, rules) for row in _rows(table, rules.treaty)]
    return sorted(acts, key=lambda act: (act.first_day, _SAME_DAY_ORDER[act.act]))


def build_records(acts: pd.DataFrame, overrides: pd.DataFrame, codes: Iterable[str], rules: TreatyRules) -> Records:
    """Return the instruments of every area, with the days that the treaty's rules give them.

    Raises
    ------
    TableError
        An act of an unknown area, one that cannot follow the one before it, or an override without its act.
    """
    records = {code: Record(code) for code in codes}
    for act in read_acts(acts, rules):
        if act.iso3 not in records:
            message = f"treaty_acts: {rules.treaty} {act.iso3}: expected the code of an area that can join."
            raise TableError(message)
        _append(records[act.iso3], act, rules)
    chosen = _read_overrides(overrides, rules.treaty)
    _set_withdrawals(records, chosen, rules)
    global_entry, triggers = _find_global_entry(records, chosen, rules)
    _set_entries(records, chosen, rules, global_entry)
    if chosen:
        iso3, act_word, day, effect = next(iter(chosen))
        message = (
            f"treaty_overrides: {rules.treaty} {iso3} {act_word} {day} {effect}: expected an act with this "
            "day in treaty_acts, found none; correct the row or remove it."
        )
        raise TableError(message)
    return Records(records, global_entry, triggers)


def as_day(value: object) -> date | None:
    """Return a cell of a date column as a day, None when it is empty."""
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    if isinstance(value, datetime):
        return None if pd.isna(value) else value.date()
    return value if isinstance(value, date) else None


def _rows(table: pd.DataFrame, treaty: Treaty) -> list[dict[str, Any]]:
    """Return the rows of one treaty as records."""
    return table.loc[table["treaty"] == treaty.value].to_dict("records")  # type: ignore[return-value]


def _read_act(row: dict[str, Any], rules: TreatyRules) -> Act:
    """Return one row as an act, refusing what the treaty does not know."""
    where = f"treaty_acts: {row['treaty']} {row['iso3']} {row['act']}"
    word = _ACTS.get(row["act"])
    if word is None or word not in rules.acts:
        message = f"{where}: expected one of {', '.join(sorted(rules.acts))}, got {row['act']}."
        raise TableError(message)
    days = [as_day(row[column]) for column in ("date", "date_not_before", "date_not_after")]
    act = Act(row["iso3"], word, days[0], days[1], days[2], row["source"], row["note"])
    if act.day is None and (word not in CONSENT_ACTS or act.not_before is None or act.not_after is None):
        message = f"{where}: expected a date, or for an instrument of consent both bounds of its day."
        raise TableError(message)
    if act.first_day < rules.opened_on:
        message = f"{where}: expected a day from {rules.opened_on} on, got {act.first_day}."
        raise TableError(message)
    return act


def _append(record: Record, act: Act, rules: TreatyRules) -> None:
    """Add an act to the record of its area, refusing one that cannot follow those before it."""
    where = f"treaty_acts: {rules.treaty} {record.iso3} {act.act} {act.first_day}"
    record.acts.append(act)
    last = record.instruments[-1] if record.instruments else None
    if act.act in CONSENT_ACTS:
        if last is not None and last.notice is None:
            message = f"{where}: expected no second instrument while that of {last.deposited_on} stands."
            raise TableError(message)
        record.instruments.append(Instrument(act))
    elif act.act is TreatyAct.WITHDRAWAL_NOTIFICATION:
        if last is None or last.notice is not None:
            message = f"{where}: expected an instrument of consent before it that is not withdrawn yet."
            raise TableError(message)
        last.notice = act
    elif act.act is TreatyAct.SUSPENSION_COMMUNICATION:
        if last is None:
            message = f"{where}: expected an instrument of consent before it."
            raise TableError(message)
        last.suspension = last.suspension or act
    elif act.act is TreatyAct.SIGNATURE:
        record.signature = record.signature or act
    else:
        record.provisional = record.provisional or act


_Key = tuple[str, TreatyAct, date, OverrideEffect]


def _read_overrides(table: pd.DataFrame, treaty: Treaty) -> dict[_Key, Override]:
    """Return the overrides of a treaty by the act they speak of; a row with a day supersedes one without."""
    chosen: dict[_Key, Override] = {}
    for row in _rows(table, treaty):
        act_day = as_day(row["act_date"])
        if act_day is None:
            message = f"treaty_overrides: {treaty} {row['iso3']}: expected act_date, got nothing."
            raise TableError(message)
        key = (row["iso3"], _ACTS[row["act"]], act_day, _EFFECTS[row["effect"]])
        override = Override(as_day(row["effective_on"]), row["reason"], row["source"])
        if override.effective_on is None and key[3] is not OverrideEffect.WITHDRAWAL_EFFECT:
            message = f"treaty_overrides: {treaty} {row['iso3']}: expected effective_on for this effect."
            raise TableError(message)
        earlier = chosen.get(key)
        if earlier is not None and (earlier.effective_on is None) == (override.effective_on is None):
            where = f"treaty_overrides: {treaty} {row['iso3']}"
            message = f"{where}: expected one day for {key[1]} {act_day}, got two rows."
            raise TableError(message)
        if earlier is None or override.effective_on is not None:
            chosen[key] = override
    return chosen


def _set_withdrawals(records: dict[str, Record], chosen: dict[_Key, Override], rules: TreatyRules) -> None:
    """Give each notice of withdrawal the day it takes effect, and check that what follows it is possible."""
    for record in records.values():
        for instrument in record.instruments:
            notice = instrument.notice
            if notice is None:
                continue
            received = notice.first_day
            key = (record.iso3, notice.act, received, OverrideEffect.WITHDRAWAL_EFFECT)
            instrument.leave_override = chosen.pop(key, None)
            if instrument.leave_override is not None:
                instrument.leaves = instrument.leave_override.effective_on
            else:
                # The armed-conflict clause (MBT, CCM Art. 20(3); CCW Art. 9(2)) is never computed.
                instrument.leaves = rules.withdrawal_after(received)


def _find_global_entry(
    records: dict[str, Record], chosen: dict[_Key, Override], rules: TreatyRules
) -> tuple[date | None, tuple[Act, ...]]:
    """Return the day the treaty entered into force, and the instruments that completed the needed number.

    MBT and CCM Art. 17(1), CCW Art. 5(3). An instrument withdrawn before that day does not count; one whose
    day is not known counts from the last day it can have been deposited.
    """
    for record in records.values():
        for act in record.acts:
            key = (record.iso3, act.act, act.first_day, OverrideEffect.TREATY_ENTRY)
            if key in chosen:
                return chosen.pop(key).effective_on, (act,)
    steps: list[tuple[date, bool, str, Act]] = []
    for record in records.values():
        for instrument in record.instruments:
            if instrument.leaves is not None:
                steps.append((instrument.leaves, False, record.iso3, instrument.consent))
            steps.append((instrument.consent.last_day, True, record.iso3, instrument.consent))
    standing: Counter[str] = Counter()
    for day, joins, iso3, _ in sorted(steps, key=lambda step: step[:3]):
        standing[iso3] += 1 if joins else -1
        if joins and sum(count > 0 for count in standing.values()) >= rules.instruments_needed:
            triggers = tuple(act for deposited_on, joined, _, act in steps if joined and deposited_on == day)
            return rules.global_entry_after(day), triggers
    return None, ()


def _set_entries(
    records: dict[str, Record], chosen: dict[_Key, Override], rules: TreatyRules, global_entry: date | None
) -> None:
    """Give each instrument the day from which it binds."""
    for record in records.values():
        for instrument in record.instruments:
            consent = instrument.consent
            key = (record.iso3, consent.act, consent.first_day, OverrideEffect.ENTRY_INTO_FORCE)
            override = instrument.entry_override = chosen.pop(key, None)
            if global_entry is None:
                instrument.entry_article = rules.global_entry_article
                continue
            if override is not None and override.effective_on is not None:
                # Nobody is bound before the treaty itself is in force, whatever an override says.
                instrument.entry = instrument.earliest_entry = max(global_entry, override.effective_on)
                continue
            instrument.entry = rules.entry_after(consent.last_day, global_entry)
            instrument.earliest_entry = rules.entry_after(consent.first_day, global_entry)
            first_group = instrument.entry == global_entry
            instrument.entry_article = rules.global_entry_article if first_group else rules.entry_article
