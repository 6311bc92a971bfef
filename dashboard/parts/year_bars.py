"""Draw parts of a yearly figure as stacked bars, one chart for each publisher and scope, never mixed."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.parts.area_chart import LEGEND, year_axis
from dashboard.parts.figure_table import publisher_label
from geodata.words import Coverage, Nearness, Part, Persons, Scope

SERIES = ("publisher", "scope", "persons", "coverage")
"""What sets two series apart: rows that differ in one of these are never in the same chart."""

Colours = Mapping[str, tuple[str, str]]
"""Colour by label of a part, light and dark, in the order in which the parts are stacked."""

NEARNESS = {word.value: rank for rank, word in enumerate(Nearness)}


def series_of(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the rows by series, the one with most rows that the maps show first."""
    groups = [group for _, group in rows.groupby(list(SERIES), sort=False)]
    return sorted(groups, key=lambda group: (-int(group["shown"].sum()), -len(group)))


def series_label(series: pd.DataFrame) -> str:
    """Return who counts, and of what, in words."""
    row = series.iloc[0]
    told = [publisher_label(str(row["publisher"])), Scope.of(str(row["scope"])).label.lower()]
    if row["persons"]:
        told.append(Persons.of(str(row["persons"])).label.lower())
    if row["coverage"] == Coverage.PARTIAL.value:
        told.append(Coverage.PARTIAL.label.lower())
    return ", ".join(told)


def drawn_rows(series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one source row a year: the one that is shown, else the latest edition, read nearest."""
    order = series.assign(
        near=series["read_at"].map(NEARNESS), late=-series["edition"].astype("Float64").fillna(0)
    ).sort_values(["year", "shown", "late", "near", "row"], ascending=[True, False, True, True, True], kind="stable")
    best = set(order.drop_duplicates("year")["row"])
    return series.loc[series["row"].isin(best)]


def build_year_bars(
    bars: pd.DataFrame, dots: pd.DataFrame, colours: Colours, years: tuple[int, int], title: str, side: int
) -> alt.LayerChart | alt.FacetChart:
    """Return stacked bars and hollow dots.

    Parameters
    ----------
    bars
        year, value, label (a key of `colours`), source, note.
    dots
        year, value, edition, source, note: totals as the source gives them.
    colours
        The colours of the labels.
    years
        First and last year of the axis.
    title
        The unit.
    side
        0 for the light theme, 1 for the dark.
    """
    places = {label: place for place, label in enumerate(colours)}
    stacked = bars.assign(place=bars["label"].map(places))
    present = [label for label in colours if label in set(bars["label"])]
    papers = [alt.Tooltip("source:N", title="Source"), alt.Tooltip("note:N", title="Note")]
    value = alt.Tooltip("value:Q", title=title, format=",.6~f")
    chart = (
        alt.Chart(stacked)
        .mark_bar()
        .encode(
            x=year_axis(*years),
            y=alt.Y("value:Q", title=title, stack="zero"),
            color=alt.Color(
                "label:N",
                scale=alt.Scale(domain=present, range=[colours[label][side] for label in present]),
                legend=LEGEND,
            ),
            order=alt.Order("place:Q"),
            tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("label:N", title="What"), value, *papers],
        )
    )
    totals = (
        alt.Chart(dots)
        .mark_point(size=45, filled=False, strokeWidth=1.5, color=("#111418", "#ffffff")[side])
        .encode(
            x=year_axis(*years),
            y=alt.Y("value:Q", title=title),
            tooltip=[alt.Tooltip("year:O", title="Year"), value, alt.Tooltip("edition:N", title="Edition"), *papers],
        )
    )
    layers = [chart, totals] if len(dots) else [chart]
    return alt.layer(*layers).properties(height=250)


def bars_of(series: pd.DataFrame, parts: tuple[Part, ...], whole: Part, label: str) -> pd.DataFrame:
    """Return the bars of a series: the parts where a source row gives them, else its whole under its own label."""
    drawn = drawn_rows(series)
    given = parts_of(drawn, parts)
    wholes = parts_of(drawn, (whole,))
    alone = wholes.loc[~wholes["row"].isin(given["row"])].assign(label=label)
    return pd.concat([given, alone], ignore_index=True)


def parts_of(rows: pd.DataFrame, parts: tuple[Part, ...]) -> pd.DataFrame:
    """Return the rows of these parts that hold a number, as bars with the label of their part."""
    held = rows.loc[rows["part"].isin([part.value for part in parts]) & rows["value"].notna()]
    return held.assign(label=[Part.of(part).label for part in held["part"]])[
        ["year", "value", "label", "row", "source", "note"]
    ]
