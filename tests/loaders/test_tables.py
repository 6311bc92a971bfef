"""A bundled table is typed as its schema says, and a damaged one is refused with every fault named."""

import pytest

from geodata.errors import MissingDataError, TableError
from geodata.words import Treaty
from loaders.areas.loader import load_areas
from loaders.catalog import LOADERS, load_card
from loaders.history import load_history
from loaders.tables import read_table
from loaders.untc.loader import load_treaty_acts, load_treaty_overrides
from loaders.withdrawals.loader import load_withdrawal_steps

ACTS = (LOADERS / "untc" / "treaty_acts.csv").read_bytes()
HEADER, FIRST, REST = ACTS.split(b"\n", 2)


def read_damaged(tmp_path, content, name="treaty_acts", card="untc"):
    """Return the message with which damaged bytes are refused."""
    path = tmp_path / f"{name}.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_table(path, name, load_card(card))
    message = str(caught.value)
    assert "\n" not in message
    assert name in message
    return message


def replaced(old, new):
    assert old in ACTS
    return ACTS.replace(old, new, 1)


def test_tables_are_typed():
    acts, areas = load_treaty_acts(), load_areas()
    assert len(acts) == 744
    assert acts["date"].dtype.kind == "M"
    assert acts["treaty"].iloc[0] == "MBT"
    assert areas["can_join"].dtype == bool
    assert (len(areas), int(areas["can_join"].sum())) == (203, 197)
    assert areas.set_index("iso3").loc["NAM", "iso2"] == "NA"
    assert areas.set_index("iso3").loc["AFG", "m49"] == "004"
    assert (len(load_treaty_overrides()), len(load_withdrawal_steps())) == (2, 50)
    assert load_withdrawal_steps()["date"].isna().sum() == 6


def test_an_unknown_table_path_gives_the_same_table_by_full_validation(tmp_path):
    path = tmp_path / "copy.csv"
    path.write_bytes(ACTS)
    assert read_table(path, "treaty_acts", load_card("untc")).equals(load_treaty_acts())


def test_line_ends_of_another_system_give_the_same_table(tmp_path):
    path = tmp_path / "copy.csv"
    path.write_bytes(ACTS.replace(b"\n", b"\r\n"))
    assert read_table(path, "treaty_acts", load_card("untc")).equals(load_treaty_acts())


def test_names_are_those_of_the_areas_table():
    names = load_areas().set_index("iso3")["name"]
    for table in (load_treaty_acts(), load_treaty_overrides(), load_withdrawal_steps()):
        assert (table["iso3"].map(names) == table["name"]).all()


def test_notices_of_withdrawal_and_suspension_agree_with_the_steps():
    acts, steps = load_treaty_acts(), load_withdrawal_steps()
    kinds = {
        "withdrawal_notification": "un_notification",
        "suspension_communication": "suspension_communication",
    }
    for act, step in kinds.items():
        left = acts.loc[acts["act"] == act, ["treaty", "iso3", "date"]]
        right = steps.loc[steps["step"] == step, ["treaty", "iso3", "date"]]
        assert sorted(map(tuple, left.astype(str).to_numpy())) == sorted(map(tuple, right.astype(str).to_numpy()))


def test_the_effect_that_the_steps_tell_is_the_one_that_the_rule_gives():
    steps = load_withdrawal_steps()
    for row in steps.loc[steps["step"] == "effective"].itertuples():
        history = load_history(Treaty(row.treaty))
        assert history.status_of(row.iso3, row.date.date()).value == "withdrawn"
        assert history.interval_on(row.iso3, row.date.date()).since == row.date.date()


DAY = b"2002-09-11"
NOT_A_TREATY = "column treaty: expected one of MBT, CCM, CCW-AP2, CCW-P5, got 'OTT'"
AFG_PROTOCOL = b"CCW-AP2,AFG,Afghanistan,"
DATED = b"accession,2002-09-11,,"

