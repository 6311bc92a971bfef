"""Events come in whole or not at all: every row is loaded or told, and what was there stays until the new is whole."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ForeignFileError, InputError, MappingError, TableError
from geodata.event_filters import EventFilters
from geodata.event_queries import newest, positions_of
from geodata.mapping import Mapping
from loaders.events import staging as stages
from loaders.events.event_set import bundled_events
from loaders.events.formats import FORMATS, translated
from loaders.events.importing import import_events
from loaders.events.sheet import Sheet
from loaders.events.store import check_stored, open_stored, remove
from loaders.events.versions import events_root, stored_ids
from loaders.mappings import recalled
from loaders.ucdp.loader import COLUMNS as UCDP_COLUMNS
from tests.loaders.event_files import ACLED_COLUMNS, acled_row, many_ucdp, ucdp_row, write_csv
from tests.samples import samples

ROOT = Path(__file__).resolve().parents[2]
NEEDS_SAMPLES = pytest.mark.skipif(samples("events") is None, reason="the samples of others are not on this machine")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))


def all_rows(source_id):
    held = open_stored(source_id)
    return held.rows(np.arange(len(held.columns)))


@NEEDS_SAMPLES
@pytest.mark.parametrize(
    ("name", "source", "loaded", "first", "last", "told"),
    [
        ("acled_format_example.csv", "acled", 60, "2026-01-05", "2026-08-27", "byte order mark"),
        ("ucdp_ged_ukraine_2022_2023_sample_cp1252.csv", "ucdp", 400, "2022-02-24", "2023-02-28", "Windows-1252"),
        ("ucdp_ged_ukraine_hdx_hxl_sample.csv", "ucdp", 200, "2014-02-18", "2018-12-01", "HXL tags"),
        (
            "ucdp_ged_v23_1_central_african_republic_2018_2022.geojson",
            "ucdp",
            478,
            "2018-01-01",
            "2022-12-30",
            "5 events lie outside the country",
        ),
        ("viina_derived_2024_sample.csv", "own-viina-derived-2024-sample", 150, "2024-01-02", "2024-04-17", ""),
    ],
)
def test_every_sample_loads_whole(name, source, loaded, first, last, told):
    report = import_events([samples("events", name)])
    assert (report.source.id, report.read, report.loaded, report.rejected) == (source, loaded, loaded, 0)
    assert (str(report.source.first_day), str(report.source.last_day)) == (first, last)
    assert told in " ".join(report.sentences)
    rows = all_rows(source)
    assert sorted(rows["event_id"]) == sorted(set(rows["event_id"]))


@NEEDS_SAMPLES
def test_days_that_a_spreadsheet_rewrote_are_read_in_the_order_that_fits_their_reports():
    import_events([samples("events", "ucdp_ged_ukraine_2022_2023_sample_cp1252.csv")])
    rows = all_rows("ucdp").set_index("event_id")
    # Its report is dated 2022-09-01; read day first it would be in January.
    assert str(rows.loc["446265", "date"].date()) == "2022-09-01"
    assert rows.loc["446265", "url"].startswith('"Ukrinform,2022-09-01')


def test_every_rejected_row_is_told_and_kept_with_its_reason(tmp_path):
    rows = [
        acled_row(1),
        acled_row(2, latitude=""),
        acled_row(3, latitude="0", longitude="0"),
        acled_row(4, event_date="0202-03-05"),
        acled_row(5, event_type="Landmines"),
        acled_row(6, fatalities="many"),
        acled_row(1, notes="again"),
        acled_row(8, latitude="112"),
        acled_row(9, sub_event_type="Remote explosive/landmine/IED", event_type="Explosions/Remote violence"),
    ]
    report = import_events([write_csv(tmp_path / "a.csv", ACLED_COLUMNS, rows)])
    assert (report.read, report.loaded, report.rejected) == (9, 2, 7)
    rejects = open_stored("acled").rejects()
    assert sorted(rejects["row"]) == [3, 4, 5, 6, 7, 8, 9]
    reasons = dict(zip(rejects["row"], rejects["reason"], strict=True))
    assert reasons[3] == "no coordinates"
    assert reasons[5].startswith("year 0202 is outside")
    assert reasons[6] == "event_type not known: 'Landmines'"
    assert reasons[8].startswith("repeats the number of another row")
    assert "Nothing was guessed" in " ".join(report.sentences)
    assert "1 row: no coordinates (row 3)" in " ".join(report.sentences)
    mixed = all_rows("acled").set_index("event_id").loc["SYN00009"]
    assert (mixed["kind"], mixed["device"]) == ("remote_explosive", "not_stated")


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_headers_of_any_case_and_days_of_any_spelling_are_read(tmp_path, case):
    rows = [{case(key): value for key, value in acled_row(n, event_date=f"{n:02d}/03/2024").items()} for n in (5, 17)]
    path = write_csv(tmp_path / "a.csv", [case(name) for name in ACLED_COLUMNS], rows, "utf-8-sig")
    report = import_events([path])
    assert (str(report.source.first_day), str(report.source.last_day)) == ("2024-03-05", "2024-03-17")
    assert "read day first: 1 can be read no other way" in " ".join(report.sentences)


def test_days_that_can_be_read_either_way_are_not_guessed(tmp_path):
    rows = [acled_row(1, event_date="05/03/2024"), acled_row(2, event_date="2024-03-06")]
    report = import_events([write_csv(tmp_path / "a.csv", ACLED_COLUMNS, rows)])
    assert (report.loaded, report.rejected) == (1, 1)
    assert "begin with day or month cannot be told" in " ".join(report.sentences)


def test_the_order_of_day_and_month_can_be_chosen_for_the_layout_of_a_known_source_too(tmp_path):
    path = write_csv(tmp_path / "a.csv", ACLED_COLUMNS, [acled_row(1, event_date="05/03/2024")])
    report = import_events([path], day_order="month_first")
    assert (report.loaded, str(report.source.first_day)) == (1, "2024-05-03")
    with pytest.raises(InputError, match="whose columns are known: map none"):
        import_events([path], mapping=Mapping("events", {"date": "year"}))


def test_codes_that_a_spreadsheet_wrote_with_a_point_are_the_same_codes(tmp_path):
    told = {"id": "7.0", "type_of_violence": "1.0", "where_prec": "4.0", "date_prec": "1.0", "best": "2.0"}
    import_events([write_csv(tmp_path / "a.csv", list(UCDP_COLUMNS), [ucdp_row(7, **told)])])
    row = all_rows("ucdp").iloc[0]
    assert (row["event_id"], row["kind"], row["place_precision"]) == ("7", "state_based", "region")


def test_what_is_strange_about_days_and_places_is_told_with_its_rows(tmp_path):
    rows = [acled_row(n) for n in range(1, 7)]
    rows[2] |= {"event_date": "2030-01-01"}
    rows[4] |= {"latitude": "37.2", "longitude": "49.2"}
    told = " ".join(import_events([write_csv(tmp_path / "a.csv", ACLED_COLUMNS, rows)]).sentences)
    assert "1 event is dated after today, and was loaded all the same (row 4)." in told
    assert "1 event lies outside the country that its source names, by the bundled boundaries (row 6)." in told
    assert "if latitude and longitude were exchanged; nothing was changed (row 6)." in told


def test_a_table_that_names_no_country_is_told_where_its_events_lie_and_how_it_was_matched(tmp_path):
    rows = [{"date": "2024-03-05", "lat": "37.2", "lon": "49.2", "colour": "red"}]
    path = write_csv(tmp_path / "own.csv", list(rows[0]), rows)
    told = " ".join(import_events([path]).sentences)
    assert "Columns were matched by their names: Day = date, Latitude = lat, Longitude = lon." in told
    assert "matched with nothing: colour." in told
    assert "the events lie in Iran (1): if that is not where they are, latitude and longitude may be exchanged" in told
    assert "as they were accepted before" in " ".join(import_events([path], day_order="day_first").sentences)


def test_shapes_without_a_point_on_them_are_rejected_row_by_row(tmp_path):
    point, empty = {"type": "Point", "coordinates": [37.2, 49.2]}, {"type": "Point", "coordinates": []}
    shapes = (point, empty, None, {"type": "GeometryCollection", "geometries": []}, 5)
    features = [{"type": "Feature", "properties": {"date": "2024-03-05"}, "geometry": shape} for shape in shapes]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, "crs": {"properties": None}}))
    report = import_events([path])
    assert (report.read, report.loaded, report.rejected) == (5, 1, 4)


def test_a_candidate_month_without_a_header_row_is_known_by_its_columns(tmp_path):
    path = write_csv(tmp_path / "GEDEvent_v24_0_1.csv", list(UCDP_COLUMNS), [ucdp_row(1), ucdp_row(2)])
    path.write_text(path.read_text().partition("\n")[2])
    report = import_events([path])
    assert (report.source.id, report.loaded) == ("ucdp", 2)
    yearly = write_csv(tmp_path / "ged241.csv", list(UCDP_COLUMNS), [ucdp_row(3)])
    with pytest.raises(ForeignFileError, match="the same event has another number in each"):
        import_events([path, yearly])


def test_a_release_replaces_the_one_before_it(tmp_path):
    import_events([write_csv(tmp_path / "a.csv", list(UCDP_COLUMNS), [ucdp_row(1), ucdp_row(2)])])
    first = open_stored("ucdp").source.version
    report = import_events([write_csv(tmp_path / "b.csv", list(UCDP_COLUMNS), [ucdp_row(3)])])
    assert report.replaced == 2
    assert all_rows("ucdp")["event_id"].tolist() == ["3"]
    assert open_stored("ucdp").source.version != first
    assert check_stored("ucdp") > 10
    remove("ucdp")
    assert stored_ids() == ()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("week,region,country,events,fatalities,centroid_latitude,centroid_longitude", "weekly aggregated file"),
        ("event_id,date," + ",".join(f"t_{n}" for n in range(9)), "holds no places"),
        (
            "event_type,events,fatalities,reference_period_start,reference_period_end,location_code",
            "holds monthly counts and no events",
        ),
    ],
)
def test_known_tables_without_events_are_refused(tmp_path, columns, said):
    with pytest.raises(ForeignFileError, match=said):
        import_events([write_csv(tmp_path / "a.csv", columns.split(","), [dict.fromkeys(columns.split(","), "1")])])


def test_a_file_with_latitude_and_longitude_exchanged_is_refused(tmp_path):
    rows = [ucdp_row(n, latitude=37.2 + n / 100, longitude=49.2) for n in range(1, 9)]
    with pytest.raises(ForeignFileError, match="8 of 8 rows lie in the country they name only when"):
        import_events([write_csv(tmp_path / "a.csv", list(UCDP_COLUMNS), rows)])
    assert stored_ids() == ()
    assert not [path for path in (events_root() / ".staging").iterdir() if path.is_dir()]


def test_a_mapping_is_followed_and_remembered(tmp_path):
    columns = ["wann", "nord", "ost", "was"]
    path = write_csv(
        tmp_path / "eigene.csv", columns, [{"wann": "2024-03-05", "nord": "49.2", "ost": "37.2", "was": "AP mine"}]
    )
    with pytest.raises(MappingError, match="no column for Day, Latitude, Longitude"):
        import_events([path])
    mapping = Mapping("events", {"date": "wann", "lat": "nord", "lon": "ost", "device": "was"})
    report = import_events([path], mapping=mapping, title="Eigene <b>Liste</b>")
    assert report.source.id == "own-eigene-b-liste-b"
    row = all_rows(report.source.id).iloc[0]
    assert (row["device"], row["country"], row["region"], row["treaty_status"]) == ("ap_mine", "UKR", "UA-63", "party")
    from geodata.event_targets import EVENTS

    assert recalled(EVENTS, columns) == mapping
    assert import_events([path]).loaded == 1


CELLS = st.sampled_from(["", "1", "x", "2024-03-05", "31/12/2023", "0202-01-01", "49.2", "999", "-1", "Battles", "0"])


@settings(max_examples=30)
@given(st.lists(st.dictionaries(st.sampled_from(ACLED_COLUMNS), CELLS), min_size=1, max_size=12))
def test_no_row_of_any_table_is_lost(rows):
    part = pd.DataFrame([{**dict.fromkeys(ACLED_COLUMNS, ""), **row} for row in rows], columns=ACLED_COLUMNS)
    part.insert(0, "_row", range(2, len(part) + 2))
    ucdp = part.set_axis(["_row", *UCDP_COLUMNS[:13], *list(UCDP_COLUMNS)[-18:]], axis=1)
    own = Mapping("events", {"date": "event_date", "lat": "latitude", "lon": "longitude", "fatalities": "fatalities"})
    for card, table, mapping in (("acled", part, None), ("ucdp", ucdp, None), ("own_table", part, own)):
        found = translated(card, Sheet(table, "f.csv"), {}, mapping)
        assert sorted([*found.events["row"], *found.rejects["row"]]) == part["_row"].tolist()
        assert (found.rejects["reason"] != "").all()
        assert found.events[["lon", "lat", "date"]].notna().all(axis=None)
    assert set(FORMATS) == {"acled", "ucdp", "viina_events"}


def test_parts_and_ranges_hold_every_event_once_and_in_the_order_of_the_map(tmp_path, monkeypatch):
    monkeypatch.setattr(stages, "RANGE_ROWS", 700)
    path = many_ucdp(tmp_path / "ged.csv", 3000)
    report = import_events([path])
    assert (report.read, report.loaded, report.rejected) == (3000, 2970, 30)
    held = open_stored("ucdp")
    assert len(list(held.folder.glob("part-*.parquet"))) == 5
    assert (np.diff(held.columns.morton.astype(object)) >= 0).all()
    rows = all_rows("ucdp")
    assert sorted(rows["row"]) == sorted(set(range(2, 3002)) - set(held.rejects()["row"]))
    lon, lat = held.columns.lon_lat(slice(None))
    assert np.allclose(rows["lon"], lon, atol=1e-6)
    assert np.allclose(rows["lat"], lat, atol=1e-6)
    some = newest(held.columns, EventFilters(countries=("UKR",)), 20)
    assert (held.rows(some)["country"] == "UKR").all()
    assert held.rows(some)["date"].is_monotonic_decreasing
    assert len(positions_of(held.columns, EventFilters(countries=("UKR",)))) == (rows["country"] == "UKR").sum()


IMPORT = """
import sys
from loaders.events import partition_job, staging
from loaders.events.importing import import_events
staging.RANGE_ROWS = 500
import_events([sys.argv[1]], tell=lambda stage, share: print(stage, share, flush=True))
"""


@pytest.mark.parametrize("stage", ["translating", "joining 0.3", "joining 1", "writing"])
def test_an_import_that_is_killed_leaves_the_old_events_and_goes_on_where_it_was(tmp_path, stage):
    import_events([write_csv(tmp_path / "old.csv", list(UCDP_COLUMNS), [ucdp_row(1)])])
    path = many_ucdp(tmp_path / "new.csv", 1500)
    run = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(path)], cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True
    )
    for line in run.stdout:
        if line.startswith(stage):
            os.kill(run.pid, signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    assert run.returncode == -signal.SIGKILL
    assert all_rows("ucdp")["event_id"].tolist() == ["1"]
    check_stored("ucdp")
    left = list((events_root() / ".staging").glob("*/reading-0/reading.json"))
    stamp = left[0].stat().st_mtime_ns
    seen = []
    report = import_events([path], tell=lambda step, share: seen.append((step, left[0].stat().st_mtime_ns)))
    assert (report.read, report.loaded, report.replaced) == (1500, 1485, 1)
    assert {when for _, when in seen[:-1]} == {stamp}, "the reading was done again"
    assert sorted(all_rows("ucdp")["row"]) == sorted(set(range(2, 1502)) - set(open_stored("ucdp").rejects()["row"]))


def test_the_same_import_does_not_run_twice_at_once(tmp_path):
    with stages.staging(events_root(), "abc"), pytest.raises(InputError, match="by another process"):  # noqa: SIM117
        with stages.staging(events_root(), "abc"):
            pass


def test_a_damaged_store_says_so(tmp_path):
    import_events([write_csv(tmp_path / "a.csv", list(UCDP_COLUMNS), [ucdp_row(1)])])
    folder = open_stored("ucdp").folder
    (folder / "rejects.csv").write_text("altered")
    with pytest.raises(TableError, match=r"rejects.csv is missing or was altered"):
        check_stored("ucdp")
    (events_root() / "ucdp" / "current.json").write_text(json.dumps({"version": "gone"}))
    with pytest.raises(TableError, match="the store is damaged"):
        open_stored("ucdp")


def test_the_bundled_sample_is_joined_and_says_that_it_is_one():
    held = bundled_events()
    assert (held.source.rows, held.source.sample) == (102, True)
    rows = held.rows(np.arange(102))
    assert (rows["country"] == rows["country_said"]).all()
    assert (rows["place_precision"] == "stand_in").sum() == 50
    assert rows["injured"].isna().sum() == 3
