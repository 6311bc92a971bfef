"""Compare a new build of a table with the last good one, and say what does not pass.

A source that loses rows, moves many days or drops whole states has more often broken than changed its mind: such
a build is put aside until a person has looked at it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.live_words import ChangeKind

Row = dict[str, str]


@dataclass(frozen=True)
class RowChange:
    """A row that differs between two builds."""

    kind: ChangeKind
    key: tuple[str, ...]
    before: Row
    after: Row

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns whose cells differ."""
        return tuple(name for name in (self.after or self.before) if self.before.get(name) != self.after.get(name))


@dataclass(frozen=True)
class Limits:
    """How much a build may differ from the last good one without being looked at."""

    rows_lost: int = 0
    rows_added: int | None = None
    rows_revised: int | None = None
    areas_lost: int = 0
    """How many states or areas may have no row left."""
    jump_percent: float | None = None
    """By how much a number may change at once."""


def compare(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str], values: Sequence[str]) -> list[RowChange]:
    """Return what a build adds, revises and removes.

    Parameters
    ----------
    before, after
        Two builds of a table, cells as text.
    key
        The columns that name a row.
    values
        The columns whose change is a revision; others (notes, sources) may differ.

    Returns
    -------
    list of RowChange
        Added, revised and removed rows, each kind in the order of the keys. Where a row of a state appears with
        another value in the last column of the key, it is one removed and one added row; `pair_moves` joins them.
    """
    columns = [*key, *values]
    old, new = _by_key(before, key, columns), _by_key(after, key, columns)
    changes = [RowChange(ChangeKind.ADDED, name, {}, new[name]) for name in sorted(new.keys() - old.keys())]
    changes += [
        RowChange(ChangeKind.REVISED, name, old[name], new[name])
        for name in sorted(new.keys() & old.keys())
        if old[name] != new[name]
    ]
    return changes + [RowChange(ChangeKind.REMOVED, name, old[name], {}) for name in sorted(old.keys() - new.keys())]


def pair_moves(changes: Sequence[RowChange], same: int) -> list[RowChange]:
    """Return the changes with a removed and an added row that agree in the first columns of the key as one revision.

    Parameters
    ----------
    changes
        What `compare` returned.
    same
        How many columns at the beginning of the key must agree.
    """
    added: dict[tuple[str, ...], list[RowChange]] = {}
    for change in changes:
        if change.kind is ChangeKind.ADDED:
            added.setdefault(change.key[:same], []).append(change)
    paired: list[RowChange] = []
    used: set[tuple[str, ...]] = set()
    for change in changes:
        if change.kind is ChangeKind.REMOVED and (partners := added.get(change.key[:same])):
            partner = partners.pop(0)
            used |= {change.key, partner.key}
            paired.append(RowChange(ChangeKind.REVISED, partner.key, change.before, partner.after))
    rest = [change for change in changes if change.kind is ChangeKind.REVISED or change.key not in used]
    order = list(ChangeKind)
    return sorted([*rest, *paired], key=lambda change: (order.index(change.kind), change.key))


def faults_of(
    before: pd.DataFrame, after: pd.DataFrame, changes: Sequence[RowChange], limits: Limits, area: str = "iso3"
) -> list[str]:
    """Return what does not pass, each in one sentence; none where the build may be used.

    Parameters
    ----------
    before, after
        The last good build and the new one.
    changes
        What differs between them.
    limits
        What may differ.
    area
        The column of the state or area, where the table has one.
    """
    faults = []
    counts = {kind: sum(change.kind is kind for change in changes) for kind in ChangeKind}
    told = {ChangeKind.REMOVED: (limits.rows_lost, "lost"), ChangeKind.ADDED: (limits.rows_added, "new"),
            ChangeKind.REVISED: (limits.rows_revised, "changed")}  # fmt: skip
    for kind, (most, word) in told.items():
        if most is not None and counts[kind] > most:
            some = ", ".join(" ".join(change.key) for change in changes if change.kind is kind)
            allowed = f", more than the {most} that may be at once" if most else ""
            faults.append(f"{counts[kind]} rows are {word}{allowed}: {_shortened(some)}.")
    if area in before.columns and area in after.columns:
        gone = sorted(set(before[area]) - set(after[area]))
        if len(gone) > limits.areas_lost:
            faults.append(f"{len(gone)} areas have no row left: {_shortened(', '.join(gone))}.")
    if limits.jump_percent is not None:
        faults += _jumps(changes, limits.jump_percent)
    return faults


def vintage_faults(as_of: date | None, held: date | None, today: date) -> list[str]:
    """Return what is wrong with the day that a build says it is of.

    Parameters
    ----------
    as_of, held
        The day of the new build and of the last good one.
    today
        The day by this machine's clock.
    """
    if as_of is None:
        return []
    if (as_of - today).days > 1:
        return [f"it says it is of {as_of}, which this machine's clock ({today}) has not reached: check the clock."]
    if held is not None and as_of < held:
        return [f"it says it is of {as_of} and is older than what is held, of {held}."]
    return []


def _by_key(table: pd.DataFrame, key: Sequence[str], columns: Sequence[str]) -> dict[tuple[str, ...], Row]:
    rows = table.loc[:, list(columns)].to_dict("records")
    return {tuple(str(row[name]) for name in key): {str(name): str(cell) for name, cell in row.items()} for row in rows}


def _jumps(changes: Sequence[RowChange], most_percent: float) -> list[str]:
    """Return the numbers that changed by more than is believed at once."""
    faults = []
    for change in changes:
        for name in change.cells if change.kind is ChangeKind.REVISED else ():
            old, new = _number(change.before[name]), _number(change.after[name])
            if old is not None and new is not None and abs(new - old) > abs(old) * most_percent / 100:
                faults.append(f"{' '.join(change.key)}: {name} jumps from {old:g} to {new:g}.")
    return faults


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _shortened(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"


def counted(changes: Sequence[RowChange] | Mapping[str, int]) -> str:
    """Return how many rows a build adds, revises and removes, in words."""
    if isinstance(changes, Mapping):
        numbers = {kind: int(changes.get(kind.value, 0)) for kind in ChangeKind}
    else:
        numbers = {kind: sum(change.kind is kind for change in changes) for kind in ChangeKind}
    parts = [f"{number} {kind.value}" for kind, number in numbers.items() if number]
    return ", ".join(parts) if parts else "no row differs"
