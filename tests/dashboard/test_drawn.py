"""What was drawn is kept for the next start, is never stale, and never stands in the way."""

import re

import pytest

from dashboard import opening_maps
from dashboard.doors import drawn
from dashboard.routes.shelf import SHELF, Shelf
from loaders.user_data import data_folder


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))


def never() -> bytes:
    raise AssertionError("drawn again")


def kept_file(name: str):
    return data_folder() / drawn.FOLDER / drawn.present_stamp() / name


def test_what_was_drawn_is_taken_from_the_folder_the_next_time():
    assert drawn.kept("map", lambda: b"a map") == b"a map"
    assert drawn.kept("map", never) == b"a map"
    assert [path.name for path in kept_file("map").parent.iterdir()] == ["map"]


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 40])
def test_a_damaged_file_is_drawn_anew(damage):
    drawn.kept("map", lambda: b"a map")
    kept_file("map").write_bytes(damage)
    assert drawn.kept("map", lambda: b"another") == b"another"
    assert drawn.kept("map", never) == b"another"


def test_a_folder_that_cannot_be_written_keeps_nothing_and_everything_works():
    data_folder().mkdir()
    (data_folder() / drawn.FOLDER).write_text("a file in the folder's place")
    assert drawn.kept("map", lambda: b"a map") == b"a map"
    assert drawn.kept("map", lambda: b"another") == b"another"


def test_what_cannot_be_drawn_leaves_nothing_behind():
    with pytest.raises(AssertionError, match="drawn again"):
        drawn.kept("map", never)
    assert not kept_file("map").exists()


@pytest.mark.parametrize("touched", ["loaders/untc/treaty_acts.csv", "dashboard/maps/treaty_map.py", "geodata/new.py"])
def test_every_table_and_every_line_of_the_program_changes_the_stamp(copied_project, monkeypatch, touched):
    monkeypatch.setattr(drawn, "ROOT", copied_project)
    drawn._stamp.cache_clear()
    before = drawn.present_stamp()
    with (copied_project / touched).open("a", encoding="utf-8") as file:
        file.write("\n")
    drawn._stamp.cache_clear()
    assert drawn.present_stamp() != before
    drawn._stamp.cache_clear()


def test_drawings_of_the_state_before_the_last_are_let_go(monkeypatch):
    for state in ("first", "second", "third"):
        monkeypatch.setattr(drawn, "present_stamp", lambda state=state: state)
        drawn.kept("map", state.encode)
    left = {path.name for path in (data_folder() / drawn.FOLDER).iterdir()}
    assert len(left) == drawn.STAMPS_KEPT
    assert "third" in left


def test_a_start_from_kept_drawings_puts_all_that_its_maps_ask_for_on_the_shelf(monkeypatch):
    pieces = (
        opening_maps.geometry,
        opening_maps.world_script,
        opening_maps.joined_timeline,
        opening_maps.treaty_timeline,
    )
    paths = []
    for _ in ("drawn", "kept"):
        monkeypatch.setattr(SHELF, "_items", Shelf()._items)
        for piece in pieces:
            piece.cache_clear()
        paths.append(opening_maps.world_script())
        (named,) = re.findall(r"\.\./(geo/\w+\.json)", SHELF.get(paths[-1]).body.decode())
        assert SHELF.get(named) is not None
    assert paths[0] == paths[1]
    for piece in pieces:
        piece.cache_clear()
