"""The ordinary way: streamlit-folium with a new map each time the script runs."""
