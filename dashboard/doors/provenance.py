"""Say exactly which data a file was drawn from: the hash of every table of a source that is in use."""

import hashlib
from collections.abc import Iterable
from functools import cache

from geodata.words import Treaty
from loaders import builds
from loaders.catalog import LOADERS, load_card
from loaders.untc.current import ACTS_FILE
from loaders.untc.feeds import feed_of

ACTS_CARD = "untc"
BUNDLED_ACTS = f"loaders/{ACTS_CARD}/{ACTS_FILE}"


def table_hashes(cards: tuple[str, ...], treaties: Iterable[Treaty] = tuple(Treaty)) -> dict[str, str]:
    """Return the SHA-256 of every table of these sources that is in use.

    Bundled tables stand under their path in the project, acts that a refresh has brought under the name of their feed.

    Parameters
    ----------
    cards
        Ids of source cards. A source without bundled tables, as one that users import, adds nothing.
    treaties
        The treaties whose acts are drawn: the bundled acts are named only where those of one of them are in use.

    Raises
    ------
    MissingDataError
        What was fetched is damaged.
    """
    found = {path: digest for card in sorted(set(cards)) for path, digest in _hashes(card)}
    if ACTS_CARD not in cards:
        return found
    fetched = {treaty: builds.current(feed_of(treaty)) for treaty in treaties}
    if all(fetched.values()):
        found.pop(BUNDLED_ACTS, None)
    return found | {f"refreshed:{build.feed}": build.files[ACTS_FILE] for build in fetched.values() if build}


@cache
def _hashes(card_id: str) -> tuple[tuple[str, str], ...]:
    """Paths and hashes of a source's tables; bundled tables do not change while the program runs."""
    folder = LOADERS / card_id
    paths = [folder / table.path for table in load_card(card_id).tables]
    return tuple(
        (path.relative_to(LOADERS.parent).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths
    )
