"""Say in short what a source sent, and what of it cannot be believed beside what it sent last.

A profile is small: the columns, the box in which everything lies, how many rows, and numbers by place and period
(events and deaths of an area in a month, hazard areas and their km² by class, the km² of a region). Two profiles show
a column renamed, rows lost, days moved, areas jumped and states vanished without keeping the data themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""
WHOLE_EARTH: Box = (-180.0, -90.0, 180.0, 90.0)
UKRAINE: Box = (21.0, 43.0, 42.0, 54.0)
"""A box around Ukraine, wide enough for control that is drawn over its borders."""
TOLD = 5


@dataclass(frozen=True)
class Profile:
    """What a source sent, in short."""

    rows: int
    columns: tuple[str, ...] = ()
    box: Box | None = None
    numbers: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    """By place and period; the period is YYYY-MM, YYYY, or empty where there is none."""
    first: str = ""
    last: str = ""
    """The first and last period that were asked for, where they move from one refresh to the next."""


@dataclass(frozen=True)
class ProfileLimits:
    """How much a profile may differ from the last good one without being looked at."""

    rows_lost_percent: float = 10.0
    places_lost: int = 0
    jump_percent: float = 50.0
    """By how much a number may change at once."""
    jump_from: float = 20.0
    """Numbers below are small: they change by more and nobody wonders."""
    within: Box = WHOLE_EARTH
    apart_degrees: float = 5.0
    """By how much the box may reach beyond that of the last good build."""


def merged(profiles: Sequence[Profile]) -> Profile:
    """Return the profile of several files taken together; its columns are those that each of them has."""
    numbers: dict[tuple[str, str], dict[str, float]] = {}
    for profile in profiles:
        for key, own in profile.numbers.items():
            sums = numbers.setdefault(key, {})
            for name, number in own.items():
                sums[name] = sums.get(name, 0.0) + number
    boxes = [profile.box for profile in profiles if profile.box is not None]
    box = None
    if boxes:
        box = (min(box[0] for box in boxes), min(box[1] for box in boxes),
               max(box[2] for box in boxes), max(box[3] for box in boxes))  # fmt: skip
    columns = [name for name in profiles[0].columns if all(name in profile.columns for profile in profiles)]
    return Profile(sum(profile.rows for profile in profiles), tuple(columns), box, numbers)


def profile_faults(held: Profile | None, new: Profile, limits: ProfileLimits) -> list[str]:
    """Return what cannot be believed, each in one sentence; without a held profile only what no source can mean.

    Parameters
    ----------
    held, new
        What was sent last and passed, None where nothing was; and what was sent now.
    limits
        What may differ.
    """
    faults = list(_box_faults(held, new, limits))
    if held is None:
        return faults
    if lost := [name for name in held.columns if name not in new.columns]:
        faults.append(f"it lacks {'column' if len(lost) == 1 else 'columns'} {_listed(lost)}, which it had.")
    if not new.first and new.rows < held.rows * (1 - limits.rows_lost_percent / 100):
        faults.append(f"it has {new.rows:,} rows and had {held.rows:,}.")
    gone = sorted({place for place, _ in held.numbers} - {place for place, _ in new.numbers})
    if len(gone) > limits.places_lost:
        faults.append(f"nothing is left of {_listed(gone)}.")
    jumps = [f"{_key(key)}: {name} jumps from {old:g} to {now:g}" for key, name, old, now in changed(held, new)
             if max(old, now) >= limits.jump_from and key[0] not in gone
             and abs(now - old) > old * limits.jump_percent / 100 and (old or key in held.numbers)]  # fmt: skip
    if jumps:
        more = f", and {len(jumps) - TOLD} more" if len(jumps) > TOLD else ""
        faults.append(f"{'; '.join(jumps[:TOLD])}{more}.")
    return faults


def changed(held: Profile, new: Profile) -> Iterator[tuple[tuple[str, str], str, float, float]]:
    """Yield what numbers differ: place and period, name, before and now; 0 where one has no such place and period.

    Periods that only one of the profiles holds whole, because what is asked for moves with the day, are left out.
    """
    for key in sorted(held.numbers.keys() | new.numbers.keys()):
        if key[1] and ((new.first and key[1] <= new.first) or (held.last and key[1] >= held.last)):
            continue
        old, now = held.numbers.get(key, {}), new.numbers.get(key, {})
        for name in sorted(old.keys() | now.keys()):
            if old.get(name, 0.0) != now.get(name, 0.0):
                yield key, name, old.get(name, 0.0), now.get(name, 0.0)


def _box_faults(held: Profile | None, new: Profile, limits: ProfileLimits) -> Iterator[str]:
    """Yield what is wrong with where everything lies."""
    if new.box is None:
        return
    if _beyond(new.box, limits.within) > 0:
        yield f"it reaches to {_box(new.box)}, beyond {_box(limits.within)}."
    elif held is not None and held.box is not None and _beyond(new.box, held.box) > limits.apart_degrees:
        yield f"it reaches to {_box(new.box)}, and lay in {_box(held.box)}."


def _beyond(box: Box, outer: Box) -> float:
    """Return by how many degrees a box reaches beyond another."""
    return max(outer[0] - box[0], outer[1] - box[1], box[2] - outer[2], box[3] - outer[3], 0.0)


def _box(box: Box) -> str:
    west, south, east, north = box
    return f"{west:g} to {east:g} east, {south:g} to {north:g} north"


def _key(key: tuple[str, str]) -> str:
    return " ".join(part[:60] for part in key if part)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return ", ".join(name[:60] for name in names[:TOLD]) + more
