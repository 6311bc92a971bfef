"""Every area has a figure or the word for why it has none; rows are picked only among equals and none is lost."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.panel import KNOWN, figures, publishers_of, years_of
from geodata.panel_sums import change_between, coverage_of, part_differences, ranking, world_total
from geodata.panel_table import source_rows
from geodata.words import Coverage, Emptiness, Measure, Nearness, Part, Persons, Scope, YearMode
from loaders.panel import load_panel
from tests.geodata.panel_tables import CODES, EXTENTS, completion, land, panel, people

LATEST = YearMode.LATEST_KNOWN
REVIEW, MONITOR = "Mine Action Review", "Landmine Monitor"
LIST = [("contamination", REVIEW, 2024, 2)]


def cell(table, iso3="AAA"):
    return table.set_index("iso3").loc[iso3]


def test_a_figure_of_use_names_the_user_and_one_of_transfers_the_giver_in_its_note():
    use = figures(load_panel(), Measure.USE, 2024)
    assert cell(use, "UKR")["note"] == "by Russian forces; extensive"
    assert cell(use, "FRA")["note"] == ""
    assert cell(figures(load_panel(), Measure.TRANSFERS, 2024), "UKR")["note"].startswith("from United States; ")


def test_an_area_has_a_figure_or_a_word_and_never_nothing():
    made = panel([land(total_km2=3.0), land("BBB", extent="unknown", extent_published="small")], lists=LIST)
    table = figures(made, Measure.CONTAMINATION, 2024)
    assert table["emptiness"].tolist() == ["value", "affected_unquantified", "not_listed", "not_listed"]
    assert (cell(table)["n_with_figure"], cell(table)["n_listed"]) == (1, 2)
    assert figures(made, Measure.CONTAMINATION, 2023)["emptiness"].unique().tolist() == ["not_read"]


def test_only_a_source_makes_a_zero():
    rows = [land(total_km2=0.0), land("BBB", extent="none_cleared", extent_published="none_cleared")]
    table = figures(panel(rows), Measure.CONTAMINATION, 2024)
    assert table["emptiness"].tolist()[:2] == ["zero", "zero"]
    assert table["value"].tolist()[:2] == [0, 0]
    assert table["value"].isna().tolist()[2:] == [True, True]


def test_a_revision_comes_before_a_first_figure_and_primary_before_quoted_before_press():
    rows = [
        people(source="old", total=10, edition=2024),
        people(source="new", total=12, edition=2025, read_at=Nearness.PRESS.value),
    ]
    assert cell(figures(panel(casualties=rows), Measure.CASUALTIES, 2024))["value"] == 12
    rows = [
        people(source="press", total=10, read_at=Nearness.PRESS.value),
        people(source="quoted", total=11, read_at=Nearness.QUOTED.value),
        people(source="primary", total=12),
    ]
    for kept in (3, 2, 1):
        held = cell(figures(panel(casualties=rows[:kept]), Measure.CASUALTIES, 2024))
        assert held["value"] == 9 + kept
        assert held["alternatives"] == kept - 1


def test_the_chosen_publisher_comes_first_and_the_other_stands_beside():
    made = panel([land(total_km2=3.0), land(source="b", total_km2=9.0, publisher=MONITOR)])
    assert cell(figures(made, Measure.CONTAMINATION, 2024))["value"] == 3
    assert cell(figures(made, Measure.CONTAMINATION, 2024, publisher=MONITOR))["value"] == 9
    rows = source_rows(made, Measure.CONTAMINATION, 2024, area="AAA", publisher=MONITOR)
    assert rows["shown"].tolist() == [False, True]


def test_rows_of_equal_standing_that_differ_are_disputed_and_none_is_picked():
    held = cell(figures(panel([land(total_km2=3.0), land(source="b", total_km2=4.0)]), Measure.CONTAMINATION, 2024))
    assert held["emptiness"] == "disputed"
    assert math.isnan(held["value"])


def test_a_figure_of_another_scope_never_stands_in():
    made = panel([land(weapon=Scope.MINES_ALL.value, total_km2=120.0)])
    held = cell(figures(made, Measure.CONTAMINATION, 2024))
    assert (held["emptiness"], held["scope"]) == ("affected_unquantified", "apm")
    assert "another scope" in held["note"]
    assert cell(figures(made, Measure.CONTAMINATION, 2024, weapon=Scope.MINES_ALL))["value"] == 120
    rows = source_rows(made, Measure.CONTAMINATION, 2024, area="AAA")
    assert rows.loc[rows["value"].notna(), "shown"].tolist() == [False]


def test_a_total_made_of_cha_and_sha_says_so_and_half_of_one_is_not_ranked():
    made = panel([land(cha_km2=1.0, sha_km2=2.5), land("BBB", cha_km2=4.0)])
    table = figures(made, Measure.CONTAMINATION, 2024)
    assert (cell(table)["value"], cell(table)["basis"], cell(table)["comparable"]) == (3.5, "cha_plus_sha", True)
    assert (cell(table, "BBB")["basis"], cell(table, "BBB")["comparable"]) == ("cha_only", False)


def test_counts_of_civilians_or_of_a_part_stand_beside_and_are_not_ranked():
    rows = [
        people(total=5),
        people("BBB", total=9, persons=Persons.CIVILIANS.value),
        people("CCC", source="part", killed=4, total=4, coverage=Coverage.PARTIAL.value),
        people("CCC", source="whole", total=20),
    ]
    made = panel(casualties=rows)
    found = ranking(made, Measure.CASUALTIES, 2024)
    assert found.table["iso3"].tolist() == ["CCC", "AAA"]
    assert found.beside["iso3"].tolist() == ["BBB"]
    assert "Among 2 areas with a figure" in found.sentence
    killed = figures(made, Measure.CASUALTIES, 2024, part=Part.KILLED)
    assert cell(killed, "CCC")["emptiness"] == "affected_unquantified"


def test_the_latest_known_has_its_age_and_a_later_completion_ends_it():
    made = panel([land(year=2018, total_km2=7.0)], deadlines=[completion(completed="2020")])
    assert cell(figures(made, Measure.CONTAMINATION, 2017, LATEST))["emptiness"] == "not_read"
    held = cell(figures(made, Measure.CONTAMINATION, 2019, LATEST))
    assert (held["value"], held["age_years"]) == (7, 1)
    ended = cell(figures(made, Measure.CONTAMINATION, 2022, LATEST))
    assert (ended["emptiness"], ended["basis"], ended["age_years"]) == ("zero", "completion", 2)
    again = panel(
        [land(year=2018, total_km2=7.0), land(year=2021, source="n", extent="unknown", extent_published="small")],
        deadlines=[completion(completed="2020")],
    )
    assert cell(figures(again, Measure.CONTAMINATION, 2022, LATEST))["emptiness"] == "affected_unquantified"


def test_there_is_no_total_below_four_fifths_or_without_a_complete_list():
    rows = [land(total_km2=3.0), land("BBB", total_km2=4.0), land("CCC", total_km2=5.0), land("DDD", total_km2=6.0)]
    assert world_total(panel(rows), Measure.CONTAMINATION, 2024).value is None
    whole = panel(rows, lists=[("contamination", REVIEW, 2024, 4)])
    assert world_total(whole, Measure.CONTAMINATION, 2024).value == 18
    assert world_total(whole, Measure.CONTAMINATION, 2024, LATEST).value is None
    short = panel([*rows[:3], land("DDD")], lists=[("contamination", REVIEW, 2024, 4)])
    total = world_total(short, Measure.CONTAMINATION, 2024)
    assert total.value is None
    assert "3 of 4 listed areas have a figure" in total.reason
    other = panel([*rows[:3], land("DDD", total_km2=6.0, publisher="CMAA")], lists=[("contamination", REVIEW, 2024, 4)])
    assert world_total(other, Measure.CONTAMINATION, 2024).value is None


def test_a_change_uses_the_same_publisher_in_both_years_and_lists_the_rest():
    rows = [
        land(year=2023, total_km2=5.0),
        land(total_km2=3.0),
        land("BBB", 2023, total_km2=5.0, publisher=MONITOR),
        land("BBB", total_km2=4.0),
        land("CCC", total_km2=4.0),
    ]
    found = change_between(panel(rows), Measure.CONTAMINATION, 2023, 2024)
    assert found.table[["iso3", "change"]].to_numpy().tolist() == [["AAA", -2.0]]
    assert found.rest["iso3"].tolist() == ["BBB", "CCC"]
    assert "other publishers" in found.rest["reason"].iloc[0]
    assert not found.allowed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"year": 1980}, "outside the years"),
        ({"publisher": "Nobody"}, "publishes nothing here"),
        ({"publisher": "Mine Action Revue"}, r"; did you mean Mine Action Review\? Choose one of"),
        ({"part": Part.KILLED}, "is not a part of contamination"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(asked, said):
    made = panel([land(total_km2=1.0)])
    with pytest.raises(InputError, match=said):
        figures(made, Measure.CONTAMINATION, **{"year": 2024, **asked})


def test_casualties_are_not_counted_by_kind_of_cluster_munition():
    with pytest.raises(InputError, match="leave the weapon out"):
        figures(panel(), Measure.CASUALTIES, 2024, weapon=Scope.CLUSTER_MUNITION)


def test_rows_of_unknown_areas_are_kept_and_named():
    made = panel([land("ZZZ", total_km2=1.0)])
    assert made.unmatched == ("ZZZ",)
    assert len(made.rows) == 1


amounts = st.one_of(st.none(), st.integers(0, 500).map(lambda number: number / 4))
land_rows = st.lists(
    st.builds(
        dict,
        iso3=st.sampled_from([*CODES, "ZZZ"]),
        year=st.integers(2019, 2024),
        weapon=st.sampled_from([scope.value for scope in Scope]),
        extent=st.sampled_from(["", *EXTENTS]),
        cha_km2=amounts,
        sha_km2=amounts,
        total_km2=amounts,
        publisher=st.sampled_from([REVIEW, MONITOR, "CMAA"]),
        read_at=st.sampled_from([word.value for word in Nearness]),
        edition=st.sampled_from([2020, 2024, 2025]),
    ),
    max_size=14,
)


@settings(max_examples=30)
@given(
    rows=land_rows,
    year=st.integers(2018, 2025),
    mode=st.sampled_from(list(YearMode)),
    weapon=st.sampled_from(list(Scope)),
    done=st.sampled_from([None, "2020", "2023"]),
    listed=st.booleans(),
)
def test_random_panels_lose_no_row_and_turn_no_emptiness_into_zero(rows, year, mode, weapon, done, listed):
    rows = [{**row, "source": f"s{place}", "note": ""} for place, row in enumerate(rows)]
    deadlines = [completion("BBB", done)] if done else []
    made = panel(rows, deadlines=deadlines, lists=LIST if listed else ())
    assert made.rows["row"].nunique() == len(rows)
    assert set(made.unmatched) == {row["iso3"] for row in rows} - set(CODES)
    table = figures(made, Measure.CONTAMINATION, year, mode, weapon=weapon)
    assert table["iso3"].tolist() == CODES
    assert table["emptiness"].isin([word.value for word in Emptiness]).all()
    known = table["emptiness"].isin(KNOWN)
    assert (table["value"].notna() == known).all()
    assert (table.loc[table["emptiness"] == "zero", "value"] == 0).all()
    by_row = {row["source"]: row for row in rows}
    source_of = made.rows.drop_duplicates("row").set_index("row")["source"]
    for held in table.loc[known & (table["basis"] != "completion")].to_dict("records"):
        row = by_row[source_of[held["row"]]]
        assert row["weapon"] == held["scope"] == weapon.value
        assert row["iso3"] == held["iso3"]
        numbers = [row[name] for name in ("total_km2", "cha_km2", "sha_km2") if row[name] is not None]
        none = row["extent"] == "none_cleared" and not numbers
        printed = row["total_km2"]
        expected = 0 if none else printed if printed is not None else sum(numbers)
        assert held["value"] == pytest.approx(expected)
        if held["value"] == 0:
            assert none or set(numbers) == {0}
    completed = table.loc[table["basis"] == "completion", "iso3"]
    assert set(completed) <= {"BBB"}


@settings(max_examples=20)
@given(rows=land_rows, year=st.integers(2018, 2025), mode=st.sampled_from(list(YearMode)))
def test_every_row_in_time_is_printed_once_and_shown_rows_are_of_the_scope(rows, year, mode):
    rows = [{**row, "source": f"s{place}", "note": ""} for place, row in enumerate(rows)]
    made = panel(rows)
    printed = source_rows(made, Measure.CONTAMINATION, year, mode)
    in_time = [
        row
        for row in rows
        if row["weapon"] in {"apm", "mines_all", "mines_and_erw"}
        and (row["year"] == year if mode is YearMode.THAT_YEAR else row["year"] <= year)
    ]
    kept = printed.loc[printed["value"].notna() | (printed["source"] != "")]
    assert {row["source"] for row in in_time} <= set(kept["source"])
    numbers = made.rows.loc[made.rows["row"].isin(printed["row"]) & (made.rows["measure"] == "contamination")]
    figures_printed = printed.loc[printed["value"].notna()]
    assert len(figures_printed) == len(numbers.loc[numbers["value"].notna()])
    assert (printed.loc[printed["shown"], "scope"].isin(["apm", ""])).all()
    assert not figures_printed.duplicated(["row", "part"]).any()
    shown = printed.loc[printed["shown"] & printed["emptiness"].isin(KNOWN)]
    assert not shown.duplicated(["iso3", "part"]).any()


@settings(max_examples=20)
@given(rows=land_rows)
def test_totals_reconcile_with_their_parts_or_are_told(rows):
    rows = [{**row, "source": f"s{place}", "note": ""} for place, row in enumerate(rows)]
    off = part_differences(panel(rows))
    numbers = ("total_km2", "cha_km2", "sha_km2")
    whole = [row for row in rows if all(row[name] is not None for name in numbers)]
    told = sum(abs(row["total_km2"] - row["cha_km2"] - row["sha_km2"]) > 0.001 for row in whole)
    assert len(off) == told


def test_the_real_panel_tells_every_total_that_is_not_its_parts():
    off = part_differences(load_panel())
    land_rows_off = off.loc[off["measure"] == "contamination"]
    assert {"HRV", "ESH"} <= set(land_rows_off["iso3"])
    unexplained = off.loc[(off["note"] == "") & (off["difference"].abs() > 0.5)]
    assert unexplained.empty, unexplained


def test_ukraine_is_massive_for_both_publishers_although_seventy_seven_are_recorded():
    made = load_panel()
    assert cell(figures(made, Measure.CONTAMINATION, 2024), "UKR")["value"] == 76.72
    for publisher in (REVIEW, MONITOR):
        assert cell(figures(made, Measure.EXTENT, 2024, publisher=publisher), "UKR")["word"] == "massive"


def test_the_list_of_the_end_of_2024_is_the_one_complete():
    made = load_panel()
    found = coverage_of(made, Measure.CONTAMINATION, 2024)
    assert (found.n_with_figure, found.n_listed, found.complete) == (34, 61, False)
    assert coverage_of(made, Measure.CONTAMINATION, 2023).n_listed is None
    assert world_total(made, Measure.CONTAMINATION, 2024).value is None
    for complete in made.lists:
        from geodata.panel import listed_areas

        assert len(listed_areas(made, complete)) == complete.areas


def test_croatia_ends_with_its_reported_completion():
    made = load_panel()
    assert cell(figures(made, Measure.CONTAMINATION, 2025, LATEST), "HRV")["value"] == 57.3
    ended = cell(figures(made, Measure.CONTAMINATION, 2026, LATEST), "HRV")
    assert (ended["emptiness"], ended["basis"]) == ("zero", "completion")
    assert "declaration itself not seen" in ended["note"]


def test_nagorno_karabakh_ends_with_2023():
    made = load_panel()
    assert cell(figures(made, Measure.CONTAMINATION, 2023, LATEST), "X-NKR")["emptiness"] == "value"
    assert cell(figures(made, Measure.CONTAMINATION, 2024, LATEST), "X-NKR")["emptiness"] == "not_applicable"


def test_lists_of_use_producers_and_transfers_never_say_none():
    made = load_panel()
    for measure in (Measure.USE, Measure.PRODUCERS, Measure.TRANSFERS):
        for year in years_of(made, measure):
            for mode in YearMode:
                assert not figures(made, measure, year, mode)["emptiness"].isin(["zero"]).any()


def test_the_rows_shown_without_a_year_are_those_of_each_year():
    made = load_panel()
    for measure in (Measure.CONTAMINATION, Measure.CASUALTIES, Measure.CLEARANCE, Measure.STOCKPILES):
        whole = source_rows(made, measure)
        for year in years_of(made, measure)[-3:]:
            one = source_rows(made, measure, year)
            numbers = one.loc[one["shown"] & one["value"].notna() & (one["year"] == str(year)), ["row", "part"]]
            expected = whole.loc[whole["shown"] & whole["value"].notna() & (whole["year"] == str(year))]
            assert set(map(tuple, numbers.to_numpy())) >= set(map(tuple, expected[["row", "part"]].to_numpy()))


def test_publishers_come_with_the_most_rows_first():
    assert publishers_of(load_panel(), Measure.CONTAMINATION)[0] == MONITOR
    assert isinstance(figures(load_panel(), Measure.CASUALTIES, 2017), pd.DataFrame)


def test_a_completion_without_a_year_is_known_from_its_text_and_is_no_figure_of_that_year():
    made = panel(deadlines=[completion(completed="", source="A list of 2023, http://x")])
    assert cell(figures(made, Measure.CONTAMINATION, 2023))["emptiness"] == "not_read"
    assert cell(figures(made, Measure.CONTAMINATION, 2022, LATEST))["emptiness"] == "not_read"
    assert cell(figures(made, Measure.CONTAMINATION, 2023, LATEST))["emptiness"] == "zero"
