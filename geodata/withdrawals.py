"""Follow each withdrawal from a treaty from its announcement to its effect, as it stood on any day.

Takes the histories of treaties (`geodata/treaty.py`) and the reviewed table of political steps, gives one row a
withdrawal, its steps and its span from notice to effect. The day of effect follows from the notice by the treaty's
rule, never from the table of steps. A step without a day has no place in time: it is listed and decides nothing. A
step after the chosen day decides nothing either. Suspensions are in `geodata/suspensions.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geodata.day_tables import as_table
from geodata.errors import TableError
from geodata.instruments import Instrument, as_day
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import plus_months
from geodata.words import Treaty, WithdrawalStep, Word


class WithdrawalStage(Word):
    """How far a withdrawal has come on a day; always derived, never stored."""

    NOT_BEGUN = ("not_begun", "No step by this day", "No step with a known day had been taken by this day.")
    ANNOUNCED = ("announced", "Announced", "A government has said that it intends to leave; nothing more by this day.")
    DECIDED = (
        "decided",
        "Decided or being decided at home",
        "Government, parliament or head of state has acted; the depositary has no notice by this day.",
    )
    NOTIFIED = (
        "notified",
        "Notice received, not in effect",
        "The depositary has the notice; the state is still bound.",
    )
    IN_EFFECT = ("in_effect", "In effect", "The withdrawal has taken effect.")


class StepTiming(Word):
    """Where a step lies, seen from the chosen day."""

    BY_THIS_DAY = ("by_this_day", "By this day", "Taken on the chosen day or before.")
    LATER = ("later", "Later than the chosen day", "Known today; on the chosen day it had not happened.")
    UNKNOWN = ("day_not_known", "Day not known", "Reported without a day; the note says what is known of it.")


HOME_DECISIONS = frozenset(
    {
        WithdrawalStep.GOVERNMENT_DECISION,
        WithdrawalStep.PARLIAMENT_VOTE,
        WithdrawalStep.PROMULGATED,
        WithdrawalStep.PRESIDENTIAL_DECREE,
    }
)
"""The steps by which a state decides at home, before its notice."""

SUSPENSION_STEPS = frozenset(
    {WithdrawalStep.SUSPENSION_COMMUNICATION, WithdrawalStep.OBJECTION, WithdrawalStep.MEETING_FINDING}
)
"""The steps that belong to a suspension, never to a withdrawal."""

WITHDRAWAL_COLUMNS = (
    "iso3",
    "name",
    "treaty",
    "stage",
    "announced",
    "last_vote",
    "notified",
    "months_gone",
    "days_gone",
    "months_needed",
    "effective_on",
    "days_to_effect",
    "basis",
    "article",
    "source",
    "note",
)
STEP_COLUMNS = ("iso3", "name", "treaty", "step", "label", "day", "timing", "source", "note")
SPAN_COLUMNS = ("iso3", "name", "treaty", "from", "to", "timing")


@dataclass(frozen=True)
class Step:
    """One political step; `day` is None where it is not known."""

    word: WithdrawalStep
    day: date | None
    source: str
    note: str

    def timing_on(self, on: date) -> StepTiming:
        """Where the step lies, seen from a day."""
        if self.day is None:
            return StepTiming.UNKNOWN
        return StepTiming.BY_THIS_DAY if self.day <= on else StepTiming.LATER


@dataclass(frozen=True)
class Case:
    """One withdrawal of one state, with everything known today."""

    history: TreatyHistory
    iso3: str
    instrument: Instrument | None
    """The instrument that the notice withdraws; None where no notice was received."""
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """Name of the state."""
        return self.history.names[self.iso3]

    @property
    def treaty(self) -> Treaty:
        """The treaty that the state leaves."""
        return self.history.treaty

    @property
    def notified(self) -> date | None:
        """The day on which the depositary received the notice."""
        notice = self.instrument.notice if self.instrument else None
        return notice.first_day if notice else None

    @property
    def effective_on(self) -> date | None:
        """The day of effect by the treaty's rule; None without a notice, or while an override postpones it."""
        return self.instrument.leaves if self.instrument else None

    def days_of(self, word: WithdrawalStep, until: date) -> list[date]:
        """The known days of a kind of step up to a day, oldest first."""
        return sorted(step.day for step in self.steps if step.word is word and step.day and step.day <= until)

    def stage_on(self, on: date) -> WithdrawalStage:
        """How far the withdrawal has come on a day."""
        if self.effective_on is not None and self.effective_on <= on:
            return WithdrawalStage.IN_EFFECT  # MBT and CCM Art. 20(3), CCW Art. 9(2)
        if self.notified is not None and self.notified <= on:
            return WithdrawalStage.NOTIFIED  # MBT and CCM Art. 20(2), CCW Art. 9(1)
        taken = {step.word for step in self.steps if step.timing_on(on) is StepTiming.BY_THIS_DAY}
        if taken & HOME_DECISIONS:
            return WithdrawalStage.DECIDED
        return WithdrawalStage.ANNOUNCED if taken else WithdrawalStage.NOT_BEGUN


