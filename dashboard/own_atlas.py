"""Hand out the map of a reader's own figures: one specification for the screen, the paper and the table."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from dashboard import atlas, data
from dashboard.doors import own
from dashboard.map_measure import MapMeasure
from dashboard.maps.panel_map import YearFigures, specify_panel
from dashboard.maps.specification import Change, ChoroplethSpec
from geodata.joined import with_status
from geodata.words import Emptiness, Treaty, YearMode

ABSENT = {Emptiness.NOT_READ.value: "Not in the reader's file"}
"""What stands for the words of emptiness that speak of our own reading."""


def _told(change: Change) -> Change:
    """A change whose words speak of the reader's file, where nothing was read for the area."""
    absent = change.act == Emptiness.NOT_READ.definition
    return replace(change, act="The reader's file has no row for this area and year.") if absent else change


@dataclass(frozen=True)
class OwnMap:
    """Own figures and which of them are mapped; what is made of them is made once."""

    figures: own.OwnFigures
    shown: MapMeasure

    @cached_property
    def every(self) -> list[YearFigures]:
        """What the figures say of every area, year by year; raises InputError or TableError where they are none."""
        panel, weapon = own.panel_of(self.figures), own.weapon_of(self.figures)
        years = own.years_of(self.figures)
        return [
            own.year_figures(panel, self.shown, year, self.figures.publisher, weapon)
            for year in range(years[0], years[-1] + 1)
        ]

    @cached_property
    def spec(self) -> ChoroplethSpec:
        """The map over all years of the file."""
        spec = specify_panel(
            self.shown,
            YearMode.THAT_YEAR,
            self.figures.publisher,
            self.every,
            facts_as_of=date(self.every[-1].year, 12, 31),
            policy=data.boundary_policy().name,
        )
        return replace(
            spec,
            title=f"{self.shown.label}, a file brought by the reader ({self.figures.publisher})",
            classes=tuple(replace(word, label=ABSENT.get(word.value, word.label)) for word in spec.classes),
            areas=tuple(replace(area, changes=tuple(map(_told, area.changes))) for area in spec.areas),
            notes=(),  # no list of areas is known that the file should cover
        )

    def timeline(self) -> str:
        """Path of the map's years on the shelf."""
        return atlas.passing_timeline(self.spec)

    def rows_of(self, year: int) -> pd.DataFrame:
        """The rows of the page's table: every area in a year, with its status under the Mine Ban Treaty at its end."""
        return with_status(self.every[year - self.every[0].year].table, data.history(Treaty.MBT), date(year, 12, 31))
