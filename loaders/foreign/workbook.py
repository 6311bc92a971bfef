"""Read the one sheet of an XLSX workbook that holds rows, or the one that is named."""

import zipfile
from pathlib import Path
from typing import Any

from geodata.errors import ForeignFileError
from loaders.foreign.archive import check_archive_growth
from loaders.foreign.cells import text_of
from loaders.foreign.layers import layer_of, listed
from loaders.foreign.parts import PartWriter
from loaders.foreign.text import is_tag_row


def read_workbook(path: Path, writer: PartWriter, wanted: str = "") -> str:
    """Read a sheet of a workbook into parts; return its kind in words. Formulas count by their last computed value.

    Raises
    ------
    ForeignFileError
        The workbook is damaged, grows too much, holds no rows, or has no sheet of the wanted name.
    SeveralLayersError
        Several sheets hold rows and none is wanted.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive_growth(path, writer.name, writer.limits)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        filled = [title for title, sheet in sheets.items() if _holds_rows(sheet)]
        if filled:
            chosen = layer_of(writer.name, filled, wanted, "sheet with rows")
            writer.layers = tuple(filled)
            _read_sheet(sheets[chosen], writer)
            others = [title for title in filled if title != chosen]
            if others:
                writer.remarks.append(f"The sheet {chosen!r} was read; not read: {listed(others)}.")
            return "XLSX"
    except (InvalidFileException, zipfile.BadZipFile, SyntaxError, KeyError, ValueError, OSError, EOFError) as error:
        # A SyntaxError is one of XML: both libraries that may read it have theirs derive from that.
        if isinstance(error, ForeignFileError):
            raise
        message = f"{writer.name}: expected an XLSX workbook, got a damaged one; save it again."
        raise ForeignFileError(message) from error
    message = f"{writer.name}: expected a sheet with a header and rows, got none."
    raise ForeignFileError(message)


def _holds_rows(sheet: Any) -> bool:
    """Whether a sheet has a header and a row below it."""
    sheet.reset_dimensions()
    filled = (row for row in sheet.iter_rows(values_only=True) if any(text_of(value).strip() for value in row))
    return next(filled, None) is not None and next(filled, None) is not None


def _read_sheet(sheet: Any, writer: PartWriter) -> None:
    """Take the rows of a sheet."""
    width = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [text_of(value).strip() for value in values]
        while cells and not cells[-1] and (not width or len(cells) > width):
            cells.pop()
        if not any(cells):
            continue
        if not width:
            writer.head(cells)
            width = len(cells)
            continue
        if not writer.rows_given and is_tag_row(cells):
            writer.remarks.append(f"Row {number} holds HXL tags and was skipped.")
            continue
        cells += [""] * (width - len(cells))
        if len(cells) > width:
            writer.fault(number, f"expected {width} cells, got {len(cells)}", cells)
        else:
            writer.row(number, cells)
