"""The command line keeps its contract: columns, exit codes, one clear line, and no heavy imports."""

import csv
import errno
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import commands
from geodata.errors import TableError
from geodata.words import CountMeasure

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("streamlit", "folium", "geopandas", "matplotlib", "pandera", "shapely", "pyproj")


@pytest.fixture
def ask(capsys):
    """Return a function that runs one command and gives its exit code, its data and its remarks."""

    def run(*arguments):
        code = commands.main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_status_as_csv_has_the_columns_of_the_contract_and_a_row_for_each_area(ask):
    code, out, err = ask("status", "--treaty", "MBT", "--on", "2026-11-23", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "iso3,name,treaty,on,status,since,until,basis"
    table = rows(out)
    assert len(table) == 203
    ukraine = next(row for row in table if row["iso3"] == "UKR")
    assert (ukraine["status"], ukraine["since"], ukraine["until"]) == (
        "party_suspension_claimed",
        "2025-07-18",
        "",
    )
    assert err.startswith("note: 2026-11-23 is a projection")
    assert "\r" not in out


def test_status_of_one_area_as_json(ask):
    code, out, _ = ask("status", "--treaty", "mbt", "--on", "2026-01-01", "--area", "pol", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert list(row) == list(commands.STATUS_COLUMNS)
    assert (row["status"], row["since"], row["until"]) == (
        "party_withdrawal_pending",
        "2025-08-20",
        "2026-02-20",
    )
    _, out, _ = ask("status", "--treaty", "MBT", "--on", "2026-01-01", "--area", "USA", "--format", "json")
    assert json.loads(out)[0]["since"] is None


def test_counts_come_in_the_order_of_the_contract(ask):
    code, out, err = ask("counts", "--treaty", "MBT", "--on", "2025-06-30", "--format", "csv")
    assert (code, err) == (0, "")
    table = rows(out)
    assert list(table[0]) == list(commands.COUNT_COLUMNS)
    assert [row["measure"] for row in table] == [measure.value for measure in CountMeasure]
    assert {row["measure"]: row["value"] for row in table}["joined"] == "166"


def test_changes_are_told_with_their_sentence(ask):
    span = ["--from", "2025-12-01", "--to", "2026-01-31"]
    code, out, err = ask("changes", "--treaty", "MBT", *span, "--format", "csv")
    assert code == 0
    assert [(row["iso3"], row["status"]) for row in rows(out)] == [
        ("EST", "withdrawn"),
        ("LVA", "withdrawn"),
        ("LTU", "withdrawn"),
        ("FIN", "withdrawn"),
    ]
    assert err == "note: Between 2025-12-01 and 2026-01-31: 4 withdrew.\n"


def test_sources_are_listed_with_their_review(ask):
    code, out, _ = ask("sources", "--format", "csv")
    assert code == 0
    table = rows(out)
    assert list(table[0]) == list(commands.SOURCE_COLUMNS)
    assert {"areas", "untc", "withdrawals"} <= {row["id"] for row in table}
    assert {row["overdue"] for row in table} <= {"yes", "no"}


def test_without_a_format_a_table_for_the_eye_is_printed(ask):
    code, out, _ = ask("counts", "--treaty", "CCM", "--on", "2022-08-01")
    assert code == 0
    assert out.splitlines()[0].split() == ["treaty", "on", "measure", "value"]


def test_without_a_day_the_day_is_today_or_the_horizon(ask, monkeypatch):
    from datetime import date

    monkeypatch.setattr(commands, "_today", lambda: date(2031, 1, 1))
    code, out, _ = ask("counts", "--treaty", "MBT", "--format", "csv")
    assert code == 0
    assert {row["on"] for row in rows(out)} == {"2027-12-31"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status"], "--treaty is missing: choose one of MBT, CCM, CCW-AP2, CCW-P5"),
        (["status", "--treaty", "OTTAWA"], "choose one of MBT, CCM, CCW-AP2, CCW-P5"),
        (["status", "--treaty", "MBT", "--on", "1997-12-02"], "from 1997-12-03 to 2027-12-31"),
        (["status", "--treaty", "MBT", "--on", "2028-01-01"], "from 1997-12-03 to 2027-12-31"),
        (["status", "--treaty", "MBT", "--on", "2026-02-30"], "not a day of the calendar"),
        (["status", "--treaty", "MBT", "--on", "yesterday"], "write YYYY-MM-DD"),
        (["status", "--treaty", "MBT", "--area", "ZZZ"], "one of the 203 three-letter codes"),
        (["status", "--treaty", "MBT", "--area", "Ukrain"], "did you mean UKR (Ukraine)?"),
        (["status", "--treaty", "MBT", "--format", "xml"], "choose one of table, csv, json"),
        (["counts", "--on", "2020-01-01"], "--treaty is missing"),
        (["changes", "--treaty", "MBT"], "--from is missing"),
        (["changes", "--treaty", "MBT", "--from", "2020-01-02", "--to", "2020-01-01"], "runs backwards"),
        (["status", "--treaty"], "--treaty"),
        (["status", "--trety", "MBT"], "No such option: --trety"),
        (["brief", "--all", "--processes", "0"], "greater than or equal to 1. Try python -m dashboard brief --help."),
        (["state"], "No such command"),
        (["import", "nothing"], "No such command 'nothing'. Try python -m dashboard import --help."),
        (["import", "events", "tests"], "tests: expected a file, got a folder"),
        (["refresh", "--accept", "untc"], "'untc' is not FEED/BUILD of a build put aside"),
        (["sources", "--format", "yaml"], "choose one of table, csv, json"),
        ([], "Missing command"),
    ],
)
def test_a_question_without_an_answer_ends_with_2_and_one_clear_line(ask, arguments, said):
    code, out, err = ask(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["status", "--treaty", "MBT"], ["control", "--source", "deepstate"]])
