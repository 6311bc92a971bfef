"""Be the door to the cards of the sources, and to the rows of the tables that lie beside them."""

import csv
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from geodata.words import Measure
from loaders.catalog import LOADERS, Card, load_card, load_cards
from loaders.untc.current import current_card


@cache
def cards() -> tuple[Card, ...]:
    """The cards of all sources; that of the treaties with the days on which the pages in use were read."""
    return tuple(current_card() if card.id == "untc" else card for card in load_cards().values())


def cards_of(*ids: str) -> list[Card]:
    """The cards with these ids, in this order."""
    known = {card.id: card for card in cards()}
    return [known[card_id] for card_id in ids]


def card_of_measure(measure: Measure) -> str:
    """The id of the card that the figures of a measure come from."""
    ids = {Measure.EXTENT: "contamination", Measure.USE: "mine_use"}
    return ids.get(measure, measure.value)


@cache
def row_counts(card_id: str) -> dict[str, int]:
    """Rows of each bundled table of a source, by the table's name."""
    folder = LOADERS / card_id
    return {table.name: _rows_in(folder / table.path) for table in load_card(card_id).tables}


def _rows_in(path: Path) -> int:
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1
