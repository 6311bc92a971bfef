"""Measure tiles of very many events on the server: `python -m bench.event_tiles [--events N] [--rounds N]`.

The events are the bundled incidents, replicated with jitter: synthetic, and made for this measurement alone. Each row
is the slowest zoom's median under one filter; *naive* is the same tile counted event by event, without planes.
"""

import argparse
import time
from dataclasses import replace
from datetime import date

import numpy as np

from bench.event_rows import SEED, moved_places
from bench.figures import Row, median, reached
from bench.report import table_of
from geodata.event_columns import EventColumns, interleaved
from geodata.event_filters import EventFilters
from geodata.event_grid import world_units
from geodata.event_planes import planes_of
from geodata.event_tiles import Tile, tile_content

REACH_MS = 100
JUDGED = 10_000_000
ZOOMS = range(12)
FILTERS = {
    "no filter": EventFilters(),
    "six years": EventFilters(date(2016, 1, 1), date(2021, 12, 31)),
    "six years, three kinds, deadly": EventFilters(
        date(2016, 1, 1), date(2021, 12, 31), kinds=("battle", "riot", "one_sided"), fatalities_from=1
    ),
    "two countries, two devices": EventFilters(countries=("UKR", "MLI"), devices=("ap_mine", "ied")),
}


def columns_of(events: int) -> EventColumns:
    """Make sorted columns of synthetic events around the bundled incidents."""
    from dashboard.doors import events as door

    sample = door.columns("mine_incidents")
    chance = np.random.default_rng(SEED)
    picked = chance.integers(0, len(sample), events)
    lon, lat = moved_places(events, chance)
    x, y = world_units(lon, lat)
    morton = interleaved(x, y)
    order = np.argsort(morton)
    picked = picked[order]
    columns = EventColumns(
        morton[order], x[order], y[order], chance.integers(16_000, 20_000, events, dtype=np.int32),
        chance.integers(0, 13, events, dtype=np.uint8), sample.device[picked], sample.place_precision[picked],
        sample.treaty_status[picked], chance.integers(0, 20, events, dtype=np.uint16), sample.country[picked],
        sample.region[picked], sample.countries, sample.regions,
    )  # fmt: skip
    return replace(columns, planes=planes_of(columns))


def fullest(columns: EventColumns, zoom: int) -> Tile:
    """Return the tile with the most events at a zoom."""
    tiles, counts = np.unique(columns.morton >> np.uint64(2 * (32 - zoom)), return_counts=True)
    first = int(np.searchsorted(columns.morton, tiles[counts.argmax()] << np.uint64(2 * (32 - zoom))))
    return Tile(zoom, int(columns.x[first]) >> (32 - zoom), int(columns.y[first]) >> (32 - zoom))


def measure(events: int, rounds: int) -> list[Row]:
    """Time the fullest tile of every zoom under every filter; the row of a filter is its slowest tile's median."""
    columns = columns_of(events)
    plain = replace(columns, planes=None)
    tiles = [fullest(columns, zoom) if zoom else Tile(0, 0, 0) for zoom in ZOOMS]
    rows = []
    for name, filters in FILTERS.items():
        ours = {tile.zoom: _tile_ms(columns, tile, filters, rounds) for tile in tiles}
        naive = {tile.zoom: _tile_ms(plain, tile, filters, rounds) for tile in tiles}
        worst = max(ours.values())
        rows.append(
            Row(f"tile of {events:,} events, {name}", f"≤ {REACH_MS} ms" if events >= JUDGED else "–", "ms", worst,
                max(naive.values()), reached(worst, lambda ms: ms <= REACH_MS) if events >= JUDGED else None,
                {"ours by zoom": ours, "naive by zoom": naive})
        )  # fmt: skip
    return rows


def _tile_ms(columns: EventColumns, tile: Tile, filters: EventFilters, rounds: int) -> float:
    """Return the median time that a tile takes."""
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        tile_content(columns, tile, filters)
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent) or 0.0


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m bench.event_tiles", description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--events", type=int, default=10_000_000)
    reader.add_argument("--rounds", type=int, default=5)
    asked = reader.parse_args()
    print(table_of(measure(asked.events, asked.rounds)))
