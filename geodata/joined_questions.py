"""Answer the joined questions by name: figures of a year and the treaty status of a day, always both named."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.errors import InputError
from geodata.joined import massive_not_bound, transfers_to_bound, use_answers
from geodata.panel import Panel
from geodata.pick import OPENING_PUBLISHER
from geodata.status_totals import STATUS_TOTAL_COLUMNS, casualties_by_status, contaminated_by_status, people_by_status
from geodata.treaty import TreatyHistory
from geodata.words import Bearer, JoinedQuestion, Measure

BEARERS = {
    JoinedQuestion.USE_BY_OWN_FORCES: Bearer.OWN_FORCES,
    JoinedQuestion.USE_ON_TERRITORY: Bearer.ON_TERRITORY,
    JoinedQuestion.USE_BY_ARMED_GROUPS: Bearer.ARMED_GROUP,
}
"""Who laid the mines, for the three questions about use."""

TOTALS = frozenset(
    {
        JoinedQuestion.CONTAMINATED_BY_STATUS,
        JoinedQuestion.CASUALTIES_BY_STATUS,
        JoinedQuestion.PEOPLE_BY_STATUS,
    }
)
"""The questions that are answered by a row a treaty status."""

_PAPERS = ("publisher", "read_at", "source", "note")
ANSWER_COLUMNS = {
    **dict.fromkeys(TOTALS, STATUS_TOTAL_COLUMNS),
    **dict.fromkeys(BEARERS, ("iso3", "name", "actor", "actor_iso3", "year", "year_to", "word", "edition", *_PAPERS)),
    JoinedQuestion.MASSIVE_NOT_BOUND: ("iso3", "name", "status", "on", "word", "figure_year", *_PAPERS),
    JoinedQuestion.TRANSFERS_TO_BOUND: (
        "actor_iso3", "actor", "giver_status", "iso3", "name", "receiver_status", "on", "word", *_PAPERS,
    ),
}  # fmt: skip
"""The columns of the answer to each question."""


@dataclass(frozen=True)
class Asked:
    """What a question is asked of: the status on a day, figures of a year, one publisher's first or only."""

    on: date
    year: int
    publisher: str | None = None
    """None for the publisher that the measure opens with."""
    edition: int | None = None
    """Reports of use of one year's publication; None for all."""


def answer(
    question: JoinedQuestion, asked: Asked, panel: Panel, history: TreatyHistory, population: pd.DataFrame
) -> pd.DataFrame:
    """Return the answer to a question; the columns are those of `ANSWER_COLUMNS`.

    Parameters
    ----------
    question, asked
        What is asked.
    panel, history, population
        The panel, the history of the Mine Ban Treaty, and the table `population`.

    Raises
    ------
    InputError
        A publisher or an edition where the question has none; or see `geodata.panel.figures`.
    """
    check(question, asked)
    if question is JoinedQuestion.CONTAMINATED_BY_STATUS:
        table = contaminated_by_status(panel, history, asked.year, asked.on, asked.publisher)
    elif question is JoinedQuestion.CASUALTIES_BY_STATUS:
        table = casualties_by_status(panel, history, asked.year, asked.on, asked.publisher)
    elif question is JoinedQuestion.PEOPLE_BY_STATUS:
        table = people_by_status(population, history, asked.on)
    elif question is JoinedQuestion.MASSIVE_NOT_BOUND:
        table = massive_not_bound(panel, history, asked.year, asked.on, asked.publisher)
    elif question is JoinedQuestion.TRANSFERS_TO_BOUND:
        table = transfers_to_bound(panel, history)
    else:
        # An edition reports on earlier years: asked by edition, the periods are left whole.
        year = None if asked.edition is not None else asked.year
        table = use_answers(panel, history, asked.edition, year)
        table = table.loc[table["bearer"] == BEARERS[question].value]
    return table.loc[:, list(ANSWER_COLUMNS[question])].reset_index(drop=True)


def check(question: JoinedQuestion, asked: Asked) -> None:
    """Refuse a publisher or an edition that would change nothing."""
    told = {JoinedQuestion.PEOPLE_BY_STATUS, JoinedQuestion.TRANSFERS_TO_BOUND, *BEARERS}
    if asked.publisher is not None and question in told:
        message = f"{question.value} is not asked of one publisher: leave the publisher out."
        raise InputError(message)
    if asked.edition is not None and question not in BEARERS:
        message = f"{question.value} has no edition: the edition is for {', '.join(word.value for word in BEARERS)}."
        raise InputError(message)


def said(question: JoinedQuestion, asked: Asked, rows: int) -> str:
    """Return what an answer holds, in a sentence that names both dates."""
    when = f"on {asked.on}"
    if question is JoinedQuestion.PEOPLE_BY_STATUS:
        return f"status {when}; one estimate of the population, whatever the day."
    if question is JoinedQuestion.TRANSFERS_TO_BOUND:
        read = f"{_counted(rows, 'decision')} read; both statuses on the day of the decision."
        return f"{read} No list of all transfers is known."
    if question in BEARERS:
        period = f"whose period holds {asked.year}" if asked.edition is None else f"of the edition of {asked.edition}"
        read = f"{_counted(rows, 'report')} {period}; bound means through the whole period."
        return f"{read} Reports are no list of all use."
    measure = Measure.CASUALTIES if question is JoinedQuestion.CASUALTIES_BY_STATUS else Measure.EXTENT
    whose = asked.publisher or OPENING_PUBLISHER[measure]
    told = f"status {when} × figures of {asked.year} of {whose}"
    if question is JoinedQuestion.MASSIVE_NOT_BOUND:
        return f"{told}."
    added = " Where the source prints no total, CHA and SHA are added." if measure is Measure.EXTENT else ""
    return f"{told}; a sum is of the areas with a figure only.{added}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
