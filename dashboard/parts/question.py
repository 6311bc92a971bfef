"""Ask and answer, without typing: who is bound by one treaty and not by another."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.parts.choice import choose_one
from dashboard.spreadsheet import csv_bytes
from geodata.treaty import TreatyHistory
from geodata.words import JointStanding, Treaty


def show_question(first: Treaty, second: Treaty, on_change: Callable[..., None]) -> None:
    """Show the two choices; `on_change` gets first= or second= when one changes."""
    boxes = st.columns(2)
    for box, key, label, value in (
        (boxes[0], "first", "Bound by", first),
        (boxes[1], "second", "and not by", second),
    ):
        choose_one(
            box,
            label,
            list(Treaty),
            value,
            partial(_choose, on_change, key),
            name=key,
            label_of=lambda treaty: treaty.label,
        )


def _choose(on_change: Callable[..., None], key: str, treaty: Treaty) -> None:
    on_change(**{key: treaty})


def sentence(answer: pd.DataFrame, first: TreatyHistory, second: TreatyHistory, on: date) -> str:
    """The answer as a sentence that may be quoted, with what is not known and which treaty was not in force yet."""
    count = int((answer["standing"] == JointStanding.FIRST_ONLY.value).sum())
    areas = "1 area was" if count == 1 else f"{count or 'no'} areas were"
    text = f"On {in_words(on)}, {areas} bound by the {first.treaty.label} and not by the {second.treaty.label}."
    unknown = answer.loc[answer["standing"] == JointStanding.UNDETERMINED.value, "name"].tolist()
    if unknown:
        text += f" Not counted, because a day of deposit is not known: {', '.join(unknown)}."
    for history in (first, second):
        entry = history.entry_into_force
        if entry is not None and on < entry:
            text += f" The {history.treaty.label} bound nobody yet: it entered into force on {in_words(entry)}."
    return text


def show_answer(answer: pd.DataFrame, first: TreatyHistory, second: TreatyHistory, on: date, file_name: str) -> None:
    """Show the answer as a sentence, a table of the areas that match, and a file with every area's standing."""
    st.text(sentence(answer, first, second, on))
    matching = answer.loc[answer["standing"] == JointStanding.FIRST_ONLY.value]
    if not matching.empty:
        columns = {
            "name": "Area",
            "iso3": "Code",
            "first_basis": first.treaty.label,
            "second_basis": second.treaty.label,
            "source": "Source",
        }
        st.dataframe(matching[list(columns)].rename(columns=columns), hide_index=True, height=320)
    st.download_button(
        "Download the answer for every area as CSV",
        data=lambda: csv_bytes(answer),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key="answer-csv",
    )
