"""Show where the mines are, what they do and what is done about them, year by year and according to whom."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import atlas, data
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.map_measure import Drawing, MapMeasure
from dashboard.markdown import plain
from dashboard.parts.choice import choose_among, choose_one
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.figure_bars import MOST, build_figure_bars
from dashboard.parts.figure_table import UNITS, number, publishers_in
from dashboard.parts.figure_twin import show_figure_twin
from dashboard.parts.world_line import build_world_line, world_marks
from dashboard.state import OPENING_YEAR, ContaminationFilters
from geodata.errors import InputError
from geodata.joined import TREATY_OF, with_status
from geodata.panel_sums import ranking, world_total
from geodata.words import Measure, Scope, YearMode

MAP = "contamination-map"
COUNTRY = "views/country.py"
ADDRESS = Address(ContaminationFilters, step="year")


def settled(chosen: ContaminationFilters, faults: list[str]) -> ContaminationFilters:
    """Return the choices with a publisher that the measure has; an unknown one adds a sentence to `faults`."""
    measure = chosen.measure.figures.measure
    opening = data.publishers(measure)[0]
    if not chosen.publisher:
        return chosen.with_(publisher=opening)
    try:
        data.check_publisher(measure, chosen.publisher)
    except InputError as fault:
        faults.append(str(fault))
        return chosen.with_(publisher=opening)
    return chosen


def choose_measure(measure: MapMeasure, publisher: str) -> None:
    """Write the chosen measure into the URL, and the publisher that it opens with where it has not the chosen one."""
    known = data.publishers(measure.figures.measure)
    ADDRESS.choose(measure=measure, publisher=publisher if publisher in known else known[0])


def show_filters(chosen: ContaminationFilters) -> None:
    """Show the choice of measure, publisher, way of looking at a year, and area; the year is chosen on the map."""
    names = data.area_names()
    left, middle, right = st.columns(3)
    choose_one(
        left,
        "Measure",
        list(MapMeasure),
        chosen.measure,
        lambda measure: choose_measure(measure, chosen.publisher),
        name="measure",
        label_of=lambda word: word.label,
    )
    choose_one(
        middle,
        "In the words of" if chosen.measure is MapMeasure.EXTENT else "Publisher whose figure comes first",
        list(data.publishers(chosen.measure.figures.measure)),
        chosen.publisher,
        lambda publisher: ADDRESS.choose(publisher=publisher),
        name="publisher",
    )
    choose_one(
        right,
        "Area",
        list(names),
        chosen.area,
        lambda area: ADDRESS.choose(area=area),
        name="area",
        label_of=lambda code: names[code],
        placeholder="Choose an area",
    )
    left, right = st.columns([2, 1])
    choose_among(
        left,
        "Which figures a year shows",
        list(YearMode),
        chosen.mode,
        lambda mode: ADDRESS.choose(mode=mode),
        name="mode",
        label_of=lambda word: word.label,
    )
    choose_one(
        right,
        "Region of the bars and the table",
        sorted(data.areas()["region"].unique()),
        chosen.region,
        lambda region: ADDRESS.choose(region=region),
        name="region",
        placeholder="The whole world",
    )
    st.caption(plain(f"{chosen.measure.definition} {chosen.mode.label}: {chosen.mode.definition}"))


def heading(chosen: ContaminationFilters) -> str:
    """Return what is shown, of which year, in which way, and according to whom."""
    when = f"at the end of {chosen.year}" if chosen.measure.figures.at_year_end else f"in {chosen.year}"
    if chosen.mode is YearMode.LATEST_KNOWN:
        when = f"by the end of {chosen.year}"
    extent = chosen.measure is MapMeasure.EXTENT
    whose = f"in the words of {chosen.publisher}" if extent else f"figures of {chosen.publisher} first"
    return f"{chosen.measure.label} {when}, {whose}: {chosen.mode.label.lower()}."


def total_of(chosen: ContaminationFilters) -> str:
    """Return the total of the world as a sentence, or the reason why there is none; empty for words."""
    own = chosen.measure.figures
    if own.drawing is Drawing.WORDS:
        return ""
    total = world_total(data.panel(), own.measure, chosen.year, chosen.mode, chosen.publisher, part=own.part)
    if total.value is None:
        return total.reason
    return f"World: {number(total.value)} {UNITS[total.unit]}. {total.reason}"


def within(table: pd.DataFrame, region: str | None) -> pd.DataFrame:
    """Return the rows of a region's areas; all where none is chosen."""
    if region is None:
        return table
    areas = data.areas()
    return table.loc[table["iso3"].isin(areas.loc[areas["region"] == region, "iso3"])]


