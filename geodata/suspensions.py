"""Tell of each communicated suspension of a treaty: what it invokes, who objects, what the parties found.

A suspension is not a withdrawal: it has no count of months and no day of effect, and the state still counts as bound
(`geodata/standing.py`). What the notes of the reviewed steps say in a fixed form is read strictly; anything else stays
a note. What happened after the chosen day is marked as later, or left empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.day_tables import as_table
from geodata.treaty import TreatyHistory
from geodata.withdrawals import Step, StepTiming, step_table, steps_of, suspended_on
from geodata.words import Treaty, WithdrawalStep

OBJECTION_COLUMNS = ("objecting_state", "day", "timing", "remark", "source", "note")

_OBJECTING = re.compile(r"objecting state: ([^;]+)(?:; *)?")
_VIENNA = re.compile(r"\bVCLT Art\. (\d+)\b")
_CIRCULATED = re.compile(r"\bcirculated by the depositary (\d{4}-\d{2}-\d{2}) \(([^()]+)\)")


@dataclass(frozen=True)
class Suspension:
    """A suspension that a state has communicated, as it stood on a day."""

    iso3: str
    name: str
    treaty: Treaty
    noun: str
    """How a sentence refers to the treaty."""
    provided_for: bool | None
    """Whether the treaty has a clause on suspension; None where that was not read."""
    communicated: date | None
    """The day of the communication; None where it lies later than the day asked."""
    invokes: str
    """The body of law that the communication invokes, empty where the note does not say."""
    circulated: date | None
    """The day on which the depositary circulated it; None where that is not known, or later."""
    circulated_source: str
    source: str
    steps: pd.DataFrame
    """The steps at home and the communication; columns as of `geodata.withdrawals.steps_on`."""
    objections: pd.DataFrame
    """One row an objection: `OBJECTION_COLUMNS`."""
    findings: pd.DataFrame
    """What meetings of the parties found; columns as of `geodata.withdrawals.steps_on`."""

    @property
    def begun(self) -> bool:
        """Whether any step had been taken by the day."""
        return bool((self.steps["timing"] == StepTiming.BY_THIS_DAY.value).any())


def suspensions_on(histories: Sequence[TreatyHistory], steps: pd.DataFrame, on: date) -> list[Suspension]:
    """Return every suspension known today, as it stood on a day, oldest first."""
    found = [
        (communicated, _suspension(history, iso3, steps, communicated, on))
        for history in histories
        for iso3 in _candidates(history, steps)
        if (communicated := suspended_on(history, iso3, steps)) is not None
    ]
    return [suspension for _, suspension in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def _candidates(history: TreatyHistory, steps: pd.DataFrame) -> list[str]:
    """Return the areas that have a step under a treaty, or an act of suspension."""
    told = set(steps.loc[steps["treaty"] == history.treaty.value, "iso3"])
    acted = {
        code
        for code, record in history.records.by_area.items()
        if any(instrument.suspension for instrument in record.instruments)
    }
    return [code for code in history.codes if code in told | acted]


@dataclass(frozen=True)
class _Owner:
    """Whose steps a table tells of."""

    iso3: str
    name: str
    treaty: Treaty


def _suspension(history: TreatyHistory, iso3: str, steps: pd.DataFrame, communicated: date, on: date) -> Suspension:
    """Put one suspension together."""
    owner = _Owner(iso3, history.names[iso3], history.treaty)
    own = steps_of(history, iso3, steps)
    by_word = {word: [step for step in own if step.word is word] for word in WithdrawalStep}
    told = _communication(history, iso3, by_word[WithdrawalStep.SUSPENSION_COMMUNICATION], communicated)
    at_home = [
        step
        for step in own
        if step.word not in (WithdrawalStep.OBJECTION, WithdrawalStep.MEETING_FINDING)
        and (step.day is None or step.day <= communicated)
    ]
    happened = communicated <= on
    invoked = _VIENNA.search(told.note)
    sent = _CIRCULATED.search(told.note)
    sent_on = date.fromisoformat(sent[1]) if sent else None
    return Suspension(
        iso3=owner.iso3,
        name=owner.name,
        treaty=owner.treaty,
        noun=history.rules.noun,
        provided_for=history.rules.knows_suspension,
        communicated=communicated if happened else None,
        invokes=f"Vienna Convention on the Law of Treaties, Art. {invoked[1]}" if happened and invoked else "",
        circulated=sent_on if sent_on is not None and sent_on <= on else None,
        circulated_source=sent[2] if sent and sent_on is not None and sent_on <= on else "",
        source=told.source if happened else "",
        steps=step_table([(owner, step) for step in at_home], on),
        objections=_objections(by_word[WithdrawalStep.OBJECTION], on),
        findings=step_table([(owner, step) for step in by_word[WithdrawalStep.MEETING_FINDING]], on),
    )


def _communication(history: TreatyHistory, iso3: str, told: list[Step], communicated: date) -> Step:
    """Return the communication as a step; from the acts where the table of steps lacks it."""
    for step in told:
        if step.day == communicated:
            return step
    record = history.records.by_area[iso3]
    act = next(one.suspension for one in record.instruments if one.suspension)
    return Step(WithdrawalStep.SUSPENSION_COMMUNICATION, act.first_day, act.source, act.note)


def _objections(steps: list[Step], on: date) -> pd.DataFrame:
    """Return the objections: the state is what the note names after `objecting state:`, the remark is the rest.

    A note in another form names no state and is the remark as a whole.
    """
    rows = [
        {
            "objecting_state": named[1].strip() if (named := _OBJECTING.match(step.note)) else "",
            "day": step.day,
            "timing": step.timing_on(on).value,
            "remark": step.note[named.end() :] if named else step.note,
            "source": step.source,
            "note": step.note,
        }
        for step in steps
    ]
    return as_table(rows, OBJECTION_COLUMNS, ("day",))
