"""Show events as one source recorded them: where, when, how deadly, and under which standing of the Mine Ban Treaty."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import data, event_atlas
from dashboard.address import Address
from dashboard.component.events import EventMessage, show_event_map
from dashboard.dates import in_words
from dashboard.doors import event_front, live
from dashboard.doors import events as door
from dashboard.event_choices import EventChoices, EventDrawing, EventMeasure, parse_point, read_rest
from dashboard.event_imports import REPORT, way
from dashboard.maps.event_classes import HOW
from dashboard.markdown import plain
from dashboard.parts.choice import settled_key, teller
from dashboard.parts.event_filters import show_drawing, show_filters, show_source_and_place
from dashboard.parts.event_rejects import show_rejects, show_report
from dashboard.parts.event_sums import show_mine_years, show_sums
from dashboard.parts.event_table import show_nearest, show_pages, told_rows
from dashboard.parts.event_upload import show_upload, upload_begun
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.hazard_table import show_hazard_areas, show_hazard_totals
from dashboard.parts.source_links import show_source_links
from geodata.errors import InputError, MinelineError
from geodata.event_grid import point_in_plane
from geodata.events import EventSource

MAP = "event-map"
NEAREST = 20
COUNTS_SHOWN = 500
ADDRESS = Address(EventChoices)


def settled(chosen: EventChoices, faults: list[str]) -> tuple[EventChoices, EventSource]:
    """Return the choices with a source that is here and days in order; what is not adds a sentence to `faults`."""
    try:
        source = door.source_of(chosen.source)
    except MinelineError as fault:
        faults.append(str(fault))
        source = door.sources()[0]
    try:
        chosen.filters()
    except InputError as fault:
        faults.append(str(fault))
        chosen = chosen.with_(since=None, until=None)
    return chosen.with_(source=source.id), source


def hand_rested(told: Mapping[str, str]) -> None:
    """Take what the hand chose on the map; what is not valid is left aside."""
    ADDRESS.choose(**read_rest(told), page=1)


def show_map(chosen: EventChoices, source: EventSource) -> None:
    """Show the map under the filter of the URL."""
    show_event_map(
        EventMessage(
            map=event_atlas.event_script(),
            story=event_atlas.event_story(source.id, source.version),
            source=source.id,
            version=source.version,
            filter=chosen.tile_query(),
            since=str(chosen.since or ""),
            until=str(chosen.until or ""),
            at=point_in_plane(*parse_point(chosen.at)) if chosen.at else "",
            measure=chosen.measure.value,
            show=chosen.show.value,
            hazards=hazard_path(chosen.hazards),
            classes=classes_of(chosen, source),
        ),
        key=MAP,
        on_rest=hand_rested,
    )
    how = f"{HOW} " if chosen.show is EventDrawing.AREAS else ""
    st.caption(plain(f"{how}Source: {source.citation} {data.ground_line()}"))


def classes_of(chosen: EventChoices, source: EventSource) -> dict[str, object] | None:
    """Return the classes of countries and regions that fit what is meant; None where places are shown."""
    if chosen.show is not EventDrawing.AREAS:
        return None
    deadly = chosen.measure is EventMeasure.FATALITIES
    return event_atlas.classes_of(source.id, source.version, chosen.filters(), deadly).payload()


def cards_of(chosen: EventChoices, source: EventSource) -> list[str]:
    """Return the cards of all that the page shows: the events, the treaty beside them, and what is asked for."""
    shown = chosen.hazards in {layer["id"] for layer in door.hazard_layers()}
    beside = {
        "settlements": chosen.front == "yes",
        "own_table": shown and source.card != "own_table",
        "hazard_layers": shown and any(state.build for state in live.states("hazard_layers")),
        "hdx_hapi": door.monthly_counts() is not None,
    }
    return [source.card, "untc", *(card for card, used in beside.items() if used), "boundaries"]


def hazard_path(layer_id: str) -> str | None:
    """Return where the browser finds the chosen layer of hazardous areas; None where none is chosen."""
    versions = {str(layer["id"]): str(layer["version"]) for layer in door.hazard_layers()}
    return event_atlas.hazards(layer_id, versions[layer_id]) if layer_id in versions else None


def show_hazards(chosen: EventChoices) -> None:
    """Show the chosen layer of hazardous areas as tables, and what of its file was not understood."""
    layer = next((layer for layer in door.hazard_layers() if layer["id"] == chosen.hazards), None)
    if layer is None:
        return
    st.subheader("Hazardous areas", anchor=False)
    st.text(
        f"{layer['title']}: {layer['read']:,} rows read, {layer['loaded']:,} loaded, {layer['rejected']:,} rejected."
    )
    show_hazard_totals(door.hazard_totals(chosen.hazards))
    areas = pd.DataFrame(door.hazard_areas(chosen.hazards).drop(columns="geometry"))
    show_hazard_areas(areas, data.area_names(), data.region_names(), f"mineline-hazards-{chosen.hazards}.csv")
    show_report(layer["remarks"])
    show_rejects(door.hazard_rejects(chosen.hazards), f"mineline-rejected-{chosen.hazards}.csv", "hazard-rejects")


def show_import() -> None:
    """Show the steps from a user's file to the map, and what came of the last one."""
    told = st.session_state.get(REPORT)
    with st.expander("Bring your own events or hazardous areas", expanded=upload_begun() or bool(told)):
        if told:
            show_report(told)
        show_upload(
            way(
                lambda source: ADDRESS.choose(**EventChoices(source=source).changes()),
                lambda layer: ADDRESS.choose(hazards=layer),
            )
        )


