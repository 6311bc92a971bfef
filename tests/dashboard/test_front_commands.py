"""`control` and `import` keep their contract, and reproduce the published figures of the real files."""

import csv
import io

import numpy as np
import pytest

from dashboard import commands
from dashboard.doors import front
from dashboard.doors.front_commands import CONTROL_COLUMNS, SOURCES
from geodata.questions import parse_day
from loaders.control_catalog import CONTROL_SOURCES
from tests.control_histories import daily_file
from tests.samples import samples

FILES = samples("deepstate")
needs_files = pytest.mark.skipif(FILES is None, reason="the sample files of DeepStateMap are not on this machine")


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        code = commands.main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_the_ledger_is_approximate_and_has_no_front_line(ask):
    code, out, err = ask(
        "control", "--source", "ledger", "--on", "2026-08-01", "--since", "2022-02-24", "--format", "csv"
    )
    assert code == 0
    assert out.splitlines()[0] == ",".join(CONTROL_COLUMNS)
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["approximate"], row["front_line_km"], row["age_days"]) == ("true", "", "0")
    assert float(row["occupied_km2"]) == pytest.approx(117_243.2, abs=2)
    assert "not contamination. Approximate, from settlement control" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("control", "--by", "village"), "--by: expected region or settlement, got 'village'"),
        (("control", "--source", "x"), "is not a source of control"),
        (("control", "--source", "isw"), "import isw PATH"),
        (("control", "--source", "ledger", "--on", "2020-01-01"), "the first is of 2022-02-23"),
        (("control", "--source", "ledger", "--on", "2023-01-01", "--since", "2020-01-01"), "is of 2022-02-23"),
        (("import",), "SOURCE is missing"),
        (("import", "deepstate"), "PATH is missing"),
        (("import", "polygons", "nowhere", "--map", "a=b"), "is not VALUE=CLASS"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(ask, arguments, told):
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_the_command_line_names_every_source_of_control():
    assert tuple(CONTROL_SOURCES) == SOURCES


def test_a_day_that_jumps_is_put_aside_until_it_is_accepted_by_name(ask, tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    for day, places in ((28, 30), (29, 20), (30, 30)):
        (files / f"deepstatemap_data_202209{day}.geojson").write_text(daily_file(set(range(places))), "utf-8")
    code, out, err = ask("import", "deepstate", str(files))
    assert (code, out) == (0, "deepstate: 3 files read, 0 known before, 0 refused; 2 days with 1 different states, "
                              "1 days put aside.\n")  # fmt: skip
    assert "note: put aside, 2022-09-29: the occupied area of" in err
    assert "After looking at it: import deepstate PATH --accept 2022-09-29" in err
    code, out, err = ask("import", "deepstate", str(files), "--accept", "2022-09-29")
    assert (code, err) == (0, "")
    assert "3 days with 3 different states, 0 days put aside" in out
    code, out, err = ask("import", "deepstate", str(files), "--accept", "the 29th")
    assert (code, out, len(err.splitlines())) == (2, "", 1)


AREAS = {
    "2024-07-08": 109360.9,
    "2024-10-01": 110255.9,
    "2025-01-02": 111885.6,
    "2025-02-01": 112204.3,
    "2025-10-01": 114993.3,
    "2026-01-01": 116218.6,
    "2026-04-01": 116743.2,
}
POINTS = [
    (37.17706, 48.28014, "2025-10-01", False),
    (37.17706, 48.28014, "2025-12-01", True),
    (37.24999, 47.77973, "2024-10-01", False),
    (37.24999, 47.77973, "2024-11-01", True),
    (36.25576, 47.66685, "2026-01-01", False),
    (36.25576, 47.66685, "2026-02-01", True),
    (37.56779, 48.73106, "2026-08-01", False),
    (34.10845, 44.95719, "2024-08-01", True),
]


@needs_files
def test_the_real_files_give_the_published_areas_line_and_points(ask):
    code, out, _ = ask("import", "deepstate", str(FILES))
    assert (code, out.split(":")[0]) == (0, "deepstate")
    for day, area in AREAS.items():
        assert front.figures("deepstate", parse_day(day)).occupied_km2 == pytest.approx(area, abs=1)
    line = front.front_line("deepstate", parse_day("2024-07-08"))
    assert line.length_km == pytest.approx(1102, abs=1)
    # 23 before the sliver of a hole, smaller than 0.01 km², is dropped: its edge is a piece of 16 m.
    assert line.pieces == 22
    for lon, lat, day, inside in POINTS:
        assert (front.distances("deepstate", parse_day(day), np.array([[lon, lat]]))[0] < 0) == inside
    code, out, err = ask("control", "--source", "deepstate", "--on", "2025-01-01", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["file_date"], row["state_date"], row["age_days"]) == ("2024-12-01", "2024-11-30", "31")
    assert row["contested_km2"] == ""
    assert "The file is 31 days old" in err


def test_the_ledger_answers_for_today_where_nothing_is_named(ask, monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    code, out, _ = ask("control", "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (code, row["source"], row["on"], row["file_date"]) == (0, "ledger", "2026-11-23", "2026-08-22")


def test_regions_of_the_command_add_up_to_the_whole_and_hold_no_invented_figure(ask):
    _, out, _ = ask("control", "--on", "2026-08-01", "--since", "2022-02-24", "--csv")
    (whole,) = csv.DictReader(io.StringIO(out))
    code, out, err = ask("control", "--by", "region", "--on", "2026-08-01", "--since", "2022-02-24", "--csv")
    rows = {row["region"]: row for row in csv.DictReader(io.StringIO(out))}
    assert (code, len(rows)) == (0, 28)
    for column in ("occupied_km2", "contested_km2", "liberated_km2"):
        assert sum(float(row[column]) for row in rows.values()) == pytest.approx(float(whole[column]), abs=2)
    held = sum(float(row["held_by_state_not_bound_km2"]) for row in rows.values())
    assert held == pytest.approx(front.held_by_non_party("ledger", parse_day("2026-08-01")).occupied_km2, abs=2)
    assert (rows["UA-63"]["mined_land_km2"], rows["UA-63"]["mined_land_date"]) == ("12000.0", "2024-02-24")
    assert rows["UA-65"]["mined_land_km2"] == "", "no figure on potentially mined land is known, and none is zero"
    assert {row["territory_status"] for row in rows.values()} == {"party_suspension_claimed"}
    assert "not contamination" in err


def test_settlements_of_the_command_stand_with_their_history_accidents_and_treaty_facts(ask):
    _, out, _ = ask("control", "--by", "settlement", "--on", "2026-08-01", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == len(front.settlements(parse_day("2026-08-01")))
    kherson = next(row for row in rows if row["name"] == "Kherson")
    assert (kherson["control"], kherson["since"], kherson["days_since_liberation"]) == ("UA", "2022-11-11", "1359")
    assert (kherson["holder_status"], kherson["held_by_state_not_bound"]) == ("", "false")
    donetsk = next(row for row in rows if row["name"] == "Donetsk")
    assert (donetsk["since"], donetsk["days_since_liberation"]) == ("", ""), "never regained, held since before 2022"
    assert (donetsk["holder_status"], donetsk["held_by_state_not_bound"]) == ("none", "true")


def test_the_holder_is_not_bound_and_ukraine_is():
    found = front.held_by_non_party("ledger", parse_day("2026-08-01"))
    assert found.holds
    assert found.occupied_km2 == pytest.approx(117_243, abs=2)
    assert (found.territory_status, found.holder_status) == ("party_suspension_claimed", "none")
