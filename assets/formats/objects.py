"""A JSON file with a list of objects as a sheet: a key a column, an object a row.

What stands nested in an object is never read. What the keys mean is for the layouts.
"""

from __future__ import annotations

import json
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.formats.sheets import MALFORMED, Sheet, ready

SUFFIX = ".json"


def open_objects(path: Path, name: str) -> list[Sheet]:
    """The sheet of a JSON file. The first object is row 2, as if the keys were a header above it.

    Raises `UnreadableError` for a file that is cut off, or that holds no list of objects or more
    than one.
    """
    listed = _list_in(_content(path, name), name)
    if not listed:
        raise UnreadableError(f"«{name}» bevat geen meldingen. Vraag de export opnieuw op.")
    keys = list(dict.fromkeys(key for one in listed if isinstance(one, dict) for key in one))
    if len(keys) < 2:
        raise UnreadableError(_no_list(name))
    rows: list[list[object] | tuple[str, ...]] = [list(keys)]
    for one in listed:
        cells = [_cell(one.get(key)) for key in keys] if isinstance(one, dict) else []
        rows.append(cells if any(cell not in (None, "") for cell in cells) else MALFORMED)
    return [ready(None, rows)]


def _content(path: Path, name: str) -> object:
    try:
        return json.loads(path.read_bytes(), parse_constant=lambda text: None)
    except (ValueError, RecursionError):  # the message of the library quotes what it met
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: het is geen heel JSON-bestand. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None


def _list_in(content: object, name: str) -> list[object]:
    """The list itself, or the one list that an object around it holds."""
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
