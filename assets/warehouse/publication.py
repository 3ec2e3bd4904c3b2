"""The DuckDB files that dashboards read: built beside the current file, checked, then swapped.

Readers are never locked out: an open file stays as it was, and the next reader opens the new one.
For those who stay connected a publication has a second name, see `own_names`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb
from filelock import FileLock

from assets.basis.atomic import HeldError, clear_leftovers, flush, move
from assets.basis.checksums import Checksums, State
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.program import program
from assets.basis.version import VERSION
from assets.warehouse.build import mark_of, quoted, scan
from assets.warehouse.checking import Finding
from assets.warehouse.models import Query
from assets.warehouse.own_names import keep_under_own_name
from schemas import published as contracts
from schemas.configuration import Purpose

_ABOUT = contracts.table("publicatie").names
_STORAGE = _ABOUT.index("opslagversie")

REMADE = "{} was beschadigd en is opnieuw gemaakt"
HELD_OPEN = (
    "{} is open in een ander programma en is dus nog de vorige. Dashboards en opdrachten lezen de "
    "nieuwe al, waar die een eigen naam heeft; sluit het andere programma, en de volgende run "
    "verwisselt haar"
)


def contract_faults(connection: duckdb.DuckDBPyConnection, table: str, relation: str) -> list[str]:
    """How `relation` violates the contract of the published `table`; empty if it does not."""
    contract = contracts.table(table)
    actual = connection.execute(f"describe select * from {relation}").fetchall()
    expected = [(column.name, column.kind.duckdb) for column in contract.columns]
    if [(name, kind) for name, kind, *_ in actual] != expected:
        return ["de kolommen zijn niet die van het contract"]
    faults = []
    filled = [column.name for column in contract.columns if not column.nullable]
    grain = ", ".join(contract.grain)
    *empty, twice = connection.execute(
        "select "
        + "".join(f"count(*) - count({name}), " for name in filled)
        + f"(select count(*) from (select 1 from {relation} group by {grain} having count(*) > 1))"
        + f" from {relation}"
    ).fetchone()
    faults += [f"{name} is {n} keer leeg" for name, n in zip(filled, empty, strict=True) if n]
    if twice:
        faults.append(f"{twice} keer meer dan één rij per {grain}")
    return faults


def check_contracts(home: Home) -> list[Finding]:
    """Validate every table of `home` that will be published."""
    with duckdb.connect() as connection:
        return [
            Finding(f"contract_{name}", name, len(faults), True, "; ".join(faults))
            for name in contracts.INTERN
            if name != "publicatie"
            for faults in [contract_faults(connection, name, scan(home.tables / f"{name}.parquet"))]
        ]


def publish(
    home: Home,
    file_name: str,
    names: Mapping[str, str],
    mark: str,
    municipality: str,
    known_until: str,
    storage_version: str,
    purpose: Purpose | None = None,
    on_damage: Callable[[], None] = lambda: None,
    views: Sequence[Query] = (),
    has_own_name: bool = False,
    on_held: Callable[[], None] | None = None,
) -> bool:
    """Publish tables as `home.publish / file_name`; False if the current file is the same.

    `names`: name in the file -> table. `purpose`: of a restricted file. `on_damage` is called if
    the current file is damaged, which is then replaced. `views`: of those tables, in order.
    `has_own_name`: whether the last ones also stand under names of their own. `on_held` is called
    if the current file is open elsewhere and cannot be replaced (Windows): it stays, and the next
    run tries again; the new one stands under its own name alone. Without it, `HeldError` is raised.

    Raises `AnalystError` if a table was made from other inputs than `mark`, if the file was not
    written completely, or if a view is not as its contract says; then the current file stays.
    """
    target = home.publish / file_name
    with FileLock(home.locks / "publicatie.lock"):
        clear_leftovers(home.publish)
        stored = {name: table for name, table in names.items() if table != "publicatie"}
        stale = [
            name for name in stored.values() if mark_of(home.tables / f"{name}.parquet") != mark
        ]
        if stale:
            raise AnalystError(
                f"{file_name} is niet vernieuwd: {', '.join(stale)} is niet uit dezelfde "
                "leveringen gemaakt als de rest. Start de hele taak opnieuw: veiligheidsbeeld run."
            )
        about = (mark, municipality, known_until, _version(), storage_version, *_of(purpose))
        checks = Checksums(home, home.publish)
        state = checks.state(file_name)
        if state is State.DAMAGED:
            on_damage()
        elif published(target) == about and _is_sound(target, home, stored, checks, state):
            if has_own_name:
                keep_under_own_name(home, target, mark)
            return False
        temporary = home.publish / f".{file_name}.{os.getpid()}.tmp"
        try:
            _write(temporary, home, stored, about, views)
            _verify(temporary, home, stored, views)
            flush(temporary)
            temporary.chmod(0o600)
            if has_own_name:  # first: whoever reads a mark in the file finds the name of that mark
                keep_under_own_name(home, temporary, mark)
            _swap_in(checks, temporary, target, state, on_held)
        finally:
            temporary.unlink(missing_ok=True)
    return True


def _swap_in(
    checks: Checksums,
    temporary: Path,
    target: Path,
    state: State,
    on_held: Callable[[], None] | None,
) -> None:
    """Put a publication in place of the current one, with its checksum. `state`: of the current."""
    checks.record(target.name, temporary)
    try:
        move(temporary, target)
    except HeldError:
        if state is State.SOUND:
            checks.record(target.name, target)
        if on_held is None:
            raise
        on_held()
    flush(target.parent)


def published(path: Path) -> tuple[str | None, ...] | None:
    """The row of `publicatie`, as text: of what a publication was made, and for what purpose; None
    if it does not exist, cannot be read, or is of an earlier program with fewer columns."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            columns = ", ".join(f"cast({name} as varchar)" for name in _ABOUT)
            row = connection.execute(f"select {columns} from publicatie").fetchone()
    except duckdb.Error:
        return None
    return row


