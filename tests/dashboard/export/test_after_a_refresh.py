"""A figure that is made after a refresh names the acts of the refresh, and what was kept before is forgotten."""

import pytest

from dashboard import event_atlas
from dashboard.doors import live
from dashboard.doors.provenance import BUNDLED_ACTS
from dashboard.export.file_format import Format, read_record
from dashboard.export.snapshot import prepare, take
from dashboard.export.verification import verify
from loaders import builds
from tests.live_server import playing
from tests.loaders.live.test_untc_refresh import HOST, Register, run_one

QUESTION = {"treaty": "MBT", "on": "2026-06-01"}


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("MINELINE_TODAY", "2026-11-23")
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path))
    live.notice_new_builds()
    yield
    monkeypatch.delenv("MINELINE_DATA")
    live.forget()


def test_the_record_in_a_figure_names_the_refreshed_build_and_not_the_bundled_acts(tmp_path):
    before = take(QUESTION, Format.SVG).body
    assert BUNDLED_ACTS in read_record(before).data
    event_atlas.regions()
    with playing(HOST) as server:
        server.answer(HOST, Register())
        run_one(server, tmp_path)
    live.notice_new_builds()
    assert event_atlas.regions.cache_info().currsize == 0
    after = take(QUESTION, Format.SVG).body
    told = read_record(after).data
    build = builds.current("untc.mbt")
    assert told["refreshed:untc.mbt"] == build.files["treaty_acts.csv"]
    assert BUNDLED_ACTS not in told
    assert verify(after).identical
    assert "refreshed:untc.mbt is not in the file" in verify(before).sentence
    other = prepare(QUESTION | {"treaty": "CCM"}, Format.SVG).record.data
    assert BUNDLED_ACTS in other
    assert not any(name.startswith("refreshed:") for name in other)
