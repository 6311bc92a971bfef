"""A reader's own data leave the page as files that say whose they are, and are drawn again from that file."""

import io
import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pypdf
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.commands import main
from dashboard.dataset.files import FORMATS
from dashboard.doors import own
from dashboard.doors.shapes import area_shapes
from dashboard.export import own_region_view, own_view
from dashboard.export.citing import citation
from dashboard.export.file_format import Format, read_record
from dashboard.export.verification import verify
from dashboard.map_measure import MapMeasure
from dashboard.maps.own_region_map import NO_DAY, build_own_regions, specify_regions
from dashboard.maps.region_classes import figure_classes
from dashboard.own_atlas import OwnMap
from dashboard.parts.region_map import build_region_map
from dashboard.routes.data_files import data_route
from dashboard.routes.snapshot import snapshot_route
from geodata.errors import InputError
from geodata.mapping import guess
from geodata.own_regions import twin_of
from geodata.own_targets import target_of
from geodata.words import Measure, Scope

INERT = "</script><script>window.PWNED=1</script>--> ]]> $\\frac{1}{$ {0} %s &amp; \"q' معاهدة =1+1"
TABLE_FILE = f"Country,Year,CHA,Remarks\nUkraine,2024,12.5,=1+1\nPeru,2024,0,{INERT.replace(chr(34), '')}\n".encode()


def square(west, south=49.0, side=1.0, hole=None):
    rings = [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]]
    if hole:
        rings.append(hole)
    return {"type": "Polygon", "coordinates": rings}


HOLE = [[30.3, 49.3], [30.7, 49.3], [30.7, 49.7], [30.3, 49.7], [30.3, 49.3]]
SQUARES = {"Ring": square(30, hole=HOLE), "Inside": {"type": "Polygon", "coordinates": [HOLE]}, INERT: square(31)}
FIGURES = {"Ring": 3, "Inside": 1.5, INERT: None}


LAYER_FILE = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"name": name, "figure": FIGURES[name]}, "geometry": shape}
            for name, shape in SQUARES.items()
        ],
    }
).encode()


def figures_of(content=TABLE_FILE, publisher=INERT):
    table = own.read_own_table(content, "own <b>.csv")
    mapping = guess(target_of(Measure.CONTAMINATION), table.columns)
    return own.understood(table, Measure.CONTAMINATION, mapping, publisher, Scope.APM, "km2")


def squares(**shapes):
    """Regions with the figure 1, as they are read from a file, without one."""
    geometry = shapely.to_wkb([shapely.geometry.shape(shape) for shape in shapes.values()])
    rows = pd.DataFrame({"_row": range(len(shapes)), "name": list(shapes), "figure": "1", "_geometry": geometry})
    table = own.OwnTable("own.geojson", ("name", "figure"), rows, (), "own.geojson", "00" * 32)
    return own.understood_regions(table, guess(own.REGIONS, table.columns), "Squares")


@pytest.fixture(scope="module")
def figures():
    return own_view.subject_of(OwnMap(figures_of(), MapMeasure.RECORDED), 2024, "UKR")


@pytest.fixture(scope="module")
def layer():
    table = own.read_regions(LAYER_FILE, "own.geojson")
    return own.understood_regions(table, guess(own.REGIONS, table.columns), INERT)


@pytest.fixture(scope="module")
def regions(layer):
    return own_region_view.subject_of(layer)


@pytest.fixture(params=["figures", "regions"])
def subject(request, figures, regions):
    return figures if request.param == "figures" else regions


def file_of(subject):
    return TABLE_FILE if subject.view.name == "own" else LAYER_FILE


def test_a_figure_says_plainly_whose_figures_it_shows_and_names_the_file_by_its_hash(subject):
    sheet = subject.picture({"title": "Another title"}).sheet
    assert "igures of a file brought by the reader, published " in sheet.subtitle
    assert "not checked by Mineline" in sheet.subtitle
    sha = subject.chosen.origin.sha256
    assert f"SHA-256 {sha}" in sheet.sources[0]
    assert f"SHA-256 {sha}" in citation(subject.picture({}), NO_DAY)
    record = read_record(subject.take({"dpi": "150"}, Format.SVG))
    assert record.data["own:file"] == record.parameters["sha256"] == sha
    assert not any("contamination" in table for table in record.data), "no table of ours is drawn"


