"""Say in sentences that may be quoted how the withdrawals stand on a day."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.dates import in_words
from geodata.suspensions import Suspension
from geodata.withdrawals import WithdrawalStage
from geodata.words import Treaty


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
