"""Name the tables of each view, and read from a query which rows are asked for.

A page's own query is the query of its data: `view` names the page, `table` one of its tables where it has several.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.dataset.dataset import Dataset, Paper
from dashboard.doors.denominators import denominator_line
from dashboard.event_choices import EventChoices
from dashboard.export.picture import PaperChoices
from dashboard.export.views import MODULES, view_named
from dashboard.figure_view import figures_of, file_stem, narrowed, rows_of, settled_strictly
from dashboard.front_state import FrontLineFilters
from dashboard.links import page_link
from dashboard.map_measure import Rate
from dashboard.parts.area_card import acts_of
from dashboard.parts.change_list import build_changes
from dashboard.parts.figure_table import cited
from dashboard.parts.step_list import readable as readable_steps
from dashboard.state import (
    Choices,
    ContaminationFilters,
    CountryFilters,
    Filters,
    TogetherFilters,
    WithdrawalFilters,
    read_query,
)
from geodata.errors import InputError
from geodata.together import answer_on, check_question, standings_on
from geodata.withdrawals import steps_on, withdrawals_on
from geodata.words import Measure, Treaty

MOST_LETTERS = 40
AREA_COLUMNS = ("iso3", "code", "area")
"""Columns that may hold the code of a row's area."""

OWN_KEYS = ("view", "table")

CARD_OF = {Measure.EXTENT: "contamination", Measure.USE: "mine_use"}
"""Measures whose source is not called like them."""


