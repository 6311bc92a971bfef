"""Put the four small maps of the page Together on paper: who is bound by each of the treaties on a day."""

from urllib.parse import urlencode

from dashboard import atlas, data
from dashboard.export.choropleth import PURPOSE
from dashboard.export.multiples import painter_of, shared_legend, subtitle_of, window_of
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Sheet
from dashboard.export.views import View
from dashboard.maps.crop import parse_crop
from dashboard.state import TogetherFilters
from geodata.together import standings_on
from geodata.words import Treaty

PAGE = "/together"
TITLE = "Four treaties on mines: who is bound"


def depict(chosen: TogetherFilters, paper: PaperChoices) -> Picture:
    """Return the four maps as one figure, each from the specification of its treaty's own map.

    Raises
    ------
    InputError
        The crop is not a part of the world.
    """
    specs = {treaty.value.lower(): atlas.treaty_spec(treaty) for treaty in Treaty}
    drawn = tuple(specs.values())
    place = parse_crop(paper.crop or "world")
    plane = "Equal Earth, 11° E" if place is None else f"Lambert equal area around {place.lon:g}°, {place.lat:g}°"
    query = {key: value for key, value in chosen.to_query().items() if value}
    sheet = Sheet(
        title=paper.title or TITLE,
        subtitle=subtitle_of(drawn, chosen.on, data.projection_note(*Treaty)),
        legend=shared_legend(drawn, chosen.on),
        legend_note="" if place is None else "Counts are of the whole world.",
        sources=(data.treaty_citation(), f"{data.boundary_citation()} Projection: {plane}."),
        disclaimer=f"{data.boundary_policy().disclaimer} {PURPOSE}",
        permalink=f"{PAGE}?{urlencode(query)}",
        window=window_of(place, len(specs)),
        size=paper.size,
    )
    whole = f"mineline-four-treaties-{chosen.on}"
    return Picture(
        sheet,
        painter_of(specs, chosen.on, place, chosen.area or ""),
        whole if place is None else f"{whole}-{place.name.lower()}",
        ("untc", "areas", "boundaries"),
        lambda: standings_on([data.history(treaty) for treaty in Treaty], chosen.on),
    )


VIEW = View("four", PAGE, TogetherFilters, depict)
