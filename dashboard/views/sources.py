"""Show where every figure comes from: the cards of the sources, how old they are, and the boundary policy."""

import streamlit as st

from dashboard import data
from dashboard.parts.boundary_policy import show_boundary_policy
from dashboard.parts.coverage_table import show_coverage_table
from dashboard.parts.source_card import show_source_card, summary_of

st.title("Sources", anchor=False)
st.write("Every value names its source and its date. These cards say who publishes it, how old it is, under which "
         "terms it may be used, what its limits are, and when we look at it again.")  # fmt: skip

cards = data.cards()
st.dataframe(summary_of(cards, data.today()), hide_index=True, key="cards")
for card in cards:
    show_source_card(card, data.today(), data.row_counts(card.id))
show_coverage_table(data.coverage(), len(data.areas()))
show_boundary_policy(data.boundary_policy())
