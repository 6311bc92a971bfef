"""Be the door to a user's own tables of figures: read, understand, keep; never mixed with other sources."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.doors.live import may_refresh
from dashboard.map_measure import MapMeasure
from geodata.mapping import Mapping
from geodata.own_figures import OwnFigures, target_of, understand
from geodata.own_figures import years_of as own_table_years
from geodata.own_origin import OwnOrigin
from geodata.own_regions import REGIONS, OwnRegions, understand_regions
from geodata.words import Measure, Part, Scope, YearMode
from loaders import own_figures, own_regions
from loaders.areas.loader import load_areas
from loaders.mappings import remember, suggested
from loaders.own_figures import OwnTable
from loaders.own_kept import writable
from loaders.own_regions import TitledRegions

if TYPE_CHECKING:
    from dashboard.maps.panel_map import YearFigures
    from geodata.panel import Panel

__all__ = ["REGIONS", "OwnFigures", "OwnRegions", "OwnTable", "TitledRegions"]

read_own_table = own_figures.read_own_table
template = own_figures.template
save = own_figures.save
saved = own_figures.KEPT.titles
load = own_figures.load
forget_kept = own_figures.KEPT.forget
save_regions = own_regions.save
saved_regions = own_regions.KEPT.titles
load_regions = own_regions.load
forget_regions = own_regions.KEPT.forget
panel_of = own_figures.panel_of
regions_template = own_figures.regions_template

SHOWN_AS = {
    Measure.CONTAMINATION: (MapMeasure.RECORDED, MapMeasure.CHA, MapMeasure.SHA),
    Measure.CASUALTIES: (MapMeasure.CASUALTIES, MapMeasure.KILLED, MapMeasure.INJURED),
    Measure.CLEARANCE: (MapMeasure.CLEARED, MapMeasure.REDUCED, MapMeasure.CANCELLED, MapMeasure.DESTROYED),
    Measure.STOCKPILES: (MapMeasure.STOCKPILES,),
    Measure.EXTENT: (MapMeasure.EXTENT,),
    Measure.USE: (MapMeasure.USE,),
    Measure.PRODUCERS: (),
    Measure.TRANSFERS: (),
}
"""How the figures of a measure can be mapped; lists of producers and transfers are shown as tables."""


def may_keep() -> bool:
    """Whether visitors may keep figures on this server: its data folder takes them, and nothing is switched off."""
    return may_refresh() and writable()


def suggestion(measure: Measure, table: OwnTable) -> Mapping:
    """The columns to begin with: those remembered for such a table, or a guess by their names."""
    return suggested(target_of(measure), table.columns)[0]


def read_regions(content: bytes, name: str, layer: str = "") -> OwnTable:
    """A user's layer of regions, the named one of several, as text with its shapes.

    Raises
    ------
    InputError
        It cannot be taken; one sentence says why.
    """
    return own_figures.read_own_table(content, name, shapes=True, layer=layer)


def region_suggestion(table: OwnTable) -> Mapping:
    """The columns to begin with for a layer of regions."""
    return suggested(REGIONS, table.columns)[0]


def understood(
    table: OwnTable, measure: Measure, mapping: Mapping, publisher: str, weapon: Scope, unit: str
) -> OwnFigures:
    """What is understood of a table by this mapping.

    Raises
    ------
    InputError
        The mapping cannot be followed; one sentence says why.
    """
    figures = understand(
        table.rows, measure, mapping, load_areas(), publisher=publisher, weapon=weapon, unit=unit, read_on=table.name
    )
    return replace(figures, origin=OwnOrigin(table.file_name, table.sha256, mapping.columns, weapon, unit))


def understood_regions(table: OwnTable, mapping: Mapping, title: str) -> TitledRegions:
    """What is understood of a layer by this mapping, under a title.

    Raises
    ------
    MappingError
        The mapping cannot be followed; one sentence says why.
    """
    own = understand_regions(table.rows, mapping)
    return TitledRegions(own, title, table.name, OwnOrigin(table.file_name, table.sha256, mapping.columns))


def figures_again(content: bytes, origin: OwnOrigin, measure: Measure, publisher: str) -> OwnFigures:
    """The figures that a file gave when it was read as its origin says; raises InputError with one sentence."""
    mapping = Mapping(target_of(measure).id, dict(origin.columns))
    table = read_own_table(content, origin.file_name)
    return understood(table, measure, mapping, publisher, origin.weapon, origin.unit)


def regions_again(content: bytes, origin: OwnOrigin, title: str) -> TitledRegions:
    """The layer that a file gave when it was read as its origin says; raises InputError with one sentence."""
    return understood_regions(read_regions(content, origin.file_name), Mapping(REGIONS.id, dict(origin.columns)), title)


def remember_mapping(mapping: Mapping, table: OwnTable) -> None:
    """Keep an accepted mapping for tables with the same columns."""
    remember(mapping, table.columns)


def years_of(figures: OwnFigures) -> list[int]:
    """The years that have a figure, oldest first."""
    return own_table_years(figures.table)


def year_figures(panel: "Panel", shown: MapMeasure, year: int, publisher: str, weapon: Scope) -> "YearFigures":
    """What the user's figures say of every area in a year."""
    from dashboard.maps.panel_map import YearFigures
    from geodata.panel import figures
    from geodata.panel_sums import completeness_of

    own = shown.figures
    part = None if own.part is Part.CLASS else own.part
    table = figures(panel, own.measure, year, YearMode.THAT_YEAR, publisher, weapon, part)
    whole = completeness_of(panel, table, own.measure, year, YearMode.THAT_YEAR, publisher, weapon)
    return YearFigures(year, table, whole)


def weapon_of(figures: OwnFigures) -> Scope:
    """Which weapons the figures count."""
    if "weapon" not in figures.table.columns:
        return Scope.APM
    return Scope.of(str(figures.table["weapon"].iloc[0]))


def rejects_of(figures: OwnFigures) -> pd.DataFrame:
    """The rows that were not taken, with the reason."""
    return figures.rejects.rename(columns={"row": "Row in the file", "reason": "Why it is not taken"})
