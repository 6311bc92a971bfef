"""The bundled boundaries: where places fall, that nothing is lost, that a rebuild gives the same bytes."""

import csv
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box

from geodata.boundaries import SCREEN_CRS, area_km2, neighbours_of, screen_geojson
from geodata.errors import InputError, MissingDataError, TableError
from loaders.boundaries import antimeridian, build, coverage, loader, projection, topology
from loaders.catalog import load_card

ROOT = Path(build.__file__).parents[2]
AREAS = ROOT / "loaders" / "areas" / "areas.csv"

# Coordinates: GeoNames. A town on the coast may lie a little off a generalised shore.
PLACES = [
    ("Simferopol", 34.1, 44.95, "UKR"),
    ("Sevastopol", 33.5213, 44.608, "UKR"),
    ("Laayoune", -13.188, 27.1418, "ESH"),
    ("Dakhla", -15.958, 23.6848, "ESH"),
    ("Pristina", 21.1669, 42.6727, "XKX"),
    ("Hargeisa", 44.065, 9.56, "X-SML"),
    ("Las Anod", 47.3597, 8.4774, "X-SML"),
    ("Taipei", 121.5264, 25.0531, "TWN"),
    ("Majdal Shams, Golan", 35.7716, 33.2703, "ISR"),
    ("Kyrenia", 33.3173, 35.3363, "CYP"),
    ("north of Nicosia", 33.36, 35.22, "CYP"),
    ("Gaza", 34.4667, 31.5016, "PSE"),
    ("Ramallah", 35.2042, 31.8996, "PSE"),
    ("Stanley", -57.857, -51.6938, "GBR"),
    ("Kaliningrad", 20.511, 54.7064, "RUS"),
    ("Nuuk", -51.7216, 64.1835, "DNK"),
    ("Cayenne", -52.3346, 4.9381, "FRA"),
    ("Longyearbyen", 15.6469, 78.2233, "NOR"),
    ("Kralendijk", -68.2667, 12.15, "NLD"),
    ("Juba", 31.5825, 4.8517, "SSD"),
    ("Abyei", 28.4349, 9.5953, "SDN"),
    ("Srinagar", 74.8055, 34.0857, "IND"),
    ("Sokhumi", 40.9893, 43.007, "GEO"),
    ("Siachen", 77.1, 35.4, ""),
]
NEAR_DEGREES = 0.15
"""How far off a generalised coast a town may lie."""


@pytest.fixture(scope="module")
def world_50m():
    return loader.load_world("50m")


@pytest.fixture(scope="module")
def world_110m():
    return loader.load_world("110m")


@pytest.fixture(scope="module")
def screen():
    return loader.load_world_screen()


@pytest.fixture(scope="module")
def regions():
    return loader.load_ukraine_regions()


@pytest.fixture(scope="module")
def map_units():
    return loader.load_map_units()


@pytest.fixture(scope="module")
def areas():
    with AREAS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def polygons(world):
    return world[world.geom_type == "MultiPolygon"]


def unit_at(world, lon, lat):
    filled = polygons(world)
    nearest = filled.sindex.nearest(Point(lon, lat), max_distance=NEAR_DEGREES, return_all=False)[1]
    return filled["unit"].iloc[nearest[0]] if len(nearest) else None


# Where places fall


@pytest.mark.parametrize(("place", "lon", "lat", "area"), PLACES, ids=[place for place, *_ in PLACES])
def test_a_place_falls_in_the_area_that_the_policy_names(world_50m, map_units, place, lon, lat, area):
    unit = unit_at(world_50m, lon, lat)
    assert map_units.set_index("unit").loc[unit, "area"] == area


@pytest.mark.parametrize(("place", "lon", "lat", "area"), PLACES[:8] + PLACES[9:17], ids=lambda each: str(each))
def test_the_coarse_world_agrees_on_the_places_it_draws(world_110m, map_units, place, lon, lat, area):
    unit = unit_at(world_110m, lon, lat)
    if unit is not None:
        assert map_units.set_index("unit").loc[unit, "area"] == area


def test_the_holy_see_is_a_point_in_the_vatican(world_50m, world_110m):
    for world in (world_50m, world_110m):
        point = world.set_index("unit").geometry["VAT"]
        assert point.geom_type == "Point"
        assert point.distance(Point(12.4534, 41.9029)) < 0.01


