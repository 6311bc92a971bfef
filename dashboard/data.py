"""Be the pages' door to the loaders: everything that is read once and shared by all visitors.

Tables are read once a process and never altered afterwards; when a refresh has brought newer acts, `doors/live.py`
has everything read again.
"""

import csv
import os
from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq

from dashboard.dates import in_words
from dashboard.map_measure import MapMeasure, Rate
from geodata.boundaries import BoundaryPolicy
from geodata.errors import InputError, TableError
from geodata.questions import parse_day
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Bearer, Measure, Part, Scope, Treaty, TreatyStatus, UnitKind, YearMode
from loaders.areas.loader import load_areas
from loaders.article5.loader import load_article5_deadlines
from loaders.boundaries import loader as boundaries
from loaders.catalog import LOADERS, Card, load_card, load_cards
from loaders.history import load_history
from loaders.panel import load_panel
from loaders.stockpiles.loader import load_stockpiles
from loaders.tables import check_bundled
from loaders.ukraine.loader import load_ukraine_figures, load_ukraine_mine_types, load_ukraine_region_figures
from loaders.untc.current import current_card
from loaders.withdrawals.loader import load_withdrawal_readings, load_withdrawal_steps

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.maps.panel_map import YearFigures
    from dashboard.maps.region import Bounds
    from geodata.panel import Panel

__all__ = ["BoundaryPolicy", "Card"]

SMALLEST_VIEW_KM = 300.0
"""The least that a map of one area shows in each direction, so that small islands are seen with what is around."""

MOST_CITED = 8
"""Sources that the foot of a figure names; the table beside the map names all."""

LABELS = {word.value: word.label for word in TreatyStatus}


def today() -> date:
    """The day that pages open on: the server's own calendar day, or the horizon once that has passed.

    `MINELINE_TODAY` (YYYY-MM-DD) sets another day, for pictures and tests that must not change.

    Raises
    ------
    InputError
        `MINELINE_TODAY` is not a day with an answer.
    """
    fixed = os.environ.get("MINELINE_TODAY")
    if not fixed:
        return max(OPENING_DAY, min(date.today(), HORIZON))  # noqa: DTZ011
    try:
        return parse_day(fixed)
    except InputError as error:
        message = f"MINELINE_TODAY: {error}"
        raise InputError(message) from error


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


@cache
def areas() -> pd.DataFrame:
    """The states and areas: iso3, name, un_status, region, can_join and more."""
    return load_areas()


@cache
def area_names() -> dict[str, str]:
    """Names by code, in the order of the names."""
    return dict(history(Treaty.MBT).names)


@cache
def history(treaty: Treaty) -> TreatyHistory:
    """The history of a treaty, from the acts in use."""
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


def boundary_policy() -> BoundaryPolicy:
    """The boundary policy that every map names."""
    return boundaries.load_policy()


@cache
def drawn_units() -> "gpd.GeoDataFrame":
    """The drawn features of the world map joined with the areas they take their status from."""
    drawn = boundaries.load_world_screen().drop(columns="name")
    return drawn.merge(boundaries.load_map_units(), on="unit", how="inner", validate="one_to_one")


@cache
def fine_world() -> dict[str, Any]:
    """The geometry of every drawn unit at 1:50m in degrees (EPSG:4326), for figures of a part of the world."""
    world = boundaries.load_world("50m")
    return dict(zip(world["unit"], world.geometry, strict=True))


@cache
def ukraine_regions() -> "gpd.GeoDataFrame":
    """The 27 regions of Ukraine: region (ISO 3166-2), name, area_km2, geometry in EPSG:4326."""
    return boundaries.load_ukraine_regions()


@cache
def region_names() -> dict[str, str]:
    """Names of the regions of Ukraine by code, in the order of the names."""
    regions = ukraine_regions().sort_values("name")
    return dict(zip(regions["region"], regions["name"], strict=True))


@cache
def neighbours(codes: tuple[str, ...]) -> pd.DataFrame:
    """The areas that share a land boundary with these, from the 1:50m world: area, neighbour, boundary_km."""
    from geodata.boundaries import neighbours_of

    world = boundaries.load_world("50m").drop(columns="name")
    return neighbours_of(world.merge(boundaries.load_map_units(), on="unit", validate="one_to_one"), codes)


def land_neighbours(code: str) -> pd.DataFrame:
    """The neighbours of one area; none where the area is not drawn on the 1:50m world."""
    try:
        return neighbours((code,))
    except TableError:  # an area that no longer exists has no polygon there
        return pd.DataFrame(columns=["area", "neighbour", "boundary_km"])


@cache
def region(codes: tuple[str, ...]) -> "Bounds":
    """The region that holds these areas, in kilometres of the map."""
    from dashboard.maps.region import bounds_of

    return bounds_of(drawn_units(), codes)


