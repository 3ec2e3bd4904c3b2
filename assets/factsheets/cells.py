"""From values of a table to cells of a sheet: verdicts, intervals, marks, texts.

The wording for what a value means is defined here, once. Which columns a table has is decided by
the sections in `driehoek` and `raad`; how a number is written, by `numbers`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import numbers
from assets.factsheets.table import Cell
from schemas.public import MARKS as PUBLIC_MARKS
from schemas.public import SECRET

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
EMPHASISED = (UP, DOWN, ON_COURSE, OFF_COURSE)  # verdicts in bold
_SHORT = {UP: "omhoog", DOWN: "omlaag", NORMAL: "normaal", UNDECIDED: "onbeslist"}
SOURCES = {
    "politie": "politie",
    "melddesk": "MeldDesk",
    "register": "register",
    "open_data": "politie, open data",
    "politie_open_data": "politie, open data",
}
# letter: meaning, in the order in which they are shown; `marks_of` decides which rows bear them
MARKS = {
    "*": "voorlopig: er kan nog worden bijgeschreven",
    "r": "deels herzien: een eerder gemeld cijfer is veranderd",
    "h": "haaldelict: hangt sterk af van de inzet van de politie",
    "c": "de vergelijking loopt door de coronaperiode",
    "b": "let op",  # followed by the names of breaks that still allow a comparison
    "g": "geen vergelijking mogelijk",
}
SECRET_NOTE = f"{SECRET}: {PUBLIC_MARKS[SECRET]}."
_LEAST_FACTOR, _MOST_FACTOR = 0.05, 20.0  # of a visible change; beyond them none is named
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def records(
    tables: Mapping[str, pd.DataFrame], name: str, columns: Sequence[str]
) -> list[SimpleNamespace]:
    """The rows of a table with these columns; a missing column or value is None.

    An absent table has no rows.
    """
    frame = tables.get(name)
    return [] if frame is None else rows_of(frame, columns)


def rows_of(frame: pd.DataFrame, columns: Sequence[str]) -> list[SimpleNamespace]:
    """The rows of a frame with these columns; a missing column or value is None."""
    if frame.empty:
        return []
    absent = dict.fromkeys(name for name in columns if name not in frame)
    present = frame[[name for name in columns if name in frame]]
    return [
        SimpleNamespace(**absent, **{name: _known(cell) for name, cell in row.items()})
        for row in present.to_dict("records")
    ]


def _known(cell: object) -> object:
    """The cell, or None if it is missing. NaN differs from itself, and testing that is faster than
    pandas for small tables."""
    return None if cell is pd.NA or cell != cell else cell


def plain(value: object, most: int = 90) -> str:
    """A text of the data on one line, without invisible characters, cut to `most` characters."""
    if numbers.is_unknown(value):
        return numbers.UNKNOWN
    text = str(value)[: 20 * most]
    if not text.isprintable():
        text = "".join(
            " " if letter.isspace() else letter
            for letter in text
            if letter.isspace() or unicodedata.category(letter) not in _INVISIBLE
        )
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def text(value: object, most: int = 90) -> Cell:
    """A cell with a text of the data."""
    return _cell(plain(value, most))


def count(value: object, icon: str = "") -> Cell:
    """A cell with a number: whole, or with one decimal if it is a fraction."""
    return _cell(numbers.count(value), icon=icon)


def public_count(row: SimpleNamespace, name: str) -> Cell:
    """A cell with a number of a public table, or the mark of a hidden one: `geheim` of the row
    names those."""
    hidden = str(row.geheim or "").split(", ")
    if name.replace("_", " ") in hidden:
        return Cell(SECRET, spoken="geheim")
    return count(getattr(row, name))


def tenth(value: object) -> Cell:
    """A cell with a number with one decimal."""
    return _cell(numbers.UNKNOWN if numbers.is_unknown(value) else numbers.decimal(value))


def percent(value: object) -> Cell:
    """A cell with a percentage without decimals."""
    return _cell(numbers.percent(value))


def difference(value: object, percentage: object = None) -> Cell:
    """A cell with a difference, and the percentage in small type if known."""
    small = (
        ""
        if numbers.is_unknown(percentage)
        else f"{numbers.signed(round(float(percentage)))}\u00a0%"
    )
    return _cell(numbers.signed(value), small=small)


def ratio(value: object, low: object, high: object) -> Cell:
    """A cell with a ratio, and its 95% interval in small type. Either may be unknown."""
    if numbers.is_unknown(low) and numbers.is_unknown(value):
        return _cell(numbers.UNKNOWN)
    interval = "" if numbers.is_unknown(low) else f"({numbers.interval(low, high)})"
    shown = "" if numbers.is_unknown(value) else numbers.decimal(value, 2)
    return _cell(shown, small=interval)


def verdict(word: object) -> Cell:
    """A cell with a verdict in full, and its icon. Unknown: `niet vast te stellen`."""
    word = UNDECIDED if numbers.is_unknown(word) else str(word)
    return Cell(text=plain(word), icon=word if word in ICONS else "")


def window(value: object) -> Cell:
    """A cell with the length of a window: 12m is 12 mnd."""
    return _cell(plain(value).replace("m", "\u00a0mnd"))


def seen(row: SimpleNamespace) -> Cell:
    """A cell with the verdict on a row; without a signal, with the smallest rise and fall that
    would have been one."""
    cell = verdict(row.signaal)
    changes = (row.kleinste_zichtbare_op, row.kleinste_zichtbare_neer)
    shown = [
        f"×{numbers.decimal(value)}"
        for value in changes
        if not numbers.is_unknown(value) and _LEAST_FACTOR <= value <= _MOST_FACTOR
    ]
    if cell.text in EMPHASISED or not shown:
        return cell
    factors = "\u00a0of\u00a0".join(shown)
    return replace(cell, small=f"zichtbaar\u00a0{factors}")


def short_verdict(word: object) -> Cell:
    """A cell with a verdict in one word, and its icon; read aloud in full."""
    word = UNDECIDED if numbers.is_unknown(word) else str(word)
    return Cell(text=_SHORT.get(word, plain(word)), icon=word if word in ICONS else "", spoken=word)


def source(value: object) -> str:
    """The name of a source as readers know it; the code itself if it has no such name."""
    return SOURCES.get(str(value), plain(value, 40))


def name_and_source(name: object, code: object) -> Cell:
    """A cell with the name of an indicator, and its source in small type if given."""
    return _cell(plain(name), small="" if numbers.is_unknown(code) else source(code))


def marks_of(row: SimpleNamespace) -> str:
    """The letters of `MARKS` that apply to a row of figures.

    A comparison that is missing only for the twelve months does not count as missing.
    """
    status = str(row.status or "").casefold()
    breaks = split_breaks(row.trendbreuk)
    applies = {
        "*": "voorlopig" in status,
        "r": "herzien" in status,
        "h": row.registratietype == "haal",
        "c": any(is_corona(name) for name in breaks),
        "b": any(not is_corona(name) for name in breaks),
        "g": not numbers.is_unknown(row.geen_vergelijking)
        and not str(row.geen_vergelijking).startswith("12 maanden: "),
    }
    return "".join(letter for letter, is_marked in applies.items() if is_marked)


def marks(row: SimpleNamespace, shared: str) -> Cell:
    """A cell with the marks of a row that not all rows share; their meaning is read aloud."""
    letters = _own_marks(row, shared)
    if not letters:
        return Cell("")
    return Cell(" ".join(letters), spoken="; ".join(_meaning(mark, [row]) for mark in letters))


def shared_marks(marks_by_row: Sequence[str]) -> str:
    """The marks that all rows have: mentioned once above the table, not in every row."""
    if not marks_by_row:
        return ""
    return "".join(mark for mark in MARKS if all(mark in letters for letters in marks_by_row))


def mark_notes(rows: Sequence[SimpleNamespace], shared: str) -> list[str]:
    """The notes under a table of figures: what its marks mean, and why figures are missing."""
    reasons = dict.fromkeys(plain(row.geen_vergelijking, 120) for row in rows)
    reasons.pop(numbers.UNKNOWN, None)
    return [*meaning_notes(rows, shared), *reason_notes(rows, reasons)]


def meaning_notes(rows: Sequence[SimpleNamespace], shared: str) -> list[str]:
    """The note on what the marks in a table of figures mean; none without marks."""
    used = {mark for row in rows for mark in _own_marks(row, shared)}
    meanings = [f"{mark} {_meaning(mark, rows)}" for mark in MARKS if mark in used]
    return [f"Tekens: {'; '.join(meanings)}."] if meanings else []


def reason_notes(rows: Sequence[SimpleNamespace], reasons: Collection[str]) -> list[str]:
    """The note with the reasons why a figure or a comparison is missing; none without reasons."""
    if not reasons:
        return []
    has_gap = any(numbers.is_unknown(row.nu) for row in rows)
    heading = "Geen cijfer of geen vergelijking" if has_gap else "Geen vergelijking"
    return [f"{heading}: {'; '.join(reasons)}."]


def _own_marks(row: SimpleNamespace, shared: str) -> str:
    return "".join(mark for mark in marks_of(row) if mark not in shared)


def _meaning(mark: str, rows: Sequence[SimpleNamespace]) -> str:
    if mark != "b":
        return MARKS[mark]
    names = dict.fromkeys(name for row in rows for name in split_breaks(row.trendbreuk))
    shown = [plain(name, 90) for name in names if not is_corona(name)]
    return f"{MARKS[mark]}: {', '.join(shown)}"


def explanations(rows: Sequence[SimpleNamespace], most: int = 4) -> tuple[str, ...]:
    """The distinct values of `toelichting`, each with its indicator or its number of rows.

    At most `most` of them, followed by a note on where the others are.
    """
    by_text: dict[str, list[SimpleNamespace]] = {}
    for row in rows:
        by_text.setdefault(plain(row.toelichting, 160), []).append(row)
    by_text.pop(numbers.UNKNOWN, None)
    notes = [
        f"{plain(same[0].indicator, 60)}: {words}."
        if len(same) == 1
        else f"{words} ({len(same)} rijen)."
        for words, same in by_text.items()
    ]
    if len(notes) > most:
        rest = numbers.counted(len(notes) - most, "toelichting", "toelichtingen")
        notes[most:] = [f"En nog {rest}: zie de werkmap."]
    return tuple(notes)


def split_breaks(value: object) -> list[str]:
    """The names in a `trendbreuk`, which are separated by a comma, semicolon or plus."""
    if numbers.is_unknown(value):
        return []
    parts = str(value).replace(";", ",").replace(" + ", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def is_corona(name: str) -> bool:
    """Whether a break is the corona period, which is flagged but does not prevent a comparison."""
    return "corona" in name.casefold() or "covid" in name.casefold()


def remark(words: object, author: object, when: object, most: int = 260) -> str:
    """The team's interpretation of a figure: text, author and date; empty without a text.

    The text is cut to `most` characters.
    """
    if numbers.is_unknown(words):
        return ""
    signature = [plain(author, 40)] if not numbers.is_unknown(author) else []
    signature += [numbers.day(when)] if not numbers.is_unknown(when) else []
    return plain(words, most) + (f" ({', '.join(signature)})" if signature else "")


def _cell(shown: str, small: str = "", icon: str = "") -> Cell:
    return Cell(shown, small, icon, "niet bekend" if shown == numbers.UNKNOWN else "")
