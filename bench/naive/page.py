"""Show who is bound by the Mine Ban Treaty the ordinary way: a new folium map for every day that is chosen.

It is as good as the ordinary way gets: the tables are read once a process, nothing comes back from the map
(`returned_objects=[]` spares a second run of the script), and of folium's ten scripts and style sheets only the three
that this map needs are loaded. There is no table and no key figure beside the map.
"""

import datetime
import os
from typing import Any

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.palette import STATUS_MARKS
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty, TreatyStatus
from loaders.boundaries.loader import load_map_units, load_world
from loaders.history import load_history

FILLS = {word.value: STATUS_MARKS[word].fill[0] for word in TreatyStatus}
LABELS = {word.value: word.label for word in TreatyStatus}
NO_AREA_FILL = "#eceff1"
YEAR = datetime.timedelta(days=365)


@st.cache_resource
def drawn_units() -> gpd.GeoDataFrame:
    """Every drawn feature of the 1:50m world with the area it takes its status from."""
    units = load_map_units()[["unit", "area"]]
    return load_world("50m").merge(units, on="unit", how="inner", validate="one_to_one")


def build_map(day: datetime.date) -> folium.Map:
    """Return a new map of the world, coloured by the status of each area on a day."""
    status = load_history(Treaty.MBT).status_on(day)[["iso3", "status"]]
    world = drawn_units().merge(status, left_on="area", right_on="iso3", how="left").drop(columns="iso3")
    world["label"] = world["status"].map(LABELS).fillna("")
    world = world.fillna({"status": "", "area": ""})
    drawn = folium.Map(location=(20, 11), zoom_start=2, tiles=None)
    folium.GeoJson(
        world,
        style_function=style_of,
        marker=folium.CircleMarker(radius=3),
        tooltip=folium.GeoJsonTooltip(["name", "label"], labels=False),
    ).add_to(drawn)
    return drawn


def style_of(feature: dict[str, Any]) -> dict[str, Any]:
    """The fill of a feature's status, with a thin white border."""
    fill = FILLS.get(feature["properties"]["status"], NO_AREA_FILL)
    return {"fillColor": fill, "fillOpacity": 1, "color": "#fff", "weight": 0.5}


folium.Map.default_js = [("leaflet", "/assets/leaflet/leaflet.js"), ("jquery", "/assets/jquery/jquery.min.js")]
folium.Map.default_css = [("leaflet_css", "/assets/leaflet/leaflet.css")]

st.set_page_config(page_title="Naive", layout="wide")
st.header("Who is bound by the Mine Ban Treaty?")
today = datetime.date.fromisoformat(os.environ.get("MINELINE_TODAY", HORIZON.isoformat()))
chosen = st.slider("Day", OPENING_DAY, HORIZON, today, step=YEAR)
st_folium(build_map(chosen), height=520, use_container_width=True, returned_objects=[])
