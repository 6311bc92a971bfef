"""Put the map of the page Country on paper: one area under the Mine Ban Treaty, and what lies around it."""

import pandas as pd

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import CountryFilters
from geodata.words import Treaty

PAGE = "/country"


def depict(chosen: CountryFilters, paper: PaperChoices) -> Picture:
    """Return the map around the area; its row is the area's own status."""
    name = data.area_names()[chosen.area]

    def rows() -> pd.DataFrame:
        table = data.readable(data.history(Treaty.MBT).status_on(chosen.on))
        return table.loc[table["iso3"] == chosen.area].reset_index(drop=True)

    return depict_choropleth(
        atlas.treaty_spec(Treaty.MBT),
        chosen.on,
        paper,
        page=PAGE,
        query=chosen.to_query(),
        stem=f"mineline-country-{chosen.on}",
        sources=(data.treaty_citation(),),
        cards=("untc",),
        treaties=(Treaty.MBT,),
        rows=rows,
        crop=chosen.area,
        title=f"{name} under the {Treaty.MBT.label}",
    )


VIEW = View("country", PAGE, CountryFilters, depict)
