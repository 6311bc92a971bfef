"""Read the first sheet of an XLSX workbook that holds rows."""

import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from geodata.errors import ForeignFileError
from loaders.foreign.cells import text_of
from loaders.foreign.kinds import check_archive_growth
from loaders.foreign.parts import PartWriter


def read_workbook(path: Path, writer: PartWriter) -> str:
    """Read a workbook into parts; return its kind in words. Formulas count by their last computed value.

    Raises
    ------
    ForeignFileError
        The workbook is damaged, grows too much, or holds no rows.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_archive_growth(path, writer.name, writer.limits)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
        for sheet in sheets:
            sheet.reset_dimensions()
            if _read_sheet(sheet, writer):
                others = len(sheets) - 1
                if others:
                    writer.remarks.append(f"The sheet {sheet.title!r} was read; {others} more were not.")
                return "XLSX"
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError) as error:
        if isinstance(error, ForeignFileError):
            raise
        message = f"{writer.name}: expected an XLSX workbook, got a damaged one; save it again."
        raise ForeignFileError(message) from error
    message = f"{writer.name}: expected a sheet with a header and rows, got none."
    raise ForeignFileError(message)


def _read_sheet(sheet: Any, writer: PartWriter) -> bool:
    """Take the rows of a sheet; whether it held a header."""
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
        if number == 2 and all(cell.startswith("#") for cell in cells if cell):
            writer.remarks.append("Row 2 holds HXL tags and was skipped.")
            continue
        cells += [""] * (width - len(cells))
        if len(cells) > width:
            writer.fault(number, f"expected {width} cells, got {len(cells)}", cells)
        else:
            writer.row(number, cells)
    return bool(width)
