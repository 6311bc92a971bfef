"""Run the page Withdrawals without a browser and read what it says."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.maps.region import bounds_of
from dashboard.parts.change_list import build_changes
from dashboard.parts.neighbours import build_neighbours, sentence
from dashboard.parts.step_list import line
from dashboard.parts.withdrawal_axis import bounds_of as axis_bounds
from dashboard.parts.withdrawal_axis import build_axis, day_in_words
from dashboard.parts.withdrawal_list import build_list, countdowns
from dashboard.state import WithdrawalFilters, read_query
from geodata.errors import InputError
from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.withdrawals import spans_on, steps_on, withdrawals_on
from geodata.words import Treaty
from tests.dashboard.conftest import ROOT, TODAY

DAYS = st.dates(OPENING_DAY, HORIZON)
HISTORIES = [data.history(treaty) for treaty in Treaty]


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)


def run(**query: str) -> AppTest:
    """Run the page with a query in its URL."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.switch_page("views/withdrawals.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    """All text of a page, as it is read."""
    told = [element.value for kind in ("text", "markdown", "caption") for element in app.get(kind)]
    return "\n".join(told).replace("\\", "")


def stages(app: AppTest) -> dict[tuple[str, str], str]:
    """Stage by state and treaty, from the table."""
    table = app.dataframe(key="withdrawals-rows").value
    return {(row["State"], row["Treaty"]): row["Stage"] for row in table.to_dict("records")}


def test_the_page_opens_on_today_and_says_who_has_left():
    app = run()
    assert not app.exception
    assert not app.error
    assert (
        "On 23 November 2026: 5 states have left the Mine Ban Treaty; 1 state has left the Convention on Cluster "
        "Munitions; Ukraine has communicated a suspension of the Mine Ban Treaty and still counts as bound."
    ) in texts(app)
    assert set(stages(app).values()) == {"In effect"}


def test_on_a_day_in_between_the_months_are_counted():
    app = run(on="2025-12-01")
    assert (
        "Poland, Mine Ban Treaty: notice received on 20 August 2025; 3 months and 11 days of the 6 months gone; "
        "in effect from 20 February 2026."
    ) in texts(app)
    assert stages(app)["Poland", "Mine Ban Treaty"] == "Notice received, not in effect"
    assert "2026-02-20 (later than the chosen day), In effect" in texts(app)


def test_before_anything_happened_the_page_says_so():
    app = run(on="2010-06-01")
    assert "On 1 June 2010: no state has taken any step towards leaving a treaty that is known here." in texts(app)
    assert set(stages(app).values()) == {"No step by this day"}
    assert "The chosen day, 1 June 2010, lies before the days of this axis." in texts(app)
    assert "By 1 June 2010 Ukraine had not communicated any suspension" in texts(app)
    assert "Objections" not in texts(app)
    table = app.dataframe(key="withdrawals-rows").value
    assert (table[["Announced", "Notice received", "In effect from", "Source"]] == "").all(axis=None)


def test_the_suspension_stands_apart_with_its_law_its_objections_and_the_finding():
    app = run()
    text = texts(app)
    for part in (
        "invoking the Vienna Convention on the Law of Treaties, Art. 62",
        "no six months run, there is no day of effect",
        "circulated it on 21 July 2025",
        "Found by 23 November 2026: Switzerland and New Zealand. On a day not known: Norway, Austria, Belgium and",
        "5 December 2025: collective finding of the States Parties",
    ):
        assert part in text, part
    assert not any(state == "Ukraine" for state, _ in stages(app))


def test_article_20_3_is_told_with_who_reads_it_how():
    text = texts(run())
    assert "six months after the depositary received the notice" in text
    assert "**UN Treaty Collection, the depositary's register**" in text
    assert "**International Campaign to Ban Landmines (ICBL)**" in text


def test_a_finding_of_a_later_day_is_not_claimed():
    app = run(on="2025-12-01")
    assert "By 1 December 2025 no finding of a meeting of the States Parties is known here." in texts(app)


def test_a_chosen_state_shows_its_own_steps_alone():
    app = run(area="POL")
    steps = [expander.label for expander in app.expander if "steps" in expander.label]
    assert steps == ["Poland, Mine Ban Treaty\\: 9 steps"]
    assert "Steps of Poland" in [element.value for element in app.subheader]


def test_a_state_without_steps_says_so():
    app = run(area="FRA")
    assert not app.exception
    assert "No step towards leaving a treaty is known here." in texts(app)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"on": "1990-01-01"}, "1997-12-03"),
        ({"since": "31.12.2025"}, "YYYY-MM-DD"),
        ({"until": "2031-01-01"}, "2027-12-31"),
        ({"area": "<img src=x onerror=alert(1)>"}, "img"),
        ({"treaty": "![x](https://example.org/x.png)"}, "CCW-AP2"),
        ({"since": "2026-01-01", "until": "2025-01-01"}, "runs backwards"),
    ],
)
def test_a_choice_that_is_not_valid_is_told_in_a_sentence_and_the_page_stays_usable(query, named):
    app = run(**query)
    assert not app.exception
    assert len(app.error) == 1
    assert named in app.error[0].value.replace("\\", "")
    assert "![" not in app.error[0].value
    assert len(app.dataframe(key="withdrawals-rows").value) == 6


