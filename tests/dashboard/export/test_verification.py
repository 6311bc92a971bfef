"""A file is drawn again from its own record: the same is identical, and what differs is named."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dashboard.commands import main
from dashboard.export import snapshot
from dashboard.export.file_format import Format
from dashboard.export.record import VERSION
from dashboard.export.verification import verify
from tests.dashboard.conftest import ROOT

QUESTION = {"treaty": "MBT", "on": "2026-02-20", "dpi": "150"}


@pytest.mark.parametrize("form", list(Format))
def test_an_untouched_file_is_identical(form):
    assert verify(snapshot.take(QUESTION, form).body).identical


def test_the_printed_link_may_have_had_a_prefix_that_is_not_set_here(monkeypatch):
    monkeypatch.setenv("MINELINE_PUBLIC_URL", "https://mines.example/")
    made = snapshot.take(QUESTION, Format.SVG).body
    assert b"https://mines.example/treaties?treaty=MBT" in made
    monkeypatch.delenv("MINELINE_PUBLIC_URL")
    assert verify(made).identical


def rewritten(body, change):
    """A PNG whose record was changed."""
    picture = Image.open(io.BytesIO(body))
    told = PngInfo()
    for key, text in picture.info.items():
        if isinstance(text, str):
            told.add_text(key, json.dumps(change(json.loads(text))) if key == "mineline" else text)
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def test_a_painted_over_picture_differs_though_its_record_is_right():
    body = snapshot.take(QUESTION, Format.PNG).body
    picture = Image.open(io.BytesIO(body))
    told = PngInfo()
    for key, text in picture.info.items():
        if isinstance(text, str):
            told.add_text(key, text)
    picture.putpixel((300, 300), (255, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=told)
    verdict = verify(out.getvalue())
    assert not verdict.identical
    assert "changed after it was written" in verdict.sentence


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told | {"version": "0.0.9"}, "Mineline 0.0.9"),
        (
            lambda told: told | {"data": told["data"] | {"loaders/untc/treaty_acts.csv": "0" * 64}},
            "treaty_acts.csv has",
        ),
        (lambda told: told | {"made_with": told["made_with"] | {"matplotlib": "3.0"}}, "matplotlib was 3.0, is"),
        (lambda told: told | {"parameters": told["parameters"] | {"treaty": "XYZ"}}, "cannot be drawn now"),
        (lambda told: told | {"parameters": told["parameters"] | {"format": "gif"}}, "no format of ours"),
    ],
)
def test_what_differs_is_named(change, words):
    verdict = verify(rewritten(snapshot.take(QUESTION, Format.PNG).body, change))
    assert not verdict.identical
    assert words in verdict.sentence


def test_the_commands_say_it_with_their_exit_codes(tmp_path, capsys, monkeypatch):
    path = tmp_path / "status.svg"
    told = ["--view", "treaties", "--treaty", "MBT", "--on", "2026-02-20", "--set", "area=UKR", "--out", str(path)]
    assert main(["snapshot", *told]) == 0
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out.split() == [str(path), "identical"]
    path.write_bytes(path.read_bytes().replace(b"#2f6db5", b"#2f6db6"))
    assert main(["verify", str(path)]) == 1
    assert capsys.readouterr().out.startswith("differs: ")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["snapshot"], "--out is missing"),
        (["snapshot", "--out", "map.gif"], "no ending of ours"),
        (["snapshot", "--out", "nowhere/at/all.png"], "does not exist"),
        (["snapshot", "--view", "moon", "--out", "map.png"], "is not a view: choose one of overview"),
        (["snapshot", "--treaty", "XYZ", "--out", "map.png"], "is not a treaty: choose one of MBT"),
        (["snapshot", "--year", "2024", "--out", "map.png"], "not a parameter of the view treaties"),
        (["snapshot", "--dpi", "9000", "--out", "map.png"], "choose 150 or 300"),
        (["snapshot", "--crop", "Atlantis", "--out", "map.png"], "is not a part of the world"),
        (["snapshot", "--title", "中" * 3, "--out", "map.png"], "font does not have"),
        (["snapshot", "--title", "x" * 201, "--out", "map.png"], "at most 200"),
        (["snapshot", "--set", "nothing", "--out", "map.png"], "write --set name=value"),
        (["snapshot", "--view", "contamination", "--set", "publisher=Nobody", "--out", "map.png"], "has no figures"),
        (["snapshot", "--view", "together", "--set", "second=MBT", "--out", "map.png"], ""),
        (["verify", "nothing.png"], "cannot be read"),
        (["verify", str(ROOT / "README.md")], "no record"),
    ],
)
def test_a_bad_question_is_answered_with_one_line_and_code_2(arguments, words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert words in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_that_of_the_project():
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_a_record_without_the_libraries_is_told_apart():
    made = snapshot.take(QUESTION, Format.SVG)
    assert replace(made.record, made_with=None) != made.record
