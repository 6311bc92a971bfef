"""Put the bundled tables of a treaty together as its history."""

from functools import lru_cache

from geodata.treaty import TreatyHistory, build_history
from geodata.words import Treaty
from loaders.areas.loader import load_areas
from loaders.untc.loader import load_treaty_acts, load_treaty_overrides
from loaders.withdrawals.loader import load_withdrawal_steps


@lru_cache(maxsize=len(Treaty))
def load_history(treaty: Treaty) -> TreatyHistory:
    """Return the history of a treaty from the bundled tables; made once a process.

    Raises
    ------
    TableError
        A table breaks its schema, or an act cannot follow the one before it.
    """
    return build_history(
        load_treaty_acts(), load_treaty_overrides(), load_areas(), treaty, steps=load_withdrawal_steps()
    )
