"""Serve the naive page, with the files that folium takes from foreign hosts given by this server instead."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import jquery, leaflet

app = st.App(
    Path(__file__).parent / "page.py",
    routes=[
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/assets/jquery", StaticFiles(directory=jquery.BASE_DIR)),
    ],
)
