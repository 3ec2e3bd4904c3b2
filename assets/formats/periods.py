"""Periods as statistics and registers write them, in our own form: 2019, 2019-H1, 2019-Q1, 2019-01
or, for several years together, 2019--2020. No figures here.

Recognised are keys (2019JJ00, 2019HJ01, 2019KW01, 2019MM01), names (2019, 2019 januari, 2019 1e
kwartaal) and days (2019-01-01 means its month). A `*` or the word voorlopig marks a provisional
period.
"""

from __future__ import annotations

import re

_KEY = re.compile(r"^(\d{4})(JJ|HJ|KW|MM)(\d{2})$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])-01(?:[ T]00:00(?::00)?)?$")
_PART = re.compile(r"^(\d{4}),? ?(?:([1-4])e ?)?(kwartaal|halfjaar|[a-z]{3,9})$")
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
_NUMBER = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
_NUMBER |= {name[:3]: number for name, number in _NUMBER.items()} | {"mrt": 3}
_HIGHEST = {"JJ": 0, "HJ": 2, "KW": 4, "MM": 12}
_ISSUE = re.compile(r"^(\d{4})-(?:H[12]|Q[1-4]|(0[1-9]|1[0-2])--\1-(0[1-9]|1[0-2]))$")
_TIDY = re.compile(r"^\d{4}(-Q[1-4]|-H[12]|-(0[1-9]|1[0-2]))?$")
_YEAR = r"((?:19|20)\d{2})"
_SPAN = re.compile(rf"^{_YEAR} ?(?:--?|–|t/m|tot en met) ?{_YEAR}$")
_SHORT_YEAR = re.compile(
    r"^([a-z]{3,9})\.?(?:-|/| ?['’])(?:20)?(\d\d)$"
)  # jan-24, as Excel shows a month
_YEAR_LAST = re.compile(rf"^(.+?) {_YEAR}$")


def period(text: str) -> str | None:
    """The period in `text`, in our own form; None if it is no period."""
    plain = re.sub(r"\*|\(?(nader )?voorlopige?( cijfers?)?\)?", "", text.strip(), flags=re.I)
    plain = " ".join(plain.split()).strip(" ,")
    if _TIDY.match(plain):
        return plain
    if key := _KEY.match(plain):
        return _of_key(key[1], key[2].upper(), int(key[3]))
    if day := _DAY.match(plain):
        return f"{day[1]}-{day[2]}"
    return _of_name(plain.casefold())


def register_period(text: str) -> str | None:
    """The period in a register: as `period`, but loosely spaced and with the year first or last (of
    a month also its last two digits: jan-24); or a span of whole years (2019 t/m 2020 ->
    2019--2020). None if it is no period."""
    tight = re.sub(r"\s", "", text).upper()
    if _TIDY.match(tight):
        return tight
    plain = " ".join(text.split()).casefold()
    if span := _SPAN.match(plain):
        return f"{span[1]}--{span[2]}" if span[1] < span[2] else None
    if (month := _SHORT_YEAR.match(plain)) and month[1] in _NUMBER:
        return f"20{month[2]}-{_NUMBER[month[1]]:02}"
    turned = _YEAR_LAST.match(plain)
    parts = f"{turned[2]} {turned[1]}" if turned else plain
    if short := re.fullmatch(rf"{_YEAR} ([qh][1-4])", parts):
        return period(f"{short[1]}-{short[2].upper()}")
    return period(parts)


def is_provisional(text: str) -> bool:
    """Whether the text of a period or of its status says that its figures may still change."""
    return "*" in text or "voorlopig" in text.casefold()


def is_issue(text: str) -> bool:
    """Whether `text` is the period of an issue of a product: two months (January and February,
    March and April ...) of the Driehoek, a half-year of the council, a quarter of the site."""
    match = _ISSUE.match(text)
    if match is None:
        return False
    first, last = match[2], match[3]
    return first is None or (int(first) % 2 == 1 and int(last) == int(first) + 1)


def months(text: str) -> list[str]:
    """The months (YYYY-MM) of a period in our own form."""
    first_year, span, last_year = text.partition("--")
    if span:
        return [
            month
            for year in range(int(first_year), int(last_year) + 1)
            for month in months(str(year))
        ]
    year, _, part = text.partition("-")
    if not part:
        first, last = 1, 12
    elif part[0] in "QH":
        size = 3 if part[0] == "Q" else 6
        first, last = (int(part[1]) - 1) * size + 1, int(part[1]) * size
    else:
        first = last = int(part)
    return [f"{year}-{month:02}" for month in range(first, last + 1)]


def _of_key(year: str, kind: str, number: int) -> str | None:
    if kind == "JJ":
        return year if number == 0 else None
    if not 1 <= number <= _HIGHEST[kind]:
        return None
    return f"{year}-" + {"HJ": f"H{number}", "KW": f"Q{number}", "MM": f"{number:02}"}[kind]


def _of_name(text: str) -> str | None:
    part = _PART.match(text)
    if part is None:
        return None
    year, number, word = part.groups()
    if word in _NUMBER and number is None:
        return f"{year}-{_NUMBER[word]:02}"
    if word == "kwartaal" and number:
        return f"{year}-Q{number}"
    if word == "halfjaar" and number in ("1", "2"):
        return f"{year}-H{number}"
    return None
