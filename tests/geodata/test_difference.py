"""Taking one area from another gives the same, whether the whole is overlaid or only where edges differ."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.difference import clipped, differences_of, polygons_of

angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)


def star(radii):
    points = np.column_stack([36 + np.cos(angles) * radii * 1.5, 48 + np.sin(angles) * radii])
    return shapely.polygons(points)


radii = st.lists(st.floats(0.4, 1.2), min_size=40, max_size=40).map(np.array)
moved = st.dictionaries(st.integers(0, 39), st.floats(0.4, 1.2), max_size=4)


@given(radii, moved)
@settings(max_examples=30)
def test_the_overlay_of_tiles_is_the_overlay_of_the_whole(before, changes):
    after = before.copy()
    for place, radius in changes.items():
        after[place] = radius
    one, other = star(after), star(before)
    for found, pair in zip(differences_of(one, other), ((one, other), (other, one)), strict=True):
        expected = polygons_of(shapely.difference(*pair))
        assert shapely.area(shapely.symmetric_difference(found, expected)) < 1e-9
        assert found.geom_type == "MultiPolygon"


def test_a_whole_island_that_appears_far_from_every_other_edge_is_found():
    mainland, island = shapely.box(30, 45, 31, 46), shapely.box(33, 46, 36, 48)
    both = shapely.union(mainland, island)
    alone, none = differences_of(both, mainland)
    assert shapely.area(alone) == pytest.approx(6)
    assert none.is_empty


def test_equal_areas_differ_nowhere_whatever_way_their_rings_run():
    area = shapely.box(30, 45, 31, 46)
    assert all(found.is_empty for found in differences_of(area, shapely.reverse(area)))


def test_clipping_slivers_gives_valid_polygons():
    sliver = shapely.polygons([(30, 45), (30.5, 45 + 1e-15), (31, 45), (31, 46), (30, 46)])
    inside = clipped(sliver, (29.9, 44.9, 30.25, 45.0))
    assert shapely.is_valid(inside)


def test_lines_and_points_have_no_area():
    mixed = shapely.geometrycollections(
        [
            shapely.box(0, 0, 1, 1),
            shapely.linestrings([(2, 2), (3, 3)]),
            shapely.multipolygons([shapely.box(5, 5, 6, 6)]),
        ]
    )
    assert shapely.area(polygons_of(mixed)) == 2
    assert polygons_of(shapely.points(1, 1)).is_empty
