"""In which ways the dates of a column are written, and whether their day comes before their month.

In `03-04-2020` nothing says which is which. The settings decide, else the dates of the same column
that can be read in one way only; where those disagree, such a date is not read, and that is told.
`written` is for whoever proposes date formats. Reading one date is in `moments`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from assets.formats.moments import MILLISECONDS, SECONDS, SERIAL, parse_moments
from schemas.dutch import counted, number

DAY, MONTH = "day first", "month first"
EITHER, SAME, NO_DATE = "either", "same", "no date"
_RARE = 0.05  # of the dates that decide: those that say otherwise are slips
_SLIPS = 2  # of these, the settings stand, however few dates decide
_CLEAR = 0.3  # of all dates, if each day of a month is as likely, 0.6 decide
_DIGITS = re.compile(r"\s*(\d\d?)([-/.])(\d\d?)\2\d{4}(?:\D|$)")
_TO_12, _TO_31 = (
    frozenset(form.format(number) for number in range(1, last + 1) for form in ("{}", "{:02}"))
    for last in (12, 31)
)
_CLOCK = (
    r"(?:(?: ?, ?| |T)(?P<hour>\d{1,2})(?P<colon>[:.])(?P<minute>\d{2})"
    r"(?:[:.](?P<seconds>\d{2})(?:[.,]\d+)?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
_PARTS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})" + _CLOCK
)
_OTHER_FORMS = {
    "jjjj-mm-dd": r"^\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?$",
    "jjjj-mm-dd met tijdzone": r"^\d{4}-\d\d-\d\d[T ].*(?:Z|[A-Z]{3}|\]|[+-]\d\d(?::?\d\d)?)$",
    "maand in woorden": r"[A-Za-z]{3}",
    "jjjjmmdd": r"^(?:19|20)\d{6}(?:\d{6})?$",
    "jjjj/mm/dd": r"^\d{4}/",
    "dagnummer van Excel": SERIAL,
    "seconden sinds 1970": SECONDS,
    "milliseconden sinds 1970": MILLISECONDS,
}
_OTHERS = {name: re.compile(form).search for name, form in _OTHER_FORMS.items()}
_UNREAD, _OTHER = "", "andere"


@dataclass(frozen=True)
class Style:
    """A way in which dates of a column are written.

    `name`: for the analyst (`dd-mm-jjjj`). `forms`: what to put under `datumformaten`, the most
    frequent first; none for a way that is read without a setting. `fits`: how many values can be
    read this way. `ambiguous`: how many of those another way reads as another day, while nothing in
    the column decides between them.
    """

    name: str
    forms: tuple[str, ...]
    fits: int
    ambiguous: int = 0


@dataclass(frozen=True)
class Written:
    """How the dates of a column are written. `filled`: values that are not empty. `styles`: the
    one that fits the most first. `unread`: values that fit no style."""

    filled: int
    styles: tuple[Style, ...]
    unread: int


class Verdict(NamedTuple):
    """How dates in digits with one separator are read. `either`: the order of those that can be
    read in both; None if they are not read. `read`: the orders in which the others are read."""

    either: str | None
    read: frozenset[str]


class Seen(NamedTuple):
    """A group of dates. `style`: the separator of a date in digits, or the name of another style.
    `kind`: of digits, what they can be. `as_set`: whether the settings or no setting read them."""

    style: str
    kind: str
    as_set: bool


def written(values: pd.Series, formats: tuple[str, ...] = ()) -> Written:
    """How the dates in a column of text are written. `formats`: those that are set already; a style
    that they read is a style all the same. No value is in the result."""
    filled = values[values.ne("")]
    counts = seen(filled, formats)
    verdicts = judged(counts, formats)
    distinct = filled.drop_duplicates()
    styles = [
        Style(style, (), rows)
        for style, rows in _per_style(counts).items()
        if style not in verdicts and style != _UNREAD
    ]
    for mark, verdict in verdicts.items():
        of_kind = Counter()
        for group, rows in counts.items():
            of_kind[group.kind] += rows * (group.style == mark)
        for order in (DAY, MONTH):
            shared = of_kind[EITHER] if verdict.either in {None, order} else 0
            same = of_kind[SAME] if verdict.either in {None, order} else 0
            if fits := of_kind[order] + shared + same:
                forms = _forms(distinct, mark, order)
                ambiguous = 0 if verdict.either else shared
                styles.append(Style(_name(mark, order), forms, fits, ambiguous))
    styles.sort(key=lambda style: -style.fits)
    unread = sum(rows for group, rows in counts.items() if NO_DATE in group or not group.style)
    return Written(len(filled), tuple(styles), unread)


def seen(text: pd.Series, formats: tuple[str, ...]) -> Counter[Seen]:
    """The number of dates of each group in a column of text; those of parts may be added up."""
    counts = text[text.ne("")].value_counts()
    distinct = pd.Series(counts.index, dtype="str")
    as_set = parse_moments(distinct, formats).notna()
    groups: Counter[tuple[str, str, bool]] = Counter()
    known = zip(distinct.to_numpy(), counts.tolist(), as_set.tolist(), strict=True)
    for written, rows, is_set in known:
        mark, kind = _digits_of(written)
        groups[mark or (_other_style(written) if is_set else _UNREAD), kind, is_set] += rows
    return Counter({Seen(*group): groups[group] for group in sorted(groups)})


def _other_style(text: str) -> str:
    """The style of a date that is read and is not one in digits."""
    return next((name for name, has_form in _OTHERS.items() if has_form(text)), _OTHER)


def judged(counts: Mapping[Seen, int], formats: tuple[str, ...]) -> dict[str, Verdict]:
    """Separator -> how the dates in digits with it are read."""
    verdicts = {}
    for mark in sorted({group.style for group in counts if group.kind}):
        rows = Counter()
        for group, number_of_rows in counts.items():
            rows[group.kind] += number_of_rows * (group.style == mark)
        verdicts[mark] = _verdict(rows[DAY], rows[MONTH], rows[EITHER], _claims(mark, formats))
    return verdicts


def is_plain(counts: Mapping[Seen, int]) -> bool:
    """Whether all dates are written in one way, which the settings read."""
    styles = {group.style for group in counts if group.style}
    return len(styles) <= 1 and all(group.as_set for group in counts if group.kind)


def rewritten(
    text: pd.Series, verdicts: Mapping[str, Verdict], formats: tuple[str, ...]
) -> pd.Series:
    """A column of text with its dates in digits as `verdicts` say: in ISO, or so that nothing reads
    them. What the settings read in the same way stays as it is."""
    digits = {
        written: (mark, kind)
        for written, mark, kind in ((each, *_digits_of(each)) for each in text.unique())
        if mark in verdicts and kind != NO_DATE
    }
    as_set = parse_moments(pd.Series(list(digits), dtype="str"), formats).notna()
    changed: dict[str, str] = {}
    for (written, (mark, kind)), is_read in zip(digits.items(), as_set, strict=True):
        verdict = verdicts[mark]
        order = verdict.either if kind in {EITHER, SAME} else kind
        if kind == SAME:
            order = order or DAY
        if order not in verdict.read:
            if is_read:
                changed[written] = f"? {written}"
        elif not is_read or _claims(mark, formats)[:1] != (order,):
            changed[written] = _iso(written, order)
    if not changed:
        return text
    put_right = [changed.get(written, written) for written in text.to_numpy()]
    return pd.Series(put_right, index=text.index, dtype="str", name=text.name)


def notes_of(
    counts: Mapping[Seen, int], verdicts: Mapping[str, Verdict], formats: tuple[str, ...], name: str
) -> list[str]:
    """What the analyst should know of the dates in the column `name`."""
    told, ways = [], Counter()
    for style, rows in _per_style(counts).items():
        if style not in verdicts and style != _UNREAD:
            ways[style] += rows
    for mark, verdict in verdicts.items():
        rows = Counter()
        for group, number_of_rows in counts.items():
            rows[group.kind] += number_of_rows * (group.style == mark)
        order = verdict.either
        for own in verdict.read:
            also = rows[EITHER] + rows[SAME] if own == order else 0
            ways[_name(mark, own)] += rows[own] + also
        if order is None and rows[EITHER]:
            told.append(
                f"in de kolom «{name}» {_dates(rows[EITHER])} zoals 03{mark}04{mark}2020 niet "
                "gelezen: of de dag of de maand voorop staat, is niet te zien. Zet de "
                "goede schrijfwijze bij datumformaten, of vraag de export met datums als 2020-04-03"
            )
        if order and _claims(mark, formats) and order not in _claims(mark, formats):
            told.append(
                f"in de kolom «{name}» zijn de datums gelezen als {_name(mark, order)}, niet zoals "
                "bij datumformaten staat: zo bestaan zij alle"
            )
        if strays := sum(rows[kind] for kind in {DAY, MONTH} - verdict.read):
            told.append(
                f"in de kolom «{name}» {_dates(strays)} niet gelezen: dag en maand staan andersom "
                f"dan in de andere ({_name(mark, order)})"
            )
    ways = +ways
    if len(ways) > 1:
        listed = ", ".join(f"{way} ({number(rows)})" for way, rows in ways.most_common())
        told.insert(0, f"in de kolom «{name}» staan datums op meer dan één manier: {listed}")
    return told


def _dates(amount: int) -> str:
    return f"{'is' if amount == 1 else 'zijn'} {counted(amount, 'datum', 'datums')}"


def _verdict(day: int, month: int, either: int, claims: tuple[str, ...]) -> Verdict:
    if len(claims) == 2:  # both are set: the first goes before
        return Verdict(claims[0], frozenset(claims))
    rare = _RARE * (day + month)
    if claims:
        [own], other = claims, DAY if claims == (MONTH,) else MONTH
        as_set, otherwise = (day, month) if own == DAY else (month, day)
        if otherwise <= max(rare, _SLIPS):
            return Verdict(own, frozenset({own}))
        if not as_set and otherwise >= _CLEAR * (otherwise + either):
            return Verdict(other, frozenset({other}))
    elif day + month:
        for order, against in ((DAY, month), (MONTH, day)):
            if against <= rare:
                return Verdict(order, frozenset({order}))
    return Verdict(None, frozenset({DAY, MONTH}))


def _claims(mark: str, formats: Iterable[str]) -> tuple[str, ...]:
    """The orders of dates with a separator that the settings name, the first first."""
    orders = {f"%d{mark}%m{mark}%Y": DAY, f"%m{mark}%d{mark}%Y": MONTH}
    return tuple(dict.fromkeys(orders[form[:8]] for form in formats if form[:8] in orders))


def _digits_of(text: str) -> tuple[str, str]:
    """The separator of a date in digits with its year last, and what it can be; both empty for any
    other text."""
    match = _DIGITS.match(text)
    if match is None:
        return _UNREAD, ""
    first, mark, second = match.groups()
    if first in _TO_12 and second in _TO_12:
        return mark, SAME if int(first) == int(second) else EITHER
    if first in _TO_31 and second in _TO_12:
        return mark, DAY
    return mark, MONTH if first in _TO_12 and second in _TO_31 else NO_DATE


def _iso(text: str, order: str) -> str:
    """A date in digits in ISO; as it is if what follows it is no time."""
    match = _PARTS.fullmatch(text.strip())
    if not match:
        return text
    day, month = match["first"], match["second"]
    if order == MONTH:
        day, month = month, day
    date = f"{match['year']}-{int(month):02}-{int(day):02}"
    if match["hour"] is None:
        return date
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "pP") if 1 <= hour <= 12 else 99
    return f"{date} {hour:02}:{match['minute']}:{match['seconds'] or '00'}"


def _per_style(counts: Mapping[Seen, int]) -> Counter[str]:
    rows: Counter[str] = Counter()
    for group, number_of_rows in counts.items():
        rows[group.style] += number_of_rows
    return rows


def _name(mark: str, order: str | None) -> str:
    return mark.join(("mm", "dd", "jjjj") if order == MONTH else ("dd", "mm", "jjjj"))


def _forms(distinct: pd.Series, mark: str, order: str) -> tuple[str, ...]:
    """The formats of dates in digits, as `strftime` writes them, the most frequent first."""
    date = mark.join(("%m", "%d", "%Y") if order == MONTH else ("%d", "%m", "%Y"))
    found: Counter[str] = Counter()
    for text in distinct:
        match = _PARTS.fullmatch(text.strip())
        if not match or match["mark"] != mark:
            continue
        clock = ""
        if match["hour"]:
            clock = match["colon"].join(
                ["%I" if match["half"] else "%H", "%M"] + ["%S"] * bool(match["seconds"])
            )
        half = " %p" if match["half"] else ""
        found[f"{date} {clock}{half}".strip()] += 1
    return tuple(form for form, _ in found.most_common())
