"""Settle the choices of the page Front line: fill in what follows from the source, and refuse what it does not have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.dates import year_before
from dashboard.front_layers import Comparison
from dashboard.front_state import LEDGER, FrontLineFilters
from dashboard.maps.front_specification import FrontSource

INVASION = date(2022, 2, 24)


@dataclass(frozen=True)
class Known:
    """What can be chosen: sources by value, the first and last day of each, regions by code, settlements by id."""

    sources: Mapping[str, FrontSource]
    days: Mapping[str, tuple[date, date]]
    regions: Mapping[str, str]
    places: Mapping[str, int]
    today: date


def settled(chosen: FrontLineFilters, known: Known) -> tuple[FrontLineFilters, list[str]]:
    """Return the choices as the page shows them, and a sentence for each one that had to give way."""
    faults: list[str] = []
    chosen = _with_source(chosen, known, faults)
    name = known.sources[chosen.source].name
    first = known.days[chosen.source][0]
    if chosen.on < first:
        faults.append(f"{name} has no map of {chosen.on} or before: its first is of {first}. Shown is {known.today}.")
        chosen = chosen.with_(on=known.today)
    if chosen.region and chosen.region not in known.regions:
        faults.append(f"{chosen.region!r} is not a region of Ukraine: write a code such as UA-14 (ISO 3166-2).")
        chosen = chosen.with_(region=None)
    if chosen.place and chosen.place not in known.places:
        faults.append(f"{chosen.place!r} is not a settlement of the ledger: choose one in the table.")
        chosen = chosen.with_(place=None)
    if chosen.since is None:
        chosen = chosen.with_(since=min(chosen.on, opening_since(first)))
    return _with_comparison(chosen, known, faults), faults


def opening_since(first: date) -> date:
    """The day since which land counts as liberated until a reader chooses another: the invasion, or the first map."""
    return max(first, INVASION)


def _with_source(chosen: FrontLineFilters, known: Known, faults: list[str]) -> FrontLineFilters:
    if chosen.source in known.sources:
        return chosen
    faults.append(
        f"{chosen.source[:40]!r} is not a source of control here: choose one of {', '.join(known.sources)}. "
        "Other sources appear once their files have been imported."
    )
    return chosen.with_(source=LEDGER, since=None)


def _with_comparison(chosen: FrontLineFilters, known: Known, faults: list[str]) -> FrontLineFilters:
    """Fill in the other day or the other source; a comparison that cannot be made is left out with a sentence."""
    if chosen.compare is Comparison.DAY:
        first = known.days[chosen.source][0]
        if chosen.then is not None and chosen.then < first:
            name = known.sources[chosen.source].name
            faults.append(f"{name} has no map of {chosen.then} or before: its first is of {first}.")
        if chosen.then is None or chosen.then < first:
            return chosen.with_(then=max(first, year_before(chosen.on)))
    if chosen.compare is Comparison.SOURCE:
        others = [value for value in known.sources if value != chosen.source]
        if chosen.other in others:
            return _refuse_before(chosen, known, faults)
        if chosen.other:
            faults.append(f"{chosen.other[:40]!r} is not another source of control here.")
        if not others:
            faults.append("There is only one source of control here: import files of another one to compare with it.")
            return chosen.with_(compare=None, other=None)
        return _refuse_before(chosen.with_(other=others[0]), known, faults)
    return chosen


def _refuse_before(chosen: FrontLineFilters, known: Known, faults: list[str]) -> FrontLineFilters:
    """Leave out a comparison with a source whose first map is later than the day."""
    other = str(chosen.other)
    first = known.days[other][0]
    if chosen.on >= first:
        return chosen
    faults.append(f"{known.sources[other].name} has no map of {chosen.on} or before: its first is of {first}.")
    return chosen.with_(compare=None)
