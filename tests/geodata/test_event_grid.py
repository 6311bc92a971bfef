"""Places find their square in the grid of equal area, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geodata.boundaries import SCREEN_CRS
from geodata.event_grid import SIDE_KM, degrees, from_plane, to_plane, world_units

GEOD = Geod(ellps="WGS84")


def test_the_plane_is_that_of_the_map_of_the_world():
    random = np.random.default_rng(7)
    lon, lat = random.uniform(-168.9, 190.9, 5000), random.uniform(-90, 90, 5000)
    x, y = to_plane(lon, lat)
    expected = Transformer.from_crs("EPSG:4326", SCREEN_CRS, always_xy=True).transform(lon, lat)
    assert np.abs(x - expected[0]).max() < 1e-5
    assert np.abs(y - expected[1]).max() < 1e-5


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_a_place_comes_back_to_within_centimetres(lon, lat):
    back_lon, back_lat = degrees(*world_units(np.array([lon]), np.array([lat])))
    assert GEOD.inv(lon, lat, back_lon[0], back_lat[0])[2] < 0.2


def test_a_square_has_the_same_area_at_the_equator_and_in_the_north():
    def area_km2(lon, lat):
        x, y = (float(value[0]) for value in to_plane(np.array([lon]), np.array([lat])))
        corners = [
            from_plane(np.array([x + right]), np.array([y + up])) for right, up in ((0, 0), (8, 0), (8, 8), (0, 8))
        ]
        area, _ = GEOD.polygon_area_perimeter([c[0][0] for c in corners], [c[1][0] for c in corners])
        return area / 1e6

    assert area_km2(37.0, 49.0) == pytest.approx(64, rel=2e-3)
    assert area_km2(15.0, 1.0) == pytest.approx(64, rel=2e-3)
    assert area_km2(120.0, 65.0) == pytest.approx(64, rel=2e-3)


@pytest.mark.parametrize("place", [(17_400, 0), (0, 8_500), (-17_000, 8_000), (SIDE_KM, SIDE_KM)])
def test_beside_the_globe_there_is_no_place(place):
    lon, lat = from_plane(np.array([float(place[0])]), np.array([float(place[1])]))
    assert np.isnan(lon).all()
    assert np.isnan(lat).all()
