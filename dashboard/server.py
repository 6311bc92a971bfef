"""Serve the dashboard: Streamlit's own app with our routes and security headers around it.

Started by `python -m streamlit run dashboard/server.py`.
"""

import logging
import uuid
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard import readiness
from dashboard.component import base_path
from dashboard.markdown import plain
from dashboard.routes.data_files import data_route
from dashboard.routes.front import front_route
from dashboard.routes.health import health_route
from dashboard.routes.later import later_routes
from dashboard.routes.listening import answering_at_once
from dashboard.routes.opening_page import overview_route
from dashboard.routes.preload import PreloadLinks
from dashboard.routes.security import SecurityHeaders
from dashboard.routes.shelf import shelf_route
from dashboard.routes.snapshot import snapshot_route
from dashboard.unsent import keep_unsent_messages
from geodata.errors import MinelineError

log = logging.getLogger("mineline")


def show_error(error: Exception) -> bool:
    """Log an error of a page with a number, and show that number with a sentence instead of a traceback."""
    number = uuid.uuid4().hex[:8]
    log.error("error %s on a page", number, exc_info=error)
    if isinstance(error, MinelineError):
        st.error(plain(str(error)))
    else:
        st.error(f"This part of the page could not be shown (error {number}, written to the server's log).")
    return True


keep_unsent_messages()
readiness.begin()

app = st.App(
    Path(__file__).parent / "app.py",
    routes=[
        front_route(base_path()),
        shelf_route(base_path()),
        health_route(base_path()),
        overview_route(base_path()),
        snapshot_route(base_path()),
        data_route(base_path()),
        *later_routes(base_path()),
    ],
    middleware=[Middleware(SecurityHeaders), Middleware(PreloadLinks)],
    on_script_error=show_error,
    lifespan=answering_at_once,
)
