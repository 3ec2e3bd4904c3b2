"""Objects with objects in them, from JSON or XML, as a table: one column per value, named by the
path to it (`locatie.adres.straat`).

A list of values becomes one cell; a list of objects is never read, and that is told. What the names
mean is for the layouts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from assets.formats.sheets import MALFORMED, Sheet, ready, require_narrow
from schemas.dutch import counted

LIST = "[]"  # ends the name of a column that holds lists of objects, which are not read
_JOINT = ", "


def flat(item: Mapping[str, object]) -> dict[str, object]:
    """Path -> value of everything in an object. Of a list of objects, only its path and `LIST`."""
    cells: dict[str, object] = {}
    waiting: list[tuple[str, object]] = [(str(key), value) for key, value in item.items()]
    while waiting:
        path, value = waiting.pop(0)
        if isinstance(value, Mapping):
            if value.get("type") == "Point":
                value = _point(value)
            waiting[:0] = [(f"{path}.{key}", inner) for key, inner in value.items()]
        elif not isinstance(value, list):
            cells[path] = value
        elif any(isinstance(inner, list | Mapping) for inner in value):
            cells[path + LIST] = len(value)
        else:
            cells[path] = _JOINT.join(_text(inner) for inner in value if inner not in {None, ""})
    return cells


def sheet_of(
    items: Iterable[Mapping[str, object] | None],
    file: str,
    name: str | None = None,
    notes: tuple[str, ...] = (),
    alternative: bool = False,
) -> Sheet | None:
    """The sheet of flat objects; None if they have fewer than two values. The first object is row
    2, as if the paths were a header above it; None stands for what is no object.

    `file`: what the analyst calls the file. Raises `UnreadableError` for far too many paths.
    """
    flattened = list(items)
    paths = _paths_of(flattened)
    if len(paths) < 2:
        return None
    require_narrow([paths], file)
    rows: list[list[object] | tuple[str, ...]] = [list(paths)]
    lists: Counter[str] = Counter()
    for item in flattened:
        cells = [None if path.endswith(LIST) else item.get(path) for path in paths] if item else []
        rows.append(cells if any(cell not in (None, "") for cell in cells) else MALFORMED)
        lists.update(path for path in item or () if path.endswith(LIST))
    if lists:
        notes = (
            *notes,
            f"in {counted(max(lists.values()), 'rij', 'rijen')} staat een lijst van objecten "
            f"({counted(len(lists), 'kolom', 'kolommen')}, met {LIST} achter de naam); die is niet "
            "gelezen",
        )
    return ready(name, rows, notes, alternative)


def _paths_of(flattened: Iterable[Mapping[str, object] | None]) -> list[str]:
    """Every path, in order; but for one that only says that what has paths in it is absent."""
    filled: dict[str, bool] = {}
    for item in flattened:
        for path, value in (item or {}).items():
            filled[path] = filled.get(path, False) or value is not None
    around = {path[:end] for path in filled for end, sign in enumerate(path) if sign == "."}
    return [path for path, has_value in filled.items() if has_value or path not in around]


def _point(geometry: Mapping[str, object]) -> Mapping[str, object]:
    """A point of GeoJSON by its coordinates, so that each has a column."""
    place = geometry.get("coordinates")
    if isinstance(place, list) and len(place) >= 2:
        return {"x": place[0], "y": place[1]}
    return geometry


def _text(value: object) -> str:
    return ("J" if value else "N") if isinstance(value, bool) else str(value)
