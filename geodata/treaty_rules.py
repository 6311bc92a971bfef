"""State when each treaty enters into force and when a withdrawal takes effect, article by article.

The months and days are those of the treaties' final clauses: Art. 15 to 20 of the Mine Ban Convention and of
the Convention on Cluster Munitions, Art. 4, 5 and 9 of the Convention on Certain Conventional Weapons (CCW)
for its protocols. The rules know no state; reviewed exceptions are rows of the overrides table.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from geodata.words import Treaty, TreatyAct

OPENING_DAY = date(1997, 12, 3)
"""The first day of which a status can be asked: the Mine Ban Convention opened for signature."""

HORIZON = date(2027, 12, 31)
"""The last day of which a status can be asked; the card of the acts holds the same day."""


def plus_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, clamped to the end of a shorter month.

    2006-10-31 plus six months is 2007-04-30: the day France was bound by CCW Protocol V.
    """
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def first_of_month(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


@dataclass(frozen=True)
class TreatyRules:
    """The final clauses of one treaty that decide who is bound on which day."""

    treaty: Treaty
    noun: str
    """How a sentence refers to the treaty: "the Convention" or "the Protocol"."""
    opened_on: date
    """The first day on which an act towards the treaty is possible."""
    instruments_needed: int
    """How many instruments bring the treaty itself into force."""
    months_to_entry: int
    entry_on_first_of_month: bool
    """Whether entry into force waits for the first of a month, or falls on the same day of the month."""
    months_to_withdrawal: int
    knows_suspension: bool | None
    """Whether the treaty has a clause on suspending its operation; None where that was not read."""
    acts: frozenset[TreatyAct]
    """The acts that this treaty knows."""
    signature_article: str
    consent_article: str
    global_entry_article: str
    entry_article: str
    notice_article: str
    withdrawal_article: str

    def entry_after(self, deposited_on: date, global_entry: date) -> date:
        """Return the day on which the treaty binds a state that deposited on `deposited_on`.

        Raises nothing; a state is never bound before the treaty itself is in force.
        """
        due = plus_months(deposited_on, self.months_to_entry)
        if self.entry_on_first_of_month:
            # MBT and CCM Art. 17: "the first day of the sixth month after the month" of the deposit.
            due = first_of_month(due)
        # CCW Art. 5(3) and (4): six months after the day itself, so no rounding.
        return max(global_entry, due)

    def global_entry_after(self, trigger_day: date) -> date:
        """Return the day on which the treaty itself enters into force after its last needed instrument."""
        return self.entry_after(trigger_day, trigger_day)

    def withdrawal_after(self, received_on: date) -> date:
        """Return the day on which a withdrawal received on `received_on` takes effect.

        MBT and CCM Art. 20(3): six months after the depositary received it; CCW Art. 9(2): one year. The
        condition on armed conflict in the same articles is a question of fact that nobody can compute: only a
        reviewed override row postpones the day.
        """
        return plus_months(received_on, self.months_to_withdrawal)


_CONVENTION_ACTS = frozenset(set(TreatyAct) - {TreatyAct.CONSENT})
_PROTOCOL_ACTS = frozenset({TreatyAct.CONSENT, TreatyAct.WITHDRAWAL_NOTIFICATION, TreatyAct.SUSPENSION_COMMUNICATION})

RULES: dict[Treaty, TreatyRules] = {
    Treaty.MBT: TreatyRules(
        treaty=Treaty.MBT,
        noun="the Convention",
        opened_on=date(1997, 12, 3),  # Art. 15
        instruments_needed=40,  # Art. 17(1)
        months_to_entry=6,  # Art. 17(1) and (2)
        entry_on_first_of_month=True,
        months_to_withdrawal=6,  # Art. 20(3)
        knows_suspension=False,
        acts=_CONVENTION_ACTS,
        signature_article="Art. 15",
        consent_article="Art. 16",
        global_entry_article="Art. 17(1)",
        entry_article="Art. 17(2)",
        notice_article="Art. 20(2)",
        withdrawal_article="Art. 20(3)",
    ),
    Treaty.CCM: TreatyRules(
        treaty=Treaty.CCM,
        noun="the Convention",
        opened_on=date(2008, 12, 3),  # Art. 15
        instruments_needed=30,  # Art. 17(1)
        months_to_entry=6,  # Art. 17(1) and (2)
        entry_on_first_of_month=True,
        months_to_withdrawal=6,  # Art. 20(3)
        knows_suspension=None,
        acts=_CONVENTION_ACTS,
        signature_article="Art. 15",
        consent_article="Art. 16",
        global_entry_article="Art. 17(1)",
        entry_article="Art. 17(2)",
        notice_article="Art. 20(2)",
        withdrawal_article="Art. 20(3)",
    ),
    Treaty.CCW_AP2: TreatyRules(
        treaty=Treaty.CCW_AP2,
        noun="the Protocol",
        opened_on=date(1996, 5, 3),  # adopted as an amendment, CCW Art. 8(1)(b)
        instruments_needed=20,  # CCW Art. 5(3)
        months_to_entry=6,
        entry_on_first_of_month=False,
        months_to_withdrawal=12,  # CCW Art. 9(2)
        knows_suspension=None,
        acts=_PROTOCOL_ACTS,
        signature_article="",  # a protocol is not signed
        consent_article="CCW Art. 4(3)",
        global_entry_article="CCW Art. 5(3)",
        entry_article="CCW Art. 5(4)",
        notice_article="CCW Art. 9(1)",
        withdrawal_article="CCW Art. 9(2)",
    ),
    Treaty.CCW_P5: TreatyRules(
        treaty=Treaty.CCW_P5,
        noun="the Protocol",
        opened_on=date(2003, 11, 28),
        instruments_needed=20,  # CCW Art. 5(3)
        months_to_entry=6,
        entry_on_first_of_month=False,
        months_to_withdrawal=12,  # CCW Art. 9(2)
        knows_suspension=None,
        acts=_PROTOCOL_ACTS,
        signature_article="",
        consent_article="CCW Art. 4(3)",
        global_entry_article="CCW Art. 5(3)",
        entry_article="CCW Art. 5(4)",
        notice_article="CCW Art. 9(1)",
        withdrawal_article="CCW Art. 9(2)",
    ),
}
