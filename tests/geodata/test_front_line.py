"""The front line is the edge of what is occupied inside the country, and distances to it are true on the ground."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geodata.front_line import front_line_of, interior_of
from geodata.line_distance import line_distance

WGS84 = Geod(ellps="WGS84")
COUNTRY = shapely.box(30, 46, 40, 50)
INTERIOR = interior_of(np.array([COUNTRY]))


def test_border_and_coast_are_no_front():
    occupied = shapely.box(35, 46, 40, 50)
    line = front_line_of(occupied, INTERIOR)
    _, _, metres = WGS84.inv(35, 46.02, 35, 49.98)
    assert line.length_km == pytest.approx(metres / 1000, abs=0.001)
    assert line.pieces == 1
    assert shapely.bounds(line.geometry).tolist() == [35, 46.02, 35, 49.98]


def test_nothing_occupied_and_everything_occupied_have_no_front():
    assert front_line_of(shapely.MultiPolygon(), INTERIOR).length_km == 0
    assert front_line_of(COUNTRY, INTERIOR).length_km == 0
    assert line_distance(front_line_of(COUNTRY, INTERIOR).geometry, COUNTRY) is None


def test_a_hole_and_a_pocket_have_a_front_of_their_own():
    pocket = shapely.box(32, 47, 33, 48)
    occupied = shapely.difference(shapely.box(35, 46, 40, 50), shapely.box(37, 47, 38, 48))
    alone = front_line_of(occupied, INTERIOR)
    both = front_line_of(shapely.union(occupied, pocket), INTERIOR)
    assert (alone.pieces, both.pieces) == (2, 3)
    assert both.length_km - alone.length_km == pytest.approx(2 * 111.2 + 75.9 + 74.5, abs=0.5)


@pytest.fixture(scope="module")
def crooked():
    """A crooked front, its occupied side, and the line as dense points."""
    rng = np.random.default_rng(7)
    edge = np.column_stack([36 + rng.uniform(-0.6, 0.6, 60), np.linspace(45.9, 50.1, 60)])
    occupied = shapely.make_valid(shapely.polygons(np.vstack([edge, [[40.5, 50.1], [40.5, 45.9]]])))
    line = front_line_of(occupied, INTERIOR).geometry
    dense = shapely.get_coordinates(shapely.segmentize(line, 0.0005))
    return line_distance(line, occupied), occupied, dense


@given(st.floats(30.5, 39.5), st.floats(46.2, 49.8))
@settings(max_examples=25)
def test_a_distance_is_within_ten_metres_of_brute_force(crooked, lon, lat):
    measure, occupied, dense = crooked
    found = measure.signed_km(np.array([[lon, lat]]))[0]
    _, _, metres = WGS84.inv(np.full(len(dense), lon), np.full(len(dense), lat), *dense.T)
    assume(metres.min() > 200)  # nearer than that the dense points themselves are too far apart
    assert abs(found) == pytest.approx(metres.min() / 1000, abs=0.01)
    assert (found < 0) == shapely.contains_xy(occupied, lon, lat)


def test_many_points_near_and_far_are_within_ten_metres_of_brute_force(crooked):
    measure, _, dense = crooked
    rng = np.random.default_rng(11)
    near = dense[rng.integers(0, len(dense), 150)] + rng.normal(0, 0.08, (150, 2))
    points = np.vstack([near, np.column_stack([rng.uniform(30, 40, 50), rng.uniform(46, 50, 50)])])
    found = np.abs(measure.signed_km(points))
    told = [WGS84.inv(np.full(len(dense), lon), np.full(len(dense), lat), *dense.T)[2].min() for lon, lat in points]
    clear = np.array(told) > 200  # nearer than that the dense points themselves are too far apart
    assert clear.sum() > 150
    assert found[clear] == pytest.approx(np.array(told)[clear] / 1000, abs=0.01)


def test_a_point_on_the_line_has_no_distance(crooked):
    measure, _, dense = crooked
    assert np.abs(measure.signed_km(dense[::200])).max() < 0.01