def panel() -> "Panel":
    """Every source row of every figure; made once a process."""
    return load_panel()


@cache
def article5_deadlines() -> pd.DataFrame:
    """Clearance deadlines and completions: iso3, deadline, granted_at, completed, status and their papers."""
    return load_article5_deadlines()


def figure_of(
    code: str,
    measure: Measure,
    year: int,
    publisher: str | None = None,
    weapon: Scope = Scope.APM,
    part: Part | None = None,
) -> dict[Hashable, Any]:
    """The figure of an area that is the latest known by the end of a year, or the word for why there is none."""
    table = _figures(measure, year, publisher, weapon, part)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


@lru_cache(maxsize=256)
def _figures(measure: Measure, year: int, publisher: str | None, weapon: Scope, part: Part | None) -> pd.DataFrame:
    from geodata.panel import figures

    return figures(panel(), measure, year, YearMode.LATEST_KNOWN, publisher, weapon, part)


def figure_rows(code: str, measure: Measure) -> pd.DataFrame:
    """Every source row of an area on a measure, oldest first; `shown` marks those that the maps show."""
    rows = panel().rows
    own = rows.loc[(rows["measure"] == measure.value) & (rows["iso3"] == code)]
    keys = _shown_rows(measure)
    shown = [key in keys for key in zip(own["row"], own["part"], strict=True)]
    return own.assign(shown=shown).sort_values(["year", "row"], kind="stable", ignore_index=True)


@cache
def _shown_rows(measure: Measure) -> frozenset[tuple[str, str]]:
    """The source row and part of every figure that the maps show in its own year, for each scope of weapons."""
    from geodata.panel import BY_WEAPON
    from geodata.panel_table import source_rows

    keys: set[tuple[str, str]] = set()
    for weapon in Scope if measure in BY_WEAPON else (Scope.APM,):
        table = source_rows(panel(), measure, weapon=weapon)
        shown = table.loc[table["shown"]]
        keys |= set(zip(shown["row"], shown["part"], strict=True))
    return frozenset(keys)


def publishers(measure: Measure) -> tuple[str, ...]:
    """The publishers of a measure, the one that it opens with first; of extent those that class the whole world."""
    from geodata.panel import publishers_of
    from geodata.pick import MONITOR, OPENING_PUBLISHER, REVIEW

    if measure is Measure.EXTENT:
        return (REVIEW, MONITOR)
    opening = OPENING_PUBLISHER[measure]
    return (opening, *(name for name in publishers_of(panel(), measure) if name != opening))


def check_publisher(measure: Measure, publisher: str) -> str:
    """Return the publisher where a measure has it.

    Raises
    ------
    InputError
        It has not; the message lists those it has.
    """
    known = publishers(measure)
    if publisher not in known:
        message = f"{publisher[:40]!r} has no figures on {measure.label.lower()}: choose one of {', '.join(known)}."
        raise InputError(message)
    return publisher


def year_figures(
    shown: MapMeasure,
    year: int,
    mode: YearMode,
    publisher: str,
    weapon: Scope = Scope.APM,
    rate: Rate = Rate.NONE,
) -> "YearFigures":
    """What is known of every area in a year on a measure of the page Contamination, and how complete that is.

    With a rate the table has the columns of `geodata.rates.with_rate` too.
    """
    found = _year_figures(shown, year, mode, publisher, weapon)
    if rate is Rate.NONE:
        return found
    from dashboard.doors.denominators import rated

    return replace(found, table=rated(found.table, rate))


@lru_cache(maxsize=1024)
def _year_figures(shown: MapMeasure, year: int, mode: YearMode, publisher: str, weapon: Scope) -> "YearFigures":
    from dashboard.maps.panel_map import YearFigures
    from geodata.panel import figures, publishers_of
    from geodata.panel_sums import completeness_of

    own = shown.figures
    part = None if own.part is Part.CLASS else own.part
    held = _panel_of(own.bearer)
    # A publisher that reports on use may have nothing on one of the three questions.
    first = publisher if own.bearer is None or publisher in publishers_of(held, own.measure) else None
    table = figures(held, own.measure, year, mode, first, weapon, part)
    return YearFigures(year, table, completeness_of(held, table, own.measure, year, mode, first, weapon))


@cache
def _panel_of(bearer: Bearer | None) -> "Panel":
    """The panel, of reports of use only those that answer one question; the whole panel where none is asked."""
    if bearer is None:
        return panel()
    answers = _use_answers()
    rows = panel().rows
    other = (rows["measure"] == Measure.USE.value) & ~rows["row"].isin(answers.loc[answers["bearer"] == bearer, "row"])
    return replace(panel(), rows=rows.loc[~other])


