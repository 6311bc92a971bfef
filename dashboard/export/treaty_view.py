"""Put the page Treaties on paper: who is bound by a treaty on a day."""

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import Filters

PAGE = "/treaties"


def depict(chosen: Filters, paper: PaperChoices) -> Picture:
    """Return the map of a treaty on a day, of the whole world where no crop is named."""
    return depict_choropleth(
        atlas.treaty_spec(chosen.treaty),
        chosen.on,
        paper,
        page=PAGE,
        query=chosen.to_query(),
        stem=f"mineline-{chosen.treaty.value.lower()}-status-{chosen.on}",
        sources=(data.treaty_citation(),),
        cards=("untc",),
        treaties=(chosen.treaty,),
        rows=lambda: data.readable(data.history(chosen.treaty).status_on(chosen.on)),
    )


VIEW = View("treaties", PAGE, Filters, depict)
