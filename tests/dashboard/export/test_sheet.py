"""The sheet tells what the map shows: counts that add up, sources, crops that hold their area, names kept apart."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from dashboard import atlas, data
from dashboard.export.choropleth import legend_of
from dashboard.export.layout import draw
from dashboard.export.paper import on_paper
from dashboard.export.scale_bar import round_length
from dashboard.export.sheet import Frame, PaperSize
from dashboard.export.views import MODULES, picture_of
from dashboard.maps import place_names
from dashboard.maps.crop import REGION_CORNERS, area_crop, parse_crop
from dashboard.maps.paper_geometry import crop_ground, world_ground
from geodata.errors import InputError
from geodata.words import Treaty

DAYS = st.dates(date(1997, 12, 3), date(2027, 12, 31))


@settings(max_examples=25)
@given(st.sampled_from(list(Treaty)), DAYS)
def test_the_legend_counts_every_area_once_and_names_every_class(treaty, day):
    spec = atlas.treaty_spec(treaty)
    entries = legend_of(spec, day)
    assert sum(entry.count for entry in entries) == len(spec.areas)
    assert [entry.label for entry in entries] == [word.label for word in spec.classes]


@pytest.mark.parametrize("view", list(MODULES))
def test_every_view_names_its_sources_boundaries_disclaimer_and_link(view):
    picture = picture_of({"view": view})
    text = " ".join((*picture.sheet.sources, picture.sheet.disclaimer))
    assert picture.sheet.sources[0].startswith(("Source", "Control: "))
    for words in ("Made with Natural Earth", "Projection: ", "imply no opinion", "Not for navigation"):
        assert words in text
    page = {"overview": "/", "frontline": "/front-line", "four": "/together"}.get(view, f"/{view}")
    assert picture.sheet.permalink.startswith(f"{page}?")
    assert len(picture.rows()) >= 1


def test_the_foot_names_who_reports_whom():
    lines = picture_of({"view": "contamination", "measure": "casualties", "year": "2023"}).sheet.sources
    assert "as reported by" in lines[0]
    assert "http" not in lines[0]


def test_the_largest_circle_says_what_it_stands_for():
    note = picture_of({"view": "contamination", "measure": "casualties", "year": "2023"}).sheet.legend_note
    assert note.startswith("The largest circle of all years stands for ")
    assert note.endswith(" people.")


def test_a_day_after_the_reading_says_so():
    assert "Projection: acts as read on" in picture_of({"on": "2027-06-01"}).sheet.subtitle
    assert "Projection: acts" not in picture_of({"on": "2020-06-01"}).sheet.subtitle


@pytest.mark.parametrize("code", sorted(data.areas()["iso3"]))
def test_every_area_that_is_drawn_has_a_crop_that_holds_its_middle(code):
    if code not in {unit.area for unit in world_ground().units}:
        with pytest.raises(InputError, match="not drawn"):
            area_crop(code)
        return
    crop = area_crop(code)
    west, south, east, north = crop.bounds
    assert west < 0 < east
    assert south < 0 < north
    assert 300 - 0.2 <= east - west < 11_000
    assert 300 - 0.2 <= north - south < 11_000


@pytest.mark.parametrize("code", ["UKR", "FJI", "RUS", "VAT", "USA", "NOR", "XKX"])
def test_a_crop_shows_its_area_true_to_its_size(code):
    crop = area_crop(code)
    drawn = [unit for unit in crop_ground(crop).units if unit.area == code and unit.main]
    west, south, east, north = crop.bounds
    assert all(west <= unit.at[0] <= east and south <= unit.at[1] <= north for unit in drawn) or code == "USA"
    if code in {"UKR", "XKX"}:
        assert drawn[0].shape.area == pytest.approx(drawn[0].km2, rel=0.01)


@pytest.mark.parametrize("name", list(REGION_CORNERS))
def test_a_region_is_a_crop_whatever_the_case_of_its_letters(name):
    assert parse_crop(name.lower()) == parse_crop(name.upper())
    assert parse_crop(name).name == name


def test_the_regions_of_the_areas_are_all_crops():
    assert set(data.areas()["region"]) == set(REGION_CORNERS)


@given(st.floats(0.01, 1e5))
def test_the_scale_bar_is_a_round_length_that_is_not_too_short(most):
    length = round_length(most)
    assert length <= most * (1 + 1e-6)
    assert length > most / 2.6
    assert f"{length:.0e}"[0] in "125"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 60), st.floats(1, 30)), max_size=25))
def test_names_never_cover_each_other_and_stay_inside(places):
    frame = Frame((0, 0, 100, 60), "plane", 1.0, 100, 1.0)
    taken = [(0, 0, 20, 5)]
    for x, y, wide in places:
        found = place_names._free_place((x, y), wide, 2, taken, frame, place_names.OFFSETS)
        if found is None:
            continue
        box = found[1]
        assert 0 <= box[0] < box[2] <= 100
        assert 0 <= box[1] < box[3] <= 60
        assert not any(place_names._overlap(box, other) for other in taken)
        taken.append(box)


@pytest.mark.parametrize("size", list(PaperSize))
def test_nothing_that_is_written_leaves_the_paper(size):
    picture = picture_of({"view": "contamination", "measure": "casualties", "year": "2023", "size": size.value,
                          "title": "A long title " * 15})  # fmt: skip
    with on_paper():
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        figure = draw(picture.sheet, picture.paint, picture.inset)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        width, height = canvas.get_width_height()
        for text in figure.texts:
            box = text.get_window_extent(canvas.get_renderer())
            assert box.x0 >= 0, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.x1 <= width + 1, text.get_text()
            assert box.y1 <= height + 1, text.get_text()


@pytest.mark.parametrize(
    ("asked", "named", "unnamed"),
    [
        ({"view": "withdrawals"}, {"Poland", "Estonia", "Ukraine", "Belarus"}, {"Kazakhstan", "China", "Iceland"}),
        ({"view": "contamination", "region": "Africa"}, {"Angola", "Egypt"}, {"Spain", "Malta", "Oman"}),
    ],
)
def test_a_regional_map_names_what_lies_in_it_and_nothing_beyond(asked, named, unnamed):
    picture = picture_of(asked)
    with on_paper():
        figure = draw(picture.sheet, picture.paint)
    [axes] = [axes for axes in figure.axes if axes.get_gid() == "map"]
    members = [member for layer in axes.artists for member in getattr(layer, "members", ())]
    told = {member.get_text() for member in members if isinstance(member, Text)}
    assert named <= told
    assert not told & unnamed


@pytest.mark.parametrize(
    ("asked", "beside"),
    [({"view": "withdrawals"}, True), ({"view": "treaties", "crop": "Europe", "size": "square"}, False)],
)
def test_the_legend_of_a_regional_map_stands_where_the_map_is_drawn_larger(asked, beside):
    picture = picture_of(asked)
    with on_paper():
        figure = draw(picture.sheet, picture.paint)
    [axes] = [axes for axes in figure.axes if axes.get_gid() == "map"]
    assert (axes.get_position().x1 < 0.75) == beside
