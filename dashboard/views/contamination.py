"""Show where the mines are, what they do and what is done about them, year by year and according to whom."""

from datetime import date

import streamlit as st

from dashboard import atlas, data, opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.doors.denominators import denominator_line, rated
from dashboard.figure_view import (
    classed,
    figures_of,
    file_stem,
    narrowed,
    projection_of,
    rows_of,
    settled,
    shown_by,
    within,
)
from dashboard.map_measure import Drawing, MapMeasure, Rate, Scheme
from dashboard.markdown import plain
from dashboard.parts.choice import choose_among, choose_area, choose_one
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.figure_bars import MOST, build_figure_bars
from dashboard.parts.figure_table import UNITS, number, publishers_in
from dashboard.parts.figure_twin import show_figure_twin
from dashboard.parts.source_links import show_source_links
from dashboard.parts.world_line import build_world_line, world_marks
from dashboard.state import OPENING_YEAR, ContaminationFilters
from geodata.joined import TREATY_OF
from geodata.panel_sums import ranking, world_total
from geodata.words import Measure, Scope, StatusGroup, YearMode

MAP = "contamination-map"
COUNTRY = "views/country.py"
ADDRESS = Address(ContaminationFilters, step="year")


def choose_measure(measure: MapMeasure, chosen: ContaminationFilters) -> None:
    """Write the chosen measure into the URL, with the publisher and weapons it opens with where it lacks the chosen."""
    known, weapons = data.publishers(measure.figures.measure), data.weapons(measure.figures.measure)
    ADDRESS.choose(
        measure=measure,
        publisher=chosen.publisher if chosen.publisher in known else known[0],
        weapon=chosen.weapon if chosen.weapon in weapons else Scope.APM,
    )


