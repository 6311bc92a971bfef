"""The floor: Streamlit itself with nothing but a title."""
