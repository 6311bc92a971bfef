"""Show reports of new use that name one area, as the place or as the user, under three questions that are never one."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.parts.figure_table import publishers_in, show_figure_table
from geodata.words import Bearer

OUTSIDE = "Outside the three questions"
ACTOR_KINDS = {"state": "State", "nsag": "Armed group", "unknown": "Not known"}
TABLE = ("period", "role", "name", "actor", "actor_kind_label", "question", "class", "publisher", "read_at", "citation",
         "note")  # fmt: skip
HEADINGS = {
    "role": "This area is",
    "name": "Place",
    "actor": "User",
    "actor_kind_label": "Kind of user",
    "question": "Question",
    "class": "Report",
}


def show_use_list(answers: pd.DataFrame, code: str, name: str) -> None:
    """Show a sentence for each question, as place and as user, and every report as a table.

    Parameters
    ----------
    answers
        Rows of `geodata.joined.use_answers` in which the area is the place or the country of the user.
    code, name
        The area.
    """
    for told in sentences(answers, code, name):
        st.text(told)
    rows = answers.assign(
        role=["place and user" if place == user == code else "place" if place == code else "user"
              for place, user in zip(answers["iso3"], answers["actor_iso3"], strict=True)],
        question=[question_of(bearer) for bearer in answers["bearer"]],
        actor_kind_label=[ACTOR_KINDS.get(kind, "") for kind in answers["actor_kind"]],
    )  # fmt: skip
    show_figure_table(rows, TABLE, file_name=f"mineline-use-{code.lower()}.csv", key=f"use-{code}", headings=HEADINGS)
    st.caption(
        plain(
            f"Sources: {publishers_in(answers)}. A row is one report of new use in a reporting period, confirmed or "
            "alleged as the source has it. Reports are no list of all use, and their number is not how much was laid. "
            "A user counts as bound where the Mine Ban Treaty binds its state through the whole period."
        )
    )


def sentences(answers: pd.DataFrame, code: str, name: str) -> list[str]:
    """Return what is reported in the area and of users from it, question by question; questions are never added."""
    told = []
    for role, rows in (
        (f"Reports of use in {name}", answers.loc[answers["iso3"] == code]),
        (f"Reports of use anywhere by users from {name}", answers.loc[answers["actor_iso3"] == code]),
    ):
        if rows.empty:
            told.append(f"{role}: no report was read. That is not a finding that there was none.")
            continue
        asked = []
        for bearer in [*(word.value for word in Bearer), ""]:
            group = rows.loc[rows["bearer"] == bearer]
            if not group.empty:
                users = ", ".join(dict.fromkeys(group["actor"].replace("", "user not named")))
                question = question_of(bearer)
                asked.append(f"{question[:1].lower()}{question[1:]}: {users}")
        told.append(f"{role}: {'; '.join(asked)}.")
    return told


def question_of(bearer: str) -> str:
    """Return which of the three questions a report answers."""
    return Bearer.of(bearer).label if bearer else OUTSIDE
