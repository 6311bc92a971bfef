"""ISW's control of terrain loads from both layouts of its archive and from ArcGIS; other layers, damage are named."""

import json
from datetime import UTC, date, datetime

import pytest
import shapely

from geodata.words import ControlClass
from loaders.control_catalog import load_control
from loaders.control_files import control_files
from loaders.control_import import import_control
from loaders.control_mapping import ControlMapping, control_mapping
from loaders.isw.loader import ENDINGS, isw_reader
from tests.control_histories import area_of

HELD, BEFORE = area_of({1, 2, 7}), area_of({20, 21})


def milliseconds(day):
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def feature(shape, **properties):
    geometry = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def put(path, *features, **members):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **members}), "utf-8")


def rings_of(shape):
    """The rings of polygons as ArcGIS writes them: outer ones clockwise, holes the other way, all in one list."""
    turned = shapely.orient_polygons(shape, exterior_cw=True)
    return [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(shapely.get_parts(turned))]


def put_arcgis(path, *pairs, **members):
    features = [{"attributes": told, "geometry": {"rings": rings_of(shape)}} for shape, told in pairs]
    told = {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326}, "features": features, **members}
    path.write_text(json.dumps(told), "utf-8")


def bring(folder, mapping=None, accepted=()):
    return import_control("isw", control_files([folder], ENDINGS), isw_reader(mapping or ControlMapping()), accepted)


def is_shown(on, shape, name=ControlClass.OCCUPIED):
    shown = load_control("isw").snapshot(on)
    return shown.file_date == on and shapely.symmetric_difference(shown.shapes[name], shape).area < 1e-9


def test_the_layout_of_2022_has_a_file_a_layer_and_day(folder):
    day = date(2022, 5, 30)
    inside = folder / "2022" / "May"
    told = {"OBJECTID": 1, "datetime": milliseconds(day)}
    put(inside / "Control" / "20220530_ControlOfTerrain.geojson", feature(HELD, **told))
    put(
        inside / "Claimed" / "20220530_ClaimedRussianTerritory.geojson",
        feature(area_of({30}), Datetime=told["datetime"]),
    )
    report = bring(folder)
    assert is_shown(day, HELD)
    assert (report.days, len(report.refused)) == (1, 1)
    assert "ClaimedRussianTerritory.geojson: expected polygons of assessed control, got none" in report.refused[0]


def test_the_layout_of_2023_has_a_file_a_day_with_layers_and_features_without_geometry(folder):
    put(
        folder / "20230501.geojson",
        feature(HELD, layer="ロシア軍の支配地域"),
        feature(None, layer="ロシア軍の支配地域"),
        feature(BEFORE, layer="Russian_controlled_Ukrainian_Territory_before_February_24_2022"),
        feature(area_of({30}), layer="ロシア軍の前進"),
        feature(area_of({31}), layer="ClaimedUkrainianCounteroffensives"),
    )
    report = bring(folder)
    assert (report.refused, report.days) == ([], 1)
    assert is_shown(date(2023, 5, 1), HELD)
    assert is_shown(date(2023, 5, 1), BEFORE, ControlClass.HELD_BEFORE_2022)


def test_a_time_lapse_holds_many_days_in_one_file(folder):
    days = {date(2024, 12, 30): HELD, date(2024, 12, 31): area_of({1, 2})}
    put(
        folder / "COT_timelapse.geojson",
        *(feature(shape, datetime=milliseconds(day), layer="RussianCoT") for day, shape in days.items()),
    )
    report = bring(folder)
    assert (report.refused, report.days) == ([], 2)
    assert all(is_shown(day, shape) for day, shape in days.items())


def test_a_day_of_a_time_lapse_that_jumps_is_shown_once_it_is_accepted(folder):
    days = {date(2022, 9, 28): HELD, date(2022, 9, 29): area_of({1}), date(2022, 9, 30): HELD}
    put(
        folder / "timelapse.geojson",
        *(feature(shape, datetime=milliseconds(day), layer="RussianCoT") for day, shape in days.items()),
    )
    assert len(bring(folder).put_aside) == 1
    assert load_control("isw").snapshot(date(2022, 9, 29)).file_date == date(2022, 9, 28)
    report = bring(folder, accepted=[date(2022, 9, 29)])
    assert (report.days, report.put_aside) == (3, [])
    assert is_shown(date(2022, 9, 29), area_of({1}))


