"""Polygons of a source come out valid, oriented, without slivers and without land elsewhere; jumps are recognised."""

from datetime import date, timedelta

import numpy as np
import pytest
import shapely

from geodata.boundaries import area_km2
from geodata.control_polygons import cleaned, country_of, key_of
from geodata.plausibility import implausible
from geodata.words import ControlClass
from loaders.boundaries.loader import load_ukraine_regions
from tests.control_histories import area_of, square


@pytest.fixture(scope="module")
def ukraine():
    return country_of(load_ukraine_regions().geometry.to_numpy())


def test_rings_run_counter_clockwise_whatever_way_they_ran(ukraine):
    clockwise = shapely.orient_polygons(area_of({1, 2, 9}), exterior_cw=True)
    shape = cleaned(clockwise, ukraine).shape
    assert all(shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(shape))))
    assert area_km2(shape) == pytest.approx(area_km2(area_of({1, 2, 9})))


def test_slivers_and_small_holes_go_and_are_counted(ukraine):
    hole = shapely.box(34.02, 47.02, 34.0203, 47.0203)
    large_hole = shapely.box(34.05, 47.05, 34.06, 47.06)
    sliver = shapely.box(35, 48, 35.0003, 48.0003)
    block = shapely.box(34, 47, 34.1, 47.1)
    with_holes = shapely.difference(shapely.difference(block, hole), large_hole)
    shape = shapely.union(with_holes, sliver)
    clean = cleaned(shape, ukraine)
    assert clean.dropped_slivers == 2
    assert area_km2(clean.shape) == pytest.approx(area_km2(shapely.difference(block, large_hole)), abs=1e-6)


def test_a_ring_that_crosses_itself_is_repaired(ukraine):
    bow = shapely.polygons([(34, 47), (34.2, 47.2), (34.2, 47), (34, 47.2)])
    clean = cleaned(bow, ukraine).shape
    assert shapely.is_valid(clean)
    assert clean.geom_type == "MultiPolygon"


def test_land_elsewhere_is_left_out_and_pockets_on_the_border_stay(ukraine):
    transnistria = shapely.polygons([(28.9, 48.0), (29.2, 48.0), (29.95, 46.5), (29.6, 46.5)])
    kuril = shapely.box(147, 44, 148, 45)
    pocket = shapely.box(37.47, 50.455, 37.49, 50.46)
    clean = cleaned(shapely.union_all([square(0), transnistria, kuril, pocket]), ukraine)
    assert clean.foreign_parts == 2
    assert area_km2(clean.shape) == pytest.approx(area_km2(square(0)) + area_km2(pocket), abs=1e-6)


def test_equal_areas_have_one_key_whatever_their_order_and_direction(ukraine):
    one = area_of({1, 2, 20})
    other = shapely.reverse(shapely.multipolygons(shapely.get_parts(one)[::-1]))
    nudged = shapely.transform(one, lambda points: points + 2e-8)
    keys = {key_of({ControlClass.OCCUPIED: cleaned(shape, ukraine).shape}) for shape in (one, other, nudged)}
    assert len(keys) == 1
    assert key_of({ControlClass.OCCUPIED: cleaned(area_of({1, 2}), ukraine).shape}) not in keys


def test_a_day_far_from_both_neighbours_is_implausible_and_an_advance_is_not():
    start = date(2022, 9, 28)
    days = [start + timedelta(days=each) for each in range(3)]
    (place, reason), *rest = implausible(days, [111_722, 84_791, 111_700]).items()
    assert (place, rest) == (1, [])
    assert reason.startswith("2022-09-29: the occupied area of 84,791 km² differs by -24.1% from 2022-09-28")
    assert implausible(days, [79_746, 99_491, 110_000]) == {}
    assert implausible(days, [117_065.7, 116_949.9, 116_950.0]) == {}
    assert implausible([*days[:2], start + timedelta(days=9)], [100, 50, 100]) == {}
    assert implausible([], []) == {}
    assert np.all([implausible(days[:2], [100, 50]) == {}])
