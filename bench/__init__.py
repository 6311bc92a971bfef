"""Measure Mineline side by side with the ordinary way of doing the same with Streamlit and folium."""
