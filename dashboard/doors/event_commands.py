"""Bring events, hazard areas and monthly counts in from the command line, and print events as a table of figures.

What is heavy is imported inside the commands, so that `status` and `counts` do not pay for it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import InputError, MappingError

if TYPE_CHECKING:
    from geodata.mapping import Mapping, Target
    from loaders.events.importing import Tell

FilesArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="FILE…", help="Files of one source.", show_default=False)
]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", help="Which column is what: FIELD=COLUMN, once for each field.")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="What to call a table or layer of your own.")]
OrderOption = Annotated[
    str, typer.Option("--day-order", help="How days with slashes are read: day_first or month_first.")
]
LayerOption = Annotated[str, typer.Option("--layer", help="The layer, sheet or member of a file that has several.")]
DaskOption = Annotated[
    str | None, typer.Option("--dask", help="A Dask scheduler that is there, such as tcp://host:8786.")
]


def add_event_imports(importing: typer.Typer) -> None:
    """Add events, hazard areas and counts to the commands of `import`."""
    for command in (events, hazards, counts):
        importing.command()(command)


def events(
    files: FilesArgument = None,
    mapping: MapOption = None,
    title: TitleOption = None,
    day_order: OrderOption = "",
    layer: LayerOption = "",
    dask: DaskOption = None,
) -> None:
    """Import events: ACLED, UCDP, VIINA, or a table of your own. What the source had before is replaced."""
    from geodata.event_targets import EVENTS
    from geodata.mapping import check_day_order
    from loaders.events.importing import import_events

    check_day_order(day_order)
    with _progress() as tell, _mapping_told(EVENTS):
        report = import_events(
            _files("events", files),
            mapping=_mapping(EVENTS, mapping, day_order),
            day_order=day_order,
            title=title,
            dask=dask,
            tell=tell,
            layer=layer,
        )
    _tell(report.source.id, report.sentences)


def hazards(
    files: FilesArgument = None,
    mapping: MapOption = None,
    title: TitleOption = None,
    day_order: OrderOption = "",
    layer: LayerOption = "",
) -> None:
    """Import a layer of hazard areas: shapefile in a zip, GeoPackage, GeoJSON, KML or GeoParquet."""
    from geodata.event_targets import HAZARDS
    from geodata.mapping import check_day_order
    from loaders.events.layer_import import import_hazards

    check_day_order(day_order)
    named = _files("hazards", files)
    if len(named) > 1:
        message = f"expected one layer, got {len(named)}: import them one at a time, each with its own --title."
        raise InputError(message)
    with _mapping_told(HAZARDS):
        report = import_hazards(
            named[0], mapping=_mapping(HAZARDS, mapping, day_order), title=title, layer=layer, day_order=day_order
        )
    _tell(report.id, report.sentences)


def counts(files: FilesArgument = None, layer: LayerOption = "") -> None:
    """Import monthly counts of conflict events of HDX HAPI: counts, never events."""
    from loaders.events.layer_import import import_counts

    report = import_counts(_files("counts", files), layer=layer)
    _tell(report.id, report.sentences)


def _mapping(target: "Target", pairs: list[str] | None, day_order: str) -> "Mapping | None":
    """Return the mapping that options name; None where they name none, so that the remembered one or a guess is used.

    Raises
    ------
    InputError
        An option is not FIELD=COLUMN, or names no field.
    """
    from geodata.mapping import Mapping

    columns = {}
    for pair in pairs or []:
        field, equals, column = pair.partition("=")
        if not equals or not column:
            message = f"{pair[:60]!r} is no mapping: write FIELD=COLUMN, such as date=incident_date."
            raise InputError(message)
        columns[target.field(field.strip()).name] = column.strip()
    return None if not columns else Mapping(target.id, columns, day_order)


def _files(source: str, files: list[Path] | None) -> list[Path]:
    """Return the files named; refuse where none is."""
    if not files:
        message = f"FILE is missing: name the files of {source} to import."
        raise InputError(message)
    return files


def _tell(source: str, sentences: Sequence[str]) -> None:
    """Print the outcome: the first sentence is the answer, the others are remarks."""
    sys.stdout.write(f"{' '.join(sentences[0].split())} Its id is {source}.\n")
    for sentence in sentences[1:]:
        sys.stderr.write(f"note: {' '.join(sentence.split())}\n")


@contextmanager
def _mapping_told(target: "Target") -> Iterator[None]:
    """Say how columns are named here, where an import lacks some."""
    try:
        yield
    except MappingError as fault:
        fields = ", ".join(field.name for field in target.fields)
        message = f"{fault} On the command line: --map FIELD=COLUMN, once for each; fields are {fields}."
        raise MappingError(message) from fault


@contextmanager
def _progress() -> "Iterator[Tell]":
    """Show a bar of progress on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda stage, share: bar.update(task, description=stage, completed=share)