def show_ranking(chosen: ContaminationFilters, theme: str) -> None:
    """Show the areas by their figure among those that may be compared; words are not ranked."""
    own = chosen.measure.figures
    if own.drawing is Drawing.WORDS:
        return
    ranked = ranking(data.panel(), own.measure, chosen.year, chosen.mode, chosen.publisher, part=own.part)
    st.subheader("Largest figures", anchor=False)
    table = within(ranked.table, chosen.region)
    st.text(f"{ranked.sentence} {len(table)} of these in {chosen.region}." if chosen.region else ranked.sentence)
    if table.empty:
        return
    unit = UNITS[str(table["unit"].iloc[0])]
    st.altair_chart(build_figure_bars(table, unit, theme), width="stretch")
    most = f"The {MOST} largest are drawn. " if len(table) > MOST else ""
    st.caption(
        plain(
            f"{most}Ranked only among figures of the same publisher, people and coverage; areas without a figure have "
            f"no place in it. Source: {publishers_in(table)}; the citation of each stands in the table."
        )
    )


def show_world(chosen: ContaminationFilters, theme: str) -> None:
    """Show the casualties of the world as they were published, first and revised."""
    own = chosen.measure.figures
    if own.measure is not Measure.CASUALTIES:
        return
    marks = world_marks(data.published_casualties(), own.part)
    if marks.empty:
        return
    st.subheader("The world as published", anchor=False)
    now = marks.loc[marks["year"] == chosen.year]
    told = [f"{number(float(row['value']))} ({int(row['edition'])})" for row in now.to_dict("records")]
    told = list(dict.fromkeys(told))
    st.text(
        f"{chosen.measure.label} in {chosen.year}, by edition: {', '.join(told)}."
        if told
        else f"No published figure of {chosen.year} has been read."
    )
    years = (int(marks["year"].min()), int(marks["year"].max()))
    st.altair_chart(build_world_line(marks, years, theme), width="stretch")
    st.caption(
        plain(
            "The line joins the latest edition of each year; it breaks where no figure has been read. Counts of "
            f"recorded casualties, and so the least. Source: {publishers_in(marks)}."
        )
    )


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    asked, faults = ADDRESS.now()
    chosen = settled(asked, faults)
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    show_filters(chosen)
    theme = st.context.theme.type or "light"
    own = chosen.measure.figures

    year = data.year_figures(chosen.measure, chosen.year, chosen.mode, chosen.publisher)
    st.text(heading(chosen))
    st.text(" ".join(filter(None, (year.completeness.sentence, total_of(chosen)))))
    show_maps(
        [Panel(atlas.world_script(), atlas.panel_timeline(chosen.measure, chosen.mode, chosen.publisher))],
        day=chosen.year,
        today=OPENING_YEAR,
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
    )
    faded = "The older a figure, the lighter it is drawn. " if chosen.mode is YearMode.LATEST_KNOWN else ""
    st.caption(plain(faded + data.panel_source_line(own.measure)))
    show_export_panel("contamination", chosen)
    if chosen.area:
        st.page_link(
            COUNTRY,
            label=f"All that is known of {plain(data.area_names()[chosen.area])}",
            query_params={"area": chosen.area, "on": min(data.today(), date(chosen.year, 12, 31)).isoformat()},
        )
    show_ranking(chosen, theme)
    show_world(chosen, theme)

    parts = filter(None, (chosen.measure, chosen.mode, chosen.region))
    st.subheader(f"All areas of {chosen.region}" if chosen.region else "All areas", anchor=False)
    show_figure_twin(
        with_status(within(year.table, chosen.region), data.history(TREATY_OF[Scope.APM]), date(chosen.year, 12, 31)),
        chosen.measure,
        file_name="-".join(["mineline", *map(str, parts), str(chosen.year)]).replace("_", "-").lower() + ".csv",
        chosen=chosen.area,
        on_choose=lambda code: ADDRESS.choose(area=code),
        key="figures",
    )


st.header("Where are the mines, and who says so?", anchor=False)
show_page()
