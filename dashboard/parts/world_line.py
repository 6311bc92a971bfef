"""Draw the published casualties of the world by year: the latest edition as a line, every edition as a mark."""

import altair as alt
import pandas as pd

from dashboard.parts.area_chart import year_axis
from geodata.words import Part

FIRST, REVISED = "First published", "Revised in a later edition"
COLOURS = {FIRST: ("#b3541e", "#f09a5a"), REVISED: ("#2f6db5", "#8fc0f5")}
LINE = ("#7d868f", "#9aa3ad")


def world_marks(world: pd.DataFrame, part: Part) -> pd.DataFrame:
    """Return the rows of a part, each marked as first published or revised.

    `world` holds rows of the panel on the world, with `shown` for the latest edition of a year.
    """
    rows = world.loc[(world["part"] == part.value) & world["value"].notna()].copy()
    first = rows.groupby("year")["edition"].transform("min")
    rows["kind"] = [
        FIRST if edition == least else REVISED for edition, least in zip(rows["edition"], first, strict=True)
    ]
    return rows.sort_values(["year", "edition", "row"], kind="stable", ignore_index=True)


def build_world_line(marks: pd.DataFrame, years: tuple[int, int], theme: str) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of `world_marks` on an axis from the first to the last of `years`; gaps stay gaps."""
    side = 1 if theme == "dark" else 0
    every_year = pd.DataFrame({"year": range(years[0], years[1] + 1)})
    shown = marks.loc[marks["shown"], ["year", "value"]].drop_duplicates("year")
    line = (
        alt.Chart(every_year.merge(shown, on="year", how="left"))
        .mark_line(color=LINE[side], strokeWidth=2, invalid="break-paths-show-domains")
        .encode(x=year_axis(*years), y=alt.Y("value:Q", title="people", scale=alt.Scale(zero=True)))
    )
    points = (
        alt.Chart(
            marks.assign(edition=marks["edition"].astype("float64"))[["year", "value", "kind", "edition", "source"]]
        )
        .mark_point(size=70, filled=False, strokeWidth=2)
        .encode(
            x=year_axis(*years),
            y=alt.Y("value:Q"),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(COLOURS), range=[pair[side] for pair in COLOURS.values()]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(COLOURS), range=["circle", "diamond"]), legend=None),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("value:Q", title="people", format=",d"),
                alt.Tooltip("kind:N", title="Figure"),
                alt.Tooltip("edition:Q", title="Edition", format="d"),
                alt.Tooltip("source:N", title="Source"),
            ],
        )
    )
    return alt.layer(line, points).properties(height=280)
