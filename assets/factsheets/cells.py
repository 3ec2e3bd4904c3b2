"""From the values of a table to the cells of a sheet: verdicts, intervals, marks, texts.

Words for what a value means stand here once. Which columns a table has is decided in `driehoek` and
`raad`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import numbers
from assets.factsheets.sheet import Cell

UP, DOWN = "signaal omhoog", "signaal omlaag"
NORMAL, UNDECIDED = "binnen normale schommeling", "niet vast te stellen"
ON_COURSE, OFF_COURSE = "op koers", "niet op koers"
ICONS = {
    UP: "▲",
    DOWN: "▼",
    NORMAL: "·",
    UNDECIDED: "?",
    ON_COURSE: "✓",
    OFF_COURSE: "×",
}
_SHORT = {UP: "omhoog", DOWN: "omlaag", NORMAL: "normaal", UNDECIDED: "onbeslist"}
SOURCES = {
    "politie": "politie",
    "melddesk": "MeldDesk",
    "register": "register",
    "open_data": "politie, open data",
    "politie_open_data": "politie, open data",
}
# letter: (how a mark is recognised, what it means), in the order in which they are shown
MARKS = {
    "*": "voorlopig: er kan nog worden bijgeschreven",
    "r": "deels herzien: een eerder gemeld cijfer is veranderd",
    "h": "haaldelict: hangt sterk af van de inzet van de politie",
    "c": "de vergelijking loopt door de coronaperiode",
    "b": "let op",  # and then the names of the breaks, which need not forbid a comparison
    "g": "geen vergelijking mogelijk",
}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def records(
    tables: Mapping[str, pd.DataFrame], name: str, columns: Sequence[str]
) -> list[SimpleNamespace]:
    """The rows of a table with these columns; what is missing, unknown or absent is None."""
    frame = tables.get(name)
    return [] if frame is None else rows_of(frame, columns)


def rows_of(frame: pd.DataFrame, columns: Sequence[str]) -> list[SimpleNamespace]:
    """The rows of a frame, as `records`."""
    if frame.empty:
        return []
    frame = frame.reindex(columns=list(columns)).astype(object)
    frame = frame.where(frame.notna(), None)
    return [SimpleNamespace(**row) for row in frame.to_dict("records")]


def plain(value: object, most: int = 90) -> str:
    """A text of the data on one line: nothing invisible in it, at most so many characters."""
    if numbers.is_unknown(value):
        return numbers.UNKNOWN
    text = str(value)[: 20 * most]
    if not text.isprintable():
        text = "".join(
            " " if mark.isspace() else mark
            for mark in text
            if mark.isspace() or unicodedata.category(mark) not in _INVISIBLE
        )
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def text(value: object, most: int = 90) -> Cell:
    """A cell with a text of the data."""
    return _cell(plain(value, most))


def count(value: object, icon: str = "") -> Cell:
    """A cell with a number."""
    return _cell(numbers.count(value), icon=icon)


def tenth(value: object) -> Cell:
    """A cell with one digit behind the comma."""
    return _cell(numbers.UNKNOWN if numbers.is_unknown(value) else numbers.decimal(value))


def percent(value: object) -> Cell:
    """A cell with a percentage, whole."""
    return _cell(numbers.percent(value))


def difference(value: object, share: object = None) -> Cell:
    """A difference, with the percentage in small where there is one."""
    small = "" if numbers.is_unknown(share) else f"{numbers.signed(round(float(share)))}\u00a0%"
    return _cell(numbers.signed(value), small=small)


def ratio(value: object, low: object, high: object) -> Cell:
    """A ratio, with its 95 % interval in small."""
    if numbers.is_unknown(low) and numbers.is_unknown(value):
        return _cell(numbers.UNKNOWN)
    between = "" if numbers.is_unknown(low) else f"({numbers.interval(low, high)})"
    known = "" if numbers.is_unknown(value) else numbers.decimal(value, 2)
    return _cell(known, small=between)


def verdict(word: object) -> Cell:
    """A verdict in words, with its shape."""
    word = UNDECIDED if numbers.is_unknown(word) else str(word)
    return Cell(text=plain(word), icon=word if word in ICONS else "")


def short_verdict(word: object) -> Cell:
    """A verdict in one word, with its shape."""
    word = UNDECIDED if numbers.is_unknown(word) else str(word)
    return Cell(text=_SHORT.get(word, plain(word)), icon=word if word in ICONS else "", spoken=word)


def source(value: object) -> str:
    """The name of a source as readers know it."""
    return SOURCES.get(str(value), plain(value, 40))


def name_and_source(name: object, of: object) -> Cell:
    """The name of an indicator, and its source in small."""
    return _cell(plain(name), small="" if numbers.is_unknown(of) else source(of))


def marks_of(row: SimpleNamespace) -> str:
    """The letters of `MARKS` that a row of figures bears."""
    status = str(row.status or "").casefold()
    breaks = split_breaks(row.trendbreuk)
    bears = {
        "*": "voorlopig" in status,
        "r": "herzien" in status,
        "h": row.registratietype == "haal",
        "c": any(is_corona(name) for name in breaks),
        "b": any(not is_corona(name) for name in breaks),
        "g": not numbers.is_unknown(row.geen_vergelijking)
        and not str(row.geen_vergelijking).startswith("12 maanden: "),
    }
    return "".join(letter for letter, holds in bears.items() if holds)


def marks(letters: str, row: SimpleNamespace) -> Cell:
    """A cell with the marks of a row; their meaning is spoken."""
    if not letters:
        return Cell("")
    return Cell(" ".join(letters), spoken="; ".join(_meaning(mark, [row]) for mark in letters))


def shared_marks(bearers: Sequence[str]) -> str:
    """The marks that every row bears: said once above the table, not in each row."""
    if not bearers:
        return ""
    return "".join(mark for mark in MARKS if all(mark in letters for letters in bearers))


def mark_notes(letters: Iterable[str], rows: Sequence[SimpleNamespace]) -> list[str]:
    """The notes under a table of figures: what its marks mean, and why a figure is not there."""
    used = set(letters)
    told = [f"{mark} {_meaning(mark, rows)}" for mark in MARKS if mark in used]
    notes = [f"Tekens: {'; '.join(told)}."] if told else []
    reasons = dict.fromkeys(plain(row.geen_vergelijking, 120) for row in rows)
    reasons.pop(numbers.UNKNOWN, None)
    if reasons:
        is_absent = any(numbers.is_unknown(row.nu) for row in rows)
        what = "Geen cijfer of geen vergelijking" if is_absent else "Geen vergelijking"
        notes.append(f"{what}: {'; '.join(reasons)}.")
    return notes


def _meaning(mark: str, rows: Sequence[SimpleNamespace]) -> str:
    if mark != "b":
        return MARKS[mark]
    names = dict.fromkeys(name for row in rows for name in split_breaks(row.trendbreuk))
    told = [plain(name, 60) for name in names if not is_corona(name)]
    return f"{MARKS[mark]}: {', '.join(told)}"


def told_notes(rows: Sequence[SimpleNamespace], most: int = 4) -> tuple[str, ...]:
    """The `toelichting` of rows, each text once: with the name of its indicator, or how many have
    it; at most so many, and where the others stand."""
    by_text: dict[str, list[SimpleNamespace]] = {}
    for row in rows:
        by_text.setdefault(plain(row.toelichting, 160), []).append(row)
    by_text.pop(numbers.UNKNOWN, None)
    notes = [
        f"{plain(of[0].indicator, 60)}: {told}." if len(of) == 1 else f"{told} ({len(of)} rijen)."
        for told, of in by_text.items()
    ]
    if len(notes) > most:
        rest = numbers.counted(len(notes) - most, "toelichting", "toelichtingen")
        notes[most:] = [f"En nog {rest}: zie de werkmap."]
    return tuple(notes)


def split_breaks(value: object) -> list[str]:
    """The names in a `trendbreuk`: parted by a comma, semicolon or plus."""
    if numbers.is_unknown(value):
        return []
    parts = str(value).replace(";", ",").replace(" + ", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def is_corona(name: str) -> bool:
    """Whether a break is the corona period: a flag, which does not forbid a comparison."""
    return "corona" in name.casefold() or "covid" in name.casefold()


def remark(words: object, author: object, when: object, most: int = 260) -> str:
    """What the team made of a figure: text, author and date; empty without a text."""
    if numbers.is_unknown(words):
        return ""
    told = [plain(author, 40)] if not numbers.is_unknown(author) else []
    told += [numbers.day(when)] if not numbers.is_unknown(when) else []
    return plain(words, most) + (f" ({', '.join(told)})" if told else "")


def _cell(shown: str, small: str = "", icon: str = "") -> Cell:
    return Cell(shown, small, icon, "niet bekend" if shown == numbers.UNKNOWN else "")
