"""The command `table` prints every source row, which one is shown, and refuses in one line what it cannot answer."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import commands
from geodata.panel_table import TABLE_COLUMNS
from geodata.words import Emptiness, Measure
from loaders.panel import load_panel
from loaders.ucdp.loader import COLUMNS as UCDP_COLUMNS
from tests.loaders.event_files import ucdp_row, write_csv

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("streamlit", "folium", "geopandas", "matplotlib", "pandera", "shapely", "pyproj")
MEASURES = [measure.value for measure in Measure]


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        code = commands.main(["table", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("years", [("--year", "2024"), ("--latest", "2026"), ()])
def test_each_measure_has_the_columns_of_the_contract(ask, measure, years):
    code, out, _ = ask("--measure", measure, *years, "--format", "csv")
    assert code == 0
    assert tuple(out.splitlines()[0].split(",")) == TABLE_COLUMNS == commands.TABLE_COLUMNS
    table = rows(out)
    assert table
    assert {row["measure"] for row in table} == {measure}
    assert {row["shown"] for row in table} <= {"true", "false"}
    assert {row["emptiness"] for row in table} <= {word.value for word in Emptiness}
    assert not [row for row in table if "nan" in {row["value"], row["note"], row["source"]}]
    if years and measure != "transfers":
        assert len({row["iso3"] for row in table}) == 203


def test_every_source_row_of_a_measure_is_printed(ask):
    panel = load_panel()
    for measure in ("casualties", "stockpiles", "producers", "use", "transfers"):
        _, out, _ = ask("--measure", measure, "--format", "csv")
        assert len(rows(out)) == int((panel.rows["measure"] == measure).sum())


def test_a_row_of_use_names_the_user_and_one_of_transfers_the_giver_before_its_note(ask):
    _, out, _ = ask("--measure", "use", "--year", "2024", "--area", "UKR", "--format", "csv")
    users = {row["note"].partition("; ")[0]: row["value"] for row in rows(out)}
    assert users == {"by Russian forces": "confirmed", "by Ukrainian forces": "alleged"}
    _, out, _ = ask("--measure", "transfers", "--format", "csv")
    assert [row["note"].partition("; ")[0] for row in rows(out)] == ["from United States"]
    _, out, _ = ask("--measure", "use", "--year", "2024", "--area", "FRA", "--format", "csv")
    assert [row["note"] for row in rows(out)] == [""]


@pytest.mark.parametrize("years", [("--year", "2005"), ("--year", "1994"), ("--latest", "1994")])
def test_a_year_without_a_world_total_has_one_row_that_says_so(ask, years):
    code, out, _ = ask("--measure", "casualties", *years, "--area", "WORLD", "--format", "csv")
    assert code == 0
    (row,) = rows(out)
    assert (row["iso3"], row["value"], row["emptiness"], row["shown"]) == ("WORLD", "", "not_read", "true")


def test_events_by_year_are_json_too(ask):
    code, out, err = ask("--measure", "events", "--area", "UKR", "--format", "json")
    assert code == 0, err
    told = json.loads(out)
    assert told
    assert all(isinstance(row["value"], int) for row in told if row["emptiness"] == "value")


def test_json_has_numbers_and_nothing_for_what_is_empty(ask):
    _, out, _ = ask("--measure", "contamination", "--year", "2024", "--area", "ukr", "--format", "json")
    values = {row["publisher"]: (row["value"], row["shown"]) for row in json.loads(out)}
    assert values == {"Landmine Monitor": (105.88, False), "Mine Action Review": (76.72, True)}
    _, out, _ = ask("--measure", "contamination", "--year", "2024", "--area", "FRA", "--format", "json")
    (row,) = json.loads(out)
    assert (row["value"], row["emptiness"]) == (None, "not_listed")


def test_the_remark_says_how_many_listed_areas_have_a_figure(ask):
    _, _, err = ask("--measure", "contamination", "--year", "2024", "--format", "csv")
    assert "34 of 61 listed areas have a figure" in err


def test_croatia_ends_in_2026(ask):
    _, out, _ = ask("--measure", "contamination", "--latest", "2026", "--area", "HRV", "--format", "csv")
    shown = [row for row in rows(out) if row["shown"] == "true" and row["part"] == "total"]
    assert [(row["value"], row["emptiness"]) for row in shown] == [("0", "zero")]
    _, out, _ = ask("--measure", "contamination", "--latest", "2025", "--area", "HRV", "--format", "csv")
    shown = [row for row in rows(out) if row["shown"] == "true" and row["part"] == "total"]
    assert [(row["year"], row["value"]) for row in shown] == [("2024", "57.3")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--measure is missing: choose one of contamination"),
        (("--measure", "mines"), "'mines' is not a measure: choose one of contamination"),
        (("--measure", "mines"), "article5, events."),
        (("--measure", "casualties", "--year", "24"), "'24' is not a year"),
        (("--measure", "casualties", "--year", "1950"), "1950 is outside the years"),
        (("--measure", "casualties", "--year", "2020", "--latest", "2021"), "exclude each other"),
        (("--measure", "casualties", "--area", "ZZZ"), "'ZZZ' is not an area"),
        (("--measure", "contamination", "--weapon", "bombs"), "'bombs' is not a weapon"),
        (("--measure", "casualties", "--weapon", "cluster_munition"), "leave the weapon out"),
        (("--measure", "contamination", "--publisher", "Landmine Monitr"), "did you mean Landmine Monitor?"),
        (("--measure", "article5", "--publisher", "ICBL"), "leave --publisher out"),
        (("--measure", "article5", "--year", "1995"), "outside the days"),
        (("--measure", "stockpiles", "--area", "WORLD"), "WORLD is for casualties"),
        (("--measure", "casualties", "--format", "xml"), "'xml' is not a format"),
    ],
)
def test_bad_input_is_refused_in_one_line(ask, arguments, said):
    code, out, err = ask(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_a_call_is_light():
    script = (
        "import sys; from dashboard.commands import main;"
        "main(['table','--measure','contamination','--year','2024','--format','csv']);"
        f"heavy=[name for name in {HEAVY!r} if name in sys.modules];"
        "sys.stderr.write(f'HEAVY {heavy}')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.endswith("HEAVY []")


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Import two countries' events into a folder of their own; return the folder of the version."""
    from loaders.events.importing import import_events
    from loaders.events.versions import current_folder

    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    places = {"Ukraine": ("49.2", "37.2"), "Mali": ("15.5", "-3.0")}
    events = [
        ucdp_row(number, country=country, latitude=lat, longitude=lon, date_start=f"202{number % 4}-03-05",
                 date_end=f"202{number % 4}-03-06", best=number)
        for number, (country, (lat, lon)) in enumerate(list(places.items()) * 8, start=1)
    ]  # fmt: skip
    import_events([write_csv(tmp_path / "a.csv", list(UCDP_COLUMNS), events)])
    return current_folder("ucdp")


