"""The routes of the dashboard's own server, beside Streamlit's."""
