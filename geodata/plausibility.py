"""Find snapshots that cannot be right: one day far below or far above the days on both sides of it.

An area more than 2 % smaller, or larger, than both neighbours that lie three days away or less is put aside with
the reason until the user accepts it. ISW's own file of 29 September 2022 lacks 26,931 km² for a day. A fast
advance or retreat moves in one direction and is not put aside.
"""

from collections.abc import Sequence
from datetime import date

JUMP_SHARE = 0.02
NEIGHBOUR_DAYS = 3


def implausible(days: Sequence[date], occupied_km2: Sequence[float]) -> dict[int, str]:
    """Return the places of snapshots to put aside, each with the reason.

    Parameters
    ----------
    days
        The file dates, in order.
    occupied_km2
        The occupied area of each.
    """
    return {
        place: reason
        for place in range(1, len(days) - 1)
        if (reason := _reason(days[place - 1 : place + 2], occupied_km2[place - 1 : place + 2]))
    }


def _reason(days: Sequence[date], areas: Sequence[float]) -> str:
    """Return why the middle of three snapshots is implausible, empty when it is not."""
    before, this, after = areas
    near = (days[1] - days[0]).days <= NEIGHBOUR_DAYS and (days[2] - days[1]).days <= NEIGHBOUR_DAYS
    shares = [this / other - 1 if other else 0.0 for other in (before, after)]
    if not near or not (min(shares) > JUMP_SHARE or max(shares) < -JUMP_SHARE):
        return ""
    return (
        f"{days[1]}: the occupied area of {this:,.0f} km² differs by {shares[0]:+.1%} from {days[0]} and by "
        f"{shares[1]:+.1%} from {days[2]}: more than 2 % against both neighbours"
    )
