"""Serve a page that holds a title only: what Streamlit itself takes."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "page.py")
