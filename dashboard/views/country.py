"""Show everything that is known of one area, and who says so: treaties, land, people, clearance, stocks and use."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import data, opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.dates import in_words, last_full_year
from dashboard.doors import events, fetched_regions
from dashboard.markdown import plain
from dashboard.parts.area_card import show_area_card
from dashboard.parts.area_chart import show_area_charts
from dashboard.parts.area_neighbours import show_area_neighbours
from dashboard.parts.article4_clock import show_article4_clock
from dashboard.parts.article5_clock import show_article5_clock
from dashboard.parts.brief_download import show_brief_download
from dashboard.parts.casualty_chart import show_casualty_charts
from dashboard.parts.choice import choose_one
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.extent_list import show_extent_list
from dashboard.parts.fetched_regions import show_fetched_regions
from dashboard.parts.figure_sentence import figure_sentence
from dashboard.parts.production_list import show_production_list
from dashboard.parts.release_chart import show_release_charts
from dashboard.parts.source_links import show_source_links
from dashboard.parts.stockpile_list import show_stockpile_list
from dashboard.parts.transfer_list import show_transfer_list
from dashboard.parts.ukraine_land import show_mine_types, show_ukraine_land
from dashboard.parts.use_list import show_use_list
from dashboard.state import CountryFilters
from geodata.errors import MinelineError
from geodata.words import Article4State, Article5State, Measure, Part, Scope, Treaty

ADDRESS = Address(CountryFilters)
PUBLISHERS_OF_EXTENT = ("Mine Action Review", "Landmine Monitor")
UKRAINE = "UKR"
# The cards of all that the page tells of an area.
CARDS = ("untc", "contamination", "casualties", "clearance", "article5", "stockpiles", "mine_use", "producers",
         "transfers", "boundaries")  # fmt: skip


def show_area_choice(chosen: CountryFilters) -> None:
    """Show the choice of area; the day is chosen on the map's timeline."""
    names = data.area_names()
    choose_one(
        st.container(),
        "Area",
        sorted(names, key=lambda code: names[code].casefold()),
        chosen.area,
        lambda area: ADDRESS.choose(area=area or chosen.area),
        name="country-area",
        label_of=lambda code: names[code],
    )


def show_at_a_glance(code: str, on: date) -> None:
    """Show the latest known figures by the day, a sentence each, with who says so."""
    year = last_full_year(on)
    asked = [
        data.figure_of(code, Measure.CONTAMINATION, year),
        *(data.figure_of(code, Measure.EXTENT, year, publisher) for publisher in PUBLISHERS_OF_EXTENT),
        data.figure_of(code, Measure.CASUALTIES, year),
        data.figure_of(code, Measure.CLEARANCE, year, part=Part.CLEARED),
        data.figure_of(code, Measure.STOCKPILES, year),
    ]
    # Both publishers of extent end with the same completion, which is told once.
    for told in dict.fromkeys(figure_sentence(row, year) for row in asked):
        st.text(told)
    standing = data.article5_of(code, on)
    deadline = "" if pd.isna(standing["deadline"]) else f", {in_words(standing['deadline'].date())}"
    state = Article5State.of(str(standing["state"]))
    st.text(f"Clearance deadline (Mine Ban Treaty, Art. 5): {state.label}{deadline}.")
    stock = Article4State.of(str(data.article4_of(code, on)["state"]))
    st.text(f"Destruction of stockpiles (Mine Ban Treaty, Art. 4): {stock.label}.")


def say_empty(code: str, measure: Measure, on: date) -> None:
    """Say in words that there is no row on a measure, and why."""
    year = last_full_year(on)
    row = data.figure_of(code, measure, year)
    st.text(f"{measure.label} of {data.area_names()[code]}: our tables hold no row. {figure_sentence(row, year)}")


