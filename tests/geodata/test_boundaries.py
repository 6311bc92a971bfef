"""Joins, neighbours and areas, on worlds small enough to check by hand."""

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geodata.boundaries import (
    NOT_ATTRIBUTED,
    SCREEN_CRS,
    MapUnitSchema,
    UnitSchema,
    area_km2,
    checked,
    join_status,
    neighbours_of,
    screen_geojson,
)
from geodata.errors import TableError
from geodata.words import TreatyStatus


def map_unit(unit, area, kind="own", shown_from=None, shown_until=None):
    return {
        "unit": unit,
        "name": unit.title(),
        "area": area,
        "kind": kind,
        "shown_from": pd.Timestamp(shown_from),
        "shown_until": pd.Timestamp(shown_until),
        "note": "",
        "source": "made up",
    }


def square(x, y=0):
    return MultiPolygon([box(x, y, x + 1, y + 1)])


@pytest.fixture
def units():
    # Two states side by side, an island of the first, ice of nobody, and a place that ended in 2023.
    return gpd.GeoDataFrame(
        {"unit": ["AAA", "BBB", "ISL", "ICE", "X-OLD"], "name": ["as the source has it"] * 5},
        geometry=[square(0), square(1), square(10), square(2), Point(0.5, 0.5)],
        crs="EPSG:4326",
    )


@pytest.fixture
def map_units():
    rows = [
        map_unit("AAA", "AAA"),
        map_unit("BBB", "BBB"),
        map_unit("ISL", "AAA", kind="dependency"),
        map_unit("ICE", "", kind="disputed"),
        map_unit("X-OLD", "X-OLD", kind="disputed", shown_until="2023-12-31"),
    ]
    table = pd.DataFrame(rows)
    return table.astype({"shown_from": "datetime64[s]", "shown_until": "datetime64[s]"})


@pytest.fixture
def status():
    return pd.DataFrame(
        {
            "iso3": ["AAA", "BBB", "X-OLD", "UNDRAWN"],
            "name": ["Aland", "Bland", "Old", "Undrawn"],
            "status": ["party", "none", "not_applicable", "none"],
            "since": ["1999-03-01", "", "", ""],
        }
    )


def test_each_feature_shows_the_status_of_its_area(units, map_units, status):
    joined = join_status(units, map_units, status, date(2020, 1, 1)).set_index("unit")
    assert joined["status"].to_dict() == {
        "AAA": "party",
        "BBB": "none",
        "ISL": "party",
        "ICE": NOT_ATTRIBUTED,
        "X-OLD": "not_applicable",
    }


def test_a_dependency_says_so_and_names_its_sovereign(units, map_units, status):
    island = join_status(units, map_units, status, date(2020, 1, 1)).set_index("unit").loc["ISL"]
    assert (island["kind"], island["area"], island["area_name"]) == ("dependency", "AAA", "Aland")
    assert island["name"] == "Isl"


def test_a_feature_of_no_area_has_a_word_of_its_own_that_is_no_treaty_status(units, map_units, status):
    joined = join_status(units, map_units, status, date(2020, 1, 1)).set_index("unit")
    assert joined.loc["ICE", "status"] == "disputed"
    assert NOT_ATTRIBUTED not in {each.value for each in TreatyStatus}


def test_the_join_keeps_order_geometry_and_reference_system(units, map_units, status):
    joined = join_status(units, map_units, status, date(2020, 1, 1))
    assert isinstance(joined, gpd.GeoDataFrame)
    assert joined["unit"].tolist() == units["unit"].tolist()
    assert joined.crs == units.crs
    assert joined.geometry.geom_equals(units.geometry).all()


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2023, 12, 31), True), (date(2024, 1, 1), False), (date(1997, 12, 3), True)]
)
def test_a_feature_is_shown_up_to_and_including_its_last_day(units, map_units, status, day, shown):
    joined = join_status(units, map_units, status, day)
    assert ("X-OLD" in set(joined["unit"])) is shown


