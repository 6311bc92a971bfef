"""Independent readers open the files and find picture, layers, texts and record, whatever the title holds."""

import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.export.file_format import Format, read_record
from dashboard.export.snapshot import take
from dashboard.export.views import MODULES
from geodata.errors import InputError

SVG = "{http://www.w3.org/2000/svg}"
DAY = {"treaty": "MBT", "on": "2026-02-20"}
HOSTILE = "</text><script>window.PWNED=1</script>--> ]]> $\\frac{1}{$ {0} %s &amp; \"quoted' معاهدة ${PWNED}"


def test_png_has_the_size_of_its_paper_and_tells_how_it_was_made():
    made = take(DAY, Format.PNG)
    picture = Image.open(io.BytesIO(made.body))
    picture.load()
    assert made.name == "mineline-mbt-status-2026-02-20.png"
    assert picture.format == "PNG"
    assert picture.width == round(16 / 2.54 * 300 - 0.5)
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert "UN" in picture.info["Source"] or "United Nations" in picture.info["Source"]
    told = json.loads(picture.info["mineline"])
    assert told["parameters"] == {
        "format": "png", "view": "treaties", "treaty": "MBT", "on": "2026-02-20", "size": "report", "dpi": "300",
    }  # fmt: skip
    assert all(len(digest) == 64 for digest in told["data"].values())
    assert "loaders/untc/treaty_acts.csv" in told["data"]
    assert len(picture.getcolors(10_000_000)) > 8


@pytest.mark.parametrize("size", ["report", "slide", "square", "poster"])
def test_every_size_has_its_proportions(size):
    picture = Image.open(io.BytesIO(take(DAY | {"size": size, "dpi": "150"}, Format.PNG).body))
    proportions = {"report": 16 / 12.6, "slide": 16 / 9, "square": 1, "poster": 42 / 29.7}
    assert picture.width / picture.height == pytest.approx(proportions[size], rel=0.003)


def test_svg_has_named_layers_and_one_shape_an_area():
    root = ElementTree.fromstring(take(DAY, Format.SVG).body)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    layers = [name for name in ids if name.startswith("layer-")]
    assert layers == ["layer-sea", "layer-graticule", "layer-areas", "layer-symbols"]
    assert {"area-UKR", "area-DNK", "area-GRL", "symbol-VAT", "symbol-TUV"} <= set(ids)


def test_svg_of_a_region_also_names_places_and_bears_a_scale_and_an_inset():
    root = ElementTree.fromstring(take(DAY | {"crop": "UKR"}, Format.SVG).body)
    ids = {element.get("id") for element in root.iter()}
    assert {"layer-names", "layer-scale-bar", "inset", "layer-inset-crop", "names-UKR"} <= ids


def test_pdf_is_one_page_whose_words_can_be_searched():
    reader = PdfReader(io.BytesIO(take(DAY | {"title": "Договор о запрещении мин"}, Format.PDF).body))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    for words in ("Договор о запрещении мин", "State Party", "No entry with the depositary", "/treaties?treaty=MBT"):
        assert words in text
    assert float(reader.pages[0].mediabox.width) == pytest.approx(16 / 2.54 * 72, abs=0.5)
    assert "/CreationDate" not in reader.metadata


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("view", list(MODULES))
def test_every_view_writes_every_format_and_its_record_can_be_read_back(view, form):
    made = take({"view": view, "dpi": "150"}, form)
    assert made.name.startswith("mineline-")
    assert made.name.isascii()
    assert read_record(made.body) == made.record
    assert made.record.parameters["view"] == view


@pytest.mark.parametrize("form", list(Format))
def test_a_hostile_title_is_only_text_in_every_format(form):
    made = take(DAY | {"title": HOSTILE, "dpi": "150"}, form)
    assert read_record(made.body).parameters["title"] == HOSTILE
    if form is Format.SVG:
        root = ElementTree.fromstring(made.body)
        assert not [element for element in root.iter() if element.tag.lower().endswith("script")]
    if form is Format.HTML:
        assert b"<script>window.PWNED" not in made.body
        assert made.body.count(b"<script") == 4
        assert made.body.count(b"</script") == 4
    if form is Format.PNG:
        assert Image.open(io.BytesIO(made.body)).info["Title"] == HOSTILE
    if form is Format.PDF:
        assert PdfReader(io.BytesIO(made.body)).metadata["/Title"] == HOSTILE


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\nbroken", b"%PDF-1.4", b"<svg/>", b"\x00" * 999, b"plain"])
def test_other_files_are_refused_in_one_sentence(body):
    with pytest.raises(InputError, match="no record of how it was made"):
        read_record(body)


def test_a_record_that_was_made_up_is_refused():
    page = '<script type="application/json" id="mineline">{}</script>'
    for told in ("[1]", "{", '{"parameters": 3, "data": {}}', '{"parameters": {"a": 1}, "data": {}}', '{"odd": 1}'):
        with pytest.raises(InputError):
            read_record(page.format(told).encode() if "{}" not in told else page.replace("{}", told).encode())
