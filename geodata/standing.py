"""Work out on which days an area stands how under one treaty, from its instruments and the treaty's rules.

The order in which the branches are asked is the rule: first what binds the area on the day, then the latest
instrument that does not, then a signature, then nothing.
"""

from dataclasses import dataclass
from datetime import date

from geodata import treaty_sentences
from geodata.errors import TableError
from geodata.instruments import Act, Instrument, Record
from geodata.treaty_rules import OPENING_DAY, TreatyRules
from geodata.words import TreatyStatus

BEGINNING = date(1, 1, 1)
"""The start of the first interval of every area: before every day."""

_WITHOUT_SINCE = frozenset({TreatyStatus.NONE, TreatyStatus.NOT_APPLICABLE})


@dataclass(frozen=True)
class Interval:
    """A span of days `[start, until)` on which nothing about an area's standing changes."""

    start: date
    until: date | None
    """The first day on which the *status* differs; None when none is known."""
    status: TreatyStatus
    since: date | None
    """The first day of the present status; None for areas that have done nothing."""
    basis: str
    act: Act | None
    article: str
    source: str
    provisional: bool
    suspension_communicated: bool


@dataclass(frozen=True)
class _Standing:
    """What holds for an area on a day."""

    status: TreatyStatus
    basis: str
    act: Act | None
    article: str
    source: str
    provisional: bool = False
    suspension_communicated: bool = False


def intervals_of(record: Record | None, rules: TreatyRules) -> tuple[Interval, ...]:
    """Return the intervals of an area, oldest first; the first begins before every day."""
    if record is None:
        sentence = treaty_sentences.NOT_APPLICABLE
        status = TreatyStatus.NOT_APPLICABLE
        return (Interval(BEGINNING, None, status, None, sentence, None, "", "", False, False),)
    standings: list[tuple[date, _Standing]] = []
    for day in sorted({BEGINNING, rules.opened_on, *_turning_days(record)}):
        standing = _standing_on(record, day, rules)
        if not standings or standings[-1][1] != standing:
            standings.append((day, standing))
    since: list[date] = []
    for position, (day, standing) in enumerate(standings):
        same = position > 0 and standings[position - 1][1].status is standing.status
        since.append(since[-1] if same else day)
    intervals: list[Interval] = []
    until: date | None = None
    for position in reversed(range(len(standings))):
        day, standing = standings[position]
        if position + 1 < len(standings) and standings[position + 1][1].status is not standing.status:
            until = standings[position + 1][0]
        intervals.append(
            Interval(
                start=day,
                until=until,
                status=standing.status,
                since=None if standing.status in _WITHOUT_SINCE else since[position],
                basis=standing.basis,
                act=standing.act,
                article=standing.article,
                source=standing.source,
                provisional=standing.provisional,
                suspension_communicated=standing.suspension_communicated,
            )
        )
    return tuple(reversed(intervals))


def _turning_days(record: Record) -> set[date]:
    """Return every day on which something about an area can change."""
    days = {act.first_day for act in record.acts}
    for instrument in record.instruments:
        days |= {day for day in (instrument.entry, instrument.leaves) if day is not None}
    return days


def _standing_on(record: Record, day: date, rules: TreatyRules) -> _Standing:
    """Return what holds for an area on a day: first what binds it, then the latest act that does not."""
    binding = [instrument for instrument in record.instruments if instrument.binds_on(day)]
    if binding:
        return _bound(binding[-1], day, rules)
    deposited = [instrument for instrument in record.instruments if instrument.deposited_on <= day]
    provisional = record.provisional is not None and record.provisional.first_day <= day
    if deposited:
        last = deposited[-1]
        if last.withdrawn_on(day):
            # A state that has left does not become a signatory again by its old signature.
            return _withdrawn(last, rules)
        return _deposited(last, rules, provisional)
    if record.signature is not None and record.signature.first_day <= day:
        # MBT and CCM Art. 15: signed, subject to ratification.
        act = record.signature
        sentence = treaty_sentences.signed(act.first_day)
        article = rules.signature_article
        return _Standing(TreatyStatus.SIGNATORY, sentence, act, article, act.source, provisional)
    opened = day >= rules.opened_on or rules.opened_on <= OPENING_DAY
    sentence = (
        treaty_sentences.none_yet(rules.noun) if opened else treaty_sentences.not_open(rules.noun, rules.opened_on)
    )
    return _Standing(TreatyStatus.NONE, sentence, None, "", "")