def show_regions(code: str) -> None:
    """Show the first-level regions that a refresh has brought, where it has, with the events of one source in each."""
    try:
        found = fetched_regions.regions_of(code)
    except MinelineError as fault:
        st.error(plain(str(fault)))
        return
    if found is None:
        return
    st.subheader("First-level regions, as fetched from geoBoundaries", anchor=False)
    titles = {source.id: source.title for source in events.sources()}
    source = st.selectbox("Events of", list(titles), format_func=lambda key: titles[key], key=f"regions-events-{code}")
    told = (
        f"Regions: geoBoundaries (gbOpen), fetched on {found.fetched_on} from {found.url}. {' '.join(found.remarks)} "
        "They follow their own source's view of disputed land; no other map here is drawn from them. "
        f"Events: {events.source_of(source).citation}"
    )
    show_fetched_regions(found.regions, fetched_regions.with_events(code, source), told, code)
    show_source_links(data.cards_of("geoboundaries", events.source_of(source).card))


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    chosen, faults = ADDRESS.now()
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    show_area_choice(chosen)

    code, on, theme, names = chosen.area, chosen.on, st.context.theme.type or "light", data.area_names()
    name = names[code]
    mine_ban = data.history(Treaty.MBT)
    left, right = st.columns([3, 2])
    with left:
        # A map opens on its area, so that each area has a map of its own; the day never makes a new one.
        show_maps(
            [Panel(opening_maps.world_script(), opening_maps.treaty_timeline(Treaty.MBT))],
            day=on,
            today=data.today(),
            area=code,
            key=f"country-map-{code}",
            on_rest=ADDRESS.hand_rested,
            view=data.area_view(code),
        )
    with right:
        st.subheader("At a glance", anchor=False)
        show_at_a_glance(code, on)
    st.caption(plain(data.source_line(Treaty.MBT)))
    cards = [*CARDS, "ukraine"] if code == UKRAINE else CARDS
    show_source_links(data.cards_of(*cards))
    show_brief_download(code, name, on)
    show_export_panel("country", chosen)

    show_area_card(
        code, mine_ban, [data.history(treaty) for treaty in Treaty if treaty is not Treaty.MBT], on, theme, link=False
    )

    areas = data.figure_rows(code, Measure.CONTAMINATION)
    potential = areas["scope"] == Scope.POTENTIAL.value
    st.subheader("Recorded mined area through the years", anchor=False)
    if potential.all():
        say_empty(code, Measure.CONTAMINATION, on)
    else:
        show_area_charts(areas.loc[~potential], code, name, theme)

    st.subheader("Extent of contamination, in each publisher's word", anchor=False)
    rows = data.figure_rows(code, Measure.EXTENT)
    if rows.empty:
        say_empty(code, Measure.EXTENT, on)
    else:
        show_extent_list(rows, code)

    if potential.any():
        st.subheader("Potentially contaminated land, another measure", anchor=False)
        st.text(Scope.POTENTIAL.definition)
        show_area_charts(areas.loc[potential], code, name, theme, "potential-area")
    if code == UKRAINE:
        st.subheader("Potentially contaminated land of Ukraine, statement by statement", anchor=False)
        show_ukraine_land(data.ukraine_figures(), theme)

    st.subheader("Casualties by year", anchor=False)
    rows = data.figure_rows(code, Measure.CASUALTIES)
    if rows.empty:
        say_empty(code, Measure.CASUALTIES, on)
    else:
        show_casualty_charts(rows, code, name, theme)

    st.subheader("Land release by result", anchor=False)
    rows = data.figure_rows(code, Measure.CLEARANCE)
    if rows.empty:
        say_empty(code, Measure.CLEARANCE, on)
    else:
        show_release_charts(rows, code, name, theme)

    st.subheader("Deadlines of the Mine Ban Treaty", anchor=False)
    show_article5_clock(data.article5_of(code, on), data.first_deadlines_of(code), data.deadlines_of(code), on, theme)

    st.subheader("Stockpiles", anchor=False)
    show_article4_clock(data.article4_of(code, on), data.first_deadlines_of(code), on, theme)
    rows = data.figure_rows(code, Measure.STOCKPILES)
    if rows.empty:
        say_empty(code, Measure.STOCKPILES, on)
    else:
        show_stockpile_list(rows, code)

    st.subheader("New use, as place and as user", anchor=False)
    answers = data.use_of(code)
    if answers.empty:
        say_empty(code, Measure.USE, on)
    else:
        show_use_list(answers, code, name)

    st.subheader("Production", anchor=False)
    rows = data.figure_rows(code, Measure.PRODUCERS)
    if rows.empty:
        say_empty(code, Measure.PRODUCERS, on)
    else:
        show_production_list(rows, code)

    st.subheader("Transfers", anchor=False)
    transfers = data.transfers_of(code)
    if transfers.empty:
        st.text(f"No transfer to {name} or by it was read. That is not a finding that there was none.")
    else:
        show_transfer_list(transfers, code)

    if code == UKRAINE:
        st.subheader("Documented types of mines", anchor=False)
        show_mine_types(data.ukraine_mine_types())

    show_regions(code)

    st.subheader("Land neighbours", anchor=False)
    show_area_neighbours(
        data.land_neighbours(code), data.readable(mine_ban.status_on(on)), names, Treaty.MBT.label, code, on
    )


st.header("What is known of one area, and who says so?", anchor=False)
show_page()
