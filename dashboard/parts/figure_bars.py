"""Draw the areas by their figure, the largest first, among those that may be compared."""

import altair as alt
import pandas as pd

from geodata.citation import citation_of

MOST = 40
"""The number of bars that are drawn; the table holds all areas."""

BARS = ("#2f6db5", "#8fc0f5")


def build_figure_bars(ranked: pd.DataFrame, unit: str, theme: str) -> alt.Chart:
    """Return the bars of the first `MOST` rows of `geodata.panel_sums.ranking`."""
    bars = ranked.head(MOST)
    drawn = bars.assign(citation=[citation_of(row) for row in bars.to_dict("records")])
    drawn["figure_year"] = drawn["figure_year"].astype("float64")
    columns = ["name", "value", "figure_year", "publisher", "citation", "note"]
    chart: alt.Chart = (
        alt.Chart(drawn[columns])
        .mark_bar(color=BARS[1 if theme == "dark" else 0])
        .encode(
            x=alt.X("value:Q", title=unit),
            y=alt.Y(
                "name:N",
                title=None,
                sort="-x",
                axis=alt.Axis(labelLimit=170, labelOverlap=False, labelFlush=False, labelBound=False),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Area"),
                alt.Tooltip("value:Q", title=unit, format=",.6~f"),
                alt.Tooltip("figure_year:Q", title="Figure of", format="d"),
                alt.Tooltip("publisher:N", title="Publisher"),
                alt.Tooltip("citation:N", title="Source"),
                alt.Tooltip("note:N", title="Note"),
            ],
        )
        .properties(height=alt.Step(18))
    )
    return chart
