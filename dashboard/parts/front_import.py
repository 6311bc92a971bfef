"""Say how other sources of control come onto the page, where only the bundled ledger is there."""

from collections.abc import Sequence

import streamlit as st

from dashboard.markdown import plain

COMMANDS = (
    ("DeepStateMap daily files", "python -m dashboard import deepstate FOLDER"),
    ("ISW control of terrain", "python -m dashboard import isw FOLDER"),
    ("VIINA control of settlements", "python -m dashboard import viina FILE.zip"),
    ("Dated polygons of your own", "python -m dashboard import polygons FOLDER"),
)


def show_how_to_import(names: Sequence[str]) -> None:
    """Show which sources are here, and the commands that bring in files of others."""
    with st.expander("Sources of control: what is here, and how others come in"):
        st.text("\n".join(f"• {name}" for name in names))
        st.caption(
            plain(
                "Only the settlement ledger is bundled. Other publishers do not allow their maps to be passed on: "
                "bring files that you have, and they stay in your own data folder. Run one of these where Mineline "
                "runs; the source then appears in the list above."
            )
        )
        for title, command in COMMANDS:
            st.markdown(f"**{plain(title)}**")
            st.code(command, language="bash")
