"""Answer the commands `snapshot` and `verify`: a view as a file, and whether a file is what it says.

Only words are imported here; what draws is imported by the command that needs it.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from geodata.errors import InputError

DIFFERS = 1
PARAMETERS = (
    "view", "treaty", "measure", "area", "on", "year", "mode", "publisher", "region", "size", "dpi", "title", "crop",
)  # fmt: skip


def _option(name: str, told: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{name}", help=told)
    return option


def snapshot(
    view: Annotated[str | None, _option("view", "treaties, withdrawals, together, contamination, country …")] = None,
    treaty: Annotated[str | None, _option("treaty", "A code such as MBT.")] = None,
    measure: Annotated[str | None, _option("measure", "A measure of the page Contamination.")] = None,
    area: Annotated[str | None, _option("area", "The chosen area, a code such as UKR.")] = None,
    on: Annotated[str | None, _option("on", "A day as YYYY-MM-DD.")] = None,
    year: Annotated[str | None, _option("year", "A year, for views by year.")] = None,
    mode: Annotated[str | None, _option("mode", "Which figures a year shows.")] = None,
    publisher: Annotated[str | None, _option("publisher", "Whose figures come first.")] = None,
    region: Annotated[str | None, _option("region", "A UN region.")] = None,
    size: Annotated[str | None, _option("size", "report, slide, square or poster.")] = None,
    dpi: Annotated[str | None, _option("dpi", "Dots an inch of a PNG: 150 or 300.")] = None,
    title: Annotated[str | None, _option("title", "Another title.")] = None,
    crop: Annotated[str | None, _option("crop", "world, a UN region, or an area's code.")] = None,
    more: Annotated[list[str] | None, _option("set", "Any other parameter of the page: name=value.")] = None,
    out: Annotated[str | None, _option("out", "The file: .png, .svg, .pdf or .html.")] = None,
) -> None:
    """Write a view as a picture, a page or an HTML file that stands alone."""
    given = (view, treaty, measure, area, on, year, mode, publisher, region, size, dpi, title, crop)
    query = {name: value for name, value in zip(PARAMETERS, given, strict=True) if value is not None}
    for pair in more or []:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            message = f"{pair[:40]!r} is not a parameter: write --set name=value."
            raise InputError(message)
        query[name] = value
    path, form = _target(out)
    from dashboard.export.file_format import Format
    from dashboard.export.snapshot import take

    made = take(query, Format.of(form))
    _write(path, made.body)
    sys.stdout.write(f"{path}\n")


def verify(
    file: Annotated[str, typer.Argument(help="A file that snapshot or a page has written.")],
    own_file: Annotated[str | None, _option("own-file", "Your own file, where the figure was drawn from it.")] = None,
) -> None:
    """Draw a file again from its own record: identical (exit code 0), or what differs (exit code 1)."""
    body = _read(Path(file), "a file that snapshot has written")
    own = _read(Path(own_file), "the file that the figure was drawn from") if own_file is not None else None
    from dashboard.export.verification import verify as compare

    verdict = compare(body, own)
    sys.stdout.write(f"{verdict.sentence}\n")
    if not verdict.identical:
        raise typer.Exit(DIFFERS)


def register(app: typer.Typer) -> None:
    """Add the two commands to the command line."""
    app.command()(snapshot)
    app.command()(verify)


def _read(path: Path, what: str) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}): name {what}."
        raise InputError(message) from error


def _target(out: str | None) -> tuple[Path, str]:
    """The file to write and its format, which its ending names."""
    forms = ("png", "svg", "pdf", "html")
    if out is None:
        message = f"--out is missing: name a file that ends in one of {', '.join(f'.{form}' for form in forms)}."
        raise InputError(message)
    path = Path(out)
    form = path.suffix.lower().lstrip(".")
    if form not in forms:
        message = f"{path.name!r} has no ending of ours: end it in one of {', '.join(f'.{form}' for form in forms)}."
        raise InputError(message)
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist: make it, or name another for --out."
        raise InputError(message)
    return path, form


def _write(path: Path, body: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".mineline-")
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}): name another file for --out."
        raise InputError(message) from error
