"""The bundled acts give the totals and the standings that the registers and the monitors have published."""

import csv
from datetime import date
from pathlib import Path

import pytest

from geodata.treaty_rules import HORIZON, OPENING_DAY
from geodata.words import Treaty
from loaders.history import load_history

CHECKS = Path(__file__).resolve().parents[3] / "shared" / "checks"

# treaty, day, joined, in force, signed only; None where nothing was published or counted.
COUNTS = [
    ("MBT", "2000-01-01", 90, 84, 47),
    ("MBT", "2005-12-31", 148, 144, 6),
    ("MBT", "2010-12-31", 156, 156, 2),
    ("MBT", "2015-12-31", 162, 162, 1),
    ("MBT", "2022-12-31", 164, 164, 1),
    ("MBT", "2023-12-31", 164, 164, 1),
    ("MBT", "2025-06-30", 166, 164, 0),
    ("MBT", "2026-02-03", 162, 162, 0),
    ("MBT", "2026-11-23", 161, 161, 0),  # Lebanon is counted apart
    ("CCM", "2010-12-31", 49, 37, 59),
    ("CCM", "2015-12-31", 98, 92, 20),
    ("CCM", "2022-08-01", 110, 110, 13),  # Cluster Munition Monitor 2022
    ("CCM", "2022-12-31", 110, 110, 13),
    ("CCM", "2023-12-31", 112, 111, 12),
    ("CCM", "2025-06-30", 111, 111, 12),
    ("CCM", "2026-02-03", 112, 111, 12),
    ("CCM", "2026-11-23", 112, 112, 12),
    ("CCW-AP2", "2000-01-01", 46, 38, 0),
    ("CCW-AP2", "2005-12-31", 85, 84, 0),
    ("CCW-AP2", "2010-12-31", 96, 94, 0),
    ("CCW-AP2", "2015-12-31", 102, 102, 0),
    ("CCW-AP2", "2022-12-31", 106, 106, 0),
    ("CCW-AP2", "2025-06-30", 107, 107, 0),
    ("CCW-P5", "2005-12-31", 16, 0, 0),
    ("CCW-P5", "2010-12-31", 74, 68, 0),
    ("CCW-P5", "2015-12-31", 87, 87, 0),
    ("CCW-P5", "2022-12-31", 97, 97, 0),
    ("CCW-P5", "2026-02-03", 99, 99, 0),
]

STANDINGS = [
    ("MBT", "CAN", "1999-02-28", "joined_not_yet_in_force"),
    ("MBT", "BFA", "1999-03-01", "party"),  # the fortieth instrument
    ("MBT", "GIN", "1999-03-31", "joined_not_yet_in_force"),
    ("MBT", "GIN", "1999-04-01", "party"),
    ("MBT", "BWA", "2000-09-01", "party"),  # deposit 2000-03-01
    ("MBT", "SSD", "2011-07-08", "none"),
    ("MBT", "SSD", "2011-07-09", "party"),
    ("MBT", "MNE", "2007-03-31", "joined_not_yet_in_force"),
    ("MBT", "MNE", "2007-04-01", "party"),
    ("MBT", "POL", "2012-12-01", "signatory"),
    ("MBT", "POL", "2026-02-19", "party_withdrawal_pending"),
    ("MBT", "POL", "2026-02-20", "withdrawn"),
    ("MBT", "EST", "2025-12-26", "party_withdrawal_pending"),
    ("MBT", "EST", "2025-12-27", "withdrawn"),
    ("MBT", "FIN", "2026-01-10", "withdrawn"),
    ("MBT", "UKR", "2006-06-01", "party"),
    ("MBT", "UKR", "2025-07-17", "party"),
    ("MBT", "UKR", "2026-11-23", "party_suspension_claimed"),
    ("MBT", "LBN", "2026-02-03", "none"),
    ("MBT", "LBN", "2026-11-23", "undetermined"),
    ("MBT", "LBN", "2027-01-31", "undetermined"),
    ("MBT", "LBN", "2027-02-01", "party"),
    ("MBT", "TON", "2025-11-30", "joined_not_yet_in_force"),
    ("MBT", "TON", "2025-12-01", "party"),
    ("MBT", "COK", "2026-11-23", "party"),
    ("MBT", "NIU", "2026-11-23", "party"),
    ("MBT", "VAT", "2026-11-23", "party"),
    ("MBT", "XKX", "2026-11-23", "not_applicable"),
    ("MBT", "TWN", "2026-11-23", "not_applicable"),
    ("MBT", "USA", "2026-11-23", "none"),
    ("CCM", "LTU", "2025-03-05", "party_withdrawal_pending"),
    ("CCM", "LTU", "2025-03-06", "withdrawn"),
    ("CCM", "AGO", "2026-11-23", "signatory"),
    ("CCM", "LAO", "2010-07-31", "joined_not_yet_in_force"),
    ("CCM", "LAO", "2010-08-01", "party"),
    ("CCW-AP2", "AUS", "1998-12-02", "joined_not_yet_in_force"),
    ("CCW-AP2", "AUS", "1998-12-03", "party"),
    ("CCW-AP2", "IND", "2000-03-02", "party"),
    ("CCW-AP2", "PSE", "2026-11-23", "none"),
    ("CCW-P5", "IND", "2006-11-11", "joined_not_yet_in_force"),
    ("CCW-P5", "FRA", "2007-04-29", "joined_not_yet_in_force"),
    ("CCW-P5", "FRA", "2007-04-30", "party"),  # deposit 2006-10-31, clamped
    ("CCW-P5", "TJK", "2006-11-17", "joined_not_yet_in_force"),
    ("CCW-P5", "TJK", "2006-11-18", "party"),
]

