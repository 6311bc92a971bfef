"""Leave out the areas that the reader's filters exclude, year by year: they are drawn quietly."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dashboard.maps.specification import OUTSIDE, AreaHistory, Change, ChoroplethSpec
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


def narrowed_spec(spec: ChoroplethSpec, leaves_out: Callable[[str, int], bool]) -> ChoroplethSpec:
    """Return a map of years on which areas have the class `OUTSIDE` in the years in which they are left out.

    `leaves_out` gets an area's code and a year. On the screen the browser does the same with `narrow_bytes`.
    """
    [outside] = [number for number, word in enumerate(spec.classes) if word.value == OUTSIDE]
    years = range(spec.first.year, spec.last.year + 1)
    areas = (replace(area, changes=tuple(_narrowed(area, years, outside, leaves_out))) for area in spec.areas)
    return replace(spec, areas=tuple(areas))


def _narrowed(
    area: AreaHistory, years: Sequence[int], outside: int, leaves_out: Callable[[str, int], bool]
) -> Iterator[Change]:
    """Yield the changes of an area, of which those in years that are left out tell nothing."""
    before = None
    for year in years:
        day = date(year, 12, 31)
        own = Change(day, outside, "", "") if leaves_out(area.code, year) else replace(area.on(day), day=day)
        if before is None or replace(own, day=before.day) != before:
            yield own
        before = own
