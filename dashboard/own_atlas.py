"""Hand out the map of a reader's own figures: one specification for the screen, the paper and the table."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from dashboard import atlas, data
from dashboard.doors import own
from dashboard.map_measure import MapMeasure
from dashboard.maps.panel_map import YearFigures, specify_panel
from dashboard.maps.specification import ChoroplethSpec
from geodata.joined import with_status
from geodata.words import Treaty, YearMode


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
        return replace(spec, title=f"{self.shown.label}, a file brought by the reader ({self.figures.publisher})")

    def timeline(self) -> str:
        """Path of the map's years on the shelf."""
        return atlas.passing_timeline(self.spec)

    def rows_of(self, year: int) -> pd.DataFrame:
        """The rows of the page's table: every area in a year, with its status under the Mine Ban Treaty at its end."""
        return with_status(self.every[year - self.every[0].year].table, data.history(Treaty.MBT), date(year, 12, 31))
