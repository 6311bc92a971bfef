"""A user's own dated polygons load from four formats; each broken file is named with the reason, and others load."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely

from geodata.words import ControlClass
from loaders.control_catalog import load_control
from loaders.control_files import control_files
from loaders.control_import import import_control
from loaders.control_mapping import control_mapping
from loaders.polygons.loader import ENDINGS, polygon_reader
from tests.control_histories import area_of, shape_file

HELD, GREY = area_of({1, 2, 7, 8}), area_of({20, 21})
BY_NAME = ("Name", "", ["held=occupied", "grey=contested", "road=ignore"])
ENDING_OF = {"KML": "kml", "ESRI Shapefile": "shp", "GPKG": "gpkg", "GeoJSON": "geojson"}


def table(*shapes, names=("held", "grey", "road"), crs="EPSG:4326"):
    return gpd.GeoDataFrame({"Name": list(names)[: len(shapes)]}, geometry=list(shapes), crs=crs)


def bring(path, mapping=BY_NAME):
    how = control_mapping(*mapping)
    return import_control("polygons", control_files([path], ENDINGS), polygon_reader(how), read_as=how.read_as)


@pytest.mark.parametrize("driver", ENDING_OF)
def test_each_format_gives_the_same_classes_of_the_day_in_its_name(folder, driver):
    path = folder / f"control_20240708.{ENDING_OF[driver]}"
    table(HELD, GREY, area_of({30})).to_file(path, driver=driver)
    report = bring(folder)
    assert (report.refused, report.days) == ([], 1)
    shown = load_control("polygons").snapshot(date(2024, 7, 9))
    assert (shown.file_date, shown.age_days) == (date(2024, 7, 8), 1)
    for name, area in ((ControlClass.OCCUPIED, HELD), (ControlClass.CONTESTED, GREY)):
        assert shapely.symmetric_difference(shown.shapes[name], area).area < 1e-9


def test_a_projected_file_is_turned_into_longitude_and_latitude(folder):
    table(HELD).to_crs("EPSG:32636").to_file(folder / "a_20240708.gpkg")
    assert bring(folder).refused == []
    shown = load_control("polygons").snapshot(date(2024, 7, 8))
    assert shapely.symmetric_difference(shown.occupied, HELD).area < 1e-8


def test_days_come_from_a_field_where_one_is_named(folder):
    days = table(HELD, area_of({1, 2, 7})).assign(day=["2024-07-08", "2024/07/10"])
    days.to_file(folder / "all.geojson", driver="GeoJSON")
    report = bring(folder, ("", "day", []))
    assert (report.days, report.refused) == (2, [])
    assert load_control("polygons").moments[-1].file_date == date(2024, 7, 10)


def swapped(shape):
    return shapely.transform(shape, lambda points: points[:, ::-1])


def text(folder, name, content):
    (folder / name).write_text(content, encoding="utf-8")


def cut(folder, name, driver):
    table(HELD, area_of(range(60))).to_file(folder / name, driver=driver)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 3])


def without_prj(folder):
    table(HELD).to_file(folder / "bare_20240709.shp")
    (folder / "bare_20240709.prj").unlink()


BROKEN = {
    "a CRS that is not 4326": (
        lambda folder: text(
            folder, "m_20240709.geojson", shape_file(HELD, crs={"properties": {"name": "EPSG:3857"}, "type": "name"})
        ),
        "m_20240709.geojson: expected longitude and latitude (EPSG:4326), got the CRS",
    ),
    "metres without a CRS": (
        lambda folder: text(folder, "m_20240709.geojson", shape_file(shapely.box(3.8e6, 6.0e6, 3.9e6, 6.1e6))),
        "m_20240709.geojson: expected longitude and latitude (EPSG:4326), got coordinates up to 3900000",
    ),
    "swapped axes": (
        lambda folder: table(swapped(HELD)).to_file(folder / "s_20240709.gpkg"),
        "s_20240709.gpkg: expected polygons in Ukraine, got none: latitude stands before longitude",
    ),
    "another country": (
        lambda folder: table(shapely.box(2, 47, 3, 48)).to_file(folder / "f_20240709.gpkg"),
        "f_20240709.gpkg: expected polygons in Ukraine, got none.",
    ),
    "an empty file": (
        lambda folder: text(folder, "e_20240709.geojson", ""),
        "e_20240709.geojson: expected GeoJSON, got no JSON",
    ),
    "an empty KML": (
        lambda folder: text(folder, "e_20240709.kml", ""),
        "e_20240709.kml: cannot be read",
    ),
    "an empty collection": (
        lambda folder: text(folder, "e_20240709.geojson", '{"type": "FeatureCollection", "features": []}'),
        "e_20240709.geojson: expected polygons of control, got none",
    ),
    "an empty geometry": (
        lambda folder: text(folder, "e_20240709.geojson", shape_file(shapely.MultiPolygon(), name="x")),
        "e_20240709.geojson: expected polygons",
    ),
    "lines": (
        lambda folder: table(shapely.LineString([(34, 47), (35, 48)])).to_file(folder / "l_20240709.gpkg"),
        "l_20240709.gpkg: expected polygons of control, got none",
    ),
    "a truncated GeoJSON": (
        lambda folder: text(folder, "t_20240709.geojson", shape_file(HELD)[:150]),
        "t_20240709.geojson: expected GeoJSON, got no JSON",
    ),
    "coordinates that are none": (
        lambda folder: text(folder, "c_20240709.geojson", shape_file(HELD).replace("34.01", "34.01,,", 1)),
        "c_20240709.geojson: expected",
    ),
    "a truncated GeoPackage": (
        lambda folder: cut(folder, "t_20240709.gpkg", "GPKG"),
        "t_20240709.gpkg: ",
    ),
    "a truncated Shapefile": (
        lambda folder: cut(folder, "t_20240709.shp", "ESRI Shapefile"),
        "t_20240709.shp: ",
    ),
    "a truncated KML": (
        lambda folder: cut(folder, "t_20240709.kml", "KML"),
        "t_20240709.kml: cannot be read",
    ),
    "a Shapefile without its .prj": (
        without_prj,
        "bare_20240709.shp: expected a coordinate reference system (for a Shapefile the .prj beside it), got none",
    ),
    "a name without a day": (
        lambda folder: table(HELD).to_file(folder / "control.gpkg"),
        "control.gpkg: expected a day in the name, as in control_20240708.geojson, or --date-field",
    ),
    "a value that no mapping explains": (
        lambda folder: table(HELD, names=["<b>?</b>"]).to_file(folder / "v_20240709.gpkg"),
        "field Name: got the value '<b>?</b>', which no --map explains",
    ),
    "a field that is missing": (
        lambda folder: table(HELD).rename(columns={"Name": "kind"}).to_file(folder / "k_20240709.gpkg"),
        "k_20240709.gpkg: expected the field 'Name', got ",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence_and_the_others_load(folder, name):
    write, told = BROKEN[name]
    table(HELD).to_file(folder / "good_20240708.gpkg")
    write(folder)
    report = bring(folder)
    assert len(report.refused) == 1
    assert told in report.refused[0]
    assert "\n" not in report.refused[0]
    assert str(folder) not in report.refused[0]
    assert (report.read, report.days) == (1, 1)
    assert load_control("polygons").first_day == date(2024, 7, 8)


def test_a_name_that_speaks_of_coordinates_is_no_geometry(folder):
    told = json.loads(shape_file(HELD))
    told["features"][0]["properties"] = {"Name": "held", "note": 'a "coordinates": [1, 2] text', "coordinates": [1, 2]}
    text(folder, "n_20240708.geojson", json.dumps(told))
    told["features"][0]["properties"] = {"Name": "held", "coordinates": [1, 2]}
    told["features"][0]["geometry"] = None
    text(folder, "n_20240709.geojson", json.dumps(told))
    report = bring(folder)
    assert (report.days, len(report.refused)) == (1, 1)
    assert shapely.symmetric_difference(load_control("polygons").snapshot(date(2024, 7, 8)).occupied, HELD).area < 1e-9


@pytest.mark.parametrize("driver", ["GPKG", "KML"])
def test_of_several_layers_the_user_names_one(folder, driver):
    path = folder / f"control_20240708.{ENDING_OF[driver]}"
    for layer, shape in (("front_of_July", HELD), ("minefields", area_of({30}))):
        table(shape).to_file(path, driver=driver, layer=layer, mode="a" if path.exists() else "w")
    (refused,) = bring(folder).refused
    assert refused == (
        f"{path.name}: expected one layer with geometry, got 2 (front_of_July, minefields): name one with --layer."
    )
    (refused,) = bring(folder, ("", "", [], "roads")).refused
    assert refused == f"{path.name}: expected the layer 'roads', got front_of_July, minefields."
    report = bring(folder, ("", "", [], "front_of_July"))
    assert (report.refused, report.days) == ([], 1)
    assert shapely.symmetric_difference(load_control("polygons").snapshot(date(2024, 7, 8)).occupied, HELD).area < 1e-9


def test_a_file_is_read_anew_under_another_mapping_and_its_former_days_go(folder):
    days = table(HELD, GREY).assign(day=["2024-07-10", "2024-07-10"])
    days.to_file(folder / "all_20240708.geojson", driver="GeoJSON")
    assert bring(folder, ("", "", [])).read == 1
    assert load_control("polygons").moments[0].file_date == date(2024, 7, 8)
    mapping = ("Name", "day", ["held=occupied", "grey=contested"])
    report = bring(folder, mapping)
    assert (report.read, report.known, report.days) == (1, 0, 1)
    shown = load_control("polygons").snapshot(date(2024, 7, 10))
    assert shown.file_date == date(2024, 7, 10)
    assert set(shown.areas_km2) == {ControlClass.OCCUPIED, ControlClass.CONTESTED}
    assert bring(folder, mapping).known == 1
