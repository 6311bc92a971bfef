"""The brief: two pages that say what the page Country says, made for one area or for all, and taken up again."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdf
import pytest

from dashboard import commands
from dashboard.brief import batch, content, typesetter
from dashboard.brief.brief import make_brief
from dashboard.brief.names import file_name
from dashboard.dataset.files import FORMATS
from dashboard.dataset.views import dataset_of
from dashboard.doors.shapes import area_shapes
from tests.dashboard.brief_writer import write_some

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 23)
HOSTILE = '#panic("run") $x^2$ *bold* @ref <b> // \\ "] #import "/etc/passwd" تجربة Дослід'


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def tajikistan() -> bytes:
    return make_brief("TJK", ON)


def test_it_has_two_a4_pages_that_answer_what_is_asked_of_a_country(tajikistan):
    reader = pypdf.PdfReader(io.BytesIO(tajikistan))
    assert [tuple(round(side) for side in page.mediabox[2:]) for page in reader.pages] == [(595, 842)] * 2
    first, second = pages(tajikistan)
    assert "Tajikistan, Mine Ban Treaty, 2026-11-23: State Party" in first
    assert "1999-10-12 Mine Ban Treaty Accession" in first
    assert "Recorded mined area: 6.75 km² at the end of 2024 (Mine Action Review" in first
    assert "Deadline that counts on this day: 31 December 2025, passed 327 days ago." in second
    assert "Recorded mined area, km²" in second
    assert "Casualties by year" in second
    assert "United Nations Treaty Collection" in second
    assert "/country?area=TJK&on=2026-11-23" in second


def test_the_file_names_its_question_and_its_data_and_no_day_of_making(tajikistan):
    told = pypdf.PdfReader(io.BytesIO(tajikistan)).metadata
    assert told["/Title"] == "Mineline brief: Tajikistan, 23 November 2026"
    assert '"area": "TJK"' in told["/Subject"]
    assert "loaders/untc/treaty_acts.csv" in told["/Subject"]
    assert "/CreationDate" not in told


def test_only_dejavu_is_used(tajikistan):
    reader = pypdf.PdfReader(io.BytesIO(tajikistan))
    named = [font.get_object()["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert named
    assert all("DejaVu" in name for name in named)


def test_brief_and_data_have_the_same_bytes_in_another_process_and_folder(tajikistan, copied_project):
    query = {"view": "treaties", "treaty": "MBT", "on": "2026-02-20"}
    script = (
        "import hashlib; from datetime import date; from dashboard.brief.brief import make_brief; "
        "from dashboard.dataset.files import FORMATS; from dashboard.dataset.views import dataset_of; "
        f"from dashboard.doors.shapes import area_shapes; dataset = dataset_of({query!r}); "
        "files = [make_brief('TJK', date(2026, 11, 23)), "
        "*(one.write(dataset, area_shapes) for one in FORMATS.values())]; "
        "print([hashlib.sha256(body).hexdigest() for body in files])"
    )
    environment = os.environ | {"PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"}
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=copied_project, capture_output=True, check=True, env=environment
    )
    dataset = dataset_of(query)
    ours = [tajikistan, *(one.write(dataset, area_shapes) for one in FORMATS.values())]
    assert run.stdout.decode().strip() == str([hashlib.sha256(body).hexdigest() for body in ours])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("UKR", "Potentially contaminated"),
        ("AGO", "Land release by result, km²"),
        ("VAT", "Our tables hold no row."),
        ("PRK", "The Mine Ban Treaty has never bound this area"),
        ("X-NKR", "The area cannot deposit an instrument"),
    ],
)
def test_an_area_with_much_or_nothing_known_has_two_pages_and_says_so(code, said):
    read = pages(make_brief(code, ON))
    assert len(read) == 2
    assert said in " ".join(read)


def test_a_brief_of_an_earlier_day_knows_nothing_of_later_years():
    told = content.content_of("AGO", date(2012, 6, 1))
    assert told["statuses"][0][1] == "State Party"
    assert not any("2024" in sentence for sentence in told["glance"])
    assert len(pages(make_brief("AGO", date(1997, 12, 3)))) == 2


def test_poland_has_left_and_its_brief_says_when_and_by_which_article():
    first, _ = pages(make_brief("POL", ON))
    assert "Poland, Mine Ban Treaty, 2026-11-23: Withdrawn" in first
    assert "2026-02-20" in first
    assert "Art. 20" in first


def test_hostile_text_is_shown_letter_by_letter():
    told = content.content_of("VAT", ON)
    told |= {"name": HOSTILE, "answer": HOSTILE, "glance": [HOSTILE], "use": [HOSTILE], "record": "{}", "maps": []}
    told["statuses"] = [[HOSTILE] * 5]
    first, second = pages(typesetter.typeset(told))
    assert '#panic("run") $x^2$ *bold* @ref <b> // \\ "] #import' in first
    assert "Дослід" in second


def test_one_failure_is_listed_and_does_not_stop_the_others(tmp_path):
    told = []
    outcome = batch.make_briefs(
        ["AAA", "BBB", "CCC"], ON, tmp_path, processes=2, write=write_some, tell=lambda *counts: told.append(counts)
    )
    assert sorted(outcome.made) == ["AAA", "CCC"]
    assert outcome.failed == {"BBB": "the table of BBB is damaged. Second line."}
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)


def test_a_run_is_taken_up_where_it_stopped_and_begun_anew_with_other_data(tmp_path, monkeypatch):
    batch._note_data(tmp_path, ON)
    (tmp_path / file_name("AAA", ON)).write_text("whole")
    (tmp_path / f"mineline-brief-bbb-{ON}.77.part").write_text("half")
    outcome = batch.make_briefs(["AAA", "CCC"], ON, tmp_path, processes=1, write=write_some)
    assert (outcome.kept, outcome.made) == (["AAA"], ["CCC"])
    assert not list(tmp_path.glob("*.part"))
    assert (tmp_path / file_name("AAA", ON)).read_text() == "whole"
    monkeypatch.setattr(batch, "table_hashes", lambda _: {"a table": "another hash"})
    outcome = batch.make_briefs(["AAA", "CCC"], ON, tmp_path, processes=1, write=write_some)
    assert (outcome.kept, sorted(outcome.made)) == ([], ["AAA", "CCC"])


def test_the_command_writes_one_brief_or_says_in_one_line_why_not(tmp_path, capsys, monkeypatch):
    target = tmp_path / "deep" / "tjk.pdf"
    monkeypatch.setattr("dashboard.brief.brief.make_brief", lambda code, on: f"{code} {on}".encode())
    assert commands.main(["brief", "--area", "tjk", "--on", "2026-11-23", "--out", str(target)]) == 0
    assert target.read_bytes() == b"TJK 2026-11-23"
    capsys.readouterr()
    for arguments, said in (
        (["brief"], "Name one area with --area UKR, or all of them with --all."),
        (["brief", "--area", "UKR", "--all"], "Name one area"),
        (["brief", "--area", "Ukrain", "--out", "a.pdf"], "did you mean UKR"),
        (["brief", "--area", "UKR"], "--out is missing"),
        (["brief", "--area", "UKR", "--out", "a.txt"], "does not end in .pdf"),
        (["brief", "--all", "--out", str(target)], "is a file: name a folder"),
        (["brief", "--area", "UKR", "--on", "soon", "--out", "a.pdf"], "write YYYY-MM-DD"),
    ):
        assert commands.main(arguments) == 2
        captured = capsys.readouterr()
        assert said in captured.err
        assert captured.err.count("\n") == 1


def test_the_command_for_all_lists_what_failed_and_its_exit_code_says_so(tmp_path, capsys, monkeypatch):
    outcome = batch.Outcome(made=["AGO"], kept=["TJK"], failed={"UKR": "a reason"})
    monkeypatch.setattr(batch, "make_briefs", lambda codes, *_, **__: outcome if len(codes) == 203 else None)
    assert commands.main(["brief", "--all", "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "1 briefs made, 1 were there, 1 failed" in told
    assert "brief of UKR failed: a reason" in told

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "make_briefs", interrupted)
    assert commands.main(["brief", "--all", "--out", str(tmp_path)]) == 130
    assert "run the same command again" in capsys.readouterr().err
