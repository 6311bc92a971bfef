"""Be the door to the lines that name sources: those under the maps of the pages, and those of figures on paper."""

import pandas as pd

from dashboard.dates import in_words
from dashboard.doors.cards import card_of_measure
from dashboard.doors.figures import panel_as_of
from dashboard.doors.ground import boundary_policy
from dashboard.doors.treaties import later_days_note
from dashboard.doors.year_figures import year_figures
from dashboard.map_measure import MapMeasure
from geodata.words import Measure, Scope, Treaty, YearMode
from loaders.catalog import load_card
from loaders.untc.current import current_card

MOST_CITED = 8
"""Sources that the foot of a figure names; the table beside the map names all."""


def ground_line() -> str:
    """What to say under a map of other things than treaties: whose boundaries, which policy, which projection."""
    return (
        f"{load_card('boundaries').citation} Boundary policy: {boundary_policy().name}; it implies no opinion on the "
        "status of any territory. Projection of the map: Equal Earth, 11° E. Not for navigation or safety decisions."
    )


def source_line(*treaties: Treaty) -> str:
    """The line under a map of treaties: source, vintage, boundaries."""
    return f"Sources: {current_card().citation} {later_days_note(*treaties)} {ground_line()}"


def panel_source_line(measure: Measure) -> str:
    """The line under a map of figures: the card of the source, its day, the boundaries."""
    card = load_card(card_of_measure(measure))
    return (
        f"Sources: {card.citation} As of {in_words(card.as_of)}; the citation of each figure stands in its tooltip "
        f"and in the table. {ground_line()}"
    )


def front_source_line() -> str:
    """The line under a map of the front: regions, boundaries, projection."""
    frame = load_card("boundaries")
    return (
        f"{frame.citation} Boundary policy: {boundary_policy().name}; it implies no opinion on the status of any "
        "territory. Projection of the map: Web Mercator, for looking only; areas are geodesic."
    )


def withdrawal_source_line() -> str:
    """The line under what the page tells of steps: the source, its vintage, and what that means for other days."""
    card = load_card("withdrawals")
    return (
        f"Sources of the steps: {card.citation} {card.title}, as of {in_words(card.as_of)}; the days of notice are "
        "those of the UN Treaty Collection, the days of effect follow from them by the treaty. Sources and notes are "
        "told as they were compiled, also for earlier days."
    )


def treaty_citation() -> str:
    """The source of a map of treaties and its vintage, for a figure on paper."""
    return f"Sources: {load_card('untc').citation}"


def extent_citation() -> str:
    """The source of the extent of contamination and the day on which it was read, for a figure on paper."""
    return f"{load_card('contamination').citation} As of {in_words(panel_as_of())}."


def boundary_citation() -> str:
    """The source of the boundaries, for a figure on paper."""
    return load_card("boundaries").citation


def figure_citations(
    shown: MapMeasure, year: int, mode: YearMode, publisher: str, weapon: Scope = Scope.APM
) -> tuple[str, ...]:
    """The sources of the figures that a map shows, those of most areas first, and when they were read."""
    from geodata.citation import citation_of, without_address

    table = year_figures(shown, year, mode, publisher, weapon).table
    cited = [without_address(citation_of(row)) for row in table.to_dict("records") if row["source"]]
    counts = pd.Series(cited, dtype="str").value_counts(sort=False)
    order = sorted(counts.items(), key=lambda told: (-told[1], str(told[0])))
    told = [f"{name} ({count} {'area' if count == 1 else 'areas'})" for name, count in order]
    rest = [f"and {len(told) - MOST_CITED} more, which the table names"] if len(told) > MOST_CITED else []
    read = f"As read by {in_words(panel_as_of())}."
    if not told:
        return (f"Sources: no source is read for {year}. {read}",)
    return (f"Sources: {'; '.join([*told[:MOST_CITED], *rest])}. {read}",)
