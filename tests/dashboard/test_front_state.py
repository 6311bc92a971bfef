"""The choices of the page Front line: read from the URL, settled, refused in words."""

from datetime import date

import pytest

from dashboard.front_layers import Comparison, FrontLayer
from dashboard.front_settled import Known, settled
from dashboard.front_state import FrontLineFilters, joined, parse_point
from dashboard.maps.front_specification import FrontSource, classes_of, values_shown
from dashboard.state import read_query
from geodata.errors import InputError

TODAY = date(2026, 11, 23)
LEDGER = FrontSource("ledger", "Settlement ledger", True, "Credit.", True)
DAILY = FrontSource("deepstate", "Daily map", False, "Credit.", False)
KNOWN = Known(
    sources={"ledger": LEDGER, "deepstate": DAILY},
    days={"ledger": (date(2022, 2, 23), TODAY), "deepstate": (date(2024, 7, 8), TODAY)},
    regions={"UA-14": "Donetsk"},
    places={"702550": 3},
    today=TODAY,
)


def read(**query):
    return read_query(query, FrontLineFilters.default(TODAY), None)


def test_every_choice_survives_the_way_into_the_url_and_back():
    chosen = FrontLineFilters(
        on=date(2025, 12, 1),
        source="deepstate",
        since=date(2024, 8, 1),
        compare=Comparison.DAY,
        then=date(2025, 1, 2),
        other="ledger",
        swipe="yes",
        region="UA-14",
        layers=joined([FrontLayer.OCCUPIED, FrontLayer.LINE]),
        at="37.1771,48.2801",
        place="702550",
    )
    assert read(**chosen.to_query()) == (chosen, [])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"on": "2025-02-30"}, "YYYY-MM-DD"),
        ({"on": "1999-01-01"}, "2014-01-01 to 2099-12-31"),
        ({"compare": "weather"}, "day, source"),
        ({"layers": "occupied.rivers"}, "rivers"),
        ({"at": "37.2;48.2"}, "37.1771,48.2801"),
        ({"at": "2.35,48.85"}, "outside this map"),
        ({"swipe": "perhaps"}, "yes nor no"),
        ({"place": "x" * 300}, "too long"),
    ],
)
def test_a_choice_that_is_not_valid_is_told_in_a_sentence(query, named):
    _, faults = read(**query)
    assert len(faults) == 1
    assert named in faults[0]
    assert len(faults[0]) < 200


def test_all_layers_may_be_switched_off():
    chosen, faults = read(layers="none")
    assert (chosen.shown, faults) == ((), [])
    assert joined([]) == "none"


def test_a_point_is_written_with_four_decimals():
    assert parse_point("37.17706,48.28014") == "37.1771,48.2801"
    with pytest.raises(InputError, match="longitude and latitude"):
        parse_point("Pokrovsk")


def test_liberated_land_counts_from_the_invasion_or_the_first_map_of_the_source():
    assert settled(FrontLineFilters(on=TODAY), KNOWN)[0].since == date(2022, 2, 24)
    assert settled(FrontLineFilters(on=TODAY, source="deepstate"), KNOWN)[0].since == date(2024, 7, 8)


@pytest.mark.parametrize(
    ("choices", "named"),
    [
        ({"source": "radio"}, "ledger, deepstate"),
        ({"source": "deepstate", "on": date(2023, 1, 1)}, "its first is of 2024-07-08"),
        ({"region": "UA-99"}, "UA-14"),
        ({"place": "1"}, "not a settlement of the ledger"),
        ({"compare": Comparison.DAY, "source": "deepstate", "then": date(2022, 1, 1)}, "its first is of 2024-07-08"),
        ({"compare": Comparison.SOURCE, "other": "radio"}, "not another source"),
        ({"compare": Comparison.SOURCE, "on": date(2023, 1, 1), "other": "deepstate"}, "its first is of 2024-07-08"),
    ],
)
def test_what_a_source_does_not_have_gives_way_with_a_sentence(choices, named):
    chosen, faults = settled(FrontLineFilters(**{"on": TODAY, **choices}), KNOWN)
    assert named in " ".join(faults)
    assert chosen.source in KNOWN.sources
    assert chosen.on >= KNOWN.days[chosen.source][0]


def test_the_other_day_of_a_comparison_is_a_year_before_until_it_is_chosen():
    chosen, _ = settled(FrontLineFilters(on=TODAY, compare=Comparison.DAY), KNOWN)
    assert chosen.then == date(2025, 11, 23)
    near, _ = settled(FrontLineFilters(on=date(2024, 9, 1), source="deepstate", compare=Comparison.DAY), KNOWN)
    assert near.then == date(2024, 7, 8)


def test_with_one_source_alone_there_is_no_other_to_compare_with():
    alone = Known({"ledger": LEDGER}, KNOWN.days, KNOWN.regions, KNOWN.places, TODAY)
    chosen, faults = settled(FrontLineFilters(on=TODAY, compare=Comparison.SOURCE), alone)
    assert chosen.compare is None
    assert "only one source" in faults[0]


def test_the_legend_of_an_approximate_source_says_so_and_names_no_front_line():
    labels = [word.label for word in classes_of(LEDGER, date(2022, 2, 24))]
    assert "Occupied, approximate" in labels
    assert "Liberated since 24 February 2022, approximate" in labels
    assert "Front line" not in labels
    assert "Front line" in [word.label for word in classes_of(DAILY, None)]


def test_the_legend_names_only_what_is_shown():
    assert values_shown([FrontLayer.OCCUPIED, FrontLayer.ACCIDENTS], compared=False) == [
        "occupied", "accident", "accident_area",
    ]  # fmt: skip
    assert values_shown([], compared=True) == ["gained", "lost"]
