"""A user's file is read for what it is, or refused in one clear sentence; nothing it holds is run or fetched."""

import io
import json
import threading
import zipfile
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from openpyxl import Workbook

from geodata.errors import ForeignFileError, SeveralLayersError
from loaders.foreign import reading
from loaders.foreign.kinds import UPLOAD, checked_path
from loaders.foreign.reading import read_foreign
from loaders.foreign.worker import read_one

SMALL = replace(UPLOAD, seconds=60)
ROWS = "date,lat,lon\n2024-01-02,48.1,37.2\n2024-01-03,48.2,37.3\n"


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def layer():
    shapes = [shapely.box(37, 49, 37.01, 49.01), shapely.box(36, 48, 36.02, 48.02)]
    return gpd.GeoDataFrame({"name": ["a", "b"], "size": [1.5, 2]}, geometry=shapes, crs=4326)


def workbook():
    held = io.BytesIO()
    book = Workbook()
    book.active.append(["date", "n"])
    book.active.append([pd.Timestamp("2024-03-05").to_pydatetime(), 3.0])
    book.save(held)
    return held.getvalue()


def read(path, **more):
    with read_foreign(path, limits=more.pop("limits", SMALL), **more) as table:
        return table, pd.concat(list(table.batches()), ignore_index=True) if table.parts else None, table.unreadable()


def read_here(path, folder, layer=""):
    """Read a file in this process, which is quicker."""
    folder.mkdir()
    read_one(path, path.name, folder, SMALL, layer)
    table = reading.opened(folder)
    return table, pd.concat(list(table.batches()), ignore_index=True)


@pytest.mark.parametrize(
    ("content", "encoding", "remark"),
    [
        (ROWS.encode("utf-8-sig"), "UTF-8 with a byte order mark", "byte order mark"),
        (ROWS.replace("lon", "größe").encode("cp1252"), "Windows-1252", "read as Windows-1252"),
        (ROWS.encode("utf-16"), "UTF-16", "UTF-16"),
        (ROWS.encode("utf-32"), "UTF-32", "UTF-32"),
        (ROWS.rstrip().encode(), "UTF-8", "its last row may be incomplete"),
        (ROWS.replace("\n", "\n,,\n", 1).encode(), "UTF-8", "1 line without any cell filled"),
        (ROWS.replace("\n", "\n,,\n#date,#geo+lat,#geo+lon\n", 1).encode(), "UTF-8", "Row 3 holds HXL tags"),
        (ROWS.replace(",", ";").encode(), "UTF-8", "separated by ';'"),
        (ROWS.replace("\n", "\n#date,#geo+lat,#geo+lon\n", 1).encode(), "UTF-8", "HXL tags"),
        (ROWS.partition("\n")[2].encode(), "UTF-8", "no header row"),
    ],
    ids=["mark", "cp1252", "utf-16", "utf-32", "open end", "blank", "hxl below", "semicolon", "hxl", "headless"],
)
def test_text_of_any_make_is_read_and_what_was_found_is_said(tmp_path, content, encoding, remark):
    table, rows = read_here(write(tmp_path, "events.csv", content), tmp_path / "parts")
    assert (table.encoding, table.rows, table.faults) == (encoding, 2, 0)
    assert any(remark in sentence for sentence in table.remarks)
    assert rows.iloc[:, 1].tolist() == ["2024-01-02", "2024-01-03"]


def test_rows_that_do_not_fit_are_kept_apart_with_their_numbers(tmp_path):
    table, rows, faults = read(write(tmp_path, "e.csv", ROWS + "date,lat,lon\n2024-01-04,48\n\n2024-01-05,1,2\n"))
    assert rows["_row"].tolist() == [2, 3, 7]
    assert faults["row"].tolist() == [4, 5]
    assert faults["reason"].tolist() == ["repeats the header", "expected 3 cells, got 2"]
    assert table.rows_read == table.rows + table.faults == 5