def test_greenland_is_a_dependency_that_shows_denmark(world_50m, map_units):
    row = map_units.set_index("unit").loc[unit_at(world_50m, -51.7216, 64.1835)]
    assert (row["kind"], row["area"]) == ("dependency", "DNK")


@pytest.mark.parametrize("difference", loader.load_policy().differences, ids=lambda each: each.place)
def test_the_policy_says_only_what_the_file_shows(world_50m, difference):
    assert unit_at(world_50m, difference.lon, difference.lat) == difference.unit


@pytest.mark.parametrize("difference", loader.load_policy().differences, ids=lambda each: each.place)
def test_the_link_leads_to_the_document_that_is_named(difference):
    named = re.search(r"(General Assembly|Security Council) resolution ([0-9/]+)(?: \(([XVI]+)\))? \(([0-9]{4})\)",
                      difference.basis)  # fmt: skip
    if difference.basis.startswith("Claims of the"):
        assert difference.link == "", "no one document holds them"
    elif named and named[1] == "Security Council":
        assert difference.link == f"https://undocs.org/S/RES/{named[2]}({named[4]})"
    elif named:
        session = named[3] or ("XXVI" if named[2] == "2758" else "")
        assert difference.link == f"https://undocs.org/A/RES/{named[2]}{f'({session})' if session else ''}"
    else:
        assert difference.link.startswith("https://")


def test_the_policy_names_every_disputed_feature(map_units):
    told = {each.unit for each in loader.load_policy().differences}
    points_within_a_neighbour = {"X-ABK": "GEO", "X-NKR": "AZE"}
    disputed = set(map_units.loc[map_units["kind"] == "disputed", "unit"])
    assert {points_within_a_neighbour.get(unit, unit) for unit in disputed} <= told


def test_the_policy_has_its_name_and_a_disclaimer():
    policy = loader.load_policy()
    assert policy.name == "Natural Earth, amended"
    assert policy.summary
    assert policy.disclaimer


# Shapes


@pytest.mark.parametrize("name", ["world_50m", "world_110m", "screen", "regions"])
def test_all_shapes_are_valid_and_borders_are_shared(name, request):
    frame = request.getfixturevalue(name)
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()
    assert shapely.coverage_is_valid(polygons(frame).geometry.to_numpy())


@pytest.mark.parametrize(
    ("unit", "widest"),
    # Degrees of longitude from the westernmost to the easternmost part, brought together.
    [("RUS", 172), ("USA", 122), ("FJI", 8), ("NZL", 18), ("KIR", 45), ("FRA", 120)],
)
def test_no_feature_runs_as_a_band_across_the_world(world_50m, unit, widest):
    geometry = world_50m.set_index("unit").geometry[unit]
    # A meridian that does not run through the unit; east of it, longitudes go on beyond 180°.
    start = -100.0 if unit == "FRA" else 0.0
    together = shapely.transform(geometry, lambda xy: np.column_stack([(xy[:, 0] - start) % 360.0, xy[:, 1]]))
    low, _, high, _ = together.bounds
    assert high - low <= widest


def test_areas_of_features_that_cross_the_antimeridian_are_right(screen):
    area = screen.set_index("unit")["area_km2"]
    # As published, by what counts as land: Russia 16.4 to 17.1 million, USA 9.1 to 9.8 million.
    assert area["RUS"] == pytest.approx(16.9e6, rel=0.02)
    assert area["USA"] == pytest.approx(9.46e6, rel=0.02)
    assert area["FJI"] == pytest.approx(18_300, rel=0.1)
    assert area["NZL"] == pytest.approx(268_000, rel=0.02)


def test_no_part_of_a_shape_is_wider_than_the_window(world_50m):
    parts = polygons(world_50m).explode()
    bounds = parts.bounds
    assert (bounds["maxx"] - bounds["minx"]).max() < 162  # Russia west of the antimeridian
    assert bounds["minx"].min() >= -180
    assert bounds["maxx"].max() <= 180


# Nothing lost, nothing unexplained


@pytest.mark.parametrize("name", ["world_50m", "world_110m", "screen"])
def test_every_area_is_on_the_map(name, request, map_units, areas):
    drawn = set(request.getfixturevalue(name)["unit"])
    shown = map_units[map_units["unit"].isin(drawn) & (map_units["kind"] != "dependency")]
    assert {row["iso3"] for row in areas} <= set(shown["area"])


def test_every_drawn_feature_is_reviewed_and_every_reviewed_feature_is_drawn(world_50m, world_110m, screen, map_units):
    assert set(world_50m["unit"]) == set(map_units["unit"])
    assert set(screen["unit"]) == set(map_units["unit"])
    assert set(world_110m["unit"]) <= set(map_units["unit"])


