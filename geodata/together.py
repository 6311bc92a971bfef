"""Put treaties side by side: an area's standing in all of them, and who is bound by one and not by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.errors import InputError
from geodata.treaty import Interval, TreatyHistory
from geodata.words import JointStanding, TreatyStatus

GLYPHS = {
    TreatyStatus.PARTY: "●",
    TreatyStatus.WITHDRAWAL_PENDING: "◕",
    TreatyStatus.SUSPENSION_CLAIMED: "◍",
    TreatyStatus.JOINED: "◔",
    TreatyStatus.UNDETERMINED: "?",
    TreatyStatus.SIGNATORY: "○",
    TreatyStatus.WITHDRAWN: "✕",
    TreatyStatus.NONE: "·",
    TreatyStatus.NOT_APPLICABLE: "–",
}
"""One sign a status, for a strip of treaties in a table."""


@dataclass(frozen=True)
class Joint:
    """From `start` on an area's standing under two treaties is `standing`."""

    start: date
    standing: JointStanding
    basis: str
    source: str


def standings_on(histories: Sequence[TreatyHistory], day: date) -> pd.DataFrame:
    """Return how every area stands under several treaties on a day.

    Columns: iso3, name, bound_by (how many of the treaties bind it), strip (one sign of `GLYPHS` a treaty, in the
    order given), then one column a treaty, by its code, with the label of the status. Areas in the order of names.

    Raises
    ------
    InputError
        The day is outside the span with an answer.
    """
    tables = [history.status_on(day) for history in histories]
    words = [[TreatyStatus.of(value) for value in table["status"]] for table in tables]
    by_area = list(zip(*words, strict=True))
    standing = pd.DataFrame(
        {
            "iso3": tables[0]["iso3"],
            "name": tables[0]["name"],
            "bound_by": [sum(word.bound for word in area) for area in by_area],
            "strip": [" ".join(GLYPHS[word] for word in area) for area in by_area],
        }
    )
    for history, statuses in zip(histories, words, strict=True):
        standing[history.treaty.value] = [word.label for word in statuses]
    return standing


def joint_standing(first: TreatyStatus, second: TreatyStatus) -> JointStanding:
    """Say how one area stands under two treaties together; where one is undetermined, so is the answer."""
    if TreatyStatus.NOT_APPLICABLE in (first, second):
        return JointStanding.NOT_APPLICABLE
    if TreatyStatus.UNDETERMINED in (first, second):
        return JointStanding.UNDETERMINED
    answers = {
        (True, False): JointStanding.FIRST_ONLY,
        (True, True): JointStanding.BOTH,
        (False, True): JointStanding.SECOND_ONLY,
        (False, False): JointStanding.NEITHER,
    }
    return answers[first.bound, second.bound]


def joint_history(first: TreatyHistory, second: TreatyHistory, iso3: str) -> tuple[Joint, ...]:
    """Return the spans of an area's joint standing under two treaties, earliest first."""
    starts = sorted({interval.start for history in (first, second) for interval in history.intervals[iso3]})
    spans: list[Joint] = []
    for start in starts:
        one, other = first.interval_on(iso3, start), second.interval_on(iso3, start)
        spans.append(
            Joint(
                start, joint_standing(one.status, other.status), _basis(first, one, second, other), _source(one, other)
            )
        )
    return tuple(spans)


def check_question(first: TreatyHistory, second: TreatyHistory) -> None:
    """Refuse a question that compares a treaty with itself.

    Raises
    ------
    InputError
        Both are the same treaty.
    """
    if first.treaty is second.treaty:
        message = f"The question compares {first.treaty.label} with itself: choose two different treaties."
        raise InputError(message)


def answer_on(first: TreatyHistory, second: TreatyHistory, day: date) -> pd.DataFrame:
    """Return every area's joint standing on a day: iso3, name, standing, label, first, second (status labels), sources.

    `first_basis` and `second_basis` say why; `source` names the acts' sources.

    Raises
    ------
    InputError
        Both are the same treaty, or the day is outside the span with an answer.
    """
    check_question(first, second)
    one, other = first.status_on(day), second.status_on(day)
    pairs = [
        (TreatyStatus.of(mine), TreatyStatus.of(theirs))
        for mine, theirs in zip(one["status"], other["status"], strict=True)
    ]
    standings = [joint_standing(*pair) for pair in pairs]
    return pd.DataFrame(
        {
            "iso3": one["iso3"],
            "name": one["name"],
            "standing": [standing.value for standing in standings],
            "label": [standing.label for standing in standings],
            "first": [pair[0].label for pair in pairs],
            "first_basis": one["basis"],
            "second": [pair[1].label for pair in pairs],
            "second_basis": other["basis"],
            "source": [
                "; ".join(dict.fromkeys(filter(None, sources)))
                for sources in zip(one["source"], other["source"], strict=True)
            ],
        }
    )


def _basis(first: TreatyHistory, one: Interval, second: TreatyHistory, other: Interval) -> str:
    return f"{first.treaty.label}: {one.basis} {second.treaty.label}: {other.basis}"


def _source(one: Interval, other: Interval) -> str:
    return "; ".join(dict.fromkeys(filter(None, (one.source, other.source))))
