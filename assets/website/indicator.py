"""An indicator as the edition describes it, and which of its periods can be compared.

No figures and no sentences here. `assets.indicators.breaks` knows the breaks in series; a break may
concern certain police codes only, and an indicator is made of the codes that its definition names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from assets.factsheets.wording import in_words, plain_name
from assets.indicators.breaks import BREAK, Break, judge
from assets.website import figures, periods
from schemas import dutch

SURVEY = "enquête"
_TOTAL = re.compile(r"\s+-\s+totaal$", re.IGNORECASE)
# A definition that itself says of what time the figure is: a stock, or some months of a project.
# The site has the published table alone, which has no column for this, so the words decide; a test
# names the indicators of the list that they catch.
_OWN_TIME = re.compile(r"^Stand\b|\bmaanden van het project\b")
_CODE = re.compile(r"[A-Z]\d{2,4}|\d\.\d\.\d")


@dataclass(frozen=True)
class BreakNote:
    """A break in a series: the month from which figures mean something else, and why."""

    month: str
    name: str
    words: str

    @property
    def since(self) -> str:
        """The month in words."""
        return dutch.month(self.month)

    def with_advice(self, years: Iterable[str]) -> BreakNote:
        """The same note with advice which of these whole years not to compare, if any."""
        before = sorted(year for year in years if f"{year}-01" < self.month)
        if not before:
            return self
        last, has_earlier = before[-1], len(before) > 1
        if self.month > f"{last}-12":
            advice = f"Vergelijk {last}{' en eerder' * has_earlier} daarom niet met later."
        elif has_earlier:
            advice = f"Vergelijk {last} daarom niet met andere jaren, en eerder niet met later."
        else:
            advice = f"Vergelijk {last} daarom niet met later."
        return replace(self, words=f"{self.words} {advice}")


@dataclass(frozen=True)
class Indicator:
    """A row of `openbare_indicatoren`.

    `level` is its depth below a total: 0, or 1 for a part of a total, and so on. `since` is the
    month from which its present definition applies.
    """

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
    def path(self) -> str:
        """Where the site shows it for the whole municipality, from the root of the site."""
        return f"thema/{self.page}.html#{self.id}"

    @property
    def is_survey(self) -> bool:
        """Whether it is estimated from answers of residents, with margins."""
        return self.registration == SURVEY

    @property
    def otherwise(self) -> str:
        """What a break in its series means: residents were asked otherwise, or it was counted
        otherwise."""
        return "anders gevraagd" if self.is_survey else "anders geteld"

    @property
    def is_police(self) -> bool:
        """Whether the police counted it."""
        return "politie" in self.source

    @property
    def is_open_data(self) -> bool:
        """Whether the figure is as the police publishes it."""
        return self.source.startswith("politie (")

    @property
    def is_reported(self) -> bool:
        """Whether it counts reports by residents."""
        return self.source == "melddesk"

    @property
    def is_total(self) -> bool:
        """Whether its name ends in `- totaal`."""
        return _TOTAL.search(self.name) is not None

    @property
    def heading(self) -> str:
        """The name as a heading: `Mishandeling (totaal)`."""
        name = self.name.replace(" In ", " in ")
        return f"{_TOTAL.sub('', name)} (totaal)" if self.is_total else name

    @property
    def subject(self) -> str:
        """The name within a sentence: `mishandeling`; an abbreviation keeps its capitals."""
        name = _TOTAL.sub("", self.name).replace(" In ", " in ")
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    @property
    def quoted(self) -> str:
        """The subject, in quotes if it has several words: such names rarely fit a sentence."""
        return f"‘{self.subject}’" if " " in self.subject else self.subject

    @property
    def unit_suffix(self) -> str:
        """` (procent)`; empty for counts and if the name contains the unit."""
        words = figures.unit_words(self.unit)
        return "" if words == "aantal" or words in self.name.lower() else f" ({words})"

    @property
    def meaning(self) -> str:
        """The definition in words, without codes of the police."""
        return in_words(self.definition)

    @property
    def has_own_time(self) -> bool:
        """Whether its definition says of what time it is. Then its figure over years is no sum of
        those years: they are the ones that the statement is about."""
        return _OWN_TIME.search(self.definition) is not None

    def when(self, period: str) -> str:
        """The period of its figure in words: `2020`, `2019 en 2020 samen`; `opgave over 2019 en
        2020` where the figure is no sum of those years."""
        if self.has_own_time and periods.FORMS[periods.YEARS].fullmatch(period):
            return f"opgave over {periods.years(period)}"
        return periods.words(period)

    @property
    def break_notes(self) -> tuple[BreakNote, ...]:
        """The breaks in its series, oldest first.

        Text between brackets in an explanation, such as national numbers, is for analysts only.
        """
        notes = [
            BreakNote(each.van, each.naam, f"{each.toelichting.partition(' (')[0]}.")
            for each in self.breaks
            if each.soort == BREAK
        ]
        if self.since:
            words = f"Sinds {dutch.month(self.since)} geldt een andere definitie."
            notes.append(BreakNote(self.since, "nieuwe definitie", words))
        return tuple(sorted(notes, key=lambda note: (note.month, note.name)))

    def is_broken_between(self, now: str, past: str) -> bool:
        """Whether a break makes two periods incomparable."""
        now_months, past_months = periods.months(now), periods.months(past)
        if self.since:
            first = min(now_months[0], past_months[0])
            last = max(now_months[1], past_months[1])
            if first < self.since <= last:
                return True
        verdict = judge(self.breaks, self.source, self._codes, now_months, past_months)
        return verdict.reden is not None

    def flags(self, now: str, past: str) -> list[Break]:
        """Circumstances that ask for care in reading the figures of these periods."""
        spans = periods.months(now), periods.months(past)
        return [
            each
            for each in self.breaks
            if each.soort != BREAK and any(each.touches(span) for span in spans)
        ]

    @property
    def _codes(self) -> list[str]:
        return _CODE.findall(self.definition)


def indicators_of(
    frame: pd.DataFrame, breaks: tuple[Break, ...], page_of: Callable[[Indicator], str]
) -> dict[str, Indicator]:
    """`openbare_indicatoren` -> by id, in display order; parts directly below their total.

    `page_of` gives the page of the site for an indicator.
    """
    indicators = {}
    ordered = frame.sort_values(["volgorde", "indicator_id"], kind="stable")
    for record in ordered.to_dict("records"):
        row = {column: figures.text(value) for column, value in record.items()}
        codes = _CODE.findall(row["definitie"])
        indicator = Indicator(
            id=row["indicator_id"],
            name=plain_name(row["indicator_id"], " ".join(row["naam"].split()))
            or row["indicator_id"],
            theme=row["thema"],
            page="",
            source=row["bron"],
            registration=row["registratietype"],
            definition=row["definitie"],
            unit=row["eenheid"] or "aantal",
            parent=row["onderdeel_van"],
            since=row["definitie_sinds"],
            breaks=tuple(each for each in breaks if each.concerns(row["bron"], codes)),
        )
        indicators[indicator.id] = replace(indicator, page=page_of(indicator))
    return {indicator.id: indicator for indicator in _nested(indicators)}


def _nested(indicators: dict[str, Indicator]) -> Iterator[Indicator]:
    """Depth first, with the level set. A parent counts only if it is on the same page."""
    children: dict[str, list[Indicator]] = {}
    for indicator in indicators.values():
        parent = indicators.get(indicator.parent)
        has_parent = parent and parent.page == indicator.page and parent.id != indicator.id
        children.setdefault(indicator.parent if has_parent else "", []).append(indicator)
    seen: set[str] = set()

    def below(parent_id: str, level: int) -> Iterator[Indicator]:
        for indicator in children.get(parent_id, ()):
            if indicator.id not in seen:
                seen.add(indicator.id)
                yield replace(indicator, level=level)
                yield from below(indicator.id, level + 1)

    yield from below("", 0)
    for indicator in indicators.values():  # totals that are each other's part have no root
        if indicator.id not in seen:
            yield indicator
