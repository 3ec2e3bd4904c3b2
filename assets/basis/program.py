"""The fingerprint of the program, and the marks of what it makes.

A file that can be made again carries a mark: a hash of the program and of all the file was made
from. The program counts as a whole, its comments too: a list of the modules that matter to a file
would have to be kept by hand, and one that was forgotten would leave an old figure in place.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

NAME = "veiligheidsbeeld"
ROOT = Path(__file__).resolve().parents[2]
# What decides a figure. How the program is started (`pipelines`) is not part of it: settings and
# reference dates reach a mark as values.
FOLDERS = ("assets", "schemas", "dbt_like_sql")
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?P<rest>.*)$")


@cache
def program() -> str:
    """The fingerprint of this program: its source files and the versions of its libraries.

    It is made once a process: a program that changes on disk while it runs keeps its fingerprint.
    """
    files = [f"{name} {digest}" for name, digest in file_digests().items()]
    versions = [f"{name}=={number}" for name, number in sorted(library_versions().items())]
    return hashlib.sha256("\n".join(files + versions).encode()).hexdigest()


def file_digests() -> dict[str, str]:
    """Path in the program -> sha256, of every file that can change a figure: code, models, code
    tables and templates."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in FOLDERS
        for path in sorted(_files(ROOT / folder))
    }


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".", "__pycache__")):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def library_versions() -> dict[str, str]:
    """Package -> installed version, of Python and of all that the program needs to run.

    Optional extras (tests, the Dagster screen) make no figure and are left out.
    """
    versions = {"python": platform.python_version()}
    for requirement in requires(NAME) or ():
        found = _REQUIREMENT.match(requirement)
        if found and "extra ==" not in found["rest"]:
            versions[found["name"].lower()] = _installed(found["name"])
    return versions


def import_path() -> str:
    """Where this process finds its modules (PYTHONPATH), so that another runs the same program."""
    return os.pathsep.join(filter(None, sys.path))


def mark(*made_from: object) -> str:
    """A short mark of this program and of all that something is made from.

    `made_from`: values of which `repr` says everything (text, numbers, settings; not a table).
    """
    digest = hashlib.sha256(program().encode())
    for value in made_from:
        digest.update(repr(value).encode())
    return digest.hexdigest()[:16]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
