"""A user's own figures are opened on their page, whatever they measure, and stand alone there."""

import json

import pytest

from dashboard.parts.own_upload import REGION_LAYER
from geodata.mapping import guess
from geodata.own_figures import target_of, understand
from geodata.own_regions import REGIONS, understand_regions
from geodata.words import Measure
from loaders import own_figures, own_regions
from loaders.areas.loader import load_areas
from tests.dashboard.test_pages import run, table_with

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
    own = understand(table.rows, measure, mapping, load_areas(), publisher="Authority", read_on=table.name)
    own_figures.save(own, "t.csv")
    app = run("views/own_data.py")
    app.button(key="own-open").click().run()
    assert not app.exception
    assert not app.error
    assert "Authority" in app.subheader[0].value
    assert said.lower() in " ".join(map(str, table_with(app, column)[column].tolist())).lower()


def test_a_kept_layer_of_regions_is_opened_and_removed_and_a_damaged_one_hinders_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    template = json.loads(own_figures.regions_template())
    for place, feature in enumerate(template["features"]):
        feature["properties"]["figure"] = place
    table = own_figures.read_own_table(json.dumps(template).encode(), "r.geojson", shapes=True)
    own = understand_regions(table.rows, guess(REGIONS, table.columns))
    name = own_regions.save(own_regions.TitledRegions(own, "Mined, km², Authority", "r.geojson"))
    (tmp_path / "own_regions" / "abc.json").write_text("{")
    app = run("views/own_data.py")
    app.radio(key="own-kind").set_value(REGION_LAYER).run()
    app.selectbox(key="own-kept").set_value(name).run()
    app.button(key="own-open").click().run()
    assert not app.exception
    assert len(table_with(app, "Figure")) == 27
    app.selectbox(key="own-kept").set_value("abc").run()
    app.button(key="own-open").click().run()
    assert "damaged" in app.error[0].value
    for _ in range(2):
        app.button(key="own-remove").click().run()
    assert not app.exception
    assert not app.button