def weapons(measure: Measure) -> tuple[Scope, ...]:
    """The scopes of weapons that a measure has rows of, antipersonnel mines first."""
    from geodata.panel import BY_WEAPON

    if measure not in BY_WEAPON:
        return (Scope.APM,)
    rows = panel().rows
    held = set(rows.loc[rows["measure"] == measure.value, "scope"])
    return tuple(scope for scope in Scope if scope.value in held or scope is Scope.APM)


def region_areas(region: str) -> frozenset[str]:
    """The areas of a region."""
    table = areas()
    return frozenset(table.loc[table["region"] == region, "iso3"])


@cache
def published_casualties() -> pd.DataFrame:
    """Published casualties of the world, every edition, with `shown` for the latest of each year."""
    from geodata.panel_sums import world_shown

    rows = panel().world
    return rows.assign(shown=world_shown(rows))


@cache
def coverage() -> pd.DataFrame:
    """How many areas have a value for each measure and year (`geodata.coverage_table.areas_with_value`)."""
    from geodata.coverage_table import areas_with_value

    return areas_with_value(panel())


def panel_as_of() -> date:
    """The day on which the contamination figures were read."""
    return load_card("contamination").as_of


def panel_source_line(measure: Measure) -> str:
    """The line under a map of figures: the card of the source, its day, the boundaries."""
    card = load_card(card_of_measure(measure))
    frame = load_card("boundaries")
    return (
        f"Sources: {card.citation} As of {in_words(card.as_of)}; the citation of each figure stands in its tooltip "
        f"and in the table. {frame.citation} Boundary policy: {boundary_policy().name}; it implies no opinion on the "
        "status of any territory. Projection of the map: Equal Earth, 11° E. Not for navigation or safety decisions."
    )


def use_of(code: str) -> pd.DataFrame:
    """Reports of new use in an area or by users from it, each under its question (`geodata.joined.use_answers`)."""
    answers = _use_answers()
    return answers.loc[(answers["iso3"] == code) | (answers["actor_iso3"] == code)].reset_index(drop=True)


@cache
def _use_answers() -> pd.DataFrame:
    from geodata.joined import use_answers

    return use_answers(panel(), history(Treaty.MBT)).sort_values(["year", "row"], kind="stable")


def transfers_of(code: str) -> pd.DataFrame:
    """Transfers of antipersonnel mines to an area or by it."""
    rows = panel().rows
    own = (rows["iso3"] == code) | (rows["actor_iso3"] == code)
    return rows.loc[own & (rows["measure"] == Measure.TRANSFERS.value)].reset_index(drop=True)


def deadlines_of(code: str) -> pd.DataFrame:
    """Every row on clearance deadlines and completions of an area."""
    rows = article5_deadlines()
    return rows.loc[rows["iso3"] == code].reset_index(drop=True)


@lru_cache(maxsize=64)
def article5_standings(on: date) -> pd.DataFrame:
    """How the duty to clear stands in every area on a day (`geodata.article5.article5_on`)."""
    from geodata.article5 import article5_on

    return article5_on(on, article5_deadlines(), history(Treaty.MBT))


def article5_of(code: str, on: date) -> dict[Hashable, Any]:
    """How the duty of an area to clear stands on a day (`geodata.article5.article5_on`)."""
    table = article5_standings(on)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


@lru_cache(maxsize=64)
def article4_standings(on: date) -> pd.DataFrame:
    """How the duty to destroy stockpiles stands in every area on a day (`geodata.article4.article4_on`)."""
    from geodata.article4 import article4_on

    return article4_on(on, load_stockpiles(), history(Treaty.MBT))


def article4_of(code: str, on: date) -> dict[Hashable, Any]:
    """How the duty of an area to destroy its stockpiles stands on a day."""
    table = article4_standings(on)
    return table.loc[table["iso3"] == code].iloc[0].to_dict()


def first_deadlines_of(code: str) -> dict[Hashable, Any] | None:
    """The computed first deadlines of an area; None where the Mine Ban Treaty has never bound it."""
    table = _first_deadlines()
    own = table.loc[table["iso3"] == code]
    return None if own.empty else own.iloc[0].to_dict()


@cache
def _first_deadlines() -> pd.DataFrame:
    from geodata.article5 import first_deadlines

    return first_deadlines(history(Treaty.MBT))


@cache
def ukraine_figures() -> pd.DataFrame:
    """Published figures on Ukraine's land: date, metric, value, unit, publisher, read_at, source."""
    return load_ukraine_figures()


@cache
def ukraine_region_figures() -> pd.DataFrame:
    """Published figures on the land of single regions of Ukraine: region (ISO 3166-2), then as `ukraine_figures`."""
    return load_ukraine_region_figures()


