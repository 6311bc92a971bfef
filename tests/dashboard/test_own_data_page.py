"""A user's own figures are opened on their page, whatever they measure, and stand alone there."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from dashboard.doors import own
from dashboard.export.file_format import Format
from dashboard.export.sheet import PaperSize
from dashboard.export.views import Asked, paper_choices
from dashboard.parts.export_panel import DATA, LINK
from dashboard.parts.own_export import maker
from dashboard.parts.own_upload import REGION_LAYER
from dashboard.state import ContaminationFilters
from geodata.mapping import guess
from geodata.own_figures import target_of, understand
from geodata.own_regions import REGIONS
from geodata.words import Measure, Scope
from loaders import own_figures
from loaders.areas.loader import load_areas
from tests.dashboard.test_pages import run, table_with

TODAY = date(2026, 11, 23)

FILLED = {
    Measure.EXTENT: b"Ukraine,2024,massive,note\r\n",
    Measure.USE: b"Thailand,2024,2025,forces,KHM,state,alleged,note\r\n",
    Measure.PRODUCERS: b"India,2024,active,note\r\n",
    Measure.TRANSFERS: b"USA,UKR,2024-11-20,approved,note\r\n",
}


@pytest.mark.parametrize(("measure", "column", "said"), [
    (Measure.EXTENT, "Figure or word", "Massive"), (Measure.USE, "Figure or word", "Alleged"),
    (Measure.PRODUCERS, "Status", "active"), (Measure.TRANSFERS, "To name", "Ukraine"),
])  # fmt: skip
def test_kept_figures_of_every_measure_are_opened_and_shown_alone(tmp_path, monkeypatch, measure, column, said):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    table = own_figures.read_own_table(own_figures.template(measure, "csv") + FILLED[measure], "t.csv")
    mapping = guess(target_of(measure), table.columns)
    kept = understand(table.rows, measure, mapping, load_areas(), publisher="Authority", read_on=table.name)
    own_figures.save(kept, "t.csv")
    app = run("views/own_data.py")
    app.button(key="own-open").click().run()
    assert not app.exception
    assert not app.error
    assert "Authority" in app.subheader[0].value
    told = table_with(app, column)[column].tolist()
    assert said.lower() in " ".join(map(str, told)).lower()
    assert "Not read by us" not in told
    assert ("Not in the reader's file" in told) is (measure in MAPPED)
    assert bool(app.expander) is (measure in MAPPED), "what has a map has a panel to export it"


MAPPED = {Measure.EXTENT, Measure.USE}


def open_panel(app, kind=None):
    """Open the panel as a click on its heading does, and choose what leaves the page."""
    app.session_state["export-own"] = True
    app.run()
    if kind is not None:
        app.radio(key="export-own-kind").set_value(kind).run()
    assert not app.exception
    return app


def test_the_panel_names_the_file_and_says_that_no_link_shows_the_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    content = own_figures.template(Measure.EXTENT, "csv") + FILLED[Measure.EXTENT]
    table = own.read_own_table(content, "t.csv")
    mapping = guess(target_of(Measure.EXTENT), table.columns)
    figures = own.understood(table, Measure.EXTENT, mapping, "Authority <b>", Scope.APM, "km2")
    own.save(figures, "t.csv")
    app = run("views/own_data.py")
    app.button(key="own-open").click().run()
    assert [word.value for word in open_panel(app).text if word.value.endswith(".png")] == [
        "mineline-own-extent-2024.png"
    ]
    app.selectbox(key="export-own-size").set_value(PaperSize.SQUARE).run()
    assert not app.error
    open_panel(app, DATA)
    assert "mineline-own-extent-2024.csv" in [word.value for word in app.text]
    assert any("203 rows" in caption.value for caption in app.caption)
    open_panel(app, LINK)
    told = app.code[0].value
    assert f"SHA-256 {hashlib.sha256(content).hexdigest()}" in told
    assert "published by Authority <b>, not checked by Mineline" in told
    assert any("A link cannot show these data to others" in word.value for word in app.text)
    assert not any("data." in each.value or "snapshot." in each.value for each in app.code), "no address of a file"
    own.save(replace(figures, origin=None), "t.csv")
    app.button(key="own-open").click().run()
    assert "bring the file again" in open_panel(app).error[0].value


def test_the_last_figure_is_made_once_until_what_is_shown_changes(monkeypatch):
    made, shown = {}, []

    class Subject:
        def __init__(self, year):
            self.year = year

        def ask(self, paper):
            return Asked(None, ContaminationFilters.default(TODAY).with_(year=self.year), paper_choices(paper))

        def take(self, paper, form):
            shown.append((self.year, form.value))
            return b"%d" % self.year

    monkeypatch.setattr(Asked, "parameters", property(lambda asked: asked.choices.to_query()))
    for year, form in ((2023, Format.PNG), (2023, Format.PNG), (2024, Format.PNG), (2024, Format.SVG)):
        assert maker(Subject(year), {}, form, made)() == b"%d" % year
    assert shown == [(2023, "png"), (2024, "png"), (2024, "svg")]
    assert len(made) == 1


def test_a_kept_layer_of_regions_is_opened_and_removed_and_a_damaged_one_hinders_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    template = json.loads(own_figures.regions_template())
    for place, feature in enumerate(template["features"]):
        feature["properties"]["figure"] = place
    table = own.read_regions(json.dumps(template).encode(), "r.geojson")
    name = own.save_regions(own.understood_regions(table, guess(REGIONS, table.columns), "Mined, km², Authority"))
    (tmp_path / "own_regions" / "abc.json").write_text("{")
    app = run("views/own_data.py")
    app.radio(key="own-kind").set_value(REGION_LAYER).run()
    app.selectbox(key="own-kept").set_value(name).run()
    app.button(key="own-open").click().run()
    assert not app.exception
    assert len(table_with(app, "Figure")) == 27
    assert "mineline-own-regions.png" in [word.value for word in open_panel(app).text]
    app.selectbox(key="own-kept").set_value("abc").run()
    app.button(key="own-open").click().run()
    assert "damaged" in app.error[0].value
    for _ in range(2):
        app.button(key="own-remove").click().run()
    assert not app.exception
    assert not app.button
