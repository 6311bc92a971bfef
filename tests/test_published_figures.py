"""Published figures come out of the command line as they were printed, each with the report that prints it."""

import csv
import io

import pytest

from dashboard import commands

MONITOR, REVIEW = "Landmine Monitor", "Clearing the Mines 2025"


@pytest.fixture(scope="module")
def ask():
    """Return a function that prints one measure of one area as rows; each question is asked once."""
    asked = {}

    def run(capsys, measure, area, *options):
        key = (measure, area, *options)
        if key not in asked:
            code = commands.main(["table", "--measure", measure, "--area", area, "--format", "csv", *options])
            captured = capsys.readouterr()
            assert code == 0, captured.err
            asked[key] = list(csv.DictReader(io.StringIO(captured.out)))
        return asked[key]

    return run


# area, year, part, published figure, what the source of the row must name
WORLD_CASUALTIES = [
    (2024, "total", "6279", "Landmine Monitor 2025"),
    (2024, "killed", "1945", "Landmine Monitor 2025"),
    (2024, "injured", "4325", "Landmine Monitor 2025"),
    (2023, "total", "5757", "Landmine Monitor 2024"),
    (2023, "killed", "1983", "Landmine Monitor 2024"),
    (2022, "total", "4710", "Landmine Monitor 2023"),
    (2021, "total", "5544", "Landmine Monitor 2022"),
    (2020, "total", "7073", "Landmine Monitor 2021"),
    (2020, "killed", "2492", "Landmine Monitor 2021"),
    (2019, "total", "5554", "Landmine Monitor 2020"),
    (2019, "total", "5853", "Landmine Monitor 2021"),
    (2018, "total", "6897", "Landmine Monitor 2019"),
    (2018, "injured", "3837", "Landmine Monitor 2019"),
    (2017, "total", "7239", "Landmine Monitor 2018"),
    (2016, "total", "9437", "Landmine Monitor 2018"),
    (2016, "total", "8605", "Landmine Monitor 2017"),
    (2010, "total", "4191", "Landmine Monitor 2011"),
    (2009, "total", "3956", "Landmine Monitor 2010"),
    (2007, "total", "5426", "Landmine Monitor 2008"),
    (2004, "total", "6521", "Landmine Monitor 2005"),
    (2003, "total", "8065", "Landmine Monitor 2005"),
]
CASUALTIES = [
    ("MMR", 2024, "total", "2029"),
    ("MMR", 2023, "total", "1003"),
    ("SYR", 2024, "total", "1015"),
    ("SYR", 2023, "total", "933"),
    ("SYR", 2022, "total", "834"),
    ("SYR", 2020, "total", "2729"),
    ("AFG", 2024, "total", "624"),
    ("AFG", 2023, "total", "651"),
    ("AFG", 2017, "killed", "797"),
    ("AFG", 2017, "injured", "1503"),
    ("AFG", 2010, "total", "1211"),
    ("AFG", 2009, "total", "859"),
    ("UKR", 2024, "total", "293"),
    ("UKR", 2023, "total", "580"),
    ("UKR", 2022, "total", "608"),
    ("UKR", 2021, "total", "58"),
    ("COL", 2010, "total", "512"),
    ("COL", 2009, "total", "674"),
    ("AGO", 2006, "total", "134"),
    ("AGO", 2006, "killed", "23"),
    ("MOZ", 2007, "total", "47"),
    ("ESH", 2007, "injured", "24"),
    ("EGY", 2013, "total", "69"),
    ("RUS", 2013, "total", "25"),
    ("RUS", 2013, "unknown", "1"),
]
LAND = [
    ("AFG", 2024, "total", 182.2),
    ("IRQ", 2024, "total", 1631.7),
    ("KHM", 2024, "total", 424),
    ("UKR", 2024, "total", 76.72),
    ("TUR", 2024, "total", 219.9),
    ("BIH", 2024, "total", 822.87),
    ("AGO", 2024, "total", 57.0),
    ("TCD", 2024, "total", 77.6),
    ("ZWE", 2024, "total", 12.0),
    ("THA", 2024, "total", 17.04),
    ("TJK", 2024, "total", 6.75),
    ("HRV", 2024, "total", 57.3),
    ("UKR", 2023, "total", 35.22),
    ("UKR", 2023, "cha", 23.34),
    ("UKR", 2023, "sha", 11.88),
    ("ZWE", 2014, "total", 62.99),
    ("ZWE", 2016, "total", 66),
    ("ZWE", 2017, "total", 61.79),
    ("ZWE", 2021, "total", 23.51),
    ("THA", 2014, "total", 474),
    ("THA", 2016, "sha", 422),
    ("THA", 2017, "sha", 391.38),
    ("THA", 2019, "total", 218),
    ("LKA", 2022, "total", 15.43),
    ("LKA", 2022, "cha", 13.52),
    ("LKA", 2022, "sha", 1.91),
    ("KHM", 2016, "total", 897),
    ("HRV", 2015, "cha", 294),
    ("HRV", 2015, "sha", 189),
    ("ESH", 2017, "cha", 80.12),
    ("ESH", 2017, "sha", 89.36),
]
RELEASE = [
    ("KHM", 2016, "cleared", 25.33),
    ("KHM", 2016, "reduced", 14.48),
    ("KHM", 2016, "cancelled", 28.93),
    ("HRV", 2018, "cleared", 49.01),
    ("HRV", 2019, "cleared", 39.16),
]
STOCKS = [
    ("RUS", 2021, "total", "26500000", True),
    ("PAK", 2021, "total", "6000000", True),
    ("USA", 2021, "total", "3000000", True),
    ("UKR", 2024, "total", "3364433", True),
    ("GRC", 2024, "total", "325413", True),
    ("GRC", 2021, "total", "343413", True),
    ("FIN", 2015, "destroyed", "1029763", True),
    ("AGO", 2008, "destroyed", "88117", True),
    ("THA", 2019, "destroyed", "337725", True),
]
DEADLINES = [
    ("AFG", 2026, "in_force", "2030-03-01"),
    ("IRQ", 2026, "in_force", "2028-02-01"),
    ("LKA", 2026, "in_force", "2028-06-01"),
    ("PSE", 2026, "in_force", "2028-06-01"),
    ("UKR", 2026, "in_force", "2033-12-01"),
    ("BIH", 2026, "within_twelve_months", "2027-03-01"),
    ("TCD", 2012, "in_force", "2014-01-01"),
    ("PER", 2012, "in_force", "2017-03-01"),
    ("ARG", 2012, "in_force", "2020-01-01"),
    ("COL", 2012, "in_force", "2021-03-01"),
    ("UKR", 2015, "within_twelve_months", "2016-06-01"),
    ("UKR", 2016, "expired_none_granted", "2016-06-01"),
    ("DZA", 2018, "completion_declared", ""),
    ("MOZ", 2016, "completion_declared", ""),
    ("CHL", 2021, "completion_declared", ""),
    ("GBR", 2021, "completion_declared", ""),
    ("OMN", 2025, "completion_declared", ""),
]