def show_counts() -> None:
    """Show monthly counts, where they were imported: counts of several kinds that are never added up."""
    counts = door.monthly_counts()
    if counts is None:
        return
    st.subheader("Monthly counts of HDX HAPI, not events", anchor=False)
    st.text(f"{len(counts):,} counts. Types of events overlap and are never added up; they have no place on the map.")
    shown = counts.head(COUNTS_SHOWN).assign(
        **{day: counts[day].dt.strftime("%Y-%m-%d") for day in ("period_start", "period_end")}
    )
    st.dataframe(shown, key="event-counts", hide_index=True, height="content" if len(shown) <= 8 else 300)


def show_sums_in_words(source: EventSource, chosen: EventChoices) -> None:
    """Show the figures of what is meant, in words: whose, and of which days."""
    sums = door.totals(source.id, chosen.filters())
    days = span_in_words(chosen, source)
    without = sums["without_figure"]
    killed = f"{sums['fatalities']:,} people killed"
    if without:
        killed = f"at least {killed}; for {without:,} of the events the source gives no number"
    st.text(f"Events from “{source.title}”, {days}: {sums['events']:,} events, {killed}.")


def span_in_words(chosen: EventChoices, source: EventSource) -> str:
    """Return the first and the last day that are meant."""
    since, until = chosen.since or source.first_day, chosen.until or source.last_day
    return f"{in_words(since)} to {in_words(until)}" if since and until else "no day"


def show_point(chosen: EventChoices, source: EventSource) -> None:
    """Show the events nearest to the chosen point, or how to choose one."""
    st.subheader("Nearest events", anchor=False)
    key = settled_key("event-at", chosen.at or "")
    st.text_input(
        "Point (latitude, longitude)",
        key=key,
        placeholder="49.2070, 37.2768, or click on the map",
        on_change=teller("event-at", key, lambda text: ADDRESS.choose(at=text.strip() or None)),
    )
    if not chosen.at:
        return
    lat, lon = parse_point(chosen.at)
    found = door.nearest(source.id, lon, lat, NEAREST, chosen.filters())
    key = settled_key("event-front", chosen.front == "yes")
    beside = st.toggle(
        "Beside the front line of each event's own day, by the bundled ledger",
        key=key,
        on_change=teller("event-front", key, lambda on: ADDRESS.choose(front="yes" if on else "no")),
    )
    if beside:
        found = event_front.beside_front_line(found, event_front.LEDGER)
        st.text(event_front.LEDGER_LIMITS)
    name = f"mineline-events-near-{lat:.4f}-{lon:.4f}.csv" if source.redistribution else None
    show_nearest(
        told_rows(found, data.area_names(), data.region_names()), f"{lat:.4f}, {lon:.4f}", name, source.citation
    )


