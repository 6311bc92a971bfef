"""Show the button that makes the brief of an area and fetches it."""

from datetime import date

import streamlit as st


def show_brief_download(code: str, name: str, on: date) -> None:
    """Show the button; the brief is made when it is pressed, in about a second."""
    from dashboard.brief.names import file_name

    def make() -> bytes:
        from dashboard.brief.brief import make_brief

        return make_brief(code, on)

    st.download_button(
        "Download the brief (PDF, two pages)",
        data=make,
        file_name=file_name(code, on),
        mime="application/pdf",
        on_click="ignore",
        key=f"brief-{code}",
        help=f"What is known of {name} on two A4 pages: treaties, maps, land, people, clearance, sources.",
    )