def test_a_feature_is_shown_from_its_first_day(units, map_units, status):
    map_units.loc[map_units["unit"] == "BBB", "shown_from"] = pd.Timestamp("2011-07-09")
    assert "BBB" not in set(join_status(units, map_units, status, date(2011, 7, 8))["unit"])
    assert "BBB" in set(join_status(units, map_units, status, date(2011, 7, 9))["unit"])


@given(day=st.dates(date(1997, 12, 3), date(2027, 12, 31)))
def test_every_feature_comes_out_once_or_not_at_all(day):
    units = gpd.GeoDataFrame({"unit": ["A", "B"]}, geometry=[square(0), square(1)], crs=4326)
    table = pd.DataFrame([map_unit("A", "AAA"), map_unit("B", "BBB", shown_until="2010-01-01")])
    status = pd.DataFrame({"iso3": ["AAA", "BBB"], "status": ["party", "none"]})
    joined = join_status(units, table, status, day)
    assert joined["unit"].is_unique
    assert set(joined["unit"]) == ({"A", "B"} if day <= date(2010, 1, 1) else {"A"})


def test_a_drawn_feature_that_nobody_reviewed_stops_the_join(units, map_units, status):
    with pytest.raises(TableError, match="map_units: expected a row for drawn feature BBB"):
        join_status(units, map_units[map_units["unit"] != "BBB"], status, date(2020, 1, 1))


def test_an_area_without_a_status_stops_the_join(units, map_units, status):
    with pytest.raises(TableError, match="status: expected a row for area BBB"):
        join_status(units, map_units, status[status["iso3"] != "BBB"], date(2020, 1, 1))


def test_two_rows_for_one_area_stop_the_join(units, map_units, status):
    with pytest.raises(TableError, match="iso3 AAA: expected one row"):
        join_status(units, map_units, pd.concat([status, status]), date(2020, 1, 1))


def test_two_rows_for_one_feature_stop_the_join(units, map_units, status):
    with pytest.raises(TableError, match="map_units, unit AAA: expected one row"):
        join_status(units, pd.concat([map_units, map_units]), status, date(2020, 1, 1))


def test_neighbours_share_a_line_and_not_just_a_corner():
    world = gpd.GeoDataFrame(
        {"area": ["AAA", "BBB", "CCC", "", "AAA"]},
        geometry=[square(0), square(1), square(1, 1), square(-1), square(20)],
        crs="EPSG:4326",
    )
    pairs = neighbours_of(world, ["AAA"])
    # BBB lies beside AAA, CCC touches it at a corner, and the feature to the west belongs to no area.
    assert pairs[["area", "neighbour"]].to_numpy().tolist() == [["AAA", "BBB"]]
    # One degree of a meridian at the equator is 110.57 km.
    assert pairs["boundary_km"].tolist() == pytest.approx([110.57], abs=0.01)


def test_boundaries_of_all_parts_of_a_neighbour_are_added():
    halves = [MultiPolygon([box(0, 0, 1, 1)]), MultiPolygon([box(0, 1, 1, 2)])]
    other = MultiPolygon([Polygon([(1, 0), (2, 0), (2, 2), (1, 2), (1, 1)])])
    world = gpd.GeoDataFrame({"area": ["AAA", "AAA", "BBB"]}, geometry=[*halves, other], crs="EPSG:4326")
    ours, theirs = neighbours_of(world, ["AAA"]), neighbours_of(world, ["BBB"])
    assert ours["boundary_km"].tolist() == pytest.approx([2 * 110.575], abs=0.02)
    assert theirs["boundary_km"].tolist() == ours["boundary_km"].tolist()


def test_neighbours_of_an_area_without_a_polygon_are_refused():
    world = gpd.GeoDataFrame({"area": ["VAT"]}, geometry=[Point(0, 0)], crs="EPSG:4326")
    with pytest.raises(TableError, match="no polygon for area VAT"):
        neighbours_of(world, ["VAT"])


