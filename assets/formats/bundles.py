"""A zip: a bundle of tables as one sheet, or the only table that is in it.

Of a bundle there is one row per row of the main table, joined with the rows that it points at. Only
the tables of the bundle are opened, and only the columns of the layout are kept; the layout says
which these are.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_name
from assets.formats.sheets import MALFORMED, Sheet, ready
from assets.formats.zips import DAMAGE, require_intact, require_small
from schemas.dutch import number
from schemas.layout import Layout
from schemas.plain_text import printable

SUFFIX = ".zip"
_STAMP = re.compile(r"^\d{6}UTC_")  # the time of the export, prefixed to the name of each table


def open_bundle(path: Path, name: str, layout: Layout) -> list[Sheet]:
    """The sheet of a bundle, as a list of one.

    `name`: what the analyst calls the file. Raises `UnreadableError` for a zip that is cut off or
    lacks a table.
    """
    with opened(path, name) as archive:
        tables = tables_of(archive, name)
        missing = [f"«{table}.csv»" for table in layout.bundle.tables if table not in tables]
        if missing:
            raise UnreadableError(
                f"«{name}» lijkt op een {layout.title}, maar mist de tabel {', '.join(missing)}. "
                "Vraag de hele export opnieuw op en zet die in de inbox."
            )
        return [_joined(_Zip(archive, tables, layout.bundle.empty), layout)]


def bundle_in(path: Path, name: str, layouts: tuple[Layout, ...]) -> Layout | None:
    """The layout that has the most of its tables in the zip; None if none has any. Raises
    `UnreadableError` for a zip that is cut off or protected."""
    with opened(path, name) as archive:
        bundled = [layout for layout in layouts if layout.bundle]
        if not bundled:
            return None
        tables = tables_of(archive, name) if _has_csv(archive) else {}
        layout = max(bundled, key=lambda layout: _present(layout, tables))
        return layout if _present(layout, tables) else None


def only_table(
    path: Path, name: str, suffixes: frozenset[str]
) -> tuple[zipfile.Path, tuple[str, ...]]:
    """The only table in a zip, and a note about what else is in it. Raises `UnreadableError` for a
    zip with no table or several, or with a table that is damaged.

    `suffixes`: those of files that can be tables.
    """
    with opened(path, name) as archive:
        members = [info for info in archive.infolist() if not _is_hidden(info)]
        tables = [info for info in members if _suffix(info) in suffixes]
        chosen = [info for info in tables if _suffix(info) != ".txt"] or tables
        if len(chosen) != 1:
            raise UnreadableError(_no_only_table(name, members, chosen))
        [table] = chosen
        with archive.open(table) as content:  # to the end: then it is whole
            while content.read(1 << 20):
                pass
    others = ", ".join(
        f"«{public_name(PurePosixPath(info.filename).name)}»" for info in members if info != table
    )
    notes = (f"in de zip zit ook {others}; dat is niet gelezen",) if others else ()
    return zipfile.Path(str(path), table.filename), notes


def _no_only_table(name: str, members: list[zipfile.ZipInfo], tables: list[zipfile.ZipInfo]) -> str:
    if len(tables) > 1:
        names = [public_name(PurePosixPath(info.filename).name) for info in tables]
        listed = ", ".join(f"«{text}»" for text in names[:5]) + (", ..." if names[5:] else "")
        return (
            f"«{name}» is een zip met {number(len(tables))} tabellen ({listed}), maar geen bekende "
            "export. Is er maar één de levering, maak dan een zip met alleen die; zet anders elke "
            "tabel als een eigen bestand in de inbox."
        )
    if any(_suffix(info) == SUFFIX for info in members):
        return (
            f"«{name}» is een zip met een zip erin, maar geen bekende export. Pak hem uit en zet "
            "het bestand met de meldingen zelf in de inbox."
        )
    return (
        f"«{name}» is een zip, maar geen bekende export. Pak hem uit en zet het bestand "
        "met de meldingen zelf in de inbox."
    )


def _suffix(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename).suffix.lower()


def _is_hidden(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)


def _has_csv(archive: zipfile.ZipFile) -> bool:
    return any(_suffix(info) == ".csv" for info in archive.infolist())


def _present(layout: Layout, tables: dict[str, zipfile.ZipInfo]) -> int:
    return sum(table in tables for table in layout.bundle.tables)


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The zip. Raises `UnreadableError` for a protected, oversized or damaged one, also for damage
    that only shows while it is being read."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise UnreadableError(
                    f"«{name}» is met een wachtwoord beveiligd. Pak hem uit, maak er een zip "
                    "zonder wachtwoord van en zet die in de inbox."
                )
            require_intact(archive)
            require_small(archive, name, "Vraag een export over minder maanden.")
            yield archive
    except (*DAMAGE, csv.Error):  # the message of the library may quote a value
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: de zip of een tabel erin is niet compleet. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None


def tables_of(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Table -> its member, for each CSV: its name without the folder and the time of the export.

    Raises `UnreadableError` if a table occurs twice.
    """
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if _is_hidden(info) or _suffix(info) != ".csv":
            continue
        table = printable(_STAMP.sub("", path.stem).lower())
        if table in members:
            raise UnreadableError(
                f"«{name}» heeft de tabel «{public_name(table)}.csv» meer dan één keer. Zet elke "
                "export als een eigen zip in de inbox."
            )
        members[table] = info
    return members


