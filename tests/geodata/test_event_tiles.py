"""Tiles hold exactly the events that a slow count finds in them, under any filter, without seams."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import event_planes, event_tiles
from geodata.errors import InputError
from geodata.event_columns import DEEPEST_ZOOM
from geodata.event_filters import EventFilters
from geodata.event_grid import HALVINGS
from geodata.event_planes import planes_of
from geodata.event_queries import positions_of
from geodata.event_tiles import BINS, Bins, Points, Tile, tile_content
from geodata.events import NOT_COUNTED
from tests.geodata.event_tables import FIRST_DAY, TABLES, columns_of, filters, is_meant, is_soft
from tests.geodata.test_events import FILTERS as FILTERS_OF_ALL
from tests.geodata.test_events import columns_from

EVERYTHING = EventFilters()
ZOOMS = st.integers(0, DEEPEST_ZOOM)


@st.composite
def tables_and_tiles(draw):
    """A table, its columns, and a tile that is likely to hold some of it."""
    columns, events = columns_of(draw(TABLES))
    zoom = draw(ZOOMS)
    if events and draw(st.booleans()):
        place = draw(st.integers(0, len(events) - 1))
        return (
            columns,
            events,
            Tile(zoom, int(columns.x[place]) >> (HALVINGS - zoom), int(columns.y[place]) >> (HALVINGS - zoom)),
        )
    return columns, events, Tile(zoom, *(draw(st.integers(0, 2**zoom - 1)) for _ in range(2)))


def bins_by_hand(columns, events, tile, chosen):
    """What each bin holds, event by event: {number: [events, fatalities, numbered, soft]}."""
    shift = HALVINGS - tile.zoom - event_tiles.BIN_HALVINGS
    found = {}
    for place, event in enumerate(events):
        column, row = int(columns.x[place]) >> shift, int(columns.y[place]) >> shift
        if (column // BINS, row // BINS) != (tile.column, tile.row) or not is_meant(event, chosen):
            continue
        held = found.setdefault((row % BINS) * BINS + column % BINS, [0, 0, 0, 0])
        known = event["fatalities"] != NOT_COUNTED
        for line, value in enumerate((1, event["fatalities"] if known else 0, known, is_soft(event))):
            held[line] += value
    return found


@settings(max_examples=150)
@given(tables_and_tiles(), filters(), st.sampled_from([3, 1 << 18]), st.booleans())
def test_bins_are_what_a_count_by_hand_gives_event_by_event_and_bit_by_bit(asked, chosen, piece, bitwise):
    columns, events, tile = asked
    if bitwise:
        columns = replace(columns, planes=planes_of(columns))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_tiles, "RAW", 0)
        patch.setattr(event_tiles, "PIECE", piece)
        patch.setattr(event_planes, "PIECE_WORDS", piece)
        content = tile_content(columns, tile, chosen)
    expected = bins_by_hand(columns, events, tile, chosen)
    if not expected:
        assert isinstance(content, Points)
        assert len(content.x) == 0
        return
    assert isinstance(content, Bins)
    rows = zip(content.count, content.fatalities, content.numbered, content.soft, strict=True)
    assert dict(zip(content.number.tolist(), [list(map(int, row)) for row in rows], strict=True)) == expected
    assert content.number.tolist() == sorted(expected)


@settings(max_examples=80)
@given(tables_and_tiles(), filters())
def test_single_events_are_those_of_the_tile_where_they_lie(asked, chosen):
    columns, events, tile = asked
    content = tile_content(columns, tile, chosen)
    assert isinstance(content, Points)
    bits = HALVINGS - tile.zoom
    expected = sorted(
        ((int(columns.x[place]) % 2**bits << 16) >> bits, (int(columns.y[place]) % 2**bits << 16) >> bits,
         int(columns.day[place]), event["fatalities"], event["kind"], event["device"], event["place_precision"])
        for place, event in enumerate(events)
        if (int(columns.x[place]) >> bits, int(columns.y[place]) >> bits) == (tile.column, tile.row)
        and is_meant(event, chosen)
    )  # fmt: skip
    told = zip(content.x, content.y, content.day, content.fatalities, content.kind, content.device,
               content.place_precision, strict=True)  # fmt: skip
    assert sorted(tuple(map(int, row)) for row in told) == expected


@settings(max_examples=60)
@given(tables_and_tiles(), filters())
def test_four_tiles_hold_what_the_tile_above_them_holds(asked, chosen):
    columns, _, tile = asked
    if tile.zoom == DEEPEST_ZOOM:
        return

    def held(each):
        return len(tile_content(columns, each, chosen).day)

    below = [Tile(tile.zoom + 1, 2 * tile.column + right, 2 * tile.row + down) for right in (0, 1) for down in (0, 1)]
    assert sum(map(held, below)) == held(tile)


def test_a_tile_with_many_events_gives_bins_and_with_few_under_the_filter_single_ones():
    event = {"lon": 37.0, "lat": 49.0, "day": 3, "kind": 0, "device": 0, "place_precision": 0, "fatalities": 1,
             "country": 1, "region": 1}  # fmt: skip
    columns, _ = columns_of([event | {"day": place, "lon": 30 + place / 400} for place in range(event_tiles.RAW + 1)])
    whole = tile_content(columns, Tile(0, 0, 0), EVERYTHING)
    assert isinstance(whole, Bins)
    assert int(whole.count.sum()) == event_tiles.RAW + 1
    day = FIRST_DAY + timedelta(days=7)
    one_day = EventFilters(first=day, last=day)
    assert len(tile_content(columns, Tile(0, 0, 0), one_day).x) == 1


@settings(max_examples=60)
@given(FILTERS_OF_ALL, st.integers(0, 4), st.sampled_from([1, 3000, 70_000]))
def test_bits_mean_the_events_that_a_filter_means_whatever_their_number(chosen, seed, size):
    columns = columns_from(seed, size)
    planes = planes_of(columns)
    edges = np.array([0, size // 3, size // 3, size])
    sums, places = planes.summed(chosen.codes(columns), chosen, edges)
    expected = positions_of(columns, chosen)
    assert places().tolist() == expected.tolist()
    assert sums[0].tolist() == np.diff(np.searchsorted(expected, edges)).tolist()
    deaths = columns.fatalities[expected].astype(int)
    assert sums[1].sum() == deaths[deaths != NOT_COUNTED].sum()
    assert sums[2].sum() == (deaths != NOT_COUNTED).sum()


@pytest.mark.parametrize("place", [(-1, 0, 0), (DEEPEST_ZOOM + 1, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0)])
def test_a_tile_that_does_not_exist_is_refused_in_words(place):
    with pytest.raises(InputError, match=r"^Tile .*: expected 0 to"):
        Tile(*place)


def test_no_events_give_an_empty_tile():
    columns, _ = columns_of([])
    assert len(tile_content(columns, Tile(0, 0, 0), EVERYTHING).x) == 0
    assert np.asarray(columns.morton).size == 0
