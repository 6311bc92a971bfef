"""Show the withdrawals as they stood on a day: in a sentence, those that are running, and all as a table."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dates import in_words
from dashboard.spreadsheet import csv_bytes
from geodata.suspensions import Suspension
from geodata.withdrawals import WithdrawalStage
from geodata.words import Treaty

NOT_FOUND = "not found"
COLUMNS = {
    "name": "State",
    "treaty_label": "Treaty",
    "stage_label": "Stage",
    "announced": "Announced",
    "last_vote": "Last vote in parliament",
    "notified": "Notice received",
    "gone": "Months gone",
    "effective_on": "In effect from",
    "days_to_effect": "Days, announcement to effect",
    "basis": "Basis",
    "source": "Source",
    "note": "Note",
}


def summary(table: pd.DataFrame, suspensions: Sequence[Suspension], on: date) -> str:
    """The withdrawals of a day in sentences that may be quoted."""
    by_stage = {stage: table.loc[table["stage"] == stage.value] for stage in WithdrawalStage}
    communicated = [suspension for suspension in suspensions if suspension.communicated]
    if len(by_stage[WithdrawalStage.NOT_BEGUN]) == len(table) and not any(one.begun for one in suspensions):
        return f"On {in_words(on)}: no state has taken any step towards leaving a treaty that is known here."
    left = by_stage[WithdrawalStage.IN_EFFECT]["treaty"].value_counts()
    told = [
        f"{number} {'state has' if number == 1 else 'states have'} left the {Treaty.of(str(code)).label}"
        for code, number in left.items()
    ]
    pending = len(by_stage[WithdrawalStage.NOTIFIED])
    if pending:
        told.append(f"{pending} {'notice is' if pending == 1 else 'notices are'} running, with the state still bound")
    begun = len(by_stage[WithdrawalStage.DECIDED]) + len(by_stage[WithdrawalStage.ANNOUNCED])
    if begun:
        told.append(f"{begun} more {'has' if begun == 1 else 'have'} announced or decided to leave")
    told += [f"{one.name} has communicated a suspension of the {one.treaty.label} and still counts as bound"
             for one in communicated]  # fmt: skip
    return f"On {in_words(on)}: {'; '.join(told) if told else 'no state has left a treaty or announced it'}."


def countdowns(table: pd.DataFrame) -> list[str]:
    """A sentence for each notice that is running: how much of the months is gone, and when it takes effect."""
    running = table.loc[table["stage"] == WithdrawalStage.NOTIFIED.value]
    return [
        f"{row['name']}, {Treaty.of(row['treaty']).label}: notice received on {in_words(row['notified'].date())}; "
        f"{gone(row)} gone; {effect(row)}."
        for row in running.to_dict("records")
    ]


def gone(row: dict[Any, Any]) -> str:
    """How much of the months that the treaty asks for is gone."""
    months, days = int(row["months_gone"]), int(row["days_gone"])
    return f"{months} month{'' if months == 1 else 's'} and {days} day{'' if days == 1 else 's'} of the " \
           f"{int(row['months_needed'])} months"  # fmt: skip


def effect(row: dict[Any, Any]) -> str:
    """When a notice takes effect."""
    if pd.isna(row["effective_on"]):
        return f"its effect is postponed: {row['basis']}"
    return f"in effect from {in_words(row['effective_on'].date())}"


def show_withdrawal_list(
    table: pd.DataFrame, *, file_name: str, on_choose: Callable[[str | None], None], key: str
) -> None:
    """Show a row a withdrawal; `on_choose` gets the code of the chosen row's state, or None when it is let go."""
    if running := countdowns(table):
        st.text("\n".join(f"• {sentence}" for sentence in running))
    shown = build_list(table)
    codes = table["iso3"].tolist()

    def choose() -> None:
        chosen = st.session_state[f"{key}-rows"].selection.rows
        on_choose(codes[chosen[0]] if chosen and chosen[0] < len(codes) else None)

    st.dataframe(
        shown,
        key=f"{key}-rows",
        hide_index=True,
        on_select=choose,
        selection_mode="single-row",
        column_config={"State": st.column_config.TextColumn(pinned=True)},
    )
    text, download = st.columns([3, 1], vertical_alignment="top")
    text.caption(
        "Choose a row to see the steps of its state alone. An empty cell had not happened by the chosen day; "
        f"“{NOT_FOUND}” is a gap of our sources."
    )
    download.download_button(
        "Download CSV",
        data=lambda: csv_bytes(table.assign(**_days_as_text(table))),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key=f"{key}-csv",
    )


def build_list(table: pd.DataFrame) -> pd.DataFrame:
    """The withdrawals in the words of the screen; what our sources do not tell is marked as such."""
    words = table.assign(
        treaty_label=[Treaty.of(code).label for code in table["treaty"]],
        stage_label=[WithdrawalStage.of(value).label for value in table["stage"]],
        gone=[_months(row) for row in table.to_dict("records")],
        days_to_effect=["" if pd.isna(days) else str(days) for days in table["days_to_effect"]],
        **_days_as_text(table),
    )
    begun = table["stage"] != WithdrawalStage.NOT_BEGUN.value
    words.loc[begun & table["announced"].isna(), "announced"] = NOT_FOUND
    words.loc[table["announced"].isna() & table["effective_on"].notna(), "days_to_effect"] = NOT_FOUND
    return words[list(COLUMNS)].rename(columns=COLUMNS)


def _months(row: dict[Any, Any]) -> str:
    """The count of months of a row: running, complete, or not begun."""
    if row["stage"] == WithdrawalStage.NOTIFIED.value:
        return gone(row)
    return f"all {row['months_needed']}" if row["stage"] == WithdrawalStage.IN_EFFECT.value else ""


def _days_as_text(table: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns of days as text, empty where there is none."""
    return {
        column: table[column].dt.strftime("%Y-%m-%d").astype(object).fillna("")
        for column in ("announced", "last_vote", "notified", "effective_on")
    }
