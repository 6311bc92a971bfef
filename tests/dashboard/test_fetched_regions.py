"""Regions that a refresh has brought are drawn on the page Country, with the events of a source in each."""

import json
from datetime import UTC, date, datetime

import pytest
import shapely

from dashboard.doors import events, fetched_regions, live
from dashboard.parts.region_map import build_region_map, features_of
from geodata.errors import MissingDataError
from loaders import builds
from loaders.builds import Manifest
from tests.dashboard.test_pages import run, table_with

WEST, EAST = "West ${x} <b>", "East"


def square(west, south, side):
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def publish(features):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    manifest = Manifest(
        source="geoboundaries", feed="geoboundaries.ukr", build=builds.build_name(now, "ab" * 32),
        url="https://www.geoboundaries.org/UKR.geojson", fetched_at=now, as_of=date(2026, 11, 1), sha256="ab" * 32,
        size_bytes=len(body), rows=len(features), licence="", loader_version="1", files={},
        remarks=("Licence of these regions: CC BY 4.0.",),
    )  # fmt: skip
    builds.publish("geoboundaries.ukr", {"regions.geojson": body}, manifest)


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    live.forget()


@pytest.fixture
def fetched():
    publish([{"properties": {"shapeName": WEST}, "geometry": square(22, 44, 10)},
             {"properties": {"shapeName": EAST}, "geometry": square(32, 44, 10)}])  # fmt: skip


def test_each_event_of_the_area_lies_in_one_region_at_most(fetched):
    source = events.sources()[0].id
    counted = fetched_regions.with_events("UKR", source)
    assert counted["region"].tolist() == [EAST, WEST]
    own = events.query(source, limit=10_000)
    own = own.loc[own["country"] == "UKR"]
    east = (own["lon"] > 32).sum()
    assert counted["events"].tolist() == [east, (own["lon"] < 32).sum()]
    assert counted["events"].sum() == len(own) > 0


def test_the_drawn_rings_run_clockwise_and_names_stay_as_they_are(fetched):
    shapes = fetched_regions.regions_of("UKR").regions.geometry
    counted = fetched_regions.with_events("UKR", "mine_incidents")
    told = (shapes, counted["region"], counted["area_km2"], counted["events"])
    features = features_of(*told)
    for feature in features:
        assert not shapely.is_ccw(shapely.get_exterior_ring(shapely.geometry.shape(feature["geometry"])))
    assert [feature["properties"]["region"] for feature in features] == [EAST, WEST]
    ground, known = build_region_map(*told, "Events").to_dict()["layer"]
    assert {layer["projection"]["type"] for layer in (ground, known)} == {"equalEarth"}
    assert "transform" not in ground, "a region without a figure is drawn too"
    assert known["transform"] == [{"filter": "datum.properties.known"}]


def test_the_page_shows_them_with_their_licence_and_nothing_where_none_were_fetched(fetched):
    app = run("views/country.py", area="UKR")
    assert not app.exception
    assert table_with(app, "Events in the source")["Region"].tolist() == [EAST, WEST]
    assert any("Licence of these regions: CC BY 4.0" in caption.value.replace("\\", "") for caption in app.caption)
    assert fetched_regions.regions_of("KHM") is None


def test_damaged_regions_are_one_sentence():
    publish([{"properties": {}, "geometry": None}])
    with pytest.raises(MissingDataError, match="run refresh geoboundaries again"):
        fetched_regions.regions_of("UKR")