SIGNED_AND_NEVER_JOINED = {"AGO", "CAF", "COD", "CYP", "DJI", "HTI", "IDN", "JAM", "KEN", "LBR", "TZA", "UGA"}
NO_ACT_AT_ALL = {
    *("ARM", "AZE", "EGY", "FSM", "IRN", "KAZ", "KGZ", "LBY"),
    *("MMR", "MNG", "NPL", "PRK", "SGP", "SYR", "UZB", "VNM"),
}


def history(treaty):
    return load_history(Treaty(treaty))


@pytest.mark.parametrize(("treaty", "on", "joined", "in_force", "signed_only"), COUNTS)
def test_counts_are_the_published_ones(treaty, on, joined, in_force, signed_only):
    counts = history(treaty).counts_on(date.fromisoformat(on))
    assert (counts["joined"], counts["in_force"], counts["signed_only"]) == (joined, in_force, signed_only)


@pytest.mark.parametrize(("treaty", "iso3", "on", "status"), STANDINGS)
def test_standings_are_the_published_ones(treaty, iso3, on, status):
    assert history(treaty).status_of(iso3, date.fromisoformat(on)).value == status


@pytest.mark.parametrize(
    ("treaty", "day", "triggers"),
    [
        ("MBT", "1999-03-01", {"BFA", "GNQ"}),
        ("CCM", "2010-08-01", {"BFA", "MDA"}),
        ("CCW-AP2", "1998-12-03", {"LTU"}),
        ("CCW-P5", "2006-11-12", {"ALB", "LIE", "CHE"}),
    ],
)
def test_each_treaty_entered_into_force_on_its_published_day(treaty, day, triggers):
    assert history(treaty).entry_into_force == date.fromisoformat(day)
    assert {act.iso3 for act in history(treaty).trigger_acts} == triggers


@pytest.mark.parametrize(("treaty", "signatories"), [("MBT", 133), ("CCM", 108), ("CCW-AP2", 0), ("CCW-P5", 0)])
def test_signatories_stay_counted_after_a_withdrawal(treaty, signatories):
    assert history(treaty).counts_on(HORIZON)["signatories_ever"] == signatories


def test_withdrawn_and_flagged_areas_on_the_day_of_the_table():
    mine_ban = history("MBT").counts_on(date(2026, 11, 23))
    assert (mine_ban["withdrawn"], mine_ban["undetermined"], mine_ban["suspension_communicated"]) == (5, 1, 1)
    assert history("CCM").counts_on(date(2026, 11, 23))["withdrawn"] == 1
    assert history("MBT").counts_on(date(2026, 2, 3))["withdrawn"] == 4


def test_signatures_that_no_instrument_followed():
    table = history("CCM").status_on(date(2026, 11, 23))
    assert set(table.loc[table["status"] == "signatory", "iso3"]) == SIGNED_AND_NEVER_JOINED


def test_members_without_any_act():
    silent = set.intersection(
        *({code for code, record in history(treaty).records.by_area.items() if not record.acts} for treaty in Treaty)
    )
    assert silent == NO_ACT_AT_ALL


def test_provisional_application_is_flagged_for_those_who_declared_it():
    on_deposit = history("CCM").status_on(date(2008, 12, 3))
    assert set(on_deposit.loc[on_deposit["provisional"], "iso3"]) == {"NOR"}
    early = history("MBT").status_on(date(1998, 12, 31))
    assert set(early.loc[early["provisional"], "iso3"]) == {"AUT", "MUS", "ZAF", "SWE", "CHE"}


def test_why_ukraine_is_counted_as_bound():
    text = history("MBT").explain("UKR", date(2026, 11, 23))
    for part in (
        "ratified on 2005-12-27",
        "since 2006-06-01 (Art. 17(2))",
        "on 2025-07-18",
        "no clause on suspension",
        "2025-12-05: collective finding of the States Parties",
        "still counted as bound",
    ):
        assert part in text
    assert "2025-12-05" not in history("MBT").explain("UKR", date(2025, 12, 4))


def test_areas_come_in_the_order_of_their_names_without_regard_to_accents():
    names = history("MBT").status_on(date(2026, 11, 23))["name"].tolist()
    assert len(names) == 203
    assert names.index("Costa Rica") < names.index("Côte d'Ivoire") < names.index("Croatia")
    assert names.index("Tunisia") < names.index("Türkiye") < names.index("Turkmenistan")


def test_every_status_has_a_basis_and_every_act_a_source():
    for treaty in Treaty:
        table = history(treaty).status_on(date(2026, 11, 23))
        assert (table["basis"].str.endswith(".")).all()
        assert (table.loc[table["act"] != "", "source"] != "").all()
        assert (table.loc[table["status"].isin(["none", "not_applicable"]), "since"].isna()).all()
        assert (table.loc[~table["status"].isin(["none", "not_applicable"]), "since"].notna()).all()


def test_codes_of_all_areas_on_all_change_days_are_those_of_each_day():
    mine_ban = history("MBT")
    days = [OPENING_DAY, *mine_ban.change_days]
    codes = mine_ban.status_codes(days)
    assert codes.shape == (203, len(days))
    for place in (0, len(days) // 2, len(days) - 1):
        assert (codes[:, place] == mine_ban.status_codes([days[place]])[:, 0]).all()


@pytest.mark.skipif(not CHECKS.exists(), reason="the folder with the published checks is not here")
def test_the_published_checks_hold():
    with (CHECKS / "treaty_status.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            got = history(row["treaty"]).status_of(row["iso3"], date.fromisoformat(row["on"])).value
            assert got == row["status"], row
    with (CHECKS / "treaty_counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            got = history(row["treaty"]).counts_on(date.fromisoformat(row["on"]))[row["measure"]]
            assert got == int(row["value"]), row