def test_a_data_folder_that_is_a_file_ends_with_2_and_one_clear_line(ask, monkeypatch, tmp_path, arguments):
    (tmp_path / "data").touch()
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert f"{tmp_path / 'data'} cannot be used (Not a directory): " in err
    assert "name another folder with MINELINE_DATA." in err
    assert err.count("\n") == 1


def test_a_file_that_may_not_be_read_ends_with_2_and_one_clear_line(ask, monkeypatch):
    def barred(_treaty):
        raise PermissionError(errno.EACCES, "Permission denied", "treaty_acts.csv")

    monkeypatch.setattr("loaders.history.load_history", barred)
    code, out, err = ask("status", "--treaty", "MBT")
    assert (code, out) == (2, "")
    assert (
        err == "mineline: treaty_acts.csv cannot be read or written (Permission denied): check its place and rights.\n"
    )


def test_a_damaged_table_ends_with_3_and_one_clear_line(ask, monkeypatch):
    def damaged(_treaty):
        message = "treaty_acts, row 2, column date: expected a day as YYYY-MM-DD, got 'x'."
        raise TableError(message)

    monkeypatch.setattr("loaders.history.load_history", damaged)
    code, out, err = ask("status", "--treaty", "MBT")
    assert (code, out) == (3, "")
    assert err == "mineline: treaty_acts, row 2, column date: expected a day as YYYY-MM-DD, got 'x'.\n"


def test_help_is_an_answer(ask):
    code, out, _ = ask("--help")
    assert code == 0
    assert "status" in out


def test_the_status_path_imports_nothing_heavy():
    script = (
        "import sys; from dashboard.commands import main; "
        "code = main(['status', '--treaty', 'MBT', '--on', '2026-11-23', '--format', 'csv']); "
        f"heavy = sorted(set(sys.modules) & set({HEAVY!r})); "
        "sys.stderr.write(f'heavy={heavy} code={code}')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert done.stderr.decode().endswith("heavy=[] code=0")
    assert "Côte d'Ivoire" in done.stdout.decode("utf-8")


def test_the_module_runs_in_a_system_without_utf8():
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "status", "--treaty", "MBT", "--area", "CIV", "--format", "csv"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert "Côte d'Ivoire" in done.stdout.decode("utf-8")


def test_another_day_may_stand_for_today(ask, monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2020-05-06")
    assert "2020-05-06" in ask("counts", "--treaty", "MBT", "--format", "csv")[1]
    monkeypatch.setenv("MINELINE_TODAY", "soon")
    code, _, err = ask("counts", "--treaty", "MBT")
    assert code == 2
    assert "MINELINE_TODAY is 'soon': write YYYY-MM-DD" in err