@pytest.mark.parametrize(
    ("subject", "form"),
    [("figures", Format.SVG), ("figures", Format.HTML), *(("regions", form) for form in Format)],
    indirect=["subject"],
)
def test_every_format_is_drawn_again_from_the_readers_file_and_hostile_words_stay_words(subject, form):
    body = subject.take({"dpi": "150", "title": INERT}, form)
    assert verify(body, file_of(subject)).identical
    if form is Format.SVG:
        root = ElementTree.fromstring(body)
        assert not [element for element in root.iter() if element.tag.lower().endswith("script")]
    if form is Format.HTML:
        assert body.count(b"<script") == body.count(b"</script") == 4
        assert b"PWNED=1</script" not in body
    if form is Format.PNG:
        assert Image.open(io.BytesIO(body)).info["Title"] == " ".join(INERT.split())
    if form is Format.PDF:
        paper = pypdf.PdfReader(io.BytesIO(body))
        assert paper.metadata["/Title"] == " ".join(INERT.split())
        assert "not checked by Mineline" in " ".join(paper.pages[0].extract_text().split())


def test_without_the_readers_file_or_with_another_nothing_is_said_to_be_the_same(subject, regions):
    body = subject.take({"dpi": "150"}, Format.SVG)
    with pytest.raises(InputError, match="cannot be drawn again without it: name that file with --own-file"):
        verify(body)
    with pytest.raises(InputError, match="give that file"):
        verify(body, file_of(subject) + b"\n")
    for key in ("columns", "file"):
        assert not verify(body.replace(f'"{key}":'.encode(), b'"odd":', 1), file_of(subject)).identical


def test_the_command_takes_the_readers_file(tmp_path, regions, capsys):
    figure, given = tmp_path / "figure.svg", tmp_path / "given.geojson"
    figure.write_bytes(regions.take({}, Format.SVG))
    given.write_bytes(LAYER_FILE)
    assert main(["verify", str(figure)]) == 2
    assert "cannot be drawn again without it" in capsys.readouterr().err
    assert main(["verify", str(figure), "--own-file", str(given)]) == 0
    assert capsys.readouterr().out == "identical\n"
    figure.write_bytes(b"<svg/>")
    assert main(["verify", str(figure), "--own-file", str(tmp_path / "absent")]) == 2


@pytest.mark.parametrize("view", ["own", "own-regions"])
@pytest.mark.parametrize(
    "address", ["/snapshot.png", "/snapshot.html", "/data.csv", "/data.gpkg", "/data.metadata.json"]
)
def test_the_routes_refuse_own_data_in_one_sentence(view, address):
    client = TestClient(Starlette(routes=[snapshot_route(""), data_route("")]))
    answer = client.get(address, params={"view": view, "year": "2024"})
    assert answer.status_code == 400
    assert "nobody can ask for them by a link" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_files_of_data_hold_the_rows_of_the_table_with_the_file_among_the_papers(subject, layer, tmp_path):
    dataset = subject.dataset()
    if subject.view.name == "own":
        assert len(dataset.rows) == 203
        ukraine = dataset.rows.set_index("iso3").loc["UKR"]
        assert (ukraine["value"], ukraine["publisher"]) == (12.5, " ".join(INERT.split()))
    else:
        pd.testing.assert_frame_equal(dataset.rows[dataset.columns], twin_of(layer.own.regions))
    papers = dataset.metadata()
    assert subject.chosen.origin.sha256 in papers["sources"][0]["citation"]
    assert "not checked by Mineline" in papers["sources"][0]["citation"]
    written = {suffix: form.write(dataset, area_shapes) for suffix, form in FORMATS.items()}
    assert json.loads(written["json"])["rows"] == dataset.records()
    assert [each["properties"] for each in json.loads(written["geojson"])["features"]] == dataset.records()
    read = pd.read_csv(io.BytesIO(written["csv"]))
    assert len(read) == len(dataset.rows)
    assert not any(str(cell).startswith(("=", "+", "@")) for cell in read.to_numpy().ravel())
    path = tmp_path / "own.gpkg"
    path.write_bytes(written["gpkg"])
    frame = pyogrio.read_dataframe(path)
    assert frame["name"].tolist() == dataset.rows["name"].tolist()
    assert json.loads(pyogrio.read_info(path)["layer_metadata"]["MINELINE"])["rows_sha256"] == dataset.digest()
    assert len(gpd.read_parquet(io.BytesIO(written["parquet"]))) == len(dataset.rows)


