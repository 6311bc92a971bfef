"""Remember the mappings that a user has accepted, by the columns of the table they were for."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geodata.mapping import DAY_ORDERS, Mapping, Target, guess
from loaders.user_data import data_folder

FILE = "mappings.json"
COLUMNS_TOLD = 12


def recalled(target: Target, columns: Sequence[str]) -> Mapping | None:
    """Return the mapping last accepted for a table with exactly these columns; None where there is none."""
    kept = _read(data_folder() / FILE).get(_key(target.id, columns))
    if not isinstance(kept, dict) or not isinstance(kept.get("columns"), dict):
        return None
    known = {each.name for each in target.fields}
    pairs = {str(name): str(column) for name, column in kept["columns"].items()}
    order = kept.get("day_order", "")
    if not set(pairs) <= known or not set(pairs.values()) <= set(columns) or order not in DAY_ORDERS:
        return None
    return Mapping(target.id, pairs, order)


def suggested(target: Target, columns: Sequence[str]) -> tuple[Mapping, bool]:
    """Return the mapping to begin with, and whether it is a remembered one rather than a guess."""
    kept = recalled(target, columns)
    return (kept, True) if kept is not None else (guess(target, columns), False)


def settled_mapping(
    mapping: Mapping | None, target: Target, columns: Sequence[str], day_order: str = ""
) -> tuple[Mapping, list[str]]:
    """Return the mapping to follow and what to say of it: how columns were matched, and which with nothing.

    Where none is given it is the remembered one or a guess, with the order of day and month that was chosen.
    """
    known = {each.name: each.label for each in target.fields}
    if mapping is not None:
        chosen, remarks = mapping, []
    else:
        chosen, remembered = suggested(target, columns)
        chosen = replace(chosen, day_order=day_order or chosen.day_order)
        told = ", ".join(f"{known[name]} = {column[:40]}" for name, column in chosen.columns.items())
        how = "as they were accepted before" if remembered else "by their names"
        remarks = [f"Columns were matched {how}: {told}."] if told else []
    unused = [name[:40] for name in columns if name not in chosen.columns.values()]
    if unused:
        more = f" and {len(unused) - COLUMNS_TOLD} more" if len(unused) > COLUMNS_TOLD else ""
        some = ", ".join(unused[:COLUMNS_TOLD])
        remarks.append(f"Columns of the file that were matched with nothing: {some}{more}.")
    return chosen, remarks


def remember(mapping: Mapping, columns: Sequence[str]) -> None:
    """Keep an accepted mapping in the user's data folder, for tables with exactly these columns."""
    path = data_folder() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = _read(path)
    kept[_key(mapping.target, columns)] = {"columns": mapping.columns, "day_order": mapping.day_order}
    partial = path.with_name(f"{FILE}.{os.getpid()}.partial")
    partial.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    partial.replace(path)


def _read(path: Path) -> dict[str, object]:
    """Return what is kept; nothing where the file is missing or damaged, since a guess can always be made anew."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _key(target: str, columns: Sequence[str]) -> str:
    """Return what a table is recognised by: the kind, and the names of its columns whatever their order."""
    names = json.dumps(sorted(columns), ensure_ascii=False)
    return f"{target}:{hashlib.sha256(names.encode()).hexdigest()[:16]}"
