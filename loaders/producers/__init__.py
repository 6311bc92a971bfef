"""Load lists of producers of antipersonnel mines."""
