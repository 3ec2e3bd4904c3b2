"""A JSON file with a list of objects as a sheet: one column per key, one row per object.

Nested values are never read. What the keys mean is for the layouts.
"""

from __future__ import annotations

import json
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.formats.sheets import MALFORMED, Sheet, ready, require_narrow

SUFFIX = ".json"


def open_objects(path: Path, name: str) -> list[Sheet]:
    """The sheet of a JSON file, as a list of one. The first object is row 2, as if the keys were a
    header above it.

    `name`: what the analyst calls the file. Raises `UnreadableError` for a file that is cut off,
    or that has no list of objects, or more than one.
    """
    items = _list_in(_content(path, name), name)
    if not items:
        raise UnreadableError(f"«{name}» bevat geen meldingen. Vraag de export opnieuw op.")
    objects = [item for item in items if isinstance(item, dict)]
    keys = list(dict.fromkeys(key for item in objects for key in item))
    if len(keys) < 2:
        raise UnreadableError(_no_list(name))
    require_narrow([keys], name)
    rows: list[list[object] | tuple[str, ...]] = [list(keys)]
    for item in items:
        cells = [_cell(item.get(key)) for key in keys] if isinstance(item, dict) else []
        rows.append(cells if any(cell not in (None, "") for cell in cells) else MALFORMED)
    return [ready(None, rows)]


def _content(path: Path, name: str) -> object:
    try:
        return json.loads(path.read_bytes(), parse_constant=lambda text: None)
    except (ValueError, RecursionError):  # the message of the library quotes a value
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: het is geen heel JSON-bestand. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None


def _list_in(content: object, name: str) -> list[object]:
    """The list itself, or the only list in the object around it."""
    if isinstance(content, list):
        return content
    lists = (
        [value for value in content.values() if isinstance(value, list)]
        if isinstance(content, dict)
        else []
    )
    if len(lists) != 1:
        raise UnreadableError(_no_list(name))
    return lists[0]


def _no_list(name: str) -> str:
    return (
        f"«{name}» is geen lijst van meldingen. Een JSON-bestand moet één lijst van objecten zijn, "
        'zoals Open311 (GeoReport v2) die geeft: [{…}, {…}] of {"service_requests": [{…}]}.'
    )


def _cell(value: object) -> object:
    return None if isinstance(value, dict | list) else value
