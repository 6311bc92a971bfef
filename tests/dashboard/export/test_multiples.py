"""Draw the four treaties on one sheet and read back what each of the small maps shows."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_hex

from dashboard import atlas
from dashboard.export.file_format import Format
from dashboard.export.layout import draw
from dashboard.export.paper import on_paper
from dashboard.export.snapshot import take
from dashboard.export.views import picture_of
from geodata.words import Treaty

DAY = date(2026, 2, 20)
FOUR = {"view": "four", "on": DAY.isoformat()}
AREAS = ("POL", "LTU", "USA", "UKR", "COD", "MHL")


def patches(query: dict[str, str]) -> dict[str, str]:
    """The fill of every named area and symbol of the figure."""
    picture = picture_of(query)
    with on_paper():
        figure = draw(picture.sheet, picture.paint)
        layers = [artist for axes in figure.axes for inner in axes.child_axes for artist in inner.artists]
        members = [member for layer in layers for member in getattr(layer, "members", ())]
        return {str(one.get_gid()): to_hex(one.get_facecolor()) for one in members if one.get_gid()}


@pytest.mark.parametrize("treaty", list(Treaty))
def test_each_small_map_has_the_colours_of_its_treatys_own_map(treaty):
    spec = atlas.treaty_spec(treaty)
    standing = {area.code: spec.classes[area.on(DAY).number].mark for area in spec.areas}
    drawn = patches(FOUR)
    for code in AREAS:
        kind = "symbol" if f"{treaty.value.lower()}-symbol-{code}" in drawn else "area"
        assert drawn[f"{treaty.value.lower()}-{kind}-{code}"] == standing[code].fill[0]


def test_the_svg_names_its_maps():
    root = ElementTree.fromstring(take(FOUR, Format.SVG).body)
    names = {element.get("id") for element in root.iter() if (element.get("id") or "").startswith("map-")}
    assert names == {f"map-{treaty.value.lower()}" for treaty in Treaty}


def test_above_each_small_map_stands_how_many_are_bound():
    picture = picture_of(FOUR)
    with on_paper():
        figure = draw(picture.sheet, picture.paint)
    told = [text.get_text() for axes in figure.axes for inner in axes.child_axes for text in inner.texts]
    counted = {treaty: atlas.treaty_spec(treaty) for treaty in Treaty}
    assert told == [
        f"{treaty.label}: {sum(spec.counts_on(DAY)[value] for value in spec.counted)} bound"
        for treaty, spec in counted.items()
    ]


def test_it_is_cropped_like_other_figures_and_named_by_its_day():
    picture = picture_of(FOUR | {"crop": "Europe"})
    assert picture.stem == "mineline-four-treaties-2026-02-20-europe"
    assert "Lambert equal area" in picture.sheet.sources[-1]
    assert len(picture.rows()) == len(atlas.treaty_spec(Treaty.MBT).areas)


def test_the_html_file_holds_the_history_of_every_treaty_and_opens_on_the_day_the_area_and_the_crop():
    made = take(FOUR | {"area": "POL", "crop": "Europe"}, Format.HTML)
    assert len(made.body) < 2_000_000
    [told] = re.findall(r'<script type="application/json" id="sheet">(.*?)</script>', made.body.decode())
    held = json.loads(told)
    assert [held["stories"][name]["title"] for _, name in held["message"]["panels"]] == [
        atlas.treaty_spec(treaty).title for treaty in Treaty
    ]
    assert (held["message"]["day"], held["message"]["area"]) == ("2026-02-20", "POL")
    west, south, east, north = held["message"]["view"]
    assert -6000 < west < 0 < east < 6000
    assert 3000 < south < north
    assert "Projection: Equal Earth" in " ".join(held["sheet"]["foot"])
