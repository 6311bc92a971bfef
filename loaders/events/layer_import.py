"""Import layers of hazard areas, and tables of monthly counts: small enough to be worked on at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.cell_readings import DayOrder, read_days, read_numbers
from geodata.errors import ForeignFileError, TableError
from geodata.event_targets import HAZARDS
from geodata.event_words import Device, HazardClass, HazardStatus
from geodata.hazards import HAZARD_COLUMNS, areas_km2, unit_remark, with_ground
from geodata.mapping import Mapping, check_mapping
from loaders.catalog import load_card
from loaders.events import layers
from loaders.events.ground import load_ground
from loaders.events.importing import identity, outcome_counts
from loaders.events.place_remarks import where_they_lie
from loaders.events.rejections import rejection_sentences
from loaders.events.sheet import REJECT_COLUMNS, Sheet
from loaders.events.staging import described, fingerprint
from loaders.foreign.kinds import COMMAND_LINE, Limits, checked_path
from loaders.foreign.reading import ForeignTable, read_foreign
from loaders.hdx_hapi import loader as hdx_hapi
from loaders.mappings import remember, settled_mapping


@dataclass(frozen=True)
class LayerReport:
    """What an import of a small table did. `loaded + rejected == read`, always."""

    id: str
    title: str
    read: int
    loaded: int
    rejected: int
    sentences: tuple[str, ...]
    """The outcome in words; plain text from data."""


def import_hazards(
    path: str | Path,
    *,
    name: str | None = None,
    mapping: Mapping | None = None,
    title: str | None = None,
    limits: Limits = COMMAND_LINE,
    layer: str = "",
    day_order: str = "",
) -> LayerReport:
    """Import a layer of hazard areas in place of the one with the same title.

    Parameters
    ----------
    path, name
        The file, and what to call it.
    mapping
        Which column is what; the remembered mapping or a guess by default.
    title
        What to call the layer; the name of its file by default.
    limits
        What the file may hold.
    layer
        The layer to read of a file that has several.
    day_order
        How days with slashes are read, where no mapping says it: day_first or month_first.

    Raises
    ------
    ForeignFileError, MappingError
        Nothing was imported; one sentence says why.
    TableError
        Rows were lost on the way, which is a fault of this program.
    """
    found = checked_path(path)
    with read_foreign(found, name=name, limits=limits, layer=layer) as table:
        chosen, matched = settled_mapping(mapping, HAZARDS, table.columns, day_order)
        check_mapping(chosen, HAZARDS, table.columns, shapes=table.geometry)
        areas, rejects, remarks = _hazards_of(table, chosen)
        if areas.empty:
            message = f"{table.name}: none of {table.rows_read} rows could be loaded; {_why(rejects)}"
            raise ForeignFileError(message)
        source = described(found, name or found.name)
        layer_id, called = identity("own_table", title, [source], layer=layer)
        remarks = [*table.remarks, *matched, *remarks]
        report = _report(layer_id, called, table.rows_read, len(areas), rejects, remarks)
        _save(layers.HAZARDS, report, areas, rejects, [source.name], "own_table")
        remember(chosen, table.columns)
    return report


def import_counts(paths: Sequence[str | Path], *, names: Sequence[str] | None = None, layer: str = "") -> LayerReport:
    """Import monthly counts of HDX HAPI in place of those that were there.

    Raises
    ------
    ForeignFileError
        A file is none of HAPI's, or nothing in it could be loaded.
    TableError
        Rows were lost on the way, which is a fault of this program.
    """
    counts, rejects, remarks, read = [], [], [], 0
    called = list(names) if names is not None else [Path(path).name for path in paths]
    for path, name in zip(paths, called, strict=True):
        with read_foreign(path, name=name, layer=layer) as table:
            if not hdx_hapi.recognises(table.columns):
                message = f"{table.name}: expected monthly counts of HDX HAPI, got other columns."
                raise ForeignFileError(message)
            read += table.rows_read
            orders, told = _orders(table, hdx_hapi.DAY_COLUMNS)
            remarks += [*table.remarks, *told]
            rejects.append(_unreadable(table))
            for part in table.batches():
                own, refused = hdx_hapi.translate_counts(Sheet(part, table.name), orders)
                counts.append(own)
                rejects.append(refused)
    loaded = pd.concat(counts, ignore_index=True) if counts else pd.DataFrame()
    refused = pd.concat(rejects, ignore_index=True)
    if loaded.empty:
        message = f"{', '.join(called)[:80]}: none of {read} rows could be loaded; {_why(refused)}"
        raise ForeignFileError(message)
    card = load_card(hdx_hapi.CARD)
    report = _report(card.id, card.title, read, len(loaded), refused, remarks)
    _save(layers.COUNTS, report, loaded, refused, called, card.id)
    return report


def _hazards_of(table: ForeignTable, mapping: Mapping) -> tuple[Any, pd.DataFrame, list[str]]:
    """Return the hazard areas of a file, its rejects, and what to remark."""
    import geopandas as gpd

    rows = pd.concat(list(table.batches()), ignore_index=True)
    sheet = Sheet(rows, table.name)
    shapes = shapely.from_wkb(rows["_geometry"].to_numpy(dtype=object))
    dimension = shapely.get_dimensions(shapes)
    sheet.reject(shapely.is_missing(shapes) | shapely.is_empty(shapes), "no shape")
    sheet.reject(dimension == 1, "the shape is a line, which has no area")
    bounds = np.nan_to_num(shapely.bounds(shapes))
    outside = (np.abs(bounds[:, [0, 2]]) > 180).any(axis=1) | (np.abs(bounds[:, [1, 3]]) > 90).any(axis=1)
    sheet.reject(outside, "coordinates are outside -180 to 180 and -90 to 90")
    wrong = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes = np.where(wrong, shapely.make_valid(shapes), shapes)
    columns = {"row": rows["_row"], "repaired": pd.Series(wrong)}
    remarks = _hazard_columns(sheet, mapping, columns)
    taken = sheet.reason == ""
    layer = gpd.GeoDataFrame(pd.DataFrame(columns).loc[taken], geometry=shapes[taken], crs="EPSG:4326")
    layer = layer.reset_index(drop=True)
    layer["area_km2"] = areas_km2(layer.geometry.to_numpy())
    if wrong[taken].any():
        count = int(wrong[taken].sum())
        remarks.append(
            f"{count} {'shapes' if count > 1 else 'shape'} crossed "
            f"{'themselves and were' if count > 1 else 'itself and was'} mended before being measured."
        )
    remark = unit_remark(layer["area_km2"].to_numpy(), layer["area_said_m2"].to_numpy(dtype=float))
    remarks += [remark] if remark else []
    ground = load_ground()
    if len(layer):
        layer = with_ground(layer, ground.countries, ground.regions)
        remarks.append(where_they_lie(Counter(layer["country"]), "areas"))
    rejects = pd.concat([_unreadable(table), sheet.rejects()], ignore_index=True)
    order = [title for title in HAZARD_COLUMNS if title in layer]
    return layer[[*order, "geometry"]], rejects, [*remarks, *sheet.remarks]


def _hazard_columns(sheet: Sheet, mapping: Mapping, columns: dict[str, pd.Series]) -> list[str]:
    """Fill the columns that the register brings; return what to remark."""
    remarks = []
    empties = {"kind": HazardClass.NOT_STATED, "status": HazardStatus.NOT_STATED, "device": Device.NOT_STATED}
    for name, empty in empties.items():
        field = HAZARDS.field(name)
        column = mapping.column(name)
        columns[name] = sheet.words(column, dict(field.words), empty.value, field.label, strict=False)
        columns[f"{name}_said"] = sheet.text(column)
        strange = (columns[name] == empty.value).to_numpy() & (columns[f"{name}_said"] != "").to_numpy()
        remarks += _not_understood(field.label, sheet, np.where(strange, "strange", ""))
    for name in ("area_id", "place", "note"):
        columns[name] = sheet.text(mapping.column(name))
    number, reason = read_numbers(
        sheet.text(mapping.column("area_said_m2")), "area", least=0, most=1e13, decimal_comma=True
    )
    columns["area_said_m2"] = pd.Series(number)
    remarks += _not_understood("Area", sheet, reason)
    for name in ("found_on", "closed_on"):
        cells = sheet.text(mapping.column(name))
        evidence = DayOrder()
        evidence.look(cells)
        read = read_days(cells, evidence.decided(mapping.day_order))
        columns[name] = pd.Series(read.day.astype("datetime64[s]"))
        remarks += _not_understood(
            HAZARDS.field(name).label, sheet, np.where(read.reason == "no date", "", read.reason)
        )
        told = evidence.remark(mapping.column(name) or name, mapping.day_order)
        remarks += [told] if told else []
    return remarks


def _not_understood(label: str, sheet: Sheet, reason: npt.NDArray[np.object_]) -> list[str]:
    """Return what to say of cells that were left open: which rows; the shapes are kept."""
    strange = reason != ""
    if not strange.any():
        return []
    numbers = [str(row) for row in sheet.part["_row"].to_numpy()[strange][:5]]
    more = " …" if strange.sum() > len(numbers) else ""
    rows = "row" if int(strange.sum()) == 1 else "rows"
    return [f"{label} not understood in {int(strange.sum())} {rows} and left open: {rows} {', '.join(numbers)}{more}."]


def _orders(table: ForeignTable, wanted: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Return the order of day and month in some columns, and what to say of it."""
    orders, remarks = {}, []
    for column in wanted:
        evidence = DayOrder()
        for part in table.batches():
            evidence.look(Sheet(part, table.name).text(column))
        orders[column] = evidence.decided()
        remark = evidence.remark(column)
        remarks += [remark] if remark else []
    return orders, remarks