@dataclass(frozen=True)
class Rows:
    """What a table of a view gives for a reader's choices."""

    title: str
    stem: str
    rows: pd.DataFrame
    sources: tuple[str, ...]
    """Ids of the cards of the sources."""
    area_column: str | None = "iso3"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A page with a map: its choices, and its tables by name, the one of the map first."""

    choices: type[Choices]
    tables: Mapping[str, Callable[[Any], Rows]]
    settle: Callable[[Any], Any] = lambda chosen: chosen
    """Completes choices that depend on each other.

    Raises `InputError` where they do not go together.
    """


def dataset_of(query: Mapping[str, str]) -> Dataset:
    """Return the rows that a query asks for, with their papers.

    Parameters
    ----------
    query
        `view`, the choices of that page, and where it has several tables `table`. What is left out stands as on the
        page.

    Raises
    ------
    InputError
        A key that the view does not have, or a value that is not valid; the message names what is.
    WithheldError
        A source does not let its data be passed on.
    """
    name, view, chosen = read_view(query)
    table = query.get("table", "") or next(iter(view.tables))
    if table not in view.tables:
        message = f"{quoted(table)} is not a table of {name}: choose one of {', '.join(view.tables)}."
        raise InputError(message)
    found = view.tables[table](chosen)
    return Dataset(
        title=found.title,
        view=name,
        table=table,
        parameters=chosen.to_query(),
        rows=found.rows.reset_index(drop=True),
        stem=found.stem,
        papers=tuple(paper_of(card_id) for card_id in found.sources),
        permalink=page_link(view_named(name).page, chosen.to_query()),
        area_column=found.area_column,
        boundaries=paper_of("boundaries"),
        policy=data.boundary_policy().name,
        notes=found.notes,
    ).checked()


def read_view(query: Mapping[str, str]) -> tuple[str, View, Any]:
    """Return the name of the view, the view, and the choices of its page; see `dataset_of`."""
    name = query.get("view", "")
    if not name:
        message = f"The key view is missing: choose one of {', '.join(MODULES)}."
        raise InputError(message)
    view = VIEWS.get(name) or _view_of_figures(name)
    default = view.choices.default(data.today())
    known = (*OWN_KEYS, *default.to_query())
    for key in query:
        if key not in known:
            message = f"{quoted(key)} is not a choice of {name}: choose from {', '.join(known)}."
            raise InputError(message)
    chosen, faults = read_query(query, default, data.areas)
    if faults:
        raise InputError(faults[0])
    return name, view, view.settle(chosen)


def tables_of(view: str) -> tuple[str, ...]:
    """Return the names of the tables of a view, the one of its map first."""
    return tuple((VIEWS.get(view) or _view_of_figures(view)).tables)


def _view_of_figures(name: str) -> View:
    """Return a view that is registered for figures alone: its one table is that of its figure.

    Raises
    ------
    InputError
        There is no such view; the message lists them.
    """
    known = view_named(name)

    def rows_of(chosen: Any) -> Rows:
        picture = known.depict(chosen, PaperChoices())
        rows = picture.rows()
        area = next((column for column in AREA_COLUMNS if column in rows), None)
        return Rows(picture.sheet.title, picture.stem, rows, picture.cards, area, (picture.sheet.subtitle,))

    return View(known.choices, {"rows": rows_of})


def paper_of(card_id: str) -> Paper:
    """Return what files say of a source.

    Raises
    ------
    InputError
        The source has no card here.
    """
    card = next((card for card in data.cards() if card.id == card_id), None)
    if card is None:
        message = f"The source {quoted(card_id)} has no card, so that its terms are not known: its data is not given."
        raise InputError(message)
    return Paper(
        id=card.id,
        title=card.title,
        publisher=card.publisher.name,
        licence=card.licence,
        licence_url=card.licence_url,
        citation=card.citation,
        as_of=card.as_of.isoformat(),
        redistribution=card.redistribution,
    )


def quoted(text: str) -> str:
    """Return a reader's own words in quotes, cut where they are long."""
    return repr(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…")


def stem_of(*parts: object) -> str:
    """Return the name of a file from its parts, the same in every language: small letters, digits, hyphens."""
    return "-".join(["mineline", *(str(part) for part in parts if part)]).replace("_", "-").replace(" ", "-").lower()


def _status(chosen: Filters) -> Rows:
    history = data.history(chosen.treaty)
    return Rows(
        f"{chosen.treaty.label}: status of every area on {chosen.on}",
        stem_of(chosen.treaty.value, "status", chosen.on),
        data.readable(history.status_on(chosen.on)).drop(columns="label"),
        ("untc", "areas"),
        notes=(data.projection_note(chosen.treaty),),
    )


def _histories() -> Sequence[Any]:
    return [data.history(treaty) for treaty in Treaty]


def _withdrawals(chosen: WithdrawalFilters) -> Rows:
    return Rows(
        f"Withdrawals from the treaties on mines as they stood on {chosen.on}",
        stem_of("withdrawals", chosen.on),
        withdrawals_on(_histories(), data.withdrawal_steps(), chosen.on),
        ("withdrawals", "untc", "areas"),
        notes=(data.projection_note(*Treaty),),
    )


def _steps(chosen: WithdrawalFilters) -> Rows:
    steps = steps_on(_histories(), data.withdrawal_steps(), chosen.on)
    own = steps.loc[steps["iso3"] == chosen.area] if chosen.area else steps
    return Rows(
        f"Steps towards leaving the treaties on mines, known on {chosen.on}",
        stem_of("withdrawal-steps", chosen.area, chosen.on),
        readable_steps(own),
        ("withdrawals", "untc", "areas"),
        notes=(data.projection_note(*Treaty),),
    )


def _changes(chosen: WithdrawalFilters) -> Rows:
    treaties = [chosen.treaty] if chosen.treaty else list(Treaty)
    changes = build_changes([data.history(treaty) for treaty in treaties], chosen.since, chosen.until)
    return Rows(
        f"Changes of treaty status after {chosen.since} and up to {chosen.until}",
        stem_of("changes", chosen.treaty.value if chosen.treaty else "", chosen.since, chosen.until),
        changes.drop(columns="treaty_label"),
        ("untc", "areas"),
        notes=(data.projection_note(*treaties),),
    )


def _standings(chosen: TogetherFilters) -> Rows:
    table = standings_on(_histories(), chosen.on)
    return Rows(
        f"Every area under four treaties on {chosen.on}",
        stem_of("four-treaties", chosen.on),
        table.sort_values("bound_by", ascending=False, kind="stable").drop(columns="strip"),
        ("untc", "areas"),
        notes=(data.projection_note(*Treaty),),
    )


def _question(chosen: TogetherFilters) -> Rows:
    first, second = data.history(chosen.first), data.history(chosen.second)
    check_question(first, second)
    return Rows(
        f"Bound by the {chosen.first.label} and not by the {chosen.second.label} on {chosen.on}",
        stem_of("question", chosen.first.value, chosen.second.value, chosen.on),
        answer_on(first, second, chosen.on),
        ("untc", "areas"),
        notes=(data.projection_note(chosen.first, chosen.second),),
    )


def _figures(chosen: ContaminationFilters) -> Rows:
    measure, year = chosen.measure, figures_of(chosen)
    card = CARD_OF.get(measure.figures.measure, measure.figures.measure.value)
    per = f" {chosen.rate.label.lower()}" if chosen.rate is not Rate.NONE else ""
    return Rows(
        f"{measure.label}{per}, {chosen.year} ({chosen.mode.label.lower()}; {chosen.publisher} first)",
        file_stem(chosen),
        cited(rows_of(chosen).drop(columns=["n_with_figure", "n_listed", "row"])),
        (card, *(("population",) if chosen.rate is Rate.PER_PEOPLE else ()), "untc", "areas"),
        notes=tuple(filter(None, (year.completeness.sentence, narrowed(chosen), denominator_line(chosen.rate)))),
    )


def _country_figures(chosen: CountryFilters) -> Rows:
    own = [rows for measure in Measure if len(rows := data.figure_rows(chosen.area, measure))]
    rows = pd.concat(own, ignore_index=True) if own else data.figure_rows(chosen.area, Measure.CONTAMINATION)
    used = dict.fromkeys(CARD_OF.get(Measure.of(str(one)), str(one)) for one in rows["measure"])
    return Rows(
        f"{data.area_names()[chosen.area]}: every source row of every figure",
        stem_of("figures", chosen.area),
        cited(rows),
        (*used, "areas"),
    )


def _country_acts(chosen: CountryFilters) -> Rows:
    name = data.area_names()[chosen.area]
    return Rows(
        f"{name}: every act under the four treaties",
        stem_of("acts", chosen.area),
        acts_of(chosen.area, _histories()).assign(iso3=chosen.area, name=name),
        ("untc", "areas"),
        notes=(data.projection_note(*Treaty),),
    )


def settled_front(chosen: FrontLineFilters) -> FrontLineFilters:
    """Return the choices of the page Front line as the page shows them; raises InputError where they cannot be."""
    from dashboard.front_facts import known
    from dashboard.front_settled import settled

    whole, faults = settled(chosen, known())
    if faults:
        raise InputError(faults[0])
    return whole


def _front_regions(chosen: FrontLineFilters) -> Rows:
    from dashboard import front_facts
    from dashboard.doors.front import card_of

    facts = front_facts.facts_of(chosen, front_facts.known())
    if facts.refused:
        raise InputError(facts.refused)
    rows = front_facts.region_table(chosen, facts.figures.since)
    return Rows(
        f"Control by region as assessed by {facts.source.said} on {chosen.on}; not contamination",
        stem_of("control", chosen.source, chosen.on),
        rows.assign(source=facts.source.name, on=str(chosen.on), file_date=str(facts.figures.file_date)),
        (card_of(chosen.source).id, "mine_incidents", "boundaries"),
        area_column=None,
    )


def _front_settlements(chosen: FrontLineFilters) -> Rows:
    from dashboard.front_facts import settlements_on

    return Rows(
        f"Settlements and who held them on {chosen.on}, by the settlement ledger; not contamination",
        stem_of("settlements", chosen.on),
        settlements_on(chosen.on).drop(columns=["place"]),
        ("settlements",),
        area_column=None,
    )


def _events(chosen: EventChoices) -> Rows:
    from dashboard.doors import events as door

    source = door.source_of(chosen.source)
    filters = chosen.filters()
    most = f"The newest {door.MOST_ROWS:,} of the events that pass the filters: narrow the filter for others."
    many = door.totals(source.id, filters)["events"] > door.MOST_ROWS
    sample = "A sample, not a census: no rates, trends or rankings."
    notes = (*((most,) if many else ()), *((sample,) if source.sample else ()))
    rows = door.query(source.id, filters, door.MOST_ROWS).rename(columns={"country": "iso3"})
    return Rows(f"Events from “{source.title}”", f"mineline-events-{source.id}", rows, (source.card,), None, notes)


VIEWS: dict[str, View] = {
    "treaties": View(Filters, {"status": _status}),
    "withdrawals": View(WithdrawalFilters, {"withdrawals": _withdrawals, "steps": _steps, "changes": _changes}),
    "together": View(TogetherFilters, {"standings": _standings, "question": _question}),
    "contamination": View(ContaminationFilters, {"figures": _figures}, settled_strictly),
    "country": View(CountryFilters, {"figures": _country_figures, "acts": _country_acts}),
    "frontline": View(FrontLineFilters, {"regions": _front_regions, "settlements": _front_settlements}, settled_front),
    "events": View(EventChoices, {"events": _events}),
}
"""The views with tables of their own choosing, by name; every other view of `dashboard.export.views` gives the rows of
its figure."""