def test_arcgis_json_has_attributes_and_rings_with_holes_and_islands(folder):
    lake = shapely.box(34.01, 47.01, 34.04, 47.04)
    island = shapely.box(34.02, 47.02, 34.03, 47.03)
    land = shapely.multipolygons([*shapely.get_parts(shapely.difference(area_of(range(36)), lake)), island])
    put_arcgis(folder / "Export_May_CoT.json", (land, {"OBJECTID": 3, "pub_date": "2026-05-01", "layer": "CoT"}))
    report = bring(folder)
    assert (report.refused, report.days) == ([], 1)
    assert is_shown(date(2026, 5, 1), land)


def test_a_layer_that_nothing_is_known_of_waits_for_a_mapping(folder):
    put(folder / "20230502.geojson", feature(HELD, layer="<i>zone 7</i>"))
    (refused,) = bring(folder).refused
    assert "the layer '<i>zone 7</i>' is not known" in refused
    report = bring(folder, control_mapping("layer", "", ["<i>zone 7</i>=occupied"]))
    assert (report.refused, report.days) == ([], 1)


BROKEN = {
    "another spatial reference": (
        lambda path: put_arcgis(path, (HELD, {"layer": "CoT"}), spatialReference={"wkid": 102100, "latestWkid": 3857}),
        "expected longitude and latitude (EPSG:4326), got the spatial reference 3857; export it with outSR=4326",
    ),
    "a layer of points": (
        lambda path: put_arcgis(path, geometryType="esriGeometryPoint"),
        "expected polygons, got a layer of esriGeometryPoint",
    ),
    "rings that are none": (
        lambda path: path.write_text(
            json.dumps({"features": [{"attributes": {"layer": "CoT"}, "geometry": {"rings": [["x"]]}}]})
        ),
        "expected rings of points, got: ",
    ),
    "ArcGIS JSON with swapped axes": (
        lambda path: put_arcgis(path, (shapely.transform(HELD, lambda points: points[:, ::-1]), {"layer": "CoT"})),
        "expected polygons in Ukraine, got none: latitude stands before longitude",
    ),
    "a part of a layer": (
        lambda path: put_arcgis(path, (HELD, {"layer": "CoT"}), exceededTransferLimit=True),
        "the server cut this layer at its limit",
    ),
    "a part of a layer as GeoJSON": (
        lambda path: put(path, feature(HELD, layer="CoT"), properties={"exceededTransferLimit": True}),
        "the server cut this layer at its limit",
    ),
    "a server's error": (
        lambda path: path.write_text('{"error": {"code": 429, "message": "slow down"}}'),
        "got the error message of a server",
    ),
    "a day that the name denies": (
        lambda path: put(path, feature(HELD, layer="CoT", datetime=milliseconds(date(2022, 5, 1)))),
        "its name says 2022-06-01 and its features say 2022-05-01: which is right? Rename it",
    ),
    "an empty layer": (lambda path: put(path), "expected polygons of assessed control, got none"),
    "a truncated file": (
        lambda path: (put(path, feature(HELD, layer="CoT")), path.write_bytes(path.read_bytes()[:-40])),
        "expected GeoJSON, got no JSON",
    ),
    "other JSON": (lambda path: path.write_text("[1, 2]"), "expected a GeoJSON FeatureCollection, got something else"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence_and_the_others_load(folder, name):
    write, told = BROKEN[name]
    put(folder / "20220530_ControlOfTerrain.geojson", feature(HELD, datetime=milliseconds(date(2022, 5, 30))))
    write(folder / "broken_20220601.json")
    report = bring(folder)
    assert len(report.refused) == 1
    assert report.refused[0].startswith("broken_20220601.json: ")
    assert told in report.refused[0]
    assert "\n" not in report.refused[0]
    assert (report.read, report.days) == (1, 1)


def test_a_file_without_any_day_is_refused(folder):
    put(folder / "ControlOfTerrain.geojson", feature(HELD, layer="CoT"))
    (refused,) = bring(folder).refused
    assert refused == "ControlOfTerrain.geojson: expected a day in the name or in the field datetime, got none."
