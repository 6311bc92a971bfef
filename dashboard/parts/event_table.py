"""Show events as rows: the nearest to a point, or all that are meant, page by page; words from data stay text."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.parts.figure_table import number
from dashboard.spreadsheet import csv_bytes
from geodata.event_words import AreaBasis, Civilian, DatePrecision, Device, EventKind, PlacePrecision
from geodata.words import TreatyStatus, Word

ROWS = 50
"""Rows of a page of the table."""

COLUMNS = {
    "distance_km": "Distance, km",
    "front_km": "Front line that day, km",
    "front_side": "Side of it",
    "day": "Day",
    "day_precision": "Day known to",
    "place": "Place",
    "place_said": "Place known to",
    "area": "Country",
    "region_name": "Region",
    "kind_label": "Kind",
    "source_kind": "Source's own word",
    "device_label": "Device",
    "fatalities": "Killed",
    "injured": "Injured",
    "civilian_label": "Civilians",
    "status": "Mine Ban Treaty on that day",
    "text": "Text",
    "url": "Report",
    "where": "Country found by",
    "row": "Row in the file",
    "event_id": "Id",
}


def labelled(values: pd.Series, kind: type[Word]) -> pd.Series:
    """Return the labels of stored words; empty where there is none."""
    labels = {word.value: word.label for word in kind}
    return values.map(labels).fillna("")


def told_rows(events: pd.DataFrame, areas: dict[str, str], regions: dict[str, str]) -> pd.DataFrame:
    """Return rows of events (`geodata.events`) in the words of the screen, with the columns of `COLUMNS`."""
    until = events["date_until"].where(events["date_until"] != events["date"])
    days = events["date"].dt.strftime("%Y-%m-%d")
    shown = pd.DataFrame(
        {
            "day": days.where(until.isna(), days + " to " + until.dt.strftime("%Y-%m-%d").fillna("")),
            "day_precision": labelled(events["date_precision"], DatePrecision),
            "place": events["place"],
            "place_said": labelled(events["place_precision"], PlacePrecision),
            "area": events["country"].map(areas).fillna(events["country"]),
            "region_name": events["region"].map(regions).fillna(events["admin1"]),
            "kind_label": labelled(events["kind"], EventKind),
            "source_kind": events["source_kind"],
            "device_label": labelled(events["device"], Device),
            "fatalities": events["fatalities"],
            "injured": events["injured"],
            "civilian_label": labelled(events["civilian"], Civilian),
            "status": labelled(events["treaty_status"], TreatyStatus),
            "text": events["text"],
            "url": events["url"],
            "where": labelled(events["country_basis"], AreaBasis),
            "row": events["row"],
            "event_id": events["event_id"],
        }
    )
    if "distance_km" in events:
        shown.insert(0, "distance_km", events["distance_km"])
    if "front_km" in events:
        shown = shown.assign(front_km=events["front_km"], front_side=events["front_side"])
    return shown


def show_rows(shown: pd.DataFrame, key: str) -> None:
    """Show rows as `told_rows` gives them."""
    st.dataframe(
        shown.rename(columns=COLUMNS),
        key=key,
        hide_index=True,
        height="content" if len(shown) <= 10 else 420,
        placeholder="–",
        column_config={
            COLUMNS["distance_km"]: st.column_config.NumberColumn(format="%.1f", pinned=True),
            COLUMNS["day"]: st.column_config.TextColumn(pinned=True),
            COLUMNS["text"]: st.column_config.TextColumn(width="large"),
            COLUMNS["url"]: st.column_config.TextColumn(width="medium"),
        },
    )


def show_nearest(shown: pd.DataFrame, point: str, file_name: str | None, citation: str) -> None:
    """Show the events nearest to a point, with their distance; `file_name` is None where rows may not be passed on."""
    if shown.empty:
        st.text("No event passes the filters.")
        return
    st.text(
        f"{len(shown)} events nearest to {point}, the farthest {number(float(shown['distance_km'].max()))} km away. "
        "Distances are those of the points; a point that stands for an area may be far from the place itself."
    )
    show_rows(shown, "event-nearest")
    _offer(shown, file_name, citation, "event-nearest-csv")


def show_pages(
    count: int, page: int, rows_of: Callable[[int, int], pd.DataFrame], on_page: Callable[[int], None]
) -> None:
    """Show one page of the events that are meant, the newest first, and the way to the others."""
    pages = max(1, -(-count // ROWS))
    page = min(page, pages)
    shown = rows_of(ROWS, (page - 1) * ROWS)
    left, middle, right = st.columns([1, 2, 1], vertical_alignment="center")
    left.button("Newer", disabled=page <= 1, on_click=on_page, args=(page - 1,), width="stretch", key="event-newer")
    first = (page - 1) * ROWS + 1 if count else 0
    middle.text(f"{first:,} to {first + len(shown) - 1 if count else 0:,} of {count:,} events, the newest first")
    right.button(
        "Older", disabled=page >= pages, on_click=on_page, args=(page + 1,), width="stretch", key="event-older"
    )
    show_rows(shown, "event-rows")


def _offer(shown: pd.DataFrame, file_name: str | None, citation: str, key: str) -> None:
    """Offer the rows as a file with their source in it, or say why they are not offered."""
    if file_name is None:
        st.caption("The terms of this source do not let its rows be passed on: they are shown, not offered as a file.")
        return
    st.download_button(
        "Download these as CSV",
        data=lambda: csv_bytes(shown.rename(columns=COLUMNS).assign(Source=citation)),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=key,
    )
