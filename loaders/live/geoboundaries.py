"""Refresh the first-level regions of areas from geoBoundaries, as a layer with its own licence."""

import json
from typing import Any

from geodata.errors import SourceError
from geodata.feed_profile import ProfileLimits
from loaders.catalog import load_card
from loaders.fetch import MEGABYTE, Ask, Fetcher, Validators
from loaders.geoboundaries.regions import REGIONS_FILE, feed_of
from loaders.live.fetched import day_of_build
from loaders.live.profiles import profile_of_features
from loaders.live.settings import load_settings
from loaders.refresh import Collected, Feed

VERSION = "geoboundaries-1"
API = "https://www.geoboundaries.org/api/current/gbOpen"
KINDS = ("application/json", "application/geo+json", "text/plain", "application/octet-stream")
LIMITS = ProfileLimits(rows_lost_percent=0, jump_percent=5, jump_from=1, apart_degrees=0.5)
"""Regions are seldom drawn anew: none may vanish, and none may change its area by much."""


def feeds() -> list[Feed]:
    """Return one feed an area."""
    return [_feed(area) for area in load_settings().geoboundaries.areas]


def _feed(area: str) -> Feed:
    name = feed_of(area)
    return Feed(
        id=name,
        card=load_card("geoboundaries"),
        title=f"geoBoundaries: regions of {area}",
        version=VERSION,
        collect=lambda fetcher, known: collect(area, fetcher, known),
        held_day=lambda: day_of_build(name),
        profile_limits=LIMITS,
    )


def collect(area: str, fetcher: Fetcher, known: Validators) -> Collected | None:
    """Fetch the description of the regions, then the regions.

    Raises
    ------
    UnreachableError, RefusedError, SourceError
        They did not come whole, or are not what is expected.
    """
    card = load_card("geoboundaries")
    described = fetcher.fetch(Ask(card, f"{API}/{area}/ADM1/", KINDS, MEGABYTE))
    about = _json(described.read(), area)
    if described.path:
        described.path.unlink(missing_ok=True)
    url, licence = about.get("gjDownloadURL"), about.get("boundaryLicense")
    if not isinstance(url, str) or not isinstance(licence, str) or about.get("boundaryISO") not in (None, area):
        message = f"geoBoundaries {area}: expected gjDownloadURL and boundaryLicense, got a description without."
        raise SourceError(message)
    answer = fetcher.fetch(Ask(card, url, KINDS, 200 * MEGABYTE, validators=known))
    if answer.path is None:
        return None
    regions = _json(answer.read(), area)
    rows = _check_regions(regions, area)
    profile = profile_of_features(regions["features"], lambda own: str(own["shapeName"]), f"geoBoundaries {area}")
    remarks = (f"Licence of these regions: {licence}.",)
    return Collected({REGIONS_FILE: answer.path}, answer.url, answer.sha256, answer.size_bytes, rows,
                     fetcher.now().date(), answer.validators, remarks, profile)  # fmt: skip


def _json(content: bytes, area: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        message = f"geoBoundaries {area}: expected JSON, got something else."
        raise SourceError(message) from error
    if not isinstance(found, dict):
        message = f"geoBoundaries {area}: expected an object, got a list."
        raise SourceError(message)
    return found


def _check_regions(collection: dict[str, Any], area: str) -> int:
    """Return how many regions there are, after looking at each: a name, a polygon."""
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        message = f"geoBoundaries {area}: expected regions, got none."
        raise SourceError(message)
    for feature in features:
        properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
        if not properties.get("shapeName") or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
            message = f"geoBoundaries {area}: expected shapeName and a polygon in each region, got one without."
            raise SourceError(message)
    return len(features)
