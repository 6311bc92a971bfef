"""Say which areas the reader's filters leave out, year by year, for the browser to draw quietly."""

import json
from collections.abc import Collection, Sequence
from datetime import date

from geodata.joined_classes import status_group
from geodata.treaty import TreatyHistory
from geodata.words import StatusGroup


def narrow_bytes(
    codes: Sequence[str],
    years: Sequence[int],
    within: Collection[str] | None,
    history: TreatyHistory | None,
    group: StatusGroup | None,
) -> bytes:
    """Return JSON: for each area that is ever left out, from which step of the timeline on it is (1) or is not (0).

    Parameters
    ----------
    codes, years
        The areas, and the years of the timeline, oldest first.
    within
        The areas of the chosen region; None for all.
    history, group
        The treaty and the status on 31 December of a year that is asked for; None for any.
    """
    told: dict[str, list[list[int]]] = {}
    for code in codes:
        spans: list[list[int]] = []
        for step, year in enumerate(years):
            outside = int(is_outside(code, year, within, history, group))
            if outside != (spans[-1][1] if spans else 0):
                spans.append([step, outside])
        if spans:
            told[code] = spans
    return json.dumps(told, separators=(",", ":")).encode()


def is_outside(
    code: str,
    year: int,
    within: Collection[str] | None,
    history: TreatyHistory | None,
    group: StatusGroup | None,
) -> bool:
    """Return whether the filters leave an area out at the end of a year."""
    if within is not None and code not in within:
        return True
    if history is None or group is None:
        return False
    return status_group(history.status_of(code, date(year, 12, 31))) is not group
