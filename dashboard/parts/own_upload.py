"""Take a user's own table of figures: templates, the file, its columns, and what was understood."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.doors.own import OwnTable
from dashboard.markdown import plain
from dashboard.spreadsheet import csv_bytes
from geodata.mapping import Field, Mapping, Target
from geodata.own_figures import IN_KM2, KM2_OF, TARGETS, WITH_WEAPON
from geodata.words import Measure, Scope

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = "Figures of countries and years"
REGION_LAYER = "A layer of regions with a figure"
HAZARD_LAYER = "A layer of hazardous areas"
NO_COLUMN = "(not in the file)"


def choose_kind() -> str:
    """Let the reader say what they bring: a table of figures, or a layer."""
    return st.radio("What you bring", [FIGURES, REGION_LAYER, HAZARD_LAYER], horizontal=True, key="own-kind")


def show_own_rows(rows: pd.DataFrame, file_name: str) -> None:
    """Show the rows of a list that has no map, such as transfers, with their download."""
    names = {name: name.replace("_", " ").capitalize() for name in rows.columns if not name.endswith("iso3")}
    shown = rows[list(names)].rename(columns=names)
    shown = shown.loc[:, (shown != "").any()]
    st.dataframe(shown, hide_index=True, key="own-rows")
    st.download_button(
        "Download as CSV", lambda: csv_bytes(rows), file_name, "text/csv", key="own-rows-csv", on_click="ignore"
    )


def choose_measure() -> Measure:
    """Let the reader say what the figures measure."""
    return st.radio(
        "What the figures measure",
        list(TARGETS),
        format_func=lambda word: word.label,
        horizontal=True,
        key="own-measure",
    )


def show_templates(measure: Measure, template: Callable[[Measure, str], bytes]) -> None:
    """Offer files to fill in."""
    left, right, _ = st.columns([1, 1, 3])
    for box, ending, mime in ((left, "csv", "text/csv"), (right, "xlsx", SHEET)):
        box.download_button(
            f"Template ({ending.upper()})", template(measure, ending), f"mineline-{measure.value}-template.{ending}",
            mime, key=f"own-template-{ending}", on_click="ignore", width="stretch",
        )  # fmt: skip


def choose_columns(target: Target, table: OwnTable, guessed: Mapping) -> Mapping:
    """Show the first rows and let the reader say which column is what, beginning with a guess."""
    st.dataframe(table.rows[list(table.columns)].head(5), hide_index=True)
    chosen: dict[str, str] = {}
    columns = st.columns(3)
    for place, each in enumerate(target.fields):
        column = _choice(columns[place % 3], each, table, guessed)
        if column != NO_COLUMN:
            chosen[each.name] = column
    return Mapping(target.id, chosen)


def _choice(box: st.delta_generator.DeltaGenerator, each: Field, table: OwnTable, guessed: Mapping) -> str:
    """Let the reader choose the column of one field."""
    options = [NO_COLUMN, *table.columns]
    found = guessed.column(each.name)
    return str(
        box.selectbox(
            f"{each.label}{'' if each.required else ' (if there is one)'}", options,
            index=options.index(found) if found in options else 0, help=plain(each.meaning),
            key=f"own-{each.name}-{table.name}",
        )
    )  # fmt: skip


def choose_papers(measure: Measure, name: str) -> tuple[str, Scope, str]:
    """Let the reader say who publishes the figures, which weapons they count, and the unit of areas."""
    left, middle, right = st.columns(3)
    publisher = left.text_input("Who publishes these figures", value="", placeholder="National authority",
                                key=f"own-publisher-{name}", max_chars=80)  # fmt: skip
    if measure not in WITH_WEAPON:
        return publisher, Scope.APM, "km2"
    weapons = [word for word in Scope if word is not Scope.POTENTIAL]
    weapon = middle.selectbox(
        "Which weapons are counted", weapons, format_func=lambda word: word.label, key="own-weapon"
    )
    if measure not in IN_KM2:
        return publisher, weapon, "km2"
    unit = right.selectbox("Unit of areas in the file", list(KM2_OF), key="own-unit")
    return publisher, weapon, unit