def withdrawals_on(histories: Sequence[TreatyHistory], steps: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return one row a withdrawal, as it stood on a day: by the day of its notice, then by name.

    Columns: `WITHDRAWAL_COLUMNS`. Days after `on` are empty, except `effective_on`, which follows by the rule from a
    notice received by then. `months_gone` and `days_gone` of the `months_needed` are given only while they run;
    `days_to_effect` counts from the announcement to the day of effect, where both are known by `on`.

    Parameters
    ----------
    histories
        The treaties to look at.
    steps
        The political steps: treaty, iso3, name, step, date, source, note.
    on
        The day.

    Raises
    ------
    TableError
        A step of an unknown area, or a state that has left the same treaty twice.
    """
    rows = [_row(case, on) for case in cases_of(histories, steps)]
    table = as_table(rows, WITHDRAWAL_COLUMNS, ("announced", "last_vote", "notified", "effective_on"))
    counts = ("months_gone", "days_gone", "months_needed", "days_to_effect")
    return table.astype(dict.fromkeys(counts, "Int64"))


def steps_on(histories: Sequence[TreatyHistory], steps: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return every step of every withdrawal, in order; `timing` says where it lies seen from a day.

    Columns: `STEP_COLUMNS`. A step without a day stands where the table of steps has it and has an empty `day`. The
    notice and the day of effect are always among the steps, from the acts and the rule where the table lacks them.
    """
    return step_table([(case, step) for case in cases_of(histories, steps) for step in case.steps], on)


def spans_on(histories: Sequence[TreatyHistory], steps: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the spans from notice to effect, cut at a day into what is gone and what lies later.

    Columns: `SPAN_COLUMNS`. While an override postpones the effect, the span is that of the ordinary rule.
    """
    rows = []
    for case in cases_of(histories, steps):
        if case.notified is None:
            continue
        last = case.effective_on or case.history.rules.withdrawal_after(case.notified)
        cut = min(max(on, case.notified), last)
        parts = ((case.notified, cut, StepTiming.BY_THIS_DAY), (cut, last, StepTiming.LATER))
        for first, until, timing in parts:
            if first < until:
                named = {"iso3": case.iso3, "name": case.name, "treaty": case.treaty.value}
                rows.append(named | {"from": first, "to": until, "timing": timing.value})
    return as_table(rows, SPAN_COLUMNS, ("from", "to"))


def cases_of(histories: Sequence[TreatyHistory], steps: pd.DataFrame) -> list[Case]:
    """Return the withdrawals known today, by the day of their notice, then by name; those without one come last.

    A state that has communicated a suspension and given no notice has no withdrawal, whatever was said before.
    """
    cases = [case for history in histories for case in _cases_under(history, steps)]
    return sorted(cases, key=lambda case: (case.notified or date.max, case.name))


def steps_of(history: TreatyHistory, iso3: str, steps: pd.DataFrame) -> list[Step]:
    """Return the steps of one state under one treaty: by day, those without a day where the table has them."""
    chosen = steps.loc[(steps["treaty"] == history.treaty.value) & (steps["iso3"] == iso3)]
    placed: list[tuple[date, Step]] = []
    last = date.min
    for row in chosen.to_dict("records"):
        step = Step(WithdrawalStep.of(row["step"]), as_day(row["date"]), row["source"], row["note"])
        last = step.day or last
        placed.append((last, step))
    return [step for _, step in sorted(placed, key=lambda pair: pair[0])]


def suspended_on(history: TreatyHistory, iso3: str, steps: pd.DataFrame) -> date | None:
    """Return the first day on which a state communicated a suspension; None where it never did."""
    record = history.records.by_area.get(iso3)
    instruments = record.instruments if record else []
    days = [instrument.suspension.first_day for instrument in instruments if instrument.suspension]
    told = [step for step in steps_of(history, iso3, steps) if step.word is WithdrawalStep.SUSPENSION_COMMUNICATION]
    return min([*days, *(step.day for step in told if step.day)], default=None)


def step_table(placed: Sequence[tuple[Any, Step]], on: date) -> pd.DataFrame:
    """Return steps as a table (`STEP_COLUMNS`); each comes with what has its iso3, name and treaty."""
    rows = [
        {
            "iso3": owner.iso3,
            "name": owner.name,
            "treaty": owner.treaty.value,
            "step": step.word.value,
            "label": step.word.label,
            "day": step.day,
            "timing": step.timing_on(on).value,
            "source": step.source,
            "note": step.note,
        }
        for owner, step in placed
    ]
    return as_table(rows, STEP_COLUMNS, ("day",))


def months_and_days(start: date, day: date) -> tuple[int, int]:
    """Return the whole months from `start` to `day`, counted as the rule counts them, and the days beyond."""
    months = (day.year - start.year) * 12 + day.month - start.month
    if plus_months(start, months) > day:
        months -= 1
    return months, (day - plus_months(start, months)).days


def _cases_under(history: TreatyHistory, steps: pd.DataFrame) -> list[Case]:
    """Return the withdrawals from one treaty."""
    told = set(steps.loc[steps["treaty"] == history.treaty.value, "iso3"])
    unknown = sorted(told - set(history.names))
    if unknown:
        message = f"withdrawal_steps: {history.treaty} {unknown[0]}: expected the code of an area."
        raise TableError(message)
    cases = []
    for iso3 in history.codes:
        instrument = _withdrawn_instrument(history, iso3)
        if instrument is None and iso3 not in told:
            continue
        suspended = suspended_on(history, iso3, steps)
        if instrument is None and suspended is not None:
            continue
        own = [step for step in steps_of(history, iso3, steps) if not _of_suspension(step, suspended)]
        cases.append(Case(history, iso3, instrument, tuple(_completed(own, instrument, history))))
    return cases


def _of_suspension(step: Step, suspended: date | None) -> bool:
    """Whether a step belongs to a suspension: by its kind, or because it came before the communication."""
    if step.word in SUSPENSION_STEPS:
        return True
    return suspended is not None and (step.day is None or step.day <= suspended)


def _withdrawn_instrument(history: TreatyHistory, iso3: str) -> Instrument | None:
    """Return the instrument that a notice withdraws."""
    record = history.records.by_area.get(iso3)
    noticed = [instrument for instrument in (record.instruments if record else []) if instrument.notice]
    if len(noticed) > 1:
        message = (
            f"treaty_acts: {history.treaty} {iso3}: expected one notice of withdrawal, got {len(noticed)}; "
            "the steps cannot be told apart."
        )
        raise TableError(message)
    return noticed[0] if noticed else None


def _completed(steps: list[Step], instrument: Instrument | None, history: TreatyHistory) -> list[Step]:
    """Return the steps with the notice and the effect among them, from the acts and the rule where they lack."""
    notice = instrument.notice if instrument else None
    words = {step.word for step in steps}
    added = []
    if notice is not None and WithdrawalStep.NOTIFICATION not in words:
        added.append(Step(WithdrawalStep.NOTIFICATION, notice.first_day, notice.source, notice.note))
    if notice is not None and instrument and instrument.leaves and WithdrawalStep.EFFECTIVE not in words:
        override = instrument.leave_override
        source = override.source if override else notice.source
        note = override.reason if override else f"computed from the notice by {history.rules.withdrawal_article}"
        added.append(Step(WithdrawalStep.EFFECTIVE, instrument.leaves, source, note))
    return [*steps, *added]


def _row(case: Case, on: date) -> dict[str, Any]:
    """Return one withdrawal as it stood on a day."""
    stage = case.stage_on(on)
    announced = min(case.days_of(WithdrawalStep.ANNOUNCED, on), default=None)
    votes = case.days_of(WithdrawalStep.PARLIAMENT_VOTE, on)
    received = case.notified if case.notified is not None and case.notified <= on else None
    effective_on = case.effective_on if received else None
    running = received is not None and stage is WithdrawalStage.NOTIFIED
    gone = months_and_days(received, on) if running and received else (None, None)
    known = announced is not None and effective_on is not None
    return {
        "iso3": case.iso3,
        "name": case.name,
        "treaty": case.treaty.value,
        "stage": stage.value,
        "announced": announced,
        "last_vote": votes[-1] if votes else None,
        "notified": received,
        "months_gone": gone[0],
        "days_gone": gone[1],
        "months_needed": case.history.rules.months_to_withdrawal if received else None,
        "effective_on": effective_on,
        "days_to_effect": (effective_on - announced).days if known and effective_on and announced else None,
        **_papers(case, on, received),
    }


def _papers(case: Case, on: date, received: date | None) -> dict[str, str]:
    """Return why a withdrawal stands where it stands: in words, with article, source and note."""
    notice = case.instrument.notice if case.instrument else None
    if received and notice:
        interval = case.history.interval_on(case.iso3, on)
        told = interval.act is notice
        return {
            "basis": interval.basis if told else f"Notice of withdrawal received on {received}.",
            "article": interval.article if told else case.history.rules.notice_article,
            "source": notice.source,
            "note": notice.note,
        }
    taken = [step for step in case.steps if step.timing_on(on) is StepTiming.BY_THIS_DAY]
    if not taken:
        return dict.fromkeys(("basis", "article", "source", "note"), "")
    last = taken[-1]
    return {"basis": f"{last.word.label} on {last.day}.", "article": "", "source": last.source, "note": last.note}
