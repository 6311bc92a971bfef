"""First-level regions of areas, fetched from geoBoundaries."""
