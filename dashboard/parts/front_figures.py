"""Show the figures of a front-line map, each under the words that say whose assessment they are and of which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain

NO_FIGURE = "no data"


@dataclass(frozen=True)
class ControlFigures:
    """What one source says of one day, in km² and km; None where it says nothing of that."""

    source: str
    on: date
    file_date: date
    state_date: date
    age_days: int
    last_known: bool
    approximate: bool
    occupied_km2: float | None
    held_before_2022_km2: float | None
    contested_km2: float | None
    liberated_km2: float | None
    since: date | None
    front_line_km: float | None
    contested_until: date | None = None
    """The last day on which the source knew of contested land, where it knows of other land longer."""
    region: str | None = None
    """The one region that the figures are of; None for all of Ukraine."""


def heading(figures: ControlFigures) -> str:
    """The words under which every figure stands."""
    where = f" in {figures.region}" if figures.region else ""
    return f"Control{where} as assessed by {figures.source} on {in_words(figures.on)}; not contamination"


def age_sentence(figures: ControlFigures) -> str:
    """Which file answers for the day, which day it shows, and how old it is."""
    if figures.approximate:
        known = f"The last day of {figures.source} is {in_words(figures.file_date)}: what stands here is last known. "
        until = figures.contested_until
        grey = f"Contested land is known until {in_words(until)} only. " if until and figures.on > until else ""
        return (
            f"{known if figures.last_known else ''}{grey}Approximate, from settlement control: each settlement "
            "stands for the land nearest to it. Days are ± 3, in February to April 2022 ± weeks. "
            "No front line is measured."
        )
    age = figures.age_days
    return (
        f"File of {in_words(figures.file_date)}, showing the state of {in_words(figures.state_date)}; "
        f"{age} {'day' if age == 1 else 'days'} old on the chosen day."
    )


def show_control_figures(figures: ControlFigures, warn_days: int) -> None:
    """Show one box a figure, the age of what answers, and a warning where that is old."""
    st.subheader(plain(heading(figures)), anchor=False)
    since = f"Liberated since {figures.since}" if figures.since else "Liberated"
    boxes: Mapping[str, tuple[float | None, str, bool]] = {
        "Occupied": (figures.occupied_km2, "km²", figures.approximate),
        "Held before 2022-02-24": (figures.held_before_2022_km2, "km²", True),
        "Contested": (figures.contested_km2, "km²", figures.approximate),
        since: (figures.liberated_km2, "km²", figures.approximate),
        "Front line": (figures.front_line_km, "km", False),
    }
    with st.container(horizontal=True, key="control-figures"):
        for label, (value, unit, roughly) in boxes.items():
            held = in_figures(value, "", "≈ " if roughly else "")
            st.metric(f"{label}, {unit}", held, border=True, width=235)
    st.text(age_sentence(figures))
    st.caption(
        plain(
            "Occupied includes what was held before 24 February 2022, which is shown apart, by the settlement ledger "
            "and not by any other source, and is approximate: the cells of the settlements so held. "
            "Contested is never counted as occupied. “≈”: approximate. "
            "Areas are geodesic. "
            f"“{NO_FIGURE}”: the source has no such figure; it is not zero."
        )
    )
    stale = figures.age_days > warn_days and not figures.last_known
    if stale or (figures.last_known and figures.age_days > warn_days):
        st.warning(
            plain(
                f"What stands here is {figures.age_days} days old on {in_words(figures.on)}: the latest that "
                f"{figures.source} has is of {in_words(figures.file_date)}."
            )
        )


def in_figures(value: float | None, unit: str, about: str = "") -> str:
    """A figure with its unit, rounded where it is approximate, or the word for none."""
    if value is None:
        return NO_FIGURE
    return (f"{about}{round(value, -1):,.0f} {unit}" if about else f"{value:,.1f} {unit}").strip()
