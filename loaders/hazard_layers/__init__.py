"""Layers of hazard areas, fetched from servers that the user lists."""
