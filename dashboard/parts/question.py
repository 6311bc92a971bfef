"""Ask and answer, without typing: who is bound by one treaty and not by another."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.parts.choice import choose_one
from dashboard.spreadsheet import csv_bytes
from geodata.words import JointStanding, Treaty

COLUMNS = {
    "name": "Area",
    "iso3": "Code",
    "first_basis": "Under the first",
    "second_basis": "Under the second",
    "source": "Source",
}


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


def sentence(answer: pd.DataFrame, first: Treaty, second: Treaty, day: str) -> str:
    """The answer as a sentence that may be quoted, with what is not known."""
    count = int((answer["standing"] == JointStanding.FIRST_ONLY.value).sum())
    text = f"On {day}, {count} areas were bound by the {first.label} and not by the {second.label}."
    unknown = answer.loc[answer["standing"] == JointStanding.UNDETERMINED.value, "name"].tolist()
    if unknown:
        text += f" Not counted, because a day of deposit is not known: {', '.join(unknown)}."
    return text


def show_answer(answer: pd.DataFrame, first: Treaty, second: Treaty, day: str, file_name: str) -> None:
    """Show the answer as a sentence, a table of the areas that match, and a file with every area's standing."""
    st.text(sentence(answer, first, second, day))
    matching = answer.loc[answer["standing"] == JointStanding.FIRST_ONLY.value]
    if matching.empty:
        st.text("No area matches on this day.")
    else:
        st.dataframe(matching[list(COLUMNS)].rename(columns=COLUMNS), hide_index=True, height=320)
    st.download_button(
        "Download the answer for every area as CSV",
        data=lambda: csv_bytes(answer),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        key="answer-csv",
    )
