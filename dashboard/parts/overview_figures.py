"""Show the key figures of a day: who is bound, where mines lie, whom they hurt; each with its year and its source."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.figure_table import number, publisher_label
from geodata.citation import citation_of


@dataclass(frozen=True)
class Picture:
    """What the key figures of a day are made of."""

    on: date
    before: date | None
    """The day a year earlier; None where the treaty was not yet open."""
    bound: int
    bound_before: int | None
    extent_year: int
    publisher: str
    contaminated: pd.DataFrame
    """The answer to *contaminated areas by treaty status*."""
    massive: int
    """Areas of the class massive."""
    massive_not_bound: int
    world: Mapping[Hashable, Any] | None
    """The published casualties of the world of the last year that had ended and has some."""


def sentence(picture: Picture) -> str:
    """Return the picture of the day in a sentence that may be quoted, with both dates."""
    affected = int(picture.contaminated["affected"].sum())
    outside = int(picture.contaminated.loc[~picture.contaminated["bound"], "affected"].sum())
    return (
        f"On {in_words(picture.on)} the Mine Ban Treaty bound {picture.bound} states. At the end of "
        f"{picture.extent_year} {picture.publisher} listed {affected} areas as contaminated by antipersonnel mines, "
        f"{outside} of which are not bound on that day; {picture.massive} massively, {picture.massive_not_bound} of "
        "these not bound."
    )


def show_overview_figures(picture: Picture) -> None:
    """Show one box a figure, then what each is and where it is from."""
    affected = int(picture.contaminated["affected"].sum())
    change = None if picture.bound_before is None else picture.bound - picture.bound_before
    with st.container(horizontal=True, key="overview-figures"):
        _box("Bound by the treaty", str(picture.bound), change)
        _box("Contaminated areas", str(affected))
        _box("Of these massively", str(picture.massive))
        _box("Massively, not bound", str(picture.massive_not_bound))
        _box(*_casualties(picture.world))
    st.caption(plain(" ".join(_meanings(picture))))


def _box(label: str, value: str, change: int | None = None) -> None:
    st.metric(label, value, change, delta_color="off", border=True, width=180)


def _casualties(world: Mapping[Hashable, Any] | None) -> tuple[str, str]:
    return (
        ("Casualties", "not read") if world is None else (f"Casualties {world['year']}", number(float(world["value"])))
    )


def _meanings(picture: Picture) -> list[str]:
    """Return a sentence for each figure, with its source."""
    on, since = in_words(picture.on), f" Arrow: change since {in_words(picture.before)}." if picture.before else ""
    told = [
        f"Bound: areas for which the Mine Ban Treaty is in force on {on} (UN Treaty Collection).{since}",
        f"Contaminated: areas that {picture.publisher} lists as contaminated by antipersonnel mines at the end of "
        f"{picture.extent_year}; massively: its own class.",
    ]
    if picture.world is None:
        return [*told, "Casualties: no published figure of the world has been read for a year before this day."]
    whose = publisher_label(str(picture.world["publisher"]))
    return [
        *told,
        f"Casualties: people killed or injured worldwide in {picture.world['year']} as recorded, the latest edition "
        f"that was read, and so the least ({whose}: {citation_of(picture.world)}).",
    ]
