"""A user's own table is understood row by row; what is not is told, and no row is lost."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.mapping import guess
from geodata.own_figures import TARGETS, target_of, template_rows, understand, years_of
from geodata.words import Measure, Scope

AREAS = pd.DataFrame({"iso3": ["UKR", "KHM", "CIV"], "name": ["Ukraine", "Cambodia", "Côte d'Ivoire"]})


def rows(*records: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([record | {"_row": place} for place, record in enumerate(records, start=2)])


def read(table: pd.DataFrame, measure=Measure.CONTAMINATION, **options):
    mapping = guess(target_of(measure), [name for name in table.columns if name != "_row"])
    return understand(table, measure, mapping, AREAS, publisher="Authority", read_on="a.csv", **options)


def test_columns_are_guessed_units_turned_and_every_row_told():
    own = read(
        rows(
            {"Country": "cambodia", "Year": "2024", "CHA": "1,000,000", "SHA": "", "Remarks": "x"},
            {"Country": "CIV", "Year": "2024.0", "CHA": "", "SHA": "250000", "Remarks": ""},
            {"Country": "Atlantis", "Year": "2024", "CHA": "1", "SHA": "", "Remarks": ""},
            {"Country": "UKR", "Year": "0202", "CHA": "1", "SHA": "", "Remarks": ""},
            {"Country": "UKR", "Year": "2024", "CHA": "-1", "SHA": "", "Remarks": ""},
            {"Country": "UKR", "Year": "2024", "CHA": "", "SHA": "", "Remarks": ""},
            {"Country": "KHM", "Year": "2024", "CHA": "2", "SHA": "", "Remarks": ""},
        ),
        unit="m2",
        weapon=Scope.MINES_ALL,
    )
    assert own.table[["iso3", "year", "cha_km2", "sha_km2", "weapon", "note"]].to_numpy().tolist() == [
        ["KHM", "2024", "1", "", "mines_all", "x"],
        ["CIV", "2024", "", "0.25", "mines_all", ""],
    ]
    assert own.rejects["row"].tolist() == [4, 5, 6, 7, 8]
    reasons = " ".join(own.rejects["reason"])
    for said in ("'Atlantis' is no name", "'0202' is no year", "cha_km2 is '-1'", "no zero", "already in row 2"):
        assert said in reasons
    told = " ".join(own.understood)
    assert "Confirmed (CHA): column 'CHA'." in told
    assert "2 of 7 rows are taken, 2024 to 2024, 2 areas." in told
    assert "Areas in the file are in m2" in told


def test_casualties_whose_parts_exceed_their_total_are_not_taken():
    own = read(rows({"iso3": "UKR", "year": "2023", "killed": "5", "injured": "6", "total": "10"}), Measure.CASUALTIES)
    assert own.table.empty
    assert "add up to 11" in own.rejects["reason"][0]


cells = st.sampled_from(["", "UKR", "Ukraine", "2024", "0", "1.5", "7", "x", "=1+1", "<b>", "1e9", "−5", "1 000"])


@settings(max_examples=80)
@given(st.lists(st.tuples(cells, cells, cells), max_size=8), st.sampled_from(list(TARGETS)))
def test_no_row_is_lost(table, measure):
    figure = next(each.name for each in target_of(measure).fields if each.kind in {"number", "word"})
    records = [{"area": a, "year": b, figure: c} for a, b, c in [*table, ("UKR", "2024", "1")]]
    if measure is Measure.TRANSFERS:
        records = [{"area": a, "to": b, "decided_on": b, figure: c} for a, b, c in [*table, ("UKR", "2024-11-20", "1")]]
    if measure is Measure.USE:
        records = [record | {"new_use": record[figure]} for record in records]
    own = read(rows(*records), measure)
    assert len(own.table) + len(own.rejects) == len(table) + 1


def test_what_cannot_be_understood_at_all_is_one_sentence():
    table = rows({"iso3": "UKR", "year": "2024", "other": "1"})
    with pytest.raises(InputError, match="choose a column for at least one of cha_km2"):
        read(table)
    with pytest.raises(InputError, match="not a measure of one's own tables"):
        target_of(Measure.ARTICLE5)
    with pytest.raises(InputError, match="unit of areas"):
        read(rows({"iso3": "UKR", "year": "2024", "cha": "1"}), unit="acres")


@pytest.mark.parametrize("measure", TARGETS)
def test_a_filled_template_is_understood_by_the_guess_alone(measure):
    header = template_rows(measure)
    record = {
        each.name: {
            "area": "UKR",
            "to": "KHM",
            "year": "2024",
            "year_to": "2025",
            "note": "n",
            "user": "forces",
            "user_area": "KHM",
            "decided_on": "2024-11-20",
        }.get(each.name, "1")
        for each in target_of(measure).fields
    }
    record |= {each.name: each.words[0][0] for each in target_of(measure).fields if each.kind == "word"}
    if measure is Measure.CASUALTIES:
        record["total"] = "3"
    assert set(record) == set(header.columns)
    own = read(rows(record), measure)
    assert len(own.table) == 1, own.rejects


def test_words_of_a_class_are_understood_and_others_told():
    own = read(rows({"Country": "UKR", "Year": "2024", "Extent class": "Heavy"},
                    {"Country": "KHM", "Year": "2024", "Extent class": "Light"},
                    {"Country": "CIV", "Year": "2024", "Extent class": "many"}), Measure.EXTENT)  # fmt: skip
    assert own.table[["iso3", "extent", "extent_published"]].to_numpy().tolist() == [
        ["UKR", "large", "large"], ["KHM", "small", "small"]]  # fmt: skip
    assert "Class is 'many': expected one of massive, large" in own.rejects["reason"][0]


def test_reports_of_use_of_several_years_and_transfers_have_their_own_keys():
    use = read(rows(
        {"area": "UKR", "year": "2022", "year_to": "2024", "user": "A", "user_type": "", "new_use": "alleged"},
        {"area": "UKR", "year": "2022", "year_to": "2024", "user": "B", "user_type": "NSAG", "new_use": "Confirmed"},
        {"area": "UKR", "year": "2022", "year_to": "2024", "user": "A", "user_type": "state", "new_use": "alleged"},
        {"area": "UKR", "year": "2024", "year_to": "2022", "user": "A", "user_type": "state", "new_use": "alleged"},
    ), Measure.USE)  # fmt: skip
    assert use.table[["user", "user_type", "new_use"]].to_numpy().tolist() == [
        ["A", "unknown", "alleged"], ["B", "nsag", "confirmed"]]  # fmt: skip
    assert "stands already in row 2" in use.rejects["reason"][0]
    assert "before it begins" in use.rejects["reason"][1]
    assert years_of(use.table) == [2022, 2023, 2024]
    sent = read(rows({"from": "KHM", "to": "Ukraine", "date": "2024-11-20", "status": "approved"},
                     {"from": "KHM", "to": "Ukraine", "date": "20 Nov", "status": "approved"}),
                Measure.TRANSFERS)  # fmt: skip
    assert sent.table[["from_iso3", "to_name", "decided_on"]].to_numpy().tolist() == [
        ["KHM", "Ukraine", "2024-11-20"]]  # fmt: skip
    assert "'20 Nov' is no day" in sent.rejects["reason"][0]
