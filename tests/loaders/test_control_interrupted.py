"""An import that is killed leaves the old store whole, keeps what it saved, and goes on there when called again."""

import os
import signal
import subprocess
import sys
from datetime import date

import pytest

from loaders.control_catalog import load_control
from loaders.control_files import control_files
from loaders.control_import import import_control
from loaders.control_store import FILE, read_intervals, store_folder
from loaders.deepstate.loader import ENDINGS, read_deepstate
from tests.control_histories import daily_file
from tests.samples import ROOT

KILLED = """
import os, signal, sys
from pathlib import Path
from loaders import control_import, control_store
from loaders.control_files import control_files
from loaders.deepstate.loader import ENDINGS, read_deepstate

folder, where = Path(sys.argv[1]), sys.argv[2]
kill = lambda: os.kill(os.getpid(), signal.SIGKILL)
if where == "writing":
    whole = control_store.pq.write_table
    def half(table, path, **options):
        whole(table, path, **options)
        os.truncate(path, path.stat().st_size // 2)
        kill()
    control_store.pq.write_table = half
else:
    control_import.SAVE_SECONDS = 0.0 if where == "after saving" else 1e9
def told(done, total):
    if where != "writing" and done == 4:
        kill()
control_import.import_control("deepstate", control_files([folder], ENDINGS), read_deepstate, (), told)
"""
"""Four of six files are read; the process kills itself as the system does, so that nothing is tidied up."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    place = tmp_path / "files"
    place.mkdir()
    for day in (1, 2):
        (place / f"deepstatemap_data_2025010{day}.geojson").write_text(daily_file(set(range(day + 20))), "utf-8")
    bring(place)
    for day in (3, 4, 5, 6):
        (place / f"deepstatemap_data_2025010{day}.geojson").write_text(daily_file(set(range(day + 20))), "utf-8")
    return place


def bring(place):
    return import_control("deepstate", control_files([place], ENDINGS), read_deepstate)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(("where", "days"), [("before saving", 2), ("writing", 2), ("after saving", 3)])
def test_a_killed_import_leaves_a_whole_store_and_goes_on(folder, where, days):
    path = store_folder("deepstate") / FILE
    before = path.read_bytes()
    call = [sys.executable, "-c", KILLED, str(folder), where]
    ended = subprocess.run(call, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert (path.read_bytes() == before) == (days == 2)
    assert len(read_intervals("deepstate")) == days
    assert len(list(path.parent.glob("*.part"))) == (where == "writing")
    for half_written in path.parent.glob("*.part"):
        os.utime(half_written, (0, 0))
    report = bring(folder)
    assert [each.name for each in path.parent.iterdir()] == [FILE]
    assert (report.read, report.known, report.days, report.refused) == (6 - days, days, 6, [])
    assert load_control("deepstate").last_day == date(2025, 1, 6)
