"""Make columns of events from plain lists, and count them the slow way."""

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from geodata.event_columns import EventColumns, interleaved
from geodata.event_filters import EPOCH, EventFilters
from geodata.event_grid import world_units
from geodata.event_words import IMPRECISE
from geodata.events import DEVICES, KINDS, NOT_COUNTED, PLACE_PRECISIONS

COUNTRIES = ("", "UKR", "MLI", "COL")
REGIONS = ("", "UA-63", "UA-65")
FIRST_DAY = date(2022, 1, 1)

LON = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, -169.0, -168.999, 11.0, 37.28, 37.2801]))
LAT = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 0.0, 49.2, 49.2001]))

EVENT = st.fixed_dictionaries(
    {
        "lon": LON,
        "lat": LAT,
        "day": st.integers(0, 1500),
        "kind": st.integers(0, len(KINDS) - 1),
        "device": st.integers(0, len(DEVICES) - 1),
        "place_precision": st.integers(0, len(PLACE_PRECISIONS) - 1),
        "fatalities": st.one_of(st.integers(0, 40), st.just(NOT_COUNTED)),
        "country": st.integers(0, len(COUNTRIES) - 1),
        "region": st.integers(0, len(REGIONS) - 1),
    }
)
TABLES = st.lists(EVENT, max_size=60)

DAYS = st.one_of(st.none(), st.integers(0, 1500).map(lambda days: FIRST_DAY + timedelta(days=days)))


@st.composite
def filters(draw):
    """Any valid filter of events."""
    first, last = draw(DAYS), draw(DAYS)
    if first and last and last < first:
        first, last = last, first
    return EventFilters(
        first,
        last,
        kinds=tuple(draw(st.lists(st.sampled_from([word.value for word in KINDS]), max_size=3, unique=True))),
        devices=tuple(draw(st.lists(st.sampled_from([word.value for word in DEVICES]), max_size=2, unique=True))),
        fatalities_from=draw(st.one_of(st.none(), st.integers(0, 30))),
        countries=tuple(draw(st.lists(st.sampled_from([*COUNTRIES[1:], "LAO"]), max_size=2, unique=True))),
        regions=tuple(draw(st.lists(st.sampled_from(REGIONS[1:]), max_size=1))),
    )


def columns_of(events):
    """The sorted columns of events, and the events in the same order."""
    offset = (FIRST_DAY - EPOCH).days
    x, y = world_units(np.array([e["lon"] for e in events]), np.array([e["lat"] for e in events]))
    morton = interleaved(x, y)
    order = np.argsort(morton, kind="stable")

    def column(name, dtype, add=0):
        return np.array([events[place][name] + add for place in order], dtype=dtype)

    columns = EventColumns(
        morton[order], x[order], y[order], column("day", np.int32, offset), column("kind", np.uint8),
        column("device", np.uint8), column("place_precision", np.uint8), np.zeros(len(events), np.uint8),
        column("fatalities", np.uint16), column("country", np.uint16), column("region", np.uint16), COUNTRIES, REGIONS,
    )  # fmt: skip
    return columns, [events[place] for place in order]


def is_meant(event, chosen):
    """Whether an event passes a filter, looked at alone."""
    day = FIRST_DAY + timedelta(days=event["day"])
    deaths = event["fatalities"]
    return (
        (chosen.first is None or day >= chosen.first)
        and (chosen.last is None or day <= chosen.last)
        and (not chosen.kinds or KINDS[event["kind"]].value in chosen.kinds)
        and (not chosen.devices or DEVICES[event["device"]].value in chosen.devices)
        and (not chosen.countries or COUNTRIES[event["country"]] in chosen.countries)
        and (not chosen.regions or REGIONS[event["region"]] in chosen.regions)
        and (chosen.fatalities_from is None or (deaths != NOT_COUNTED and deaths >= chosen.fatalities_from))
    )


def is_soft(event):
    return PLACE_PRECISIONS[event["place_precision"]] in IMPRECISE
