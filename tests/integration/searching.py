"""Looking for planted texts in everything that a run leaves behind: names of files, bytes, and what
is packed in them. What is planted, and where it may stand, is for the tests.

A text is looked for without case, separators and zero bytes, so that one search finds it in UTF-8
and UTF-16, with other spaces or stripes, and as a bare number.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pypdfium2

_SEPARATORS = b"\0\t\n\r -_./():+"
_LOWER = bytes(range(256)).lower()
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_DATA = re.compile(rb"base64,([A-Za-z0-9+/]{40,}=*)")
_DEEPEST = 6  # a workbook in a zip in a database is three


def bare(content: bytes) -> bytes:
    """Bytes as they are compared."""
    return content.translate(_LOWER, _SEPARATORS)


class Search:
    """A search for planted texts. Each has one of the `stems`, so that only the neighbourhood of a
    stem is searched."""

    def __init__(self, planted: Iterable[str], stems: Iterable[str]) -> None:
        known = [bare(stem.encode()) for stem in stems]
        self._planted = {text: bare(text.encode()) for text in planted}
        strange = [t for t, b in self._planted.items() if not any(s in b for s in known)]
        assert not strange, f"without a stem: {strange}"
        self._stem = re.compile(b"|".join(map(re.escape, known)))
        self._reach = max(map(len, self._planted.values()), default=0)

    def in_bytes(self, content: bytes) -> set[str]:
        """The planted texts in bytes as they are."""
        near = self._near_stems(bare(content))
        return {text for text, wanted in self._planted.items() if wanted in near} if near else set()

    def _near_stems(self, content: bytes) -> bytes:
        """What stands near enough to a stem to be part of a planted text."""
        pieces, begin, end = [], 0, 0
        for stem in self._stem.finditer(content):
            if stem.start() - self._reach > end:
                pieces.append(content[begin:end])
                begin = stem.start() - self._reach
            end = stem.end() + self._reach
        return b"\0".join([*pieces, content[begin:end]])

    def in_content(self, content: bytes) -> set[str]:
        """The planted texts in bytes and in all that is packed in them."""
        found: set[str] = set()
        for part in unpacked(content):
            found |= self.in_bytes(part)
        return found

    def in_folder(
        self, folder: Path, leave: Callable[[Path], bool] = lambda path: False
    ) -> dict[str, set[str]]:
        """File -> the planted texts in its name, its folder's and its content."""
        found = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if leave(path.relative_to(folder)):
                continue
            hits = self.in_bytes(name.encode(errors="surrogateescape"))
            if path.is_file():
                hits |= self.in_content(path.read_bytes())
            if hits:
                found[name] = hits
        return found


def unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and those of everything packed in them, as deep as it goes."""
    yield content
    if depth < _DEEPEST:
        for part in _parts(content):
            yield from unpacked(part, depth + 1)


def _parts(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK\x03\x04"):
        yield from _of_zip(content)
    elif content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PAR1"):
        yield from _of_parquet(content)
    elif content.startswith(b"%PDF"):
        yield from _of_pdf(content)
    elif content.startswith(b"SQLite format 3\0"):
        yield from _of_sqlite(content)
    elif content[8:12] == b"DUCK":
        yield from _of_duckdb(content)
    elif content[:1] == b"\x78" and (plain := _inflated(content)):
        yield plain
    for data in _DATA.findall(content):
        try:
            yield base64.b64decode(data)
        except binascii.Error:
            continue


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return b""


def _of_zip(content: bytes) -> Iterator[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):  # only the beginning of one
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive.comment
        for info in archive.infolist():
            yield info.filename.encode() + info.comment + info.extra
            yield archive.read(info)


def _of_parquet(content: bytes) -> Iterator[bytes]:
    file = pq.ParquetFile(io.BytesIO(content))
    yield repr(file.schema_arrow).encode()
    yield repr(file.metadata.metadata).encode()
    for group in range(file.metadata.num_row_groups):
        for column in range(file.metadata.num_columns):
            statistics = file.metadata.row_group(group).column(column).statistics
            if statistics is not None and statistics.has_min_max:
                yield f"{statistics.min}|{statistics.max}".encode()
    table = file.read()
    for column in table.column_names:
        yield "|".join(map(str, table[column].unique().to_pylist())).encode()


def _of_pdf(content: bytes) -> Iterator[bytes]:
    yield from map(_inflated, _STREAM.findall(content))
    document = pypdfium2.PdfDocument(content)
    try:
        yield repr(document.get_metadata_dict()).encode()
        for page in document:
            text = page.get_textpage()
            yield text.get_text_bounded().encode()
            text.close()
            page.close()
    finally:
        document.close()


def _of_sqlite(content: bytes) -> Iterator[bytes]:
    connection = sqlite3.connect(":memory:")
    try:
        # told that no log of what is to be written stands beside it: that is a file of its own
        connection.deserialize(content[:18] + b"\1\1" + content[20:])
        names = [name for (name,) in connection.execute("select name from sqlite_master")]
        for name in names:
            try:
                rows = connection.execute(f'select * from "{name}"').fetchall()
            except sqlite3.Error:  # an index
                continue
            for row in rows:
                for value in row:
                    if isinstance(value, bytes):
                        yield value
                yield repr([value for value in row if not isinstance(value, bytes)]).encode()
    finally:
        connection.close()


def _of_duckdb(content: bytes) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "een.duckdb"
        path.write_bytes(content)
        with duckdb.connect(str(path), read_only=True) as connection:
            for catalogue in ("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_types"):
                yield repr(connection.execute(f"select * from {catalogue}()").fetchall()).encode()
            for schema, table, column in connection.execute(
                "select schema_name, table_name, column_name from duckdb_columns() "
                "where not internal"
            ).fetchall():
                values = connection.execute(
                    f'select distinct cast("{column}" as varchar) from "{schema}"."{table}"'
                ).fetchall()
                yield "|".join(str(value) for (value,) in values).encode()
