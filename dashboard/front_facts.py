"""Put together what the page Front line says of its choices: figures, differences, land to draw, a chosen point."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard import data
from dashboard.dates import in_words
from dashboard.doors import front as door
from dashboard.doors import front_accidents, front_join, front_places
from dashboard.front_layers import Comparison
from dashboard.front_settled import Known
from dashboard.front_state import FrontLineFilters
from dashboard.maps.front_specification import FrontSource, assessed_by, in_brackets, which_map
from dashboard.parts.front_change import ControlChange, SourceDisagreement
from dashboard.parts.front_figures import ControlFigures
from dashboard.parts.front_law import law_sentence
from dashboard.parts.front_point import PointFigures
from dashboard.parts.front_settlement import SettlementFacts
from geodata.errors import InputError
from geodata.front_line import WGS84
from geodata.territory import areas_by_region
from geodata.words import Control, TreatyStatus


def known() -> Known:
    """What can be chosen on the page now."""
    found = door.sources()
    return Known(
        sources={source.id: _named(source) for source in found},
        days={source.id: (source.first_day, max(source.last_day, data.today())) for source in found},
        regions=region_names(),
        places=front_places.place_numbers(),
        today=data.today(),
    )


def _named(source: door.FrontSource) -> FrontSource:
    name = source.title.split(":")[0]
    return FrontSource(source.id, name, source.approximate, source.citation, source.redistribution, source.contested)


def region_names() -> dict[str, str]:
    """The names of the regions of Ukraine by their codes, in the order of the names."""
    table = door.regions().sort_values("name")
    return dict(zip(table["region"], table["name"], strict=True))


@dataclass(frozen=True, eq=False)
class Difference:
    """What a comparison shows: its words, its land by class, the snapshot of the other side, and the two names."""

    told: ControlChange | SourceDisagreement
    land: Mapping[str, BaseGeometry]
    other: door.Snapshot
    other_source: FrontSource
    names: tuple[str, str]
    """The earlier and the later day, or the chosen and the other source."""
    sides: tuple[str, str]
    """What stands over the left and the right side of the swipe: the chosen view, then the other."""
    answered: str
    """Which maps answer where they are of other days, in brackets after a blank; empty where none is."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What the page says of its choices."""

    source: FrontSource
    snapshot: door.Snapshot
    figures: ControlFigures
    liberated: BaseGeometry | None
    refused: str
    """Why nothing is told of liberated land; empty where it is."""
    difference: Difference | None


def facts_of(chosen: FrontLineFilters, known: Known) -> Facts:
    """Return the facts of settled choices."""
    source = known.sources[chosen.source]
    liberated, refused = _liberated(chosen)
    return Facts(
        source,
        door.snapshot(chosen.source, chosen.on),
        _figures(chosen, source, known, since=chosen.since if liberated is not None else None),
        liberated,
        refused,
        _difference(chosen, known),
    )


def _liberated(chosen: FrontLineFilters) -> tuple[BaseGeometry | None, str]:
    """Land liberated since the chosen day, or the sentence that refuses it."""
    if chosen.since is None:
        return None, ""
    try:
        return door.liberated(chosen.source, chosen.on, chosen.since).geometry, ""
    except InputError as refused:
        return None, str(refused)


def _figures(chosen: FrontLineFilters, source: FrontSource, known: Known, since: date | None) -> ControlFigures:
    shown = door.figures(chosen.source, chosen.on, since)
    occupied, contested, liberated = shown.occupied_km2, shown.contested_km2, shown.liberated_km2
    before, line_km = door.held_before_2022().area_km2, shown.front_line_km
    if chosen.region:
        row = _row(regions_of(chosen, since), chosen.region)
        occupied, contested, liberated = (row.get(f"{name}_km2") for name in ("occupied", "contested", "liberated"))
        before = _row(_before_by_region(), chosen.region)["before_km2"]
        line_km = line_inside_km(chosen) if line_km is not None else None
    snapshot, settlements = shown.snapshot, door.settlement_history(chosen.source)
    return ControlFigures(
        source.said,
        chosen.on,
        snapshot.file_date,
        snapshot.state_date,
        snapshot.age_days,
        snapshot.last_known,
        snapshot.approximate,
        occupied,
        before,
        contested,
        liberated,
        since,
        line_km,
        settlements.contested_until if settlements is not None else None,
        known.regions[chosen.region] if chosen.region else None,
    )


