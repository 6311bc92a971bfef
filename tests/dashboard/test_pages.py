"""Run every page without a browser and read what it says."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.markdown import plain
from geodata.words import Treaty
from tests.dashboard.conftest import ROOT, TODAY

PAGES = [
    "views/overview.py",
    "views/treaties.py",
    "views/contamination.py",
    "views/withdrawals.py",
    "views/together.py",
    "views/country.py",
    "views/sources.py",
]


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)


def run(page: str = "views/treaties.py", **query: str) -> AppTest:
    """Run a page with a query in its URL."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page == PAGES[0]:
        return app
    app.switch_page(page)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    """All plain text of a page."""
    return "\n".join(element.value for element in app.text)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """The table of a page that has this column."""
    return next(element.value for element in app.dataframe if column in element.value.columns)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_without_an_error(page):
    app = run(page)
    assert not app.exception
    assert not app.error


def test_treaties_opens_on_the_mine_ban_treaty_today():
    app = run()
    assert "On 23 November 2026, 162 states had deposited an instrument under the Mine Ban Treaty" in texts(app)
    assert "it bound 161 of them. Whether it bound Lebanon is not known" in texts(app)
    assert "A year earlier: On 23 November 2025, 166 states had deposited" in texts(app)


def test_key_figures_of_a_day_stand_beside_their_change_since_a_year_earlier():
    app = run(on="2026-02-20", treaty="MBT")
    figures = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert figures["Withdrawn"] == ("5", "5")
    assert figures["Bound"][0] == "161"
    assert figures["Withdrawing"] == ("0", "0")


def test_an_instrument_that_was_certainly_deposited_counts_as_deposited_also_without_its_day():
    figures = {metric.label: metric.value for metric in run(on="2026-11-23").metric}
    assert (figures["Deposited"], figures["Bound"]) == ("162", "161")


def test_on_the_first_day_nothing_is_compared_with_a_year_earlier():
    app = run(on="1997-12-03")
    assert {metric.delta for metric in app.metric} == {""}


@pytest.mark.parametrize(
    ("treaty", "on", "said"),
    [
        ("CCM", "2002-01-01", "was not yet open: it opened on 3 December 2008"),
        ("MBT", "1998-06-01", "it bound none of them yet. It entered into force on 1 March 1999"),
        ("MBT", "2026-03-01", "161 states had deposited"),
        ("MBT", "2026-03-01", "Not counted: Lebanon, which may have deposited by then"),
        ("MBT", "2026-08-13", "162 states had deposited"),
        ("MBT", "2025-12-01", "5 had notified withdrawal. Ukraine had communicated a suspension"),
    ],
)
def test_the_sentence_says_what_was_possible_and_what_is_known_on_the_day(treaty, on, said):
    assert said in texts(run(treaty=treaty, on=on))


def test_a_treaty_without_any_act_of_the_area_is_named():
    assert "Poland has no act under: Convention on Cluster Munitions." in texts(run(area="POL"))


def test_the_table_twin_holds_every_area_once():
    app = run(on="2026-02-20")
    table = app.dataframe(key="areas-rows-0").value
    assert len(table) == 203
    assert table["Code"].is_unique
    assert table.set_index("Code").loc["POL", "Status"] == "Withdrawn"


def test_searching_the_table_twin_keeps_rows_with_every_word():
    app = run(on="2026-02-20")
    app.text_input(key="areas-search").set_value("withdrawn").run()
    assert set(app.dataframe(key="areas-rows-0").value["Code"]) == {"EST", "FIN", "LTU", "LVA", "POL"}


def test_a_chosen_area_shows_its_acts_under_all_treaties_and_why_it_stands_so():
    app = run(area="POL", on="2026-02-20")
    assert "Notice of withdrawal received on 2025-08-20; in effect since 2026-02-20 (Art. 20(3))" in texts(app)
    acts = table_with(app, "What")
    assert {"Mine Ban Treaty", "CCW Amended Protocol II", "CCW Protocol V"} <= set(acts["Treaty"])
    assert acts["Source"].ne("").all()


def test_an_area_without_any_act_says_so():
    app = run(area="PRK")
    assert "Democratic People" in texts(app) or "North Korea" in texts(app)
    assert "has no act under any of the four treaties" in texts(app)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"on": "1990-01-01"}, "1997-12-03"),
        ({"on": "2031-01-01"}, "2027-12-31"),
        ({"on": "yesterday"}, "YYYY-MM-DD"),
        ({"area": "QQQ"}, "QQQ"),
        ({"treaty": "NPT"}, "CCW-AP2"),
        ({"area": "<img src=x onerror=alert(1)>"}, "img"),
    ],
)
def test_a_choice_that_is_not_valid_is_told_in_a_sentence_and_the_page_stays_usable(query, named):
    app = run(**query)
    assert not app.exception
    assert len(app.error) == 1
    assert named in app.error[0].value.replace("\\", "")
    assert "![" not in app.error[0].value
    assert len(app.dataframe(key="areas-rows-0").value) == 203


def test_choosing_a_treaty_writes_it_into_the_url():
    app = run(on="2012-01-01", area="POL")
    app.radio(key="treaty-0").set_value(Treaty.CCM).run()
    assert app.query_params["treaty"] in ("CCM", ["CCM"])
    assert app.query_params["on"] in ("2012-01-01", ["2012-01-01"])


def test_together_counts_how_many_treaties_bind_each_area():
    app = run("views/together.py", on="2012-01-01", first="MBT", second="CCM")
    table = app.dataframe(key="standings-rows-0").value
    assert table["Bound by"].is_monotonic_decreasing
    assert "On 1 January 2012, 100 areas were bound by the Mine Ban Treaty and not by the Convention" in texts(app)


def test_together_refuses_a_treaty_against_itself_in_words():
    app = run("views/together.py", first="CCM", second="CCM")
    assert not app.exception
    assert "choose two different treaties" in app.warning[0].value


def test_sources_shows_a_card_for_every_source_and_the_boundary_policy():
    app = run("views/sources.py")
    shown = " ".join(expander.label for expander in app.expander)
    for card in data.cards():
        assert plain(card.title) in shown
    policy = table_with(app, "This map").set_index("Place")
    assert policy.loc["Crimea and Sevastopol", "Read it"] == "https://undocs.org/A/RES/68/262"
    assert pd.isna(policy.loc["Aksai Chin", "Read it"])


def test_an_overdue_review_is_marked(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", "2027-06-30")
    app = run("views/sources.py")
    assert any("review overdue" in expander.label for expander in app.expander)
    assert "overdue" in table_with(app, "Review")["Review"].tolist()


def test_sources_counts_the_areas_with_a_value_for_each_measure_and_year():
    table = table_with(run("views/sources.py"), "Areas with a value").set_index("Areas with a value")
    assert table.columns.tolist() == sorted(table.columns, reverse=True)
    assert table.loc["Extent of contamination", "2024"] == 60
    assert table["2024"].notna().sum() > 10
    assert not (table == 0).any(axis=None), "a year without a value is empty and not zero"


def test_every_map_keeps_its_place_while_its_scripts_load():
    folder = ROOT / "dashboard"
    views = "".join(path.read_text("utf-8") for path in sorted((folder / "views").glob("*.py")))
    keys = set(re.findall(r'(?:MAP = |key=f?)"([a-z]+-maps?)[-"]', views))
    assert len(keys) >= 10
    style = (folder / "page.css").read_text("utf-8")
    assert {key for key in keys if f"st-key-{key}" not in style} == set()
