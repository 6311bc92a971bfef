"""Answer from the command line: the status of areas, the counts, the changes and the sources.

The contract: `--format csv` and `--format json` print data and nothing else on standard output; remarks go
to standard error. Exit code 0 is an answer; 2 a question that cannot be answered (one line says what would be
valid); 3 a bundled table or card that is not as it should be. This door imports no screen and no maps, so
that a call takes less than a second.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import InputError, MinelineError
from geodata.words import Treaty

if TYPE_CHECKING:
    import pandas as pd

    from geodata.treaty import TreatyHistory

STATUS_COLUMNS = ("iso3", "name", "treaty", "on", "status", "since", "until", "basis")
COUNT_COLUMNS = ("treaty", "on", "measure", "value")
CHANGE_COLUMNS = ("day", "iso3", "name", "treaty", "kind", "previous", "status", "act", "act_date", "basis")
SOURCE_COLUMNS = ("id", "title", "publisher", "as_of", "licence", "review_due", "overdue")
FORMATS = ("table", "csv", "json")

QUESTION_REFUSED = 2
DATA_DAMAGED = 3

_Record = dict[str, Any]

app = typer.Typer(
    name="mineline",
    help="Where are the mines, who is bound not to lay them: answers for any day, with their sources.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# Options are optional for typer and required here, so that a missing one is answered with what is valid.
TreatyOption = Annotated[str | None, typer.Option("--treaty", help=f"One of {', '.join(Treaty)}.")]
DayOption = Annotated[str | None, typer.Option("--on", help="A day as YYYY-MM-DD; today when left out.")]
AreaOption = Annotated[str | None, typer.Option("--area", help="A code such as UKR; all when left out.")]
FormatOption = Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")]


@app.command()
def status(
    treaty: TreatyOption = None, on: DayOption = None, area: AreaOption = None, form: FormatOption = "table"
) -> None:
    """Print how every area stands under a treaty on a day."""
    _check_format(form)
    history, day = _history_and_day(treaty, on)
    table = history.status_on(day)
    if area is not None:
        from geodata.questions import parse_area

        table = table.loc[table["iso3"] == parse_area(area, history.areas)]
    _remark_on_projection(history, day)
    _print(_records(table, STATUS_COLUMNS), STATUS_COLUMNS, form)


@app.command()
def counts(treaty: TreatyOption = None, on: DayOption = None, form: FormatOption = "table") -> None:
    """Print how many areas stand where under a treaty on a day."""
    _check_format(form)
    history, day = _history_and_day(treaty, on)
    rows = [
        {"treaty": history.treaty.value, "on": day.isoformat(), "measure": measure, "value": value}
        for measure, value in history.counts_on(day).items()
    ]
    _remark_on_projection(history, day)
    _print(rows, COUNT_COLUMNS, form)


@app.command()
def changes(
    treaty: TreatyOption = None,
    after: Annotated[str | None, typer.Option("--from", help="Changes after this day.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Up to and with this day.")] = None,
    form: FormatOption = "table",
) -> None:
    """Print every change of status and every act after one day and up to another."""
    from geodata.questions import parse_day

    _check_format(form)
    if after is None:
        message = "--from is missing: name a day as YYYY-MM-DD; changes after it are printed."
        raise InputError(message)
    first = parse_day(after)
    history, last = _history_and_day(treaty, until)
    table = history.changes_between(first, last)
    _remark_on_projection(history, last)
    _print(_records(table, CHANGE_COLUMNS), CHANGE_COLUMNS, form)
    _remark(history.change_sentence(first, last))


@app.command()
def sources(form: FormatOption = "table") -> None:
    """Print the sources with their day, their terms and the day of their next review."""
    from loaders.catalog import load_cards

    _check_format(form)
    rows = [
        {
            "id": card.id,
            "title": card.title,
            "publisher": card.publisher.name,
            "as_of": card.as_of.isoformat(),
            "licence": card.licence,
            "review_due": card.review.due.isoformat(),
            "overdue": "yes" if card.overdue(_today()) else "no",
        }
        for card in load_cards().values()
    ]
    _print(rows, SOURCE_COLUMNS, form)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every refusal is one line on standard error."""
    _speak_utf8()
    command = typer.main.get_command(app)
    try:
        code = command.main(args=arguments, prog_name="python -m dashboard", standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        return _refuse(str(error), QUESTION_REFUSED)
    except MinelineError as error:
        return _refuse(str(error), DATA_DAMAGED)
    except BrokenPipeError:
        # The reader has closed the pipe (as `head` does): nothing is wrong and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        # Typer's own refusals (an unknown command or option) come as exceptions of its bundled click.
        tell: Callable[[], str] | None = getattr(error, "format_message", None)
        if tell is None:
            raise
        return _refuse(f"{tell()} Try python -m dashboard --help.", QUESTION_REFUSED)
    return code if isinstance(code, int) else 0


def _history_and_day(treaty: str | None, on: str | None) -> "tuple[TreatyHistory, date]":
    """Return the history of the treaty asked for and the day asked for."""
    from geodata.questions import parse_day, parse_treaty
    from geodata.treaty_rules import HORIZON

    if treaty is None:
        message = f"--treaty is missing: choose one of {', '.join(Treaty)}."
        raise InputError(message)
    chosen = parse_treaty(treaty)
    day = parse_day(on) if on is not None else min(_today(), HORIZON)
    from loaders.history import load_history

    return load_history(chosen), day


def _remark_on_projection(history: "TreatyHistory", day: date) -> None:
    """Tell the reader when a day lies after the last reading of the register."""
    from loaders.catalog import load_card

    card = load_card("untc")
    read_on = card.facts_as_of[history.treaty]
    if day > read_on:
        checked = card.checked_until.get(history.treaty)
        years = f", joining years compared until about {checked}" if checked else ""
        _remark(f"{day} is a projection: the register was read whole as at {read_on}{years}.")


def _today() -> date:
    """Return the reader's own calendar day; `MINELINE_TODAY` sets another, as it does for the pages."""
    fixed = os.environ.get("MINELINE_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the reader's own calendar day
    try:
        return date.fromisoformat(fixed)
    except ValueError as error:
        message = f"MINELINE_TODAY is {fixed!r}: write YYYY-MM-DD, or take it out of the environment."
        raise InputError(message) from error


def _check_format(form: str) -> None:
    """Refuse a format that is not one."""
    if form not in FORMATS:
        message = f"{form!r} is not a format: choose one of {', '.join(FORMATS)}."
        raise InputError(message)


def _records(table: "pd.DataFrame", columns: tuple[str, ...]) -> list[_Record]:
    """Return rows of a table with days as YYYY-MM-DD and empty text for what is empty."""
    text = table.loc[:, list(columns)].copy()
    for name in columns:
        if text[name].dtype.kind == "M":
            text[name] = text[name].dt.strftime("%Y-%m-%d").fillna("")
    return text.to_dict("records")  # type: ignore[return-value]


def _print(rows: list[_Record], columns: tuple[str, ...], form: str) -> None:
    """Print rows in the format asked for."""
    if form == "json":
        emptied = [{name: None if row[name] == "" else row[name] for name in columns} for row in rows]
        sys.stdout.write(json.dumps(emptied, ensure_ascii=False, indent=1) + "\n")
        return
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        sys.stdout.write(text.getvalue())
        return
    cells = [[str(row[name]) for name in columns] for row in rows]
    widths = [max(len(line[place]) for line in [list(columns), *cells]) for place in range(len(columns))]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        padded = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write(padded.rstrip() + "\n")


def _remark(text: str) -> None:
    """Tell the reader something that is not data."""
    sys.stderr.write(f"note: {text}\n")


def _refuse(text: str, code: int) -> int:
    """Say in one line why there is no answer, and return the exit code."""
    sys.stderr.write(f"mineline: {' '.join(text.split())}\n")
    return code


def _speak_utf8() -> None:
    """Write UTF-8 with plain line ends on every system, whatever its code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
