"""The tables of figures load as they are, agree with the areas, and broken ones are refused in a sentence."""

import pandas as pd
import pytest

from geodata.article5 import first_deadlines
from geodata.errors import TableError
from geodata.words import Treaty
from loaders.areas.loader import load_areas
from loaders.article5.loader import load_article5_deadlines
from loaders.catalog import LOADERS, load_card
from loaders.history import load_history
from loaders.panel import PANEL_CARDS, load_panel
from loaders.tables import load_table, read_table
from loaders.ukraine.loader import load_ukraine_figures, load_ukraine_mine_types

ROWS = {
    "contamination": 400,
    "casualties": 478,
    "world_casualties": 42,
    "clearance": 233,
    "article5_deadlines": 139,
    "stockpiles": 56,
    "producers": 32,
    "mine_use": 105,
    "transfers": 1,
    "ukraine_figures": 40,
    "ukraine_region_figures": 10,
    "ukraine_mine_types": 12,
}
TABLES = [(card, table.name) for card in (*PANEL_CARDS, "ukraine") for table in load_card(card).tables]


@pytest.mark.parametrize(("card", "name"), TABLES)
def test_a_table_has_its_rows_each_with_a_source(card, name):
    table = load_table(card, name)
    assert len(table) == ROWS[name]
    assert (table["source"] != "").all()


@pytest.mark.parametrize(("card", "name"), TABLES)
def test_a_table_read_in_full_is_the_same(tmp_path, card, name):
    path = LOADERS / card / load_card(card).table(name).path
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    pd.testing.assert_frame_equal(read_table(copy, name, load_card(card)), load_table(card, name))


def test_names_are_those_of_the_areas_table():
    names = load_areas().set_index("iso3")["name"]
    for card, name in TABLES:
        table = load_table(card, name)
        if {"iso3", "name"} <= set(table):
            assert (table["iso3"].map(names) == table["name"]).all(), name


def test_no_row_of_a_source_is_missing_from_the_panel():
    panel = load_panel()
    assert panel.unmatched == ()
    held = panel.rows["row"].str.split(":").str[0].groupby(panel.rows["row"]).first().value_counts()
    for name in ("contamination", "casualties", "clearance", "stockpiles", "producers", "mine_use", "transfers"):
        assert held[name] == ROWS[name], name


def test_the_first_deadlines_follow_from_entry_into_force():
    computed = first_deadlines(load_history(Treaty.MBT)).set_index("iso3")["first_deadline"]
    table = load_article5_deadlines()
    first = table.loc[table["note"].str.contains("original|first deadline") & table["deadline"].notna()]
    assert len(first) == 21
    assert (first["deadline"] == first["iso3"].map(computed)).all()


def test_ukraine_keeps_potential_and_recorded_land_apart():
    table = load_ukraine_figures()
    potential = table.loc[table["metric"] == "potentially_contaminated_km2"].set_index("date")["value"]
    assert [potential[day] for day in ("2023-04-22", "2023-12-31", "2025-01-08", "2025-06-24")] == [
        174000,
        156000,
        139000,
        137000,
    ]
    types = load_ukraine_mine_types()
    assert (~types["designation"].str.startswith("(count)")).sum() == 10


LAND = (LOADERS / "contamination" / "contamination.csv").read_bytes()
PEOPLE = (LOADERS / "casualties" / "casualties.csv").read_bytes()
USE = (LOADERS / "mine_use" / "mine_use.csv").read_bytes()
BROKEN = [
    ("contamination", "contamination", LAND.replace(b",apm,massive,massive", b",apm,huge,massive", 1), "column extent"),
    (
        "contamination",
        "contamination",
        LAND.replace(b"160.49831", b"-1", 1),
        "column cha_km2: expected a number from 0",
    ),
    ("contamination", "contamination", LAND.replace(b"160.49831", b"160,5", 1), "expected 14 cells, got 15"),
    ("contamination", "contamination", LAND.replace(b",quoted,", b",hearsay,", 1), "column read_at"),
    ("contamination", "contamination", LAND.replace(b"AFG,Afghanistan,2024", b"AFG,Afghanistan,24", 1), "column year"),
    ("contamination", "contamination", LAND.split(b"\n", 1)[0] + b"\n", "expected 400 to 1200 rows"),
    (
        "casualties",
        "casualties",
        PEOPLE.replace(b",644,943,,1587,", b",644,943,,1500,", 1),
        "a total not below its parts",
    ),
    ("casualties", "casualties", PEOPLE.replace(b",whole,all,", b",most,all,", 1), "column coverage"),
    ("mine_use", "mine_use", USE.replace(b",2024,2025,", b",2025,2024,", 1), "a year not before year_from"),
]


@pytest.mark.parametrize(("card", "name", "content", "said"), BROKEN, ids=[said for *_, said in BROKEN])
def test_a_broken_table_is_refused_in_a_sentence(tmp_path, card, name, content, said):
    path = tmp_path / f"{name}.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_table(path, name, load_card(card))
    message = str(caught.value)
    assert said in message
    assert "\n" not in message