def test_a_feature_has_one_name_everywhere(world_50m, world_110m, screen, map_units):
    names = map_units.set_index("unit")["name"]
    for world in (world_50m, world_110m, screen):
        assert world.set_index("unit")["name"].equals(names[world["unit"]])


def test_map_units_use_only_areas_that_exist(map_units, areas):
    assert set(map_units["area"]) - {""} == {row["iso3"] for row in areas}


def test_an_area_is_itself_once_and_what_cannot_act_is_disputed(map_units, areas):
    own = map_units[map_units["kind"] == "own"]
    assert own["area"].is_unique
    assert set(own["area"]) == {row["iso3"] for row in areas if row["can_join"] == "yes"}
    cannot = {row["iso3"] for row in areas if row["can_join"] == "no"}
    assert cannot <= set(map_units.loc[map_units["kind"] == "disputed", "area"])


def test_the_special_features_take_their_status_as_designed(map_units):
    area = map_units.set_index("unit")["area"]
    expected = {"SOL": "X-SML", "CYN": "CYP", "IOA": "AUS", "ATC": "AUS", "KAS": "", "XKX": "XKX"}
    assert {unit: area[unit] for unit in expected} == expected


def test_only_nagorno_karabakh_ends(map_units):
    ended = map_units[map_units["shown_until"].notna() | map_units["shown_from"].notna()]
    assert ended["unit"].tolist() == ["X-NKR"]
    assert ended["shown_until"].tolist() == [pd.Timestamp("2023-12-31")]


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("FRO", "does not extend to the Faroe Islands"),
        ("CUW", "2022-09-20"),
        ("IMN", "2014-02-21"),
        ("BMU", "2001-12-04"),
        ("JEY", "2002-04-03"),
        ("NZL", "Tokelau"),
        ("HKG", "Hong Kong and Macao"),
    ],
)
def test_territorial_application_is_told_where_it_is_known(map_units, unit, words):
    assert words in map_units.set_index("unit").loc[unit, "note"]


def test_antarctica_is_left_out(world_50m, screen):
    assert "ATA" not in set(world_50m["unit"])
    assert screen.total_bounds[1] > -7000


# The screen


def test_the_screen_has_whole_kilometres_on_the_stated_projection(screen):
    coordinates = shapely.get_coordinates(screen.geometry.to_numpy())
    assert (coordinates == np.round(coordinates)).all()
    assert screen.crs == SCREEN_CRS
    assert screen[["label_x", "label_y"]].dtypes.astype(str).tolist() == ["int64", "int64"]


def test_the_screen_text_is_light_plain_geojson(screen):
    text = screen_geojson(screen)
    assert len(gzip.compress(text.encode(), 9)) <= 140_000
    collection = json.loads(text)
    assert [each["properties"] for each in collection["features"]] == [{"u": unit} for unit in screen["unit"]]
    assert "." not in text
    assert " " not in text


def test_russia_is_whole_with_chukotka_at_the_right_edge(screen):
    russia = screen.set_index("unit").geometry["RUS"]
    mainland = max(russia.geoms, key=lambda part: part.area)
    assert russia.bounds[0] > 0
    # Uelen, the easternmost settlement, at 169.81° W: within the mainland or on its simplified shore.
    uelen = gpd.GeoSeries([Point(-169.81, 66.16)], crs=4326).to_crs(SCREEN_CRS).iloc[0]
    assert mainland.distance(uelen) < 25


def test_no_shape_on_screen_streaks_across_the_map(screen):
    widths = polygons(screen).explode().bounds
    # The widest single pieces are the mainlands of Russia and Canada.
    assert (widths["maxx"] - widths["minx"]).max() < 12_000


def test_the_screen_keeps_areas_within_a_few_per_cent(screen):
    large = polygons(screen)[lambda frame: frame["area_km2"] > 100_000]
    ratio = large.geometry.area / large["area_km2"]
    assert ratio.between(0.97, 1.03).all()


def test_labels_lie_in_their_feature_when_it_is_large_enough(screen):
    large = polygons(screen)[lambda frame: frame["area_km2"] > 500]
    labels = gpd.points_from_xy(large["label_x"], large["label_y"])
    assert large.geometry.contains(gpd.GeoSeries(labels, index=large.index, crs=large.crs)).all()


