"""Be the command line's door to reports: briefs and time-lapses, made without a browser and without the network.

What is heavy is imported inside the commands, so that `status` and `counts` stay fast.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from geodata.errors import InputError

FAILED = 1
INTERRUPTED = 130

OnOption = Annotated[str | None, typer.Option("--on", help="A day as YYYY-MM-DD; today when left out.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="The file; with --all the folder.")]


def brief(
    area: Annotated[str | None, typer.Option("--area", help="A code such as UKR.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every area, a file each, into the folder --out.")] = False,
    on: OnOption = None,
    out: OutOption = None,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, max=64, help="How many work at once; else all processors.")
    ] = None,
) -> int:
    """Write the brief of an area as PDF: two A4 pages on treaties, land, people and clearance.

    With --all an interrupted run is taken up where it stopped; what failed is listed, and the exit code is 1.
    """
    from dashboard import data
    from geodata.questions import parse_area, parse_day

    if every == (area is not None):
        message = "Name one area with --area UKR, or all of them with --all."
        raise InputError(message)
    day = parse_day(on) if on is not None else data.today()
    if every:
        return _every_brief(day, _named(out, "a folder"), processes)
    code = parse_area(area or "", data.areas())
    from dashboard.brief.brief import make_brief

    _write(_ending(_named(out, "a file that ends in .pdf"), ".pdf"), make_brief(code, day))
    return 0


def _every_brief(day: date, folder: Path, processes: int | None) -> int:
    """Write all briefs with a progress bar on standard error; return the exit code."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dashboard import data
    from dashboard.brief.batch import make_briefs

    if folder.exists() and not folder.is_dir():
        message = f"{folder.name} is a file: name a folder for the briefs with --out."
        raise InputError(message)
    columns = (TextColumn("briefs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("briefs", total=None)
        try:
            outcome = make_briefs(
                list(data.area_names()), day, folder, processes=processes,
                tell=lambda done, of: bar.update(task, completed=done, total=of),
            )  # fmt: skip
        except KeyboardInterrupt:
            bar.stop()
            sys.stderr.write("mineline: interrupted; run the same command again to go on.\n")
            return INTERRUPTED
    sys.stderr.write(
        f"note: {len(outcome.made)} briefs made, {len(outcome.kept)} were there, {len(outcome.failed)} failed.\n"
    )
    for code, reason in sorted(outcome.failed.items()):
        sys.stderr.write(f"mineline: brief of {code} failed: {reason}\n")
    return FAILED if outcome.failed else 0


def _named(out: Path | None, what: str) -> Path:
    if out is None:
        message = f"--out is missing: name {what}."
        raise InputError(message)
    return out


def _ending(path: Path, *endings: str) -> Path:
    if path.suffix.lower() not in endings:
        message = f"{path.name} does not end in {' or '.join(endings)}: name such a file with --out."
        raise InputError(message)
    return path


def _write(path: Path, content: bytes) -> None:
    """Write a file, and say in one sentence where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        message = f"{path} cannot be written ({fault.strerror}): name another place with --out."
        raise InputError(message) from fault
    sys.stderr.write(f"note: wrote {path} ({len(content):,} bytes).\n")
