"""Show how many areas have a value for each measure and year."""

import pandas as pd
import streamlit as st

from dashboard.markdown import plain
from dashboard.spreadsheet import csv_bytes
from geodata.words import Measure, Part


def wide(counted: pd.DataFrame) -> pd.DataFrame:
    """Return `geodata.coverage_table.areas_with_value` with a row a measure and part, and a column a year.

    The latest year comes first; a year without any value is an empty cell.
    """
    names = [_name(row["measure"], row["part"]) for row in counted.to_dict("records")]
    table = counted.assign(what=names).pivot_table(index="what", columns="year", values="areas", sort=False)
    table = table[sorted(table.columns, reverse=True)].astype("Int64")
    table.columns = [str(year) for year in table.columns]
    return table.rename_axis("Areas with a value").reset_index()


def show_coverage_table(counted: pd.DataFrame, areas: int) -> None:
    """Show the table; `areas` is how many there are in all."""
    st.header("How much is known", anchor=False)
    st.dataframe(
        wide(counted),
        hide_index=True,
        key="coverage",
        placeholder="–",
        column_config={"Areas with a value": st.column_config.TextColumn(pinned=True, width="medium")},
    )
    st.download_button(
        "Download the coverage as CSV",
        data=lambda: csv_bytes(counted),
        file_name="mineline-coverage.csv",
        mime="text/csv",
        on_click="ignore",
        key="coverage-csv",
    )
    st.caption(
        plain(
            f"Areas, of {areas}, with at least one figure or word of a source in a year, whoever publishes it, "
            "whatever weapons or people it counts. A dash is a year in which no value has been read; it says nothing "
            "of the world."
        )
    )


def _name(measure: str, part: str) -> str:
    label = Measure.of(measure).label
    return label if part in (Part.CLASS.value, Part.TOTAL.value) else f"{label}, {Part.of(part).label.lower()}"
