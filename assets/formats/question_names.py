"""Names of outcomes, from the labels of their question: theme, question, answer.

An answer is named with its question; a question is named alone, and what stands before it is its
theme. Only names; which labels belong to a question is decided in `crosstabs`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from schemas.layout import fold_header
from schemas.wide_tables import ANSWERS

Key = tuple[tuple[str, ...], str, str]  # labels, title of the table, unit
_UNIT = re.compile(
    r"^(?P<name>.*?)\s*[(\[](?P<unit>%[^()]*|in %|score|rapportcijfer|procent)[)\]]\s*$"
)
_NUMBERED = re.compile(r"^(?:tabel|figuur|vraag)\s*\d[\d.]*[a-z]?\s*[:.–-]?\s*", re.IGNORECASE)


_DIVIDED = re.compile(
    r"[,:]?\s+(?:per|naar)\s+(?:wijk|buurt|gebied|gemeente|maand|kwartaal|jaar)(?:\s+en\s+\w+)?"
    r"(?:[,:]?\s+(?:19|20)\d{2})?$",
    re.IGNORECASE,
)


def named(keys: Sequence[Key]) -> dict[Key, tuple[str, str, str]]:
    """Theme, name and unit of each outcome."""
    distinct = list(dict.fromkeys(keys))
    by_parent: dict[tuple, set[str]] = defaultdict(set)
    parents: dict[str, set[tuple]] = defaultdict(set)
    for path, title, _ in distinct:
        parent = path[:-1] or (title,)
        by_parent[parent].add(path[-1])
        parents[fold_header(path[-1])].add(parent)
    answers = {parent: _are_answers(texts, parents) for parent, texts in by_parent.items()}
    result = {}
    for key in distinct:
        path, title, unit = key
        path = (without_division(path[0]),) if path == (title,) else path
        before = [_NUMBERED.sub("", text) for text in (path[:-1] or ((title,) if title else ()))]
        last, own_unit = _split(path[-1])
        if answers[path[:-1] or (title,)] and before:
            question, in_question = _split(before[-1])
            name, theme = (
                f"{question.rstrip(' ?:.')}: {last}",
                before[-2] if len(before) > 1 else "",
            )
            own_unit = own_unit or in_question
        else:
            name, theme = last, before[0] if len(path) > 1 else ""
        result[key] = theme, _NUMBERED.sub("", name), unit or own_unit
    return _distinct(result)


def without_division(title: str) -> str:
    """A title without what the table is divided by: `Demonstraties per wijk`."""
    return _DIVIDED.sub("", title)


def _are_answers(texts: set[str], parents: dict[str, set[tuple]]) -> bool:
    """Whether labels are answers: by their words, or as they occur below several questions."""
    meant = sum(
        fold_header(text) in ANSWERS or len(parents[fold_header(text)]) > 1 for text in texts
    )
    return 2 * meant >= len(texts)


def _split(text: str) -> tuple[str, str]:
    match = _UNIT.match(text)
    if not match:
        return text, ""
    return match["name"], "%" if match["unit"] in ("in %", "procent") else match["unit"]


def _distinct(names: dict[Key, tuple[str, str, str]]) -> dict[Key, tuple[str, str, str]]:
    """The names, with the whole path where two questions would share one."""
    users: dict[str, set[tuple]] = defaultdict(set)
    for (path, _, unit), (_, name, _) in names.items():
        users[fold_header(name)].add((path, unit))
    result = {}
    for key, (theme, name, unit) in names.items():
        sharing = users[fold_header(name)]
        if len({path for path, _ in sharing}) > 1:
            name = ": ".join(key[0])
        if len({each for path, each in sharing if path == key[0]}) > 1 and unit:
            name = f"{name} ({unit})"
        result[key] = theme, name, unit
    return result
