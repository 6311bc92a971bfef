"""Lay out the pages: the script that Streamlit runs for every visitor."""

from pathlib import Path

import streamlit as st

from dashboard import readiness
from dashboard.doors import opening
from dashboard.markdown import plain
from geodata.errors import MissingDataError

VIEWS = Path(__file__).parent / "views"
STYLE = Path(__file__).parent / "page.css"

overview = st.Page(VIEWS / "overview.py", title="Overview", url_path="overview", default=True)
pages = [
    overview,
    st.Page(VIEWS / "treaties.py", title="Treaties", url_path="treaties"),
    st.Page(VIEWS / "contamination.py", title="Contamination", url_path="contamination"),
    st.Page(VIEWS / "withdrawals.py", title="Withdrawals", url_path="withdrawals"),
    st.Page(VIEWS / "together.py", title="Together", url_path="together"),
    st.Page(VIEWS / "front_line.py", title="Front line", url_path="front-line"),
    st.Page(VIEWS / "events.py", title="Events", url_path="events"),
    st.Page(VIEWS / "country.py", title="Country", url_path="country"),
    st.Page(VIEWS / "own_data.py", title="Own data", url_path="own"),
    st.Page(VIEWS / "sources.py", title="Sources", url_path="sources"),
]
page = st.navigation(pages, position="top")
if not (readiness.only_open() and page is overview and opening.is_enough_for(st.query_params)):
    readiness.wait()
    from dashboard.doors import live

    live.notice_new_builds()
st.set_page_config(page_title=f"{page.title} · Mineline", layout="wide", initial_sidebar_state="collapsed")
st.html(STYLE)
try:
    page.run()
except MissingDataError as fault:  # fetched data were damaged while this process ran
    st.error(plain(str(fault)))