def test_layers_of_every_kind_come_in_degrees(tmp_path):
    metres, degrees = layer().to_crs(32637), layer()
    metres.to_file(tmp_path / "layer.shp")
    parts = {path.name: path.read_bytes() for path in tmp_path.glob("layer.*")}
    write(tmp_path, "shape.zip", zipped(parts))
    metres.to_file(tmp_path / "layer.gpkg")
    degrees.to_file(tmp_path / "layer.geojson", driver="GeoJSON")
    degrees.to_file(tmp_path / "layer.kml", driver="KML")
    metres.to_parquet(tmp_path / "layer.parquet")
    for name in ("shape.zip", "layer.gpkg", "layer.geojson", "layer.kml", "layer.parquet"):
        table, _ = read_here(tmp_path / name, tmp_path / f"parts-of-{name}")
        shapes = table.shapes()
        assert len(shapes) == 2
        assert shapes.total_bounds == pytest.approx([36, 48, 37.01, 49.01], abs=1e-6), name


def test_workbooks_and_answers_of_services_are_read(tmp_path):
    _, rows = read_here(write(tmp_path, "book.xlsx", workbook()), tmp_path / "1")
    assert rows.iloc[0].tolist() == [2, "2024-03-05", "3"]
    answer = write(tmp_path, "answer.json", json.dumps({"status": 200, "data": [{"a": 1, "b": None}]}))
    _, rows = read_here(answer, tmp_path / "2")
    assert rows.iloc[0].tolist() == [1, "1", ""]
    _, rows = read_here(write(tmp_path, "table.zip", zipped({"event_info.csv": ROWS})), tmp_path / "3")
    assert len(rows) == 2


def files_of_two_layers(folder):
    """Write a first layer of two shapes and a second of one, in each kind of file that can have both."""
    for name, table in (("first", layer()), ("second", layer().head(1).assign(extra="more"))):
        table.to_file(folder / "two.gpkg", layer=name, driver="GPKG")
        table.to_file(folder / f"{name}.shp")
    parts = sorted(path for path in folder.iterdir() if path.stem != "two")
    write(folder, "two.zip", zipped({path.name: path.read_bytes() for path in parts}))
    with pd.ExcelWriter(folder / "two.xlsx") as book:
        for name, rows in (("first", 2), ("empty", 0), ("second", 1)):
            pd.DataFrame({"name": list("ab")[:rows]}).to_excel(book, sheet_name=name, index=False)


@pytest.mark.parametrize("name", ["two.gpkg", "two.zip", "two.xlsx"])
def test_of_several_layers_the_named_one_is_read_and_none_is_guessed(tmp_path, name):
    files_of_two_layers(tmp_path)
    with pytest.raises(SeveralLayersError, match=r"got 2 \(first, second\): name one with --layer") as several:
        read(tmp_path / name)
    assert several.value.layers == ("first", "second")
    table, rows = read_here(tmp_path / name, tmp_path / "parts", "second")
    assert (table.rows_read, table.layers, table.layer) == (1, ("first", "second"), "second")
    assert rows["name"].tolist() == ["a"]
    assert any("not read: first" in remark for remark in table.remarks)
    with pytest.raises(ForeignFileError, match=r"'third', got first, second"):
        read_here(tmp_path / name, tmp_path / "none", "third")


FOLDER = (
    "<Folder><name>{0}</name><Placemark><name>{0}</name><ExtendedData><Data name='{1}'><value>x</value></Data>"
    "</ExtendedData><Point><coordinates>37,49</coordinates></Point></Placemark></Folder>"
)


def test_the_folders_of_kml_are_read_together_with_the_columns_of_all(tmp_path):
    content = FOLDER.format("first", "one") + FOLDER.format("second", "two")
    path = write(
        tmp_path, "two.kml", f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{content}</Document></kml>"
    )
    table, rows = read_here(path, tmp_path / "parts")
    assert rows[["one", "two", "folder"]].to_numpy().tolist() == [["x", "", "first"], ["", "x", "second"]]
    assert table.layers == ("first", "second")
    _, rows = read_here(path, tmp_path / "part", "second")
    assert rows["two"].tolist() == ["x"]


