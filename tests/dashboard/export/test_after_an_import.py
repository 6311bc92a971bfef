"""What leaves the screen follows the data: after an import the same question gives the new answer at once."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import commands
from dashboard.doors import imported
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from dashboard.export.verification import verify
from dashboard.parts.export_panel import figure_maker
from dashboard.routes.data_files import data_route
from dashboard.routes.snapshot import snapshot_route
from tests.control_files import write_daily_files
from tests.loaders.event_files import many_ucdp

QUESTION = {"view": "frontline", "source": "deepstate", "on": "2025-01-07"}
EVENTS = {"view": "events", "source": "ucdp"}


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[snapshot_route(""), data_route("")]))


def test_a_figure_of_the_front_line_is_drawn_anew_when_a_day_was_imported(client, tmp_path):
    every = sorted(write_daily_files(tmp_path / "files").iterdir())
    assert commands.main(["import", "deepstate", *map(str, every[:-1])]) == 0
    make = figure_maker(QUESTION, "svg")
    first, first_stamp = make(), imported.stamp()
    served = client.get("/snapshot.svg", params=QUESTION)
    assert first == served.content
    assert make() is first
    assert commands.main(["import", "deepstate", str(every[-1])]) == 0
    assert imported.stamp() != first_stamp
    second = make()
    again = client.get("/snapshot.svg", params=QUESTION, headers={"If-None-Match": served.headers["ETag"]})
    assert again.status_code == 200
    assert second == again.content != first
    assert verify(second).identical
    [told] = [word for word in verify(first).differences if "control:deepstate" in word]
    assert told == "Table control:deepstate has other content now."


def test_the_record_of_a_front_line_is_the_same_wherever_the_same_files_were_imported(monkeypatch, tmp_path):
    records = []
    for place in ("here", "there"):
        monkeypatch.setenv("MINELINE_DATA", str(tmp_path / place))
        assert commands.main(["import", "deepstate", str(write_daily_files(tmp_path / f"{place}-files"))]) == 0
        records.append(take(QUESTION, Format.SVG).body)
    assert records[0] == records[1]
    assert imported.control_data("ledger") == {}


def test_rows_of_events_are_read_anew_when_their_file_was_imported_again(client, tmp_path):
    counts = []
    for count in (2, 5):
        path = many_ucdp(tmp_path / f"events-{count}.csv", count)
        assert commands.main(["import", "events", str(path)]) == 0
        counts.append(client.get("/data.json", params=EVENTS).json()["metadata"]["rows"])
    assert counts == [2, 5]
