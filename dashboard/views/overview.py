"""Show today's picture: where mines are, who is bound not to lay them, and what has changed in twelve months."""

import streamlit as st

from dashboard import opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.doors.day import today
from dashboard.doors.opening import opening
from dashboard.markdown import plain
from dashboard.parts.choice import choose_among, choose_area
from dashboard.state import OverviewFilters
from geodata.errors import InputError
from geodata.words import Measure

MAP = "overview-map"
ADDRESS = Address(OverviewFilters)


def settled(chosen: OverviewFilters, faults: list[str]) -> OverviewFilters:
    """Return the choices with a publisher that classes the extent; an unknown one adds a sentence to `faults`."""
    known = opening().publishers
    if chosen.publisher and chosen.publisher not in known:
        from dashboard.doors.figures import check_publisher

        try:
            check_publisher(Measure.EXTENT, chosen.publisher)
        except InputError as fault:
            faults.append(str(fault))
    return chosen if chosen.publisher in known else chosen.with_(publisher=known[0])


def show_filters(chosen: OverviewFilters) -> None:
    """Show the choice of publisher and of area; the day is chosen on the map's timeline."""
    left, right = st.columns([2, 1])
    choose_among(
        left,
        "Extent of contamination in the words of",
        opening().publishers,
        chosen.publisher,
        lambda publisher: ADDRESS.choose(publisher=publisher),
        name="overview-publisher",
    )
    choose_area(right, opening().area_names, chosen.area, lambda area: ADDRESS.choose(area=area), name="overview-area")


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
        [Panel(opening_maps.world_script(), opening_maps.joined_timeline(chosen.publisher))],
        day=chosen.on,
        today=today(),
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
    )
    from dashboard.parts.overview_day import show_day  # it brings in the tables, once the map is on its way

    show_day(chosen, above)


st.header("Where are the mines, and who is bound not to lay them?", anchor=False)
show_page()
