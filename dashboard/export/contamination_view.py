"""Put the page Contamination on paper: a measure in a year, according to a publisher, narrowed as the page is."""

from datetime import date

from dashboard import atlas, data
from dashboard.doors.denominators import denominator_line
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.figure_view import file_stem, leaves_out, narrowed, rows_of, settled_strictly, shown_by
from dashboard.map_measure import Rate
from dashboard.maps.narrow import narrowed_spec
from dashboard.state import ContaminationFilters
from geodata.joined import TREATY_OF

PAGE = "/contamination"
CARDS = (
    "contamination", "casualties", "clearance", "mine_use", "stockpiles", "article5", "untc",
)  # fmt: skip


def depict(chosen: ContaminationFilters, paper: PaperChoices) -> Picture:
    """Return the map of a measure in a year; its rows are those of the page's table.

    Raises
    ------
    InputError
        The measure has no figures of that publisher or those weapons, or the crop is not a part of the world.
    """
    whole = settled_strictly(chosen)
    measure, mode, publisher, weapon, rate = shown_by(whole)
    spec = atlas.panel_spec(measure, mode, publisher, weapon, rate, whole.scheme)
    if whole.region or whole.status:
        spec = narrowed_spec(spec, lambda code, year: leaves_out(whole, code, year))
    divided = denominator_line(rate)
    return depict_choropleth(
        spec,
        date(whole.year, 12, 31),
        paper,
        page=PAGE,
        query=whole.to_query(),
        stem=file_stem(whole),
        sources=(*data.figure_citations(measure, whole.year, mode, publisher, weapon), *([divided] if divided else [])),
        cards=(*CARDS, "population") if rate is Rate.PER_PEOPLE else CARDS,
        treaties=(TREATY_OF[whole.weapon],),
        rows=lambda: rows_of(whole),
        crop=whole.region or "world",
        lead=narrowed(whole),
    )


VIEW = View("contamination", PAGE, ContaminationFilters, depict)
