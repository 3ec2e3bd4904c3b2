"""A program that stays connected to the publications of a folder, in a process of its own. It
imports nothing of the program.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_STREETS = "select (select vingerafdruk from publicatie), count(*), min(straatnaam) from straten"


def stay_connected(folder: str, told) -> None:
    """Stay connected to `intern.duckdb` and to the newest name of its own; tell what is seen each
    time that anything comes over `told`, until that is `None`.

    The keys: `current` and `own`, on the connections that stay open; `again`, on another connection
    to `intern.duckdb` beside these; `newest`, in the file with the newest name; `anew`, in
    `intern.duckdb` once every connection to it was closed; `named`, under the name by the mark
    that it shows.
    """
    current = str(Path(folder, "intern.duckdb"))
    staying, own = _open(current), _open(_newest(folder))
    told.send(None)
    while told.recv() is not None:
        seen = {"current": _seen(staying), "own": _seen(own)}
        seen |= {"again": _seen_at(current), "newest": _seen_at(_newest(folder))}
        staying.close()
        seen["anew"] = _seen_at(current)
        seen["named"] = _seen_at(str(Path(folder, f"intern-{seen['anew'][0]}.duckdb")))
        staying = _open(current)
        told.send(seen)


def _newest(folder: str) -> str:
    return str(max(Path(folder).glob("intern-*.duckdb"), key=lambda path: path.stat().st_mtime_ns))


def _open(path: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True)


def _seen(connection: duckdb.DuckDBPyConnection) -> tuple:
    return connection.execute(_STREETS).fetchone()


def _seen_at(path: str) -> tuple:
    with _open(path) as connection:
        return _seen(connection)