@cache
def ukraine_mine_types() -> pd.DataFrame:
    """The types of mines documented in Ukraine."""
    return load_ukraine_mine_types()


@cache
def area_view(code: str) -> "Bounds":
    """The region that a map of one area opens on; of an area in dispute the land that is drawn for it."""
    from dashboard.maps.region import bounds_of

    units = drawn_units()
    own = units.loc[units["area"] == code]
    if UnitKind.OWN.value not in set(own["kind"]):
        own = own.assign(kind=UnitKind.OWN.value)
    west, south, east, north = bounds_of(own, (code,))
    wide, high = (max(0.0, SMALLEST_VIEW_KM - size) / 2 for size in (east - west, north - south))
    return (west - wide, south - high, east + wide, north + high)


@cache
def world_frame() -> "gpd.GeoDataFrame":
    """The sea and the graticule of the world map."""
    return boundaries.load_world_frame()


def facts_as_of(treaty: Treaty) -> date:
    """The day on which all acts of a treaty were read."""
    return current_card().facts_as_of[treaty]


def projection_note(*treaties: Treaty) -> str:
    """What to say of a day after the day on which the acts of these treaties were read."""
    card = current_card()
    read = sorted({card.facts_as_of[treaty] for treaty in treaties})
    text = f"Projection: acts as read on {' and '.join(map(in_words, read))}"
    later: dict[date, list[str]] = {}
    for treaty in treaties:
        if treaty in card.checked_until:
            later.setdefault(card.checked_until[treaty], []).append(treaty.label)
    for day, names in later.items():
        whose = "" if len(names) == len(treaties) else f" of {' and '.join(names)}"
        text += f", years of joining{whose} compared until about {in_words(day)}"
    return text + "; later acts are not known here."


def later_days_note(*treaties: Treaty) -> str:
    """What to say under a map whose day may be before or after the day on which the acts were read."""
    return projection_note(*treaties).replace("Projection: acts", "Any later day is a projection: acts", 1)


def treaty_citation() -> str:
    """The source of a map of treaties and its vintage, for a figure on paper."""
    return f"Sources: {load_card('untc').citation}"


def extent_citation() -> str:
    """The source of the extent of contamination and the day on which it was read, for a figure on paper."""
    return f"{load_card('contamination').citation} As of {in_words(panel_as_of())}."


def figure_citations(
    shown: MapMeasure, year: int, mode: YearMode, publisher: str, weapon: Scope = Scope.APM
) -> tuple[str, ...]:
    """The sources of the figures that a map shows, those of most areas first, and when they were read."""
    from geodata.citation import citation_of, without_address

    table = year_figures(shown, year, mode, publisher, weapon).table
    cited = [without_address(citation_of(row)) for row in table.to_dict("records") if row["source"]]
    counts = pd.Series(cited, dtype="str").value_counts(sort=False)
    order = sorted(counts.items(), key=lambda told: (-told[1], str(told[0])))
    told = [f"{name} ({count} {'area' if count == 1 else 'areas'})" for name, count in order]
    rest = [f"and {len(told) - MOST_CITED} more, which the table names"] if len(told) > MOST_CITED else []
    read = f"As read by {in_words(panel_as_of())}."
    if not told:
        return (f"Sources: no source is read for {year}. {read}",)
    return (f"Sources: {'; '.join([*told[:MOST_CITED], *rest])}. {read}",)


def boundary_citation() -> str:
    """The source of the boundaries, for a figure on paper."""
    return load_card("boundaries").citation


def ground_line() -> str:
    """What to say under a map of other things than treaties: whose boundaries, which policy, which projection."""
    return (
        f"{load_card('boundaries').citation} Boundary policy: {boundary_policy().name}; it implies no opinion on the "
        "status of any territory. Projection of the map: Equal Earth, 11° E. Not for navigation or safety decisions."
    )


def source_line(*treaties: Treaty) -> str:
    """The line under a map of treaties: source, vintage, boundaries."""
    card = current_card()
    frame = load_card("boundaries")
    return (
        f"Sources: {card.citation} {later_days_note(*treaties)} {frame.citation} "
        f"Boundary policy: {boundary_policy().name}; it implies no opinion on the status of any territory. "
        "Projection of the map: Equal Earth, 11° E. Not for navigation or safety decisions."
    )


def front_source_line() -> str:
    """The line under a map of the front: regions, boundaries, projection."""
    frame = load_card("boundaries")
    return (
        f"{frame.citation} Boundary policy: {boundary_policy().name}; it implies no opinion on the status of any "
        "territory. Projection of the map: Web Mercator, for looking only; areas are geodesic."
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
