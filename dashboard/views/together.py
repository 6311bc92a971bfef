"""Show the four treaties together: four maps of one day, and who is bound by one treaty and not by another."""

from functools import partial

import streamlit as st

from dashboard import atlas, data, opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.markdown import plain
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.question import show_answer, show_question
from dashboard.parts.source_links import show_source_links
from dashboard.parts.standing_table import show_standing_table
from dashboard.state import TogetherFilters
from geodata.errors import InputError
from geodata.together import answer_on, standings_on
from geodata.words import Treaty

ADDRESS = Address(TogetherFilters)


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    chosen, faults = ADDRESS.now()
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    show_here = partial(show_maps, day=chosen.on, today=data.today(), area=chosen.area, on_rest=ADDRESS.hand_rested)

    histories = [data.history(treaty) for treaty in Treaty]
    script = opening_maps.world_script(fixed=True)
    show_here(
        [Panel(script, opening_maps.treaty_timeline(treaty)) for treaty in Treaty],
        key="together-maps",
        projection=data.projection_note(*Treaty),
    )
    st.caption(plain(data.source_line(*Treaty)))
    show_source_links(data.cards_of("untc", "boundaries"))
    show_export_panel("four", chosen)

    st.subheader("Every area under all four", anchor=False)
    show_standing_table(
        standings_on(histories, chosen.on),
        file_name=f"mineline-four-treaties-{chosen.on}.csv",
        chosen=chosen.area,
        on_choose=lambda code: ADDRESS.choose(area=code),
        key="standings",
    )

    st.subheader("Bound by one and not by the other", anchor=False)
    show_question(chosen.first, chosen.second, on_change=ADDRESS.choose)
    try:
        timeline = atlas.question_timeline(chosen.first, chosen.second)
        first, second = data.history(chosen.first), data.history(chosen.second)
        answer = answer_on(first, second, chosen.on)
    except InputError as refused:
        st.warning(plain(str(refused)))
        return
    show_answer(answer, first, second, chosen.on, f"mineline-question-{chosen.on}.csv")
    show_here([Panel(opening_maps.world_script(), timeline)], key="question-map")
    st.caption(plain(data.source_line(chosen.first, chosen.second)))
    show_export_panel("together", chosen)


st.header("Four treaties together", anchor=False)
show_page()
