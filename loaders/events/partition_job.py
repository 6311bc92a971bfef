"""Do the two steps of an import that need no other part: translate one, and join, sort and write one.

Both take and return plain values and work from file to file, so that they run the same in this process, in another,
or on another machine that sees the same folder. A file that is there is whole: it is written beside and renamed.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.event_coding import morton_of, settled
from geodata.event_filters import EPOCH
from geodata.event_joins import swapped
from geodata.events import EVENT_COLUMNS
from geodata.mapping import Mapping
from loaders.events.formats import headed, translated
from loaders.events.sheet import REJECT_COLUMNS, Sheet
from loaders.foreign.reading import read_part

MORTON = "_morton"
ROWS_TOLD = 100
"""So many rows of each remark are told on by a part, from which the first of the file are found."""
ROW_GROUP = 10_000
_ARROW_TYPES = {"day": pa.date32(), "degrees": pa.float64(), "number": pa.float64(), "count": pa.int64()}

EVENT_SCHEMA = pa.schema(
    [pa.field(name, _ARROW_TYPES.get(kind, pa.string())) for name, kind in EVENT_COLUMNS.items()]
    + [pa.field(MORTON, pa.uint64())]
)
"""A translated part on disk."""

REJECT_SCHEMA = pa.schema([("file", pa.string()), ("row", pa.int64()), ("reason", pa.string()), ("cells", pa.string())])


@dataclass(frozen=True)
class TranslateTask:
    """One part of one file, and how it is read."""

    part: str
    columns: tuple[str, ...]
    file: str
    card: str
    orders: dict[str, str]
    mapping: dict[str, Any] | None
    target: str
    """Where the events go; rejects and remarks go beside it."""


@dataclass(frozen=True)
class SettleTask:
    """One range of translated events, and where it goes when it is joined and sorted."""

    source: str
    target: str
    arrays: str


def translate_part(task: TranslateTask) -> dict[str, Any]:
    """Translate one part; return how many rows were taken and not, and what to remark."""
    target = Path(task.target)
    about = target.with_suffix(".json")
    if about.is_file():
        done: dict[str, Any] = json.loads(about.read_text(encoding="utf-8"))
        return done
    part = read_part(Path(task.part), tuple(headed(task.card, task.columns)))
    mapping = Mapping(**task.mapping) if task.mapping is not None else None
    result = translated(task.card, Sheet(part, task.file), task.orders, mapping)
    events = result.events.assign(**{MORTON: morton_of(result.events)})
    _write(pa.Table.from_pandas(events, EVENT_SCHEMA, preserve_index=False), target)
    rejects = pa.Table.from_pandas(result.rejects[list(REJECT_COLUMNS)], REJECT_SCHEMA, preserve_index=False)
    _write(rejects, target.with_suffix(".rejects"))
    counted = {"taken": len(events), "rejected": len(result.rejects), "remarks": list(result.remarks)}
    write_text(about, json.dumps(counted, ensure_ascii=False))
    return counted


def settle_part(task: SettleTask) -> dict[str, Any]:
    """Join, sort and write one range of events; return its rows, days and how many seem to be swapped."""
    target, about = Path(task.target), Path(task.target).with_suffix(".json")
    if about.is_file():
        done: dict[str, Any] = json.loads(about.read_text(encoding="utf-8"))
        return done
    from loaders.events.ground import load_ground

    ground = load_ground()
    events = pd.read_feather(task.source) if task.source.endswith(".arrow") else pd.read_parquet(task.source)
    events = _typed(events)
    table, arrays = settled(events, ground)
    _write_geoparquet(table, target)
    partial = Path(f"{task.arrays}.partial.npz")
    np.savez(partial, **arrays)  # type: ignore[arg-type]  # numpy's stubs take allow_pickle for any keyword
    partial.replace(task.arrays)
    said = table["country_said"].to_numpy(dtype=object) != ""
    days = arrays["day"]
    elsewhere = said & (table["country"] != table["country_said"]).to_numpy()
    exchanged = swapped(table, ground.countries)
    ahead = days > (datetime.now(UTC).date() - EPOCH).days
    counted = {
        "rows": len(table),
        "first_day": int(days.min()) if len(days) else None,
        "last_day": int(days.max()) if len(days) else None,
        "said": int(said.sum()),
        "elsewhere": int(elsewhere.sum()),
        "swapped": int(exchanged.sum()),
        "ahead": int(ahead.sum()),
        "rows_of": {
            name: np.sort(table["row"].to_numpy(dtype=np.int64)[rows])[:ROWS_TOLD].tolist()
            for name, rows in (("elsewhere", elsewhere), ("swapped", exchanged), ("ahead", ahead))
        },
        "countries": {str(code): int(count) for code, count in table["country"].value_counts().items()},
        "nearest": int((table["country_basis"] == "nearest").sum()),
        "nowhere": int((table["country_basis"] == "none").sum()),
    }
    write_text(about, json.dumps(counted))
    return counted


def write_text(path: Path, text: str) -> None:
    """Write a text file at once: beside, then renamed."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _typed(events: pd.DataFrame) -> pd.DataFrame:
    """Return events read from disk with the types of `geodata.events`."""
    typed = events[list(EVENT_COLUMNS)].copy()
    for name, kind in EVENT_COLUMNS.items():
        if kind == "day":
            typed[name] = pd.to_datetime(typed[name]).astype("datetime64[s]")
        elif kind == "count":
            typed[name] = typed[name].astype("Int64")
    return typed


def _write(table: pa.Table, path: Path) -> None:
    """Write a Parquet file at once."""
    partial = path.with_name(f"{path.name}.partial")
    pq.write_table(table, partial, compression="lz4")
    partial.replace(path)


def _write_geoparquet(table: pd.DataFrame, path: Path) -> None:
    """Write joined events as GeoParquet: points in EPSG:4326, days as dates, in small row groups."""
    import geopandas as gpd

    points = gpd.points_from_xy(table["lon"], table["lat"])
    frame = gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")
    for name, kind in EVENT_COLUMNS.items():
        if kind == "day":
            frame[name] = frame[name].astype(pd.ArrowDtype(pa.date32()))
    partial = path.with_name(f"{path.name}.partial")
    frame.to_parquet(partial, compression="zstd", index=False, row_group_size=ROW_GROUP)
    partial.replace(path)
