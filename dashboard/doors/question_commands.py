"""Answer the joined questions from the command line: figures of a year and the treaty status of a day."""

from datetime import date
from typing import Annotated, Any

import typer

from geodata.errors import InputError
from geodata.words import JoinedQuestion, Treaty


def question(
    asked: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help=f"One of {', '.join(JoinedQuestion)}.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="Treaty status on this day; today when left out.")] = None,
    year: Annotated[
        str | None, typer.Option("--year", help="Figures of this year; the latest complete list when left out.")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Whose figures; they are never mixed.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="Reports of use in this year's publication.")] = None,
    form: Annotated[str, typer.Option("--format", help="One of table, csv, json.")] = "table",
) -> None:
    """Answer a question that needs a figure of a year and the status under the Mine Ban Treaty on a day."""
    from dashboard import commands  # it registers this command, so that it is there when this runs

    commands._check_format(form)
    if asked is None:
        message = f"the question is missing: name one of {', '.join(JoinedQuestion)}."
        raise InputError(message)
    chosen = commands._word(asked, "question", JoinedQuestion)
    history, day = commands._history_and_day(Treaty.MBT.value, on)
    printed = commands._year(edition)
    from geodata.joined_questions import ANSWER_COLUMNS, Asked, answer, check, said
    from loaders.panel import load_panel
    from loaders.population.loader import load_population

    panel = load_panel()
    known_by = max(found.year for found in panel.lists)
    what = Asked(day, commands._year(year) or min(known_by, ended_by(day)), publisher, printed)
    check(chosen, what)
    table = answer(chosen, what, panel, history, load_population())
    columns = ANSWER_COLUMNS[chosen]
    commands._remark_on_projection(history, day)
    commands._print([_written(row) for row in table.to_dict("records")], columns, form)
    commands._remark(said(chosen, what, len(table)))


def ended_by(day: date) -> int:
    """Return the last year that had ended by a day.

    Raises
    ------
    InputError
        None of the years with figures had.
    """
    from geodata.panel import FIRST_YEAR

    year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    if year < FIRST_YEAR:
        message = f"no year with figures had ended by {day}: name one with --year, from {FIRST_YEAR}."
        raise InputError(message)
    return year


def _written(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row as it is printed: whole numbers without digits, days as YYYY-MM-DD, empty text for what is empty."""
    from geodata.citation import citation_of

    told: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or value != value or str(value) in {"NaT", "<NA>"}:
            told[name] = ""
        elif hasattr(value, "strftime"):
            told[name] = f"{value:%Y-%m-%d}"
        elif isinstance(value, float) and value.is_integer():
            told[name] = int(value)
        else:
            told[name] = value
    if "source" in told:
        told["source"] = citation_of(row)
    return told