def content_faults(path: Path, home: Home, names: Mapping[str, str]) -> list[str]:
    """The tables in a publication that cannot be read to the end, or whose rows are not those of
    the tables of `home`. `names`: name in the file -> table."""
    faults, opened = [], None
    for name, table in names.items():
        source = scan(home.tables / f"{table}.parquet")
        try:
            opened = opened or duckdb.connect(str(path), read_only=True)
            written = opened.execute(_content(name)).fetchone()
            same = written == opened.execute(_content(source)).fetchone()
        except duckdb.Error:  # it may answer nothing more: the next table opens it anew
            opened, same = None, False
        if not same:
            faults.append(name)
    if opened is not None:
        opened.close()
    return faults


def _content(relation: str) -> str:
    """The number of rows, and a checksum of all values, whatever the order of the rows."""
    return f"select count(*), sum(hash(inhoud)::hugeint) from {relation} as inhoud"


def _is_sound(
    path: Path, home: Home, names: Mapping[str, str], checks: Checksums, state: State
) -> bool:
    """Whether a publication is as it was written. One without a checksum, of an earlier version, is
    compared with the tables, and then gets one."""
    if state is State.UNKNOWN and not content_faults(path, home, names):
        checks.record(path.name, path)
        return True
    return state is State.SOUND


def _of(purpose: Purpose | None) -> tuple[str | None, ...]:
    """The last columns of `publicatie`; all None without a purpose."""
    if purpose is None:
        return (None,) * 5
    texts = (purpose.grondslag, purpose.dpia, purpose.functionaris)
    days = (purpose.datum, purpose.geldig_tot)
    return (*(text or None for text in texts), *(day and day.isoformat() for day in days))


def _write(
    temporary: Path,
    home: Home,
    names: Mapping[str, str],
    about: tuple[str | None, ...],
    views: Sequence[Query],
) -> None:
    # Most tables are small: sharing one among threads takes longer than it saves.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            f"attach {quoted(temporary)} as doel (storage_version {quoted(about[_STORAGE])})"
        )
        connection.execute("begin")
        for name, table in names.items():
            connection.execute(
                f"create table doel.{name} as "
                f"select * from {scan(home.tables / f'{table}.parquet')}"
            )
        described = ", ".join(
            f"?::{column.kind.duckdb} as {column.name}"
            for column in contracts.table("publicatie").columns
        )
        connection.execute(f"create table doel.publicatie as select {described}", list(about))
        for name, table in (names | {"publicatie": "publicatie"}).items():
            _comment(connection, name, table)
        connection.execute("use doel")
        for view in views:
            connection.execute(f"create view {view.name} as {view.sql}")
            _comment(connection, view.name, view.name, "view")
        connection.execute("use memory")
        connection.execute("commit")
        connection.execute("checkpoint doel")
        connection.execute("detach doel")


def _comment(
    connection: duckdb.DuckDBPyConnection, name: str, table: str, kind: str = "table"
) -> None:
    contract = contracts.table(table)
    connection.execute(f"comment on {kind} doel.{name} is {quoted(contract.description)}")
    for column in contract.columns:
        text = quoted(column.comment)
        connection.execute(f"comment on column doel.{name}.{column.name} is {text}")


def _verify(temporary: Path, home: Home, names: Mapping[str, str], views: Sequence[Query]) -> None:
    """Open the file as a reader would. Compare its numbers of rows with those of the tables, and
    hold every view to its contract: a row that joins no dimension has an empty name."""
    with duckdb.connect(str(temporary), read_only=True) as connection:
        for name, table in names.items():
            written = connection.execute(f"select count(*) from {name}").fetchone()
            expected = connection.execute(
                f"select count(*) from {scan(home.tables / f'{table}.parquet')}"
            ).fetchone()
            if written != expected:
                raise AnalystError(f"Tabel {name} is niet heel weggeschreven. Is de schijf vol?")
        for view in views:
            if faults := contract_faults(connection, view.name, view.name):
                raise AnalystError(
                    f"{view.name} is niet volgens haar contract: {'; '.join(faults)}. Meld dit aan "
                    "de beheerder."
                )


def _version() -> str:
    """The version of the program, and the fingerprint of its code, rules and libraries."""
    return f"{VERSION}+{program()[:12]}"