def _bound(instrument: Instrument, day: date, rules: TreatyRules) -> _Standing:
    """Return the standing of an area that an instrument binds."""
    suspension = instrument.suspension
    claimed = suspension is not None and suspension.first_day <= day
    notice = instrument.notice
    if notice is not None and notice.first_day <= day:
        # MBT and CCM Art. 20(2), CCW Art. 9(1): notice given; bound until it takes effect. A notice is an act
        # the treaty knows, so that it decides the label also where a suspension was communicated.
        override = instrument.leave_override
        sentence = treaty_sentences.withdrawal_pending(
            notice.first_day, instrument.leaves, rules.withdrawal_article, override.reason if override else ""
        )
        source = override.source if override else notice.source
        status = TreatyStatus.WITHDRAWAL_PENDING
        return _Standing(status, sentence, notice, rules.notice_article, source, False, claimed)
    entry = _known(instrument.entry)
    if claimed and suspension is not None:
        # No article: the Mine Ban Convention has no clause on suspension, so that the state stays bound.
        sentence = treaty_sentences.suspension_claimed(
            suspension.first_day, rules.noun, rules.knows_suspension, entry, _entry_reference(instrument)
        )
        status = TreatyStatus.SUSPENSION_CLAIMED
        return _Standing(status, sentence, suspension, "", suspension.source, False, True)
    consent, override = instrument.consent, instrument.entry_override
    deposited = f"on {consent.day}" if consent.day else f"between {consent.first_day} and {consent.last_day}"
    if override is not None:
        sentence = treaty_sentences.in_force_by_override(consent.act, deposited, entry, override.reason)
        return _Standing(TreatyStatus.PARTY, sentence, consent, "", override.source)
    # MBT and CCM Art. 17(1) and (2), CCW Art. 5(3) and (4).
    open_day = instrument.earliest_entry != instrument.entry
    sentence = treaty_sentences.in_force(
        consent.act, deposited, entry, instrument.entry_article, at_the_latest=open_day
    )
    return _Standing(TreatyStatus.PARTY, sentence, consent, instrument.entry_article, consent.source)


def _deposited(instrument: Instrument, rules: TreatyRules, provisional: bool) -> _Standing:
    """Return the standing of an area whose instrument lies with the depositary and does not bind yet."""
    consent = instrument.consent
    if consent.day is None:
        span = (consent.first_day, consent.last_day)
        entries = None
        if instrument.entry is not None and instrument.earliest_entry is not None:
            entries = (instrument.earliest_entry, instrument.entry)
        sentence = treaty_sentences.undetermined(consent.act, span, entries, instrument.entry_article)
        status = TreatyStatus.UNDETERMINED
        return _Standing(status, sentence, consent, instrument.entry_article, consent.source, provisional)
    reference = _entry_reference(instrument)
    sentence = treaty_sentences.deposited(consent.act, consent.day, instrument.entry, reference, rules.noun)
    # MBT and CCM Art. 16, CCW Art. 4(3): deposited. MBT and CCM Art. 18: applying provisionally is a flag.
    return _Standing(TreatyStatus.JOINED, sentence, consent, rules.consent_article, consent.source, provisional)


def _withdrawn(instrument: Instrument, rules: TreatyRules) -> _Standing:
    """Return the standing of an area whose withdrawal has taken effect."""
    # MBT and CCM Art. 20(3), CCW Art. 9(2).
    override = instrument.leave_override
    notice = instrument.notice
    if notice is None:
        message = f"{instrument.consent.iso3}: a withdrawal needs a notice."
        raise TableError(message)
    sentence = treaty_sentences.withdrawn(
        notice.first_day,
        _known(instrument.leaves),
        rules.withdrawal_article,
        override.reason if override else "",
    )
    source = override.source if override else notice.source
    article = "" if override else rules.withdrawal_article
    return _Standing(TreatyStatus.WITHDRAWN, sentence, notice, article, source)


def _entry_reference(instrument: Instrument) -> str:
    """Return what gives an instrument its day of entry into force: an article or an override's reason."""
    return instrument.entry_override.reason if instrument.entry_override else instrument.entry_article


def _known(day: date | None) -> date:
    """Return a day that the caller knows to be there."""
    if day is None:
        message = "a day of a treaty history is missing although the status depends on it."
        raise TableError(message)
    return day
