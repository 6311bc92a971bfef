"""Show what is known of a day below the Overview's map: the sentence above it, key figures, changes, joined answers."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data
from dashboard.dates import year_before
from dashboard.doors import joined
from dashboard.markdown import plain
from dashboard.parts.change_list import show_change_list
from dashboard.parts.deadline_list import show_deadline_list
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.joined_answers import show_massive_not_bound, show_transfers, show_use
from dashboard.parts.overview_figures import Picture, sentence, show_overview_figures
from dashboard.parts.source_links import show_source_links
from dashboard.parts.status_table import show_status_table
from dashboard.state import OverviewFilters
from geodata.joined_questions import BEARERS
from geodata.treaty_rules import OPENING_DAY
from geodata.words import ExtentClass, JoinedQuestion, Treaty

COUNTRY = "views/country.py"
CARDS = ("untc", "contamination", "casualties", "population", "article5", "mine_use", "transfers", "boundaries")
"""The sources of all that stands on the page."""


def show_day(chosen: OverviewFilters, above: DeltaGenerator) -> None:
    """Show the day below the map, and the sentence on it in the place `above` it."""
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
