"""Make the profile of what a source sent: of events and counts in CSV, of features with a shape."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from geodata.errors import SourceError
from geodata.feed_profile import Box, Profile

Row = Mapping[str, str]


def profile_of_csv(
    text: TextIO,
    *,
    place: Callable[[Row], str],
    period: Callable[[Row], str],
    numbers: Sequence[str],
    name: str,
    moving: tuple[str, str] = ("", ""),
) -> Profile:
    """Return the profile of a table with a header.

    Parameters
    ----------
    text
        The table; read row by row.
    place, period
        What a row is counted under.
    numbers
        Columns that are summed beside the count of rows; `latitude` and `longitude` give the box where they are there.
    name
        What to call the source in a message.
    moving
        The first and last period asked for, where they move with the day.

    Raises
    ------
    SourceError
        A column that is counted is not in the header, or holds something else than numbers.
    """
    rows = csv.DictReader(text)
    columns = tuple(rows.fieldnames or ())
    sums: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    places: list[tuple[float, float]] = []
    count = 0
    try:
        for row in rows:
            count += 1
            own = sums[place(row), period(row)]
            own["rows"] += 1
            for number in numbers:
                own[number] += float(row[number] or 0)
            if row.get("longitude") and row.get("latitude"):
                places.append((float(row["longitude"]), float(row["latitude"])))
    except KeyError as error:
        message = f"{name}: expected the column {error}, got {', '.join(columns)[:200]}."
        raise SourceError(message) from error
    except (ValueError, TypeError) as error:
        message = (
            f"{name}: expected a number in each of {', '.join(numbers)}, latitude and longitude; row {count}: {error}."
        )
        raise SourceError(message) from error
    box = None
    if places:
        lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
        box = (min(lons), min(lats), max(lons), max(lats))
    return Profile(count, columns, box, {key: dict(own) for key, own in sums.items()}, *moving)


def text_of(body: bytes) -> TextIO:
    """Return the bytes of a CSV as text to read."""
    return io.StringIO(body.decode("utf-8-sig", "replace"), newline="")


def profile_of_features(
    features: Sequence[Mapping[str, Any]], place: Callable[[Mapping[str, Any]], str], name: str
) -> Profile:
    """Return the profile of features in longitude and latitude: how many there are of each place, and how many km².

    Parameters
    ----------
    features
        Features of GeoJSON; those without a shape count as rows without an area.
    place
        What a feature, by its properties, is counted under.
    name
        What to call the source in a message.

    Raises
    ------
    SourceError
        A shape cannot be read.
    """
    sums: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    columns: dict[str, None] = {}
    box: Box | None = None
    shapes = list(_shapes(features, name))
    for feature, (km2, own_box) in zip(features, shapes, strict=True):
        properties = feature.get("properties") or {}
        columns |= dict.fromkeys(map(str, properties))
        own = sums[place(properties), ""]
        own["shapes"] += 1
        own["area_km2"] += km2
        if own_box is not None:
            box = own_box if box is None else _around(box, own_box)
    rounded = {key: {"shapes": own["shapes"], "area_km2": round(own["area_km2"], 3)} for key, own in sums.items()}
    return Profile(len(features), tuple(columns), box, rounded)


def _shapes(features: Iterable[Mapping[str, Any]], name: str) -> Iterator[tuple[float, Box | None]]:
    """Yield the km² and the box of the shape of each feature; 0 and None where it has none."""
    import json

    import numpy as np
    import shapely

    from geodata.hazards import areas_km2

    for feature in features:
        if not feature.get("geometry"):
            yield 0.0, None
            continue
        try:
            shape = shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        except (shapely.errors.GEOSException, ValueError, TypeError) as error:
            message = f"{name}: expected shapes of GeoJSON, got one that cannot be read."
            raise SourceError(message) from error
        if shape is None or shape.is_empty:
            yield 0.0, None
            continue
        west, south, east, north = (float(side) for side in shape.bounds)
        yield float(np.nan_to_num(areas_km2(np.array([shape], dtype=object)))[0]), (west, south, east, north)


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