def test_the_change_list_tells_all_treaties_and_one():
    app = run(since="2025-06-26", until="2026-02-21")
    assert (
        "Mine Ban Treaty: between 2025-06-26 and 2026-02-21: 1 may have deposited (the day is not known), "
        "2 became bound, 5 notified withdrawal, 5 withdrew, 1 communicated a suspension."
    ) in texts(app)
    assert "CCW Protocol V: between 2025-06-26 and 2026-02-21: nothing changed." in texts(app)
    assert set(app.dataframe[-1].value["Treaty"]) == {"Mine Ban Treaty", "Convention on Cluster Munitions"}
    app.selectbox(key="change-treaty-0").set_value(Treaty.CCW_P5).run()
    assert "No act and no change of status is known" in texts(app)
    assert app.query_params["treaty"] in ("CCW-P5", ["CCW-P5"])


def test_choosing_a_day_of_the_change_list_writes_it_into_the_url():
    app = run(since="2025-06-26", until="2026-02-21", on="2012-01-01")
    app.date_input(key="since-0").set_value(date(2025, 12, 1)).run()
    assert app.query_params["since"] in ("2025-12-01", ["2025-12-01"])
    assert app.query_params["on"] in ("2012-01-01", ["2012-01-01"])
    assert "between 2025-12-01 and 2026-02-21" in texts(app)


@given(DAYS, DAYS, DAYS, st.sampled_from([None, "UKR", "POL"]), st.sampled_from([None, *Treaty]))
def test_the_filters_come_back_from_the_url_exactly(on, since, until, area, treaty):
    filters = WithdrawalFilters(on, since, until, area, treaty)
    query = filters.to_query()
    assert read_query(query, WithdrawalFilters.default(date(2026, 11, 23)), data.areas) == (filters, [])


def test_neighbours_come_from_the_geometry_with_their_status_on_the_day():
    pairs, names = data.neighbours(("BLR", "RUS")), data.area_names()
    assert set(pairs.loc[pairs["area"] == "BLR", "neighbour"]) == {"LTU", "LVA", "POL", "RUS", "UKR"}
    status = data.readable(data.history(Treaty.MBT).status_on(date(2026, 2, 20)))
    table = build_neighbours(pairs, status, names)
    assert table["iso3"].is_unique
    assert table.set_index("iso3").loc["POL", "label"] == "Withdrawn"
    assert table.set_index("iso3").loc["LVA", "borders"] == "Russia 192 km, Belarus 124 km"
    told = sentence(pairs, status, names, "Mine Ban Treaty", date(2026, 2, 20))
    assert told == (
        "On 20 February 2026 the Mine Ban Treaty bound 1 of the 5 land neighbours of Belarus (Ukraine) and 3 of the 14 "
        "land neighbours of Russia (Belarus, Norway, Ukraine)."
    )


def test_the_region_holds_its_areas_and_refuses_one_that_is_not_drawn():
    west, south, east, north = data.region(("EST", "UKR"))
    units = data.drawn_units()
    for code in ("EST", "UKR"):
        bounds = units.loc[(units["area"] == code) & (units["kind"] == "own")].total_bounds
        assert west < bounds[0]
        assert south < bounds[1]
        assert east > bounds[2]
        assert north > bounds[3]
    with pytest.raises(InputError, match="QQQ"):
        bounds_of(units, ["QQQ"])


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("day", [date(1998, 1, 1), date(2025, 12, 1), date(2027, 12, 31)])
def test_the_axis_holds_every_step_with_a_day_and_no_other(day, side):
    steps = data.withdrawal_steps()
    placed = steps_on(HISTORIES, steps, day)
    placed = placed.loc[placed["day"].notna()]
    spec = build_axis(placed, spans_on(HISTORIES, steps, day), day, side).to_dict()
    values = [row for rows in spec["datasets"].values() for row in rows]
    assert sum("step" in row for row in values) == len(placed) == 37
    first, last = axis_bounds(placed, day)
    assert ("Dashed line" in day_in_words(placed, day)) == (first <= day <= last)


def test_no_data_of_the_axis_becomes_part_of_an_expression():
    steps = data.withdrawal_steps()
    placed = steps_on(HISTORIES, steps, date(2025, 12, 1)).assign(name="Land \u2028 ${1} '")
    spans = spans_on(HISTORIES, steps, date(2025, 12, 1)).assign(name="Land \u2028 ${1} '")
    spec = build_axis(placed.loc[placed["day"].notna()], spans, date(2025, 12, 1), 0).to_dict()
    assert "Land" in str(spec.pop("datasets"))
    assert "Land" not in str(spec)


def test_a_gap_of_the_sources_is_not_an_empty_cell():
    table = withdrawals_on(HISTORIES, data.withdrawal_steps(), date(2026, 11, 23))
    assert build_list(table)["Announced"].tolist()[0] == "not found"
    assert countdowns(table) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_line_of_a_step_never_holds_markdown_of_the_data(note, source):
    row = {"day": pd.NaT, "timing": "day_not_known", "label": "Announced", "note": note, "source": source}
    told = line(row, "label", "note")
    assert "\n" not in told
    bare = told.replace("\\\\", "").replace("**", "").replace(":small[", "").removesuffix("]")
    for mark in "`*_[]<>$~!#|":
        for place in [at for at, letter in enumerate(bare) if letter == mark]:
            assert bare[place - 1] == "\\"


def test_the_changes_name_a_source_and_keep_their_days_as_text():
    table = build_changes(HISTORIES, date(2025, 6, 26), date(2026, 2, 21))
    assert table["source"].ne("").all()
    assert table["day"].is_monotonic_increasing
    assert (table["what"] == "→ Withdrawn").sum() == 5
    with pytest.raises(InputError, match="runs backwards"):
        build_changes(HISTORIES, date(2026, 2, 21), date(2025, 6, 26))
