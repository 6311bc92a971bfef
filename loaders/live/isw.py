"""Refresh ISW's assessed control of terrain from the layers that the user lists."""

import hashlib
from datetime import date

from geodata.errors import SourceError
from geodata.feed_profile import UKRAINE, ProfileLimits
from loaders.catalog import load_card
from loaders.fetch import Fetcher, Validators
from loaders.live.arcgis import collection_of, read_layer
from loaders.live.control import hand_to_control, held_days
from loaders.live.fetched import written
from loaders.live.profiles import profile_of_features
from loaders.live.settings import Layer, load_settings
from loaders.refresh import Collected, Feed

VERSION = "isw-layer-1"
EDITED = "edited"
LIMITS = ProfileLimits(rows_lost_percent=90, jump_percent=10, jump_from=1000, within=UKRAINE)
"""Polygons are drawn together or apart as ISW likes; the land under control moves by little from day to day."""


def feeds() -> list[Feed]:
    """Return the layers as feeds."""
    return [_feed(layer) for layer in load_settings().isw.layers]


def _feed(layer: Layer) -> Feed:
    return Feed(
        id=f"isw.{layer.name}",
        card=load_card("isw"),
        title=f"ISW: {layer.name}",
        version=VERSION,
        collect=lambda fetcher, known: collect(layer, fetcher, known),
        held_day=lambda: max(held_days("isw"), default=None),
        hand_over=lambda files: hand_to_control("isw", files),
        keep_files=False,
        profile_limits=LIMITS,
    )


def collect(layer: Layer, fetcher: Fetcher, known: Validators) -> Collected | None:
    """Fetch a layer as a file of its day, or, where its features have days, as a time-lapse.

    Raises
    ------
    UnreachableError, RefusedError, SourceError
        The layer could not be read whole, or the server does not tell its day.
    """
    content = read_layer(fetcher, load_card("isw"), layer.url)
    day, days = content.edited_on, [""]
    if layer.day == EDITED and day is None:
        message = (
            f"{layer.name}: the server does not tell when the layer was edited: name its field of days in live.toml."
        )
        raise SourceError(message)
    if layer.day != EDITED:
        days = [str((feature.get("properties") or {}).get(layer.day) or "") for feature in content.features]
        if not all(days):
            message = f"{layer.name}: expected a day in the field {layer.day} of each feature, got some without."
            raise SourceError(message)
        day = date.fromisoformat(max(days)[:10])
        for feature, own in zip(content.features, days, strict=True):
            feature["properties"]["datetime"] = own
    body = collection_of(content)
    name = f"{layer.name}_{day:%Y%m%d}.geojson" if layer.day == EDITED else f"{layer.name}.geojson"
    path = written(fetcher.folder, name, body)
    newest = [own for own in content.features if layer.day == EDITED or str(own["properties"][layer.day]) == max(days)]
    profile = profile_of_features(newest, lambda _: "control", layer.name)
    return Collected({name: path}, layer.url, hashlib.sha256(body).hexdigest(), len(body), len(content.features), day,
                     known, content.remarks, profile)  # fmt: skip
