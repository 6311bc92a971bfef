"""Say which version of each imported source of events counts, and read its manifest: no shapes, no columns.

What only needs to know what was imported, and what it adds up to, need not load what reads it.
"""

import json
from pathlib import Path
from typing import Any

from geodata.errors import InputError, TableError
from loaders.user_data import data_folder

CURRENT = "current.json"
MANIFEST = "manifest.json"
YEARLY = "by-year.json"
"""Events and deaths by area and year, summed up by the import."""


def events_root() -> Path:
    """Return the folder of all imported events."""
    return data_folder() / "events"


def stored_ids() -> tuple[str, ...]:
    """Return the ids of the sources that were imported, in their order."""
    return tuple(sorted(path.parent.name for path in events_root().glob(f"*/{CURRENT}")))


def current_folder(source_id: str) -> Path:
    """Return the folder of the current version of an imported source.

    Raises
    ------
    InputError
        Nothing was imported under this id.
    TableError
        The store is damaged.
    """
    if source_id not in stored_ids():
        message = f"{source_id[:40]!r} was not imported: choose one of {', '.join(stored_ids()) or 'none so far'}."
        raise InputError(message)
    home = events_root() / source_id
    try:
        return home / str(json.loads((home / CURRENT).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(source_id, error) from error


def manifest_of(source_id: str) -> dict[str, Any]:
    """Return the manifest of the current version of an imported source.

    Raises
    ------
    InputError, TableError
        As `current_folder`.
    """
    try:
        manifest: dict[str, Any] = json.loads((current_folder(source_id) / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(source_id, error) from error
    return manifest


def stored_yearly(source_id: str) -> list[dict[str, Any]] | None:
    """Return events by area and year as the import summed them up; None where it is older than such sums.

    Returns
    -------
    list
        As `geodata.event_queries.counts_by_year`, a dict a row: code, year, events, fatalities, without_figure.

    Raises
    ------
    InputError, TableError
        As `current_folder`.
    """
    path = current_folder(source_id) / YEARLY
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(source_id, error) from error


def damaged(source_id: str, error: Exception) -> TableError:
    """Return the sentence for a store that cannot be read."""
    return TableError(f"events of {source_id}: the store is damaged ({type(error).__name__}); import the file again.")
