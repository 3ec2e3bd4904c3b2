"""An XML file as a sheet: one row per element of the kind that is repeated most, one column per
value in it, named by its path (`locatie.adres.straat`), without namespaces.

A file with a DTD is refused before anything in it is expanded; nothing outside the file is opened.
How an element becomes a row is in `nested`; XML that Excel wrote is in `spreadsheet_xml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from assets.basis.errors import UnreadableError
from assets.formats.nested import flat, sheet_of
from assets.formats.sheets import Sheet
from assets.formats.texts import character_set
from schemas.plain_text import printable

SUFFIXES = frozenset({".xml"})
DEEPEST = 100  # elements in each other
_BLOCK = 1 << 16
_NAMES = frozenset({"naam", "name", "key", "sleutel"})  # an attribute that names a value
_ENCODING = re.compile(rb"<\?xml[^>]*encoding")
_OF_PYTHON = {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "utf-16": None}
Place = tuple[str, ...]
Content = dict[str, object] | str | None


class DtdError(Exception):
    """The file has a document type definition."""


class DepthError(Exception):
    """An element is in more elements than any export has."""


def open_markup(path: Path, name: str) -> list[Sheet]:
    """The sheets of an XML file: of the elements that are repeated most, and of those around them,
    in case what is repeated most is within a row.

    `name`: what the analyst calls the file. Raises `UnreadableError` for a file that is cut off,
    has a DTD, is nested too deep, or has no repeated element with values.
    """
    kinds = parsed(path, _Kinds(), name)
    places = kinds.most_repeated()
    sheets = []
    for place in places:
        rows = parsed(path, _Rows(place), name)
        sheet = sheet_of(rows, name, alternative=len(places) > 1)
        sheets += [sheet] if sheet is not None else []
    if not sheets:
        raise UnreadableError(
            f"«{name}» heeft geen element dat een melding kan zijn: een element met andere "
            "elementen erin, zoals <request> in <service_requests>. Controleer of dit het goede "
            "bestand is, of vraag de export als .csv of .xlsx."
        )
    return sheets


def parsed(path: Path, target: object, name: str) -> object:
    """What `target` makes of an XML file. Raises `UnreadableError` for a file that is no XML."""
    with path.open("rb") as file:
        start = file.read(_BLOCK)
        declared = start[:2] in {b"\xff\xfe", b"\xfe\xff"} or _ENCODING.match(start.lstrip())
        encoding = None if declared else encoding_of(path, name)
        parser = etree.XMLParser(
            target=target,
            encoding=encoding,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,  # at most 10 MB of text in an element
        )
        try:
            while start:
                parser.feed(start)
                start = file.read(_BLOCK)
            return parser.close()
        except DtdError:
            raise UnreadableError(
                f"«{name}» heeft een DTD (<!DOCTYPE ...>), en zo'n XML-bestand wordt niet gelezen: "
                "een DTD kan het programma laten vastlopen. Vraag de export zonder DTD."
            ) from None
        except DepthError:
            raise UnreadableError(
                f"«{name}» is te diep genest: elementen in elementen, {DEEPEST} lagen of meer. "
                "Controleer of dit het goede bestand is, of vraag de export als .csv of .xlsx."
            ) from None
        except etree.XMLSyntaxError:  # its message quotes the file
            raise UnreadableError(
                f"«{name}» is afgebroken of beschadigd: het is geen heel XML-bestand. Vraag de "
                "export opnieuw op en zet die in de inbox."
            ) from None


def encoding_of(path: Path, name: str) -> str | None:
    """The character set of a file that does not name it, as the parser knows it."""

    def blocks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block

    return _OF_PYTHON[character_set(blocks, name)[0]]


def _refusal(error: etree.XMLSyntaxError, name: str) -> str:
    text = str(error)
    if "huge" in text.casefold() or "too long" in text:
        return (
            f"«{name}» heeft een element met meer dan 10 MB tekst, en is niet gelezen. Vraag de "
            "export zonder bijlagen."
        )
    return (
        f"«{name}» is afgebroken of beschadigd: het is geen heel XML-bestand. Vraag de export "
        "opnieuw op en zet die in de inbox."
    )


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return printable(tag.rpartition("}")[2])


class Target:
    """What every reader of XML shares: where it is, and that it stops at a DTD, before the entities
    in it are read, and at an element that is too deep."""

    def __init__(self) -> None:
        self.place: Place = ()

    def doctype(self, *_: object) -> None:
        raise DtdError

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self.place) == DEEPEST:
            raise DepthError
        self.place += (local(tag),)

    def end(self, tag: str) -> None:
        self.place = self.place[:-1]

    def data(self, text: str) -> None:
        """Text outside what is looked for."""


class _Kinds(Target):
    """How often an element occurs within one other element, by the path to it."""

    def __init__(self) -> None:
        super().__init__()
        self._most: Counter[Place] = Counter()
        self._with_values: set[Place] = set()
        self._children: list[Counter[str]] = []  # of each open element

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self.place) > 1:
            self._with_values.add(self.place)
        super().start(tag, attributes)
        name = self.place[-1]
        if self._children:
            siblings = self._children[-1]
            siblings[name] += 1
            self._most[self.place] = max(self._most[self.place], siblings[name])
        self._children.append(Counter())

    def end(self, tag: str) -> None:
        super().end(tag)
        self._children.pop()

    def close(self) -> _Kinds:
        return self

    def most_repeated(self) -> list[Place]:
        """The element with values that occurs most often in one place, then those around it."""
        first = min(
            self._with_values, key=lambda place: (-self._most[place], len(place)), default=()
        )
        return [first[:length] for length in range(len(first), 1, -1)]


class _Rows(Target):
    """The elements at one place as flat objects."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._row = place
        self._rows: list[dict[str, object]] = []
        self._open: list[tuple[dict[str, object], list[str], str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if self._open or self.place == self._row:
            values = {local(key): value for key, value in attributes.items()}
            name = self.place[-1]
            if len(values) == 1 and self._open and set(values) <= _NAMES:
                name = f"{name}.{printable(values.popitem()[1])}"
            self._open.append(({f"@{key}": value for key, value in values.items()}, [], name))

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)

    def end(self, tag: str) -> None:
        super().end(tag)
        if not self._open:
            return
        content, texts, name = self._open.pop()
        text = "".join(texts).strip()
        if not self._open:
            self._rows.append(_tidy(flat(content | ({"#text": text} if text else {}))))
            return
        value: Content = (content | ({"#text": text} if text else {})) if content else text
        held = self._open[-1][0]
        if name not in held:
            held[name] = value
        elif isinstance(held[name], list):
            held[name].append(value)
        else:
            held[name] = [held[name], value]

    def close(self) -> list[dict[str, object]]:
        return self._rows


def _tidy(cells: dict[str, object]) -> dict[str, object]:
    """Paths without the marks of an attribute and of text beside attributes."""
    return {
        path.replace(".@", "@").removesuffix(".#text") or path: value
        for path, value in cells.items()
    }
