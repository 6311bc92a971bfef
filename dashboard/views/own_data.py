"""Show a user's own figures in a view of their own: from a file, in this session, or kept in the data folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import data, opening_maps
from dashboard.component import Panel, show_maps
from dashboard.doors import events, own
from dashboard.event_imports import REPORT, way
from dashboard.markdown import plain
from dashboard.own_atlas import ABSENT, OwnMap
from dashboard.parts.event_rejects import show_rejects, show_report
from dashboard.parts.event_upload import show_upload
from dashboard.parts.figure_twin import show_figure_twin
from dashboard.parts.hazard_table import show_hazard_areas, show_hazard_totals
from dashboard.parts.layer_choice import read_chosen
from dashboard.parts.own_export import show_own_figure_export
from dashboard.parts.own_kept import choose_kept, clear_upload, tell_kept, upload_key, wants_to_keep
from dashboard.parts.own_regions import show_own_regions
from dashboard.parts.own_upload import (
    HAZARD_LAYER,
    REGION_LAYER,
    choose_columns,
    choose_kind,
    choose_measure,
    choose_papers,
    show_own_rows,
    show_templates,
)
from dashboard.parts.source_links import show_source_links
from dashboard.spreadsheet import csv_bytes
from geodata.errors import MinelineError
from geodata.own_targets import target_of

MAP = "own-map"
SESSION = "own-figures"
REGIONS = "own-regions"
LAYER = "own-layer"
EVENTS_PAGE = Path(__file__).parent / "events.py"


def take_file() -> None:
    """Take a file and keep what was understood of it in this session."""
    measure = choose_measure()
    show_templates(measure, own.template)
    upload = st.file_uploader("Your table", type=["csv", "tsv", "xlsx", "json"], max_upload_size=20,
                              key=upload_key("own-file"))  # fmt: skip
    if upload is None:
        return
    table = read_chosen(lambda layer: own.read_own_table(upload.getvalue(), upload.name, layer=layer), "own-layer-of")
    if table is None:
        return
    for remark in table.remarks:
        st.caption(plain(remark))
    mapping = choose_columns(target_of(measure), table, own.suggestion(measure, table))
    publisher, weapon, unit = choose_papers(measure, table.name)
    if not publisher.strip():
        st.info("Say who publishes these figures: the view is named after it.")
        return
    figures = own.understood(table, measure, mapping, publisher, weapon, unit)
    st.session_state[SESSION] = figures
    st.subheader("What was understood", anchor=False)
    for sentence in figures.understood:
        st.text(sentence)
    if not figures.rejects.empty:
        st.download_button("Rows that are not taken (CSV)", lambda: csv_bytes(own.rejects_of(figures)), "not-taken.csv",
                           "text/csv", key="own-rejects", on_click="ignore")  # fmt: skip
    if own.may_keep() and wants_to_keep():
        own.remember_mapping(mapping, table)
        name = own.save(figures, table.name)
        tell_kept(own.saved()[name])


def take_kept(
    session: str, kept: Mapping[str, str], load: Callable[[str], object], forget: Callable[[str], None]
) -> None:
    """Let the reader open what is kept, into a key of the session, or remove it."""
    opened, removed = choose_kept(kept)
    if opened:
        st.session_state[session] = load(opened)
        clear_upload()
    if removed:
        forget(removed)
        st.session_state.pop(session, None)
        st.rerun()


def show_figures(figures: own.OwnFigures) -> None:
    """Show the map and the table of a user's figures, with the user's file as their publisher."""
    st.subheader(plain(f"{figures.publisher}: {figures.measure.label.lower()}"), anchor=False)
    st.warning(plain(f"These are figures of a file that you brought ({figures.publisher}); they stand alone here and "
                     "are in no other view. Areas without a row are not in the file."))  # fmt: skip
    if not own.SHOWN_AS[figures.measure]:
        own.panel_of(figures)  # raises what the rows cannot be
        show_own_rows(figures.table, f"own-{figures.measure.value}.csv")
        return
    shown = st.radio("Shown", own.SHOWN_AS[figures.measure], format_func=lambda word: word.label, horizontal=True,
                     key=f"own-shown-{figures.measure.value}")  # fmt: skip
    drawn = OwnMap(figures, shown)
    first, last = drawn.every[0].year, drawn.every[-1].year
    asked = st.session_state.get("own-year", last)
    year = asked if first <= asked <= last else last
    area = st.session_state.get("own-area") or None

    def rest(step: str | None, area: str | None) -> None:
        if step is not None and step.isdigit():
            st.session_state["own-year"] = int(step)
        if area is not None:
            st.session_state["own-area"] = area if area in data.area_names() else None

    show_maps(
        [Panel(opening_maps.world_script(), drawn.timeline())],
        day=year,
        today=last,
        area=area,
        key=MAP,
        on_rest=rest,
    )
    st.caption(plain(f"Source: {figures.publisher}, by your own file. Boundary policy: {data.boundary_policy().name}."))
    show_source_links(data.cards_of("own_table", "untc", "boundaries"))
    show_own_figure_export(drawn, year, area)
    show_figure_twin(
        drawn.rows_of(year),
        shown,
        file_name=f"own-{figures.measure.value}-{year}.csv",
        chosen=area,
        on_choose=lambda code: st.session_state.update({"own-area": code}),
        key="own-areas",
        absent=ABSENT,
    )


def take_regions() -> None:
    """Take a layer of regions with a figure, and keep what was understood of it in this session."""
    st.write("Polygons with a name and a number each: GeoJSON, GeoPackage, KML, or a shapefile in a ZIP. The layer "
             "stays in this session unless you keep it.")  # fmt: skip
    st.download_button("Template (GeoJSON): the regions of Ukraine without a figure", own.regions_template,
                       "mineline-regions-template.geojson", "application/geo+json", key="own-regions-template",
                       on_click="ignore")  # fmt: skip
    upload = st.file_uploader("Your layer", type=["geojson", "json", "gpkg", "kml", "zip"], max_upload_size=20,
                              key=upload_key("own-regions-file"))  # fmt: skip
    if upload is None:
        return
    table = read_chosen(lambda layer: own.read_regions(upload.getvalue(), upload.name, layer), "own-regions-layer-of")
    if table is None:
        return
    for remark in table.remarks:
        st.caption(plain(remark))
    mapping = choose_columns(own.REGIONS, table, own.region_suggestion(table))
    title = st.text_input("What the figure is, and who publishes it", max_chars=120, key=f"own-regions-{table.name}")
    if not title.strip():
        st.info("Say what the figure is and who publishes it: the map is named after it.")
        return
    layer = own.understood_regions(table, mapping, title.strip())
    st.session_state[REGIONS] = layer
    if not layer.own.regions.empty and own.may_keep() and wants_to_keep():
        own.remember_mapping(mapping, table)
        name = own.save_regions(layer)
        tell_kept(own.saved_regions()[name])


def take_layer() -> None:
    """Take a layer of hazardous areas, and show how large they are and which rows were not understood."""
    st.write("A shapefile in a ZIP, GeoPackage, GeoJSON or KML. Areas are measured on its shapes. The layer is kept in "
             "the data folder of this server until it is removed on the page Events.")  # fmt: skip
    show_upload(way(lambda _: None, lambda layer: st.session_state.update({LAYER: layer})))
    layer = next((each for each in events.hazard_layers() if each["id"] == st.session_state.get(LAYER)), None)
    if layer is None:
        return
    st.subheader(plain(f"What was understood of {layer['title']}"), anchor=False)
    show_report(st.session_state.get(REPORT) or layer["remarks"])
    show_hazard_totals(events.hazard_totals(layer["id"]))
    areas = pd.DataFrame(events.hazard_areas(layer["id"]).drop(columns="geometry"))
    show_hazard_areas(areas, data.area_names(), data.region_names(), f"mineline-hazards-{layer['id']}.csv")
    show_rejects(events.hazard_rejects(layer["id"]), f"mineline-rejected-{layer['id']}.csv", "own-layer-rejects")
    st.page_link(EVENTS_PAGE, label="See the layer on the map of Events", query_params={"hazards": layer["id"]})


st.header("What do your own figures say?", anchor=False)
st.write(
    "Bring a table of a national authority, or your own, for one measure; a layer of regions with a figure; or one of "
    "hazardous areas. What you bring is shown alone, under its own name. A table or a layer of regions stays in this "
    "session unless you keep it; a layer of hazardous areas is kept."
)
try:
    kind = choose_kind()
    if kind == HAZARD_LAYER:
        take_layer()
    elif kind == REGION_LAYER:
        take_kept(REGIONS, own.saved_regions(), own.load_regions, own.forget_regions)
        take_regions()
        if REGIONS in st.session_state:
            show_own_regions(st.session_state[REGIONS])
    else:
        take_kept(SESSION, own.saved(), own.load, own.forget_kept)
        take_file()
        if SESSION in st.session_state:
            show_figures(st.session_state[SESSION])
except MinelineError as fault:
    st.error(plain(str(fault)))
