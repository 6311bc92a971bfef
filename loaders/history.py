"""Put the tables of a treaty together as its history: the acts in use, exceptions, areas, steps."""

from functools import lru_cache

from geodata.treaty import TreatyHistory, build_history
from geodata.words import Treaty
from loaders.areas.loader import load_areas
from loaders.untc.current import current_acts
from loaders.untc.feeds import version_of
from loaders.untc.loader import load_treaty_overrides
from loaders.withdrawals.loader import load_withdrawal_steps


def load_history(treaty: Treaty) -> TreatyHistory:
    """Return the history of a treaty from the acts in use; made once a process for each build of them.

    Raises
    ------
    TableError
        A table breaks its schema, or an act cannot follow the one before it.
    MissingDataError
        Acts that were fetched are damaged.
    """
    return _history(treaty, version_of(treaty))


@lru_cache(maxsize=2 * len(Treaty))
def _history(treaty: Treaty, version: str) -> TreatyHistory:
    return build_history(
        current_acts(treaty), load_treaty_overrides(), load_areas(), treaty, steps=load_withdrawal_steps()
    )