def show_tables(chosen: EventChoices, source: EventSource) -> None:
    """Show what is meant by country, by region, by year and event by event."""
    filters = chosen.filters()
    countries, regions = door.counts_by(source.id, "country", filters), door.counts_by(source.id, "region", filters)
    left, right = st.columns(2)
    with left:
        st.subheader("By country", anchor=False)
        show_sums(countries, "country", "mineline-events-by-country.csv", source.citation, "event-country")
    if (regions["code"] != "").any():
        with right:
            st.subheader("By region of Ukraine", anchor=False)
            show_sums(regions, "region", "mineline-events-by-region.csv", source.citation, "event-region")
    st.caption(
        "A country is the one whose bundled boundary holds the point, or the nearest within 10 km. Regions are bundled "
        "for Ukraine alone."
    )
    st.subheader("Mine events in States Parties on the day they happened", anchor=False)
    show_mine_years(door.mine_events_by_year(source.id, filters), "mineline-mine-events-by-year.csv", source.citation)
    st.caption(
        "Mine events are those that the source records with a mine; improvised devices and remnants are not counted. "
        "Bound by the Mine Ban Treaty on the event's own day, by the deposited acts; place and day are the source's."
    )
    st.subheader("All events that are meant", anchor=False)

    def rows_of(limit: int, offset: int) -> pd.DataFrame:
        found = door.query(source.id, filters, limit, offset)
        return told_rows(found, data.area_names(), data.region_names())

    show_pages(door.totals(source.id, filters)["events"], chosen.page, rows_of, lambda page: ADDRESS.choose(page=page))


def show_source_notes(source: EventSource) -> None:
    """Show what a reader must know of the source and of its import."""
    st.subheader("What to know of this source", anchor=False)
    read = f"{source.rows:,} events" if not source.imported_at else (
        f"{source.rows_read:,} rows read: {source.rows:,} loaded, {source.rejected:,} rejected"
    )  # fmt: skip
    st.text(f"{read}. Version {source.version}{f', imported {source.imported_at}' if source.imported_at else ''}.")
    show_report(source.remarks)
    if source.imported_at:
        show_rejects(door.rejects(source.id), f"mineline-rejected-{source.id}.csv", "event-rejects")
        with st.popover("Remove these events from this server"):
            st.text(f"{source.rows:,} events of {source.title} will be gone.")
            st.button("Remove", key="event-remove", on_click=remove, args=(source.id,))


def remove(source_id: str) -> None:
    """Remove imported events and return to the bundled sample."""
    door.remove(source_id)
    st.session_state.pop(REPORT, None)
    ADDRESS.choose(**EventChoices().changes())


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    asked, faults = ADDRESS.now()
    chosen, source = settled(asked, faults)
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))
    layers = {str(layer["id"]): str(layer["title"]) for layer in door.hazard_layers()}
    present = event_atlas.present(source.id, source.version)
    names, regions = data.area_names(), data.region_names()
    show_source_and_place(
        chosen, door.sources(),
        {code: names.get(code, code) for code in present.countries},
        {code: regions.get(code, code) for code in present.regions}, layers, ADDRESS.choose,
    )  # fmt: skip
    show_filters(chosen, present.kinds, present.devices, ADDRESS.choose)
    show_drawing(chosen, ADDRESS.choose)
    show_map(chosen, source)
    show_source_links(data.cards_of(*cards_of(chosen, source)))
    show_export_panel("events", chosen, film=False)
    show_import()
    show_sums_in_words(source, chosen)
    show_point(chosen, source)
    show_hazards(chosen)
    show_tables(chosen, source)
    show_counts()
    show_source_notes(source)


st.header("Where did it happen, and who recorded it?", anchor=False)
show_page()
