"""Maps: one specification, drawn by folium for the screen and later by matplotlib for paper."""
