"""Read VIINA's zips of control by day, for the settlements of the bundled ledger, and put them together as a history.

A zip holds one CSV a year with a row a settlement and day: geonameid, date (20240708) and status (UA, RU, CONTESTED),
which is the majority vote of four maps. It is streamed; only the settlements of the ledger are kept.
"""

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from geodata.errors import FileRefusedError, InputError, TableError
from geodata.settlement_history import SettlementHistory
from geodata.words import Control, ControlBasis
from loaders.control_store import FILE, store_folder
from loaders.settlements.loader import load_cells, load_places

SOURCE = "viina"
_COLUMNS = {"geonameid": pa.string(), "date": pa.string(), "status": pa.string()}
_WORDS = {"UA": Control.UA, "RU": Control.RU, "CONTESTED": Control.CONTESTED}
_RUN_COLUMNS = ["place", "first", "last", "control"]
_ONE_DAY = np.timedelta64(1, "D")
_CITATION = "VIINA 2.0 (Zhukov), column status: majority vote of four maps; ODbL"


@dataclass(frozen=True)
class ViinaReport:
    """What became of the zips."""

    rows: int
    """Rows of settlements that the ledger has."""
    settlements: int
    left_out: int
    """Settlements of VIINA that the ledger does not have."""
    first_day: date
    last_day: date


def import_viina(paths: Sequence[Path]) -> ViinaReport:
    """Import zips (or CSV files) of control into the user's data; days imported again replace the old.

    Raises
    ------
    InputError
        A path does not exist or holds no zip or CSV.
    FileRefusedError
        A file is damaged or is no table of VIINA's control.
    """
    rows, left_out = _rows(paths)
    _write(_merged(_runs(rows), _stored_runs()))
    days = rows["day"].to_numpy().astype("datetime64[D]")
    return ViinaReport(len(rows), rows["place"].nunique(), len(left_out), days.min().item(), days.max().item())


def read_viina(paths: Sequence[Path]) -> SettlementHistory:
    """Return the history that zips (or CSV files) of control give, without storing anything.

    Raises
    ------
    InputError, FileRefusedError
        As `import_viina`.
    """
    return viina_history(_runs(_rows(paths)[0]))


def load_viina() -> SettlementHistory:
    """Return what was imported as a history.

    Raises
    ------
    TableError
        The imported data are damaged.
    """
    runs = _stored_runs()
    if runs.empty:
        message = "viina: the imported data are damaged (no rows); import the zips again."
        raise TableError(message)
    return viina_history(runs)


def viina_history(runs: pd.DataFrame) -> SettlementHistory:
    """Return runs (place, first, last, control; the last day is part of a run) as a history."""
    last_day = runs["last"].max()
    ended = runs["last"] + pd.Timedelta(days=1)
    intervals = pd.DataFrame(
        {
            "place": runs["place"],
            "from_date": runs["first"],
            "to_date": ended.where(runs["last"] != last_day),
            "control": runs["control"],
            "basis": ControlBasis.ASSESSED.value,
            "source": _CITATION,
            "note": "",
        }
    )
    cells, cells_km2 = load_cells()
    places = load_places().drop(columns="geonameid")
    first_day: date = runs["first"].min().date()
    return SettlementHistory(SOURCE, places, intervals, cells, cells_km2, first_day, last_day.date())


def _rows(paths: Sequence[Path]) -> tuple[pd.DataFrame, set[str]]:
    """Return all rows of the ledger's settlements, and the numbers that the ledger does not have."""
    files = _files(paths)
    read = [_read(path) for path in files]
    rows = pd.concat([table for table, _ in read], ignore_index=True)
    if rows.empty:
        message = f"{', '.join(path.name for path in files)}: no row is of a settlement of the ledger."
        raise FileRefusedError(message)
    return rows, set().union(*(left for _, left in read))


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inner = sorted(path.glob("control_latest_*")) if path.is_dir() else [path]
        found += [each for each in inner if each.suffix.lower() in {".zip", ".csv"}]
        if not path.exists():
            message = f"{path.name}: there is no such file or folder; name one that exists."
            raise InputError(message)
    if not found:
        message = "No control_latest_YEAR.zip was found: name VIINA's zips or the folder that holds them."
        raise InputError(message)
    return found


def _read(path: Path) -> tuple[pd.DataFrame, set[str]]:
    """Return the rows of the ledger's settlements (place, day, control), and the numbers that it does not have."""
    try:
        if path.suffix.lower() == ".csv":
            with path.open("rb") as stream:
                return _stream(path.name, stream)
        with zipfile.ZipFile(path) as archive:
            members = [name for name in archive.namelist() if name.lower().endswith(".csv") and "__MACOSX" not in name]
            if len(members) != 1:
                message = f"{path.name}: expected one CSV in the zip, got {len(members)}."
                raise FileRefusedError(message)
            with archive.open(members[0]) as stream:
                return _stream(path.name, stream)
    except (zipfile.BadZipFile, zlib.error, pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, FileRefusedError):
            raise
        reason = (str(error).splitlines() or ["damage"])[0][:100]
        message = f"{path.name}: expected VIINA's table of control, got: {reason}."
        raise FileRefusedError(message) from error