def _row(table: pd.DataFrame, region: str) -> dict[str, float]:
    """The areas of one region by the name of their column."""
    own = table.loc[table["region"] == region].iloc[0].to_dict()
    return {str(name): float(value) for name, value in own.items() if str(name).endswith("_km2")}


def line_inside_km(chosen: FrontLineFilters) -> float:
    """Geodesic length of the front line inside the chosen region."""
    line = door.front_line(chosen.source, chosen.on)
    regions = door.regions().set_index("region").geometry
    if line is None or chosen.region is None:
        return 0.0
    inside = shapely.get_parts(shapely.intersection(line.geometry, regions[chosen.region]))
    return sum(WGS84.geometry_length(part) for part in inside if part.geom_type == "LineString") / 1000


@lru_cache(maxsize=1)
def _before_by_region() -> pd.DataFrame:
    return areas_by_region({"before_km2": door.held_before_2022().geometry}, door.regions())


def regions_of(chosen: FrontLineFilters, since: date | None) -> pd.DataFrame:
    """The areas of every region on the chosen day, with what was liberated since a day where one is named."""
    return door.by_region(chosen.source, chosen.on, since)


def region_table(chosen: FrontLineFilters, since: date | None) -> pd.DataFrame:
    """The regions with control, documented accidents, published figures and treaty facts of the chosen day."""
    return front_join.regions_joined(chosen.source, chosen.on, since)


def region_figures_by(on: date) -> pd.DataFrame:
    """The published figures on the land of single regions up to a day, with the names of the regions."""
    figures = data.ukraine_region_figures()
    names = region_names()
    known = figures.loc[figures["date"] <= on.isoformat()]
    return known.assign(name=[names[code] for code in known["region"]])


def accident_line() -> str:
    """Who tells of the accidents, and what their sample is not."""
    return f"Accidents: {front_accidents.card_line()} A sample, not a census: no rates follow from it."


def published_by(on: date) -> pd.DataFrame:
    """The published figures on mined land whose day is not later than a day."""
    figures = data.ukraine_figures()
    return figures.loc[(figures["date"] != "") & (figures["date"] <= on.isoformat())]


def _difference(chosen: FrontLineFilters, known: Known) -> Difference | None:
    if chosen.compare is Comparison.DAY and chosen.then is not None:
        return _of_days(chosen, known, chosen.then)
    if chosen.compare is Comparison.SOURCE and chosen.other is not None:
        return _of_sources(chosen, known, chosen.other)
    return None


def _of_days(chosen: FrontLineFilters, known: Known, then: date) -> Difference:
    source = known.sources[chosen.source]
    before, after = sorted((chosen.on, then))
    change = door.change(chosen.source, before, after)
    maps = {day: which_map(source, shown) for day, shown in ((before, change.before), (after, change.after))}
    answered = in_brackets((f"for {in_words(day)}", which) for day, which in maps.items())
    told = ControlChange(
        source.said,
        before,
        after,
        change.gained.area_km2,
        change.lost.area_km2,
        source.approximate,
        answered,
        one_map=before != after and change.before.file_date == change.after.file_date,
    )
    return Difference(
        told,
        {"gained": change.gained.geometry, "lost": change.lost.geometry},
        door.snapshot(chosen.source, then),
        source,
        (in_words(before), in_words(after)),
        (_side(chosen.on, maps[chosen.on]), _side(then, maps[then])),
        answered,
    )


def _side(day: date, which: str) -> str:
    """What stands over one side of the swipe: the day, and the map that answers where it is of another."""
    return f"{in_words(day)}: {which}" if which else in_words(day)


