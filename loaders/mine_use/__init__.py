"""Load reports of new use of antipersonnel mines."""
