"""Recognise whose events a table holds by its columns, and name what translates it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geodata.errors import ForeignFileError
from geodata.mapping import Mapping
from loaders.acled import loader as acled
from loaders.events.sheet import Sheet, Translated
from loaders.hdx_hapi import loader as hdx_hapi
from loaders.own_table import loader as own_table
from loaders.ucdp import loader as ucdp
from loaders.viina_events import loader as viina_events

COUNTS = hdx_hapi.CARD
OWN = own_table.CARD


@dataclass(frozen=True)
class Format:
    """A layout of events whose columns need no mapping."""

    card: str
    day_columns: tuple[str, ...]
    translate: Callable[[Sheet, dict[str, str]], Translated]


FORMATS: dict[str, Format] = {
    acled.CARD: Format(acled.CARD, acled.DAY_COLUMNS, acled.translate),
    ucdp.CARD: Format(ucdp.CARD, ucdp.DAY_COLUMNS, ucdp.translate),
    viina_events.CARD: Format(viina_events.CARD, viina_events.DAY_COLUMNS, viina_events.translate),
}


def recognised(columns: Sequence[str], name: str) -> str:
    """Return the card of the source whose layout these columns are; `own_table` where a mapping is needed.

    Raises
    ------
    ForeignFileError
        The layout is known and holds no events that could be shown; the message begins with the file's name.
    """
    known: dict[str, Callable[[Sequence[str]], bool]] = {
        acled.CARD: acled.recognises,
        ucdp.CARD: ucdp.recognises,
        viina_events.CARD: viina_events.recognises,
        hdx_hapi.CARD: hdx_hapi.recognises,
    }
    try:
        return next((card for card, recognises in known.items() if recognises(columns)), OWN)
    except ForeignFileError as error:
        message = f"{name}: {error}"
        raise ForeignFileError(message) from error


def headed(card: str, columns: Sequence[str]) -> list[str]:
    """Return the names of the columns; those of the layout where the file has no header row."""
    return ucdp.headed(columns) if card == ucdp.CARD else list(columns)


def day_columns(card: str, mapping: Mapping | None) -> tuple[str, ...]:
    """Return the columns that hold days."""
    if card == OWN:
        return own_table.day_columns(mapping) if mapping is not None else ()
    return hdx_hapi.DAY_COLUMNS if card == COUNTS else FORMATS[card].day_columns


def translated(card: str, sheet: Sheet, orders: dict[str, str], mapping: Mapping | None) -> Translated:
    """Return the events of one part of a table."""
    if card == OWN and mapping is not None:
        return own_table.translate(sheet, orders, mapping)
    return FORMATS[card].translate(sheet, orders)
