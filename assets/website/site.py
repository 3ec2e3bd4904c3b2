"""Writing the site of one edition: all its files at once, or none.

The content of the pages comes from `pages`. The site depends on the edition, the files to download
and the public reference data of places, and on nothing else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.website import rendering
from assets.website.checks import check
from assets.website.pages import all_pages
from assets.website.surroundings import Surroundings

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def write_site(
    edition: Edition,
    folder: Path,
    downloads: Mapping[str, Path],
    contact: str = "",
    surroundings: Surroundings | None = None,
) -> bool:
    """Replace `folder` by the site of the edition as a whole; True if anything changed.

    `downloads` maps a name to a file, which the site copies to `open_data/`: a theme to its CSV,
    `alles` to the file with all figures, and any other link text to its file. `contact` is the
    address (`mailto:` or a page) for reporting accessibility problems, or empty if unknown.
    `surroundings` are what is known of places besides the edition: without them there are no rates,
    no maps and no search.

    The same edition and files give the same bytes. Raises `AnalystError`, and keeps the present
    site, if the edition fails its checks (see `checks`) or a file to download is not usable.
    """
    check(edition)
    pages = all_pages(edition, _addresses(downloads), contact, surroundings or Surroundings())
    copies = {f"open_data/{path.name}": path.read_bytes() for path in downloads.values()}
    style = {"site.css": rendering.style(), "merk.svg": rendering.icon()}
    return _swap_in(folder, {**pages, **copies, **style})


def _addresses(downloads: Mapping[str, Path]) -> dict[str, str]:
    """Name -> address from the root of the site."""
    taken: set[str] = set()
    for path in downloads.values():
        name = path.name
        if not _FILE.fullmatch(name) or name.casefold() in taken or not path.is_file():
            raise AnalystError(
                "Een bestand om te downloaden ontbreekt, heet net als een ander, of heeft een naam "
                "met andere tekens dan A-Z a-z 0-9 _ . -. Schrijf eerst de open data opnieuw."
            )
        taken.add(name.casefold())
    return {name: f"open_data/{path.name}" for name, path in downloads.items()}


def _swap_in(folder: Path, content: Mapping[str, bytes]) -> bool:
    """Replace the folder by `content` (path -> bytes); True if it differed."""
    fresh, stale = (folder.with_name(f".{folder.name}.{suffix}") for suffix in ("nieuw", "oud"))
    if stale.exists() and not folder.exists():
        stale.rename(folder)  # a run was killed between the two renames below
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    if _is_same(folder, content):
        return False
    for path, data in content.items():
        target = fresh / path
        for parent in (fresh, target.parent):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(data)
    if folder.exists():
        folder.rename(stale)
    fresh.rename(folder)
    shutil.rmtree(stale, ignore_errors=True)
    return True


def _is_same(folder: Path, content: Mapping[str, bytes]) -> bool:
    present = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return present.keys() == content.keys() and all(
        present[path].read_bytes() == data for path, data in content.items()
    )
