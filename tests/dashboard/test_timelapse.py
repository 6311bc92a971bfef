"""Time-lapses: stills that are the snapshots of their days, and moving pictures made of nothing else."""

import io
import threading
import zipfile
from datetime import date

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard import commands
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.timelapse import film as films
from dashboard.timelapse import job as jobs
from dashboard.timelapse.span import MOST_FRAMES, Span, Step, questions
from geodata.errors import InputError

QUESTION = {"view": "treaties", "treaty": "MBT", "size": "report", "dpi": "150"}
YEARS = Span(date(1998, 2, 20), date(2026, 2, 20), Step.YEAR)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> films.Film:
    asked = [*questions(QUESTION, YEARS)[:2], questions(QUESTION, YEARS)[-1]]
    return films.make_film(asked, tmp_path_factory.mktemp("film"), seconds=0.3)


@settings(max_examples=80)
@given(
    st.dates(date(1997, 12, 3), date(2027, 12, 31)), st.integers(0, 900), st.sampled_from(list(Step)),
)  # fmt: skip
def test_the_moments_rise_from_the_first_day_to_the_last_and_are_never_too_many(first, days, step):
    last = date.fromordinal(min(first.toordinal() + days, date(2027, 12, 31).toordinal()))
    moments = Span(first, last, step).days()
    assert moments[0] == first
    assert moments[-1] == last
    assert moments == sorted(set(moments))
    assert len(moments) <= MOST_FRAMES


def test_months_keep_their_day_or_take_their_last():
    days = Span(date(2024, 1, 31), date(2024, 5, 1), Step.MONTH).days()
    assert [day.isoformat() for day in days] == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-01"]


@pytest.mark.parametrize(
    ("query", "span", "said"),
    [
        (QUESTION, Span(date(2020, 1, 2), date(2020, 1, 1), Step.DAY), "runs backwards"),
        (QUESTION, Span(date(1997, 12, 3), date(2026, 1, 1), Step.DAY), "more than 1000 moments"),
        (QUESTION, Span(date(1990, 1, 1), date(1999, 1, 1), Step.YEAR), "outside the days with an answer"),
        (QUESTION | {"treaty": "OTTAWA"}, YEARS, "choose one of MBT"),
        (QUESTION | {"view": "nothing"}, YEARS, "is not a view"),
        (QUESTION | {"colour": "red"}, YEARS, "is not a parameter"),
        ({"view": "contamination"}, Span(date(1990, 1, 1), date(1999, 1, 1), Step.YEAR), "outside the years"),
    ],
)
def test_a_span_or_a_question_that_is_not_valid_is_refused(query, span, said):
    with pytest.raises(InputError, match=said):
        questions(query, span)


def test_a_view_of_years_takes_each_year_once():
    asked = questions({"view": "contamination"}, Span(date(2019, 6, 1), date(2021, 6, 1), Step.MONTH))
    assert [one["year"] for one in asked] == ["2019", "2020", "2021"]


def test_each_still_is_byte_for_byte_the_snapshot_of_its_day(made):
    names = [path.name for path in made.stills]
    assert names == [
        "0001-mineline-mbt-status-1998-02-20.png",
        "0002-mineline-mbt-status-1999-02-20.png",
        "0003-mineline-mbt-status-2026-02-20.png",
    ]
    for path, day in zip(made.stills, ("1998-02-20", "1999-02-20", "2026-02-20"), strict=True):
        assert path.read_bytes() == take(QUESTION | {"on": day}, Format.PNG).body


def test_the_gif_shows_every_still_and_begins_anew(made):
    with Image.open(made.gif) as picture:
        assert picture.n_frames == 3
        assert picture.info["loop"] == 0
        for number, path in enumerate(made.stills):
            picture.seek(number)
            with Image.open(path) as still:
                wanted = np.asarray(still.convert("RGB").resize(picture.size), dtype=int)
            shown = np.asarray(picture.convert("RGB"), dtype=int)
            assert np.abs(wanted - shown).mean() < 6
            assert picture.info["duration"] == (900 if number == 2 else 300)


def test_the_mp4_shows_every_still_in_its_own_size(made):
    with av.open(str(made.mp4)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        assert container.streams.video[0].codec_context.name == "h264"
    assert len(frames) == 3 + 3 + 9
    for place, path in zip((0, 3, 14), made.stills, strict=True):
        with Image.open(path) as still:
            wanted = np.asarray(still.convert("RGB"), dtype=int)
        assert frames[place].shape == (wanted.shape[0] + wanted.shape[0] % 2, wanted.shape[1] + wanted.shape[1] % 2, 3)
        shown = frames[place][: wanted.shape[0], : wanted.shape[1]].astype(int)
        assert np.abs(wanted - shown).mean() < 6


def test_the_same_stills_give_the_same_bytes(made):
    assert films.mp4_of(made.stills, 0.3) == made.mp4.read_bytes()
    assert films.gif_of(made.stills, 0.3) == made.gif.read_bytes()
    archive = films.zip_of(made)
    assert archive == films.zip_of(made)
    assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == [path.name for path in made.stills]


def test_it_is_told_how_far_it_is_and_can_be_stopped(tmp_path):
    asked, told = questions(QUESTION, YEARS), []
    with pytest.raises(films.StoppedError, match="Stopped after 1 of 29 stills"):
        films.make_film(asked, tmp_path, tell=lambda *counts: told.append(counts), stopped=lambda: bool(told))
    assert told == [(1, 30)]


def test_a_job_runs_beside_the_page_and_its_end_is_known(monkeypatch):
    gate, film = threading.Event(), films.Film("a", (), None, None)

    def slowly(_asked, _folder, *, seconds, tell, stopped):
        tell(1, 2)
        gate.wait(10)
        if stopped():
            message = "Stopped after 1 of 1 stills."
            raise films.StoppedError(message)
        return film

    monkeypatch.setattr(jobs, "make_film", slowly)
    first, second, third = (jobs.FilmJob([{}], 0.5) for _ in range(3))
    first.start()
    second.start()
    with pytest.raises(InputError, match="as many time-lapses as it can"):
        third.start()
    second.stop()
    gate.set()
    first.wait(10)
    second.wait(10)
    assert (first.running, first.done, first.film, first.fault) == (False, 1, film, "")
    assert (second.film, second.fault) == (None, "Stopped after 1 of 1 stills.")
    third.start()
    third.wait(10)
    assert third.film is film


def test_the_command_writes_the_files_or_says_in_one_line_why_not(tmp_path, capsys):
    out = tmp_path / "film"
    arguments = ["timelapse", "--treaty", "CCM", "--from", "2020-08-01", "--to", "2021-08-01", "--size", "report",
                 "--out", str(out)]  # fmt: skip
    assert commands.main(arguments) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".gif", ".mp4", ".png", ".png"]
    capsys.readouterr()
    for arguments, said in (
        (["timelapse", "--step", "hour", "--out", str(out)], "'hour' is not a step: choose one of day, week"),
        (["timelapse"], "--out is missing: name a folder"),
        (["timelapse", "--set", "crop", "--out", str(out)], "write --set name=value"),
        (["timelapse", "--from", "1990-01-01", "--out", str(out)], "outside the days with an answer"),
    ):
        assert commands.main(arguments) == 2
        assert said in capsys.readouterr().err
