"""Import a user's own events: read, translate, join, sort, check that no row was lost, and replace what was there.

Memory does not grow with the file: parts of 50,000 rows are read and translated, ranges of 200,000 are joined. What is
done is kept in a staging folder by the hash of the files, so that a killed import goes on; the old events stay until
the new ones are whole.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from geodata.cell_readings import DayOrder
from geodata.errors import ForeignFileError, InputError, TableError
from geodata.event_filters import EPOCH
from geodata.event_targets import EVENTS
from geodata.events import EventSource
from geodata.mapping import Mapping, check_day_order, check_mapping, plain_name
from loaders.catalog import load_card
from loaders.events.column_files import write_columns
from loaders.events.formats import COUNTS, OWN, day_columns, headed, recognised
from loaders.events.ground import load_ground
from loaders.events.partition_job import TranslateTask, settle_part, translate_part
from loaders.events.place_remarks import place_remarks
from loaders.events.rejections import rejection_sentences
from loaders.events.sheet import REJECT_COLUMNS
from loaders.events.spread import run_all
from loaders.events.staging import Input, described, fingerprint, split, staging, sync, without_repeats
from loaders.events.store import REJECTS, StoredEvents, commit, open_stored, write_manifest
from loaders.events.versions import events_root
from loaders.foreign.kinds import COMMAND_LINE, Limits, checked_path
from loaders.foreign.reading import ForeignTable, opened, read_foreign
from loaders.mappings import remember, settled_mapping

Tell = Callable[[str, float], None]
"""Is called with what is being done, in a word or two, and the share of it that is done."""

MOST_SWAPPED = 0.5
"""Beyond this share of rows that would lie in their own country with latitude and longitude exchanged, a file is
refused."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `loaded + rejected == read`, always."""

    source: EventSource
    read: int
    loaded: int
    rejected: int
    replaced: int | None
    """How many events were there before and are replaced; None where there were none."""
    sentences: tuple[str, ...]
    """The outcome in words: what was loaded, what was not and why, what was remarked. Plain text from data."""


def import_events(
    paths: Sequence[str | Path],
    *,
    names: Sequence[str] | None = None,
    mapping: Mapping | None = None,
    title: str | None = None,
    limits: Limits = COMMAND_LINE,
    dask: str | None = None,
    tell: Tell | None = None,
    series: str = "",
    layer: str = "",
    day_order: str = "",
) -> ImportReport:
    """Import files of one source and make them its events, instead of those that were there.

    Parameters
    ----------
    paths
        Files of one layout on this machine.
    names
        What to call them; their own names by default.
    mapping
        For a table of the user's own: which column is what. The remembered one or a guess by default. Its order of day
        and month counts for any table.
    title
        What to call a table of the user's own; the name of its first file by default.
    limits
        What each file may hold.
    dask
        The address of a Dask scheduler to work on; None works here.
    tell
        Is told how far the import is.
    series
        Names another series of the same publisher (candidate months), which is kept beside its first and never joined
        with it.
    layer
        The layer, sheet or member to read of files that have several.
    day_order
        How days with slashes are read, where no mapping says it: day_first or month_first.

    Raises
    ------
    ForeignFileError, MappingError, InputError
        Nothing was imported; one sentence says why and what to do. What was there before stays.
    TableError
        Rows were lost on the way, which is a fault of this program; nothing was imported.
    """
    inputs = _inputs(paths, names)
    say = tell or (lambda stage, share: None)
    begun = fingerprint(inputs, asdict(mapping) if mapping else None, title, layer, day_order)
    with staging(events_root(), begun) as folder:
        tables = _read(inputs, folder, limits, layer, say)
        card, columns = _layout(tables)
        chosen, matched = _mapping(card, columns, tables, mapping, day_order)
        said = (chosen or mapping or Mapping(EVENTS.id)).day_order or day_order
        orders, remarks = _orders(card, tables, chosen, said)
        work = folder / fingerprint([], card, asdict(chosen) if chosen else None, orders)
        work.mkdir(exist_ok=True)
        tasks = _translations(tables, work, card, orders, chosen)
        counted = run_all(translate_part, tasks, dask=dask, tell=lambda share: say("translating", share))
        parts = [Path(task.target) for task in tasks]
        if not (work / "split.json").is_file():
            without_repeats(parts)
        ranges = split(parts, work)
        settled = run_all(settle_part, ranges, dask=dask, tell=lambda share: say("joining", share))
        _refuse_swapped(settled, tables[0].name)
        remarks += matched
        remarks += [line for table in tables for line in table.remarks]
        remarks += [line for part in counted for line in part["remarks"]]
        remarks += place_remarks(settled, files=len(tables))
        say("writing", 0.0)
        source_id, called = identity(card, title, inputs, series, layer)
        before = _before(source_id)
        report = _finish(work, source_id, called, card, inputs, tables, settled, list(dict.fromkeys(remarks)), before)
        if chosen is not None:
            remember(chosen, columns)
        say("writing", 1.0)
    return report