def of(rows, part, value=None):
    return [row for row in rows if row["part"] == part and (value is None or row["value"] == value)]


@pytest.mark.parametrize(("year", "part", "value", "report"), WORLD_CASUALTIES)
def test_casualties_of_the_world(ask, capsys, year, part, value, report):
    found = of(ask(capsys, "casualties", "WORLD", "--year", str(year)), part, value)
    assert any(row["source"].startswith(report) or report in row["source"] for row in found), found


def test_the_latest_revision_of_the_world_is_shown_and_the_first_kept(ask, capsys):
    totals = of(ask(capsys, "casualties", "WORLD", "--year", "2019"), "total")
    assert [(row["value"], row["shown"]) for row in totals] == [("5554", "false"), ("5853", "true")]


@pytest.mark.parametrize(("area", "year", "part", "value"), CASUALTIES)
def test_casualties_of_an_area(ask, capsys, area, year, part, value):
    found = of(ask(capsys, "casualties", area, "--year", str(year), "--publisher", MONITOR), part, value)
    assert any(row["shown"] == "true" for row in found), found
    assert all(row["unit"] == "people" for row in found)


@pytest.mark.parametrize(("area", "year", "part", "value"), LAND)
def test_recorded_mined_area(ask, capsys, area, year, part, value):
    rows = of(ask(capsys, "contamination", area, "--year", str(year)), part)
    shown = [float(row["value"]) for row in rows if row["shown"] == "true" and row["value"]]
    # Published figures are compared at the precision at which they were printed.
    assert shown == [pytest.approx(value, abs=0.06 if round(value, 1) == value else 0.006)]


@pytest.mark.parametrize(("area", "year", "part", "value"), RELEASE)
def test_land_release(ask, capsys, area, year, part, value):
    rows = of(ask(capsys, "clearance", area, "--year", str(year)), part)
    assert value in [float(row["value"]) for row in rows if row["shown"] == "true"]


@pytest.mark.parametrize(("area", "year", "part", "value", "shown"), STOCKS)
def test_stockpiles(ask, capsys, area, year, part, value, shown):
    found = of(ask(capsys, "stockpiles", area, "--year", str(year)), part, value)
    assert [row["shown"] for row in found] == [str(shown).lower()]


@pytest.mark.parametrize(("area", "said"), [("IND", "4-5 million"), ("CHN", "less than 5 million")])
def test_ranges_of_stockpiles_stand_in_the_note(ask, capsys, area, said):
    (row,) = ask(capsys, "stockpiles", area, "--year", "2018")
    assert (row["value"], row["emptiness"]) == ("", "affected_unquantified")
    assert said in row["note"]


@pytest.mark.parametrize(("area", "year", "state", "deadline"), DEADLINES)
def test_clearance_deadlines(ask, capsys, area, year, state, deadline):
    rows = ask(capsys, "article5", area, "--year", str(year))
    assert [(row["part"], row["value"]) for row in rows if row["shown"] == "true"] == [(state, deadline)]


@pytest.mark.parametrize("area", ["AFG", "BIH", "KHM", "ETH", "IRQ", "TUR", "UKR"])
def test_massively_contaminated_according_to_the_monitor(ask, capsys, area):
    rows = ask(capsys, "extent", area, "--year", "2024", "--publisher", MONITOR)
    (shown,) = [row for row in rows if row["shown"] == "true"]
    assert (shown["value"], shown["publisher"], shown["read_at"]) == ("massive", MONITOR, "quoted")
    assert "as reported by" in shown["source"]


def test_the_twelve_producers_of_2024_and_the_eleven_of_2014(capsys):
    twelve = {"ARM", "CHN", "CUB", "IND", "IRN", "MMR", "PRK", "PAK", "RUS", "SGP", "KOR", "VNM"}
    for year, expected in (("2024", twelve), ("2014", twelve - {"ARM"})):
        assert commands.main(["table", "--measure", "producers", "--year", year, "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert {row["iso3"] for row in rows if row["value"]} == expected
        assert {row["emptiness"] for row in rows if not row["value"]} <= {"not_listed", "not_applicable"}


def test_new_use_by_governments_in_the_monitor_of_2024(capsys):
    assert commands.main(["table", "--measure", "use", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    places = {row["iso3"] for row in rows if "Landmine Monitor 2024" in row["source"]}
    assert {"IRN", "MMR", "PRK", "UKR"} <= places
