"""Show a communicated suspension apart from the withdrawals: what it invokes, who objects, what the parties found."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.markdown import plain
from dashboard.parts.readings import show_readings
from dashboard.parts.step_list import show_steps
from geodata.citation import readable_source
from geodata.suspensions import Suspension
from geodata.withdrawals import StepTiming


def show_suspension(suspension: Suspension, readings: pd.DataFrame, on: date) -> None:
    """Show one suspension; before its communication the page says that there is none yet, and shows the steps."""
    st.markdown(f"**{plain(suspension.name)}, {plain(suspension.treaty.label)}**")
    st.text(communication(suspension, on))
    st.text(consequence(suspension))
    show_steps(suspension.steps)
    if suspension.communicated is None:
        return
    st.markdown("**What the States Parties found**")
    st.text(finding(suspension, on))
    st.markdown("**Objections**")
    st.text(objections(suspension, on))
    if not suspension.objections.empty:
        show_steps(suspension.objections, what="objecting_state", remark="remark")
    st.markdown("**How it is read**")
    show_readings(readings, on)


def communication(suspension: Suspension, on: date) -> str:
    """What was communicated by a day, on which law it rests, and when the depositary circulated it."""
    name, treaty = suspension.name, suspension.treaty.label
    if suspension.communicated is None:
        before = "steps towards it had been taken" if suspension.begun else "no step towards it is known"
        return f"By {in_words(on)} {name} had not communicated any suspension of the {treaty}; {before}."
    law = f", invoking the {suspension.invokes}" if suspension.invokes else ""
    text = f"{name} communicated on {in_words(suspension.communicated)} that it suspends the operation of the " \
           f"{treaty}{law} ({readable_source(suspension.source)})."  # fmt: skip
    if suspension.circulated:
        text += f" The depositary circulated it on {in_words(suspension.circulated)} ({suspension.circulated_source})."
    return text


def consequence(suspension: Suspension) -> str:
    """Why there is no count of months and no day of effect."""
    clause = f"{suspension.noun} has no clause on suspension. " if suspension.provided_for is False else ""
    return (
        f"{clause[:1].upper()}{clause[1:]}A suspension is not a withdrawal: no six months run, there is no day of "
        "effect, and the state still counts as bound."
    )


def finding(suspension: Suspension, on: date) -> str:
    """What meetings of the parties had found by a day."""
    made = suspension.findings.loc[suspension.findings["timing"] == StepTiming.BY_THIS_DAY.value]
    if made.empty:
        return f"By {in_words(on)} no finding of a meeting of the States Parties is known here."
    return " ".join(
        f"{in_words(row['day'].date())}: {row['note']} ({readable_source(row['source'])})."
        for row in made.to_dict("records")
    )


def objections(suspension: Suspension, on: date) -> str:
    """How many states had objected by a day, and how many on a day not known; those found, not all there are."""
    timing = suspension.objections["timing"]
    known = suspension.objections.loc[timing == StepTiming.BY_THIS_DAY.value, "objecting_state"]
    unknown = suspension.objections.loc[timing == StepTiming.UNKNOWN.value, "objecting_state"]
    text = f"Found by {in_words(on)}: {_listed(known)}."
    if len(unknown):
        text += f" On a day not known: {_listed(unknown)}."
    return text


def _listed(states: pd.Series) -> str:
    """States in a sentence; an objection whose state is not named counts all the same."""
    names = [state or "a state that the note does not name" for state in states]
    if not names:
        return "none"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
