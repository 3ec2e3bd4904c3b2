"""Verifying the tables and the publications of a home: against their checksums and marks, and a
publication row by row against the tables. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from assets.basis.checksums import Checksums, State
from assets.basis.home import Home
from assets.basis.verification import Verified, is_readable, name_in
from assets.warehouse.build import mark_of
from assets.warehouse.models import models
from assets.warehouse.own_names import own_names
from assets.warehouse.publication import content_faults, published
from schemas import published as contracts

_AS_OF = "peildatum="
# file -> (name in the file -> table, a table that has the mark of all of them)
_PUBLICATIONS = {
    "intern.duckdb": ({name: name for name in contracts.INTERN}, "registraties"),
    "openbaar.duckdb": (contracts.OPENBAAR, "openbare_cijfers"),
}


def verify_tables(home: Home) -> Verified:
    """Every table, also as known on a reference date and of an earlier issue: whether it is as it
    was written, and whether the tables of one folder are made from the same inputs."""
    root = home.root / "tables"
    folders = [root, *(path for path in sorted(root.rglob("*=*")) if path.is_dir())]
    faults, files, unknown = [], 0, 0
    for folder in (path for path in folders if any(path.glob("*.parquet"))):
        checks = Checksums(home, folder)
        names = {path.name for path in folder.glob("*.parquet")} | set(checks.names())
        for name, state in checks.states(sorted(names)).items():
            files += state is not State.MISSING
            unknown += state is State.UNKNOWN
            if state is State.UNKNOWN and not is_readable(folder / name):
                state = State.DAMAGED
            if state in (State.DAMAGED, State.MISSING):
                faults.append(f"{name_in(home.root, folder / name)} is {state.value}")
        paths = [folder / f"{query.name}.parquet" for query in models()]
        marks = {mark_of(path) for path in paths if path.exists()} - {None}
        if len(marks) > 1:
            faults.append(f"de tabellen in {name_in(home.root, folder)} horen niet bij elkaar")
    return Verified("tabellen", files, unknown, tuple(faults))


def verify_publications(home: Home) -> Verified:
    """Every publication: against its checksum, and all its rows against the tables it was made
    from. If there are newer tables by now, or under a name of its own, it is only read to the end.
    Of the newest ones is also known that they exist."""
    current = home.root / "publish"
    faults = [
        f"{name_in(home.root, current / name)} is weg"
        for name in Checksums(home, current).names()
        if name in _PUBLICATIONS and not (current / name).exists()
    ]
    files, unknown = 0, 0
    for dated, path in _publications(home):
        files += 1
        name, state = name_in(home.root, path), Checksums(home, path.parent).state(path.name)
        unknown += state is State.UNKNOWN
        if state is State.DAMAGED:
            faults.append(f"{name} is beschadigd")
            continue
        names, marked = _PUBLICATIONS.get(path.name, ({}, ""))
        about = published(path)
        if about is None:
            faults.append(f"{name} is niet te lezen")
        elif names and mark_of(dated.tables / f"{marked}.parquet") == about[0]:
            stored = {known: table for known, table in names.items() if table != "publicatie"}
            faults += [
                f"{name}: tabel {table} is niet als in tables/"
                for table in content_faults(path, dated, stored)
            ]
        elif not _reads_to_the_end(path):
            faults.append(f"{name} is niet te lezen")
    return Verified("publicaties", files, unknown, tuple(faults))


def _publications(home: Home) -> Iterator[tuple[Home, Path]]:
    """The home as known on a day, and a publication of that day."""
    root = home.root / "publish"
    for folder in [root, *sorted(root.glob(f"{_AS_OF}*"))]:
        day = folder.name.removeprefix(_AS_OF) if folder != root else None
        for name in _PUBLICATIONS:
            if (folder / name).exists():
                yield replace(home, as_of=day, issue=None), folder / name
    now = replace(home, as_of=None, issue=None)
    yield from ((now, path) for path in own_names(now))


def _reads_to_the_end(path: Path) -> bool:
    try:
        with duckdb.connect(path, read_only=True) as connection:
            for (name,) in connection.execute("show tables").fetchall():
                connection.execute(f"select sum(hash(rij)::hugeint) from {name} rij").fetchone()
    except duckdb.Error:
        return False
    return True
