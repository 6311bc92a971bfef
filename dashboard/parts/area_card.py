"""Show one area: why it stands where it stands, its status over time, and every act with its source."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.status_strip import show_status_strip
from dashboard.spreadsheet import csv_bytes
from geodata.citation import readable_source
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import HORIZON
from geodata.words import TreatyAct, TreatyStatus

COUNTRY = "views/country.py"
ACT_COLUMNS = {
    "treaty": "Treaty",
    "day": "Day",
    "what": "What",
    "article": "Article",
    "basis": "In words",
    "source": "Source",
    "note": "Note",
}


def show_area_card(
    code: str, history: TreatyHistory, others: Sequence[TreatyHistory], on: date, theme: str, *, link: bool = True
) -> None:
    """Show an area under the treaty of the page first, then under the other treaties.

    An area without any act says so in words; nothing is left blank. `link` leads to the page Country of the area.
    """
    name = history.names[code]
    st.subheader(plain(name), anchor=False)
    st.text(history.explain(code, on))
    if link:
        st.page_link(COUNTRY, label="All that is known of this area", query_params={"area": code, "on": on.isoformat()})
    show_status_strip(spans_of(code, (history, *others), on), on, theme, "the acts below")
    acts = acts_of(code, (history, *others))
    if acts.empty:
        st.text(f"{name} has no act under any of the four treaties.")
        return
    without = [history.treaty.label for history in (history, *others) if history.acts_of(code).empty]
    if without:
        st.text(f"{name} has no act under: {', '.join(without)}.")
    st.dataframe(acts.rename(columns=ACT_COLUMNS), hide_index=True, key=f"acts-{code}")
    st.download_button(
        "Download the acts as CSV",
        data=lambda: csv_bytes(acts.assign(iso3=code, name=name)),
        file_name=f"mineline-acts-{code.lower()}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def spans_of(code: str, histories: Sequence[TreatyHistory], on: date) -> pd.DataFrame:
    """Spans of status of an area: treaty, status, label, basis, from, to; one row a span, for the strip."""
    rows = []
    for history in histories:
        first, last = pd.Timestamp(history.rules.opened_on), pd.Timestamp(HORIZON)
        table = history.history_of(code)
        starts = pd.Series([max(start, first) for start in table["start"].fillna(first)])
        ends = starts.shift(-1).fillna(last)
        for row, start, end in zip(table.to_dict("records"), starts, ends, strict=True):
            label = TreatyStatus.of(row["status"]).label
            rows.append({"treaty": history.treaty.label, "status": row["status"], "label": label,
                         "basis": row["basis"], "from": start, "to": end})  # fmt: skip
    spans = pd.DataFrame(rows)
    return spans[spans["from"] < spans["to"]]


def acts_of(code: str, histories: Sequence[TreatyHistory]) -> pd.DataFrame:
    """Every act of an area and every day on which one took effect, oldest first within each treaty."""
    tables = [table for history in histories if not (table := _acts_under(code, history)).empty]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(ACT_COLUMNS))


def _acts_under(code: str, history: TreatyHistory) -> pd.DataFrame:
    statuses = [row for row in history.history_of(code).to_dict("records") if not pd.isna(row["start"])]
    rows = []
    for act in history.acts_of(code).to_dict("records"):
        day = act["date"] if not pd.isna(act["date"]) else act["date_not_before"]
        made = [row for row in statuses if row["start"] == day and row["act"] == act["act"]]
        statuses = [row for row in statuses if row not in made]
        effect = f" → {TreatyStatus.of(made[0]['status']).label}" if made else ""
        rows.append(
            {
                "day": f"{day:%Y-%m-%d}" if not pd.isna(act["date"]) else _span(act),
                "what": TreatyAct.of(act["act"]).label + effect,
                "article": made[0]["article"] if made else "",
                "basis": made[0]["basis"] if made else "",
                "source": readable_source(act["source"]),
                "note": act["note"],
            }
        )
    for row in statuses:
        if row["status"] != TreatyStatus.NONE.value:
            what = f"→ {TreatyStatus.of(row['status']).label}"
            rows.append({"day": f"{row['start']:%Y-%m-%d}", "what": what, "note": ""}
                        | {key: row[key] for key in ("article", "basis")}
                        | {"source": readable_source(row["source"])})  # fmt: skip
    table = pd.DataFrame(rows, columns=[name for name in ACT_COLUMNS if name != "treaty"])
    table.insert(0, "treaty", history.treaty.label)
    return table.sort_values("day", kind="stable")


def _span(act: Mapping[Any, Any]) -> str:
    return f"{act['date_not_before']:%Y-%m-%d} to {act['date_not_after']:%Y-%m-%d}, day not known"
