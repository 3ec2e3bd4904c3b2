"""An indicator as the edition describes it, and which of its periods may stand beside which.

No figures and no sentences here. What breaks there are is known to `assets.indicators.breaks`; the
codes that a break is about are those that the definition names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from assets.factsheets import numbers
from assets.indicators.breaks import BREAK, Break, judge
from assets.website import figures, periods

SURVEY = "enquête"
_TOTAL = re.compile(r"\s+-\s+totaal$", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]\d{2,4}|\d\.\d\.\d")


@dataclass(frozen=True)
class Line:
    """A month from which figures mean something else, and how that is told."""

    month: str
    name: str
    words: str

    @property
    def since(self) -> str:
        """The month in words."""
        return numbers.month(self.month)

    def advising(self, years: Iterable[str]) -> Line:
        """The same, with the advice which of these whole years not to compare, where there are."""
        before = sorted(year for year in years if f"{year}-01" < self.month)
        if not before:
            return self
        last, earlier = before[-1], len(before) > 1
        if self.month > f"{last}-12":
            advice = f"Vergelijk {last}{' en eerder' * earlier} daarom niet met later."
        elif earlier:
            advice = f"Vergelijk {last} daarom niet met andere jaren, en eerder niet met later."
        else:
            advice = f"Vergelijk {last} daarom niet met later."
        return replace(self, words=f"{self.words} {advice}")


@dataclass(frozen=True)
class Indicator:
    """A row of `openbare_indicatoren`; `level` is 0, or 1 for a part of a total, and so on."""

    id: str
    name: str
    theme: str
    page: str
    source: str
    registration: str
    definition: str
    unit: str
    parent: str
    since: str
    breaks: tuple[Break, ...]
    level: int = 0

    @property
    def is_survey(self) -> bool:
        """Whether it is an answer of residents, with margins."""
        return self.registration == SURVEY

    @property
    def is_police(self) -> bool:
        """Whether the police counted it."""
        return "politie" in self.source

    @property
    def is_reported(self) -> bool:
        """Whether it counts reports of residents."""
        return self.source == "melddesk"

    @property
    def is_total(self) -> bool:
        """Whether the name says that it is a total."""
        return _TOTAL.search(self.name) is not None

    @property
    def heading(self) -> str:
        """The name above its figures: `Mishandeling (totaal)`."""
        return f"{_TOTAL.sub('', self.name)} (totaal)" if self.is_total else self.name

    @property
    def subject(self) -> str:
        """The name within a sentence: `mishandeling`; an abbreviation keeps its capitals."""
        name = _TOTAL.sub("", self.name).replace(" In ", " in ")
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    @property
    def quoted(self) -> str:
        """As `subject`, in quotes where it is more than one word: no such name fits a sentence."""
        return f"‘{self.subject}’" if " " in self.subject else self.subject

    @property
    def unit_behind(self) -> str:
        """` (procent)`; empty for numbers, and where the name says it."""
        words = figures.unit_words(self.unit)
        return "" if words == "aantal" or words in self.name.lower() else f" ({words})"

    @property
    def lines(self) -> tuple[Line, ...]:
        """The months at which its figures get another meaning; what stands between brackets, as
        national numbers, is for analysts."""
        own = [
            Line(one.van, one.naam, f"{one.toelichting.partition(' (')[0]}.")
            for one in self.breaks
            if one.soort == BREAK
        ]
        if self.since:
            words = f"Sinds {numbers.month(self.since)} geldt een andere definitie."
            own.append(Line(self.since, "nieuwe definitie", words))
        return tuple(sorted(own, key=lambda line: (line.month, line.name)))

    def parted(self, now: str, past: str) -> bool:
        """Whether something changed between two periods, so that they cannot be compared."""
        first, last = periods.months(now), periods.months(past)
        if self.since and min(first[0], last[0]) < self.since <= max(first[1], last[1]):
            return True
        return judge(self.breaks, self.source, self._codes, first, last).reden is not None

    def flags(self, now: str, past: str) -> list[Break]:
        """What makes figures of these periods to be read with care."""
        spans = periods.months(now), periods.months(past)
        return [
            one
            for one in self.breaks
            if one.soort != BREAK and any(one.touches(span) for span in spans)
        ]

    @property
    def _codes(self) -> list[str]:
        return _CODE.findall(self.definition)


def described(frame: pd.DataFrame, breaks: tuple[Break, ...]) -> dict[str, Indicator]:
    """`openbare_indicatoren` -> by id, in order; parts directly behind their total."""
    found = {}
    ordered = frame.sort_values(["volgorde", "indicator_id"], kind="stable")
    for row in ordered.to_dict("records"):
        told = {name: figures.text(value) for name, value in row.items()}
        codes = _CODE.findall(told["definitie"])
        found[told["indicator_id"]] = Indicator(
            id=told["indicator_id"],
            name=" ".join(told["naam"].split()) or told["indicator_id"],
            theme=told["thema"],
            page=told["pagina"] or told["thema"],
            source=told["bron"],
            registration=told["registratietype"],
            definition=told["definitie"],
            unit=told["eenheid"] or "aantal",
            parent=told["onderdeel_van"],
            since=told["definitie_sinds"],
            breaks=tuple(one for one in breaks if one.concerns(told["bron"], codes)),
        )
    return {one.id: one for one in _nested(found)}


def _nested(found: dict[str, Indicator]) -> Iterator[Indicator]:
    children: dict[str, list[Indicator]] = {}
    for one in found.values():
        parent = found.get(one.parent)
        key = one.parent if parent and parent.page == one.page and parent.id != one.id else ""
        children.setdefault(key, []).append(one)
    told: set[str] = set()

    def below(key: str, level: int) -> Iterator[Indicator]:
        for one in children.get(key, ()):
            if one.id not in told:
                told.add(one.id)
                yield Indicator(**{**vars(one), "level": level})
                yield from below(one.id, level + 1)

    yield from below("", 0)
    for one in found.values():  # totals that are each other's part
        if one.id not in told:
            yield one
