"""Divide a span of days into the moments of a time-lapse, and ask the view's question for each of them."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from dashboard.export.views import ask, view_named
from dashboard.state import FIRST_YEAR, LAST_YEAR
from geodata.errors import InputError
from geodata.questions import check_day
from geodata.words import Word

MOST_FRAMES = 1000
"""The most stills of one time-lapse."""

MONTHS = 12


class Step(Word):
    """How far the moments of a time-lapse lie apart."""

    DAY = ("day", "Every day", "A still for every day.")
    WEEK = ("week", "Every week", "A still for every seventh day.")
    MONTH = ("month", "Every month", "A still for the same day of every month.")
    YEAR = ("year", "Every year", "A still for the same day of every year.")


@dataclass(frozen=True)
class Span:
    """From the first to the last day in steps; the last day is always among the moments."""

    first: date
    last: date
    step: Step

    def days(self) -> list[date]:
        """Return the moments, earliest first.

        Raises
        ------
        InputError
            The span runs backwards or has more moments than a time-lapse may.
        """
        if self.last < self.first:
            message = f"The span from {self.first} to {self.last} runs backwards: name the earlier day first."
            raise InputError(message)
        days, count = [self.first], 1
        while (day := _later(self.first, self.step, count)) < self.last:
            days.append(day)
            count += 1
            if count >= MOST_FRAMES:
                message = (
                    f"From {self.first} to {self.last} there are more than {MOST_FRAMES} moments "
                    f"({self.step.label.lower()}): choose a longer step or a shorter span."
                )
                raise InputError(message)
        return days if days[-1] == self.last else [*days, self.last]


def questions(query: Mapping[str, str], span: Span) -> list[dict[str, str]]:
    """Return the question of each still, as `dashboard.export.snapshot.take` reads it.

    Parameters
    ----------
    query
        The question of one still: `view`, the page's choices, `size`, `dpi`, `title`, `crop`; its day does not matter.
    span
        The days. A view of years takes the year of each day, once.

    Raises
    ------
    InputError
        The question is not valid, a day has no answer, or the view does not move in time.
    """
    key = step_key(query.get("view", ""))
    days = span.days()
    if key == "year":
        years = dict.fromkeys(day.year for day in days)
        outside = [year for year in years if not FIRST_YEAR <= year <= LAST_YEAR]
        if outside:
            message = f"{outside[0]} is outside the years of this view: choose from {FIRST_YEAR} to {LAST_YEAR}."
            raise InputError(message)
        moments = [str(year) for year in years]
    else:
        moments = [check_day(day).isoformat() for day in days]
    asked = [{**query, key: moment} for moment in moments]
    ask(asked[0])
    return asked


def step_key(view: str) -> str:
    """Return the choice that moves a view in time: `on` for days, `year` for years.

    Raises
    ------
    InputError
        There is no such view, or it does not move in time.
    """
    names = {field.name for field in fields(view_named(view).choices)}
    for key in ("year", "on"):
        if key in names:
            return key
    message = f"The view {view} shows no single day or year: it has no time-lapse."
    raise InputError(message)


def _later(first: date, step: Step, count: int) -> date:
    """Return the day that lies so many steps after the first; the last day of a month where it is too short."""
    if step in {Step.DAY, Step.WEEK}:
        return first + timedelta(days=count * (1 if step is Step.DAY else 7))
    months = first.month - 1 + count * (1 if step is Step.MONTH else MONTHS)
    year, month = first.year + months // MONTHS, months % MONTHS + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