def test_points_have_no_area_rather_than_an_area_of_zero(screen):
    points = screen[screen.geom_type == "Point"]
    assert set(points["unit"]) == {"ATC", "VAT", "X-ABK", "X-NKR"}
    assert points["area_km2"].isna().all()


def test_the_frame_holds_everything_that_is_drawn(screen):
    frame = loader.load_world_frame()
    shapes = frame.set_index("kind").geometry
    assert shapes["outline"].covers(shapes["sea"].buffer(-2))
    # A shape on the edge may lie a kilometre beyond it, because both are rounded.
    assert shapes["sea"].buffer(15).covers(box(*screen.total_bounds).centroid)
    assert all(shapes["sea"].buffer(15).covers(geometry) for geometry in screen.geometry)
    assert (frame["kind"] == "graticule").sum() == 16


# Ukraine


def test_ukraine_has_its_27_regions_by_iso_code(regions):
    assert len(regions) == 27
    names = regions.set_index("region")["name"]
    assert names[["UA-43", "UA-40", "UA-30", "UA-51"]].tolist() == [
        "Crimea",
        "Sevastopol",
        "Kyiv City",
        "Odesa",
    ]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "region"),
    [
        ("Simferopol", 34.1108, 44.9572, "UA-43"),
        ("Sevastopol", 33.5213, 44.608, "UA-40"),
        ("Kyiv", 30.5238, 50.4547, "UA-30"),
        ("Donetsk", 37.8022, 48.023, "UA-14"),
        ("Luhansk", 39.3171, 48.5667, "UA-09"),
        ("Kherson", 32.6178, 46.6558, "UA-65"),
        ("Zaporizhzhia", 35.1396, 47.8229, "UA-23"),
        ("Kharkiv", 36.2526, 49.9808, "UA-63"),
        ("Uzhhorod", 22.2888, 48.6167, "UA-21"),
        ("Lutsk", 25.3424, 50.7593, "UA-07"),
        ("Kropyvnytskyi", 32.2597, 48.5132, "UA-35"),
    ],
)
def test_a_town_falls_in_its_region(regions, place, lon, lat, region):
    assert regions.loc[regions.contains(Point(lon, lat)), "region"].tolist() == [region]


def test_the_regions_fill_ukraine_to_about_one_per_cent(regions, world_50m):
    ukraine = world_50m.set_index("unit").geometry["UKR"]
    together = regions.union_all()
    assert regions["area_km2"].sum() == pytest.approx(area_km2(together), rel=1e-4)
    assert area_km2(together.symmetric_difference(ukraine)) / area_km2(ukraine) < 0.015


# Neighbours


def test_russia_and_belarus_have_the_land_neighbours_that_the_policy_draws(world_50m, map_units):
    world = world_50m.merge(map_units[["unit", "area"]], on="unit")
    pairs = neighbours_of(world, ["RUS", "BLR"]).groupby("area")["neighbour"].agg(set)
    assert pairs["BLR"] == {"LTU", "LVA", "POL", "RUS", "UKR"}
    expected = {
        "AZE",
        "BLR",
        "CHN",
        "EST",
        "FIN",
        "GEO",
        "KAZ",
        "LTU",
        "LVA",
        "MNG",
        "NOR",
        "POL",
        "PRK",
        "UKR",
    }
    assert pairs["RUS"] == expected


# Files that are broken


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """Point the loader to a copy of its folder that a test may damage."""
    for path in loader.HERE.iterdir():
        if path.suffix in {".parquet", ".csv", ".toml"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(loader, "HERE", tmp_path)
    return tmp_path


def test_a_missing_file_is_named_with_what_to_do(damaged):
    (damaged / "world_110m.parquet").unlink()
    with pytest.raises(MissingDataError, match=r"world_110m.parquet is missing; restore it .* or rebuild it"):
        loader.load_world("110m")


@pytest.mark.parametrize("content", [b"", b"PAR1 cut short", b"{}"])
def test_a_file_that_is_no_geoparquet_is_named(damaged, content):
    (damaged / "world_screen.parquet").write_bytes(content)
    with pytest.raises(TableError, match=r"world_screen: expected GeoParquet in world_screen\.parquet, got"):
        loader.load_world_screen()


def test_a_parquet_file_without_geometry_is_named(damaged):
    pd.DataFrame({"unit": ["AAA"]}).to_parquet(damaged / "world_50m.parquet")
    with pytest.raises(TableError, match="world_50m: expected GeoParquet"):
        loader.load_world()


def test_a_file_with_a_feature_too_few_is_refused(damaged):
    world = loader.load_world()
    world.iloc[1:].to_parquet(damaged / "world_50m.parquet")
    with pytest.raises(TableError, match="world_50m: expected 243 to 243 rows, got 242"):
        loader.load_world()


def test_a_file_off_its_grid_is_refused(damaged):
    regions = loader.load_ukraine_regions()
    regions.geometry = regions.translate(0.00003)
    regions.to_parquet(damaged / "ukraine_regions.parquet")
    with pytest.raises(TableError, match=r"ukraine_regions, row 0, column geometry: .* grid of 1/10000 degree"):
        loader.load_ukraine_regions()


def test_a_bad_day_among_the_map_units_is_named_by_its_line(damaged):
    path = damaged / "map_units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2023-12-31", "31.12.2023"), encoding="utf-8")
    with pytest.raises(TableError, match=r"map_units, row 2\d\d, column shown_until: .* got 31\.12\.2023"):
        loader.load_map_units()


