"""Name the sources of control, and load the history of each: the bundled ledger, and what the user has imported."""

from functools import lru_cache

from geodata.errors import InputError
from geodata.polygon_history import PolygonHistory
from geodata.settlement_history import SettlementHistory
from loaders.catalog import Card, load_card
from loaders.settlements.loader import SOURCE as LEDGER
from loaders.settlements.loader import load_ledger

CONTROL_SOURCES = {
    LEDGER: "settlements",
    "deepstate": "deepstate",
    "isw": "isw",
    "viina": "viina",
    "polygons": "polygons",
}
"""The sources by the word of the command line, each with the id of its card; the default first."""


def control_card(source: str) -> Card:
    """Return the card of a source of control.

    Raises
    ------
    InputError
        There is no such source; the message lists them.
    """
    return load_card(CONTROL_SOURCES[check_source(source)])


def check_source(source: str) -> str:
    """Return a source's word where there is such a source of control.

    Raises
    ------
    InputError
        There is none; the message lists them.
    """
    if source not in CONTROL_SOURCES:
        message = f"{source[:40]!r} is not a source of control: choose one of {', '.join(CONTROL_SOURCES)}."
        raise InputError(message)
    return source


def source_stamp(source: str) -> str:
    """Return what changes whenever the data of a source have changed; the ledger's never do while we run.

    Raises
    ------
    InputError
        There is no such source.
    """
    check_source(source)
    if source == LEDGER:
        return LEDGER
    from loaders.control_store import stamp_of

    return stamp_of(source)


def load_control(source: str) -> PolygonHistory | SettlementHistory:
    """Return the history of a source: the bundled ledger, or what the user has imported.

    Raises
    ------
    InputError
        There is no such source, or nothing of it was imported; the message says how to.
    TableError
        The imported data are damaged.
    """
    if check_source(source) == LEDGER:
        return load_ledger()
    stamp = source_stamp(source)
    if not stamp:
        message = (
            f"Nothing of {source} was imported yet: run python -m dashboard import {source} PATH with your own files, "
            "or choose the ledger."
        )
        raise InputError(message)
    return _stored(source, stamp)


@lru_cache(maxsize=len(CONTROL_SOURCES))
def _stored(source: str, stamp: str) -> PolygonHistory | SettlementHistory:
    """Return what is stored of a source; read again when the stamp of the store has changed."""
    if source == "viina":
        from loaders.viina.loader import load_viina

        history: SettlementHistory = load_viina()
        return history
    from loaders.control_store import read_intervals

    return PolygonHistory(source, tuple(read_intervals(source)))
