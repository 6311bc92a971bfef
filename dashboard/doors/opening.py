"""Be the door to what the Overview says above its map, before any table is read: whose words, and which areas.

It is kept with the drawn maps (`dashboard/doors/drawn.py`), under the same stamp, by a start that has checked every
bundled table and drawn every opening map. Where it is found, these very tables have been checked before.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache

from dashboard.doors.drawn import found_of, kept
from geodata.words import Measure, Treaty
from loaders.untc.feeds import version_of

NAME = "opening"
KEYS = frozenset({"on"})
"""The keys of the URL that can be answered from what is kept; any other choice needs the tables."""


@dataclass(frozen=True)
class Opening:
    """The publishers who class the extent, the first of them the one that pages open on, and the areas by code."""

    publishers: tuple[str, ...]
    area_names: dict[str, str]


@cache
def opening() -> Opening:
    """What the Overview says above its map, kept or from the tables."""
    found = found_of(NAME)
    if found is None:
        return _from_tables()
    told = json.loads(found)
    return Opening(tuple(told["publishers"]), told["area_names"])


def is_kept() -> bool:
    """Whether an earlier start has checked these very tables, and the acts in use are the bundled ones.

    Fetched acts may be damaged since, which is looked at with the tables.
    """
    return not any(version_of(treaty) for treaty in Treaty) and found_of(NAME) is not None


def keep() -> None:
    """Keep it for the next start; called once every bundled table has been checked and every opening map drawn."""
    kept(NAME, lambda: json.dumps(asdict(_from_tables())).encode())


def is_enough_for(asked: Iterable[str]) -> bool:
    """Whether the map of a URL with these keys can be shown before the tables are read."""
    return KEYS.issuperset(asked)


def _from_tables() -> Opening:
    from dashboard.doors.areas import area_names
    from dashboard.doors.figures import publishers

    return Opening(tuple(publishers(Measure.EXTENT)), area_names())
