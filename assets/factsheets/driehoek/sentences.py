"""Sentences about a signal: from a row of `driehoek_signalen`, with what the team wrote and agreed
about it, to plain Dutch.

Rows in, text out: a sentence says what its row says and no more. Which rows are told, and in which
order, is decided in `findings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek.interpretations import Interpretation

NO_INTERPRETATION = "ontbreekt"
NO_ACTION = "geen"
_UNITS = {"melddesk": ("melding", "meldingen")}
_UNIT = ("registratie", "registraties")
_PLACES = {
    "gemeente": "heel {}",
    "wijk": "de wijk {}",
    "buurt": "de buurt {}",
    "aandachtsgebied": "het aandachtsgebied {}",
}
_NUMBERED = re.compile(r"^wijk \d+ ", re.IGNORECASE)  # as Statistics Netherlands names a district
NAMED = 40  # other areas that are named where there is room
_LETTERS = 7  # characters that a word of the team may take, on average
_WHO = (5, 36)  # words and characters


def sentence(row: SimpleNamespace, is_new: bool = False) -> str:
    """What changed, in which direction, where and since when."""
    lead = f"{name_of(row)}: {direction(row)} dan verwacht in {place(row)}"
    if numbers.is_unknown(row.sinds_maand):
        return f"{lead} in {_window(row)}; inmiddels voorbij."
    return f"{lead}, sinds {numbers.month(row.sinds_maand)}{' (nieuw)' * is_new}."


def size(row: SimpleNamespace) -> str:
    """How much was counted and how much was to be expected: in the window of the verdict, or in all
    months since the change began where it is a change by their sum."""
    if is_by_sum(row):
        counted = _amount(row, row.sinds_nu)
        since = f"sinds {numbers.month(row.sinds_maand)} samen"
        return f"{counted} {since}; verwacht: {expected(row.sinds_verwacht)}."
    counted = f"{_amount(row, row.waargenomen)} in {_window(row)}"
    if numbers.is_unknown(row.verwacht):
        return f"{counted}."
    return f"{counted}; verwacht: {expected(row.verwacht)}."


def certainty(row: SimpleNamespace) -> str:
    """Why it is not taken for chance: the limit of what chance explains, or that it lasts."""
    if numbers.is_unknown(row.grens):
        return "groot, maar een grens is niet bekend."
    bound = "hoogstens" if row.richting == "omhoog" else "ten minste"
    chance = f"door toeval {bound} {_amount(row, row.grens)}"
    if not is_by_sum(row):
        return f"groot; {chance}."
    return (
        f"groot, want het houdt aan. {numbers.capital(_window(row))} alleen is binnen het gewone: "
        f"{_amount(row, row.waargenomen)}; {chance}."
    )


def others(row: SimpleNamespace, rows: Iterable[SimpleNamespace], named: int = NAMED) -> str:
    """The names of the other areas where the same changed in the same direction, at most so many;
    may be empty."""
    names = other_areas(row, rows, named)
    if any(" en " in name for name in names):  # of which the end could not be told
        return f"{'; '.join(names)}."
    return f"{numbers.enumerated(names)}." if names else ""


def other_areas(
    row: SimpleNamespace, rows: Iterable[SimpleNamespace], named: int = NAMED
) -> list[str]:
    """Those names; if they are more than may be named, the last says how many and where."""
    own = area(row)
    names = list(dict.fromkeys(area(other) for other in rows if other.richting == row.richting))
    names = [name for name in names if name != own]
    rest = len(names) - named
    more = f"{rest} {'ander' if rest == 1 else 'andere'}: zie de werkmap"
    return [*names[:named], *([more] if rest > 0 else [])]


def interpretation(told: Interpretation | None, most: int) -> str:
    """What the team says of it, in at most so many words, with its author."""
    if told is None or numbers.is_unknown(told.words):
        return f"{NO_INTERPRETATION}."
    about = [] if not told.period else [f"over {numbers.period_in_sentence(told.period)}"]
    about += [] if numbers.is_unknown(told.author) else [shortened(told.author, *_WHO)]
    words = shortened(told.words, most, most * _LETTERS).rstrip(".")
    return _ended(f"{words} ({', '.join(about)})" if about else words)


def agreement(actions: Sequence[SimpleNamespace], most: int) -> str:
    """The open action that must be done first, in at most so many words, with who and by when; and
    how many more there are.

    An action has `is_late`, as `agreements.shown` gives.
    """
    if not actions:
        return f"{NO_ACTION}."
    first = actions[0]
    who = "wie: niet afgesproken" if numbers.is_unknown(first.wie) else shortened(first.wie, *_WHO)
    until = (
        "geen dag afgesproken"
        if numbers.is_unknown(first.uiterlijk)
        else f"{'had af moeten zijn op' if first.is_late else 'uiterlijk'} "
        f"{numbers.day(first.uiterlijk)}"
    )
    action = shortened(first.actie, most, most * _LETTERS).rstrip(".")
    more = len(actions) - 1
    rest = f" En nog {numbers.counted(more, 'afspraak', 'afspraken')}." if more else ""
    return f"{action} ({who}; {until}).{rest}"


def details(
    row: SimpleNamespace,
    rows: Iterable[SimpleNamespace],
    told: Interpretation | None,
    actions: Sequence[SimpleNamespace],
    most: int = 20,
    named: int = NAMED,
) -> tuple[tuple[str, str], ...]:
    """All that is said below a sentence, each with the word before it. `most`: the words of each
    text of the team; `named`: the other areas that are named."""
    lines = (
        ("Omvang", size(row)),
        ("Zekerheid", certainty(row)),
        ("Ook in", others(row, rows, named)),
        ("Duiding", interpretation(told, most)),
        ("Afspraak", agreement(actions, most)),
    )
    return tuple((word, text) for word, text in lines if text)


def name_of(row: SimpleNamespace) -> str:
    """The name of the indicator."""
    return shortened(row.indicator, 12, 80) if row.indicator else "Een indicator zonder naam"


def direction(row: SimpleNamespace) -> str:
    """`meer` or `minder`."""
    return "meer" if row.richting == "omhoog" else "minder"


def is_by_sum(row: SimpleNamespace) -> bool:
    """Whether it is a change by the sum of the months since it began, and the window itself is
    within the limit of what chance explains."""
    since = (row.sinds_maand, row.sinds_nu, row.sinds_verwacht)
    is_known = not any(map(numbers.is_unknown, (row.grens, *since)))
    return is_known and not is_beyond(row)


def is_beyond(row: SimpleNamespace) -> bool:
    """Whether the count of the window itself is beyond the limit of what chance explains."""
    if numbers.is_unknown(row.grens):
        return False
    if row.richting == "omhoog":
        return bool(row.waargenomen > row.grens)
    return bool(row.waargenomen < row.grens)


def area(row: SimpleNamespace) -> str:
    """The name of the area, without the number that a district has in it."""
    if numbers.is_unknown(row.gebiedsnaam):
        return "een gebied zonder naam"
    return shortened(_NUMBERED.sub("", str(row.gebiedsnaam)), 5, 40)


def place(row: SimpleNamespace) -> str:
    """The area with what kind of area it is: `de buurt Wyck`."""
    if numbers.is_unknown(row.gebiedsnaam):
        return area(row)
    return _PLACES.get(str(row.gebiedsniveau), "{}").format(area(row))


def shortened(value: object, words: int, characters: int) -> str:
    """A text of the data on one line, with at most so many words and characters."""
    text = "" if value == "" else cells.plain(value, characters)
    kept = text.split(" ")
    return text if len(kept) <= words else f"{' '.join(kept[:words]).rstrip('.,;:- ')}…"


def unit(row: SimpleNamespace, amount: float = 2) -> str:
    """What is counted: `registratie` or `registraties`, or the same of `melding`."""
    one, many = _UNITS.get(str(row.bron), _UNIT)
    return one if amount == 1 else many


def _amount(row: SimpleNamespace, value: float) -> str:
    return f"{numbers.count(value)} {unit(row, float(value))}"


def expected(value: object) -> str:
    """An expected count: whole from ten on and below one, as tenths would claim too much."""
    if numbers.is_unknown(value):
        return numbers.UNKNOWN
    value = float(value)
    if value < 1:
        return "minder dan 1"
    return numbers.count(float(round(value)) if value >= 10 else round(value, 1))


def _window(row: SimpleNamespace) -> str:
    return numbers.months(row.periode_van, row.periode_tot)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