def test_neighbours_in_a_projection_are_refused():
    world = gpd.GeoDataFrame({"area": ["AAA"]}, geometry=[square(0)], crs=SCREEN_CRS)
    with pytest.raises(TableError, match="EPSG:4326"):
        neighbours_of(world, ["AAA"])


def test_a_degree_square_at_the_equator_has_its_published_area():
    # On WGS 84 the square from 0°, 0° to 1°, 1° holds 12,308.8 km².
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(12308.8, abs=0.1)


def test_the_order_of_vertices_does_not_change_an_area():
    ring = [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert area_km2(Polygon(ring)) == pytest.approx(area_km2(Polygon(ring[::-1])))


def test_a_hole_is_taken_out_of_the_area_whichever_way_it_turns():
    hole = [(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4)]
    shell = [(0, 0), (1, 0), (1, 1), (0, 1)]
    expected = area_km2(box(0, 0, 1, 1)) - area_km2(box(0.2, 0.2, 0.4, 0.4))
    assert area_km2(Polygon(shell, [hole])) == pytest.approx(expected)
    assert area_km2(Polygon(shell, [hole[::-1]])) == pytest.approx(expected)


@pytest.mark.parametrize("geometry", [Point(1, 2), LineString([(0, 0), (1, 1)]), MultiPolygon()])
def test_what_is_no_polygon_has_no_area(geometry):
    assert area_km2(geometry) == 0


@given(west=st.floats(-179, 178), south=st.floats(-88, 87))
def test_areas_of_parts_add_up(west, south):
    # Cut along a diagonal, which gets no new vertex: a vertex on a parallel would move the edge.
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1)]
    halves = MultiPolygon([Polygon(corners[:3]), Polygon([corners[0], *corners[2:]])])
    assert area_km2(halves) == pytest.approx(area_km2(Polygon(corners)), rel=1e-9)


def test_the_screen_text_has_whole_numbers_no_spaces_and_one_property():
    frame = gpd.GeoDataFrame(
        {"unit": ["AAA", "VAT"]}, geometry=[MultiPolygon([box(0, 0, 2, 1)]), Point(3, -4)], crs=SCREEN_CRS
    )
    assert screen_geojson(frame) == (
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"u":"AAA"},"geometry":'
        '{"type":"Polygon","coordinates":[[[2,0],[2,1],[0,1],[0,0],[2,0]]]}},'
        '{"type":"Feature","properties":{"u":"VAT"},"geometry":{"type":"Point","coordinates":[3,-4]}}]}'
    )


def world_of(geometry, crs="EPSG:4326"):
    return gpd.GeoDataFrame({"unit": ["AAA"], "name": ["A"]}, geometry=[geometry], crs=crs)


def test_a_world_in_order_passes_as_it_is():
    frame = world_of(square(0))
    assert checked(frame, UnitSchema).equals(frame)


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (world_of(MultiPolygon([box(0, 0, 0.12345, 1)])), "grid of 1/1000 degree"),
        (world_of(MultiPolygon([Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])])), "valid geometry"),
        (world_of(LineString([(0, 0), (1, 1)])), "geometry MultiPolygon or Point"),
        (world_of(square(0), crs="EPSG:3857"), "column geometry"),
        (world_of(square(0)).assign(extra=1), "expected the columns unit, name, geometry"),
        (world_of(square(0)).drop(columns="name"), "expected the columns unit, name, geometry"),
    ],
)
def test_a_world_out_of_order_is_refused_in_a_sentence(frame, told):
    with pytest.raises(TableError, match=r"^world.*expected.*got.*") as refused:
        checked(frame, UnitSchema)
    assert told in str(refused.value)


def test_a_kind_that_is_no_word_of_the_field_is_refused(map_units):
    map_units.loc[1, "kind"] = "colony"
    with pytest.raises(TableError, match=r"map_units, row 1, column kind: expected .*, got colony"):
        checked(map_units, MapUnitSchema)
