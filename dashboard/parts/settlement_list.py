"""Show settlements and who holds them as a table: the twin of the dots on the front-line map."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.table_twin import show_choosable
from dashboard.spreadsheet import csv_bytes
from geodata.words import Control, ControlBasis

MOST_ROWS = 300
COLUMNS = {
    "name": "Settlement",
    "region": "Region",
    "held": "Held by",
    "ledger_held": "By the ledger",
    "since": "Since",
    "days_since_change": "Days since change",
    "days_since_liberation": "Days since liberation",
    "front_km": "To the line, km",
    "accidents_within_10_km": "Accidents within 10 km",
    "basis": "Basis",
    "source": "Source",
}
HELP = {
    "Since": "By the settlement ledger, like the basis and the source.",
    "To the line, km": "Negative on the occupied side; from settlements in steps of 5 km.",
    "Accidents within 10 km": "Documented ones up to the day whose place is known: a sample, not a census.",
}
CHANGED = {
    "name": "Settlement",
    "region": "Region",
    "before": "Before",
    "after": "After",
    "changed_on": "Changed on",
    "basis": "Basis",
    "source": "Source",
}
BEFORE_INVASION = "before 2022-02-24"


def find_settlements(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Rows that hold every word in their name, region or holder; all rows where no word is given."""
    found = table
    for word in words.casefold().split():
        text = found["name"] + " " + found["region"] + " " + found["held"]
        found = found[text.str.casefold().str.contains(word, regex=False)]
    return found


def readable_settlements(table: pd.DataFrame) -> pd.DataFrame:
    """Settlements of a day in the words of the screen."""
    since = table["since"].dt.strftime("%Y-%m-%d").astype(object).fillna(BEFORE_INVASION)
    held, ledger_held = _holders(table["control"]), _holders(table["ledger_control"])
    return table.assign(held=held, ledger_held=ledger_held, since=since, basis=_bases(table["basis"]))


def readable_changes(table: pd.DataFrame) -> pd.DataFrame:
    """Settlements that changed hands in the words of the screen."""
    return table.assign(
        before=_holders(table["control_before"]),
        after=_holders(table["control_after"]),
        changed_on=table["changed_on"].dt.strftime("%Y-%m-%d").astype(object).fillna(""),
        basis=_bases(table["basis"]),
    )


def show_settlement_list(
    table: pd.DataFrame,
    *,
    file: pd.DataFrame,
    file_name: str,
    chosen: str | None,
    on_choose: Callable[[str | None], None],
    key: str,
) -> None:
    """Show the settlements of a day, as `geodata.control_join.join_settlements` gives them, with the column `id`.

    The table lists the first that are found; `file` has the rows of the download, which are the ledger's own where
    the source of control does not let its data be passed on.
    """
    search, download = st.columns([3, 1], vertical_alignment="bottom")
    words = search.text_input("Find a settlement, a region or a holder", key=f"{key}-search", placeholder="Kupiansk")
    nearest = table["front_km"].abs().sort_values(kind="stable").index
    rows = find_settlements(readable_settlements(table.loc[nearest]), words)
    shown = rows.head(MOST_ROWS)
    download.download_button(
        "Download all as CSV",
        data=lambda: csv_bytes(file.drop(columns=["id", "place"])),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key=f"{key}-csv",
    )
    own = table["control"].equals(table["ledger_control"])
    columns = {name: label for name, label in COLUMNS.items() if not (own and name == "ledger_held")}
    show_choosable(
        shown[list(columns)].rename(columns=columns),
        shown["id"].tolist(),
        chosen,
        on_choose,
        key,
        {
            "Source": st.column_config.TextColumn(width="large"),
            **{label: st.column_config.Column(help=told) for label, told in HELP.items()},
        },
        placeholder="–",
    )
    most = (
        f" The first {MOST_ROWS} are listed; search for the others, or download all." if len(rows) > MOST_ROWS else ""
    )
    st.caption(
        plain(f"{len(rows)} of {len(table)} settlements, nearest to the line first. Choose one for its history.{most}")
    )


def show_changed_settlements(table: pd.DataFrame, *, told: str, file_name: str, key: str) -> None:
    """Show the settlements that changed hands; `told` says between which days and according to whom."""
    regained = int((table["control_after"] == Control.UA.value).sum())
    occupied = int((table["control_after"] == Control.RU.value).sum())
    st.text(
        f"{told}: {len(table)} settlements changed hands; {occupied} became occupied, {regained} came back to Ukraine."
    )
    if table.empty:
        return
    rows = readable_changes(table)
    st.dataframe(rows[list(CHANGED)].rename(columns=CHANGED), hide_index=True, height=320, key=f"{key}-rows")
    st.download_button(
        "Download these as CSV",
        data=lambda: csv_bytes(table.drop(columns=["place"], errors="ignore")),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key=f"{key}-csv",
    )


def show_settlement_history(history: pd.DataFrame) -> None:
    """Show who held one settlement from when to when, with basis and source of each row."""
    rows = pd.DataFrame(
        {
            "From": history["from_date"].dt.strftime("%Y-%m-%d").astype(object).fillna(BEFORE_INVASION),
            "To": history["to_date"].dt.strftime("%Y-%m-%d").astype(object).fillna("still so on the last day known"),
            "Held by": _holders(history["control"]),
            "Basis": _bases(history["basis"]),
            "Source": history["source"],
            "Note": history["note"],
        }
    )
    st.dataframe(rows, hide_index=True, key="settlement-history")


def _holders(values: pd.Series) -> list[str]:
    labels = {word.value: word.label for word in Control}
    return [labels.get(str(value), "") for value in values]


def _bases(values: pd.Series) -> list[str]:
    labels = {word.value: word.label for word in ControlBasis}
    return [labels.get(str(value), "") for value in values]
