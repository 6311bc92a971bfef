"""A user's own table is read with limits, kept whole or not at all, and is a panel of its own."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from geodata.errors import InputError, MissingDataError, TableError
from geodata.mapping import guess
from geodata.own_figures import target_of, understand
from geodata.own_origin import OwnOrigin
from geodata.panel import figures
from geodata.words import Measure, Scope
from loaders import own_figures
from loaders.areas.loader import load_areas
from loaders.own_figures import panel_of, read_own_table, template

PLAIN = b"Country,Year,CHA,SHA\nUkraine,2024,12.5,3\nCambodia,2023,,7\n"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@cache
def understood(content: bytes = PLAIN, name: str = "own.csv", measure=Measure.CONTAMINATION):
    table = read_own_table(content, name)
    mapping = guess(target_of(measure), table.columns)
    return understand(table.rows, measure, mapping, load_areas(), publisher="Authority", read_on=table.name)


def test_a_file_is_read_and_shown_under_its_own_publisher_alone():
    panel = panel_of(understood())
    assert set(panel.rows["publisher"]) == {"Authority"}
    table = figures(panel, Measure.CONTAMINATION, 2024, publisher="Authority", weapon=Scope.APM).set_index("iso3")
    assert table.loc["UKR", "value"] == 15.5
    assert table.loc["UKR", "source"] == "the user's file own.csv, row 2"
    assert table.loc["AFG", "value"] != table.loc["AFG", "value"]


def test_a_template_that_was_filled_in_is_taken_back(tmp_path):
    header = template(Measure.CASUALTIES, "csv")
    assert understood(header + b"Ukraine,2024,1,2,,3,note\r\n", "t.csv", Measure.CASUALTIES).rejects.empty
    book = openpyxl.load_workbook(io.BytesIO(template(Measure.CLEARANCE, "xlsx")))
    book.active.append(["KHM", 2024, 1.5, None, None, 12, None])
    book.save(tmp_path / "t.xlsx")
    own = understood((tmp_path / "t.xlsx").read_bytes(), "t.xlsx", Measure.CLEARANCE)
    assert own.table[["iso3", "year", "cleared_km2", "apm_destroyed"]].to_numpy().tolist() == [
        ["KHM", "2024", "1.5", "12"]
    ]


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.csv"), (b"PK\x03\x04xx", "a.xlsx"), (b"x", "a.exe"), (b"\x00" * 50, "a.csv")]
)
def test_what_is_no_table_is_one_sentence(content, name):
    with pytest.raises(InputError) as caught:
        read_own_table(content, name)
    assert "\n" not in str(caught.value)
    assert "/tmp" not in str(caught.value)


def test_figures_are_kept_and_opened_again_and_removed(data):
    own = understood()
    name = own_figures.save(own, "own.csv")
    assert own_figures.KEPT.titles() == {name: "own.csv: Recorded mined area, Authority"}
    again = own_figures.load(name)
    assert again.origin is None, "as in what an earlier version kept"
    origin = OwnOrigin("own.csv", "ab" * 32, {"cha_km2": "CHA"}, Scope.MINES_ALL, "ha")
    assert own_figures.load(own_figures.save(replace(own, origin=origin), "own.csv")).origin == origin
    assert again.table.equals(own.table)
    assert again.understood == own.understood
    (data / "own_figures" / f"{name}.json").write_text("{")
    with pytest.raises(MissingDataError, match="damaged"):
        own_figures.load(name)
    assert own_figures.KEPT.titles() == {name: f"{name}, which is damaged and can only be removed"}
    own_figures.KEPT.forget(name)
    assert own_figures.KEPT.titles() == {}
    with pytest.raises(MissingDataError):
        own_figures.load("../../etc/passwd")


def test_a_figure_outside_all_bounds_and_a_file_without_rows_are_told():
    with pytest.raises(TableError, match=r"total_km2|cha_km2"):
        panel_of(understood(b"iso3,year,cha_km2\nUKR,2024,99999999999\n"))
    with pytest.raises(InputError, match="No row of the file"):
        panel_of(understood(b"iso3,year,cha_km2\nXXX,2024,1\n"))


FILLED = {
    Measure.EXTENT: b"Ukraine,2024,massive,note\r\n",
    Measure.USE: b"Thailand,2024,2025,forces,KHM,state,alleged,note\r\n",
    Measure.PRODUCERS: b"India,2024,active,note\r\n",
    Measure.TRANSFERS: b"USA,UKR,2024-11-20,approved,note\r\n",
}


@pytest.mark.parametrize("measure", FILLED)
def test_lists_of_words_are_taken_and_are_rows_of_the_panel(measure):
    own = understood(template(measure, "csv") + FILLED[measure], "t.csv", measure)
    assert own.rejects.empty
    panel = panel_of(own)
    rows = panel.rows.loc[panel.rows["measure"] == measure.value]
    assert len(rows) == 1
    assert rows["publisher"].tolist() == ["Authority"]
    assert own_figures.load(own_figures.save(own, "t.csv")).table.equals(own.table)
