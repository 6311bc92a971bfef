"""Show who is bound by a treaty on any day since 3 December 1997."""

import streamlit as st

from dashboard import data, opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.dates import year_before
from dashboard.markdown import plain
from dashboard.parts.area_card import show_area_card
from dashboard.parts.choice import choose_among, choose_area
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.key_figures import sentence, show_key_figures
from dashboard.parts.source_links import show_source_links
from dashboard.parts.table_twin import show_table_twin
from dashboard.state import Filters
from geodata.treaty_rules import OPENING_DAY
from geodata.words import Treaty

MAP = "treaty-map"
ADDRESS = Address(Filters)


def show_filters(chosen: Filters) -> None:
    """Show the choice of treaty and of area; the day is chosen on the map's timeline."""
    left, right = st.columns([2, 1])
    choose_among(
        left,
        "Treaty",
        list(Treaty),
        chosen.treaty,
        lambda treaty: ADDRESS.choose(treaty=treaty),
        name="treaty",
        label_of=lambda treaty: treaty.label,
    )
    left.caption(chosen.treaty.definition)
    choose_area(right, data.area_names(), chosen.area, lambda area: ADDRESS.choose(area=area))


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    chosen, faults = ADDRESS.now()
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    show_filters(chosen)

    history = data.history(chosen.treaty)
    day_before = year_before(chosen.on)
    st.text(sentence(history, chosen.on))
    if day_before >= OPENING_DAY:
        st.text(f"A year earlier: {sentence(history, day_before)}")
    show_maps(
        [Panel(opening_maps.world_script(), opening_maps.treaty_timeline(chosen.treaty))],
        day=chosen.on,
        today=data.today(),
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
    )
    st.caption(plain(data.source_line(chosen.treaty)))
    show_source_links(data.cards_of("untc", "boundaries"))
    show_export_panel("treaties", chosen)

    if chosen.area:
        others = [data.history(treaty) for treaty in Treaty if treaty is not chosen.treaty]
        show_area_card(chosen.area, history, others, chosen.on, st.context.theme.type or "light")

    show_key_figures(history, chosen.on, day_before if day_before >= OPENING_DAY else None)

    st.subheader("All areas", anchor=False)
    show_table_twin(
        data.readable(history.status_on(chosen.on)),
        file_name=f"mineline-{chosen.treaty.value.lower()}-status-{chosen.on}.csv",
        chosen=chosen.area,
        on_choose=lambda code: ADDRESS.choose(area=code),
        key="areas",
    )


st.header("Who is bound by the treaties on mines?", anchor=False)
show_page()
