"""Be the door to events and hazard areas: sources, columns for tiles, rows for tables, sums, nearest events."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from geodata.errors import InputError, TableError
from geodata.event_columns import EventColumns
from geodata.event_filters import EventFilters
from geodata.events import EventSource
from geodata.mapping import Mapping, Target
from loaders.events.event_set import EventSet, bundled_events
from loaders.events.store import StoredEvents, open_stored
from loaders.events.versions import stored_ids
from loaders.mine_incidents.loader import CARD as BUNDLED

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.event_queries import Interval
    from loaders.events.importing import ImportReport, Tell
    from loaders.events.layer_import import LayerReport
    from loaders.events.preview import Preview

__all__ = ["BUNDLED", "EventColumns", "EventFilters", "EventSource"]

EVERYTHING = EventFilters()
MOST_ROWS = 10_000
"""The most rows that one question may ask for."""
SUMS_KEPT = 64
"""So many answers are kept of each kind of sum, each for one version of a source under one filter."""


def sources() -> tuple[EventSource, ...]:
    """The sets of events that are ready to be shown: the bundled sample first, then what the user imported.

    A store that is damaged is left out here; `source_of` says what is wrong with it.
    """
    found = [bundled_events().source]
    for source_id in stored_ids():
        try:
            found.append(open_stored(source_id).source)
        except TableError:
            continue
    return tuple(found)


def source_of(source_id: str) -> EventSource:
    """One source.

    Raises
    ------
    InputError
        No source has this id.
    TableError
        Its store is damaged.
    """
    return _set(source_id).source


def columns(source_id: str, version: str | None = None) -> EventColumns:
    """The sorted columns of a source for tiles; `geodata.event_columns` says what they hold.

    Raises
    ------
    InputError
        No source has this id, or its version is another by now.
    """
    found = _set(source_id)
    if version is not None and version != found.source.version:
        message = f"{source_id} is version {found.source.version} by now, not {version[:20]!r}: load the page anew."
        raise InputError(message)
    return found.columns


def query(source_id: str, filters: EventFilters = EVERYTHING, limit: int = 200, offset: int = 0) -> pd.DataFrame:
    """The newest events that are meant, newest first; columns of `geodata.events`, EVENT_COLUMNS and JOINED_COLUMNS."""
    from geodata.event_queries import newest

    found = _set(source_id)
    return found.rows(newest(found.columns, filters, max(0, min(limit, MOST_ROWS)), max(0, offset)))


def totals(source_id: str, filters: EventFilters = EVERYTHING) -> dict[str, int]:
    """How many events are meant: events, fatalities, without_figure."""
    return dict(_totals(source_id, source_of(source_id).version, filters))


def histogram(source_id: str, filters: EventFilters = EVERYTHING, interval: "Interval" = "month") -> pd.DataFrame:
    """Events by time without gaps: start, events, fatalities, without_figure."""
    from geodata.event_queries import histogram as by_time

    return by_time(_set(source_id).columns, filters, interval)


def nearest(
    source_id: str, lon: float, lat: float, count: int = 20, filters: EventFilters = EVERYTHING
) -> pd.DataFrame:
    """The events nearest to a point, nearest first: distance_km, then the columns of a row."""
    from geodata.event_queries import nearest as by_distance

    found = _set(source_id)
    ranked = by_distance(found.columns, lon, lat, max(0, min(count, MOST_ROWS)), filters)
    rows = found.rows(ranked["position"].to_numpy())
    rows.insert(0, "distance_km", ranked["distance_km"].round(2).to_numpy())
    return rows


def counts_by(
    source_id: str, what: Literal["country", "region"] = "country", filters: EventFilters = EVERYTHING
) -> pd.DataFrame:
    """Events by area or region, most first: code, name (both empty for none), events, fatalities, without_figure."""
    return _counts_by(source_id, source_of(source_id).version, what, filters).copy()


def mine_events_by_year(source_id: str, filters: EventFilters = EVERYTHING) -> pd.DataFrame:
    """Mine events in States Parties on the day they happened, by year (`geodata.event_queries`)."""
    return _mine_events_by_year(source_id, source_of(source_id).version, filters).copy()


def look_at(path: str | Path, name: str, target: Target | None = None, layer: str = "") -> "Preview":
    """What an uploaded file holds, or the named layer of it: its layout, columns, what they may mean, five rows.

    Raises
    ------
    ForeignFileError
        The file cannot be taken; one sentence says why.
    SeveralLayersError
        It has several layers and none is named.
    """
    from loaders.events.preview import look_at as preview_of

    return preview_of(path, name=name, target=target, layer=layer)


def import_file(
    path: str | Path,
    name: str,
    mapping: Mapping | None = None,
    title: str | None = None,
    tell: "Tell | None" = None,
    layer: str = "",
) -> "ImportReport":
    """Import an uploaded file of events, or the named layer of it; what its source had before is replaced.

    Raises
    ------
    ForeignFileError, MappingError, InputError
        Nothing was imported; one sentence says why and what to do.
    """
    return import_files([path], [name], mapping, title, tell, layer)


def import_files(
    paths: Sequence[str | Path],
    names: Sequence[str],
    mapping: Mapping | None = None,
    title: str | None = None,
    tell: "Tell | None" = None,
    layer: str = "",
) -> "ImportReport":
    """Import uploaded files of one layout as one set of events; see `import_file`."""
    from loaders.events.importing import import_events
    from loaders.foreign.kinds import UPLOAD

    return import_events(paths, names=names, mapping=mapping, title=title, limits=UPLOAD, tell=tell, layer=layer)


def rejects(source_id: str) -> pd.DataFrame:
    """The rows of the last import that were not loaded: file, row, reason, cells; empty for the bundled sample."""
    found = _set(source_id)
    if isinstance(found, StoredEvents):
        return found.rejects()
    return pd.DataFrame(columns=["file", "row", "reason", "cells"])


def remove(source_id: str) -> None:
    """Remove an imported source and all its events.

    Raises
    ------
    InputError
        It was not imported.
    """
    from loaders.events.store import remove as forget

    forget(source_id)


def hazard_layers() -> tuple[dict[str, Any], ...]:
    """The hazard layers that were imported: id, title, files, read, loaded, rejected, imported_at, remarks, version."""
    from loaders.events.layers import HAZARDS, layer_ids, manifest_of

    return tuple(manifest_of(HAZARDS, layer_id) for layer_id in layer_ids(HAZARDS))


def hazard_areas(layer_id: str) -> "gpd.GeoDataFrame":
    """The hazard areas of a layer (EPSG:4326); columns of `geodata.hazards.HAZARD_COLUMNS` and geometry.

    Raises
    ------
    InputError
        No layer was imported under this id.
    TableError
        Its store is damaged.
    """
    from loaders.events.layers import HAZARDS, load_layer

    layer: gpd.GeoDataFrame = load_layer(HAZARDS, layer_id)
    return layer


def hazard_totals(layer_id: str, by: Literal["country", "region"] | None = None) -> pd.DataFrame:
    """How many hazard areas, how large, by class and status: kind, status, areas, area_km2, without_shape."""
    from geodata.hazards import hazard_totals as totals_of

    return totals_of(hazard_areas(layer_id), by)


def hazard_rejects(layer_id: str) -> pd.DataFrame:
    """The rows of a layer that were not loaded: file, row, reason, cells."""
    from loaders.events.layers import HAZARDS, layer_rejects

    return layer_rejects(HAZARDS, layer_id)


def import_hazards(
    path: str | Path, name: str, mapping: Mapping | None = None, title: str | None = None, layer: str = ""
) -> "LayerReport":
    """Import an uploaded layer of hazard areas, the named one of several, in place of the one with the same title.

    Raises
    ------
    ForeignFileError, MappingError
        Nothing was imported; one sentence says why and what to do.
    """
    from loaders.events.layer_import import import_hazards as import_layer
    from loaders.foreign.kinds import UPLOAD

    return import_layer(path, name=name, mapping=mapping, title=title, limits=UPLOAD, layer=layer)


def import_counts(paths: Sequence[str | Path], names: Sequence[str], layer: str = "") -> "LayerReport":
    """Import uploaded monthly counts of HDX HAPI in place of those that were there.

    Raises
    ------
    ForeignFileError
        Nothing was imported; one sentence says why.
    """
    from loaders.events.layer_import import import_counts as import_table

    return import_table(paths, names=names, layer=layer)


def monthly_counts() -> pd.DataFrame | None:
    """The monthly counts of HDX HAPI (`loaders.hdx_hapi.loader.COUNT_COLUMNS`), None where none were imported.

    Counts and no events: types are not exclusive and are never added up.
    """
    from loaders.events.layers import COUNTS, layer_ids, load_layer

    ids = layer_ids(COUNTS)
    return load_layer(COUNTS, ids[0]) if ids else None


@lru_cache(maxsize=SUMS_KEPT)
def _totals(source_id: str, version: str, filters: EventFilters) -> dict[str, int]:
    from geodata.event_queries import totals as sums

    return sums(columns(source_id, version), filters)


@lru_cache(maxsize=SUMS_KEPT)
def _counts_by(source_id: str, version: str, what: Literal["country", "region"], filters: EventFilters) -> pd.DataFrame:
    from geodata.event_queries import counts_by as by_code

    table = by_code(columns(source_id, version), what, filters)
    table.insert(1, "name", table["code"].map(_names(what)).fillna(table["code"]))
    return table


@lru_cache(maxsize=SUMS_KEPT)
def _mine_events_by_year(source_id: str, version: str, filters: EventFilters) -> pd.DataFrame:
    from geodata.event_queries import mine_events_by_year as by_year

    return by_year(columns(source_id, version), filters)


def _names(what: Literal["country", "region"]) -> dict[str, str]:
    """Return the names of areas or of regions by their codes."""
    from loaders.areas.loader import load_areas

    if what == "country":
        areas = load_areas()
        return dict(zip(areas["iso3"], areas["name"], strict=True))
    from loaders.boundaries.loader import load_ukraine_regions

    regions = load_ukraine_regions()
    return dict(zip(regions["region"], regions["name"], strict=True))


def _set(source_id: str) -> EventSet:
    """Return the events of a source."""
    bundled = bundled_events()
    if source_id == bundled.source.id:
        return bundled
    known = stored_ids()
    if source_id in known:
        return open_stored(source_id)
    message = f"{source_id[:40]!r} is no source of events here: choose one of {', '.join((bundled.source.id, *known))}."
    raise InputError(message)
