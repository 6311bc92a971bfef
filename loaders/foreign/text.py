"""Read comma-separated values of any common make: encoding, delimiter, missing header and tag row are said."""

import codecs
import csv
import os
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from geodata.errors import ForeignFileError
from loaders.foreign.kinds import MIB
from loaders.foreign.parts import PartWriter

_DELIMITERS = (",", ";", "\t", "|")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks of encodings of several bytes a letter; that of UTF-32 begins with that of UTF-16."""
_DATUM = re.compile(r"-?\d+\.\d+|\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{4}.*")
_TELL_EVERY = 10_000


def read_text(path: Path, writer: PartWriter) -> str:
    """Read a file of separated values into parts; return its encoding in words.

    Raises
    ------
    ForeignFileError
        The file is no text, has no header or only a header, or a quotation mark is not closed.
    """
    encoding, words = _encoding_of(path, writer)
    with path.open(encoding=encoding, newline="") as file:
        try:
            delimiter = _delimiter_of(file.readline(writer.limits.row_characters))
        except UnicodeDecodeError as error:
            message = f"{writer.name}, row 1: expected {words}, got bytes that are none; save the file as UTF-8."
            raise ForeignFileError(message) from error
        file.seek(0)
        csv.field_size_limit(writer.limits.row_characters)
        reader = csv.reader(_lines(file, writer), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                _take(number, cells, writer)
                if number % _TELL_EVERY == 0:
                    writer.tell(os.lseek(file.fileno(), 0, os.SEEK_CUR))
        except csv.Error as error:
            raise ForeignFileError(_broken(writer.name, number + 1, error)) from error
        except UnicodeDecodeError as error:
            message = f"{writer.name}, row {number + 1}: expected {words}, got bytes that are none; it was cut off."
            raise ForeignFileError(message) from error
    if not writer.columns:
        message = f"{writer.name}: expected a line with the names of the columns, got only empty lines."
        raise ForeignFileError(message)
    if writer.blank:
        lines = "1 line" if writer.blank == 1 else f"{writer.blank:,} lines"
        writer.remarks.append(f"{lines} without any cell filled: passed over, and not counted as rows.")
    if _ends_within_a_line(path, encoding):
        writer.remarks.append("The last line has no line end: if the file was cut off, its last row may be incomplete.")
    if delimiter != ",":
        name = "tab" if delimiter == "\t" else f"'{delimiter}'"
        writer.remarks.append(f"Cells are separated by {name}.")
    return words


def _take(number: int, cells: list[str], writer: PartWriter) -> None:
    """Take one record: the header, a tag row, a blank line, a row, or a fault."""
    if not any(cells):
        writer.blank += bool(cells)
        return
    if not writer.columns:
        if sum(bool(_DATUM.fullmatch(cell.strip())) for cell in cells) >= 2:
            writer.head([f"column_{place}" for place in range(1, len(cells) + 1)])
            writer.remarks.append("The file has no header row: its columns are numbered.")
            writer.row(number, cells)
            return
        writer.head(cells)
        return
    if not writer.rows_given and is_tag_row(cells):
        writer.remarks.append(f"Row {number} holds HXL tags and was skipped.")
    elif len(cells) != len(writer.columns):
        writer.fault(number, f"expected {len(writer.columns)} cells, got {len(cells)}", cells)
    elif [cell.strip() for cell in cells] == writer.columns:
        writer.fault(number, "repeats the header", cells)
    else:
        writer.row(number, cells)


def is_tag_row(cells: list[str]) -> bool:
    """Whether a row holds HXL tags: each filled cell begins with #, and most look like a tag."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(re.fullmatch(r"#[A-Za-z][\w +#-]*", cell) for cell in filled)


def _lines(file: TextIOWrapper, writer: PartWriter) -> Iterator[str]:
    """Yield the lines of a file, refusing one that never ends."""
    most = writer.limits.row_characters
    while line := file.readline(most):
        if len(line) >= most:
            message = f"{writer.name}: expected lines of at most {most:,} characters, got a longer one; it is no table."
            raise ForeignFileError(message)
        yield line


def _ends_within_a_line(path: Path, encoding: str) -> bool:
    """Whether the last byte is no line end; not asked of encodings of several bytes a letter."""
    if encoding in {"utf-16", "utf-32"}:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) not in b"\r\n"


def _delimiter_of(header: str) -> str:
    """Return the delimiter that splits the header into the most cells."""
    return max(_DELIMITERS, key=lambda mark: (header.count(mark), -_DELIMITERS.index(mark)))


def _encoding_of(path: Path, writer: PartWriter) -> tuple[str, str]:
    """Return the encoding of a file, for Python and in words, after looking at every byte of it."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, encoding in _WIDE:
            if start.startswith(mark):
                writer.remarks.append(f"The file is {encoding.upper()}.")
                return encoding, encoding.upper()
        marked = start.startswith(codecs.BOM_UTF8)
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        lines = 0
        while block := file.read(MIB):
            if b"\0" in block:
                raise ForeignFileError(_not_text(writer.name, lines + block[: block.index(b"\0")].count(b"\n") + 1))
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                line = lines + block[: max(error.start, 0)].count(b"\n") + 1
                return _windows(path, writer, line)
            lines += block.count(b"\n")
        if decoder.getstate()[0]:
            return _windows(path, writer, lines + 1)
    if marked:
        writer.remarks.append("The file begins with a byte order mark, which was skipped.")
        return "utf-8-sig", "UTF-8 with a byte order mark"
    return "utf-8", "UTF-8"


def _windows(path: Path, writer: PartWriter, line: int) -> tuple[str, str]:
    """Return Windows-1252 for a file that is not UTF-8, if every byte of it is a letter there."""
    with path.open("rb") as file:
        while block := file.read(MIB):
            if b"\0" in block:
                raise ForeignFileError(_not_text(writer.name, line))
            if any(undefined in block for undefined in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
                message = (
                    f"{writer.name}, line {line}: expected UTF-8 or Windows-1252, got bytes that are neither; "
                    "save the file as UTF-8."
                )
                raise ForeignFileError(message)
    writer.remarks.append(
        f"The file is not UTF-8 (line {line}): it was read as Windows-1252; look whether the letters are right."
    )
    return "cp1252", "Windows-1252"


def _not_text(name: str, line: int) -> str:
    return f"{name}, line {line}: expected text, got zero bytes; the file is damaged or no table: export it again."


def _broken(name: str, number: int, error: csv.Error) -> str:
    """Return what to say of text that is no separated values."""
    if "unexpected end of data" in str(error):
        return f"{name}, row {number}: the file ends inside a quoted cell; it was cut off: get it anew."
    return f"{name}, row {number}: expected separated values, got: {error}; nothing was loaded: export it again."
