"""Keep small imported tables in the user's data folder: hazard areas and monthly counts, each whole or not at all."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.errors import InputError, TableError
from loaders.events.partition_job import write_text
from loaders.events.sheet import REJECT_COLUMNS
from loaders.events.store import REJECTS, sha256_of_file
from loaders.events.versions import CURRENT, MANIFEST
from loaders.user_data import data_folder

HAZARDS = "hazard_areas"
COUNTS = "event_counts"
TABLE = "table.parquet"


def layer_ids(kind: str) -> tuple[str, ...]:
    """Return the ids of the imported tables of a kind, in their order."""
    return tuple(sorted(path.parent.name for path in (data_folder() / kind).glob(f"*/{CURRENT}")))


def layer_folder(kind: str, layer_id: str) -> Path:
    """Return the folder of the current version of a table.

    Raises
    ------
    InputError
        Nothing was imported under this id.
    TableError
        What was imported is damaged.
    """
    known = layer_ids(kind)
    if layer_id not in known:
        message = f"{layer_id[:40]!r} was not imported: choose one of {', '.join(known) or 'none so far'}."
        raise InputError(message)
    home = data_folder() / kind / layer_id
    try:
        return home / str(json.loads((home / CURRENT).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{kind} {layer_id}: the store is damaged; import the file again."
        raise TableError(message) from error


def manifest_of(kind: str, layer_id: str) -> dict[str, Any]:
    """Return how a table was imported: title, files, counts, remarks.

    Raises
    ------
    InputError, TableError
        As `layer_folder`.
    """
    try:
        text = (layer_folder(kind, layer_id) / MANIFEST).read_text(encoding="utf-8")
        manifest: dict[str, Any] = json.loads(text)
    except (OSError, ValueError) as error:
        message = f"{kind} {layer_id}: the store is damaged; import the file again."
        raise TableError(message) from error
    return manifest


def save_layer(
    kind: str, layer_id: str, version: str, table: Any, rejects: pd.DataFrame, about: dict[str, Any]
) -> None:
    """Write a table beside what is there, then make it the current one.

    Parameters
    ----------
    table
        A DataFrame, or a GeoDataFrame, which becomes GeoParquet.
    rejects
        The rows that were not loaded, `loaders.events.sheet.REJECT_COLUMNS`.
    about
        What the manifest says beside the checksums.
    """
    home = data_folder() / kind / layer_id
    partial = home / f"{version}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    table.to_parquet(partial / TABLE, compression="zstd", index=False)
    safe = rejects[list(REJECT_COLUMNS)].copy()
    safe["file"] = [f"'{name}" if str(name).startswith(("=", "+", "-", "@")) else name for name in safe["file"]]
    safe.to_csv(partial / REJECTS, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    files = {name: sha256_of_file(partial / name) for name in (TABLE, REJECTS)}
    manifest = {"id": layer_id, "version": version, "sha256": files, **about}
    write_text(partial / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, default=str))
    shutil.rmtree(home / version, ignore_errors=True)
    partial.replace(home / version)
    write_text(home / CURRENT, json.dumps({"version": version}))
    for path in home.iterdir():
        if path.is_dir() and path.name != version:
            shutil.rmtree(path, ignore_errors=True)


def load_layer(kind: str, layer_id: str) -> Any:
    """Return a table as it was saved: a GeoDataFrame for hazard areas, else a DataFrame.

    Raises
    ------
    InputError, TableError
        As `layer_folder`; the file is damaged.
    """
    path = layer_folder(kind, layer_id) / TABLE
    try:
        if kind == HAZARDS:
            import geopandas as gpd

            return gpd.read_parquet(path)
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:
        message = f"{kind} {layer_id}: the store is damaged; import the file again."
        raise TableError(message) from error


def layer_rejects(kind: str, layer_id: str) -> pd.DataFrame:
    """Return the rows that were not loaded: file, row, reason, cells (a JSON list)."""
    path = layer_folder(kind, layer_id) / REJECTS
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return rows.assign(row=rows["row"].astype(int))


def remove_layer(kind: str, layer_id: str) -> None:
    """Remove an imported table.

    Raises
    ------
    InputError
        Nothing was imported under this id.
    """
    layer_folder(kind, layer_id)
    (data_folder() / kind / layer_id / CURRENT).unlink()
    shutil.rmtree(data_folder() / kind / layer_id, ignore_errors=True)
