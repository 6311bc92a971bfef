"""Answer from the command line who controls what on a day, and import files of control.

What is heavy is imported inside the commands, so that `status` and `counts` do not pay for it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import InputError

if TYPE_CHECKING:
    from geodata.control import Snapshot
    from geodata.polygon_history import PolygonHistory
    from geodata.settlement_history import SettlementHistory
    from loaders.control_import import ImportReport, Progress

CONTROL_COLUMNS = (
    "source",
    "on",
    "file_date",
    "state_date",
    "age_days",
    "occupied_km2",
    "held_before_2022_km2",
    "contested_km2",
    "front_line_km",
    "liberated_km2",
    "since",
    "approximate",
)
SOURCES = ("ledger", "deepstate", "isw", "viina", "polygons")
ROWS = ("region", "settlement")
"""What `control --by` gives one row each."""

_MOST_TOLD = 10
"""Refused files beyond this many are counted, not told one by one."""

PathsArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH…", help="Files, folders or zips.", show_default=False)
]
AcceptOption = Annotated[
    list[str] | None, typer.Option("--accept", help="A day that was put aside and is to be used all the same.")
]
ClassFieldOption = Annotated[str, typer.Option("--class-field", help="The field that names the class of a polygon.")]
DateFieldOption = Annotated[str, typer.Option("--date-field", help="The field that holds the day of a polygon.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", help="What a value means: VALUE=occupied, contested, claimed, held_before_2022 or ignore."),
]
LayerOption = Annotated[str, typer.Option("--layer", help="The layer of a GeoPackage or KML that has several.")]

Meanings = tuple[str, str, list[str], str]
"""Field of the class, field of the day, what values mean, and the layer."""


def control(
    source: Annotated[str, typer.Option("--source", help=f"One of {', '.join(SOURCES)}.")] = "ledger",
    path: Annotated[
        Path | None, typer.Option("--path", help="A file, folder or zip to read instead of what was imported.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="A day as YYYY-MM-DD; today when left out.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Land liberated since this day.")] = None,
    class_field: ClassFieldOption = "",
    date_field: DateFieldOption = "",
    meanings: MapOption = None,
    layer: LayerOption = "",
    by: Annotated[
        str | None, typer.Option("--by", help=f"One row a {' or a '.join(ROWS)}, with accidents and treaty facts.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="One of table, csv, json.")] = "table",
    csv: Annotated[bool, typer.Option("--csv", help="The same as --format csv.")] = False,
) -> None:
    """Print what one source says of control on a day: areas, front line, land liberated; empty where it does not say.

    The latest file up to the day answers; areas from settlements are approximate and give no front line. With --by
    each region or settlement stands with documented accidents, published figures and treaty facts.
    """
    from dashboard import commands
    from geodata.questions import parse_day

    form = "csv" if csv else form
    commands._check_format(form)
    _check_rows(by)
    chosen = _source(source)
    day = parse_day(on) if on is not None else commands._today()
    begun = parse_day(since) if since is not None else None
    history = _history(chosen, path, day, begun, (class_field, date_field, meanings or [], layer))
    shown = history.snapshot(day)
    if by is None:
        commands._print([_figures(history, shown, begun)], CONTROL_COLUMNS, form)
    else:
        rows = _joined(history, shown, begun, by)
        commands._print(rows, tuple(rows[0]), form)
    commands._remark(_sentence(shown))


def add_control_imports(importing: typer.Typer) -> None:
    """Add the sources of control to the commands of `import`."""
    for command in (deepstate, isw, polygons, viina):
        importing.command()(command)


def deepstate(paths: PathsArgument = None, accept: AcceptOption = None) -> None:
    """Import DeepStateMap's daily files: deepstatemap_data_20240708.geojson and so on."""
    _import_polygons("deepstate", paths, accept, ("", "", [], ""))