def show_filters(chosen: ContaminationFilters) -> None:
    """Show what is mapped and how; the year is chosen on the map."""
    left, middle, right = st.columns(3)
    choose_one(
        left,
        "Measure",
        list(MapMeasure),
        chosen.measure,
        lambda measure: choose_measure(measure, chosen),
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
    choose_area(right, data.area_names(), chosen.area, lambda area: ADDRESS.choose(area=area))
    left, right = st.columns(2)
    choose_among(
        left,
        "Which figures a year shows",
        list(YearMode),
        chosen.mode,
        lambda mode: ADDRESS.choose(mode=mode),
        name="mode",
        label_of=lambda word: word.label,
    )
    if chosen.measure.figures.drawing is not Drawing.WORDS:
        choose_among(
            right,
            "Figures or rates",
            list(Rate),
            chosen.rate,
            lambda rate: ADDRESS.choose(rate=rate),
            name="rate",
            label_of=lambda word: word.label,
        )
    show_narrowing(chosen)
    # Figures of the year itself need no more words than their label.
    latest = YearMode.LATEST_KNOWN
    mode = f" {latest.label}: {latest.definition[:1].lower()}{latest.definition[1:]}" if chosen.mode is latest else ""
    st.caption(plain(f"{chosen.measure.definition}{mode}"))


def show_narrowing(chosen: ContaminationFilters) -> None:
    """Show what narrows the map, the bars and the table, and how classes are made."""
    boxes = st.columns(4)
    choose_one(
        boxes[0],
        "Region",
        sorted(data.areas()["region"].unique()),
        chosen.region,
        lambda region: ADDRESS.choose(region=region),
        name="region",
        placeholder="The whole world",
    )
    treaty = TREATY_OF[chosen.weapon]
    choose_one(
        boxes[1],
        f"{treaty.label}, 31 December",
        list(StatusGroup),
        chosen.status,
        lambda status: ADDRESS.choose(status=status),
        name="status",
        label_of=lambda word: f"Only {word.label.lower()}",
        placeholder="Any status",
    )
    weapons = data.weapons(chosen.measure.figures.measure)
    if len(weapons) > 1:
        choose_one(
            boxes[2],
            "Weapons counted",
            list(weapons),
            chosen.weapon,
            lambda weapon: ADDRESS.choose(weapon=weapon),
            name="weapon",
            label_of=lambda word: word.label,
        )
    if classed(chosen):
        choose_one(
            boxes[3],
            "Classes",
            list(Scheme),
            chosen.scheme,
            lambda scheme: ADDRESS.choose(scheme=scheme),
            name="scheme",
            label_of=lambda word: word.label,
        )


def heading(chosen: ContaminationFilters) -> str:
    """Return what is shown, of which year, in which way, and according to whom."""
    when = f"at the end of {chosen.year}" if chosen.measure.figures.at_year_end else f"in {chosen.year}"
    if chosen.mode is YearMode.LATEST_KNOWN:
        when = f"by the end of {chosen.year}"
    extent = chosen.measure is MapMeasure.EXTENT
    whose = f"in the words of {chosen.publisher}" if extent else f"figures of {chosen.publisher} first"
    of = f" ({chosen.weapon.label.lower()})" if chosen.weapon is not Scope.APM else ""
    per = f" {chosen.rate.label.lower()}" if chosen.rate is not Rate.NONE else ""
    return f"{chosen.measure.label}{of}{per} {when}, {whose}: {chosen.mode.label.lower()}."


def total_of(chosen: ContaminationFilters) -> str:
    """Return the total of the world as a sentence, or the reason why there is none; empty for words and rates."""
    own = chosen.measure.figures
    if own.drawing is Drawing.WORDS or chosen.rate is not Rate.NONE:
        return ""
    total = world_total(
        data.panel(), own.measure, chosen.year, chosen.mode, chosen.publisher, chosen.weapon, part=own.part
    )
    if total.value is None:
        return total.reason
    return f"World: {number(total.value)} {UNITS[total.unit]}. {total.reason}"


def totals(chosen: ContaminationFilters) -> str:
    """Return how many areas have a figure and what they add up to, or why they do not; nothing is said twice."""
    held, total = figures_of(chosen).completeness.sentence, total_of(chosen)
    return total if held in total else f"{held} {total}".strip()


def show_ranking(chosen: ContaminationFilters, theme: str) -> None:
    """Show the areas by their figure among those that may be compared; words are not ranked."""
    own = chosen.measure.figures
    if own.drawing is Drawing.WORDS:
        return
    ranked = ranking(
        data.panel(), own.measure, chosen.year, chosen.mode, chosen.publisher, chosen.weapon, part=own.part
    )
    st.subheader("Largest figures" if chosen.rate is Rate.NONE else "Largest rates", anchor=False)
    table = within(ranked.table, chosen)
    left = bool(chosen.region or chosen.status)
    told = f"{ranked.sentence} {len(table)} of these are within what is chosen." if left else ranked.sentence
    if table.empty:
        st.text(told)
        return
    unit = UNITS[str(table["unit"].iloc[0])]
    if chosen.rate is not Rate.NONE:
        rates = rated(table, chosen.rate)
        lacking = int(rates["rate"].isna().sum())
        told += f" {lacking} of these without a denominator have no rate." if lacking else ""
        table = rates.loc[rates["rate"].notna()].assign(value=rates["rate"])
        table = table.sort_values("value", ascending=False, kind="stable")
        unit = f"{unit} {chosen.rate.label.lower()}"
    st.text(told)
    st.altair_chart(build_figure_bars(table, unit, theme), width="stretch")
    most = f"The {MOST} largest are drawn. " if len(table) > MOST else ""
    st.caption(
        plain(
            f"{most}Ranked only among figures of the same publisher, people and coverage; areas without a figure have "
            f"no place in it. Source: {publishers_in(table)}; the citation of each stands in the table. "
            f"{denominator_line(chosen.rate)}"
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

    shown = shown_by(chosen)
    treaty = TREATY_OF[chosen.weapon]
    timeline = atlas.panel_timeline(*shown, chosen.scheme)
    show_maps(
        [Panel(opening_maps.world_script(), timeline, atlas.narrow(chosen.region, treaty, chosen.status))],
        day=chosen.year,
        today=OPENING_YEAR,
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
    )
    st.text(" ".join(filter(None, (heading(chosen), totals(chosen), narrowed(chosen)))))
    faded = "The older a figure, the lighter it is drawn." if chosen.mode is YearMode.LATEST_KNOWN else ""
    classes = atlas.panel_classes(*shown, chosen.scheme)
    parts = (faded, classes.told if classes else "", denominator_line(chosen.rate))
    st.caption(plain(" ".join(filter(None, (*parts, data.panel_source_line(own.measure))))))
    divided = ["population"] if chosen.rate is Rate.PER_PEOPLE else []
    show_source_links(data.cards_of(data.card_of_measure(own.measure), *divided, "untc", "boundaries"))
    show_export_panel("contamination", chosen)
    if chosen.area:
        st.page_link(
            COUNTRY,
            label=f"All that is known of {plain(data.area_names()[chosen.area])}",
            query_params={"area": chosen.area, "on": min(data.today(), date(chosen.year, 12, 31)).isoformat()},
        )
    show_ranking(chosen, theme)
    show_world(chosen, theme)

    st.subheader(f"All areas of {chosen.region}" if chosen.region else "All areas", anchor=False)
    show_figure_twin(
        rows_of(chosen),
        chosen.measure,
        file_name=f"{file_stem(chosen)}.csv",
        chosen=chosen.area,
        on_choose=lambda code: ADDRESS.choose(area=code),
        key="figures",
        rate=chosen.rate,
        status_note=projection_of(chosen),
    )


st.header("Where are the mines, and who says so?", anchor=False)
show_page()