@pytest.mark.parametrize(("ending", "kept"), [(".dbf", -5), (".shp", -5), (".shx", -8)])
def test_a_shapefile_with_a_part_that_is_cut_is_refused_and_loses_no_cell_in_silence(tmp_path, ending, kept):
    layer().to_file(tmp_path / "layer.shp")
    part = tmp_path / f"layer{ending}"
    part.write_bytes(part.read_bytes()[:kept])
    with pytest.raises(ForeignFileError, match="cut off"):
        read_here(tmp_path / "layer.shp", tmp_path / "parts")


def test_arcgis_own_json_of_polygons_is_read(tmp_path):
    ring = [[37, 48], [37, 48.01], [37.01, 48.01], [37.01, 48], [37, 48]]
    told = {
        "geometryType": "esriGeometryPolygon",
        "features": [{"attributes": {"a": 1}, "geometry": {"rings": [ring]}}],
    }
    table, rows = read_here(write(tmp_path, "a.json", json.dumps(told)), tmp_path / "parts")
    assert (table.geometry, rows["a"].tolist()) == (True, ["1"])
    told["geometryType"] = "esriGeometryPolyline"
    with pytest.raises(ForeignFileError, match="expected polygons, got a layer of esriGeometryPolyline"):
        read_here(write(tmp_path, "b.json", json.dumps(told)), tmp_path / "none")


