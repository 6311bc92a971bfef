"""Sources are told to readers without paths inside repositories, and with the address of the register's page."""

import csv
import re
from pathlib import Path

import pytest

from geodata.citation import readable_source

LOADERS = Path(__file__).parents[2] / "loaders"
PATH_IN_A_REPOSITORY = re.compile(r"github [\w-]+/|@[0-9a-f]{7}|data/raw|\.(html|ts|md)\b(?!\S)")


def test_a_page_of_the_register_is_told_with_its_address():
    stored = (
        "UNTC XXVI-5 status page as at 2026-02-03 (treaties.un.org ViewDetails mtdsg_no=XXVI-5&chapter=26; HTML copy "
        "in github mgaldino/treaties-ideal-point@746a24f data/raw/arms_control/html/ottawa.html), declarations"
    )
    assert readable_source(stored) == (
        "UNTC XXVI-5 status page as at 2026-02-03 (https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no="
        "XXVI-5&chapter=26; read in a copy of the page), declarations"
    )


@pytest.mark.parametrize(
    "table", ["untc/treaty_acts.csv", "withdrawals/withdrawal_steps.csv", "withdrawals/readings.csv"]
)
def test_no_source_of_a_treaty_shows_a_path_inside_a_repository(table):
    with (LOADERS / table).open(encoding="utf-8", newline="") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    assert sources
    for source in sources:
        assert not PATH_IN_A_REPOSITORY.search(readable_source(source)), readable_source(source)


def test_other_sources_stay_letter_by_letter():
    plain = "Landmine Monitor 2018 p. 3, https://github.com/a/b and https://example.org/x.html"
    assert readable_source(plain) == plain
