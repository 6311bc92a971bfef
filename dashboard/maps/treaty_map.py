"""Specify the map of a treaty: every area's status on every day, from the acts that make it."""

from datetime import date

from dashboard.maps.specification import AreaHistory, Change, ChoroplethSpec, MapClass, sources_of
from dashboard.palette import STATUS_MARKS
from geodata.treaty import Interval, TreatyHistory
from geodata.treaty_rules import OPENING_DAY
from geodata.words import BOUND_STATUSES, TreatyStatus

CLASSES = tuple(MapClass(word.value, word.label, STATUS_MARKS[word]) for word in TreatyStatus)
NUMBERS = {word.value: number for number, word in enumerate(CLASSES)}


def specify(
    history: TreatyHistory, *, last: date, facts_as_of: date, projection_note: str, policy: str
) -> ChoroplethSpec:
    """Return the map of a treaty's history from 3 December 1997 to `last`."""
    areas = tuple(
        AreaHistory(code, history.names[code], tuple(_change(interval) for interval in history.intervals[code]))
        for code in history.codes
    )
    return ChoroplethSpec(
        title=f"{history.treaty.label}: who is bound",
        short_title=history.treaty.label,
        classes=CLASSES,
        counted=tuple(status.value for status in BOUND_STATUSES),
        counted_label="bound",
        areas=areas,
        first=OPENING_DAY,
        last=last,
        facts_as_of=facts_as_of,
        projection_note=projection_note,
        sources=sources_of(areas),
        policy=policy,
    )


def _change(interval: Interval) -> Change:
    return Change(interval.start, NUMBERS[interval.status.value], interval.basis, interval.source)