def isw(
    paths: PathsArgument = None,
    accept: AcceptOption = None,
    class_field: ClassFieldOption = "",
    meanings: MapOption = None,
) -> None:
    """Import ISW's control of terrain: GeoJSON by day, or a time-lapse exported from ArcGIS."""
    _import_polygons("isw", paths, accept, (class_field, "", meanings or [], ""))


def polygons(
    paths: PathsArgument = None,
    accept: AcceptOption = None,
    class_field: ClassFieldOption = "",
    date_field: DateFieldOption = "",
    meanings: MapOption = None,
    layer: LayerOption = "",
) -> None:
    """Import your own dated polygons: GeoJSON, GeoPackage, Shapefile or KML."""
    _import_polygons("polygons", paths, accept, (class_field, date_field, meanings or [], layer))


def viina(paths: PathsArgument = None) -> None:
    """Import VIINA's control of settlements: control_latest_YEAR.zip."""
    from loaders.viina.loader import import_viina

    report = import_viina(_paths("viina", paths))
    sys.stdout.write(
        f"viina: {report.rows:,} rows of {report.settlements:,} settlements from {report.first_day} to "
        f"{report.last_day}; {report.left_out:,} settlements that the ledger does not have were left out.\n"
    )


def _import_polygons(source: str, paths: list[Path] | None, accept: list[str] | None, meanings: Meanings) -> None:
    """Import files of polygons and say what became of them."""
    from geodata.questions import parse_day
    from loaders.control_files import control_files
    from loaders.control_import import import_control
    from loaders.control_mapping import control_mapping
    from loaders.control_readers import reader_of

    mapping = control_mapping(*meanings)
    endings, reader = reader_of(source, mapping)
    files = control_files(_paths(source, paths), endings)
    accepted = [parse_day(text) for text in accept or []]
    with _progress(source) as progress:
        report = import_control(source, files, reader, accepted, progress, mapping.read_as)
    _tell(report)


def _tell(report: "ImportReport") -> None:
    """Say what became of files; refuse where nothing came of them."""
    if report.refused and not (report.read or report.known):
        message = f"{report.source}: none of {len(report.refused)} files could be used; the first: {report.refused[0]}"
        raise InputError(message)
    _remark_each(report.refused, "were refused")
    _remark_each(report.remarks, "were noted")
    for reason in report.put_aside:
        day = reason.partition(":")[0]
        sys.stderr.write(
            f"note: put aside, {reason}. After looking at it: import {report.source} PATH --accept {day}\n"
        )
    sys.stdout.write(
        f"{report.source}: {report.read} files read, {report.known} known before, {len(report.refused)} refused; "
        f"{report.days} days with {report.intervals} different states, {len(report.put_aside)} days put aside.\n"
    )


def _remark_each(remarks: Sequence[str], what: str) -> None:
    """Tell remarks one by one, and beyond some only their number."""
    for remark in remarks[:_MOST_TOLD]:
        sys.stderr.write(f"note: {' '.join(remark.split())}\n")
    if len(remarks) > _MOST_TOLD:
        sys.stderr.write(f"note: {len(remarks) - _MOST_TOLD} more {what}.\n")


