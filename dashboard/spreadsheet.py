"""Write tables as CSV that a spreadsheet opens as text, never as a formula."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """Return a value that no spreadsheet runs: text that begins like a formula gets a leading apostrophe."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return the table as UTF-8 CSV with a byte order mark, so that spreadsheets read every script of the world."""
    safe = table.map(neutral).rename(columns=neutral)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
