"""Refresh layers of hazard areas from ArcGIS servers (IMSMA Core) that the user lists."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from geodata.event_targets import HAZARDS
from geodata.feed_profile import Profile
from loaders.catalog import load_card
from loaders.fetch import Fetcher, Validators
from loaders.live.arcgis import LayerContent, collection_of, read_layer
from loaders.live.fetched import day_of_build, written
from loaders.live.profiles import profile_of_features
from loaders.live.settings import Layer, load_settings
from loaders.refresh import Collected, Feed

VERSION = "hazard-layer-1"
CARD = "hazard_layers"


def feeds() -> list[Feed]:
    """Return the layers as feeds."""
    return [_feed(layer) for layer in load_settings().hazard.layers]


def _feed(layer: Layer) -> Feed:
    return Feed(
        id=f"hazard.{layer.name}",
        card=load_card(CARD),
        title=f"Hazard areas: {layer.name}",
        version=VERSION,
        collect=lambda fetcher, known: collect(layer, fetcher, known),
        held_day=lambda: day_of_build(f"hazard.{layer.name}"),
        hand_over=lambda files: hand_over(layer, files),
        keep_files=False,
    )


def collect(layer: Layer, fetcher: Fetcher, known: Validators) -> Collected:
    """Fetch a layer whole.

    Raises
    ------
    UnreachableError, RefusedError, SourceError
        The layer could not be read whole.
    """
    content = read_layer(fetcher, load_card(CARD), layer.url)
    body = collection_of(content)
    name = f"{layer.name}.geojson"
    return Collected({name: written(fetcher.folder, name, body)}, layer.url, hashlib.sha256(body).hexdigest(),
                     len(body), len(content.features), content.edited_on or fetcher.now().date(), known,
                     content.remarks, profile_of(content, layer))  # fmt: skip


def profile_of(content: LayerContent, layer: Layer) -> Profile:
    """Return the profile of a layer: its hazard areas and their km² by class, as the register's own words say."""
    from loaders.mappings import suggested

    columns = list(dict.fromkeys(name for feature in content.features for name in feature.get("properties") or {}))
    kind = suggested(HAZARDS, columns)[0].column("kind") or ""
    return profile_of_features(content.features, lambda own: str(own.get(kind) or "not stated"), layer.name)


def hand_over(layer: Layer, files: Mapping[str, Path]) -> str:
    """Import a layer by the remembered mapping or a guess; return in words what was taken.

    Raises
    ------
    ForeignFileError, MappingError
        Nothing was imported; one sentence says why.
    """
    from loaders.events.layer_import import import_hazards

    report = import_hazards(next(iter(files.values())), title=layer.name)
    return " ".join(report.sentences)
