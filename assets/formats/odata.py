"""OData of CBS and the police: JSON of version 3 and 4, page by page, and zips of pages.

Only opening them. Which column is which is in `cubes` and `surveys`; CSV is in `statline`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from assets.basis.errors import UnreadableError
from assets.formats import texts
from assets.formats.code_lists import code_list
from assets.formats.objects import too_deep
from assets.formats.sheets import require_narrow
from assets.formats.statistic_tables import table_number
from assets.formats.statline import PEEK, Part, figures_in, may_be_statistics, read_statline
from assets.formats.texts import decode
from assets.formats.zips import DAMAGE, require_intact, require_small

_META = ("odata.metadata", "@odata.context", "odata.context", "@context")


def read_json(text: str, name: str) -> Iterator[Part]:
    """Every page of figures and every code list in a JSON text."""
    for page_name, page in _pages(text, name):
        rows = page["value"]
        header = list(dict.fromkeys(key for row in rows for key in row))
        require_narrow([header], name)
        cells = [[_cell(row.get(key)) for key in header] for row in rows]
        part = code_list(header, cells, page_name)
        if part is None:
            part = figures_in([header, *cells], f"{name} {_table_of_address(text)}")
        if part is not None:
            yield part


def read_zip(content: bytes, name: str) -> Iterator[tuple[list[Part], str]]:
    """The parts of every page in a zip, and the number of its table; members that are neither CSV
    nor JSON are skipped.

    Raises `UnreadableError` for a zip that is damaged, protected or too large.
    """
    for inner, page in _members(content, name):
        yield read_page(page, inner)


def _members(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in a zip, pages in order; without hidden ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            require_intact(archive)
            require_small(archive, name, "Download de tabel met alleen uw gemeente.")
            for info in sorted(archive.infolist(), key=lambda info: _page_order(info.filename)):
                path = PurePosixPath(info.filename)
                hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
                if info.is_dir() or hidden:
                    continue
                if path.suffix.lower() in texts.SUFFIXES:
                    with archive.open(info) as member:
                        if not may_be_statistics(member.read(PEEK), path.name):
                            continue
                yield f"{name}/{path.name}", archive.read(info)
    except (*DAMAGE, RuntimeError):  # the last for a zip with a password
        raise UnreadableError(
            f"«{name}» kan niet worden uitgepakt: het is beschadigd, niet compleet of met een "
            "wachtwoord beveiligd. Download het opnieuw en zet het in de inbox."
        ) from None


def read_page(content: bytes, name: str) -> tuple[list[Part], str]:
    """The parts of one file that is no zip, and the number of the table that it names."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".json":
        text = decode(content, name)
        return list(read_json(text, name)), _table_of_address(text) or table_number(name)
    if suffix in texts.SUFFIXES:
        part = read_statline(decode(content, name), name)
        return [] if part is None else [part], table_number(name)
    return [], ""


def _table_of_address(text: str) -> str:
    """The number of the table in the address of a page; empty if it has none."""
    match = re.search(rf'"(?:{"|".join(map(re.escape, _META))})"\s*:\s*"([^"]+)"', text[:5000])
    return table_number(match[1]) if match else ""


def _page_order(name: str) -> list[tuple[int, str]]:
    """A sort key that puts page 10 after page 9."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.casefold())
        for part in re.split(r"(\d+)", name)
    ]


def _pages(text: str, name: str) -> Iterator[tuple[str, dict]]:
    """Each object with a list `value` of objects, with its name. A text has one, several in a list,
    several under names, or one after another."""
    decoder, place = json.JSONDecoder(), 0
    text = text.strip()
    while place < len(text):
        try:
            content, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise too_deep(name) from None
        except json.JSONDecodeError:
            raise UnreadableError(
                f"«{name}» is afgebroken of beschadigd: de JSON eindigt niet. Download de tabel "
                "opnieuw en zet die in de inbox."
            ) from None
        yield from _nested_pages(content, name)
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1


def _nested_pages(content: object, name: str) -> Iterator[tuple[str, dict]]:
    if isinstance(content, list) and content and all(map(_is_page, content)):
        yield from ((_page_name(page, name), page) for page in content)
    elif _is_list_of_rows(content):
        yield name, {"value": content}
    elif _is_page(content):
        yield _page_name(content, name), content
    elif isinstance(content, dict):
        for key, page in content.items():
            if _is_page(page):
                yield key, page
            elif _is_list_of_rows(page):
                yield key, {"value": page}


def _is_list_of_rows(content: object) -> bool:
    return (
        isinstance(content, list)
        and bool(content)
        and all(isinstance(row, dict) for row in content)
    )


def _is_page(content: object) -> bool:
    return (
        isinstance(content, dict)
        and isinstance(content.get("value"), list)
        and all(isinstance(row, dict) for row in content["value"])
    )


def _page_name(page: dict, name: str) -> str:
    """The name of what a page holds: the end of its own address, or else the name of the file."""
    address = next((str(page[key]) for key in _META if key in page), "")
    return re.split(r"[#./]", address.rstrip("/"))[-1] if address else name


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
