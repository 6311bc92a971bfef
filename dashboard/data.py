"""Be the one door that pages ask: it hands on what the doors of the single subjects have, and reads them first.

Tables are read once a process and never altered afterwards; when a refresh has brought newer acts, `doors/live.py`
has everything read again. Doors ask one another directly, pages ask here.
"""

from dashboard.doors.areas import area_names, areas, region_areas
from dashboard.doors.cards import card_of_measure, cards, cards_of, row_counts
from dashboard.doors.day import today
from dashboard.doors.duties import (
    article4_of,
    article4_standings,
    article5_deadlines,
    article5_of,
    article5_standings,
    deadlines_of,
    first_deadlines_of,
)
from dashboard.doors.figures import (
    check_publisher,
    coverage,
    figure_of,
    figure_rows,
    panel,
    panel_as_of,
    published_casualties,
    publishers,
    weapons,
)
from dashboard.doors.ground import (
    area_view,
    boundary_policy,
    drawn_units,
    fine_world,
    land_neighbours,
    neighbours,
    region,
    region_names,
    ukraine_regions,
    world_frame,
)
from dashboard.doors.mine_use import transfers_of, use_of
from dashboard.doors.source_lines import (
    boundary_citation,
    extent_citation,
    figure_citations,
    front_source_line,
    ground_line,
    panel_source_line,
    source_line,
    treaty_citation,
    withdrawal_source_line,
)
from dashboard.doors.treaties import (
    facts_as_of,
    history,
    later_days_note,
    projection_note,
    readable,
    withdrawal_readings,
    withdrawal_steps,
)
from dashboard.doors.ukraine import ukraine_figures, ukraine_mine_types, ukraine_region_figures
from dashboard.doors.year_figures import coverage_cells, year_figures
from geodata.boundaries import BoundaryPolicy
from loaders.catalog import Card
from loaders.tables import check_bundled

__all__ = [
    "BoundaryPolicy", "Card", "area_names", "area_view", "areas", "article4_of", "article4_standings",
    "article5_deadlines", "article5_of", "article5_standings", "boundary_citation", "boundary_policy",
    "card_of_measure", "cards", "cards_of", "check_publisher", "coverage", "coverage_cells", "deadlines_of",
    "drawn_units", "extent_citation", "facts_as_of", "figure_citations", "figure_of", "figure_rows", "fine_world",
    "first_deadlines_of", "front_source_line", "ground_line", "history", "land_neighbours", "later_days_note",
    "load_first", "neighbours", "panel", "panel_as_of", "panel_source_line", "projection_note",
    "published_casualties", "publishers", "readable", "region", "region_areas", "region_names", "row_counts",
    "source_line", "today", "transfers_of", "treaty_citation", "ukraine_figures", "ukraine_mine_types",
    "ukraine_region_figures", "ukraine_regions", "use_of", "weapons", "withdrawal_readings",
    "withdrawal_source_line", "withdrawal_steps", "world_frame", "year_figures",
]  # fmt: skip


def load_first() -> None:
    """Read the cards, and check every bundled table that was touched since it was validated.

    Raises
    ------
    MinelineError
        Something is damaged; the message names it.
    """
    today()
    cards()
    check_bundled()
    boundary_policy()
