"""Write what was measured: one table for people, one JSON file for machines."""

import importlib.metadata
import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Row

HEADINGS = ("what", "reach", "ours", "naive", "ratio", "met")
PACKAGES = ("streamlit", "folium", "streamlit-folium", "geopandas", "pandas", "playwright")
MET = {True: "yes", False: "NO", None: "–"}


def table_of(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table with aligned columns."""
    lines = [HEADINGS, *(cells_of(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def cells_of(row: Row) -> tuple[str, ...]:
    """One row as text, cell by cell."""
    share = "–" if row.ratio is None else f"{row.ratio:.2f}" if row.ratio >= 0.01 else f"{row.ratio:.4f}"
    return (row.what, row.reach, written(row.ours, row.unit), written(row.naive, row.unit), share, MET[row.met])


def written(value: float | None, unit: str) -> str:
    """A value with its unit and as many digits as it is worth."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()


def machine() -> dict[str, Any]:
    """What the figures were measured on: processors, memory, system, versions."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    return {
        "processors": os.cpu_count(),
        "memory_gib": round(memory_bytes() / 2**30) if memory_bytes() else None,
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": versions,
        "load_1_minute": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def memory_bytes() -> int:
    """Memory of the machine in bytes, 0 where the system does not tell."""
    told = Path("/proc/meminfo")
    found = re.search(r"MemTotal:\s+(\d+) kB", told.read_text()) if told.exists() else None
    return int(found[1]) * 1024 if found else 0


def write_json(path: Path, rows: Sequence[Row], about: dict[str, Any]) -> None:
    """Write the rows with their ratios and details, and what they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {**about, "rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
