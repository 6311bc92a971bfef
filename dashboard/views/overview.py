"""Show today's picture: where mines are, who is bound not to lay them, and what has changed in twelve months."""

import streamlit as st

from dashboard import atlas, data
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.dates import year_before
from dashboard.doors import joined
from dashboard.markdown import plain
from dashboard.parts.change_list import show_change_list
from dashboard.parts.choice import choose_among, choose_area
from dashboard.parts.deadline_list import show_deadline_list
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.joined_answers import show_massive_not_bound, show_transfers, show_use
from dashboard.parts.overview_figures import Picture, sentence, show_overview_figures
from dashboard.parts.source_links import show_source_links
from dashboard.parts.status_table import show_status_table
from dashboard.state import OverviewFilters
from geodata.errors import InputError
from geodata.joined_questions import BEARERS
from geodata.treaty_rules import OPENING_DAY
from geodata.words import ExtentClass, JoinedQuestion, Measure, Treaty

MAP = "overview-map"
COUNTRY = "views/country.py"
# The sources of all that stands on the page.
CARDS = ("untc", "contamination", "casualties", "population", "article5", "mine_use", "transfers", "boundaries")
ADDRESS = Address(OverviewFilters)


def settled(chosen: OverviewFilters, faults: list[str]) -> OverviewFilters:
    """Return the choices with a publisher that classes the extent; an unknown one adds a sentence to `faults`."""
    opening = data.publishers(Measure.EXTENT)[0]
    if not chosen.publisher:
        return chosen.with_(publisher=opening)
    try:
        data.check_publisher(Measure.EXTENT, chosen.publisher)
    except InputError as fault:
        faults.append(str(fault))
        return chosen.with_(publisher=opening)
    return chosen


def show_filters(chosen: OverviewFilters) -> None:
    """Show the choice of publisher and of area; the day is chosen on the map's timeline."""
    left, right = st.columns([2, 1])
    choose_among(
        left,
        "Extent of contamination in the words of",
        data.publishers(Measure.EXTENT),
        chosen.publisher,
        lambda publisher: ADDRESS.choose(publisher=publisher),
        name="overview-publisher",
    )
    choose_area(right, data.area_names(), chosen.area, lambda area: ADDRESS.choose(area=area), name="overview-area")


def picture_of(chosen: OverviewFilters, year: int) -> Picture:
    """Return what the key figures of the day are made of."""
    history, extents = data.history(Treaty.MBT), joined.extents(chosen.publisher)[year]
    before = year_before(chosen.on)
    before_opening = before < OPENING_DAY
    return Picture(
        on=chosen.on,
        before=None if before_opening else before,
        bound=history.counts_on(chosen.on)["in_force"],
        bound_before=None if before_opening else history.counts_on(before)["in_force"],
        extent_year=year,
        publisher=chosen.publisher,
        contaminated=joined.joined_answer(
            JoinedQuestion.CONTAMINATED_BY_STATUS, chosen.on, year, publisher=chosen.publisher
        ),
        massive=int((extents["word"] == ExtentClass.MASSIVE.value).sum()),
        massive_not_bound=len(
            joined.joined_answer(JoinedQuestion.MASSIVE_NOT_BOUND, chosen.on, year, publisher=chosen.publisher)
        ),
        world=joined.world_casualties_by(chosen.on),
    )


def show_joined(chosen: OverviewFilters, year: int, picture: Picture) -> None:
    """Show the joined questions of the day."""
    on, publisher = chosen.on, chosen.publisher
    st.subheader("By treaty status", anchor=False)
    show_status_table(
        picture.contaminated,
        joined.joined_answer(JoinedQuestion.CASUALTIES_BY_STATUS, on, year),
        joined.joined_answer(JoinedQuestion.PEOPLE_BY_STATUS, on, year),
    )
    st.subheader("Massively contaminated and not bound", anchor=False)
    show_massive_not_bound(on, year, publisher)

    st.subheader("New use, asked three ways that are never one", anchor=False)
    edition = joined.last_use_edition(on)
    if edition is None:
        st.text("No publication on use has been read that is as old as this day.")
    else:
        for question in BEARERS:
            show_use(question, on, year, edition)
        st.caption(
            "The treaty binds a user or a place here only where it did so through the whole reported period. Reports "
            "are no list of all use."
        )
    st.subheader("From a state that is not bound to one that is", anchor=False)
    show_transfers(on, year)


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    asked, faults = ADDRESS.now()
    chosen = settled(asked, faults)
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    show_filters(chosen)

    above = st.container()
    show_maps(
        [Panel(atlas.world_script(), atlas.joined_timeline(chosen.publisher))],
        day=chosen.on,
        today=data.today(),
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
    )
    year = joined.last_extent_year(chosen.on)
    picture = picture_of(chosen, year)
    above.text(f"{sentence(picture)} {joined.completeness(year, chosen.publisher)}")
    st.caption(plain(joined.overview_source_line()))
    show_source_links(data.cards_of(*CARDS))
    show_export_panel("overview", chosen)
    if chosen.area:
        st.text(data.history(Treaty.MBT).explain(chosen.area, chosen.on))
        st.page_link(
            COUNTRY,
            label=f"All that is known of {plain(data.area_names()[chosen.area])}",
            query_params={"area": chosen.area, "on": chosen.on.isoformat()},
        )
    show_overview_figures(picture)

    st.subheader("What changed in the last twelve months", anchor=False)
    show_change_list([data.history(treaty) for treaty in Treaty], max(OPENING_DAY, year_before(chosen.on)), chosen.on)

    st.subheader("Clearance deadlines (Mine Ban Treaty, Art. 5)", anchor=False)
    show_deadline_list(chosen.on)
    show_joined(chosen, year, picture)


st.header("Where are the mines, and who is bound not to lay them?", anchor=False)
show_page()
