"""Put the page Overview on paper: treaty status on a day joined with the extent of contamination at a year's end."""

import pandas as pd

from dashboard import atlas, data
from dashboard.dates import in_words
from dashboard.doors import joined
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import OverviewFilters
from geodata.words import Measure, Treaty

PAGE = "/"


def depict(chosen: OverviewFilters, paper: PaperChoices) -> Picture:
    """Return the joined map of a day, both dates in its title.

    Raises
    ------
    InputError
        The publisher classes no extent, or the crop is not a part of the world.
    """
    publisher = chosen.publisher or data.publishers(Measure.EXTENT)[0]
    whole = chosen.with_(publisher=data.check_publisher(Measure.EXTENT, publisher))
    spec = atlas.joined_spec(publisher)
    title = next(text for day, text in reversed(spec.titles) if day <= chosen.on)
    return depict_choropleth(
        spec,
        chosen.on,
        paper,
        page=PAGE,
        query=whole.to_query(),
        stem=f"mineline-status-extent-{chosen.on}",
        sources=(data.treaty_citation(), data.extent_citation()),
        cards=("untc", "contamination"),
        treaties=(Treaty.MBT,),
        rows=lambda: _rows(whole),
        title=title.replace("{day}", in_words(chosen.on)),
        lead=joined.completeness(joined.last_extent_year(chosen.on), publisher),
    )


def _rows(chosen: OverviewFilters) -> pd.DataFrame:
    """Return the treaty status of every area on the day beside its extent at the year's end."""
    status = data.history(Treaty.MBT).status_on(chosen.on)
    year = joined.last_extent_year(chosen.on)
    extent = joined.extents(chosen.publisher)[year].drop(columns="name", errors="ignore")
    return status.merge(extent.assign(extent_year=year), on="iso3", how="left", suffixes=("", "_of_extent"))


VIEW = View("overview", PAGE, OverviewFilters, depict)
