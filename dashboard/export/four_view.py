"""Put the four small maps of the page Together on paper: who is bound by each of the treaties on a day."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard import atlas, data
from dashboard.export.choropleth import PURPOSE, frame_source
from dashboard.export.multiples import painter_of, shared_legend, subtitle_of, window_of
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Sheet
from dashboard.export.views import View
from dashboard.maps.crop import Crop, parse_crop
from dashboard.maps.specification import ChoroplethSpec
from dashboard.state import TogetherFilters
from geodata.together import standings_on
from geodata.words import Treaty

if TYPE_CHECKING:
    from dashboard.export.record import Record

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
    query = {key: value for key, value in chosen.to_query().items() if value}
    sheet = Sheet(
        title=paper.title or TITLE,
        subtitle=subtitle_of(drawn, chosen.on, data.projection_note(*Treaty)),
        legend=shared_legend(drawn, chosen.on),
        legend_note="" if place is None else "Counts are of the whole world.",
        sources=(data.treaty_citation(), frame_source(place)),
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
        lambda whole, record: _page(specs, chosen, place, whole, record),
    )


def _page(
    specs: Mapping[str, ChoroplethSpec], chosen: TogetherFilters, place: Crop | None, sheet: Sheet, record: "Record"
) -> bytes:
    """The HTML file of the four maps, whose projection is that of the screen."""
    from dashboard.export.standalone import build_multiples

    own = replace(sheet, sources=(*sheet.sources[:-1], frame_source(None)))
    note = data.projection_note(*Treaty)
    return build_multiples(specs, chosen.on, own, record, place, chosen.area, note)


VIEW = View("four", PAGE, TogetherFilters, depict)
