"""The data behind a view: the rows of the page, read back by other programs, with their papers."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.dataset import views
from dashboard.dataset.dataset import Dataset, WithheldError
from dashboard.dataset.files import FORMATS
from dashboard.doors.shapes import area_shapes
from dashboard.routes.data_files import SUFFIXES, data_route
from geodata.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
DAY = {"view": "treaties", "treaty": "MBT", "on": "2026-02-20"}
EVERY_TABLE = [(view, table) for view in views.VIEWS for table in views.tables_of(view)]
HOSTILE = "=HYPERLINK(\"http://a.b\")<script>alert('${1}')</script>\r\n\x00"


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[data_route("/maps")]), raise_server_exceptions=True)


def fetch(client, suffix, query=DAY, **headers):
    return client.get(f"/maps/data.{suffix}", params=query, headers=headers)


def written(suffix: str, dataset: Dataset) -> bytes:
    return FORMATS[suffix].write(dataset, area_shapes)


@pytest.mark.parametrize(("view", "table"), EVERY_TABLE)
def test_every_table_of_every_view_gives_the_same_rows_in_each_format(view, table):
    dataset = views.dataset_of({"view": view, "table": table})
    count = len(dataset.rows)
    assert count > 0
    assert dataset.papers
    told = json.loads(written("json", dataset))
    assert told["metadata"]["rows"] == len(told["rows"]) == count
    assert told["metadata"]["sources"][0]["licence"]
    assert len(list(csv.DictReader(io.StringIO(written("csv", dataset).decode("utf-8-sig"))))) == count
    if "iso3" in dataset.rows:
        collection = json.loads(written("geojson", dataset))
        assert [feature["properties"] for feature in collection["features"]] == told["rows"]


def test_the_csv_holds_what_the_table_of_the_page_holds(client):
    from datetime import date

    from dashboard import data
    from dashboard.spreadsheet import csv_bytes
    from geodata.words import Treaty

    answer = fetch(client, "csv")
    page = data.readable(data.history(Treaty.MBT).status_on(date(2026, 2, 20))).drop(columns="label")
    assert answer.content == csv_bytes(page)
    assert answer.headers["content-disposition"] == 'attachment; filename="mineline-mbt-status-2026-02-20.csv"'
    papers = answer.headers["link"].partition(">")[0].removeprefix("<")
    assert client.get(f"/maps/{papers}").json()["sources"][0]["id"] == "untc"


def test_geojson_keeps_the_rules_of_rfc_7946(client):
    answer = fetch(client, "geojson")
    collection = answer.json()
    assert answer.headers["content-type"] == "application/geo+json"
    assert "crs" not in collection
    assert collection["metadata"]["boundary_policy"] == "Natural Earth, amended"
    shapes = [shapely.geometry.shape(one["geometry"]) for one in collection["features"] if one["geometry"]]
    assert len(shapes) == 203
    for shape in shapes:
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)
                xs = shapely.get_coordinates(part)[:, 0]
                assert max(abs(xs[1:] - xs[:-1])) < 180, "no ring jumps over the antimeridian"


def test_geopackage_opens_in_gdal_with_its_crs_its_rows_and_its_papers(client, tmp_path):
    path = tmp_path / "status.gpkg"
    path.write_bytes(fetch(client, "gpkg").content)
    told = pyogrio.read_info(path)
    assert (told["driver"], told["features"], told["crs"]) == ("GPKG", 203, "EPSG:4326")
    papers = json.loads(told["layer_metadata"]["MINELINE"])
    assert papers["sources"][0]["citation"].startswith("United Nations Treaty Collection")
    frame = pyogrio.read_dataframe(path)
    assert frame.set_index("iso3").loc["POL", "status"] == "withdrawn"
    simferopol = frame.loc[frame.contains(shapely.Point(34.1, 44.95)), "iso3"]
    assert list(simferopol) == ["UKR"]
    with sqlite3.connect(path) as tables:
        assert tables.execute("select count(*) from gpkg_contents").fetchone() == (1,)


def test_geoparquet_opens_in_geopandas_and_in_plain_pandas(client):
    import geopandas as gpd

    content = fetch(client, "parquet", {"view": "contamination", "measure": "recorded_area", "year": "2024"}).content
    frame = gpd.read_parquet(io.BytesIO(content)).set_index("iso3")
    assert frame.crs.to_epsg() == 4326
    assert frame.loc["UKR", "value"] == pytest.approx(76.72)
    assert pd.read_parquet(io.BytesIO(content)).shape[0] == len(frame) == 203
    papers = json.loads(pq.read_schema(io.BytesIO(content)).metadata[b"mineline"])
    assert papers["parameters"]["publisher"] == "Mine Action Review"


def test_the_archive_holds_the_csv_and_its_papers(client):
    archive = zipfile.ZipFile(io.BytesIO(fetch(client, "zip").content))
    assert archive.testzip() is None
    names = ["mineline-mbt-status-2026-02-20.csv", "mineline-mbt-status-2026-02-20.metadata.json"]
    assert archive.namelist() == names
    assert archive.read(names[0]) == fetch(client, "csv").content
    assert json.loads(archive.read(names[1]))["parameters"] == {"treaty": "MBT", "on": "2026-02-20", "area": ""}


def test_an_empty_cell_is_null_and_a_zero_a_number():
    dataset = views.dataset_of({"view": "contamination", "measure": "recorded_area", "year": "2024"})
    rows = {row["iso3"]: row for row in dataset.records()}
    assert {type(row["value"]) for row in rows.values()} == {float, type(None)}
    empty = [row for row in rows.values() if row["value"] is None]
    assert empty
    assert {row["emptiness"] for row in empty} <= {"affected_unquantified", "not_listed", "not_read", "not_applicable"}


def test_angola_comes_with_cha_and_sha_apart_and_the_citation_of_every_year(client):
    rows = fetch(client, "json", {"view": "country", "area": "AGO"}).json()["rows"]
    of_2016 = {row["part"]: row["value"] for row in rows
               if (row["year"], row["measure"], row["scope"]) == (2016, "contamination", "apm")}  # fmt: skip
    assert of_2016 == {"cha": 103.97, "sha": 141.06}
    assert all(row["citation"] for row in rows)


def test_who_has_the_file_is_told_so(client):
    first = fetch(client, "json")
    again = fetch(client, "json", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first.headers["cache-control"]
    assert fetch(client, "json", DAY | {"on": "2026-02-19"}).headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "The key view is missing: choose one of overview"),
        ({"view": "treaty"}, "'treaty' is not a view"),
        (DAY | {"on": "2026-02-30"}, "not a day of the calendar"),
        (DAY | {"table": "acts"}, "'acts' is not a table of treaties: choose one of status."),
        (DAY | {"year": "2024"}, "'year' is not a choice of treaties"),
        ({"view": "contamination", "publisher": "<b>"}, "has no figures on extent"),
        ({"view": "together", "first": "MBT", "second": "MBT", "table": "question"}, "treat"),
        ({"view": "withdrawals", "table": "changes", "since": "2026-01-02", "until": "2026-01-01"}, "runs backwards"),
        ({"view": "country", "area": ""}, "area"),
        (DAY | {"area": "A" * 3000}, "The address is too long"),
        ([("view", "treaties"), ("on", "2020-01-01"), ("on", "2021-01-01")], "'on' stands more than once"),
    ],
)
def test_a_question_without_an_answer_gets_400_and_one_sentence(client, query, sentence):
    answer = fetch(client, "csv", query)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "\n" not in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_another_ending_is_not_a_format(client):
    answer = fetch(client, "xlsx")
    assert answer.status_code == 404
    assert "choose one of csv, json, geojson, gpkg, parquet, zip" in answer.text


KEYS = ["view", "table", "treaty", "on", "since", "until", "area", "first", "second", "measure", "year", "mode",
        "publisher", "region", "dpi", "\x00"]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([*views.VIEWS, "status", "steps", "question", "figures", "acts", "MBT", "CCM", "UKR", "VAT",
                     "2024", "2026-02-20", "1997-12-03", "2027-12-31", "extent", "latest_known", "Asia", ""]),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.sampled_from([*SUFFIXES, "exe"]), st.sampled_from([*views.VIEWS, ""]),
    st.lists(st.tuples(st.sampled_from(KEYS), VALUES), max_size=4),
)  # fmt: skip
def test_whatever_is_asked_there_is_an_answer_or_a_sentence(suffix, view, pairs):
    with TestClient(Starlette(routes=[data_route("")]), raise_server_exceptions=True) as client:
        answer = client.get(f"/data.{suffix}", params=[("view", view), *pairs])
    assert answer.status_code in {200, 400, 404}
    if answer.status_code != 200:
        assert 0 < len(answer.text) < 900
        assert "Traceback" not in answer.text


def hostile() -> Dataset:
    """A dataset whose names and notes are what an attacker would write."""
    dataset = views.dataset_of(DAY)
    return replace(dataset, title=HOSTILE, rows=dataset.rows.head(3).assign(name=HOSTILE, note="-1+1|cmd"))


def test_hostile_text_stays_text_in_every_format(tmp_path):
    dataset = hostile()
    (row, *_) = csv.DictReader(io.StringIO(written("csv", dataset).decode("utf-8-sig"), newline=""))
    assert row["name"].startswith("'=HYPERLINK")
    assert row["note"] == "'-1+1|cmd"
    assert json.loads(written("json", dataset))["rows"][0]["name"] == HOSTILE
    assert json.loads(written("geojson", dataset))["features"][0]["properties"]["name"] == HOSTILE
    path = tmp_path / "hostile.gpkg"
    path.write_bytes(written("gpkg", dataset))
    assert pyogrio.read_dataframe(path)["name"][0] == HOSTILE.rstrip("\x00"), "GDAL ends a text at a null"
    assert pd.read_parquet(io.BytesIO(written("parquet", dataset)))["name"][0] == HOSTILE


def test_a_source_that_may_not_be_passed_on_gives_no_data(client, monkeypatch):
    plain = views.paper_of
    monkeypatch.setattr(views, "paper_of", lambda card_id: replace(plain(card_id), redistribution=card_id != "untc"))
    with pytest.raises(WithheldError, match=r"UN Treaty Collection.* may not be passed on"):
        views.dataset_of(DAY)
    answer = fetch(client, "geojson", DAY | {"on": "2011-11-11"})
    assert answer.status_code == 403
    assert "may not be passed on" in answer.text
    with pytest.raises(InputError):
        views.dataset_of(DAY | {"on": "soon"})


def test_rows_with_shapes_of_their_own_keep_them(tmp_path):
    import geopandas as gpd

    dataset = views.dataset_of(DAY)
    lines = gpd.GeoDataFrame(
        {"name": ["line"], "iso3": ["UKR"], "length_km": [1.5]},
        geometry=[shapely.LineString([(3_700_000, 6_000_000), (3_800_000, 6_000_000)])], crs="EPSG:3857",
    )  # fmt: skip
    own = replace(dataset, rows=lines)
    assert written("csv", own).decode("utf-8-sig") == "name,iso3,length_km\r\nline,UKR,1.5\r\n"
    (feature,) = json.loads(written("geojson", own))["features"]
    assert feature["geometry"]["type"] == "LineString"
    assert 33 < feature["geometry"]["coordinates"][0][0] < 34
    path = tmp_path / "lines.gpkg"
    path.write_bytes(written("gpkg", own))
    assert pyogrio.read_info(path)["total_bounds"][0] == pytest.approx(33.24, abs=0.01)


def test_a_view_that_is_registered_for_figures_alone_gives_the_rows_of_its_figure(monkeypatch):
    monkeypatch.delitem(views.VIEWS, "treaties")
    dataset = views.dataset_of(DAY)
    assert dataset.rows.set_index("iso3").loc["POL", "status"] == "withdrawn"
    assert {paper.id for paper in dataset.papers} >= {"untc"}
    assert dataset.permalink == "/treaties?treaty=MBT&on=2026-02-20"


def test_every_page_with_a_figure_has_data_too():
    from dashboard.export.views import MODULES

    assert set(views.VIEWS) <= set(MODULES)
    for view in MODULES:
        assert views.tables_of(view)
