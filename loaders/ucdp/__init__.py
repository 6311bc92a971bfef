"""Read UCDP's georeferenced events, yearly and candidate releases."""
