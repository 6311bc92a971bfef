"""Build status pages as the register structures them, from acts."""

from datetime import date
from html import escape

import pandas as pd

from geodata.words import CONSENT_ACTS, Treaty
from loaders.untc.page import CHAPTER_HEADINGS, LETTERS, SHORT_MONTHS

PREFIX = "ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_"
TITLES = {treaty: pattern.split("|")[0] for treaty, pattern in CHAPTER_HEADINGS.items()}
REGISTER_NAMES = {"GBR": "United Kingdom of Great Britain and Northern Ireland", "BHS": "Bahamas (The)",
                  "LCA": "St. Lucia", "CIV": "Côte d\u2019Ivoire", "KOR": "Republic of Korea"}  # fmt: skip
CONSENTS = {word.value for word in CONSENT_ACTS}


def page_of(acts: pd.DataFrame, treaty: Treaty, as_at: date, *, parties: int | None = None) -> bytes:
    """A status page that lists these acts: iso3, name, act, date (as text)."""
    rows, notes, declared = [], [], []
    for code, own in acts.groupby("iso3", sort=False):
        days = dict(zip(own["act"], own["date"], strict=True))
        left = days.get("withdrawal_notification")
        marks = ""
        if left:
            notes.append(_note(len(notes) + 1, str(own["name"].iloc[0]), date.fromisoformat(left), treaty))
            marks = f' <sup><a class="noteIndex" href="#{len(notes)}">{len(notes)}</a> </sup>'
        if "provisional_application" in days:
            declared.append(escape(_name(code, own)))
        rows.append(_row(f"{escape(_name(code, own))}{marks}<br/>", days, treaty, bracketed=bool(left)))
    consents = acts.loc[acts["act"].isin(CONSENTS), "iso3"].nunique()
    left_states = acts.loc[acts["act"] == "withdrawal_notification", "iso3"].nunique()
    count = consents - left_states if parties is None else parties
    return _whole(treaty, as_at, count, rows, notes, declared).encode()


def _name(code, own) -> str:
    return REGISTER_NAMES.get(code, str(own["name"].iloc[0]))


def _row(participant: str, days: dict[str, str], treaty: Treaty, bracketed: bool) -> str:
    cells = [participant]
    if treaty in {Treaty.MBT, Treaty.CCM}:
        cells.append(_cell(days.get("signature"), "", bracketed))
    consent = next((act for act in days if act in CONSENTS), None)
    letters = {act.value: letter for letter, act in LETTERS.items()} | {"consent_to_be_bound": "P"}
    cells.append(_cell(days.get(consent), letters.get(consent, ""), bracketed))
    return '<tr class="trBWhite">\n' + "\n".join(f"<td>{cell}</td>" for cell in cells) + "\n</tr>"


def _cell(day: str | None, letter: str, bracketed: bool) -> str:
    if not day:
        return "&nbsp;"
    moment = date.fromisoformat(day)
    gap = "&nbsp;" if moment.day < 10 else ""
    text = f" {gap}{moment.day} {SHORT_MONTHS[moment.month - 1]}\t {moment.year} {letter}"
    return f"[{text}]<br/>" if bracketed else f"{text}<br/>"


def _note(number: int, name: str, day: date, treaty: Treaty) -> str:
    kind = "withdrawal" if treaty in {Treaty.MBT, Treaty.CCM} else "denunciation"
    return (
        f'<tr><td><div id="{PREFIX}dgNotesAll_ctl{number:02}_divNotesAll"><a name="{number}">{number}</a><index/>On '
        f"{day.day} {day:%B} {day.year}, the Government of {escape(name)} deposited with the Secretary-General a "
        f"notification of {kind} (See depositary notification C.N.1.{day.year}.TREATIES-XXVI-5 of 3 July 2030). "
        "It will take effect in due course.<br/></div></td></tr>"
    )


def _whole(treaty: Treaty, as_at: date, count: int, rows: list[str], notes: list[str], declared: list[str]) -> str:
    conventional = treaty in {Treaty.MBT, Treaty.CCM}
    heads = ["Participant", "Signature", "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"]
    if not conventional:
        heads = ["Participant", "Succession(d), Consent to be bound(P)"]
    header = "".join(f"<td>{head}<br/></td>" for head in heads)
    declarations = "".join(
        f'<tr><td><div class="heading-two" id="{PREFIX}dgDecUnderArticle_ctl02_divParticipant">{name}</div>'
        f'<div id="{PREFIX}dgDecUnderArticle_ctl02_divText"><p class="invisible">{name}</p></div></td></tr>'
        for name in declared
    )
    return f"""<html><head><title>UNTC</title></head><body>
<div id="{PREFIX}div3">STATUS AS AT : {as_at:%d-%m-%Y} 09:15:20 EDT</div>
<div id="{PREFIX}rptTreaty_ctl00_tcTreaty">5. {TITLES[treaty]}</div>
<div id="{PREFIX}rptStatus_ctl00_tcText">Parties :
 {count}</div>
<table id="{PREFIX}tblgrid"><tr class="thead-one">{header}</tr>
{chr(10).join(rows)}
</table>
<div id="{PREFIX}divMainDecArt">Declarations made under article 18 (1)</div>
<table id="{PREFIX}dgDecUnderArticle">{declarations}</table>
<table id="{PREFIX}dgNotesAll">{"".join(notes)}</table>
</body></html>"""