def _stream(name: str, stream: IO[bytes]) -> tuple[pd.DataFrame, set[str]]:
    """Return the rows of a CSV that are of the ledger's settlements, and the numbers of the others."""
    numbers = load_places()["geonameid"]
    ours = pa.array(numbers[numbers != ""])
    options = arrow_csv.ConvertOptions(column_types=_COLUMNS, include_columns=list(_COLUMNS))
    kept: list[pa.Table] = []
    others: set[str] = set()
    try:
        with arrow_csv.open_csv(stream, convert_options=options) as batches:
            kept.append(batches.schema.empty_table())
            for batch in batches:
                known = pc.is_in(batch["geonameid"], value_set=ours)
                others |= set(pc.unique(batch["geonameid"].filter(pc.invert(known))).to_pylist())
                kept.append(pa.Table.from_batches([batch.filter(known)]))
    except pa.ArrowKeyError as error:
        message = f"{name}: expected the columns {', '.join(_COLUMNS)}, got a table without one of them."
        raise FileRefusedError(message) from error
    return _checked(name, pa.concat_tables(kept).to_pandas(), numbers), others


def _checked(name: str, rows: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    """Return rows as place, day and control."""
    days = pd.to_datetime(rows["date"], format="%Y%m%d", errors="coerce")
    if days.isna().any():
        message = f"{name}, column date: expected days as 20240708, got {rows['date'][days.isna()].iloc[0]!r}."
        raise FileRefusedError(message)
    unknown = sorted(set(rows["status"].dropna()) - set(_WORDS))
    if unknown:
        message = f"{name}, column status: expected {', '.join(_WORDS)}, got {unknown[0][:40]!r}."
        raise FileRefusedError(message)
    told = rows["status"].notna()
    place = pd.Series(numbers.index, index=numbers)
    place = place.loc[~place.index.duplicated()]
    return pd.DataFrame(
        {
            "place": rows["geonameid"].map(place)[told],
            "day": days[told].astype("datetime64[s]"),
            "control": rows["status"].map({key: word.value for key, word in _WORDS.items()})[told],
        }
    )


def _runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Return days of the same control that follow each other as runs: place, first, last, control."""
    rows = rows.drop_duplicates(["place", "day"], keep="last").sort_values(["place", "day"], ignore_index=True)
    day = rows["day"].to_numpy().astype("datetime64[D]")
    same = np.zeros(len(rows), dtype=bool)
    for name in ("place", "control"):
        values = rows[name].to_numpy()
        same[1:] = (values[1:] == values[:-1]) & (same[1:] if name == "control" else True)
    same[1:] &= day[1:] - day[:-1] == _ONE_DAY
    run = np.cumsum(~same)
    grouped = rows.groupby(run, sort=False)
    return pd.DataFrame(
        {
            "place": grouped["place"].first(),
            "first": grouped["day"].first(),
            "last": grouped["day"].last(),
            "control": grouped["control"].first(),
        }
    ).reset_index(drop=True)


def _merged(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """Return old and new runs together; between the first and the last new day the new ones alone."""
    if old.empty:
        return new
    first, last = new["first"].min(), new["last"].max()
    day = pd.Timedelta(days=1)
    before = old.loc[old["first"] < first].copy()
    before["last"] = before["last"].clip(upper=first - day)
    after = old.loc[old["last"] > last].copy()
    after["first"] = after["first"].clip(lower=last + day)
    runs = pd.concat([before, new, after], ignore_index=True).sort_values(["place", "first"], ignore_index=True)
    follows = (runs["place"] == runs["place"].shift()) & (runs["control"] == runs["control"].shift())
    follows &= runs["first"] == runs["last"].shift() + day
    run = (~follows).cumsum()
    grouped = runs.groupby(run, sort=False)
    merged: pd.DataFrame = grouped.agg({"place": "first", "first": "first", "last": "last", "control": "first"})
    return merged.reset_index(drop=True)


def _stored_runs() -> pd.DataFrame:
    path = store_folder(SOURCE) / FILE
    if not path.is_file():
        return pd.DataFrame(columns=_RUN_COLUMNS)
    try:
        runs = pq.read_table(path).to_pandas()[_RUN_COLUMNS]
    except (pa.ArrowException, OSError, KeyError) as error:
        reason = (str(error).splitlines() or [""])[0][:80]
        message = f"viina: the imported data are damaged ({reason}); import them again."
        raise TableError(message) from error
    typed: pd.DataFrame = runs.astype({"first": "datetime64[s]", "last": "datetime64[s]"})
    return typed


def _write(runs: pd.DataFrame) -> None:
    folder = store_folder(SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{FILE}.part"
    pq.write_table(pa.Table.from_pandas(runs, preserve_index=False), beside, compression="zstd")
    beside.replace(folder / FILE)
