"""Put the page Contamination on paper: a measure in a year, according to a publisher."""

from datetime import date

import pandas as pd

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import ContaminationFilters
from geodata.joined import TREATY_OF, with_status
from geodata.words import Scope, YearMode

PAGE = "/contamination"
CARDS = (
    "contamination", "casualties", "clearance", "mine_use", "stockpiles", "article5", "untc",
)  # fmt: skip


def depict(chosen: ContaminationFilters, paper: PaperChoices) -> Picture:
    """Return the map of a measure in a year; its rows are those of the page's table, all areas or a region's.

    Raises
    ------
    InputError
        The measure has no figures of that publisher, or the crop is not a part of the world.
    """
    known = data.publishers(chosen.measure.figures.measure)
    publisher = data.check_publisher(chosen.measure.figures.measure, chosen.publisher or known[0])
    settled = chosen.with_(publisher=publisher)
    words = [
        chosen.measure.value,
        *(["latest-known"] if chosen.mode is YearMode.LATEST_KNOWN else []),
        str(chosen.year),
    ]
    return depict_choropleth(
        atlas.panel_spec(chosen.measure, chosen.mode, publisher),
        date(chosen.year, 12, 31),
        paper,
        page=PAGE,
        query=settled.to_query(),
        stem="-".join(["mineline", *words]).replace("_", "-"),
        sources=data.figure_citations(chosen.measure, chosen.year, chosen.mode, publisher),
        cards=CARDS,
        rows=lambda: _rows(settled),
        crop=chosen.region or "world",
    )


def _rows(chosen: ContaminationFilters) -> pd.DataFrame:
    table = data.year_figures(chosen.measure, chosen.year, chosen.mode, chosen.publisher).table
    if chosen.region is not None:
        areas = data.areas()
        table = table.loc[table["iso3"].isin(areas.loc[areas["region"] == chosen.region, "iso3"])]
    return with_status(table, data.history(TREATY_OF[Scope.APM]), date(chosen.year, 12, 31))


VIEW = View("contamination", PAGE, ContaminationFilters, depict)
