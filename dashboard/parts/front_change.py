"""Say how two days of a source, or two sources on a day, differ in what they show as occupied."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.front_figures import in_figures


@dataclass(frozen=True)
class ControlChange:
    """Two days of one source, the earlier first, with what became occupied and what ceased to be."""

    source: str
    before: date
    after: date
    gained_km2: float
    lost_km2: float
    approximate: bool
    answered: str = ""
    """Which maps answer for the days where they are of others, in brackets after a blank."""
    one_map: bool = False
    """Whether the same map answers for both days, so that no change between them is known."""

    @property
    def sentence(self) -> str:
        """The change in a sentence that may be quoted."""
        days = (
            f"Between {in_words(self.before)} and {in_words(self.after)}, as assessed by {self.source}{self.answered}"
        )
        if self.one_map:
            return f"{days}: no change is known, because the same map answers for both days."
        about = "about " if self.approximate else ""
        net = self.gained_km2 - self.lost_km2
        gained, lost, changed = (in_figures(each, "km²", about) for each in (self.gained_km2, self.lost_km2, abs(net)))
        grew = "grew" if net >= 0 else "shrank"
        return f"{days}: {gained} became occupied and {lost} ceased to be; occupied land {grew} by {changed}."


@dataclass(frozen=True)
class SourceDisagreement:
    """Two sources on one day, with what only one of them shows as occupied."""

    first: str
    second: str
    on: date
    only_first_km2: float
    only_second_km2: float
    approximate: bool
    answered: str = ""
    """Which maps answer for the day where they are of others, in brackets after a blank."""

    @property
    def sentence(self) -> str:
        """The disagreement in a sentence that may be quoted."""
        about = "about " if self.approximate else ""
        return (
            f"On {in_words(self.on)}{self.answered}: {in_figures(self.only_first_km2, 'km²', about)} "
            f"are occupied as assessed by {self.first} and not by {self.second}; "
            f"{in_figures(self.only_second_km2, 'km²', about)} by {self.second} and not by {self.first}. "
            "Their methods differ; neither is a change of the other."
        )


def show_difference(difference: ControlChange | SourceDisagreement) -> None:
    """Show the sentence of a comparison."""
    title = "Change between two days" if isinstance(difference, ControlChange) else "Where two sources disagree"
    st.subheader(title, anchor=False)
    st.text(difference.sentence)
    if isinstance(difference, ControlChange):
        st.caption(
            plain(
                "Part of any change is redrawing by the source, not a movement of the front. Land that ceased to be "
                "occupied may be contested now; it is counted as liberated only where it is neither."
            )
        )
