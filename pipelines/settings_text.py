"""The text of the settings file: from bytes to values, with the mistakes of writing it told by
their line and remedy. What the settings mean is in `schemas.configuration`.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from assets.basis.errors import AnalystError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_HEADER = re.compile(r"\s*\[+\s*(.+?)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(
    r"\s*((?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))*)\s*="
)
Place = tuple[str, ...]


def text_of(path: Path) -> str:
    """The text of a settings file in UTF-8, or in the UTF-16 of Windows.

    Raises `AnalystError` for another character set.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AnalystError(
            f"{path.name} is geen geldig TOML-bestand: regel {line} heeft een teken dat niet in "
            "UTF-8 is geschreven. Open het bestand in Kladblok, kies Opslaan als, en kies bij "
            "Codering UTF-8."
        ) from None


def values_of(text: str, name: str) -> dict:
    """The values in the text of a settings file. Raises `AnalystError` for text that is not TOML;
    the message names the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
    lines = _lines(text)
    at = _AT.search(message)
    number = min(int(at[1]), len(lines)) if at and at[1] else len(lines)
    advice = _advice(_AT.sub("", message), lines, number)
    raise AnalystError(f"{name} is geen geldig TOML-bestand. Regel {number}: {advice}")


def lines_of(text: str) -> dict[Place, int]:
    """Where each table and setting stands: its names, from the outside in -> its first line."""
    places: dict[Place, int] = {}
    for number, place in _places(_lines(text)):
        places.setdefault(place, number)
    return places


def _lines(text: str) -> list[str]:
    """The lines as TOML and an editor number them."""
    return [line.rstrip("\r") for line in text.removesuffix("\n").split("\n")]


def _places(lines: list[str]) -> Iterator[tuple[int, Place]]:
    table: Place = ()
    for number, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            table = _names(f"[{header[1]}]")
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_names(f"{key[1]} = 1"))


def _names(text: str) -> Place:
    """The names in a header or before `=`."""
    try:
        value: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ()
    names = []
    while isinstance(value, dict) and value:
        [(name, value)] = value.items()
        names.append(name)
    return tuple(names)


def _advice(message: str, lines: list[str], number: int) -> str:
    """What is wrong on a line, and what to do about it."""
    line = lines[number - 1]
    if message.startswith(("Cannot", "Duplicate")):
        return _double(lines, number)
    for fits, advice in _MISTAKES:
        if fits(message, line):
            return advice
    return (
        "deze regel is niet te lezen. Zet tekst tussen aanhalingstekens en elke instelling op een "
        'eigen regel, zoals naam = "Maastricht".'
    )


def _double(lines: list[str], number: int) -> str:
    here = [place for at, place in _places(lines) if at == number]
    before = [at for at, place in _places(lines[: number - 1]) if here and place == here[-1]]
    where = f" (op regel {before[0]})" if before else ""
    if _HEADER.match(lines[number - 1]):
        return (
            f"de kop [{'.'.join(here[-1]) if here else ''}] staat er al{where}. Een kop mag er één "
            "keer staan: zet de regels van beide bij elkaar, tussen aanhalingstekens waar dat "
            "tekst is."
        )
    name = here[-1][-1] if here and here[-1] else ""
    return (
        f"«{name}» staat er al{where}. Een naam mag onder een kop één keer staan: haal een van "
        "beide regels weg, of zet tekst die bij elkaar hoort tussen dezelfde aanhalingstekens."
    )


def _in_line(pattern: str) -> Callable[[str, str], bool]:
    return lambda message, line: re.search(pattern, line) is not None


def _in_message(*starts: str) -> Callable[[str, str], bool]:
    return lambda message, line: message.startswith(starts)


_QUOTE = (
    "er ontbreekt een aanhalingsteken. Zet voor en na de tekst hetzelfde teken, zoals "
    'naam = "Maastricht".'
)
# What is wrong, by the message of the library and the line -> what to say. The first that fits.
_MISTAKES: tuple[tuple[Callable[[str, str], bool], str], ...] = (
    (
        _in_line("[“”„‘’]"),
        "hier staan krullende aanhalingstekens, zoals een tekstverwerker ze maakt. Typ rechte "
        'aanhalingstekens: "tekst".',
    ),
    (
        _in_message("Unescaped '\\'", "Invalid hex value", "Escaped character"),
        'een \\ heeft tussen " en " een eigen betekenis. Zet een pad tussen enkele '
        "aanhalingstekens ('C:\\data\\buurten.csv'), of schrijf / in plaats van \\.",
    ),
    (
        _in_line(r"=\s*(?:True|False|TRUE|FALSE|[Jj]a|[Nn]ee|waar|onwaar)\b"),
        "ja of nee is true of false, in kleine letters en zonder aanhalingstekens.",
    ),
    (
        _in_line(r"=\s*-?\d+,\d"),
        "een getal heeft een punt, geen komma: 0.85. Tekst en lijsten horen tussen "
        "aanhalingstekens of tussen [ en ].",
    ),
    (
        _in_line(r"=\s*\d{1,2}-\d{1,2}-\d{4}"),
        "een datum is jaar-maand-dag (2019-01-31) en zonder aanhalingstekens; is het tekst, zet "
        "haar dan tussen aanhalingstekens.",
    ),
    (
        _in_line(r"=\s*(?:#.*)?$"),
        'na = ontbreekt de waarde. Tekst staat tussen aanhalingstekens: naam = "Maastricht"; leeg '
        'is "".',
    ),
    (
        _in_line(r"=\s*\{[^}]*$"),
        "alles tussen { en } staat op één regel, met komma's ertussen en tekst tussen "
        "aanhalingstekens.",
    ),
    (
        _in_line(r"^\s*\["),
        "een kop staat alleen op zijn regel, tussen [ en ], zoals [politie.kolommen]; een naam "
        "met een spatie of punt staat daarin tussen aanhalingstekens.",
    ),
    (
        _in_line(r"=\s*\[[^\]]*$|^[^=]*,\s*$"),
        "een lijst mist haar ]. Tekst in de lijst hoort tussen aanhalingstekens.",
    ),
    (_in_message("Illegal character", "Unterminated", "Expected initial"), _QUOTE),
    (
        _in_line(r"^[^=]*$"),
        'hier ontbreekt =. Een instelling is naam = waarde, zoals naam = "Maastricht"; een '
        "toelichting begint met #. Tekst hoort tussen aanhalingstekens.",
    ),
    (
        lambda message, line: _KEY.match(line) is None,
        "de naam voor = heeft een spatie of ander teken. Zet zo'n naam tussen aanhalingstekens: "
        '"Datum melding" = "ontvangen".',
    ),
    (
        _in_message("Invalid value"),
        'tekst hoort tussen aanhalingstekens: naam = "Maastricht".',
    ),
    (
        _in_message("Expected newline"),
        "na de waarde staat nog iets. Zet elke instelling op een eigen regel, en tekst tussen "
        "aanhalingstekens; staat er een aanhalingsteken in de tekst, gebruik dan eromheen het "
        "andere.",
    ),
)
