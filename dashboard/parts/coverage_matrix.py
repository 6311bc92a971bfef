"""Show for one measure which areas have a figure in which years, and why the others have none."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.map_measure import MapMeasure
from dashboard.markdown import plain
from dashboard.parts.choice import choose_one
from dashboard.spreadsheet import csv_bytes
from geodata.coverage_matrix import HELD, matrix_of
from geodata.words import Emptiness

KEY = "coverage"
"""The key of the chosen measure in the URL."""


def chosen_measure() -> MapMeasure | None:
    """The measure that the URL asks for; None where it asks for none, or for one that there is not."""
    asked = st.query_params.get(KEY, "")
    return MapMeasure.of(asked) if asked in {measure.value for measure in MapMeasure} else None


def choose_measure(measure: MapMeasure | None) -> None:
    """Write the choice of a measure into the URL, or take it out."""
    if measure is None:
        st.query_params.pop(KEY, None)
    else:
        st.query_params[KEY] = measure.value


def show_coverage_matrix(
    cells_of: Callable[[MapMeasure], pd.DataFrame], publisher_of: Callable[[MapMeasure], str]
) -> None:
    """Offer the measures, and show the areas and years of the chosen one.

    Parameters
    ----------
    cells_of
        Gives the cells of a measure (`geodata.coverage_matrix.cells_of`); called for the chosen one alone.
    publisher_of
        Gives the publisher who goes before the others on a measure.
    """
    st.subheader("Area by area", anchor=False)
    measure = chosen_measure()
    choose_one(
        st._main, "Measure", list(MapMeasure), measure, choose_measure,
        name="coverage-measure", label_of=lambda word: word.label, placeholder="Choose a measure",
    )  # fmt: skip
    if measure is None:
        if asked := st.query_params.get(KEY):
            known = ", ".join(word.value for word in MapMeasure)
            st.error(plain(f"coverage: {asked[:40]!r} is no measure. Choose from {known}."))
        return
    with st.spinner("Reading every year of this measure"):
        cells = cells_of(measure)
    matrix = matrix_of(cells)
    st.text(sentence_of(cells))
    st.dataframe(
        matrix.rename(columns={"name": "Area", "years_held": "Years held"}),
        hide_index=True,
        key="coverage-matrix",
        column_config={"Area": st.column_config.TextColumn(pinned=True, width="medium")},
    )
    st.download_button(
        "Download the cells as CSV",
        data=lambda: csv_bytes(cells),
        file_name=f"mineline-coverage-{measure.value.replace('_', '-')}.csv",
        mime="text/csv",
        on_click="ignore",
        key="coverage-matrix-csv",
    )
    st.caption(
        plain(
            f"{measure.label}, as the map of Contamination shows it for figures of that year only, antipersonnel mines "
            f"where weapons are told apart, {publisher_of(measure)} first. “figure” was read in the publication, "
            "“quoted” where another text quotes it, “press” in a report of the press; “none”: a source says none; "
            "“no figure”: listed without one; “differ”: sources of equal standing differ; “n/a”: the question does "
            "not arise. An empty cell was not read by us and says nothing of the world. Areas of which no year was "
            "read are in the CSV alone. These cells are not the counts of the table above: that table counts figures "
            "of every weapon and publisher since 1990, and neither totals summed from CHA and SHA nor declared "
            "completions, which the map shows."
        )
    )


def sentence_of(cells: pd.DataFrame) -> str:
    """How many cells there are of each kind, so that they add up to all."""
    counts = cells["emptiness"].value_counts()
    kinds = [f"{counts[kind.value]:,} {kind.label.lower()}" for kind in Emptiness if kind.value in counts]
    held = int(cells["emptiness"].isin(HELD).sum())
    return (
        f"{cells['iso3'].nunique()} areas × {cells['year'].nunique()} years = {len(cells):,} cells, {held:,} of them "
        f"answered by a source: {', '.join(kinds)}."
    )
