"""Say exactly which data a file was drawn from: the hash of every bundled table of a source."""

import hashlib
from functools import cache

from loaders.catalog import LOADERS, load_card


def table_hashes(cards: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of every bundled table of these sources, by its path in the project.

    Parameters
    ----------
    cards
        Ids of source cards. A source without bundled tables, as one that users import, adds nothing.
    """
    return {path: digest for card in sorted(set(cards)) for path, digest in _hashes(card)}


@cache
def _hashes(card_id: str) -> tuple[tuple[str, str], ...]:
    """Paths and hashes of a source's tables; bundled tables do not change while the program runs."""
    folder = LOADERS / card_id
    paths = [folder / table.path for table in load_card(card_id).tables]
    return tuple(
        (path.relative_to(LOADERS.parent).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths
    )
