"""The standing of areas, from small made-up acts."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InputError, TableError
from geodata.treaty import STATUS_COLUMNS, STATUSES, build_history
from geodata.treaty_rules import HORIZON, OPENING_DAY, RULES, plus_months
from geodata.words import BOUND_STATUSES, CountMeasure, Treaty, TreatyStatus
from tests.treaty_tables import codes, founders, make_acts, make_areas, make_overrides

FOUNDERS = codes(40)
MBT_BEGINS = date(1999, 3, 1)  # forty deposits on 1998-09-16, first day of the sixth month after


def mbt(*acts, overrides=(), others=("XKX",), with_founders=True):
    """Return the history of a Mine Ban Convention that forty areas brought into force on 1999-03-01."""
    joinable = [*FOUNDERS, "AAA", "BBB"]
    rows = [*founders("MBT", 40, "1998-09-16"), *acts] if with_founders else list(acts)
    return build_history(make_acts(*rows), make_overrides(*overrides), make_areas(joinable, others), Treaty.MBT)


def status(history, day, iso3="AAA"):
    return history.status_of(iso3, date.fromisoformat(day)).value


def test_the_fortieth_instrument_brings_the_convention_into_force():
    history = mbt()
    assert history.entry_into_force == MBT_BEGINS
    assert {act.iso3 for act in history.trigger_acts} == set(FOUNDERS)
    assert status(history, "1999-02-28", FOUNDERS[0]) == "joined_not_yet_in_force"
    assert status(history, "1999-03-01", FOUNDERS[0]) == "party"


def test_with_too_few_instruments_nobody_is_bound():
    history = build_history(
        make_acts(*founders("MBT", 39, "1998-09-16")),
        make_overrides(("MBT", FOUNDERS[0], "ratification", "1998-09-16", "entry_into_force", "1999-01-01")),
        make_areas(FOUNDERS),
        Treaty.MBT,
    )
    assert history.entry_into_force is None
    assert history.trigger_acts == ()
    assert history.counts_on(HORIZON)["in_force"] == 0
    assert history.counts_on(HORIZON)["joined_not_yet_in_force"] == 39


def test_an_instrument_withdrawn_before_the_needed_number_does_not_count():
    rows = [
        ("MBT", "AAA", "accession", "1998-01-10"),
        ("MBT", "AAA", "withdrawal_notification", "1998-01-20"),
    ]
    rows += founders("MBT", 39, "1998-09-16")
    rows += [("MBT", "BBB", "accession", "1998-12-31")]
    history = mbt(*rows, with_founders=False)
    assert history.entry_into_force == date(1999, 6, 1)
    assert status(history, "1998-07-19") == "joined_not_yet_in_force"
    assert status(history, "1998-07-20") == "withdrawn"


def test_a_signature_alone_makes_a_signatory_and_never_again_after_withdrawal():
    history = mbt(
        ("MBT", "AAA", "signature", "1997-12-03"),
        ("MBT", "AAA", "ratification", "2000-02-29"),
        ("MBT", "AAA", "withdrawal_notification", "2001-08-31"),
    )
    assert status(history, "1997-12-03") == "signatory"
    assert status(history, "2000-02-28") == "signatory"
    assert status(history, "2000-02-29") == "joined_not_yet_in_force"
    assert status(history, "2000-07-31") == "joined_not_yet_in_force"
    assert status(history, "2000-08-01") == "party"
    assert status(history, "2001-08-31") == "party_withdrawal_pending"
    assert status(history, "2002-02-27") == "party_withdrawal_pending"
    assert status(history, "2002-02-28") == "withdrawn"  # clamped
    assert status(history, "2027-12-31") == "withdrawn"


def test_an_area_may_accede_again_after_it_has_left():
    history = mbt(
        ("MBT", "AAA", "accession", "2000-03-01"),
        ("MBT", "AAA", "withdrawal_notification", "2005-01-15"),
        ("MBT", "AAA", "accession", "2010-05-20"),
    )
    assert status(history, "2005-07-15") == "withdrawn"
    assert status(history, "2010-05-20") == "joined_not_yet_in_force"
    assert status(history, "2010-11-01") == "party"
    assert history.interval_on("AAA", date(2012, 1, 1)).since == date(2010, 11, 1)


def test_an_area_that_accedes_again_before_its_withdrawal_takes_effect_stays_bound_until_then():
    history = mbt(
        ("MBT", "AAA", "accession", "2000-03-01"),
        ("MBT", "AAA", "withdrawal_notification", "2005-01-15"),
        ("MBT", "AAA", "accession", "2005-06-20"),
    )
    assert status(history, "2005-07-14") == "party_withdrawal_pending"
    assert status(history, "2005-07-15") == "joined_not_yet_in_force"
    assert status(history, "2005-12-01") == "party"


def test_a_withdrawal_notified_before_entry_into_force_shows_once_the_area_is_bound():
    history = mbt(("MBT", "AAA", "accession", "2000-03-01"), ("MBT", "AAA", "withdrawal_notification", "2000-03-20"))
    assert status(history, "2000-08-31") == "joined_not_yet_in_force"
    assert status(history, "2000-09-01") == "party_withdrawal_pending"
    assert status(history, "2000-09-20") == "withdrawn"


def test_a_suspension_changes_the_label_and_not_the_count():
    acts = [("MBT", "AAA", "accession", "2000-03-01")]
    without = mbt(*acts)
    history = mbt(*acts, ("MBT", "AAA", "suspension_communication", "2025-07-18"))
    day = date(2025, 7, 18)
    assert status(history, "2025-07-17") == "party"
    assert status(history, "2025-07-18") == "party_suspension_claimed"
    assert history.counts_on(day)["in_force"] == without.counts_on(day)["in_force"]
    assert history.counts_on(day)["suspension_communicated"] == 1
    assert history.counts_on(day - timedelta(1))["suspension_communicated"] == 0
    text = history.explain("AAA", day)
    assert "no clause on suspension" in text
    assert text.count("counted as bound") == 1


def test_a_pending_withdrawal_takes_the_label_and_the_suspension_keeps_its_flag():
    history = mbt(
        ("MBT", "AAA", "accession", "2000-03-01"),
        ("MBT", "AAA", "suspension_communication", "2025-07-18"),
        ("MBT", "AAA", "withdrawal_notification", "2025-09-01"),
    )
    day = date(2025, 9, 1)
    assert status(history, "2025-09-01") == "party_withdrawal_pending"
    counts = history.counts_on(day)
    assert (counts["withdrawal_pending"], counts["suspension_communicated"]) == (1, 1)
    row = history.status_on(day).set_index("iso3").loc["AAA"]
    assert bool(row["suspension_communicated"])
    assert history.counts_on(date(2026, 3, 1))["suspension_communicated"] == 0  # it has left
    assert "has no suspension clause. It is still counted as bound." in history.explain("AAA", day)


def test_provisional_application_is_a_flag_until_entry_into_force():
    history = mbt(("MBT", "AAA", "ratification", "2000-03-01"), ("MBT", "AAA", "provisional_application", "2000-03-01"))
    rows = {
        day: history.status_on(date.fromisoformat(day)).set_index("iso3").loc["AAA"]
        for day in ("2000-03-01", "2000-09-01")
    }
    assert (rows["2000-03-01"]["status"], bool(rows["2000-03-01"]["provisional"])) == (
        "joined_not_yet_in_force",
        True,
    )
    assert (rows["2000-09-01"]["status"], bool(rows["2000-09-01"]["provisional"])) == ("party", False)


def test_an_unknown_day_of_deposit_is_undetermined_until_the_latest_entry_into_force():
    history = mbt(("MBT", "AAA", "accession", "2026-02-04", "2026-08-13"))
    assert status(history, "2026-02-03") == "none"
    assert status(history, "2026-02-04") == "undetermined"
    assert status(history, "2027-01-31") == "undetermined"
    assert status(history, "2027-02-01") == "party"
    assert history.counts_on(date(2026, 11, 23))["undetermined"] == 1
    basis = history.interval_on("AAA", date(2026, 11, 23)).basis
    assert "from 2026-08-01 at the earliest, 2027-02-01 at the latest" in basis
    assert "since 2027-02-01 at the latest (" in history.interval_on("AAA", date(2027, 3, 1)).basis


def test_an_override_binds_an_area_before_its_deposit():
    override = ("MBT", "AAA", "succession", "2011-11-11", "entry_into_force", "2011-07-09")
    history = mbt(("MBT", "AAA", "succession", "2011-11-11"), overrides=[override])
    assert status(history, "2011-07-08") == "none"
    assert status(history, "2011-07-09") == "party"
    assert history.interval_on("AAA", date(2011, 8, 1)).source == "document"


def test_an_override_without_a_day_postpones_a_withdrawal_until_a_further_row_says_so():
    acts = [
        ("MBT", "AAA", "accession", "2000-03-01"),
        ("MBT", "AAA", "withdrawal_notification", "2020-01-15"),
    ]
    key = ("MBT", "AAA", "withdrawal_notification", "2020-01-15", "withdrawal_effect")
    waiting = mbt(*acts, overrides=[(*key, None)])
    assert status(waiting, "2027-12-31") == "party_withdrawal_pending"
    ended = mbt(*acts, overrides=[(*key, None), (*key, "2023-05-09")])
    assert status(ended, "2023-05-08") == "party_withdrawal_pending"
    assert status(ended, "2023-05-09") == "withdrawn"
    assert status(mbt(*acts), "2020-07-15") == "withdrawn"


def test_the_register_may_name_another_instrument_as_the_one_that_completed_the_number():
    override = ("MBT", "AAA", "accession", "1998-10-20", "treaty_entry_into_force", "1999-04-01")
    history = mbt(("MBT", "AAA", "accession", "1998-10-20"), overrides=[override])
    assert history.entry_into_force == date(1999, 4, 1)
    assert [act.iso3 for act in history.trigger_acts] == ["AAA"]
    assert status(history, "1999-03-31", FOUNDERS[0]) == "joined_not_yet_in_force"


def test_areas_that_cannot_join_are_never_counted_as_outside():
    history = mbt()
    assert {status(history, day, "XKX") for day in ("1997-12-03", "2026-11-23")} == {"not_applicable"}
    assert history.counts_on(HORIZON)["not_applicable"] == 1


def test_before_a_treaty_opens_everybody_is_none():
    acts = make_acts(("CCM", "AAA", "signature", "2008-12-03"))
    history = build_history(acts, make_overrides(), make_areas(["AAA"], ["XKX"]), Treaty.CCM)
    assert status(history, "2008-12-02") == "none"
    assert history.counts_on(OPENING_DAY)["not_party"] == 1
    assert "opened only on 2008-12-03" in history.interval_on("AAA", OPENING_DAY).basis
    assert status(history, "2008-12-03") == "signatory"


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        (
            [("MBT", "AAA", "withdrawal_notification", "2005-01-01")],
            "expected an instrument of consent before it",
        ),
        (
            [("MBT", "AAA", "suspension_communication", "2005-01-01")],
            "expected an instrument of consent before it",
        ),
        (
            [("MBT", "AAA", "accession", "2000-01-01"), ("MBT", "AAA", "ratification", "2001-01-01")],
            "no second instrument",
        ),
        ([("MBT", "XKX", "accession", "2000-01-01")], "an area that can join"),
        ([("MBT", "ZZZ", "accession", "2000-01-01")], "an area that can join"),
        ([("MBT", "AAA", "consent_to_be_bound", "2000-01-01")], "got consent_to_be_bound"),
        ([("MBT", "AAA", "joined", "2000-01-01")], "got joined"),
        ([("MBT", "AAA", "signature", "1997-12-02")], "expected a day from 1997-12-03 on"),
        ([("MBT", "AAA", "signature", "2000-01-01", "2000-02-01")], "expected a date"),
        ([("MBT", "AAA", "accession", None)], "expected a date"),
    ],
)
def test_acts_that_cannot_be_are_refused(acts, said):
    with pytest.raises(TableError, match=said):
        mbt(*acts)


def test_an_override_without_its_act_is_refused():
    with pytest.raises(TableError, match="expected an act with this day in treaty_acts"):
        mbt(overrides=[("MBT", "AAA", "succession", "2011-11-11", "entry_into_force", "2011-07-09")])


def test_two_days_for_one_override_are_refused():
    key = ("MBT", "AAA", "accession", "2000-03-01", "entry_into_force")
    with pytest.raises(TableError, match="got two rows"):
        mbt(("MBT", "AAA", "accession", "2000-03-01"), overrides=[(*key, "2000-04-01"), (*key, "2000-05-01")])


@pytest.mark.parametrize("day", [OPENING_DAY - timedelta(1), HORIZON + timedelta(1)])
def test_days_outside_the_span_are_refused(day):
    history = mbt()
    for ask in (history.status_on, history.counts_on, lambda asked: history.status_of("AAA", asked)):
        with pytest.raises(InputError, match="1997-12-03 to 2027-12-31"):
            ask(day)


def test_a_span_that_runs_backwards_is_refused():
    with pytest.raises(InputError, match="runs backwards"):
        mbt().changes_between(date(2020, 1, 2), date(2020, 1, 1))


def test_since_and_until_are_the_first_days_of_this_and_of_the_next_status():
    history = mbt(
        ("MBT", "AAA", "signature", "1997-12-03"),
        ("MBT", "AAA", "ratification", "2000-02-29"),
        ("MBT", "AAA", "withdrawal_notification", "2001-08-20"),
    )
    table = history.status_on(date(2001, 1, 1))
    assert tuple(table.columns) == STATUS_COLUMNS
    row = table.set_index("iso3").loc["AAA"]
    assert (str(row["since"].date()), str(row["until"].date())) == ("2000-08-01", "2001-08-20")
    untouched = table.set_index("iso3").loc["BBB"]
    assert str(untouched["since"]) == str(untouched["until"]) == "NaT"
    assert untouched["act"] == untouched["article"] == untouched["source"] == ""


def test_changes_hold_every_change_and_every_other_act_once():
    history = mbt(
        ("MBT", "AAA", "signature", "1997-12-03"),
        ("MBT", "AAA", "ratification", "1997-12-03"),
        ("MBT", "BBB", "accession", "2000-03-01"),
        ("MBT", "BBB", "suspension_communication", "2001-01-01"),
        ("MBT", "BBB", "withdrawal_notification", "2001-02-01"),
    )
    table = history.changes_between(date(1999, 12, 31), date(2001, 8, 1))
    assert list(zip(table["day"].dt.strftime("%Y-%m-%d"), table["previous"], table["status"], strict=True)) == [
        ("2000-03-01", "none", "joined_not_yet_in_force"),
        ("2000-09-01", "joined_not_yet_in_force", "party"),
        ("2001-01-01", "party", "party_suspension_claimed"),
        ("2001-02-01", "party_suspension_claimed", "party_withdrawal_pending"),
        ("2001-08-01", "party_withdrawal_pending", "withdrawn"),
    ]
    assert history.change_sentence(date(1999, 12, 31), date(2001, 8, 1)) == (
        "Between 1999-12-31 and 2001-08-01: 1 deposited an instrument, 1 became bound, "
        "1 notified withdrawal, 1 withdrew, 1 communicated a suspension."
    )
    assert history.change_sentence(date(2010, 1, 1), date(2011, 1, 1)).endswith("nothing changed.")
    assert history.changes_between(date(2010, 1, 1), date(2010, 1, 1)).empty


def test_a_signature_on_the_day_of_ratification_is_told_as_an_act():
    history = mbt(("MBT", "AAA", "signature", "1998-01-05"), ("MBT", "AAA", "ratification", "1998-01-05"))
    table = history.changes_between(date(1998, 1, 4), date(1998, 1, 5))
    assert list(zip(table["kind"], table["act"], strict=True)) == [
        ("status", "ratification"),
        ("act", "signature"),
    ]


CONSENT_DAYS = st.dates(OPENING_DAY, date(2026, 12, 31))


@st.composite
def area_acts(draw, iso3):
    """Draw acts of one area that can follow each other."""
    rows = []
    if draw(st.booleans()):
        rows.append(("MBT", iso3, "signature", draw(st.dates(OPENING_DAY, date(1999, 3, 1))).isoformat()))
    after = OPENING_DAY
    for _ in range(draw(st.integers(0, 3))):
        deposit = draw(st.dates(after, after + timedelta(3000)))
        if draw(st.integers(0, 5)) == 0:
            last = deposit + timedelta(draw(st.integers(0, 300)))
            rows.append(("MBT", iso3, "accession", deposit.isoformat(), last.isoformat()))
        else:
            rows.append(("MBT", iso3, "accession", deposit.isoformat()))
            last = deposit
        if draw(st.booleans()):
            rows.append(("MBT", iso3, "provisional_application", last.isoformat()))
        if draw(st.booleans()):
            rows.append(
                (
                    "MBT",
                    iso3,
                    "suspension_communication",
                    (last + timedelta(draw(st.integers(1, 900)))).isoformat(),
                )
            )
        notice = last + timedelta(draw(st.integers(1000, 3000)))
        after = notice + timedelta(1)
        if draw(st.booleans()):
            rows.append(("MBT", iso3, "withdrawal_notification", notice.isoformat()))
        else:
            break
    return rows


histories = st.tuples(area_acts("AAA"), area_acts("BBB"), st.dates(OPENING_DAY, date(2005, 1, 1))).map(
    lambda drawn: [*founders("MBT", 40, drawn[2].isoformat()), *drawn[0], *drawn[1]]
)
ask_days = st.dates(OPENING_DAY, HORIZON)
AREAS = make_areas([*FOUNDERS, "AAA", "BBB"], ["XKX", "ESH"])
NO_OVERRIDES = make_overrides()


@settings(max_examples=60, deadline=None)
@given(histories, ask_days)
def test_counts_add_up_to_the_areas_on_every_day(rows, day):
    counts = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT).counts_on(day)
    assert list(counts) == [measure.value for measure in CountMeasure]
    parts = ("joined", "signed_only", "withdrawn", "undetermined", "not_party", "not_applicable")
    assert sum(counts[part] for part in parts) == counts["areas"] == len(AREAS)
    assert counts["joined"] == counts["in_force"] + counts["joined_not_yet_in_force"]
    assert counts["withdrawal_pending"] <= counts["in_force"] >= counts["suspension_communicated"]


@settings(max_examples=60, deadline=None)
@given(histories, ask_days)
def test_the_status_on_a_day_depends_only_on_acts_up_to_that_day(rows, day):
    past = [row for row in rows if row[3] <= day.isoformat()]
    whole = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT)
    known = build_history(make_acts(*past), NO_OVERRIDES, AREAS, Treaty.MBT)
    columns = ["iso3", "status", "since", "act", "act_date", "provisional", "suspension_communicated"]
    assert whole.status_on(day)[columns].equals(known.status_on(day)[columns])


@settings(max_examples=60, deadline=None)
@given(histories, ask_days)
def test_suspension_and_provisional_application_never_change_who_is_bound(rows, day):
    plain = [row for row in rows if row[2] not in {"suspension_communication", "provisional_application"}]
    with_labels = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT).counts_on(day)
    without = build_history(make_acts(*plain), NO_OVERRIDES, AREAS, Treaty.MBT).counts_on(day)
    measures = set(without) - {"suspension_communicated"}
    assert {name: with_labels[name] for name in measures} == {name: without[name] for name in measures}


@settings(max_examples=60, deadline=None)
@given(histories)
def test_no_area_becomes_bound_without_a_deposit(rows):
    history = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT)
    allowed = {
        TreatyStatus.JOINED,
        TreatyStatus.UNDETERMINED,
        *BOUND_STATUSES,
    }
    for code in history.codes:
        intervals = history.intervals[code]
        for earlier, later in pairwise(intervals):
            if later.status in BOUND_STATUSES:
                assert earlier.status in allowed
        if not history.acts_of(code).shape[0]:
            assert len({interval.status for interval in intervals}) == 1


@settings(max_examples=40, deadline=None)
@given(histories, st.lists(ask_days, min_size=1, max_size=5))
def test_codes_of_many_days_equal_the_status_of_each_day(rows, days):
    history = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT)
    matrix = history.status_codes(days)
    assert matrix.shape == (len(AREAS), len(days))
    assert matrix.dtype == np.int8
    for column, day in enumerate(days):
        expected = history.status_on(day)["status"].tolist()
        assert [STATUSES[code].value for code in matrix[:, column]] == expected


@settings(max_examples=40, deadline=None)
@given(histories, ask_days, ask_days)
def test_changes_lead_from_the_status_of_one_day_to_that_of_another(rows, one, other):
    history = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT)
    first, last = min(one, other), max(one, other)
    standing = {code: history.status_of(code, first).value for code in history.codes}
    changes = history.changes_between(first, last)
    for change in changes.loc[changes["kind"] == "status"].itertuples():
        assert standing[change.iso3] == change.previous
        standing[change.iso3] = change.status
    assert standing == {code: history.status_of(code, last).value for code in history.codes}


@settings(max_examples=40, deadline=None)
@given(histories, ask_days)
def test_an_explanation_ends_as_a_sentence_and_names_no_later_act(rows, day):
    history = build_history(make_acts(*rows), NO_OVERRIDES, AREAS, Treaty.MBT)
    for code in ("AAA", "BBB", "XKX"):
        text = history.explain(code, day)
        assert text.endswith(".")
        assert history.status_of(code, day).label in text


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)))
@settings(max_examples=40, deadline=None)
def test_a_withdrawal_takes_effect_on_its_very_day(received):
    history = mbt(
        ("MBT", "AAA", "accession", "1999-03-01"),
        ("MBT", "AAA", "withdrawal_notification", received.isoformat()),
    )
    effect = plus_months(received, RULES[Treaty.MBT].months_to_withdrawal)
    assert history.status_of("AAA", effect) is TreatyStatus.WITHDRAWN
    assert history.status_of("AAA", effect - timedelta(1)) is TreatyStatus.WITHDRAWAL_PENDING
