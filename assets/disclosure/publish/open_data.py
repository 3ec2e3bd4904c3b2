"""An edition as files that other software reads: the current one, and every edition as it appeared.

`public_files`, `metadata`, `catalogue` and `explanation` say what stands in them, `safeguards` what
may not; here they are made together and put in place.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from assets.basis.atomic import write_if_changed
from assets.basis.errors import AnalystError
from assets.disclosure.publish import catalogue, explanation, metadata, public_files
from assets.disclosure.publish.catalogue import LICENCES, Publisher
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.public_files import Table
from assets.disclosure.publish.safeguards import require_publishable

# What an earlier version of the program left, with figures that may be secret by now.
_OUTDATED = ("feiten_en_cijfers.csv",)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def write_open_data(
    edition: Edition, folder: Path, publisher: Publisher
) -> dict[str, tuple[Path, bool]]:
    """Write an edition to a folder that is there; name -> path, and whether it changed.

    The current edition stands in `folder`, and every edition in `uitgaven/<nummer>/`, which is
    written once. All is made and checked before the first file is touched. What did not change is
    left as it is, and a file that the edition no longer has is removed.

    Raises `AnalystError` where something may not be public, or where an edition would differ from
    the one that appeared under its number.
    """
    require_publishable(edition)
    place = f"{explanation.EARLIER}/{edition.number}"
    tables = public_files.tables(edition)
    data = {table.file: public_files.csv_of(table) for table in tables}
    data[public_files.PARQUET] = public_files.parquet_of(edition)
    current, kept = (
        _with_descriptions(data, edition, tables, publisher, where) for where in ("", f"{place}/")
    )
    archived = _keep(folder / place, kept)
    for path in _outdated(folder, current):
        path.unlink()
    written = {
        name: (folder / name, write_if_changed(folder / name, content))
        for name, content in current.items()
    }
    return written | {place: (folder / place, archived)}


def _with_descriptions(
    data: Mapping[str, bytes],
    edition: Edition,
    tables: tuple[Table, ...],
    publisher: Publisher,
    place: str,
) -> dict[str, bytes]:
    """`data` with all that describes it; last what tells that the edition is whole."""
    sizes = {name: len(content) for name, content in data.items()}
    _, licence = LICENCES[publisher.licence]
    made = {
        **data,
        metadata.FILE: metadata.describe_tables(
            edition, tables, publisher.title, publisher.name, licence
        ),
        **catalogue.describe(edition, tables, sizes, publisher, place),
        **explanation.texts(edition, tables, publisher),
        **explanation.audit(edition),
    }
    return made | explanation.identity(edition, made)


def _keep(folder: Path, made: Mapping[str, bytes]) -> bool:
    """Put an edition in its own folder, whole; True where it was not there yet.

    One that is there is held against it by its tables. How it is described may change with the
    settings and the program; what appeared stays as it appeared.
    """
    if folder.exists():
        tables = {name: content for name, content in made.items() if name.endswith(".csv")}
        if {path.name: path.read_bytes() for path in folder.glob("*.csv")} != tables:
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
    beside = folder.with_name(f".{folder.name}.tmp")
    beside.mkdir(mode=0o700)
    for name, content in made.items():
        write_if_changed(beside / name, content)
    beside.replace(folder)
    return True


def _outdated(folder: Path, made: Mapping[str, bytes]) -> list[Path]:
    """The files of the edition that stood here, as it told, that are not in the new one."""
    told = (*explanation.files_in(folder), *_OUTDATED)
    names = {name for name in told if _NAME.fullmatch(name)} - made.keys()
    return [folder / name for name in sorted(names) if (folder / name).is_file()]
