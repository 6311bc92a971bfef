"""Name the columns of the table of figures that the command line prints; they are a contract."""

TABLE_COLUMNS = (
    "iso3",
    "name",
    "year",
    "measure",
    "part",
    "value",
    "unit",
    "emptiness",
    "scope",
    "coverage",
    "publisher",
    "read_at",
    "shown",
    "source",
    "note",
)
"""One row is one source row of a measure."""
