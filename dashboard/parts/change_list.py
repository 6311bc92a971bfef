"""Show what changed between two days: a sentence a treaty, the acts and changes as a table, the same as CSV."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.choice import choose_one, settled_key, teller
from dashboard.spreadsheet import csv_bytes
from geodata.errors import InputError
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty, TreatyAct, TreatyStatus

ALL = ""
"""The choice of all treaties."""

COLUMNS = {
    "day": "Day",
    "name": "Area",
    "treaty_label": "Treaty",
    "what": "What",
    "article": "Article",
    "basis": "Basis",
    "source": "Source",
}


def show_change_filters(
    since: date, until: date, treaty: Treaty | None, on_choose: Callable[[str, object], None]
) -> None:
    """Show the two days and the choice of one treaty or all; `on_choose` gets the name of a choice and its value."""
    first, second, third = st.columns(3)
    for box, name, label, day in (
        (first, "since", "After this day", since),
        (second, "until", "Up to and including this day", until),
    ):
        key = settled_key(name, day)
        box.date_input(
            label,
            key=key,
            min_value=OPENING_DAY,
            max_value=HORIZON,
            format="YYYY-MM-DD",
            on_change=teller(name, key, partial(on_choose, name)),
        )
    choose_one(
        third,
        "Treaty of the list",
        [ALL, *Treaty],
        treaty or ALL,
        lambda chosen: on_choose("treaty", chosen or None),
        name="change-treaty",
        label_of=lambda word: word.label if isinstance(word, Treaty) else "All four treaties",
    )


def show_change_list(histories: Sequence[TreatyHistory], since: date, until: date) -> None:
    """Show what changed after `since`, up to and including `until`; days in the wrong order give a sentence."""
    try:
        sentences, table = told_changes(tuple(histories), since, until)
    except InputError as fault:
        st.error(plain(str(fault)))
        return
    for sentence in sentences:
        st.text(sentence)
    if table.empty:
        st.text(f"No act and no change of status is known from {in_words(since)} to {in_words(until)}.")
        return
    st.dataframe(
        table[list(COLUMNS)].rename(columns=COLUMNS),
        hide_index=True,
        key="changes",
        column_config={
            "Area": st.column_config.TextColumn(pinned=True),
            "Basis": st.column_config.TextColumn(width="large"),
            "Source": st.column_config.TextColumn(width="large"),
        },
    )
    st.download_button(
        "Download the changes as CSV",
        data=lambda: csv_bytes(table.drop(columns="treaty_label")),
        file_name=f"mineline-changes-{since}-{until}.csv",
        mime="text/csv",
        on_click="ignore",
        key="changes-csv",
    )


@lru_cache(maxsize=32)
def told_changes(
    histories: tuple[TreatyHistory, ...], since: date, until: date
) -> tuple[tuple[str, ...], pd.DataFrame]:
    """Return a sentence a treaty, and `build_changes`; many readers ask for the same days, so that both are kept.

    Raises
    ------
    InputError
        A day is outside the span, or the second is before the first.
    """
    told = [(history.treaty.label, history.change_sentence(since, until)) for history in histories]
    sentences = tuple(f"{label}: {sentence[:1].lower()}{sentence[1:]}" for label, sentence in told)
    return sentences, build_changes(histories, since, until)


def build_changes(histories: Sequence[TreatyHistory], since: date, until: date) -> pd.DataFrame:
    """Return the changes under several treaties, oldest first: those of `changes_between`, with words for the screen.

    Raises
    ------
    InputError
        A day is outside the span, or the second is before the first.
    """
    table = pd.concat([history.changes_between(since, until) for history in histories], ignore_index=True)
    table = table.sort_values(["day", "name"], kind="stable", ignore_index=True)
    table.insert(5, "what", [_what(row) for row in table.to_dict("records")])
    for column in ("day", "act_date"):
        table[column] = table[column].dt.strftime("%Y-%m-%d").astype(object).fillna("")
    return table.assign(treaty_label=[Treaty.of(code).label for code in table["treaty"]])


def _what(row: dict[Any, Any]) -> str:
    """A change in words: the new status, or the act that left the status as it was."""
    return f"→ {TreatyStatus.of(row['status']).label}" if row["kind"] == "status" else TreatyAct.of(row["act"]).label
