"""Load decisions to transfer antipersonnel mines."""