class _Zip:
    """The tables of one zip, read row by row. `empty`: texts that mean "no value"."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        tables: dict[str, zipfile.ZipInfo],
        empty: tuple[str, ...],
    ) -> None:
        self.tables = tables
        self._archive = archive
        self._empty = frozenset(empty)

    def header(self, table: str) -> list[str]:
        """The headers of a table."""
        return next(self._records(table), [])

    def rows(self, table: str, columns: list[str]) -> Iterator[list[str] | None]:
        """The cells of `columns` in each row; None for a row of another width than the header, and
        an empty list for a blank line."""
        records = self._records(table)
        header = next(records, [])
        places = [header.index(column) for column in columns]
        for record in records:
            if not record:
                yield []
            elif len(record) != len(header):
                yield None
            else:
                yield ["" if record[at] in self._empty else record[at] for at in places]

    def _records(self, table: str) -> Iterator[list[str]]:
        csv.field_size_limit(10_000_000)
        with (
            self._archive.open(self.tables[table]) as raw,
            io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="") as text,
        ):
            # strict: a quote that never closes is an error, instead of swallowing rows
            yield from csv.reader(text, strict=True)


@dataclass(frozen=True)
class _Pointer:
    """A column of the main table that holds the id of a row of another table.

    `position`: of the column in the rows of the main table. `cells`: id -> the cells of that row;
    `nothing`: the cells for an empty id.
    """

    table: str
    position: int
    cells: dict[str, list[str]]
    nothing: list[str]


def _joined(archive: _Zip, layout: Layout) -> Sheet:
    bundle = layout.bundle
    headers = {table: archive.header(table) for table in bundle.tables}
    wanted = {table: _wanted(layout, table, headers[table]) for table in bundle.tables}
    own = wanted[bundle.main]
    pairs = [pair for pair in bundle.pointers if pair[0] in headers[bundle.main]]
    main = list(archive.rows(bundle.main, [*own, *(column for column, _ in pairs)]))
    pointers = []
    for position, (_, table) in enumerate(pairs, start=len(own)):
        ids = {row[position] for row in main if row} - {""}
        cells = _by_id(archive, table, wanted[table], ids)
        pointers.append(_Pointer(table, position, cells, [""] * len(wanted[table])))
    unread = _unread(archive, headers, wanted, [column for column, _ in pairs])
    names = [f"{bundle.main}.{column}" for column in own]
    names += [f"{table}.{column}" for _, table in pairs for column in wanted[table]]
    rows, lost = _pointed_at(main, len(own), pointers, [""] * len(unread))
    notes = tuple(
        f"bij {count} rijen staat de rij van «{table}.csv» waarnaar wordt verwezen er niet bij"
        for table, count in lost.items()
        if count
    )
    return ready(f"{bundle.main}.csv", [names + unread, *rows], notes)


def _pointed_at(
    main: list[list[str] | None], width: int, pointers: list[_Pointer], padding: list[str]
) -> tuple[list[Sequence[str]], dict[str, int]]:
    """The rows of the main table with the cells they point at, and how often a row that is pointed
    at is missing, by table. `width`: the number of own cells of a row."""
    rows: list[Sequence[str]] = []
    lost = {pointer.table: 0 for pointer in pointers}
    for row in main:
        if row is None:
            rows.append(MALFORMED)
            continue
        cells = row[:width]
        for pointer in pointers:
            identifier = row[pointer.position] if row else ""
            target = pointer.cells.get(identifier) if identifier else pointer.nothing
            lost[pointer.table] += target is None
            cells += target or pointer.nothing
        is_blank = row and not any(cells)  # a row of the file all the same, so it is counted
        rows.append(MALFORMED if is_blank else cells + padding)
    return rows, lost


def _wanted(layout: Layout, table: str, header: list[str]) -> list[str]:
    """The columns of a table that the layout allows, in the order of the file."""
    allowed = {
        name.removeprefix(f"{table}.")
        for field in layout.fields
        for name in field.headers
        if name.startswith(f"{table}.")
    }
    return [column for column in dict.fromkeys(header) if column in allowed]


def _by_id(archive: _Zip, table: str, columns: list[str], ids: set[str]) -> dict[str, list[str]]:
    """id -> cells, for the ids that are pointed at; all other rows are history.

    Empty for a table without a column `id`.
    """
    if "id" not in archive.header(table):
        return {}
    rows = archive.rows(table, ["id", *columns])
    return {row[0]: row[1:] for row in rows if row and row[0] in ids}


def _unread(
    archive: _Zip,
    headers: dict[str, list[str]],
    wanted: dict[str, list[str]],
    pointers: list[str],
) -> list[str]:
    """Headers that were not read and tables that were not opened; only their names are known."""
    links = {"id", *pointers}
    columns = [
        f"{table}.{column}"
        for table, header in headers.items()
        for column in header
        if column not in wanted[table] and column not in links
    ]
    return columns + [f"{table}.csv" for table in archive.tables if table not in headers]
