"""Measure joining events with thousands of districts, beside geopandas' own `sjoin`: `python -m bench.event_join`.

Districts of the first level are not bundled for the world. Here they are made up: the bundled countries, cut along the
borders of cells around random points. So they have the countries' real coasts and borders and straight ones inside.
"""

import argparse
import time

import numpy as np
import numpy.typing as npt

from bench.event_rows import SEED, Floats, moved_places, repeated_places
from bench.figures import Row, median, reached
from bench.report import table_of

REACH_S = 2.0
POINTS = 1_000_000
DISTRICTS = 4_500
PLACES = {"no place twice": moved_places, "places repeated": repeated_places}


def districts(least: int) -> npt.NDArray[np.object_]:
    """Return at least so many made-up districts of the world's countries."""
    import shapely

    from loaders.events.ground import load_ground

    countries = load_ground().countries.areas.geometry.to_numpy()
    countries = countries[shapely.get_dimensions(countries) == 2]
    chance = np.random.default_rng(SEED)
    lon, lat = chance.uniform(-180, 180, 12 * least), np.degrees(np.arcsin(chance.uniform(-0.83, 1, 12 * least)))
    land = shapely.STRtree(countries).query(shapely.points(lon, lat), predicate="within")[0]
    spots = np.stack([lon, lat], axis=1)[np.unique(land)[: int(least * 0.85)]]
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=shapely.box(-180, -90, 180, 90))
    )
    country, cell = shapely.STRtree(cells).query(countries, predicate="intersects")
    cut = shapely.intersection(countries[country], cells[cell])
    return cut[(shapely.get_dimensions(cut) == 2) & (shapely.area(cut) > 0)]


def measure(points: int = POINTS, rounds: int = 3, least: int = DISTRICTS) -> list[Row]:
    """Return a row for each way events lie: the median of our joins, beside one plain join."""
    from geodata.holders import holders

    shapes = districts(least)
    rows = []
    for name, places in PLACES.items():
        lon, lat = places(points, np.random.default_rng(SEED))
        holders(shapes, lon[:1000], lat[:1000])
        spent = []
        for _ in range(rounds):
            began_s = time.perf_counter()
            ours = holders(shapes, lon, lat)
            spent.append(time.perf_counter() - began_s)
        plain_s, plain = _plainly(shapes, lon, lat)
        if not np.array_equal(ours, plain):
            message = f"{name}: the two joins differ for {int((ours != plain).sum())} points."
            raise RuntimeError(message)
        seconds = median(spent)
        whole = points == POINTS and len(shapes) >= DISTRICTS
        rows.append(
            Row(f"join of {points:,} events ({name}) × {len(shapes):,} districts",
                f"≤ {REACH_S:.0f} s" if whole else "–", "s", seconds, plain_s,
                reached(seconds, lambda value: value <= REACH_S) if whole else None,
                {"within": int((ours >= 0).sum()), "different places": len(np.unique(lon + 1j * lat))})
        )  # fmt: skip
    return rows


def _plainly(shapes: npt.NDArray[np.object_], lon: Floats, lat: Floats) -> tuple[float, npt.NDArray[np.int64]]:
    """Join as geopandas does; seconds, and the first district of each point."""
    import geopandas as gpd

    areas = gpd.GeoDataFrame(geometry=list(shapes))
    began_s = time.perf_counter()
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat))
    pairs = gpd.sjoin(points, areas, predicate="within")
    spent_s = time.perf_counter() - began_s
    found = np.full(len(points), -1, dtype=np.int64)
    first = pairs[~pairs.index.duplicated()]
    found[first.index] = first["index_right"]
    return spent_s, found


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m bench.event_join", description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--points", type=int, default=POINTS)
    reader.add_argument("--rounds", type=int, default=3)
    asked = reader.parse_args()
    print(table_of(measure(asked.points, asked.rounds)))
