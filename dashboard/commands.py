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
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from geodata.errors import InputError, MinelineError
from geodata.table_columns import TABLE_COLUMNS
from geodata.words import JoinedQuestion, Measure, Scope, Treaty, YearMode

if TYPE_CHECKING:
    import pandas as pd

    from geodata.treaty import TreatyHistory

STATUS_COLUMNS = ("iso3", "name", "treaty", "on", "status", "since", "until", "basis")
COUNT_COLUMNS = ("treaty", "on", "measure", "value")
CHANGE_COLUMNS = ("day", "iso3", "name", "treaty", "kind", "previous", "status", "act", "act_date", "basis")
SOURCE_COLUMNS = ("id", "title", "publisher", "as_of", "licence", "review_due", "overdue")
FORMATS = ("table", "csv", "json")
EVENTS_MEASURE = "events"

QUESTION_REFUSED = 2
DATA_DAMAGED = 3

_Record = dict[str, Any]
_W = TypeVar("_W", Measure, Scope, JoinedQuestion)

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


@app.command()
def table(
    measure: Annotated[str | None, typer.Option("--measure", help=f"One of {', '.join(Measure)}, events.")] = None,
    year: Annotated[str | None, typer.Option("--year", help="Figures of this year only.")] = None,
    latest: Annotated[str | None, typer.Option("--latest", help="The latest figures known by this year.")] = None,
    area: Annotated[
        str | None, typer.Option("--area", help="A code such as UKR, or WORLD for published casualties; else all.")
    ] = None,
    weapon: Annotated[str, typer.Option("--weapon", help=f"One of {', '.join(Scope)}.")] = Scope.APM.value,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Whose figure is shown first; the others stand beside.")
    ] = None,
    form: FormatOption = "table",
) -> None:
    """Print every source row of a measure, `shown` true for the one the pages show.

    Without a year the rows of all years; deadlines are as of 31 December, or of today.
    """
    _check_format(form)
    if measure is not None and measure.strip().lower() == EVENTS_MEASURE:
        _print_events(publisher, area, year if latest is None else latest, form)
        return
    chosen = _word(measure, "measure", Measure, EVENTS_MEASURE)
    scope = _word(weapon, "weapon", Scope)
    if year is not None and latest is not None:
        message = "--year and --latest exclude each other: figures of that year only, or the latest known by then."
        raise InputError(message)
    asked = _year(year if year is not None else latest)
    from loaders.panel import load_panel

    panel = load_panel()
    code = _area_code(area, panel.areas)
    if chosen is Measure.ARTICLE5:
        rows = _deadline_rows(asked, code, publisher, scope)
    else:
        from geodata.panel_table import source_rows

        mode = YearMode.LATEST_KNOWN if latest is not None else YearMode.THAT_YEAR
        found = source_rows(panel, chosen, asked, mode, code, publisher, scope)
        rows = _figure_records(found)
        if asked is not None and code != "WORLD":
            from geodata.panel_sums import coverage_of

            _remark(coverage_of(panel, chosen, asked, mode, publisher, scope).sentence)
    _print(rows, TABLE_COLUMNS, form)


def _print_events(source: str | None, area: str | None, year: str | None, form: str) -> None:
    """Print events and deaths by source, area and year; `--publisher` names one source of events."""
    from dashboard.doors.event_yearly import yearly_rows
    from loaders.areas.loader import load_areas

    code = _area_code(area, load_areas()) if area is not None else None
    _print(yearly_rows(source, code, _year(year)), TABLE_COLUMNS, form)
    _remark("events as their sources record them: not complete, and of different kinds; make no rates of a sample.")


def _register() -> None:
    """Add the commands of the other doors."""
    from dashboard.doors import (
        export_commands,
        front_commands,
        import_commands,
        question_commands,
        refresh_commands,
        report_commands,
    )

    app.command()(question_commands.question)
    app.command()(front_commands.control)
    app.add_typer(import_commands.importing, name="import")
    export_commands.register(app)
    report_commands.register(app)
    app.command()(refresh_commands.refresh)


_register()


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
    except OSError as error:
        if not isinstance(error.filename, str | bytes):
            raise
        return _refuse(_unusable(error), QUESTION_REFUSED)
    except Exception as error:
        # Typer's own refusals (an unknown command or option) come as exceptions of its bundled click.
        tell: Callable[[], str] | None = getattr(error, "format_message", None)
        if tell is None:
            raise
        asked = getattr(getattr(error, "ctx", None), "command_path", "python -m dashboard")
        return _refuse(f"{tell().rstrip('.')}. Try {asked} --help.", QUESTION_REFUSED)
    return code if isinstance(code, int) else 0


