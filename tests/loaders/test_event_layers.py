"""Hazard areas, monthly counts and VIINA's own tables come in row by row, and what is strange is said in words."""

import json
import math
import zipfile

import pytest
from typer.testing import CliRunner

from dashboard.commands import app
from geodata.errors import ForeignFileError
from loaders.events.importing import import_events
from loaders.events.layer_import import import_counts, import_hazards
from loaders.events.layers import COUNTS, HAZARDS, layer_rejects, load_layer
from loaders.events.store import open_stored
from tests.loaders.event_files import write_csv

COUNTS_HEAD = [
    "location_code", "location_name", "admin1_name", "admin2_name", "admin_level", "event_type", "events",
    "fatalities", "reference_period_start", "reference_period_end",
]  # fmt: skip
EVENT_1PD = [
    "event_id_1pd", "date", "longitude", "latitude", "n_reports", "event_ids", "GEO_PRECISION", "asciiname",
    "ADM1_NAME", "sources", "t_mil_b", "t_mine_b",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))


def square(lon, lat, side=0.01):
    return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]


def hazard_file(folder, *shapes):
    features = [
        {"type": "Feature", "geometry": shape, "properties": {"hazard_id": f"H{number}", "hazard_type": kind}}
        for number, (kind, shape) in enumerate(shapes, 1)
    ]
    path = folder / "register.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def hazards_of(folder):
    bow_tie = [[37.0, 48.0], [37.01, 48.01], [37.01, 48.0], [37.0, 48.01], [37.0, 48.0]]
    return hazard_file(
        folder,
        ("CHA", {"type": "Polygon", "coordinates": [square(36.0, 49.0)]}),
        ("SHA", {"type": "Polygon", "coordinates": [bow_tie]}),
        ("CHA", {"type": "Point", "coordinates": [36.5, 49.0]}),
        ("CHA", {"type": "LineString", "coordinates": [[36, 49], [37, 49]]}),
        ("SHA", None),
    )


def counts_row(**other):
    return {
        "location_code": "UKR", "location_name": "Ukraine", "admin_level": "0", "event_type": "political_violence",
        "events": "12", "fatalities": "3", "reference_period_start": "2024-03-01", "reference_period_end": "2024-03-31",
    } | other  # fmt: skip


def viina_row(number, **other):
    return {
        "event_id_1pd": number, "date": "20240305", "longitude": "37.2", "latitude": "49.2", "n_reports": "2",
        "event_ids": "1,2", "GEO_PRECISION": "PPL", "asciiname": "Testove", "t_mil_b": "1", "t_mine_b": "0",
    } | other  # fmt: skip


def test_hazard_areas_are_measured_by_class_and_lines_and_empty_shapes_are_told(tmp_path):
    report = import_hazards(hazards_of(tmp_path), title="A register")
    assert (report.read, report.loaded, report.rejected) == (5, 3, 2)
    layer = load_layer(HAZARDS, report.id)
    assert layer["kind"].tolist() == ["cha", "sha", "cha"]
    assert layer["region"].tolist()[0] == "UA-63"
    assert layer["country"].tolist() == ["UKR"] * 3
    # A hundredth of a degree at 49° north: 1.112 km by 0.731 km on the ellipsoid.
    assert layer["area_km2"].iloc[0] == pytest.approx(1.112 * 0.731, rel=0.005)
    assert layer["repaired"].tolist() == [False, True, False]
    assert math.isnan(layer["area_km2"].iloc[2])
    assert layer_rejects(HAZARDS, report.id)["reason"].tolist() == [
        "the shape is a line, which has no area",
        "no shape",
    ]


def test_a_layer_in_which_nothing_can_be_loaded_is_refused_in_a_sentence(tmp_path):
    line = {"type": "LineString", "coordinates": [[36, 49], [37, 49]]}
    with pytest.raises(ForeignFileError, match="none of 1 rows could be loaded"):
        import_hazards(hazard_file(tmp_path, ("CHA", line)))


def test_monthly_counts_stay_counts_and_what_is_no_count_is_rejected(tmp_path):
    rows = [
        counts_row(),
        counts_row(event_type="civilian_targeting", events="", fatalities=""),
        counts_row(event_type="landmines"),
        counts_row(reference_period_end="2024-02-01"),
        counts_row(location_code="XXX", location_name="Nowhere"),
    ]
    report = import_counts([write_csv(tmp_path / "hapi.csv", COUNTS_HEAD, rows)])
    assert (report.read, report.loaded, report.rejected) == (5, 2, 3)
    counts = load_layer(COUNTS, report.id)
    assert counts["event_type"].tolist() == ["political_violence", "civilian_targeting"]
    assert counts["events"].iloc[0] == 12
    assert counts[["events", "fatalities"]].iloc[1].isna().all(), "what is not given is no zero"
    with pytest.raises(ForeignFileError, match="expected monthly counts of HDX HAPI"):
        import_counts([write_csv(tmp_path / "other.csv", ["a", "b"], [{"a": 1, "b": 2}])])


def test_viina_events_come_in_from_their_zip_in_their_own_layout(tmp_path):
    rows = [viina_row(1), viina_row(2, t_mine_b="1", GEO_PRECISION="ADM1"), viina_row(3, longitude="", latitude="")]
    table = write_csv(tmp_path / "event_1pd_latest_2024.csv", EVENT_1PD, rows)
    packed = tmp_path / "event_1pd_latest_2024.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(table, table.name)
    report = import_events([packed])
    assert report.source.id == "viina_events"
    assert (report.source.rows_read, report.source.rows, report.source.rejected) == (3, 2, 1)
    held = open_stored("viina_events")
    told = held.rows(held.columns.day.argsort()).set_index("event_id")
    assert told.loc["1", "place_precision"] == "near"
    assert told.loc["2", "place_precision"] == "region"
    assert told.loc["2", "source_kind"] == "t_mil_b t_mine_b"
    assert told["device"].eq("not_stated").all(), "a label of a report is no finding of a mine"
    assert str(told.loc["1", "date"].date()) == "2024-03-05"


def test_viinas_table_of_labels_holds_no_places_and_is_refused(tmp_path):
    head = ["event_id", "date", *(f"t_{name}_b" for name in ("mil", "loc", "san", "aad", "airstrike", "armor"))]
    path = write_csv(tmp_path / "labels.csv", head, [dict.fromkeys(head, "1")])
    with pytest.raises(ForeignFileError, match="holds no places"):
        import_events([path])


def test_the_commands_import_hazards_counts_and_events_and_say_what_came_of_it(tmp_path):
    counts = write_csv(tmp_path / "hapi.csv", COUNTS_HEAD, [counts_row()])
    viina = write_csv(tmp_path / "event_1pd.csv", EVENT_1PD, [viina_row(1)])
    for name, path, told in (
        ("hazards", hazards_of(tmp_path), "5 rows read, 3 loaded, 2 rejected."),
        ("counts", counts, "1 rows read, 1 loaded, 0 rejected."),
        ("events", viina, "Its id is viina_events."),
    ):
        done = CliRunner().invoke(app, ["import", name, str(path)])
        assert done.exit_code == 0, done.output
        assert told in done.output
