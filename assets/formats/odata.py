"""OData of CBS and the police: JSON of version 3 and 4, page by page, and zips of pages.

Only opening them. Which column is what stands in `cubes`, code lists and CSV in `statline`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from assets.basis.errors import UnreadableError
from assets.formats import cubes
from assets.formats.reading import decode
from assets.formats.statline import Part, code_list, figures_in, read_statline

_MOST = 4_000_000_000  # bytes unpacked: what asks for more is no table of one municipality
_META = ("odata.metadata", "@odata.context", "odata.context", "@context")


def read_json(text: str, name: str) -> Iterator[Part]:
    """Every page of figures and every code list in a JSON text."""
    for page_name, page in _pages(text, name):
        rows = page["value"]
        header = list(dict.fromkeys(key for row in rows for key in row))
        cells = [[_cell(row.get(key)) for key in header] for row in rows]
        found = code_list(header, cells, page_name)
        if found is None:
            found = figures_in([header, *cells], f"{name} {tables_in(text)}")
        if found is not None:
            yield found


def tables_in(text: str) -> str:
    """The number of the table that the address of a page names."""
    found = re.search(rf'"(?:{"|".join(map(re.escape, _META))})"\s*:\s*"([^"]+)"', text[:5000])
    return cubes.table_of(found[1]) if found else ""


def read_zip(content: bytes, name: str) -> Iterator[tuple[str, list[Part], str]]:
    """Name, parts and table of every page in a zip; what is neither CSV nor JSON is left."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST:
                raise UnreadableError(
                    f"«{name}» is uitgepakt te groot. Download de tabel met alleen uw gemeente."
                )
            for info in sorted(archive.infolist(), key=lambda info: _in_order(info.filename)):
                path = PurePosixPath(info.filename)
                hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
                if not info.is_dir() and not hidden:
                    inner = f"{name}/{path.name}"
                    yield inner, *read_page(archive.read(info), inner)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        raise UnreadableError(
            f"«{name}» kan niet worden uitgepakt: het is beschadigd, niet compleet of met een "
            "wachtwoord beveiligd. Download het opnieuw en zet het in de inbox."
        ) from None


def read_page(content: bytes, name: str) -> tuple[list[Part], str]:
    """The parts of one file that is no zip, and the table that it names."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".json":
        text = decode(content, name)
        return list(read_json(text, name)), tables_in(text) or cubes.table_of(name)
    if suffix in {".csv", ".txt", ".tsv"}:
        found = read_statline(decode(content, name), name)
        return [] if found is None else [found], cubes.table_of(name)
    return [], ""


def _in_order(name: str) -> list[tuple[int, str]]:
    """Page 10 after page 9."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.casefold())
        for part in re.split(r"(\d+)", name)
    ]


def _pages(text: str, name: str) -> Iterator[tuple[str, dict]]:
    """Each object with a list `value` of objects: one, several in a list, under names, or one
    after the other."""
    decoder, place = json.JSONDecoder(), 0
    text = text.strip()
    while place < len(text):
        try:
            found, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError):
            raise UnreadableError(
                f"«{name}» is afgebroken of beschadigd: de JSON eindigt niet. Download de tabel "
                "opnieuw en zet die in de inbox."
            ) from None
        yield from _nested(found, name)
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1


def _nested(found: object, name: str) -> Iterator[tuple[str, dict]]:
    if isinstance(found, list) and found and all(map(_is_page, found)):
        yield from ((_named(page, name), page) for page in found)
    elif isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        yield name, {"value": found}
    elif _is_page(found):
        yield _named(found, name), found
    elif isinstance(found, dict):
        for key, page in found.items():
            if _is_page(page):
                yield key, page
            elif isinstance(page, list) and page and all(isinstance(row, dict) for row in page):
                yield key, {"value": page}


def _is_page(found: object) -> bool:
    return (
        isinstance(found, dict)
        and isinstance(found.get("value"), list)
        and all(isinstance(row, dict) for row in found["value"])
    )


def _named(page: dict, name: str) -> str:
    """The name of what a page holds: from its own address, else that of the file."""
    address = next((str(page[key]) for key in _META if key in page), "")
    return re.split(r"[#./]", address.rstrip("/"))[-1] if address else name


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