def test_screen_and_paper_give_each_region_one_colour_and_a_hole_stays_open(layer, regions):
    own_layer = layer.own.regions
    chart = build_region_map(own_layer.geometry, own_layer["name"], own_layer["area_km2"], own_layer["figure"], "t")
    drawn = chart.to_dict()
    ground, known = drawn["layer"]
    scale = known["encoding"]["color"]["scale"]
    fills = dict(zip(scale["domain"], scale["range"], strict=True))
    values = [each["properties"] for each in drawn["data"]["values"]]
    assert [told["region"] for told in values] == list(SQUARES)
    root = ElementTree.fromstring(regions.take({}, Format.SVG))
    paths = {element.get("id"): element for element in root.iter() if str(element.get("id")).startswith("area-R")}
    spec = specify_regions(own_layer, "t", "")
    for place, told in enumerate(values):
        [path] = [each for each in paths[f"area-R{place + 1}"].iter() if each.tag.endswith("path")]
        fill = fills[told["class"]] if told["known"] else ground["encoding"]["color"]["value"]
        assert f"fill: {fill}" in path.get("style")
        assert spec.classes[spec.areas[place].on(NO_DAY).number].mark.fill[0] == fill
    outer, inner = _rings(next(each for each in paths["area-R1"].iter() if each.tag.endswith("path")).get("d"))
    assert _signed_area(outer) * _signed_area(inner) < 0, "else the hole would be filled over what lies in it"


def _rings(drawn):
    """The rings of a path of SVG as arrays of points."""
    rings = [part for part in drawn.replace("L", " ").replace("\n", " ").split("M") if part.strip()]
    return [np.array([float(word) for word in ring.replace("z", " ").split()]).reshape(-1, 2) for ring in rings]


def _signed_area(ring):
    x, y = ring.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def test_regions_far_apart_stand_on_the_world_and_those_of_a_village_in_a_plane_of_their_own():
    for shapes, bounds in (
        ({"West": square(-170, -10, 3), "East": square(170, -10, 3)}, 4000),
        ({"Field": square(30, 49, 0.001)}, 5),
        ({"Chile": square(-75, -50, 20), "Siberia": square(100, 50, 20)}, None),
    ):
        figure = own_region_view.subject_of(squares(**shapes))
        sheet = figure.picture({}).sheet
        west, _, east, _ = sheet.window.bounds
        assert sheet.window.scale_bar is (bounds is not None)
        assert bounds is None or east - west < bounds
        if bounds is None:
            assert b'id="area-R1"' in figure.take({}, Format.SVG)
        held = build_own_regions(figure.dataset().rows)
        assert len(held["features"]) == len(shapes)


def test_a_region_on_the_edge_of_the_map_of_the_world_is_cut_there():
    told = squares(Edge=square(-171, 0, 4)).own.regions
    [feature] = build_own_regions(told)["features"]
    sides = {np.sign(np.array(ring)[:, 0].mean()) for part in feature["geometry"]["coordinates"] for ring in part}
    assert sides == {-1.0, 1.0}


def test_a_crop_that_the_map_has_not_and_data_without_their_file_are_one_sentence(regions, layer):
    with pytest.raises(InputError, match="is not a crop of this map"):
        regions.picture({"crop": "UKR"})
    with pytest.raises(InputError, match="the font of figures does not have"):
        own_region_view.subject_of(replace(layer, title="地")).picture({})
    with pytest.raises(InputError, match="bring the file again"):
        own_region_view.subject_of(own.TitledRegions(layer.own, "t", "f"))


@settings(max_examples=40)
@given(st.lists(st.one_of(st.just(float("nan")), st.floats(-1e9, 1e9)), max_size=40))
def test_every_figure_lies_within_the_limits_that_its_class_tells(figures):
    classes = figure_classes(figures)
    labels = [word.label for word in classes.map_classes()]
    assert len(set(labels)) == len(labels) <= 5
    for figure in figures:
        word = classes.class_of(figure)
        if np.isnan(figure):
            assert word.value == "no_figure"
            continue
        low, high = classes.spans[labels.index(word.label)]
        assert low <= figure <= high
    assert [span for span in classes.spans if not any(span[0] <= figure <= span[1] for figure in figures)] == []
