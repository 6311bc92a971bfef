"""Show the card of a source: publisher, vintage, terms, limits and when it is looked at again."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data import Card
from dashboard.dates import days_since, in_words
from dashboard.markdown import plain


def summary_of(cards: Sequence[Card], today: date) -> pd.DataFrame:
    """One row a card: title, publisher, as of, licence, next review, and whether that is overdue."""
    return pd.DataFrame(
        [
            {
                "Source": card.title,
                "Publisher": card.publisher.name,
                "As of": card.as_of.isoformat(),
                "Age (days)": days_since(card.as_of, today),
                "Terms": card.licence,
                "Next review": card.review.due.isoformat(),
                "Review": "overdue" if card.overdue(today) else "in time",
            }
            for card in cards
        ]
    ).astype({"Age (days)": "Int64"})


def show_source_card(
    card: Card, today: date, rows: Mapping[str, int], manifest: pd.DataFrame, *, opened: bool = False
) -> None:
    """Show one card, opened by its reader or by the link that led here; an overdue review is marked beside its title.

    `manifest` says where the data in use come from, one row a file or a build.
    """
    overdue = card.overdue(today)
    mark = " — review overdue" if overdue else ""
    with st.expander(f"{plain(card.title)}{mark}", expanded=opened):
        st.text(card.summary)
        if overdue:
            st.warning(f"The review was due on {in_words(card.review.due)}.")
        for label, text in facts_of(card):
            st.markdown(f"**{label}:** {plain(text)}")
        for name, count in rows.items():
            st.markdown(f"**Table {plain(name)}:** {count:,} rows. One row: {plain(card.row)}")
        if not manifest.empty:
            st.markdown("**Where the data in use come from**")
            st.dataframe(manifest, hide_index=True, key=f"manifest-{card.id}")
        if card.limits:
            st.markdown("**Limits**")
            st.markdown("\n".join(f"* {plain(limit)}" for limit in card.limits))


def facts_of(card: Card) -> list[tuple[str, str]]:
    """What a card says, label by label, in the order a reader asks."""
    official = "the authority on these facts" if card.publisher.official else "not the authority on these facts"
    facts = [
        ("Publisher", f"{card.publisher.name} ({official}), {card.publisher.url}"),
        ("As of", f"{in_words(card.as_of)}. {card.as_of_rule}"),
        ("Changes", card.cadence),
        ("Terms", " ".join(filter(None, (card.licence, card.licence_url)))),
        ("Cite as", card.citation),
        ("Where", " ".join(card.urls)),
        ("Review", f"last on {in_words(card.review.last)}, next by {in_words(card.review.due)}: "
                   f"{card.review.look_for}"),
    ]  # fmt: skip
    for treaty, day in card.facts_as_of.items():
        later = card.checked_until.get(treaty)
        more = f", years of joining compared until about {in_words(later)}" if later else ""
        facts.append((f"{treaty.label}", f"acts read on {in_words(day)}{more}"))
    return facts
