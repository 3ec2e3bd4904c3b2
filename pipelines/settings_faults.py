"""The mistakes in the values of the settings file, in words: each with its line, the setting, and
the nearest name that does exist. Mistakes of writing TOML are told by `settings_text`.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemas.configuration import Configuration

Place = tuple[str, ...]
_PLACED = re.compile(r"\[([^\]]+)\](?: «([^»]*)»)?")


def in_words(
    error: ValidationError, lines: Mapping[Place, int], root: type[BaseModel] = Configuration
) -> list[str]:
    """A sentence for each mistake. `lines`: where each setting stands. `root`: the contract of the
    file."""
    return [_told(fault, lines, root) for fault in error.errors()]


def explained(name: str, error: ValidationError) -> str:
    """All mistakes in settings that stand in no file. `name`: what they are part of."""
    return "\n- ".join([f"{name} klopt niet:", *in_words(error, {})])


def _told(fault: ErrorDetails, lines: Mapping[Place, int], root: type[BaseModel]) -> str:
    names = tuple(str(part) for part in fault["loc"])
    place = ".".join(names)
    if fault["type"] == "extra_forbidden":
        text = f"[{place}] bestaat niet als instelling; {_nearest(names, root)}"
    elif fault["type"] == "value_error":
        text = str(fault["ctx"]["error"])
        if text.startswith("["):  # it names its place itself
            return located(text, lines)
        text = f"[{place}] {text}" if place else text
    else:
        text = f"[{place}] {_in_dutch(fault)}"
    return _at_line(names, lines) + text


def located(text: str, lines: Mapping[Place, int]) -> str:
    """A sentence that begins with its place, as `[politie.codes] «Fiets»`, with its line."""
    table, name = _PLACED.match(text).groups()
    names = (*table.split("."), *([name] if name else []))
    return _at_line(names, lines) + text


def _at_line(names: Place, lines: Mapping[Place, int]) -> str:
    """`regel 3: ` of the setting, or of the innermost table around it that has a line."""
    for length in range(len(names), 0, -1):
        if line := lines.get(names[:length]):
            return f"regel {line}: "
    return ""


def _nearest(names: Place, root: type[BaseModel]) -> str:
    """What an unknown name may have meant: a name beside it that is alike, or the section that has
    this very name."""
    *around, name = names
    beside = _names_in(tuple(around), root)
    folded = {each.casefold(): each for each in beside}
    alike = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    if alike:
        return f"bedoelt u «{folded[alike[0]]}»?"
    elsewhere = [each for each in root.model_fields if name in _names_in((each,), root)]
    if elsewhere:
        return f"«{name}» hoort onder de kop [{elsewhere[0]}]."
    return f"kies uit: {', '.join(beside)}" if beside else "staat de naam goed?"


def _names_in(place: Place, root: type[BaseModel]) -> tuple[str, ...]:
    """The names that a table of the settings may have."""
    model: object = root
    for name in place:
        fields = model.model_fields if _is_model(model) else {}
        if name in fields:
            model = next(filter(_is_model, _kinds(fields[name].annotation)), None)
        elif model is not root and model is not None and not _is_model(model):
            return ()
    return tuple(model.model_fields) if _is_model(model) else ()


def _kinds(annotation: object) -> Iterator[object]:
    """A type, and every type that it is made of."""
    yield annotation
    if typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _kinds(part)


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _in_dutch(fault: ErrorDetails) -> str:
    """A common error of pydantic, in words for the analyst."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind in {"literal_error", "enum"}:
        return f"moet een van deze zijn: {context['expected'].replace(' or ', ' of ')}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = "minstens" if "ge" in context else "hoogstens"
        return f"moet {bound} {context.get('ge', context.get('le'))} zijn"
    if kind.startswith("string") and isinstance(fault["input"], date):
        return "moet tekst zijn: zet de datum tussen aanhalingstekens"
    for start, text in _KINDS:
        if kind.startswith(start):
            return text
    return "heeft een waarde die niet kan"


_KINDS = (
    ("bool", "moet true of false zijn, zonder aanhalingstekens"),
    ("int", "moet een heel getal zijn, zonder aanhalingstekens"),
    ("float", "moet een getal zijn, zonder aanhalingstekens"),
    ("string", "moet tekst tussen aanhalingstekens zijn"),
    ("date", "moet een datum zijn, zoals 2019-01-01"),
    ("missing", "ontbreekt"),
    ("path", "moet een pad tussen aanhalingstekens zijn"),
    ("tuple", "moet een lijst tussen [ en ] zijn"),
    ("dict", 'moet een groep regels zijn: "links" = "rechts"'),
    ("model", "moet een groep instellingen zijn, onder een kop tussen [ en ]"),
)
