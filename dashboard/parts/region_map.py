"""Draw regions that a user brought or a refresh has fetched, each by one number."""

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import shapely

from dashboard.maps.region_classes import NO_FIGURE, figure_classes

if TYPE_CHECKING:
    import geopandas as gpd

TOLERANCE_DEG = 0.01
LIGHT = 0
"""The chart has one set of colours for both themes."""


def build_region_map(
    shapes: "gpd.GeoSeries", names: pd.Series, areas_km2: pd.Series, figures: pd.Series, title: str
) -> alt.LayerChart:
    """Return regions in Equal Earth around their own middle, by the class of their figure; grey where they have none.

    Parameters
    ----------
    shapes
        Polygons in EPSG:4326.
    names, areas_km2, figures
        What is told of each, in the same order; a figure may be missing.
    title
        What the figure is.
    """
    classes = figure_classes(figures.astype(float)).map_classes()
    west, _, east, _ = shapes.total_bounds
    values = features_of(shapes, names, areas_km2, figures)
    told = [alt.Tooltip("properties.region:N", title="Region"),
            alt.Tooltip("properties.area_km2:Q", title="km²", format=",.0f")]  # fmt: skip
    regions = (
        alt.Chart(alt.Data(values=values))  # type: ignore[no-untyped-call] # altair has no types here
        .mark_geoshape(stroke="#6b747d", strokeWidth=0.6)
        .project(type="equalEarth", rotate=[-(west + east) / 2, 0, 0])
    )
    ground = regions.encode(color=alt.value(NO_FIGURE.mark.fill[LIGHT]), tooltip=told)
    known = regions.transform_filter("datum.properties.known").encode(
        color=alt.Color("properties.class:N", title=title,
                        scale=alt.Scale(domain=[word.label for word in classes],
                                        range=[word.mark.fill[LIGHT] for word in classes]),
                        legend=alt.Legend(orient="bottom", titleLimit=320, labelLimit=0, columns=2,
                                          symbolType="square", symbolSize=160, symbolStrokeWidth=0.6)),
        tooltip=[*told, alt.Tooltip("properties.figure:Q", title=title, format=",")],
    )  # fmt: skip
    return alt.LayerChart(layer=[ground, known]).properties(height=340)


def features_of(
    shapes: "gpd.GeoSeries", names: pd.Series, areas_km2: pd.Series, figures: pd.Series
) -> list[dict[str, Any]]:
    """Return regions as features; their rings run clockwise, as the chart's projection on a sphere wants them."""
    simple = shapely.simplify(shapes.to_numpy(), TOLERANCE_DEG)
    drawn = shapely.orient_polygons(simple, exterior_cw=True)
    classes = figure_classes(figures.astype(float))
    numbers = [None if np.isnan(number) else number for number in figures.astype(float).tolist()]
    told = zip(drawn, names.tolist(), areas_km2.tolist(), numbers, strict=True)
    return [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape),
         "properties": {"region": name, "area_km2": area_km2, "figure": number,
                        "class": classes.class_of(np.nan if number is None else number).label,
                        "known": number is not None}}
        for shape, name, area_km2, number in told
    ]  # fmt: skip
