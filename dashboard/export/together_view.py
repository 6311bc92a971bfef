"""Put the question of the page Together on paper: who is bound by one treaty and not by another."""

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import TogetherFilters
from geodata.together import standings_on
from geodata.words import Treaty

PAGE = "/together"


def depict(chosen: TogetherFilters, paper: PaperChoices) -> Picture:
    """Return the map of the question; its rows are every area under all four treaties."""
    return depict_choropleth(
        atlas.question_spec(chosen.first, chosen.second),
        chosen.on,
        paper,
        page=PAGE,
        query=chosen.to_query(),
        stem=f"mineline-{chosen.first.value.lower()}-not-{chosen.second.value.lower()}-{chosen.on}",
        sources=(data.treaty_citation(),),
        cards=("untc",),
        rows=lambda: standings_on([data.history(treaty) for treaty in Treaty], chosen.on),
    )


VIEW = View("together", PAGE, TogetherFilters, depict)