BOMB = zipped({"bomb.csv": b"0," * 4_000_000})
REFUSED = {
    "empty.csv": (b"", "got an empty file"),
    "blank.csv": (b"\n\n", "got only empty lines"),
    "header.csv": (b"date,lat,lon\n", "expected rows below the header"),
    "twice.csv": (b"date,lat,Date\n2024-01-02,1,2\n", "expected each column once"),
    "cut.csv": (ROWS.encode() + b'2024-01-04,"48', "ends inside a quoted cell"),
    "quotes.csv": (ROWS.encode() + b'"a"b,1,2\n', "row 4: expected separated values"),
    "zeros.csv": (ROWS.encode() + b"\0" * 100, "got zero bytes"),
    "neither.csv": (ROWS.encode() + b"\x81\x8d,1,2\n", "got bytes that are neither"),
    "long.csv": (b"a,b\n" + b"x" * 1_100_000, "got a longer one"),
    "noise.xlsx": (b"PK\x03\x04 no workbook", "got a damaged one"),
    "text.xlsx": (ROWS.encode(), "expected an XLSX workbook as its ending says"),
    "text.gpkg": (ROWS.encode(), "expected a GeoPackage as its ending says"),
    "text.parquet": (ROWS.encode(), "expected a Parquet file"),
    "cut.parquet": (b"PAR1 and no more", "got a damaged or cut one"),
    "cut.geojson": (b'{"type": "FeatureCollection", "features": [{"ty', "was cut off"),
    "none.geojson": (b'{"type": "FeatureCollection", "features": []}', "got an empty collection"),
    "error.json": (b'{"error": {"code": 429, "message": "x"}}', "holds an error message of a server"),
    "entity.kml": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><kml/>', "entities is refused"),
    "vrt.kml": (b"<OGRVRTDataSource/>", "expected KML"),
    "bomb.zip": (BOMB, "times when unpacked"),
    "many.zip": (zipped({f"{place}.csv": ROWS for place in range(3)}), r"one table, got 3 \(0.csv, 1.csv, 2.csv\)"),
    "cut16.csv": (ROWS.encode("utf-16")[:-1], "row 3: expected UTF-16, got bytes that are none"),
    "latin.geojson": ('{"type": "FeatureCollection",\n"name": "é"}'.encode("cp1252"), "line 2: expected JSON in UTF-8"),
    "same.zip": (zipped({"a/x.csv": ROWS, "b/x.csv": ROWS}), r"got 2 \(a/x.csv, b/x.csv\)"),
    "crowd.zip": (zipped({f"{place}.csv": ROWS for place in range(80)}), "at most 64 files"),
    "part.zip": (zipped({"a.shp": b"x", "a.dbf": b"x"}), "lacks its .shx part"),
    "up.zip": (zipped({"../../evil.exe": b"x"}), "expected one shapefile"),
    "nested.zip": (zipped({"inner.zip": BOMB}), "expected one shapefile"),
    "page.html": (b"<html>", "expected a file that ends in one of"),
    "script.vrt": (b"<OGRVRTDataSource/>", "expected a file that ends in one of"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_gives_one_clear_sentence(tmp_path, name):
    content, reason = REFUSED[name]
    path = write(tmp_path, name, content)
    parts = tmp_path / "parts"
    parts.mkdir()
    # In this process, which is quicker; that a refusal comes out of the other process is tested below.
    with pytest.raises(ForeignFileError, match=reason) as refusal:
        read_one(checked_path(path), name, parts, SMALL)
    sentence = str(refusal.value)
    assert str(tmp_path) not in sentence
    assert "Traceback" not in sentence
    assert "\n" not in sentence


def test_a_refusal_comes_out_of_the_reading_process(tmp_path):
    with pytest.raises(ForeignFileError, match="times when unpacked"):
        read(write(tmp_path, "bomb.zip", BOMB))
    with pytest.raises(ForeignFileError, match="ends in one of"):
        read(write(tmp_path, "page.html", b"<html>"))


@pytest.mark.parametrize("path", ["/vsizip/x.zip/a.csv", "/VSICURL/http://h/a.csv", "https://h/a.csv", "http:/h/a.csv"])
def test_addresses_and_virtual_paths_are_refused(path):
    with pytest.raises(ForeignFileError, match="is no file on this machine"):
        read(path)


def test_a_sparse_file_of_two_gigabytes_is_refused_at_once(tmp_path):
    path = write(tmp_path, "sparse.csv", ROWS)
    with path.open("r+b") as file:
        file.truncate(2 << 30)
    with pytest.raises(ForeignFileError, match="expected at most 20 MB, got 2,048 MB"):
        read(path)
    with pytest.raises(ForeignFileError, match="got zero bytes"):
        read(path, limits=replace(SMALL, file_bytes=4 << 30))


def test_time_rows_and_points_have_limits(tmp_path):
    path = write(tmp_path, "e.csv", ROWS)
    with pytest.raises(ForeignFileError, match="took longer than 0 seconds"):
        read(path, limits=replace(SMALL, seconds=0))
    with pytest.raises(ForeignFileError, match="at most 1 rows"):
        read(path, limits=replace(SMALL, rows=1))
    layer().to_file(tmp_path / "l.geojson", driver="GeoJSON")
    with pytest.raises(ForeignFileError, match="at most 3 points"):
        read(tmp_path / "l.geojson", limits=replace(SMALL, vertices=3))


class Hasty(threading.Timer):
    """A clock that has run out, and its process has ended, before anything was written to it."""

    def start(self):
        self.function()
        self.function.__self__.wait()


def test_a_process_that_ends_before_it_hears_its_task_is_told_in_the_same_words(tmp_path, monkeypatch):
    monkeypatch.setattr(reading.threading, "Timer", Hasty)
    with pytest.raises(ForeignFileError, match="took longer than 5 seconds"):
        read(write(tmp_path, "e.csv", ROWS), limits=replace(SMALL, seconds=5))


def test_larger_numbers_without_a_coordinate_system_are_no_degrees(tmp_path):
    layer().to_crs(3857).to_file(tmp_path / "layer.shp")
    parts = {path.name: path.read_bytes() for path in tmp_path.glob("layer.*") if path.suffix != ".prj"}
    with pytest.raises(ForeignFileError, match="expected degrees, or a coordinate system named"):
        read(write(tmp_path, "noprj.zip", zipped(parts)))


def test_a_workbook_whose_parts_are_no_xml_and_halves_of_letters_are_told_as_what_they_are(tmp_path):
    with zipfile.ZipFile(io.BytesIO(workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()} | {"[Content_Types].xml": b""}
    with pytest.raises(ForeignFileError, match="expected an XLSX workbook, got a damaged one"):
        read_here(write(tmp_path, "types.xlsx", zipped(parts)), tmp_path / "parts")
    with pytest.raises(ForeignFileError, match="holds halves of letters"):
        read(write(tmp_path, "half.json", r'[{"date": "2024-03-05", "note": "\ud800"}]'))
