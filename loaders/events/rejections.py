"""Say in words why rows were not loaded, with their numbers."""

_MOST_ROWS_TOLD = 5


def rejection_sentences(counts: dict[str, tuple[int, list[int]]]) -> list[str]:
    """Return one sentence that tells every reason, and nothing where no row was rejected.

    Parameters
    ----------
    counts
        For each reason how many rows, and the first of their numbers.
    """
    if not counts:
        return []
    ordered = sorted(counts.items(), key=lambda item: -item[1][0])
    told = "; ".join(f"{_rows(number)} {reason} ({row_numbers(number, rows)})" for reason, (number, rows) in ordered)
    return [f"Not loaded: {told}. Nothing was guessed; the rows are in the file of rejects."]


def _rows(number: int) -> str:
    return "1 row:" if number == 1 else f"{number:,} rows:"


def row_numbers(number: int, rows: list[int]) -> str:
    """Return the first row numbers of so many rows."""
    first = ", ".join(str(row) for row in sorted(rows)[:_MOST_ROWS_TOLD])
    return f"row {first}" if number == 1 else f"rows {first}{' …' if number > _MOST_ROWS_TOLD else ''}"
