"""Run the page Front line without a browser: with the ledger alone, with made-up days, and with real ones."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import commands, front_facts
from dashboard.front_layers import Comparison
from dashboard.front_settled import settled
from dashboard.front_specify import legend_of, specify
from dashboard.front_state import FrontLineFilters
from tests.control_files import write_daily_files
from tests.dashboard.conftest import ROOT, TODAY
from tests.samples import samples

PAGE = "views/front_line.py"
DAILY = samples("deepstate")


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("MINELINE_TODAY", TODAY)
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("MINELINE_TILE_HOSTS", raising=False)


@pytest.fixture
def made_up_days(tmp_path):
    assert commands.main(["import", "deepstate", str(write_daily_files(tmp_path / "files"))]) == 0


def run(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
    app.run()
    app.switch_page(PAGE)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join([*(each.value for each in app.text), *(each.value for each in app.subheader)])


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    return next(element.value for element in app.dataframe if column in element.value.columns)


def test_the_ledger_alone_shows_approximate_figures_and_no_front_line():
    app = run()
    assert not app.exception
    assert not app.error
    told = texts(app)
    whose = "Control as assessed by the settlement ledger on 23 November 2026; not contamination"
    assert whose in told.replace("\\", "")
    assert "The last day of the settlement ledger is 22 August 2026: what stands here is last known." in told
    assert "Contested land is known until 3 August 2025 only." in told
    assert "as assessed by the settlement ledger (what was last known on 22 August 2026). On 23 November 2026" in told
    shown = figures(app)
    assert shown["Occupied, km²"].startswith("≈ 117,")
    assert shown["Front line, km"] == "no data"
    assert "93 days old" in app.warning[0].value


def test_within_the_ledger_nothing_is_called_old():
    assert not run(on="2024-02-17").warning


def test_land_of_a_state_party_held_by_a_state_not_bound_is_told_with_day_and_source():
    told = texts(run(on="2026-08-01"))
    assert "State Party territory currently held by a state not bound by the Mine Ban Treaty" in told
    assert "km² on 1 August 2026, as assessed by the settlement ledger. On 1 August 2026 Ukraine's standing" in told


def test_in_2022_too_the_land_was_that_of_a_state_party_held_by_one_not_bound():
    assert "This does not apply" not in texts(run(on="2022-03-01"))


def test_a_settlement_shows_its_history_with_basis_and_source_and_the_facts_of_the_day():
    app = run(place="706448", on="2024-01-01")
    told = texts(app)
    assert "On 1 January 2024: held by Ukraine, as assessed by the settlement ledger" in told
    assert "liberated 416 days before" in told
    assert "Documented mine accidents by this day: " in told
    assert "Mine Ban Treaty: Ukraine's standing on this day: State Party." in told
    assert "By the ledger" not in table_with(app, "Held by").columns
    history = table_with(app, "To")
    assert "Who held Kherson" in texts(app)
    assert {"Ukraine", "Russian forces"} <= set(history["Held by"])
    assert history["Source"].ne("").all()
    assert set(history["Basis"]) <= {"Published report", "Assessed from maps"}


def test_regions_stand_with_published_figures_and_what_a_state_not_bound_holds():
    app = run(on="2024-03-01", layers="occupied.figures")
    rows = table_with(app, "Potentially mined, km²").set_index("Code")
    assert rows.loc["UA-63", "Potentially mined, km²"] == 12000
    assert pd.isna(rows.loc["UA-59", "Potentially mined, km²"])
    held = rows["State Party's, held by a state not bound, km²"]
    assert (held == rows["Occupied, km²"]).all()
    printed = table_with(app, "What the source counts")
    published = next(each.value for each in app.dataframe if list(each.value.columns)[:2] == ["Region", "Day"])
    assert len(printed) > 5
    assert set(published["Day"]) <= {"2023-02-02", "2023-05-19", "2023-12-20", "2024-02-14", "2024-02-24"}
    assert published["Source"].str.contains("https?://").all()


def test_a_point_near_kherson_is_told_in_steps_of_five_kilometres():
    told = texts(run(at="32.6146,46.6370", on="2026-08-01"))
    assert "46.6370° N, 32.6146° E: outside occupied land, about" in told
    assert "(rounded to 5 km)" in told
    assert "Liberated about" in told


def test_two_days_of_the_ledger_are_compared_with_the_settlements_that_changed_hands():
    app = run(on="2022-11-20", compare="day", then="2022-11-01")
    told = texts(app)
    assert "Between 1 November 2022 and 20 November 2022, as assessed by the settlement ledger: about" in told
    changed = table_with(app, "Changed on")
    kherson = changed.loc[changed["Settlement"] == "Kherson"].iloc[0]
    assert (kherson["Before"], kherson["After"], kherson["Changed on"]) == ("Russian forces", "Ukraine", "2022-11-11")


def test_a_region_filters_figures_tables_and_settlements():
    app = run(region="UA-65", on="2026-08-01")
    assert "Control in Kherson as assessed by" in texts(app).replace("\\", "")
    whole = float(figures(run(on="2026-08-01"))["Occupied, km²"].removeprefix("≈ ").replace(",", ""))
    own = float(figures(app)["Occupied, km²"].removeprefix("≈ ").replace(",", ""))
    assert 0 < own < whole
    assert set(table_with(app, "Held by")["Region"]) == {"Kherson"}


def test_a_day_before_the_first_is_refused_in_words():
    app = run(on="2021-01-01")
    assert not app.exception
    assert "2022-02-23" in app.error[0].value.replace("\\", "")


def test_where_nothing_is_imported_the_page_says_how_to():
    app = run()
    assert "python -m dashboard import deepstate" in " ".join(code.value for code in app.code)
    assert len(app.selectbox(key="front-source-0").options) == 1


def test_imported_days_appear_as_a_source_with_their_age_and_a_measured_line(made_up_days):
    app = run(source="deepstate", on="2025-01-06")
    assert not app.error
    assert len(app.selectbox(key="front-source-0").options) == 2
    assert "File of 5 January 2025, showing the state of 4 January 2025; 1 day old on the chosen day." in texts(app)
    shown = figures(app)
    assert float(shown["Front line, km"].replace(",", "")) > 100
    assert shown["Contested, km²"] == "no data"
    layers = next(group for group in app.button_group if group.label == "Layers")
    assert "Contested" not in layers.options
    assert shown["Liberated since 2025-01-03, km²"] == "0.0"
    rows = table_with(app, "By the ledger")
    assert (rows["Held by"] != rows["By the ledger"]).any(), "what is drawn stands beside what the ledger says"


def test_gained_and_lost_land_of_made_up_days_is_told(made_up_days):
    app = run(source="deepstate", on="2025-01-07", compare="day", then="2025-01-03")
    sentence = next(text.value for text in app.text if text.value.startswith("Between 3 January 2025"))
    assert "became occupied" in sentence
    shown = figures(app)
    lost = float(sentence.split(" became occupied and ")[1].split(" km²")[0].replace(",", ""))
    assert abs(float(shown["Liberated since 2025-01-03, km²"].replace(",", "")) - lost) < 1


def test_a_day_of_counting_before_the_first_map_is_refused_with_that_day_named(made_up_days):
    app = run(source="deepstate", on="2025-01-07", since="2024-01-01")
    assert "first snapshot is of 2025-01-03" in app.error[0].value.replace("\\", "")
    assert figures(app)["Liberated, km²"] == "no data"


def test_a_map_older_than_a_week_is_warned_of_and_named_wherever_it_is_quoted(made_up_days):
    app = run(source="deepstate", on="2026-11-23", compare="day", then="2025-01-06", place="706448")
    assert "685 days old" in app.warning[0].value
    told = texts(app)
    maps = "(for 6 January 2025 the map of 5 January 2025; for 23 November 2026 the map of 7 January 2025)"
    assert f"Between 6 January 2025 and 23 November 2026, as assessed by DeepStateMap {maps}: " in told
    whose = "as assessed by DeepStateMap (the map of 7 January 2025)"
    assert f"km² on 23 November 2026, {whose}. On 23 November 2026 Ukraine's standing" in told
    assert f"On 23 November 2026: held by Ukraine, {whose}; it last changed hands" in told
    assert "by the settlement ledger, which ends on 22 August 2026" in told
    assert f"{whose} on 23 November 2026. Region: Kherson." in told
    assert f"Held by: {whose} on 2026-11-23." in told
    assert "The settlement ledger ends on 2026-08-22: who changed hands after that day it does not know." in told


def test_where_one_map_answers_for_both_days_no_change_is_told(made_up_days):
    app = run(source="deepstate", on="2026-11-23", compare="day", then="2026-09-01")
    told = texts(app)
    assert "no change is known, because the same map answers for both days." in told
    assert "0.0 km² became occupied" not in told
    assert not any("Changed on" in each.value.columns for each in app.dataframe), "the ledger ended before both days"


def test_two_sources_disagree_in_both_directions_and_name_maps_of_other_days(made_up_days):
    told = texts(run(source="deepstate", on="2026-11-23", compare="source", other="ledger"))
    maps = "DeepStateMap: the map of 7 January 2025; Settlement ledger: what was last known on 22 August 2026"
    assert f"On 23 November 2026 ({maps}): " in told
    assert "are occupied as assessed by DeepStateMap and not by the settlement ledger" in told


def test_accidents_of_the_sample_are_counted_by_region_up_to_the_day(made_up_days):
    early = table_with(run(on="2022-03-01"), "Documented accidents")["Documented accidents"].sum()
    late = table_with(run(on="2026-08-01"), "Documented accidents")["Documented accidents"].sum()
    assert early < late


@pytest.mark.skipif(DAILY is None, reason="the sample of real daily files is not on this machine")
def test_the_real_days_give_the_figures_that_were_measured_on_them():
    assert commands.main(["import", "deepstate", str(DAILY)]) == 0
    shown = figures(run(source="deepstate", on="2024-10-01"))
    assert shown["Occupied, km²"] == "110,255.9"
    app = run(source="deepstate", on="2025-01-01", compare="day", then="2024-07-08", at="37.24999,47.77973")
    assert "File of 1 December 2024, showing the state of 30 November 2024; 31 days old" in texts(app)
    assert "on occupied land" in texts(app), "Vuhledar"
    assert not app.exception


def test_a_source_without_contested_land_has_none_in_its_legend(made_up_days):
    known = front_facts.known()
    drawn = {}
    for source in ("ledger", "deepstate"):
        chosen, _ = settled(FrontLineFilters(on=date(2025, 1, 7), source=source), known)
        facts = front_facts.facts_of(chosen, known)
        drawn[source] = legend_of(chosen, facts)
        assert {word.value for word in specify(chosen, facts).classes} == {*drawn[source]} - {"regions"}
    assert "contested" in drawn["ledger"]
    assert drawn["deepstate"] == [value for value in drawn["ledger"] if value != "contested"]
    swiped = FrontLineFilters(on=date(2025, 1, 7), source="deepstate", compare=Comparison.SOURCE, other="ledger")
    chosen, _ = settled(swiped, known)
    assert "contested" in legend_of(chosen, front_facts.facts_of(chosen, known), swiping=True)
