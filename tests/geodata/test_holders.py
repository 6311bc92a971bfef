"""Which polygon holds a point is answered for very many at once exactly as by asking each polygon of each point."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import holders as module
from geodata.holders import holders
from loaders.events.ground import load_ground


def asked_plainly(shapes, lon, lat):
    """What geopandas' own join says: the first shape that a point lies within."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat))
    pairs = gpd.sjoin(points, gpd.GeoDataFrame(geometry=list(shapes)), predicate="within")
    found = np.full(len(points), -1)
    first = pairs[~pairs.index.duplicated()]
    found[first.index] = first["index_right"]
    return found


def cells(random, count):
    """Polygons that share their borders and cover a square, one with a hole, one again on top, and a point."""
    spots = shapely.multipoints(random.uniform(0, 10, (count, 2)))
    parts = shapely.get_parts(shapely.voronoi_polygons(spots, extend_to=shapely.box(-2, -2, 12, 12)))
    holed = parts[0].difference(shapely.box(4, 4, 4.5, 4.5))
    return np.array([holed, *parts[1:], shapely.box(3, 3, 6, 6), shapely.Point(5, 5)], dtype=object)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 40), st.sampled_from([3, 16]), st.sampled_from([40, 1_000_000]))
def test_points_inside_on_shared_borders_and_outside_are_held_as_a_plain_join_says(seed, count, run, at_once):
    random = np.random.default_rng(seed)
    shapes = cells(random, count)
    corners = shapely.get_coordinates(shapes)
    middles = (corners[:-1] + corners[1:]) / 2
    grid = random.integers(-1, 12, (200, 2)).astype(float)
    spread = random.uniform(-3, 13, (500, 2))
    places = np.concatenate([corners, middles, grid, spread, spread[:100], np.full((30, 2), 5.0)])
    lon, lat = random.permutation(places).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "RUN", run)
        patch.setattr(module, "AT_ONCE", at_once)
        assert holders(shapes, lon, lat).tolist() == asked_plainly(shapes, lon, lat).tolist()


def test_points_all_over_the_world_are_held_as_a_plain_join_says():
    random = np.random.default_rng(7)
    shapes = load_ground().countries.areas.geometry.to_numpy()
    lon, lat = random.uniform(-180, 180, 20_000), random.uniform(-90, 90, 20_000)
    lon[:5000], lat[:5000] = random.normal(31, 6, 5000).round(1), random.normal(49, 3, 5000).round(1)
    assert holders(shapes, lon, lat).tolist() == asked_plainly(shapes, lon, lat).tolist()


def test_no_points_and_no_shapes_are_answered():
    nothing = np.array([], dtype=float)
    assert holders(np.array([shapely.box(0, 0, 1, 1)], dtype=object), nothing, nothing).tolist() == []
    assert holders(np.array([], dtype=object), np.array([1.0]), np.array([1.0])).tolist() == [-1]