def test_a_bad_kind_among_the_map_units_is_named_by_its_line(damaged):
    path = damaged / "map_units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",dependency,", ",colony,", 1), encoding="utf-8")
    with pytest.raises(TableError, match=r"map_units, row 2, column kind: expected .* got colony"):
        loader.load_map_units()


def test_a_policy_without_a_key_is_refused(damaged):
    path = damaged / "policy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("disclaimer", "claimer"), encoding="utf-8")
    with pytest.raises(TableError, match="policy: expected the keys"):
        loader.load_policy()


def test_a_scale_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="choose one of 50m, 110m"):
        loader.load_world("10m")


# The build


def quantised(rings_by_unit):
    """Write a small TopoJSON text, each ring its own arc, on a grid of one hundredth of a degree."""
    arcs, geometries = [], []
    for unit, rings in rings_by_unit.items():
        polygon = []
        for ring in rings:
            steps = np.round((np.array(ring, dtype=float) + 180) * 100).astype(int)
            arcs.append(np.diff(steps, axis=0, prepend=[[0, 0]]).tolist())
            polygon.append([len(arcs) - 1])
        properties = {"a3": unit, "name": unit}
        geometries.append({"type": "MultiPolygon", "arcs": [polygon], "properties": properties})
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [0.01, 0.01], "translate": [-180, -180]},
            "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": arcs,
        }
    )


def ring_of(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


SMALL = quantised(
    {
        "CROSSING": [ring_of(175, 10, -175, 20)],
        "PLAIN": [ring_of(0, 0, 10, 10), ring_of(4, 4, 6, 6)],
        "BESIDE": [ring_of(10, 0, 20, 10)],
        "COLLAPSED": [[(30, 30), (30, 30)]],
    }
)


def small_shapes():
    names = {unit: unit.title() for unit in ("CROSSING", "PLAIN", "BESIDE", "COLLAPSED", "X-ADDED")}
    return build.shapes(SMALL.encode(), {"X-ADDED": Point(5, 5)}, names)


def test_a_ring_that_jumps_is_cut_at_the_antimeridian_and_not_painted_across_the_world():
    world = build.world(small_shapes()).set_index("unit")
    crossing = world.geometry["CROSSING"]
    assert [part.bounds for part in crossing.geoms] == [(175, 10, 180, 20), (-180, 10, -175, 20)]
    assert area_km2(crossing) == pytest.approx(2 * area_km2(box(0, 10, 5, 20)))


def test_the_same_ring_stays_whole_on_a_map_with_another_edge():
    feature = topology.read_features(SMALL, "countries")[0]
    assert antimeridian.cut(antimeridian.polygons_of(feature), projection.WEST).bounds == (175, 10, 185, 20)


def test_a_hole_is_kept_on_either_side_of_the_antimeridian():
    text = quantised({"RING": [ring_of(170, 0, -170, 20), ring_of(-178, 5, -175, 10)]})
    shape = antimeridian.polygons_of(topology.read_features(text, "countries")[0])
    assert shape.area == pytest.approx(20 * 20 - 3 * 5)


def test_a_collapsed_feature_becomes_a_point_and_a_missing_one_is_added():
    world = build.world(small_shapes()).set_index("unit").geometry
    assert world["COLLAPSED"] == Point(30, 30)
    assert world["X-ADDED"] == Point(5, 5)


def test_a_ring_around_a_pole_is_refused():
    ring = np.array([(-180, -80), (-90, -80), (0, -80), (90, -80), (180, -80)], dtype=float)
    with pytest.raises(TableError, match="Ring of POLE: runs around a pole"):
        antimeridian.unwrap(ring, "POLE")


def test_a_feature_that_nobody_reviewed_stops_the_build():
    with pytest.raises(TableError, match=r"map_units\.csv: no row for drawn feature BESIDE"):
        build.shapes(SMALL.encode(), {}, {"PLAIN": "Plain"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"type": "FeatureCollection"}', "expected a quantised Topology"),
        (
            '{"type": "Topology", "transform": {}, "objects": {"land": {}}}',
            "expected a layer countries, got land",
        ),
    ],
)
def test_what_is_no_world_topology_stops_the_build(text, told):
    with pytest.raises(TableError, match=told):
        topology.read_features(text, "countries")


