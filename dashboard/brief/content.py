"""Gather what a brief says of one area on one day, as plain data that the template sets and nothing else.

Every text stands here as it is shown; the template gets it as JSON and never reads it as markup. Rows of later years
than the day are left out.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.brief import charts
from dashboard.dataset.dataset import DISCLAIMER
from dashboard.dates import in_words, last_full_year
from dashboard.links import page_link
from dashboard.parts.area_card import acts_of, spans_of
from dashboard.parts.area_chart import without_figure
from dashboard.parts.article5_clock import sentences as clock_sentences
from dashboard.parts.article5_clock import spans_of as clock_spans
from dashboard.parts.figure_sentence import figure_sentence
from dashboard.parts.figure_table import number, publisher_label, publishers_in, said_figure
from dashboard.parts.release_chart import release_bars
from dashboard.parts.use_list import sentences as use_sentences
from dashboard.parts.year_bars import series_label, series_of
from geodata.citation import citation_of
from geodata.words import Measure, Part, Scope, Treaty, TreatyStatus

PUBLISHERS_OF_EXTENT = ("Mine Action Review", "Landmine Monitor")
UKRAINE, POTENTIAL_METRIC = "UKR", "potentially_contaminated_km2"
"""The area whose statements on potentially contaminated land stand in a table of their own."""

MOST_ACTS = 16
MOST_STATEMENTS = 6
CARDS = (
    "untc", "contamination", "casualties", "clearance", "article5", "stockpiles", "mine_use", "producers", "transfers",
    "ukraine", "areas", "boundaries",
)  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """A chart of a brief or the sentence that stands for it, with its title and its sources."""

    title: str
    svg: str
    caption: str

    def to_json(self) -> dict[str, str]:
        """The chart for the template."""
        return {"title": self.title, "svg": self.svg, "caption": self.caption}


def content_of(code: str, on: date) -> dict[str, Any]:
    """Return everything a brief says: texts, rows and charts as SVG.

    Parameters
    ----------
    code, on
        A valid area and a day inside the span.

    Returns
    -------
    dict
        Only text, lists and objects, for JSON; the map is added by the typesetter.
    """
    name, mine_ban = data.area_names()[code], data.history(Treaty.MBT)
    histories = [data.history(treaty) for treaty in Treaty]
    acts, left_out = _acts(code)
    return {
        "name": name,
        "code": code,
        "day": in_words(on),
        "answer": mine_ban.explain(code, on),
        "statuses": [_status(history, code, on) for history in histories],
        "strip": charts.status_strip(spans_of(code, histories, on), on),
        "acts": acts,
        "acts_left_out": left_out,
        "glance": _glance(code, on),
        "charts": [chart.to_json() for chart in _charts(code, on)],
        "clearance": clock_sentences(data.article5_of(code, on), data.first_deadlines_of(code), on),
        "stocks": _statements(code, Measure.STOCKPILES, on),
        "production": _statements(code, Measure.PRODUCERS, on),
        "use": _use(code, name, on),
        "transfers": _transfers(code, name, on),
        "projection": data.projection_note(*Treaty),
        "sources": [
            f"{card.title}: {card.citation} As of {in_words(card.as_of)}." for card in data.cards() if card.id in CARDS
        ],
        "disclaimer": DISCLAIMER,
        "policy": data.boundary_policy().name,
        "permalink": page_link("/country", {"area": code, "on": on.isoformat()}),
    }


def _status(history: Any, code: str, on: date) -> list[str]:
    """A treaty, the status on the day, its first day, the next known change, and why."""
    held = history.interval_on(code, on)
    days = ["" if day is None else day.isoformat() for day in (held.since, held.until)]
    return [history.treaty.label, TreatyStatus.of(held.status.value).label, *days, held.basis]


def _acts(code: str) -> tuple[list[list[str]], int]:
    """The acts by day: day, treaty, what, article; and how many more there are than the page holds."""
    table = acts_of(code, [data.history(treaty) for treaty in Treaty])
    rows = [[str(row[key]) for key in ("day", "treaty", "what", "article")] for row in table.to_dict("records")]
    rows.sort(key=lambda row: row[0])
    return rows[-MOST_ACTS:], max(0, len(rows) - MOST_ACTS)


def _glance(code: str, on: date) -> list[str]:
    """The latest known figures by the day, a sentence each."""
    year = last_full_year(on)
    asked = [
        data.figure_of(code, Measure.CONTAMINATION, year),
        *(data.figure_of(code, Measure.EXTENT, year, publisher) for publisher in PUBLISHERS_OF_EXTENT),
        data.figure_of(code, Measure.CASUALTIES, year),
        data.figure_of(code, Measure.CLEARANCE, year, part=Part.CLEARED),
        data.figure_of(code, Measure.STOCKPILES, year),
    ]
    told = [*(figure_sentence(row, year) for row in asked), *_potential(code, on)]
    return list(dict.fromkeys(told))


def _potential(code: str, on: date) -> list[str]:
    """The latest statement on potentially contaminated land, which is another measure than recorded area."""
    lead = f"{Scope.POTENTIAL.label}, another measure than recorded area"
    if code == UKRAINE:
        told = data.ukraine_figures()
        told = told.loc[(told["metric"] == POTENTIAL_METRIC) & (told["date"].astype(str) <= on.isoformat())]
        rows = told.sort_values("date", kind="stable").tail(1).to_dict("records")
        return [f"{lead}: {number(float(row['value']))} km² ({row['date']}; {citation_of(row)})." for row in rows]
    held = _rows(code, Measure.CONTAMINATION, on)
    held = held.loc[(held["scope"] == Scope.POTENTIAL.value) & held["value"].notna()]
    return [
        f"{lead}: {said_figure(row)} at the end of {int(row['year'])} ({citation_of(row)})."
        for row in held.tail(1).to_dict("records")
    ]


def _rows(code: str, measure: Measure, on: date) -> pd.DataFrame:
    rows = data.figure_rows(code, measure)
    return rows.loc[rows["year"] <= on.year].reset_index(drop=True)


def _charts(code: str, on: date) -> list[Chart]:
    return [_area_chart(code, on), _casualty_chart(code, on), _release_chart(code, on), _clock_chart(code, on)]


def _area_chart(code: str, on: date) -> Chart:
    """Recorded area of the first scope of weapons that has a figure; scopes never share an axis."""
    title = "Recorded mined area"
    rows = _rows(code, Measure.CONTAMINATION, on)
    rows = rows.loc[rows["scope"] != Scope.POTENTIAL.value]
    scopes = [scope for scope in Scope if rows.loc[rows["scope"] == scope.value, "value"].notna().any()]
    if not scopes:
        return Chart(title, "", _empty(code, Measure.CONTAMINATION, on, rows))
    own = rows.loc[rows["scope"] == scopes[0].value]
    drawn = own.loc[own["value"].notna()]
    others = "".join(f" {scope.label} is counted apart, see the page." for scope in scopes[1:])
    caption = f"{scopes[0].label}. Sources: {publishers_in(drawn)}. {without_figure(own)}{others}"
    return Chart(f"{title}, km²", charts.area_chart(drawn), caption)


def _casualty_chart(code: str, on: date) -> Chart:
    rows = _rows(code, Measure.CASUALTIES, on)
    drawn = [series for series in series_of(rows) if series["value"].notna().any()] if len(rows) else []
    if not drawn:
        return Chart("Casualties", "", _empty(code, Measure.CASUALTIES, on, rows))
    caption = f"{_capital(series_label(drawn[0]))}. Source: {publishers_in(drawn[0])}.{_further(len(drawn) - 1)}"
    return Chart("Casualties by year", charts.casualty_chart(drawn[0]), caption)


def _release_chart(code: str, on: date) -> Chart:
    rows = _rows(code, Measure.CLEARANCE, on)
    drawn = [series for series in series_of(rows) if not release_bars(series).empty] if len(rows) else []
    if not drawn:
        return Chart("Land release", "", _empty(code, Measure.CLEARANCE, on, rows))
    caption = f"{_capital(series_label(drawn[0]))}. Source: {publishers_in(drawn[0])}.{_further(len(drawn) - 1)}"
    return Chart("Land release by result, km²", charts.release_chart(drawn[0]), caption)


def _clock_chart(code: str, on: date) -> Chart:
    title = "Duty to clear (Mine Ban Treaty, Art. 5)"
    first = data.first_deadlines_of(code)
    if first is None:
        return Chart(title, "", "The Mine Ban Treaty has never bound this area: no deadline follows from it.")
    spans = clock_spans(first, data.deadlines_of(code))
    caption = "The dashed line is the day of this brief. A gap is time for which no deadline was read."
    return Chart(title, charts.clock_chart(spans, on), caption)


def _further(count: int) -> str:
    return f" {count} further series of other publishers or scopes: see the page." if count else ""


def _empty(code: str, measure: Measure, on: date, rows: pd.DataFrame) -> str:
    """Say why there is nothing to draw."""
    year = last_full_year(on)
    listed = without_figure(rows) if len(rows) else "Our tables hold no row."
    return f"{listed} {figure_sentence(data.figure_of(code, measure, year), year)}"


def _statements(code: str, measure: Measure, on: date) -> list[str]:
    """The latest statements on a measure, newest first, each with its year and citation."""
    rows = _rows(code, measure, on)
    if rows.empty:
        return [figure_sentence(data.figure_of(code, measure, last_full_year(on)), last_full_year(on))]
    newest = rows.iloc[::-1].to_dict("records")
    return [_statement(row) for row in newest[:MOST_STATEMENTS]]


def _statement(row: dict[Any, Any]) -> str:
    told = str(row["word"]).replace("_", " ") if row["unit"] == "class" else said_figure(row)
    part = "" if row["part"] in {Part.TOTAL.value, Part.CLASS.value} else f"{Part.of(str(row['part'])).label}: "
    return f"{int(row['year'])}: {part}{told} ({publisher_label(str(row['publisher']))}; {citation_of(row)})."


def _use(code: str, name: str, on: date) -> list[str]:
    answers = data.use_of(code)
    return use_sentences(answers.loc[answers["year"] <= on.year], code, name)


def _transfers(code: str, name: str, on: date) -> list[str]:
    rows = data.transfers_of(code)
    rows = rows.loc[rows["year"] <= on.year]
    if rows.empty:
        return [f"No transfer to {name} or by it was read. That is not a finding that there was none."]
    return [
        f"{int(row['year'])}: {row['actor']} to {row['name']}, {str(row['word']).replace('_', ' ')} "
        f"({citation_of(row)})."
        for row in rows.iloc[::-1].head(MOST_STATEMENTS).to_dict("records")
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
