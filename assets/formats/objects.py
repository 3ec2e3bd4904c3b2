"""A JSON file as sheets: a list of objects, anywhere in the objects around it, an object per line,
or the features of GeoJSON.

How an object becomes a row is in `nested`. Statistics in JSON are opened in `odata`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_name
from assets.formats.nested import flat, sheet_of
from assets.formats.sheets import Sheet
from assets.formats.texts import decode
from schemas.dutch import number
from schemas.plain_text import printable

SUFFIXES = frozenset({".json", ".geojson", ".jsonl", ".ndjson"})
_BY_LINE = frozenset({".jsonl", ".ndjson"})
Lists = list[tuple[str, list[object]]]


def open_objects(path: Path, name: str, suffix: str = ".json") -> list[Sheet]:
    """The sheets of a JSON file, one per list of objects.

    `name`: what the analyst calls the file. `suffix`: what kind of file it is. Raises
    `UnreadableError` for a file that is cut off, nested too deep, or that has no list of objects.
    """
    try:
        content = _content(decode(path.read_bytes(), name), name, suffix in _BY_LINE)
        lists = list(_lists_in(content, ""))
    except RecursionError:
        raise too_deep(name) from None
    if not any(items for _, items in lists):
        if lists or _holds_an_empty_list(content):
            raise UnreadableError(f"«{name}» bevat geen meldingen. Vraag de export opnieuw op.")
        raise UnreadableError(_no_list(name))
    around = isinstance(content, list) and len(lists) > 1  # a list of one, or what is in it
    sheets = [
        sheet
        for place, items in lists
        if (sheet := _sheet(place if len(lists) > 1 else None, items, name, around))
    ]
    if not sheets:
        raise UnreadableError(_no_list(name))
    return sheets if around else [_with_others(sheet, sheets) for sheet in sheets]


def too_deep(name: str) -> UnreadableError:
    """The refusal of a file with objects in objects in objects, far beyond any export."""
    return UnreadableError(
        f"«{name}» is te diep genest: objecten in objecten, tientallen lagen of meer. Controleer "
        "of dit het goede bestand is, of vraag de export als .csv of .xlsx."
    )


def _content(text: str, name: str, by_line: bool) -> object:
    """What a text holds; of an object per line, the list of them."""
    try:
        if by_line:
            return _by_line(text)
        try:
            return _loaded(text)
        except json.JSONDecodeError as error:
            if error.msg != "Extra data":
                raise
            return _by_line(text)
    except ValueError:  # the message of the library quotes a value
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: het is geen heel JSON-bestand. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None


def _by_line(text: str) -> list[object]:
    return [_loaded(line) for line in text.splitlines() if line.strip()]


def _loaded(text: str) -> object:
    return json.loads(text, parse_constant=lambda constant: None)


def _lists_in(content: object, place: str) -> Iterator[tuple[str, list[object]]]:
    """Each list of objects in objects, with the path to it. A list with a single object may be
    what is around the real list, so what is in that is given too."""
    if isinstance(content, list):
        if any(isinstance(item, Mapping) for item in content):
            yield place, content
            if len(content) == 1:
                yield from _lists_in(content[0], place)
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _lists_in(value, f"{place}.{key}" if place else str(key))


def _holds_an_empty_list(content: object) -> bool:
    return content == [] or (isinstance(content, Mapping) and [] in content.values())


def _sheet(place: str | None, items: list[object], name: str, alternative: bool) -> Sheet | None:
    rows = (_row(item) if isinstance(item, Mapping) else None for item in items)
    return sheet_of(rows, name, printable(place) if place else None, alternative=alternative)


def _row(item: Mapping[str, object]) -> dict[str, object]:
    """The values of an object; of a feature of GeoJSON, its properties without that word."""
    if item.get("type") == "Feature" and isinstance(item.get("properties"), Mapping):
        around = {key: item[key] for key in item if key not in {"type", "properties"}}
        return {**flat(around), **flat(item["properties"])}
    return flat(item)


def _with_others(sheet: Sheet, sheets: list[Sheet]) -> Sheet:
    """A sheet that says which other lists the file has."""
    others = [
        f"«{public_name(other.name or '')}» ({number(len(list(other.read(0))) - 1)})"
        for other in sheets
        if other is not sheet
    ]
    if not others:
        return sheet
    note = f"het bestand heeft nog andere lijsten, die niet zijn gelezen: {', '.join(others)}"
    return replace(sheet, notes=(*sheet.notes, note))


def _no_list(name: str) -> str:
    return (
        f"«{name}» is geen lijst van meldingen. Een JSON-bestand moet een lijst van objecten "
        'hebben, zoals [{…}, {…}] of {"meldingen": [{…}]}, of een object per regel.'
    )