@contextmanager
def _progress(source: str) -> "Iterator[Progress]":
    """Show a bar of progress on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(source, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _paths(source: str, paths: list[Path] | None) -> list[Path]:
    """Return the paths named; refuse where none is."""
    if not paths:
        message = f"PATH is missing: name the files, folder or zip of {source} to import."
        raise InputError(message)
    return paths


def _check_rows(by: str | None) -> None:
    """Refuse rows that there are not."""
    if by is not None and by not in ROWS:
        message = f"--by: expected {' or '.join(ROWS)}, got {by[:40]!r}."
        raise InputError(message)


def _source(text: str) -> str:
    """Return the source of control that an option names."""
    from loaders.control_catalog import check_source

    return check_source(text.strip().lower())


def _history(
    source: str, path: Path | None, on: date, since: date | None, mapping: Meanings
) -> "PolygonHistory | SettlementHistory":
    """Return the history of a source: what was imported or is bundled, or what a path holds."""
    from loaders.control_catalog import load_control

    if path is None:
        return load_control(source)
    if source == "ledger":
        message = "The ledger is bundled: leave --path out."
        raise InputError(message)
    if source == "viina":
        from loaders.viina.loader import read_viina

        return read_viina([path])
    from loaders.control_files import control_files
    from loaders.control_import import needed_files, read_history
    from loaders.control_mapping import control_mapping
    from loaders.control_readers import reader_of

    endings, reader = reader_of(source, control_mapping(*mapping))
    files = control_files([path], endings)
    history, report = read_history(source, needed_files(files, on, since), reader)
    if history is None:
        message = f"{source}: none of {len(report.refused)} files could be used; the first: {report.refused[0]}"
        raise InputError(message)
    _remark_each(report.refused, "were refused")
    _remark_each([f"put aside, {reason}." for reason in report.put_aside], "were put aside")
    return history


def _figures(history: "PolygonHistory | SettlementHistory", shown: "Snapshot", since: date | None) -> dict[str, Any]:
    """Return the row of the answer; what the source does not have is empty."""
    from geodata.settlement_history import SettlementHistory
    from geodata.words import ControlClass

    areas = shown.areas_km2
    before = areas.get(ControlClass.HELD_BEFORE_2022)
    line: float | None = None
    if isinstance(history, SettlementHistory):
        held = history.held_before_2022()
        before = held.area_km2 if held is not None else None
    else:
        line = history.front_line_km(shown.on)
    liberated = history.liberated(shown.on, since).area_km2 if since is not None else None
    return {
        "source": shown.source,
        "on": shown.on.isoformat(),
        "file_date": shown.file_date.isoformat(),
        "state_date": shown.state_date.isoformat(),
        "age_days": shown.age_days,
        "occupied_km2": _number(areas.get(ControlClass.OCCUPIED)),
        "held_before_2022_km2": _number(before),
        "contested_km2": _number(areas.get(ControlClass.CONTESTED)),
        "front_line_km": _number(line),
        "liberated_km2": _number(liberated),
        "since": since.isoformat() if since is not None else "",
        "approximate": shown.approximate,
    }


def _joined(
    history: "PolygonHistory | SettlementHistory", shown: "Snapshot", since: date | None, by: str
) -> list[dict[str, Any]]:
    """Return one row a region or a settlement; what is not known is empty."""
    from dashboard.doors.front_join import regions_of, settlements_of

    table = regions_of(history, shown.on, since) if by == "region" else settlements_of(history, shown.on)
    table = table.drop(columns="place", errors="ignore")
    told = {"assessed_by": shown.source, "on": shown.on.isoformat(), "file_date": shown.file_date.isoformat()}
    rows = table.to_dict("records")
    return [{**told, **{str(name): _cell(str(name), value) for name, value in row.items()}} for row in rows]


def _cell(name: str, value: Any) -> Any:
    """Return a value as it is printed: days as text, areas with one decimal, degrees with five; empty text for none."""
    import pandas as pd

    if not isinstance(value, str) and pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return round(value, 1 if name.endswith("km2") else 5) if isinstance(value, float) else value


def _number(value: float | None) -> float | str:
    """Return a figure with one decimal, empty text for none."""
    return "" if value is None else round(float(value), 1)


def _sentence(shown: "Snapshot") -> str:
    """Return what must be said beside the figures."""
    from geodata.front_line import RULE

    file = "" if shown.approximate else f", file of {shown.file_date}"
    told = f"control as assessed by {shown.source} on {shown.state_date}{file}; not contamination."
    if shown.last_known:
        told += f" Nothing later is known: this is {_days(shown.age_days)} old."
    elif shown.stale:
        told += f" The file is {_days(shown.age_days)} old."
    if shown.approximate:
        return f"{told} Approximate, from settlement control; not a front line."
    return f"{told} {RULE}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
