"""A choice follows the URL, and what the browser tells late of an older one has no effect."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.parts import choice
from dashboard.parts.choice import settled_key, teller


def page():
    import streamlit as st

    from dashboard.parts.choice import choose_among, choose_one

    st.session_state.setdefault("area", None)
    st.session_state.setdefault("told", [])

    def choose(area):
        st.session_state["told"].append(area)
        st.session_state["area"] = area

    options = ["X-ABK", "POL", "UKR"]
    choose_one(st.container(), "Area", options, st.session_state["area"], choose, name="box", placeholder="All")
    choose_among(st.container(), "Area again", options, st.session_state["area"] or "POL", choose, name="among")


def test_nothing_is_chosen_where_the_url_names_nothing():
    app = AppTest.from_function(page).run()
    assert app.selectbox[0].value is None
    assert app.session_state["told"] == []


def test_a_choice_of_the_reader_is_told_once_and_keeps_its_widget():
    app = AppTest.from_function(page).run()
    app.selectbox(key="box-0").set_value("UKR").run()
    assert app.session_state["told"] == ["UKR"]
    assert app.selectbox(key="box-0").value == "UKR"
    app.selectbox(key="box-0").set_value(None).run()
    assert app.session_state["told"] == ["UKR", None]


def test_a_value_chosen_elsewhere_is_shown_by_a_widget_that_begins_anew():
    app = AppTest.from_function(page).run()
    app.session_state["area"] = "POL"
    app.run()
    assert app.selectbox(key="box-1").value == "POL"
    assert app.session_state["told"] == []


def test_what_an_older_widget_tells_late_changes_nothing():
    app = AppTest.from_function(page).run()
    late = app.selectbox(key="box-0")
    app.session_state["area"] = "POL"
    app.run()
    late.set_value(None)  # the browser had not yet heard of POL
    app.run()
    assert app.session_state["area"] == "POL"
    assert app.session_state["told"] == []


def test_options_side_by_side_follow_the_url_too():
    app = AppTest.from_function(page).run()
    app.session_state["area"] = "UKR"
    app.run()
    assert app.radio[0].value == "UKR"
    assert app.session_state["told"] == []


@pytest.fixture
def session(monkeypatch):
    """What the server holds for a visitor, without a page."""
    held = {}
    monkeypatch.setattr(choice.st, "session_state", held)
    return held


def test_what_a_widget_that_is_gone_was_set_to_is_nothing_the_reader_chose(session):
    told = []
    old = settled_key("point", "")
    tell = teller("point", old, told.append)
    assert settled_key("point", "49,37") != old
    session[old] = ""  # the server has forgotten the widget, so that all that is told of it looks new to Streamlit
    tell()
    assert told == []
    assert settled_key("point", "49,37") != old


def test_what_the_reader_chose_in_a_widget_that_was_just_replaced_counts(session):
    told = []
    old = settled_key("point", "")
    tell = teller("point", old, told.append)
    elsewhere = settled_key("point", "49,37")
    session[old] = "50,30"
    tell()
    assert told == ["50,30"]
    assert settled_key("point", "50,30") == old, "the widget that the reader sees is left alone"
    assert settled_key("point", "") not in (old, elsewhere), "a browser may still hold what those were set to"


def test_switching_back_before_the_answer_counts(session):
    told = []
    key = settled_key("beside", False)
    tell = teller("beside", key, told.append)
    for switched in (True, True, False):
        session[key] = switched
        tell()
    assert told == [True, False]