def _unreadable(table: ForeignTable) -> pd.DataFrame:
    """Return the rows that could not be read, as rejects."""
    rows = table.unreadable()
    return rows.assign(file=table.name)[list(REJECT_COLUMNS)]


def _report(
    layer_id: str, title: str, read: int, loaded: int, rejects: pd.DataFrame, remarks: Sequence[str]
) -> LayerReport:
    """Return what an import did, after checking that no row was lost."""
    if loaded + len(rejects) != read:
        message = f"{title}: {read} rows were read, {loaded} loaded and {len(rejects)} rejected; nothing was kept."
        raise TableError(message)
    first = f"{title}: {read:,} rows read, {loaded:,} loaded, {len(rejects):,} rejected."
    told = rejection_sentences(outcome_counts(rejects))
    return LayerReport(layer_id, title, read, loaded, len(rejects), (first, *told, *dict.fromkeys(remarks)))


def _why(rejects: pd.DataFrame) -> str:
    """Return why rows were rejected, in a sentence."""
    return " ".join(rejection_sentences(outcome_counts(rejects)))


def _save(
    kind: str, report: LayerReport, table: pd.DataFrame, rejects: pd.DataFrame, files: list[str], card: str
) -> None:
    """Keep a table with what its manifest says."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {
        "title": report.title,
        "card": card,
        "files": files,
        "read": report.read,
        "loaded": report.loaded,
        "rejected": report.rejected,
        "imported_at": now,
        "remarks": list(report.sentences[1:]),
    }
    layers.save_layer(kind, report.id, fingerprint([], report.id, now), table, rejects, about)