def _of_sources(chosen: FrontLineFilters, known: Known, other: str) -> Difference:
    first, second = known.sources[chosen.source], known.sources[other]
    both = door.disagreement(chosen.source, other, chosen.on)
    shown = [(each, door.snapshot(each.value, chosen.on)) for each in (first, second)]
    answered = in_brackets((f"{source.name}:", which_map(source, each)) for source, each in shown)
    told = SourceDisagreement(
        first.said,
        second.said,
        chosen.on,
        both.only_first.area_km2,
        both.only_second.area_km2,
        first.approximate or second.approximate,
        answered,
    )
    return Difference(
        told,
        {"gained": both.only_second.geometry, "lost": both.only_first.geometry},
        door.snapshot(other, chosen.on),
        second,
        (first.name, second.name),
        (first.name, second.name),
        answered,
    )


def point_of(chosen: FrontLineFilters, known: Known) -> PointFigures | None:
    """What the source says of the chosen point, or of the point of the chosen settlement."""
    own_region = ""
    if chosen.at:
        lon, lat = map(float, chosen.at.split(","))
    elif chosen.place:
        row = front_places.places().iloc[known.places[chosen.place]]
        lon, lat = float(row["lon"]), float(row["lat"])
        own_region = known.regions[str(row["region"])]  # a few points lie beyond the generalised outline
    else:
        return None
    told = door.at_point(chosen.source, chosen.on, lon, lat)
    return PointFigures(
        lon,
        lat,
        known.sources[chosen.source].said,
        chosen.on,
        told.rounded,
        told.distance_km,
        told.days_since_liberation,
        known.days[chosen.source][0],
        in_brackets([("", which_map(known.sources[chosen.source], door.snapshot(chosen.source, chosen.on)))]),
        own_region or region_at(lon, lat),
    )


def region_at(lon: float, lat: float) -> str:
    """The name of the region that a point lies in; empty outside Ukraine."""
    table = door.regions()
    inside = shapely.intersects_xy(table.geometry.to_numpy(), lon, lat)
    return str(table.loc[inside, "name"].iloc[0]) if inside.any() else ""


def law_of(chosen: FrontLineFilters, facts: Facts) -> str:
    """How the held land stands under the Mine Ban Treaty, in a sentence."""
    held = door.held_by_non_party(chosen.source, chosen.on)
    return law_sentence(
        held.occupied_km2,
        territory=TreatyStatus.of(held.territory_status),
        holder=TreatyStatus.of(held.holder_status),
        source=assessed_by(facts.source, facts.snapshot),
        on=chosen.on,
        approximate=facts.source.approximate,
    )


def settlements_on(on: date, source: str = door.LEDGER) -> pd.DataFrame:
    """The settlements of the ledger with the facts of a day, their id and the name of their region."""
    names = region_names()
    table = front_join.settlements_joined(source, on)
    return table.assign(id=front_places.places()["id"], region=[names[code] for code in table["region"]])


def settlement_of(chosen: FrontLineFilters, known: Known) -> SettlementFacts | None:
    """What is known of the chosen settlement on the chosen day."""
    if not chosen.place:
        return None
    row = front_join.settlements_joined(chosen.source, chosen.on).iloc[known.places[chosen.place]]
    return SettlementFacts(
        name=str(row["name"]),
        on=chosen.on,
        source=assessed_by(known.sources[chosen.source], door.snapshot(chosen.source, chosen.on)),
        control=Control.of(str(row["control"])),
        days_since_change=_whole(row["days_since_change"]),
        days_since_liberation=_whole(row["days_since_liberation"]),
        accidents=(int(row["accidents_nearest"]), int(row["accidents_within_10_km"]), int(row["accidents_stand_in"])),
        ledger_ends=ledger_ends(),
        territory=TreatyStatus.of(str(row["territory_status"])),
        holder=TreatyStatus.of(str(row["holder_status"])) if row["holder_status"] else None,
    )


def _whole(value: object) -> int | None:
    """A whole number; None where the cell is empty."""
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def ledger_ends() -> date:
    """The last day that the settlement ledger knows."""
    return front_places.ledger_ends()


def settlements_changed(before: date, after: date) -> pd.DataFrame:
    """The settlements that changed hands between two days, with the name of their region."""
    names = region_names()
    table = door.settlements_changed(before, after)
    return table.assign(region=[names[code] for code in table["region"]])
