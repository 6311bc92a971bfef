"""Put the bundled tables of figures together as the panel."""

from functools import lru_cache

from geodata.panel import CompleteList, Panel, build_panel
from geodata.treaty import name_key
from loaders.areas.loader import load_areas
from loaders.article5.loader import load_article5_deadlines
from loaders.casualties.loader import load_casualties, load_world_casualties
from loaders.catalog import load_card
from loaders.clearance.loader import load_clearance
from loaders.contamination.loader import load_contamination
from loaders.mine_use.loader import load_mine_use
from loaders.producers.loader import load_producers
from loaders.stockpiles.loader import load_stockpiles
from loaders.transfers.loader import load_transfers

PANEL_CARDS = (
    "contamination",
    "casualties",
    "clearance",
    "article5",
    "stockpiles",
    "producers",
    "mine_use",
    "transfers",
)
"""The cards of the sources whose rows are in the panel."""


@lru_cache(maxsize=1)
def load_panel() -> Panel:
    """Return the panel of the bundled tables; made once a process.

    Raises
    ------
    TableError
        A table breaks its schema.
    CardError
        A card is not as it should be.
    """
    areas = load_areas()
    areas = areas.iloc[sorted(range(len(areas)), key=lambda row: name_key(areas["name"].iloc[row]))]
    tables = {
        "contamination": load_contamination(),
        "casualties": load_casualties(),
        "world_casualties": load_world_casualties(),
        "clearance": load_clearance(),
        "article5_deadlines": load_article5_deadlines(),
        "stockpiles": load_stockpiles(),
        "producers": load_producers(),
        "mine_use": load_mine_use(),
        "transfers": load_transfers(),
    }
    return build_panel(tables, areas, complete_lists())


def complete_lists() -> tuple[CompleteList, ...]:
    """Return the lists that the cards call complete."""
    return tuple(
        CompleteList(found.measure, found.publisher, found.year, found.areas)
        for card_id in PANEL_CARDS
        for found in load_card(card_id).complete
    )