def _unusable(error: OSError) -> str:
    """Return the sentence on a file that the system does not let us use: the whole data folder where it lies in it."""
    from loaders.user_data import VARIABLE, data_folder

    folder, place = data_folder(), Path(os.fsdecode(error.filename))
    if not place.is_relative_to(folder):
        return f"{place} cannot be read or written ({error.strerror}): check its place and rights."
    kept = f" at {place.relative_to(folder)}" if folder.is_dir() else ""
    return (
        f"the data folder {folder} cannot be used ({error.strerror}{kept}): make it a folder that you may write to, "
        f"or name another folder with {VARIABLE}."
    )


def _word(text: str | None, option: str, words: type[_W], *besides: str) -> _W:
    """Return the word of a list that an option names, whatever the case; `besides` are valid, but answered before."""
    known: dict[str, _W] = {word.value: word for word in words}
    valid = ", ".join([*known, *besides])
    if text is None:
        message = f"--{option} is missing: choose one of {valid}."
        raise InputError(message)
    if (found := known.get(text.strip().lower())) is None:
        message = f"{text!r} is not a {option}: choose one of {valid}."
        raise InputError(message)
    return found


def _year(text: str | None) -> int | None:
    """Return the year that an option names, None where none is named."""
    if text is None:
        return None
    from geodata.panel import FIRST_YEAR, LAST_YEAR, check_year

    if not (text.isascii() and text.isdigit() and len(text) == len("2024")):
        message = f"{text!r} is not a year: write four digits, from {FIRST_YEAR} to {LAST_YEAR}."
        raise InputError(message)
    return check_year(int(text))


def _area_code(text: str | None, areas: "pd.DataFrame") -> str | None:
    """Return the code of the area asked for, `WORLD` for the world, None for all."""
    if text is None:
        return None
    from geodata.panel_table import WORLD
    from geodata.questions import parse_area

    return WORLD if text.strip().upper() == WORLD else parse_area(text, areas)


def _figure_records(rows: "pd.DataFrame") -> list[_Record]:
    """Return rows of figures as they are printed: numbers without needless digits, words in lower case."""
    from geodata.citation import citation_of

    records: list[_Record] = rows.to_dict("records")  # type: ignore[assignment]
    for record in records:
        number = record["value"]
        if number == "" or number != number:  # a missing number is not equal to itself
            record["value"] = record["word"] if record["unit"] == "class" else ""
        else:
            record["value"] = int(number) if float(number).is_integer() else float(number)
        record["source"] = citation_of(record)
    return records


def _deadline_rows(year: int | None, area: str | None, publisher: str | None, scope: Scope) -> list[_Record]:
    """Return the clearance deadlines as of the end of a year, or of today; then the rows of the table behind them."""
    if publisher is not None or scope is not Scope.APM:
        option = "--publisher" if publisher is not None else "--weapon"
        message = f"article5 follows from one treaty and its meetings: leave {option} out."
        raise InputError(message)
    from geodata.article5 import deadline_table
    from geodata.treaty_rules import HORIZON
    from loaders.article5.loader import load_article5_deadlines
    from loaders.history import load_history

    day = date(year, 12, 31) if year is not None else min(_today(), HORIZON)
    rows = deadline_table(day, load_article5_deadlines(), load_history(Treaty.MBT))
    if area is not None:
        rows = rows.loc[rows["iso3"] == area]
    _remark(f"deadlines as of {day}.")
    return _records(rows, TABLE_COLUMNS)


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
    from loaders.untc.current import current_card

    card = current_card()
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
        writer.writerows({name: _cell(row[name]) for name in columns} for row in rows)
        sys.stdout.write(text.getvalue())
        return
    cells = [[str(_cell(row[name])) for name in columns] for row in rows]
    widths = [max(len(line[place]) for line in [list(columns), *cells]) for place in range(len(columns))]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        padded = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write(padded.rstrip() + "\n")


def _cell(value: Any) -> Any:
    """Return a value as a cell of text: yes and no as true and false."""
    return str(value).lower() if isinstance(value, bool) else value


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