def test_imported_events_are_answered_from_their_sums_without_anything_heavy(imported):
    arguments = ["table", "--measure", "events", "--publisher", "ucdp", "--area", "MLI", "--format", "csv"]
    script = (
        f"import sys; from dashboard.commands import main; main({arguments!r});"
        f"heavy=[name for name in {(*HEAVY, 'pyarrow.parquet')!r} if name in sys.modules];"
        "sys.stderr.write(f'HEAVY {heavy}')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.endswith("HEAVY []")
    told = {(row["year"], row["part"]): row["value"] for row in rows(done.stdout)}
    assert told == {
        ("2020", "events"): "4", ("2020", "fatalities"): str(4 + 8 + 12 + 16),
        ("2022", "events"): "4", ("2022", "fatalities"): str(2 + 6 + 10 + 14),
    }  # fmt: skip


def test_a_store_of_an_older_program_gives_the_same_without_sums_and_planes(imported):
    from dashboard.doors.event_yearly import yearly_rows
    from geodata.event_filters import EventFilters
    from geodata.event_tiles import Tile, tile_content
    from loaders.events import store

    told, columns = yearly_rows("ucdp"), store.open_stored("ucdp").columns
    assert columns.planes is not None
    for path in (*imported.glob("planes-*.npy"), imported / "by-year.json"):
        path.unlink()
    manifest = json.loads((imported / "manifest.json").read_text("utf-8"))
    del manifest["planes_from"]
    (imported / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    store._opened.cache_clear()
    older = store.open_stored("ucdp").columns
    assert older.planes is None
    assert yearly_rows("ucdp") == told
    tile, filters = Tile(0, 0, 0), EventFilters(countries=("MLI",))
    assert tile_content(older, tile, filters).day.tolist() == tile_content(columns, tile, filters).day.tolist()