DAMAGED = [
    (ACTS.replace(b"iso3,", b"iso,", 1), "row 1, column iso3: expected this column"),
    (ACTS.replace(b"iso3,", b"iso,", 1), "row 1, column iso: expected no such column"),
    (ACTS.replace(b"treaty,iso3", b"iso3,treaty", 1), "row 1, column iso3: expected the order treaty,iso3"),
    (ACTS.replace(b"treaty,iso3", b"iso3,iso3", 1), "row 1: expected each column once, got iso3"),
    (replaced(DATED, b"joining,2002-09-11,,"), "row 2, column act: expected one of signature"),
    (replaced(DATED, b"joining,2002-09-11,,"), "got 'joining'"),
    (
        replaced(DAY, b"2002-09-31"),
        "column date: expected a day as YYYY-MM-DD, or nothing, got '2002-09-31'",
    ),
    (replaced(DAY, b"11 Sep 2002"), "column date: expected a day as YYYY-MM-DD"),
    (replaced(DAY, b"1997-12-02"), "expected a day on or after the opening of the treaty"),
    (replaced(DATED, b"accession,,,"), "row 2, column date: expected a date, or for a consent"),
    (replaced(DATED, b"accession,2002-09-11,2002-01-01,2003-01-01"), "expected a date, or for a consent"),
    (replaced(DATED, b"accession,,2003-01-01,2002-01-01"), "row 2, column date_not_after"),
    (replaced(b"signature,1998-09-08,,", b"signature,,1998-09-08,1998-09-09"), "row 3, column date"),
    (
        replaced(DATED, b"consent_to_be_bound,2002-09-11,,"),
        "column act: expected an act that this treaty knows",
    ),
    (
        replaced(AFG_PROTOCOL + b"consent_to_be_bound", AFG_PROTOCOL + b"signature"),
        "column act: expected an act that this treaty knows",
    ),
    (
        replaced(b"MBT,AFG", b"OTT,AFG"),
        NOT_A_TREATY,
    ),
    (replaced(b"MBT,AFG", b"MBT,afg"), "row 2, column iso3: expected text like"),
    (
        b"\n".join([HEADER, FIRST, FIRST, REST]),
        "row 3, column treaty+iso3+act+date+date_not_before",
    ),
    (ACTS + b"MBT,AFG\n", "expected 9 cells, got 2"),
    (b"\xef\xbb\xbf" + ACTS, "row 1: expected UTF-8 without a byte order mark"),
    (replaced("Côte".encode(), "Côte".encode("latin-1")), "expected UTF-8, got the byte 0xf4"),
    (ACTS.decode().encode("utf-16"), "expected UTF-8"),
    (b"", "row 1: expected a line with the names of the columns"),
    (HEADER + b"\n", "expected 744 to 900 rows"),
    (b"\n".join([HEADER, FIRST, b""]), "expected 744 to 900 rows"),
    (ACTS + b'"MBT', "expected comma-separated values"),
]


@pytest.mark.parametrize(("content", "said"), DAMAGED, ids=[said for _, said in DAMAGED])
def test_a_damaged_table_is_refused_with_table_row_and_column(tmp_path, content, said):
    assert said in read_damaged(tmp_path, content)


def test_all_faults_are_told_and_the_rest_counted(tmp_path):
    message = read_damaged(tmp_path, ACTS.replace(b",ratification,", b",ratified,"))
    assert message.count("got 'ratified'") == 20
    assert "more faults" in message


def test_a_row_after_a_cell_with_a_line_break_keeps_the_line_of_the_file(tmp_path):
    lines = [HEADER, FIRST.rsplit(b",", 1)[0] + b',"two\nlines"', REST.replace(b"signature", b"signing", 1)]
    message = read_damaged(tmp_path, b"\n".join(lines))
    assert "row 4, column act" in message


def test_steps_need_a_source_for_their_day(tmp_path):
    content = (LOADERS / "withdrawals" / "withdrawal_steps.csv").read_bytes()
    before, after = content.split(b"2025-05-21,", 1)
    damaged = before + b"2025-05-21,," + after.split(b",", 1)[1]
    assert damaged != content
    assert "column source: expected a source for the day" in read_damaged(
        tmp_path, damaged, "withdrawal_steps", "withdrawals"
    )


def test_an_override_of_an_entry_into_force_needs_its_day(tmp_path):
    content = (LOADERS / "untc" / "overrides.csv").read_bytes().replace(b",2011-07-09,", b",,", 1)
    assert "column effective_on" in read_damaged(tmp_path, content, "treaty_overrides")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MissingDataError, match=r"treaty_acts: the file gone\.csv is missing"):
        read_table(tmp_path / "gone.csv", "treaty_acts", load_card("untc"))


def test_a_table_without_a_schema_is_refused(tmp_path):
    path = tmp_path / "copy.csv"
    path.write_bytes(ACTS)
    with pytest.raises(TableError, match="expected a table with a schema"):
        read_table(path, "unknown", load_card("untc"))
