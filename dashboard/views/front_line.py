"""Show the front line: who held which land on any day, as one source assesses it, against any other day or source."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data, front_atlas, front_facts
from dashboard.address import Address
from dashboard.component.front import FrontMessage, Sides, show_front_map
from dashboard.doors import front as door
from dashboard.front_facts import Facts
from dashboard.front_layers import FrontLayer
from dashboard.front_settled import Known, opening_since, settled
from dashboard.front_specify import legend_of, specify
from dashboard.front_state import FrontLineFilters
from dashboard.maps.front_specification import NOT, WARN_DAYS, assessed_by
from dashboard.markdown import plain
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.front_change import ControlChange, show_difference
from dashboard.parts.front_charts import show_front_series
from dashboard.parts.front_controls import show_front_controls, show_layers
from dashboard.parts.front_figures import heading, show_control_figures
from dashboard.parts.front_import import show_how_to_import
from dashboard.parts.front_law import show_law
from dashboard.parts.front_point import show_point
from dashboard.parts.front_regions import show_region_figures, show_regions
from dashboard.parts.front_settlement import show_settlement
from dashboard.parts.settlement_list import (
    show_changed_settlements,
    show_settlement_history,
    show_settlement_list,
)
from dashboard.parts.source_links import show_source_links
from dashboard.parts.ukraine_land import show_ukraine_land

MAP = "front-map"
# The sources of what stands beside control: settlements, accidents, published figures, the treaty, regions.
BESIDE = ("settlements", "mine_incidents", "ukraine", "untc", "boundaries")
# Classes of land that are computed for the chosen day; the others come with the source's own days.
COMPUTED = ("liberated", "gained", "lost")

ADDRESS = Address(FrontLineFilters)


def hand_rested(told: Mapping[str, str]) -> None:
    """Take what the hand chose on the map."""
    ADDRESS.take({"on" if key == "day" else key: value for key, value in told.items()})


def choose(known: Known, **choices: object) -> None:
    """Write choices into the URL; another source begins with its own day of counting what was liberated."""
    if "source" in choices:
        first = known.days[str(choices["source"])][0]
        since = ADDRESS.now()[0].since
        if since is None or since < first:
            choices["since"] = opening_since(first)
    ADDRESS.choose(**choices)


def layers_here(facts: Facts) -> list[FrontLayer]:
    """The layers that can be switched here: what a source has, pictures of a host only where the operator allows it."""
    absent = set() if front_atlas.tiles() else {FrontLayer.TILES}
    sources = [facts.source, *([facts.difference.other_source] if facts.difference else [])]
    absent |= set() if any(source.contested for source in sources) else {FrontLayer.CONTESTED}
    return [layer for layer in FrontLayer if layer not in absent]


def message_of(chosen: FrontLineFilters, facts: Facts, known: Known) -> FrontMessage:
    """What the map shows for the choices."""
    spec = specify(chosen, facts)
    difference, swiping = facts.difference, chosen.swipe == "yes"
    computed = {value: spec.land[value] for value in COMPUTED if value in spec.land}
    sides = None
    if difference:
        other = known.sources[difference.other.source]
        left, right = difference.sides
        sides = Sides(front_atlas.land_path(difference.other), left, right, swiping, other.approximate)
    return FrontMessage(
        map=front_atlas.map_script(),
        story=front_atlas.story(facts.source, data.today()),
        day=chosen.on,
        today=data.today(),
        layers=chosen.shown,
        legend=legend_of(chosen, facts, swiping=swiping),
        labels={word.value: word.label for word in spec.classes},
        overlays=[front_atlas.computed(computed)] if computed else [],
        overlays_on=facts.snapshot.key,
        other=sides,
        region=chosen.region,
        at=chosen.at,
        place=chosen.place,
        tiles=front_atlas.tiles() if FrontLayer.TILES in chosen.shown else None,
    )


def show_settlements(chosen: FrontLineFilters, facts: Facts, known: Known) -> None:
    """Show the chosen settlement's history, who changed hands, and all settlements of the day."""
    if chosen.place:
        history = door.history_of(known.places[chosen.place])
        st.subheader(plain(f"Who held {history['name'].iloc[0]}"), anchor=False)
        if facts_of_place := front_facts.settlement_of(chosen, known):
            show_settlement(facts_of_place)
        show_settlement_history(history)
    region = known.regions[chosen.region] if chosen.region else None
    difference = facts.difference.told if facts.difference else None
    if isinstance(difference, ControlChange):
        st.subheader("Settlements that changed hands", anchor=False)
        show_changes(difference, region, known)
    st.subheader("Settlements", anchor=False)
    table = front_facts.settlements_on(chosen.on, chosen.source)
    whose = assessed_by(facts.source, facts.snapshot)
    st.text(f"Held by: as assessed by {whose} on {chosen.on}. Since, basis, source: the settlement ledger.")
    show_settlement_list(
        table if region is None else table.loc[table["region"] == region],
        file=table if facts.source.redistribution else front_facts.settlements_on(chosen.on),
        file_name=f"mineline-settlements-{chosen.on}.csv",
        chosen=chosen.place,
        on_choose=lambda place: ADDRESS.choose(place=place, at=None),
        key="settlements",
    )


