"""Be the command line's door to reports: briefs and time-lapses, made without a browser and without the network.

What is heavy is imported inside the commands, so that `status` and `counts` stay fast.
"""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import InputError

if TYPE_CHECKING:
    from rich.progress import Progress

FAILED = 1
INTERRUPTED = 130

OnOption = Annotated[str | None, typer.Option("--on", help="A day as YYYY-MM-DD; today when left out.")]


def brief(
    area: Annotated[str | None, typer.Option("--area", help="A code such as UKR.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every area, a file each, into the folder --out.")] = False,
    on: OnOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file; with --all the folder.")] = None,
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


def timelapse(
    view: Annotated[str | None, typer.Option("--view", help="treaties, contamination, withdrawals …")] = None,
    treaty: Annotated[str | None, typer.Option("--treaty", help="A code such as MBT.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="A measure of the page Contamination.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="The first day; 1997-12-03 when left out.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day; today when left out.")] = None,
    step: Annotated[str, typer.Option("--step", help="day, week, month or year.")] = "year",
    size: Annotated[str, typer.Option("--size", help="report, slide, square or poster.")] = "slide",
    dpi: Annotated[str, typer.Option("--dpi", help="Dots an inch: 150 or 300.")] = "150",
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, max=10, help="How long a still stands.")] = 0.6,
    more: Annotated[
        list[str] | None, typer.Option("--set", help="Any other parameter of the page, title or crop: name=value.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The folder; it is made where it is missing.")] = None,
) -> int:
    """Write a view through a span as numbered stills (PNG), a GIF and an MP4 into the folder --out.

    Each still is the very file that `snapshot` writes for its day.
    """
    from dashboard import data
    from dashboard.state import parse_word
    from dashboard.timelapse.span import Span, Step, questions
    from geodata.questions import parse_day
    from geodata.treaty_rules import OPENING_DAY

    given = {"view": view or "treaties", "treaty": treaty, "measure": measure, "size": size, "dpi": dpi}
    query = {name: value for name, value in given.items() if value} | _pairs(more or [])
    span = Span(
        parse_day(first) if first else OPENING_DAY,
        parse_day(last) if last else data.today(),
        parse_word(step, Step, "a step"),
    )
    return _film(questions(query, span), _folder(_named(out, "a folder")), seconds)


def _film(asked: list[dict[str, str]], folder: Path, seconds: float) -> int:
    """Write the stills and the moving pictures with a progress bar; return the exit code."""
    from dashboard.timelapse.film import make_film

    with _bar("stills") as bar:
        task = bar.add_task("stills", total=len(asked) + 1)
        try:
            film = make_film(asked, folder, seconds=seconds, tell=lambda done, _: bar.update(task, completed=done))
        except KeyboardInterrupt:
            bar.stop()
            sys.stderr.write("mineline: interrupted; the stills that are whole lie in the folder.\n")
            return INTERRUPTED
        except OSError as fault:
            message = f"{folder} cannot be written to ({fault.strerror}): name another folder with --out."
            raise InputError(message) from fault
    sys.stderr.write(f"note: wrote {len(film.stills)} stills, {film.gif.name} and {film.mp4.name}.\n")
    return 0


def _pairs(texts: list[str]) -> dict[str, str]:
    """Read parameters written as name=value."""
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            message = f"{text[:40]!r} is not a parameter: write --set name=value."
            raise InputError(message)
        pairs[name] = value
    return pairs


def _bar(what: str) -> "Progress":
    """Return a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        message = f"{path.name} is a file: name a folder with --out."
        raise InputError(message)
    return path


def _every_brief(day: date, folder: Path, processes: int | None) -> int:
    """Write all briefs with a progress bar on standard error; return the exit code."""
    from dashboard import data
    from dashboard.brief.batch import make_briefs

    _folder(folder)
    with _bar("briefs") as bar:
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
        except OSError as fault:
            message = f"{folder} cannot be written to ({fault.strerror}): name another folder with --out."
            raise InputError(message) from fault
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


def register(app: typer.Typer) -> None:
    """Add the two commands to the command line."""
    app.command()(brief)
    app.command()(timelapse)
