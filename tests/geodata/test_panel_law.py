"""Figures joined with the treaty: clearance deadlines on a day, use asked three ways, transfers, citations."""

from datetime import date

import pytest

from geodata.article5 import ARTICLE5_COLUMNS, article5_on, years_after
from geodata.citation import citation_of
from geodata.errors import InputError
from geodata.extent import extent_label, extent_limits, recorded_class
from geodata.joined import bound_totals, massive_not_bound, transfers_to_bound, use_answers, with_status
from geodata.panel import figures
from geodata.panel_sums import published_world
from geodata.words import Article5State, Measure, Treaty
from loaders.article5.loader import load_article5_deadlines
from loaders.history import load_history
from loaders.panel import load_panel

MBT = load_history(Treaty.MBT)
TODAY = date(2026, 11, 23)


def on(day):
    return article5_on(day, load_article5_deadlines(), MBT).set_index("iso3")


def test_every_area_has_a_state_on_every_day():
    for day in (date(1998, 1, 1), date(2005, 6, 1), date(2016, 7, 1), TODAY, date(2027, 12, 31)):
        table = article5_on(day, load_article5_deadlines(), MBT)
        assert tuple(table.columns) == ARTICLE5_COLUMNS
        assert len(table) == 203
        assert table["state"].isin([word.value for word in Article5State]).all()


@pytest.mark.parametrize(
    ("day", "area", "state"),
    [
        (TODAY, "SRB", "within_twelve_months"),
        (TODAY, "AGO", "passed_outcome_not_found"),
        (TODAY, "CMR", "expired_none_granted"),
        (TODAY, "HRV", "completion_reported"),
        (date(2025, 12, 31), "HRV", "within_twelve_months"),
        (TODAY, "FIN", "no_obligation"),
        (TODAY, "USA", "no_obligation"),
        (TODAY, "SWE", "none_read"),
        (date(2017, 6, 1), "UKR", "expired_none_granted"),
        (date(2013, 6, 1), "GNB", "completion_declared"),
        (TODAY, "GNB", "in_force"),
    ],
)
def test_the_duty_stands_as_the_acts_and_meetings_have_it(day, area, state):
    assert on(day).loc[area, "state"] == state


def test_a_deadline_that_passes_is_in_force_on_its_last_day():
    assert on(date(2025, 12, 31)).loc["AGO", "state"] == "within_twelve_months"
    assert on(date(2026, 1, 1)).loc["AGO", "state"] == "passed_outcome_not_found"


def test_deadlines_of_another_treaty_are_refused():
    with pytest.raises(InputError, match="follow from the Mine Ban Treaty"):
        article5_on(TODAY, load_article5_deadlines(), load_history(Treaty.CCM))


def test_ten_years_after_a_leap_day_is_the_end_of_february():
    assert years_after(date(2004, 2, 29), 10) == date(2014, 2, 28)


def test_the_join_with_status_loses_no_area_and_its_totals_reconcile():
    table = figures(load_panel(), Measure.CONTAMINATION, 2024)
    joined = with_status(table, MBT, TODAY)
    assert joined["iso3"].tolist() == table["iso3"].tolist()
    totals = bound_totals(joined)
    assert totals["areas"].sum() == len(table)
    assert totals["with_figure"].sum() == table["comparable"].sum()
    assert totals["value"].sum() == pytest.approx(table.loc[table["comparable"], "value"].sum())


def test_the_monitor_of_2023_has_yemen_and_ukraine_as_own_forces_only():
    answers = use_answers(load_panel(), MBT, edition=2023)
    own = answers.loc[answers["bearer"] == "own_forces"]
    assert sorted(zip(own["iso3"], own["year"], own["year_to"], strict=True)) == [
        ("UKR", 2022, 2022),
        ("YEM", 2011, 2012),
    ]
    other = answers.loc[answers["bearer"] == "other_state_on_territory"]
    assert other[["iso3", "actor_iso3"]].to_numpy().tolist() == [["UKR", "RUS"]]
    assert set(answers.loc[answers["bearer"] == "armed_group", "iso3"]) == {"COL", "IND", "MMR", "THA", "TUN"}


def test_massive_and_not_bound():
    found = massive_not_bound(load_panel(), MBT, 2024, TODAY)
    assert set(found["iso3"]) == {"AZE", "KOR", "MAR"}


def test_a_transfer_from_a_state_not_bound_to_one_that_is():
    (row,) = transfers_to_bound(load_panel(), MBT).to_dict("records")
    assert (row["actor_iso3"], row["iso3"], f"{row['on']:%Y-%m-%d}") == ("USA", "UKR", "2024-11-20")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "Landmine Monitor 2021 as reported by Jordan News/AFP, https://x.org/a",
            "Landmine Monitor 2021, as reported by Jordan News/AFP, https://x.org/a",
        ),
        (
            "Mine Action Review, Clearing the Mines 2025 p.524 (quoting Landmine Monitor), https://x.org",
            "Landmine Monitor, as reported by Mine Action Review, Clearing the Mines 2025 p.524, https://x.org",
        ),
        ("CMAA via Xinhua, https://x.org", "CMAA, as reported by Xinhua, https://x.org"),
        ("Hengaw 8 Feb 2022, https://www.x.org/a", "Hengaw 8 Feb 2022, as reported by x.org, https://www.x.org/a"),
    ],
)
def test_what_was_not_read_first_hand_says_who_reports_it(source, said):
    assert citation_of({"source": source, "read_at": "press", "publisher": "other"}) == said
    assert citation_of({"source": source, "read_at": "primary", "publisher": "other"}) == source


def test_every_citation_of_the_panel_names_who_reports_it():
    for row in load_panel().rows.drop_duplicates("row").to_dict("records"):
        assert ("as reported by" in citation_of(row)) == (row["read_at"] != "primary") or "reported" in row["source"]


def test_classes_have_the_limits_of_their_publisher():
    assert extent_label("Mine Action Review", "large") == "Heavy"
    assert extent_label("Landmine Monitor", "large") == "Large"
    assert extent_limits("Mine Action Review", "small") == "less than 2 km²"
    classes = {0: "nothing", 0.01: "under_5", 5: "from_5_to_20", 20: "from_20_to_100", 100: "from_20_to_100"}
    assert {value: recorded_class(value).value for value in classes} == classes
    assert recorded_class(100.1).value == "over_100"
    for value in (-1, float("nan")):
        with pytest.raises(ValueError, match="from 0 km²"):
            recorded_class(value)


def test_the_world_shows_the_outcomes_of_the_edition_whose_total_it_shows():
    world = published_world(load_panel(), 2024)
    shown = world.loc[world["shown"]].set_index("part")["value"]
    assert shown.to_dict() == {"total": 6279, "killed": 1945, "injured": 4325}
    world = published_world(load_panel(), 2016)
    assert world.loc[world["shown"], ["part", "value"]].to_numpy().tolist() == [["total", 9439]]