def show_changes(difference: ControlChange, region: str | None, known: Known) -> None:
    """Show the settlements that changed hands between two days, as far as the ledger knows."""
    first, last = known.days["ledger"][0], front_facts.ledger_ends()
    before, after = (min(max(day, first), last) for day in (difference.before, difference.after))
    if difference.after > last:
        st.text(f"The settlement ledger ends on {last}: who changed hands after that day it does not know.")
    if difference.before > last:
        return
    changed = front_facts.settlements_changed(before, after)
    show_changed_settlements(
        changed if region is None else changed.loc[changed["region"] == region],
        told=f"Between {before} and {after}, by the settlement ledger{f', in {region}' if region else ''}",
        file_name=f"mineline-settlements-{before}-{after}.csv",
        key="changed",
    )


@st.fragment
def show_page() -> None:
    """Show the page for the choices of the URL."""
    known = front_facts.known()
    asked, faults = ADDRESS.now()
    chosen, refused = settled(asked, known)
    ADDRESS.write(chosen)
    facts = front_facts.facts_of(chosen, known)
    for fault in filter(None, [*faults, *refused, facts.refused]):
        st.error(plain(fault))
    show_front_controls(
        chosen,
        sources=known.sources,
        regions=known.regions,
        on_choose=lambda **choices: choose(known, **choices),
    )
    accidents = f"{front_facts.accident_line()} " if FrontLayer.ACCIDENTS in chosen.shown else ""
    show_front_map(message_of(chosen, facts, known), key=MAP, on_rest=hand_rested)
    show_layers(chosen, layers_here(facts), compares=facts.difference is not None, on_choose=ADDRESS.choose)
    pictures = front_atlas.tiles() if FrontLayer.TILES in chosen.shown else None
    ground = f"{pictures['credit']}. " if pictures else ""
    st.caption(plain(f"{NOT} Source of control: {facts.source.credit} {accidents}{ground}{data.front_source_line()}"))
    control = door.card_of(chosen.source)
    show_source_links([control, *(card for card in data.cards_of(*BESIDE) if card.id != control.id)])
    show_export_panel("frontline", chosen)

    show_control_figures(facts.figures, WARN_DAYS)
    if point := front_facts.point_of(chosen, known):
        show_point(point)
    if facts.difference:
        show_difference(facts.difference.told)
    show_law(front_facts.law_of(chosen, facts))

    theme = st.context.theme.type or "light"
    st.subheader("Day by day", anchor=False)
    since = facts.figures.since
    show_front_series(
        door.series(chosen.source),
        door.liberated_series(chosen.source, since) if since else door.series(chosen.source).head(0),
        on=chosen.on,
        since=since,
        credit=f"Source: {facts.source.name}. Not contamination.",
        theme=theme,
    )
    if FrontLayer.FIGURES in chosen.shown:
        st.subheader("Published figures on mined land, of Ukraine as a whole", anchor=False)
        show_ukraine_land(front_facts.published_by(chosen.on), theme)
    show_regions(
        front_facts.region_table(chosen, since),
        heading=heading(facts.figures),
        since=since,
        chosen=chosen.region,
        on_choose=lambda code: ADDRESS.choose(region=code),
        file_name=f"mineline-control-{chosen.source}-{chosen.on}.csv" if facts.source.redistribution else None,
        theme=theme,
    )
    if FrontLayer.FIGURES in chosen.shown:
        show_region_figures(front_facts.region_figures_by(chosen.on))
    show_settlements(chosen, facts, known)
    show_how_to_import([source.name for source in known.sources.values()])


st.header("Where is the front line, and who says so?", anchor=False)
show_page()