def _inputs(paths: Sequence[str | Path], names: Sequence[str] | None) -> list[Input]:
    """Return the files of an import, each once."""
    if not paths:
        message = "expected one or more files to import, got none: name them."
        raise InputError(message)
    found = [checked_path(path).resolve() for path in paths]
    called = [Path(name).name for name in names] if names is not None else [path.name for path in found]
    inputs = [described(path, name) for path, name in zip(found, called, strict=True)]
    if len({each.sha256 for each in inputs}) < len(inputs):
        message = "two of the files hold the same bytes: name each file once."
        raise ForeignFileError(message)
    return inputs


def _read(inputs: list[Input], folder: Path, limits: Limits, layer: str, say: Tell) -> list[ForeignTable]:
    """Read every file into parts; those that a killed import has read are taken as they are."""
    tables = []
    for place, each in enumerate(inputs):
        target = folder / f"reading-{place}"
        if not (target / "reading.json").is_file():
            _emptied(target)
            say("reading", place / len(inputs))
            read_foreign(
                each.path,
                name=each.name,
                limits=limits,
                into=target,
                layer=layer,
                tell=lambda share, place=place: say("reading", (place + share) / len(inputs)),  # type: ignore[misc]
            )
        tables.append(opened(target))
    return tables


def _emptied(folder: Path) -> None:
    """Make sure that a folder is there and empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()


def _layout(tables: list[ForeignTable]) -> tuple[str, tuple[str, ...]]:
    """Return the card and the columns of the files, which must be of one layout."""
    from loaders.ucdp import loader as ucdp

    cards = [recognised(table.columns, table.name) for table in tables]
    if len(set(cards)) > 1:
        message = f"the files are of different sources ({', '.join(sorted(set(cards)))}): import one source at a time."
        raise ForeignFileError(message)
    card, columns = cards[0], tables[0].columns
    if card == COUNTS:
        message = f"{tables[0].name}: holds monthly counts and no events: import it as counts."
        raise ForeignFileError(message)
    if card == ucdp.CARD:
        ucdp.check_releases([table.name for table in tables])
    if card == OWN and any(set(table.columns) != set(columns) for table in tables):
        message = "the files have different columns: import them one at a time, each under its own title."
        raise ForeignFileError(message)
    return card, columns


def _mapping(
    card: str, columns: tuple[str, ...], tables: list[ForeignTable], mapping: Mapping | None, day_order: str
) -> tuple[Mapping | None, list[str]]:
    """Return the mapping of a table of the user's own and what to say of it; None for a known layout."""
    if card != OWN:
        if mapping is not None and mapping.columns:
            message = f"{tables[0].name}: is a table of {load_card(card).title}, whose columns are known: map none."
            raise InputError(message)
        return None, []
    chosen, remarks = settled_mapping(mapping, EVENTS, columns, day_order)
    check_mapping(chosen, EVENTS, columns, shapes=all(table.geometry for table in tables))
    return chosen, remarks


def _orders(
    card: str, tables: list[ForeignTable], mapping: Mapping | None, said: str
) -> tuple[dict[str, str], list[str]]:
    """Return in which order day and month stand in each column of days, by all rows of all files, and what to say.

    `said` is the order that the user chose, empty for none.
    """
    check_day_order(said)
    orders, remarks = {}, []
    for wanted in day_columns(card, mapping):
        evidence = DayOrder()
        for table in tables:
            names = [name.strip().casefold() for name in headed(card, table.columns)]
            if wanted.casefold() not in names:
                continue
            column = f"c{names.index(wanted.casefold())}"
            for part in table.parts:
                evidence.look(pq.read_table(part, columns=[column]).column(0).to_pylist())
        orders[wanted] = evidence.decided(said)
        remark = evidence.remark(wanted, said)
        remarks += [remark] if remark else []
    return orders, remarks


def _translations(
    tables: list[ForeignTable], folder: Path, card: str, orders: dict[str, str], mapping: Mapping | None
) -> list[TranslateTask]:
    """Return one task for each part of each file."""
    return [
        TranslateTask(
            part=str(part),
            columns=table.columns,
            file=table.name,
            card=card,
            orders=orders,
            mapping=asdict(mapping) if mapping is not None else None,
            target=str(folder / f"translated-{number}-{place:05d}.parquet"),
        )
        for number, table in enumerate(tables)
        for place, part in enumerate(table.parts)
    ]


def _refuse_swapped(settled: list[dict[str, Any]], name: str) -> None:
    """Refuse a file whose latitudes and longitudes have changed places."""
    said, wrong = sum(part["said"] for part in settled), sum(part["swapped"] for part in settled)
    if said and wrong > MOST_SWAPPED * said:
        message = (
            f"{name}: {wrong} of {said} rows lie in the country they name only when latitude and longitude change "
            "places: nothing was loaded; exchange the two columns in the mapping or in the file."
        )
        raise ForeignFileError(message)