def test_neighbours_still_share_their_border_after_rounding():
    # A border with vertices off the grid, stored alike on both sides.
    border = [(1.04, 0), (0.96, 0.33), (1.07, 0.61), (0.99, 1)]
    left = MultiPolygon([Polygon([(0, 0), *border, (0, 1)])])
    right = MultiPolygon([Polygon([*border, (2, 1), (2, 0)])])
    snapped = coverage.snap([left, right], steps=10)
    assert shapely.coverage_is_valid(snapped)
    assert shapely.area(snapped).sum() == 200
    assert (shapely.get_coordinates(snapped) % 1 == 0).all()


def test_a_polygon_too_small_for_the_grid_comes_out_empty():
    snapped = coverage.snap([MultiPolygon([box(0, 0, 2, 2)]), MultiPolygon([box(5.1, 5.1, 5.2, 5.2)])], steps=1)
    assert [each.is_empty for each in snapped] == [False, True]


def test_a_tarball_with_another_content_is_refused(tmp_path):
    (tmp_path / build.WORLD_ATLAS.tarball).write_bytes(b"something else")
    with pytest.raises(TableError, match=r"expected sha512-.* got sha512-.* Nothing was built"):
        build.fetch(build.WORLD_ATLAS, tmp_path)


WRITE_SMALL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from shapely import Point
from loaders.boundaries import build
names = {unit: unit.title() for unit in ("CROSSING", "PLAIN", "BESIDE", "COLLAPSED", "X-ADDED")}
shapes = build.shapes(Path(sys.argv[2]).read_bytes(), {"X-ADDED": Point(5, 5)}, names)
world = build.world(shapes)
build.write(world, Path(sys.argv[3]) / "world.parquet")
build.write(build.screen(shapes, world), Path(sys.argv[3]) / "screen.parquet")
build.write(build.frame_around(), Path(sys.argv[3]) / "frame.parquet")
"""


def test_the_same_topology_gives_the_same_bytes_in_two_processes(tmp_path):
    source = tmp_path / "small.json"
    source.write_text(SMALL, encoding="utf-8")
    digests = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        target.mkdir()
        command = [sys.executable, "-c", WRITE_SMALL, str(ROOT), str(source), str(target)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        digests.append({path.name: digest(path) for path in sorted(target.iterdir())})
    assert len(digests[0]) == 3
    assert digests[0] == digests[1]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bundled_frame_is_the_one_the_build_makes(tmp_path):
    build.write(build.frame_around(), tmp_path / "world_frame.parquet")
    assert digest(tmp_path / "world_frame.parquet") == digest(loader.HERE / "world_frame.parquet")


@pytest.mark.skipif(
    os.environ.get("MINELINE_REBUILD") != "1",
    reason="fetches two packages by npm: set MINELINE_REBUILD=1 to rebuild and compare every byte",
)
def test_a_full_rebuild_gives_the_bundled_bytes(tmp_path):
    packages, target = tmp_path / "packages", tmp_path / "built"
    packages.mkdir()
    target.mkdir()
    try:
        build.build(packages, target)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        pytest.skip(f"npm or its registry cannot be reached: {error}")
    built = {path.name: digest(path) for path in sorted(target.iterdir())}
    assert built == {name: digest(loader.HERE / name) for name in built}
    assert len(built) == 5


# The card


def test_the_card_describes_every_bundled_file():
    card = load_card("boundaries")
    described = {table.path for table in card.tables}
    assert {path.name for path in loader.HERE.glob("*.parquet")} <= described
    assert sum(path.stat().st_size for path in loader.HERE.glob("*.parquet")) < 2_500_000
