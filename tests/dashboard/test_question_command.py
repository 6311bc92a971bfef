"""The joined questions from the command line: data on standard output, remarks and refusals beside it."""

import csv
import io
import json

import pytest

from dashboard.commands import main
from geodata.joined_questions import ANSWER_COLUMNS
from geodata.words import JoinedQuestion


@pytest.fixture
def ask(capsys, monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")

    def run(*arguments):
        code = main(["question", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.mark.parametrize("question", JoinedQuestion)
def test_every_question_prints_its_columns_and_names_both_dates(ask, question):
    code, out, err = ask(question.value, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) > 0
    assert tuple(rows[0]) == ANSWER_COLUMNS[question]
    assert err.startswith("note: ")


def test_the_massively_contaminated_that_are_not_bound(ask):
    _, out, err = ask("massive_not_bound", "--on", "2026-11-23", "--year", "2024", "--format", "json")
    assert {row["iso3"] for row in json.loads(out)} == {"AZE", "KOR", "MAR"}
    assert "status on 2026-11-23 × figures of 2024 of Mine Action Review" in err


def test_a_sum_without_any_figure_is_empty_and_not_zero(ask):
    _, out, _ = ask("casualties_by_status", "--format", "json")
    withdrawn = next(row for row in json.loads(out) if row["status"] == "withdrawn")
    assert (withdrawn["value"], withdrawn["with_figure"]) == (None, 0)


def test_use_of_one_edition_by_own_forces(ask):
    _, out, _ = ask("use_by_own_forces", "--edition", "2023", "--format", "json")
    assert {(row["iso3"], row["year"], row["year_to"]) for row in json.loads(out)} == {
        ("UKR", 2022, 2022),
        ("YEM", 2011, 2012),
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "the question is missing: name one of contaminated_by_status"),
        (("peace",), "'peace' is not a question"),
        (("massive_not_bound", "--on", "1890-01-01"), "1997-12-03"),
        (("massive_not_bound", "--year", "24"), "is not a year"),
        (("people_by_status", "--publisher", "X"), "leave the publisher out"),
        (("massive_not_bound", "--edition", "2023"), "has no edition"),
        (("massive_not_bound", "--format", "pdf"), "is not a format"),
    ],
)
def test_a_question_that_cannot_be_answered_ends_with_two_and_one_line(ask, arguments, told):
    code, out, err = ask(*arguments)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err