def identity(card: str, title: str | None, inputs: list[Input], series: str = "", layer: str = "") -> tuple[str, str]:
    """Return the id and the title of what is imported: the card's, or for a table of the user's own its own name.

    Without a title that is the name of the file, with the layer that was named: layers of one file stand beside each
    other.
    """
    if card != OWN:
        named = load_card(card).title
        return (f"{card}-{plain_name(series).replace(' ', '-')}", f"{named}: {series}") if series else (card, named)
    called = " ".join((title or f"{Path(inputs[0].name).stem} {layer}").split())[:80]
    slug = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in plain_name(called))
    slug = "-".join(piece for piece in slug.split("-") if piece)[:40]
    return f"own-{slug or fingerprint(inputs)}", called


def _before(source_id: str) -> int | None:
    """Return how many events the source has now, None where it has none that can be read."""
    try:
        return open_stored(source_id).source.rows
    except (InputError, TableError):
        return None


def _finish(
    folder: Path,
    source_id: str,
    title: str,
    card: str,
    inputs: list[Input],
    tables: list[ForeignTable],
    settled: list[dict[str, Any]],
    remarks: list[str],
    before: int | None,
) -> ImportReport:
    """Put the version together, check that no row was lost, make it current, and report."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    _emptied(out)
    loaded, read = sum(part["rows"] for part in settled), sum(table.rows_read for table in tables)
    rejected, told = _write_rejects(folder, tables, out / REJECTS)
    if loaded + rejected != read:
        message = f"{tables[0].name}: {read} rows were read, {loaded} loaded and {rejected} rejected; nothing was kept."
        raise TableError(message)
    if not loaded:
        message = f"{tables[0].name}: none of {read} rows could be loaded; {' '.join(told)}"
        raise ForeignFileError(message)
    ground = load_ground()
    planes_from = write_columns(folder, out, settled, ground.country_codes, ground.region_codes)
    terms = load_card(card)
    days = [part[key] for part in settled for key in ("first_day", "last_day") if part[key] is not None]
    source = EventSource(
        id=source_id,
        title=title,
        card=card,
        citation=terms.citation,
        redistribution=terms.redistribution,
        version=fingerprint(inputs, source_id, datetime.now(UTC).isoformat()),
        rows=loaded,
        rows_read=read,
        rejected=rejected,
        first_day=EPOCH + timedelta(days=min(days)),
        last_day=EPOCH + timedelta(days=max(days)),
        imported_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        files=tuple(each.name for each in inputs),
        remarks=(*told, *remarks),
    )
    more = {
        "inputs": [{"name": each.name, "bytes": each.bytes, "sha256": each.sha256} for each in inputs],
        "countries": ground.country_codes,
        "regions": ground.region_codes,
        "part_rows": [part["rows"] for part in settled],
        "planes_from": planes_from,
    }
    write_manifest(out, source, more)
    for path in out.iterdir():
        sync(path)
    StoredEvents(out)
    commit(out, source)
    return ImportReport(source, read, loaded, rejected, before, (_outcome(source, before), *source.remarks))


def _outcome(source: EventSource, before: int | None) -> str:
    """Say in one sentence what was loaded."""
    instead = f" They replace the {before:,} that were there." if before is not None else ""
    return (
        f"{source.title}: {source.rows_read:,} rows read, {source.rows:,} loaded, {source.rejected:,} rejected; "
        f"events from {source.first_day} to {source.last_day}.{instead}"
    )


def _write_rejects(folder: Path, tables: list[ForeignTable], path: Path) -> tuple[int, list[str]]:
    """Write every row that was not loaded, by file and row, and return how many and why, in words."""
    counts: dict[str, tuple[int, list[int]]] = {}
    total = 0
    sources = [*sorted(folder.glob("translated-*.rejects")), *sorted(folder.glob("translated-*.repeats"))]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(REJECT_COLUMNS)
        for table in tables:
            for row, reason, cells in table.unreadable()[["row", "reason", "cells"]].itertuples(index=False):
                total += 1
                writer.writerow([_inert(table.name), row, reason, cells])
                _count(counts, str(reason), int(row))
        for source in sources:
            for batch in pq.ParquetFile(source).iter_batches():
                for record in batch.to_pylist():
                    total += 1
                    writer.writerow([_inert(record["file"]), record["row"], record["reason"], record["cells"]])
                    _count(counts, record["reason"], record["row"])
    return total, rejection_sentences(counts)


def outcome_counts(rejects: pd.DataFrame) -> dict[str, tuple[int, list[int]]]:
    """Return for each kind of reason how many rows, and the first of their numbers."""
    counts: dict[str, tuple[int, list[int]]] = {}
    for reason, row in zip(rejects["reason"], rejects["row"], strict=True):
        _count(counts, str(reason), int(row))
    return counts


def _count(counts: dict[str, tuple[int, list[int]]], reason: str, row: int) -> None:
    """Count a reason without what a single cell holds, and keep the first rows."""
    kind = reason.split(":")[0]
    number, rows = counts.get(kind, (0, []))
    counts[kind] = (number + 1, [*rows, row] if len(rows) < 100 else rows)


def _inert(name: str) -> str:
    """Return a file name that no spreadsheet runs."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name
