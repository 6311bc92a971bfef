"""Be the pages' door to the loaders: everything that is read once and shared by all visitors.

Bundled tables do not change while the server runs, so each is read once a process and never altered afterwards.
"""

import csv
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq

from dashboard.dates import in_words
from geodata.boundaries import BoundaryPolicy
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty, TreatyStatus
from loaders.areas.loader import load_areas
from loaders.boundaries import loader as boundaries
from loaders.catalog import LOADERS, Card, load_card, load_cards
from loaders.history import load_history
from loaders.withdrawals.loader import load_withdrawal_readings, load_withdrawal_steps

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.maps.region import Bounds

__all__ = ["BoundaryPolicy", "Card"]

LABELS = {word.value: word.label for word in TreatyStatus}


def today() -> date:
    """The day that pages open on: today, or the horizon once that has passed.

    `MINELINE_TODAY` (YYYY-MM-DD) sets another day, for pictures and tests that must not change.
    """
    fixed = os.environ.get("MINELINE_TODAY")
    now = date.fromisoformat(fixed) if fixed else date.today()  # noqa: DTZ011 - the reader's own calendar day
    return max(OPENING_DAY, min(now, HORIZON))


def load_everything() -> None:
    """Read and check every bundled table; raises MinelineError where something is damaged."""
    cards()
    drawn_units()
    world_frame()
    boundary_policy()
    withdrawal_steps()
    withdrawal_readings()
    for treaty in Treaty:
        history(treaty)


@cache
def areas() -> pd.DataFrame:
    """The states and areas: iso3, name, un_status, region, can_join and more."""
    return load_areas()


@cache
def area_names() -> dict[str, str]:
    """Names by code, in the order of the names."""
    return dict(history(Treaty.MBT).names)


def history(treaty: Treaty) -> TreatyHistory:
    """The history of a treaty."""
    return load_history(treaty)


@cache
def withdrawal_steps() -> pd.DataFrame:
    """The political steps of leaving a treaty or suspending it: treaty, iso3, step, date, source, note."""
    return load_withdrawal_steps()


@cache
def withdrawal_readings() -> pd.DataFrame:
    """How the law on leaving or suspending is read: treaty, topic, holder, date, reading, source, note."""
    return load_withdrawal_readings()


@cache
def cards() -> tuple[Card, ...]:
    """The cards of all bundled sources."""
    return tuple(load_cards().values())


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


def boundary_policy() -> BoundaryPolicy:
    """The boundary policy that every map names."""
    return boundaries.load_policy()


@cache
def drawn_units() -> "gpd.GeoDataFrame":
    """The drawn features of the world map joined with the areas they take their status from."""
    drawn = boundaries.load_world_screen().drop(columns="name")
    return drawn.merge(boundaries.load_map_units(), on="unit", how="inner", validate="one_to_one")


@cache
def neighbours(codes: tuple[str, ...]) -> pd.DataFrame:
    """The areas that share a land boundary with these, from the 1:50m world: area, neighbour, boundary_km."""
    from geodata.boundaries import neighbours_of

    world = boundaries.load_world("50m").drop(columns="name")
    return neighbours_of(world.merge(boundaries.load_map_units(), on="unit", validate="one_to_one"), codes)


@cache
def region(codes: tuple[str, ...]) -> "Bounds":
    """The region that holds these areas, in kilometres of the map."""
    from dashboard.maps.region import bounds_of

    return bounds_of(drawn_units(), codes)


@cache
def world_frame() -> "gpd.GeoDataFrame":
    """The sea and the graticule of the world map."""
    return boundaries.load_world_frame()


def facts_as_of(treaty: Treaty) -> date:
    """The day on which all acts of a treaty were read."""
    return load_card("untc").facts_as_of[treaty]


def projection_note(treaty: Treaty) -> str:
    """What to say of a day after the day on which the acts were read."""
    card = load_card("untc")
    text = f"Projection: acts as read on {in_words(card.facts_as_of[treaty])}"
    if later := card.checked_until.get(treaty):
        text += f", years of joining compared until about {in_words(later)}"
    return text + "; later acts are not known here."


def source_line(*treaties: Treaty) -> str:
    """The line under a map of treaties: source, vintage, boundaries."""
    notes = " ".join(dict.fromkeys(projection_note(treaty) for treaty in treaties))
    card = load_card("untc")
    frame = load_card("boundaries")
    return (
        f"Sources: {card.citation} {notes} Boundaries: {frame.citation} "
        f"Boundary policy: {boundary_policy().name}; it implies no opinion on the status of any territory. "
        "Projection of the map: Equal Earth, 11° E. Not for navigation or safety decisions."
    )


def withdrawal_source_line() -> str:
    """The line under what the page tells of steps: the source, its vintage, and what that means for other days."""
    card = load_card("withdrawals")
    return (
        f"Sources of the steps: {card.citation} {card.title}, as of {in_words(card.as_of)}; the days of notice are "
        "those of the UN Treaty Collection, the days of effect follow from them by the treaty. Sources and notes are "
        "told as they were compiled, also for earlier days."
    )


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """A status table for the screen: with the label of each status, days as text, empty where there is none."""
    shown = table.copy()
    shown["label"] = shown["status"].map(LABELS)
    for column in ("on", "since", "until", "act_date"):
        shown[column] = shown[column].dt.strftime("%Y-%m-%d").fillna("")
    return shown
