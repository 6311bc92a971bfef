"""Show a title."""

import streamlit as st

st.title("Bare")
