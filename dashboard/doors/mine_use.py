"""Be the door to what is reported of the use and the transfer of antipersonnel mines."""

from functools import cache

import pandas as pd

from dashboard.doors.figures import panel
from dashboard.doors.treaties import history
from geodata.words import Measure, Treaty


def use_of(code: str) -> pd.DataFrame:
    """Reports of new use in an area or by users from it, each under its question (`geodata.joined.use_answers`)."""
    answers = use_answers()
    return answers.loc[(answers["iso3"] == code) | (answers["actor_iso3"] == code)].reset_index(drop=True)


@cache
def use_answers() -> pd.DataFrame:
    """Every report of use under the question that it answers (`geodata.joined.use_answers`), oldest first."""
    from geodata import joined

    return joined.use_answers(panel(), history(Treaty.MBT)).sort_values(["year", "row"], kind="stable")


def transfers_of(code: str) -> pd.DataFrame:
    """Transfers of antipersonnel mines to an area or by it."""
    rows = panel().rows
    own = (rows["iso3"] == code) | (rows["actor_iso3"] == code)
    return rows.loc[own & (rows["measure"] == Measure.TRANSFERS.value)].reset_index(drop=True)
