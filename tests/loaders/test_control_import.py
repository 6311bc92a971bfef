"""Files of control become intervals: repeats are one, jumps wait for the user, damaged files are named, others load."""

import zipfile
from datetime import date

import pytest

from geodata.errors import FileRefusedError, InputError
from loaders.control_catalog import load_control
from loaders.control_files import control_files, day_of_name
from loaders.control_import import import_control
from loaders.control_mapping import ControlMapping
from loaders.control_store import FILE, store_folder
from loaders.deepstate.loader import ENDINGS, read_deepstate
from loaders.isw.loader import isw_reader
from tests.control_histories import daily_file


def put(folder, day, text):
    (folder / f"deepstatemap_data_{day}.geojson").write_text(text, encoding="utf-8")


def bring(path, accepted=()):
    return import_control("deepstate", control_files([path], ENDINGS), read_deepstate, accepted)


def test_equal_files_are_one_interval_and_a_second_import_reads_nothing(folder):
    for day, places in (("20250930", {1, 2}), ("20251001", {1, 2}), ("20251003", {1})):
        put(folder, day, daily_file(places))
    report = bring(folder)
    assert (report.read, report.days, report.intervals, report.refused) == (3, 3, 2, [])
    shown = load_control("deepstate").snapshot(date(2025, 10, 2))
    assert (shown.file_date, shown.state_date, shown.age_days) == (date(2025, 10, 1), date(2025, 9, 30), 1)
    stored = (store_folder("deepstate") / FILE).read_bytes()
    again = bring(folder)
    assert (again.read, again.known, again.days) == (0, 3, 3)
    assert (store_folder("deepstate") / FILE).read_bytes() == stored


def test_damaged_and_foreign_files_are_named_and_the_others_load(folder):
    put(folder, "20250101", daily_file({1}))
    put(folder, "20250102", daily_file({1, 2})[:200])
    put(folder, "20250103", '{"error": {"code": 429}}')
    (folder / "undated.geojson").write_text(daily_file({1}), encoding="utf-8")
    (folder / "deepstatemap_data_20250104.geojson").write_bytes(b"\xff\xfe\x00")
    report = bring(folder)
    assert report.days == 1
    told = " ".join(report.refused)
    assert len(report.refused) == 4
    assert "20250102.geojson: expected GeoJSON, got no JSON" in told
    assert "20250103.geojson: expected GeoJSON, got the error message of a server" in told
    assert "undated.geojson: expected a day in the name" in told


def test_a_jump_is_put_aside_with_the_reason_until_the_user_accepts_it(folder):
    for day, places in (("20220928", range(30)), ("20220929", range(20)), ("20220930", range(30))):
        put(folder, day, daily_file(set(places)))
    report = bring(folder)
    assert report.days == 2
    assert report.put_aside[0].startswith("2022-09-29: the occupied area of")
    assert load_control("deepstate").snapshot(date(2022, 9, 29)).file_date == date(2022, 9, 28)
    accepted = bring(folder, [date(2022, 9, 29)])
    assert (accepted.days, accepted.put_aside) == (3, [])
    assert load_control("deepstate").snapshot(date(2022, 9, 29)).file_date == date(2022, 9, 29)
    assert bring(folder).days == 3


def test_a_zip_is_read_like_a_folder_and_a_broken_one_is_refused(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "days.zip", "w") as archive:
        archive.writestr("data/deepstatemap_data_20250101.geojson", daily_file({1}))
        archive.writestr("data/README.md", "no map")
    assert bring(tmp_path / "days.zip").days == 1
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    with pytest.raises(FileRefusedError, match=r"broken.zip: expected a zip"):
        bring(tmp_path / "broken.zip")
    with pytest.raises(InputError, match="there is no such file or folder"):
        bring(tmp_path / "nowhere")


def test_a_damaged_member_of_a_zip_is_named_and_the_others_load(tmp_path):
    path = tmp_path / "days.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deepstatemap_data_20250101.geojson", daily_file(set(range(40))))
        archive.writestr("deepstatemap_data_20250102.geojson", daily_file({1}))
    whole = bytearray(path.read_bytes())
    begins = whole.index(b"20250101.geojson") + 20
    whole[begins : begins + 60] = bytes(range(60))
    path.write_bytes(whole)
    report = bring(path)
    assert (report.days, len(report.refused)) == (1, 1)
    assert "days.zip, deepstatemap_data_20250101.geojson: cannot be unpacked" in report.refused[0]


def test_what_was_not_imported_says_how(own_data):
    with pytest.raises(InputError, match="python -m dashboard import deepstate PATH"):
        load_control("deepstate")
    with pytest.raises(InputError, match="is not a source of control: choose one of ledger"):
        load_control("somebody")


def test_isw_reads_control_and_leaves_advances_out(folder):
    (folder / "20220929_ControlOfTerrain.geojson").write_text(daily_file({1, 2}), encoding="utf-8")
    (folder / "20220929_AssessedRussianAdvance.geojson").write_text(daily_file({3}), encoding="utf-8")
    report = import_control("isw", control_files([folder], ENDINGS), isw_reader(ControlMapping()))
    assert report.days == 1
    assert "AssessedRussianAdvance.geojson: expected polygons of assessed control" in report.refused[0]
    shown = load_control("isw").snapshot(date(2022, 9, 29))
    assert shown.state_date == date(2022, 9, 29)


def test_days_come_from_names():
    assert day_of_name("deepstatemap_data_20240708.geojson") == date(2024, 7, 8)
    assert day_of_name("control_2024-07-08.gpkg") == date(2024, 7, 8)
    assert day_of_name("1655240838.geojson") == date(2022, 6, 14)
    assert day_of_name("control.geojson") is None
