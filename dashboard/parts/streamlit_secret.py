"""Look a secret up where Streamlit keeps secrets."""

import streamlit as st


def streamlit_secret(name: str) -> str | None:
    """Return a secret by its name, None where Streamlit has no secrets or none of this name."""
    try:
        found = st.secrets.get(name)
    except FileNotFoundError:  # there is no secrets.toml
        return None
    return str(found) if found else None
