"""Writing the open data: the current edition, and every edition as it was published.

The contents of the files come from `public_files`, `metadata`, `datapackage`, `catalogue` and
`explanation`; what may not be written is refused by `safeguards`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from assets.basis.atomic import write_if_changed
from assets.basis.errors import AnalystError
from assets.disclosure.publish import datapackage, explanation, metadata, public_files
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.public_files import Table
from assets.disclosure.publish.publisher import LICENCES, Publisher
from assets.disclosure.publish.safeguards import require_publishable

# Written by an earlier version of the program; its figures may be secret by now.
_OUTDATED = ("feiten_en_cijfers.csv",)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def write_open_data(
    edition: Edition, folder: Path, publisher: Publisher
) -> dict[str, tuple[Path, bool]]:
    """Write an edition to an existing folder: name -> its path, and whether it changed.

    The current edition goes to `folder` itself and, once, to `uitgaven/<nummer>/` in it. Everything
    is built and checked before the first file is touched. Unchanged files are not rewritten, and
    files that the edition no longer has are removed.

    Raises AnalystError if something may not be public, or if an edition with other figures was
    published under the same number.
    """
    require_publishable(edition)
    place = f"{explanation.EARLIER}/{edition.number}"
    tables = public_files.tables(edition)
    data = {table.file: public_files.csv_of(table) for table in tables}
    data[public_files.PARQUET] = public_files.parquet_of(edition)
    current, permanent = (
        _with_descriptions(data, edition, tables, publisher, where) for where in ("", f"{place}/")
    )
    is_new = _write_once(folder / place, permanent)
    for path in _outdated_files(folder, current):
        path.unlink()
    written = {
        name: (folder / name, write_if_changed(folder / name, content))
        for name, content in current.items()
    }
    return written | {place: (folder / place, is_new)}


def _with_descriptions(
    data: Mapping[str, bytes],
    edition: Edition,
    tables: tuple[Table, ...],
    publisher: Publisher,
    place: str,
) -> dict[str, bytes]:
    """The data files with everything that describes them; last the file with all checksums."""
    from assets.disclosure.publish import catalogue  # loads rdflib, which few runs need

    sizes = {name: len(content) for name, content in data.items()}
    _, licence = LICENCES[publisher.licence]
    files = {
        **data,
        metadata.FILE: metadata.describe_tables(
            edition, tables, publisher.title, publisher.name, licence
        ),
        datapackage.FILE: datapackage.describe_package(edition, tables, data, publisher),
        **catalogue.describe(edition, tables, sizes, publisher, place),
        **explanation.texts(edition, tables, publisher),
        **explanation.audit(edition),
    }
    return files | explanation.identity(edition, files)


def _write_once(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write an edition to its own folder, whole or not at all; False if it was there already.

    An existing edition must have the same tables. Its descriptions may differ, as they change with
    the settings and the program; the folder keeps those with which it was published.
    """
    if folder.exists():
        tables = {name: _figures(data) for name, data in files.items() if name.endswith(".csv")}
        there = {path.name: _figures(path.read_bytes()) for path in folder.glob("*.csv")}
        if there.keys() < tables.keys():
            raise AnalystError(
                f"Uitgave {folder.name} is al verschenen, maar in open_data/{folder.parent.name}/"
                f"{folder.name} ontbreekt {', '.join(sorted(tables.keys() - there.keys()))}. Zet "
                "het bestand van toen terug, zoals uit de reservekopie."
            )
        if there != tables:
            raise AnalystError(
                f"Uitgave {folder.name} is al verschenen, met andere cijfers. Een uitgave "
                "verandert niet meer: geef de nieuwe cijfers een nieuw nummer, zoals 2020-Q2.2. "
                f"Is er iets veranderd in open_data/{folder.parent.name}/{folder.name}, zet dan de "
                "bestanden van toen terug."
            )
        return False
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    for leftover in folder.parent.glob(".*.tmp"):
        shutil.rmtree(leftover)
    temporary = folder.with_name(f".{folder.name}.tmp")
    temporary.mkdir(mode=0o700)
    for name, content in files.items():
        write_if_changed(temporary / name, content)
    temporary.replace(folder)
    return True


def _figures(content: bytes) -> bytes:
    """A CSV file without the decimal sign of whole numbers, which earlier programs left out."""
    return re.sub(rb"\.0(?=[,\r])", b"", content)


def _outdated_files(folder: Path, current: Mapping[str, bytes]) -> list[Path]:
    """The existing files in `folder` that the previous edition lists and the current one lacks.

    Only plain names count: a list that was tampered with must not remove files elsewhere.
    """
    listed = (*explanation.files_in(folder), *_OUTDATED)
    names = {name for name in listed if _NAME.fullmatch(name)} - current.keys()
    return [folder / name for name in sorted(names) if (folder / name).is_file()]
