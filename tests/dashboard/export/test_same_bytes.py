"""The same question gives the same bytes, in another process and from another folder, and in several threads."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from tests.dashboard.conftest import ROOT, TODAY

QUESTIONS = (
    {"view": "treaties", "treaty": "MBT", "on": "2026-02-20"},
    {"view": "country", "area": "UKR", "on": "2026-02-20", "dpi": "150", "title": "معاهدة حظر الألغام · Україна"},
)

PRINT_HASHES = f"""
import hashlib
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
for query in {QUESTIONS!r}:
    for form in Format:
        print(hashlib.sha256(take(query, form).body).hexdigest())
"""


def hashes_in(folder, **environment):
    """What a new process prints that runs the program of a folder."""
    told = os.environ | {"MINELINE_TODAY": TODAY} | environment
    told.pop("MINELINE_PUBLIC_URL", None)
    return subprocess.Popen(
        [sys.executable, "-c", PRINT_HASHES], cwd=folder, env=told, stdout=subprocess.PIPE, text=True
    )


def test_two_processes_and_two_folders_write_the_same_bytes(copied_project, monkeypatch):
    monkeypatch.delenv("MINELINE_PUBLIC_URL", raising=False)
    settings = copied_project / "matplotlibrc"
    settings.write_text("savefig.facecolor: red\nfont.size: 33\nsvg.fonttype: none\n")
    runs = [
        hashes_in(ROOT, PYTHONHASHSEED="1", TZ="Asia/Tokyo"),
        hashes_in(copied_project, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C", MATPLOTLIBRC=str(settings)),
    ]
    here = [hashlib.sha256(take(query, form).body).hexdigest() for query in QUESTIONS for form in Format]
    for run in runs:
        printed, _ = run.communicate(timeout=120)
        assert printed.split() == here
    assert len(set(here)) == len(here)


def test_threads_that_draw_at_once_do_not_mix_their_figures():
    asked = [dict(QUESTIONS[0], on=f"20{year:02}-06-01", dpi="150") for year in range(20, 26)]
    alone = [take(query, Format.SVG).body for query in asked]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda query: take(query, Format.SVG).body, asked)) == alone


def test_another_day_gives_other_bytes():
    one, other = (take({"on": day}, Format.SVG).body for day in ("2026-02-19", "2026-02-20"))
    assert one != other
