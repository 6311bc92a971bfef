"""Show where every figure comes from and how old it is; refresh what is live; tell what refreshes changed."""

import streamlit as st

from dashboard import data
from dashboard.dates import in_words
from dashboard.doors import live
from dashboard.markdown import plain
from dashboard.parts.boundary_policy import show_boundary_policy
from dashboard.parts.corrections_diary import show_corrections_diary
from dashboard.parts.coverage_matrix import show_coverage_matrix
from dashboard.parts.coverage_table import show_coverage_table
from dashboard.parts.refresh_panel import show_refresh_panel
from dashboard.parts.source_card import show_source_card, summary_of
from dashboard.parts.streamlit_secret import streamlit_secret
from geodata.words import Treaty

TABS = {"cards": "Cards", "refresh": "Refresh", "corrections": "Corrections"}

st.header("Who says what, and how old is it?", anchor=False)
st.write("Every value names its source and its date. These cards say who publishes it, how old it is, under which "
         "terms it may be used, what its limits are, and when we look at it again.")  # fmt: skip
if sentence := live.problem():
    st.error(plain(sentence))
read = "; ".join(f"{treaty.label} on {in_words(data.facts_as_of(treaty))}" for treaty in Treaty)
st.info(plain(f"Treaty acts in use were read from the UN register: {read}."))

live.offer_secrets(streamlit_secret)

cards = data.cards()
chosen = st.query_params.get("source", "")
asked = TABS.get(st.query_params.get("show", ""), TABS["cards"])
shelf, refreshing, corrections = st.tabs(list(TABS.values()), default=asked)
with shelf:
    for card in (card for card in cards if card.id == chosen):
        show_source_card(card, data.today(), data.row_counts(card.id), live.manifest_of(card.id), opened=True)
    st.dataframe(summary_of(cards, data.today()), hide_index=True, key="cards")
    for card in (card for card in cards if card.id != chosen):
        show_source_card(card, data.today(), data.row_counts(card.id), live.manifest_of(card.id))
    show_coverage_table(data.coverage(), len(data.areas()))
    show_coverage_matrix(data.coverage_cells, lambda measure: data.publishers(measure.figures.measure)[0])
    show_boundary_policy(data.boundary_policy())
with refreshing:
    st.write("What is fetched is compared with the last good data. What does not pass a check is put aside with the "
             "reason, and what was held stays. Only the hosts named in the cards are asked.")  # fmt: skip
    st.caption("Which layers, countries and days are asked for stands in live.toml of the data folder; accounts are "
               "named by environment variables or in Streamlit's secrets.")  # fmt: skip
    show_refresh_panel(live.live_sources(), live.states(), data.today(), live.refresh_source, live.may_refresh())
with corrections:
    st.write("What each refresh on this machine added, revised or removed.")
    show_corrections_diary(live.diary(), live.put_aside())
