"""A dashboard that reads the published files all the time, in a process of its own. It imports
nothing of the program, so that twenty of them start at once.
"""

from __future__ import annotations

import time

import duckdb

_VERSION = """
    select (select vingerafdruk from publicatie), (select count(*) from straten),
        (select min(straatnaam) from straten), (select max(themanaam) from themas)
"""


def read_along(paths: list[str], patience: int, ready, stop, results) -> None:
    """Read each file `patience` times on one connection, then open it anew, until told to stop;
    report the number of answers, the versions that were seen, and what was wrong.

    Version n is the mark m<n>, with n streets, each named after the mark, as the theme is.
    """
    answers, faults, seen = 0, [], {path: [0] for path in paths}
    ready.wait()
    while not stop.is_set():
        for path in paths:
            try:
                versions = [*_read(path, patience)]
            except Exception as error:  # whatever it is, a reader must never see it
                faults.append(f"{type(error).__name__}: {error}")
                continue
            answers += len(versions)
            if len(set(versions)) > 1:
                faults.append(f"an open file changed: {versions}")
            if versions[0] < seen[path][-1]:
                faults.append(f"back in time: {seen[path][-1]}, then {versions[0]}")
            seen[path].append(versions[0])
    results.put((answers, {version for each in seen.values() for version in each}, faults))


def _read(path: str, times: int):
    with duckdb.connect(path, read_only=True) as connection:
        for _ in range(times):
            mark, streets, street, theme = connection.execute(_VERSION).fetchone()
            if not mark == street == theme == f"m{streets}":
                raise ValueError(f"half a publication: {mark} {streets} {street} {theme}")
            yield streets
            time.sleep(0.01)
