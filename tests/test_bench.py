"""The bench sums up honestly, writes what it says, and compares with a naive page that really draws."""

import json
import subprocess
import sys

import pytest

from bench import loads, report, subject
from bench.figures import Row, median, percentile, ratio, reached, spread
from bench.repaint import steps_per_s


def test_percentile_is_a_measured_value_that_the_share_does_not_exceed():
    values = [5, 1, 4, 2, 3]
    assert percentile(values, 0.95) == 5
    assert percentile(values, 0.6) == 3
    assert percentile(values, 0) == 1
    assert percentile(list(range(1, 101)), 0.95) == 95


def test_nothing_measured_is_nothing_and_not_zero():
    assert median([]) is None
    assert percentile([], 0.95) is None
    assert ratio(None, 3) is None
    assert ratio(3, None) is None
    assert ratio(3, 0) is None
    assert reached(None, lambda value: True) is False
    assert spread([]) == {"n": 0, "least": None, "median": None, "p95": None, "largest": None}


def test_ratio_is_ours_by_naive():
    assert Row("first map", "≤ 0.6 of naive", "ms", 600, 1200, True).ratio == 0.5


def test_table_shows_every_row_with_its_verdict_in_aligned_columns():
    rows = [
        Row("first map", "≤ 0.6 of naive", "ms", 1900.4, 2100, False),
        Row("bytes while dragging", "0 B", "B", 0, None, True),
        Row("floor", "–", "ms", 12.34, None),
    ]
    lines = report.table_of(rows).splitlines()
    assert len({len(line) for line in lines}) == 1
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == list(report.HEADINGS)
    assert cells[2] == ["first map", "≤ 0.6 of naive", "1,900 ms", "2,100 ms", "0.90", "NO"]
    assert cells[3] == ["bytes while dragging", "0 B", "0 B", "–", "–", "yes"]
    assert cells[4] == ["floor", "–", "12.3 ms", "–", "–", "–"]


def test_a_small_ratio_keeps_its_digits():
    assert report.cells_of(Row("bytes", "–", "B", 7, 1400))[4] == "0.0050"


def test_json_holds_rows_ratios_details_and_the_machine(tmp_path):
    path = tmp_path / "folder" / "bench.json"
    report.write_json(path, [Row("a", "≤ 1", "s", 1, 2, True, {"n": 3})], {"machine": {"processors": 2}})
    told = json.loads(path.read_text("utf-8"))
    assert told["machine"] == {"processors": 2}
    assert told["rows"][0]["ratio"] == 0.5
    assert told["rows"][0]["details"] == {"n": 3}


def test_steps_a_second_count_a_frame_once():
    played = [[1000, "a"], [1000, "b"], [1020, "c"], [1040, "d"]]
    assert steps_per_s(played) == pytest.approx(50)
    assert steps_per_s([[1000, "a"]]) == 0


def test_paths_to_fetch_keep_their_query():
    assert loads.path_of("http://127.0.0.1:1/component/x/index.html?a=b") == "/component/x/index.html?a=b"


def test_a_server_that_ends_is_told_and_not_awaited():
    missing = subject.Subject("missing", "bench/no_such_page.py", 0)
    server = subject.start(missing)
    try:
        with pytest.raises(RuntimeError, match="'missing' did not start"):
            subject.wait_until_listening(server)
    finally:
        subject.stop(server)


def test_messages_are_counted_by_what_they_carry():
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    from bench.wire import parts_of

    shown, table, end = ForwardMsg(), ForwardMsg(), ForwardMsg()
    shown.delta.new_element.bidi_component.component_name = "map"
    table.delta.new_element.dataframe.id = "table"
    end.script_finished = 0
    counts = parts_of([message.SerializeToString() for message in (shown, table, end)])
    assert counts["map"] == len(shown.SerializeToString())
    assert counts["table"] == len(table.SerializeToString())
    assert counts["other"] == len(end.SerializeToString())


def test_rows_that_need_files_which_are_not_here_are_left_out_with_a_sentence(monkeypatch, capsys, tmp_path):
    from bench import front_line

    monkeypatch.setenv("MINELINE_SAMPLES", str(tmp_path))
    assert front_line.measure(1) == []
    assert capsys.readouterr().out == (
        "front-line: left out, the sample files of DeepStateMap are not on this machine (MINELINE_SAMPLES).\n"
    )


def test_help_names_the_options():
    call = [sys.executable, "-m", "bench", "--help"]
    told = subprocess.run(call, cwd=subject.ROOT, capture_output=True, text=True, check=True).stdout
    assert all(option in told for option in ("--rounds", "--json", "--only"))


@pytest.fixture
def naive_page(monkeypatch):
    """The naive page after a run, where the bench's own packages are installed."""
    pytest.importorskip("streamlit_folium", reason="only the bench needs it: make bench installs it")
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("MINELINE_TODAY", subject.TODAY)
    return AppTest.from_file(str(subject.ROOT / "bench" / "naive" / "page.py"), default_timeout=60).run()


def test_naive_page_draws_every_area_and_names_no_foreign_host(naive_page):
    assert not naive_page.exception
    drawn = json.loads(naive_page.get("component_instance")[0].proto.json_args)
    assert drawn["script"].count('"type": "Feature"') == subject.NAIVE.paths
    assert {url.split("/")[1] for url in drawn["js_links"] + drawn["css_links"]} == {"assets"}


def test_naive_page_draws_another_map_for_another_day(naive_page):
    import datetime

    before = naive_page.get("component_instance")[0].proto.json_args
    naive_page.slider[0].set_value(datetime.date(2005, 11, 28)).run()
    assert not naive_page.exception
    assert naive_page.get("component_instance")[0].proto.json_args != before


def test_joins_of_events_are_measured_where_both_ways_give_the_same():
    from bench import event_join

    rows = event_join.measure(points=3000, rounds=1, least=60)
    assert [row.reach for row in rows] == ["–", "–"]
    assert rows[0].details["different places"] == 3000 > rows[1].details["different places"]
    assert all(row.ours and row.naive and row.details["within"] for row in rows)


def test_synthetic_events_say_so_and_every_hundredth_has_no_latitude(tmp_path):
    import pandas as pd

    from bench.event_rows import write_events

    write_events(tmp_path / "events.csv", 500)
    table = pd.read_csv(tmp_path / "events.csv")
    assert len(table) == 500
    assert table["latitude"].isna().sum() == 5
    assert table["event_id"].is_unique
    assert table["notes"].str.startswith("Synthetic").all()


@pytest.mark.parametrize("way", ["FastMarkerCluster", "HeatMap", "one GeoJson"])
def test_naive_pages_of_events_hold_every_point_and_name_no_foreign_host(way, tmp_path):
    import numpy as np

    from bench.naive.event_pages import write_page

    text = (tmp_path / write_page(tmp_path, way, np.array([[48.11111, 37.22222], [49.5, 36.5]]))).read_text("utf-8")
    assert text.count("37.22222") == 1
    assert 'src="http' not in text
    assert 'href="http' not in text
