"""What a label beside or above figures says: a period, an area, a part of an outcome.

A label that says none of these is left to `crosstabs`, which knows the other labels of its row or
column. Which words are areas or indicators of the municipality comes with the layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from assets.formats import periods
from assets.formats.question_names import without_division
from schemas.layout import AreaLayout, Layout, fold_header
from schemas.statistics import NETHERLANDS
from schemas.wide_tables import (
    AREA_CODE,
    AREA_WORDS,
    BESIDE_A_DIFFERENCE,
    BESIDE_A_YEAR,
    BESIDE_AN_AREA,
    KINDS,
    MUNICIPALITY,
    NOTES,
    PARTS,
    SIGNS,
    SKIPPED,
    STATISTICS,
    SURVEY_SIGN,
    SURVEY_WORDS,
    UNREAD,
)

HEADER = "kop"  # a label that only names what its row or column has: Jaar, Wijken
Said = dict[str, str]  # field, or `soort`, `deel`, `overslaan` -> text
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\*?")
_RESPONDENTS = re.compile(r"[(\[]?\s*\bn\s*=\s*(\d[\d.,]*)\s*[)\]]?", re.IGNORECASE)
_CODE = re.compile(rf"^(?:{AREA_CODE})$")
_NUMBERED = re.compile(r"^(?:(?:GM|WK|BU)\w{4,8}|\d{1,3})[.:)]?\s+(?=\D)")
_IN_PERCENT = re.compile(r"\bin (?:procenten|%)|\bpercentages\b|\(%\)", re.IGNORECASE)
_TOKENS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Labels:
    """What labels say in tables of one layout. `used`: the labels of the municipality that were met
    so far, with their roles."""

    layout: Layout

    used: dict[str, str] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, str]:
        """Folded label -> its role, of the municipality: a field, an area code, `gemeente` or
        `overslaan`."""
        return dict(self.layout.labels)

    def role(self, text: str) -> str:
        """The role of a label; empty if it is not known."""
        folded = fold_header(text)
        if role := self.known.get(folded, ""):
            self.used[folded] = role
        return role

    @cached_property
    def _fields(self) -> dict[str, str]:
        return {
            fold_header(header): field.name
            for field in self.layout.fields
            for header in field.headers
        }

    @cached_property
    def time(self) -> str:
        """The field of the period."""
        return self.layout.month_field

    def field_of(self, header: str) -> str:
        """The field that a header names, for a column of labels; empty if it names none."""
        folded = fold_header(header)
        named = self.role(header)
        if named in {field.name for field in self.layout.fields} | {SKIPPED}:
            return named
        return self._fields.get(folded, "") or ("gebied" if folded in KINDS else "")

    def said(self, text: str) -> Said:
        """What a label says; empty if it says nothing that is known."""
        respondents = _RESPONDENTS.search(text)
        rest = _RESPONDENTS.sub(" ", text).strip() if respondents else text
        said = self._plain(rest) or self._with_year(rest) if rest else {}
        if respondents and "respondenten" in self._fields.values():
            said = said | {"respondenten": respondents[1]}
        return said

    def area_in(self, title: str) -> Said:
        """The area that a title is about: it has no other words than an area and words without
        meaning. Empty if it is about none."""
        plain = _YEAR.sub(" ", title)
        said = self._area(plain.strip(" -–:()."))
        if said:
            return said
        words = _TOKENS.findall(plain)
        kept = [word for word in words if word.casefold() not in BESIDE_AN_AREA]
        kept = [word for word in kept if not word.isdigit()]
        said = self._area(" ".join(kept))
        kinds = [KINDS[word.casefold()] for word in words if word.casefold() in KINDS]
        if said and kinds and "gebied" in said and not _CODE.match(said["gebied"]):
            return {"gebied": f"{kinds[-1]} {said['gebied']}"}
        return said

    def names_area(self, title: str) -> bool:
        """Whether a district or neighbourhood is named somewhere in a title."""
        words = [fold_header(word) for word in _TOKENS.findall(title)]
        runs = {
            "".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(start + 6, len(words)) + 1)
        }
        return any(self.role(run) == "gebied" for run in sorted(runs))

    def period_in(self, title: str) -> str:
        """The period in a title: the whole of it, or the only year in it; else empty."""
        if whole := self._period(title):
            return whole
        years = set(_YEAR.findall(title))
        return years.pop() if len(years) == 1 else ""

    def unit_in(self, title: str) -> str:
        """The unit of the figures below a title; empty if it says none."""
        return "%" if _IN_PERCENT.search(title) else ""

    def is_question(self, text: str) -> bool:
        """Whether a label is an indicator that is known or, for a survey, one by its words."""
        if self.role(text) == "indicator" or self.role(without_division(text)) == "indicator":
            return True
        plain = re.sub(SURVEY_SIGN, " ", text.casefold())
        return bool(self.layout.sign) and re.search(SURVEY_WORDS, plain) is not None

    def is_empty_title(self, title: str) -> bool:
        """Whether a title is a note, or says nothing besides period and area."""
        words = [word.casefold() for word in _TOKENS.findall(_YEAR.sub(" ", title))]
        return bool(words and words[0] in NOTES) or self.says_when(title)

    def says_when(self, title: str) -> bool:
        """Whether a title says nothing besides period, area and words without meaning."""
        words = [word.casefold() for word in _TOKENS.findall(_YEAR.sub(" ", title))]
        if words and words[0] in NOTES:
            return False
        meant = [word for word in words if word not in BESIDE_AN_AREA and not word.isdigit()]
        return not meant or bool(self.said(title)) or bool(self._area(" ".join(meant)))

    def _plain(self, text: str) -> Said:
        folded = fold_header(text)
        role = self.role(text)
        if role == MUNICIPALITY:
            return {"gebied": self._municipality}
        if _CODE.match(role):
            return {"gebied": role}
        if role in STATISTICS:
            return {"soort": role}
        if role and role != self.time:
            return {role: text}
        if part := self._part(text, folded):
            return part
        if self._is_unread(text):
            return {SKIPPED: text}
        if period := self._period(text):
            return {self.time: period}
        if self.layout.periods == "register" and periods.register_period(f"2000 {text}"):
            return {"deel": text}
        if self.field_of(text) in (self.time, "gebied", "indicator", "thema"):
            return {HEADER: text}
        return self._area(text)

    def _is_unread(self, text: str) -> bool:
        """Whether a label names a difference, a rank, a remark: `Verschil 2017-2019`."""
        words = [fold_header(word) for word in _TOKENS.findall(text) if not word.isdigit()]
        return any(word in UNREAD for word in words) and all(
            word in UNREAD or word in BESIDE_A_DIFFERENCE for word in words
        )

    def _part(self, text: str, folded: str) -> Said:
        sign = re.sub(r"^in\s+|[\s():]", "", text.casefold())
        part = SIGNS.get(sign) or PARTS.get(folded) or self._fields.get(folded, "")
        if part not in STATISTICS or folded == "totaal" or part not in self._fields.values():
            return {"soort": "waarde", "eenheid": "%"} if sign == "%" else {}
        unit = {"percentage": "%", "procent": "%", "aandeel": "%"}.get(folded, "")
        unit = "%" if sign == "%" else unit
        if folded in ("score", "schaalscore", "rapportcijfer"):
            unit = folded
        return {"soort": part} | ({"eenheid": unit} if unit else {})

    def _period(self, text: str) -> str:
        read = periods.register_period if self.layout.periods == "register" else periods.period
        period = read(text)
        return f"{period}*" if period and periods.is_provisional(text) else period or ""

    def _area(self, text: str) -> Said:
        if not text:
            return {}
        if _CODE.match(text.upper()):
            return {"gebied": text.upper()}
        if fold_header(text) in NETHERLANDS:
            return {"gebied": text}
        named = _NUMBERED.sub("", text)
        code = text.split()[0].upper()
        if named != text and _CODE.match(code):
            return {"gebied": code}
        for name in (text, named, re.sub(r"^wijk\s+\d+\s+", "", text, flags=re.IGNORECASE)):
            role = self.role(name)
            if role == MUNICIPALITY:
                return {"gebied": self._municipality}
            if role == "gebied" or _CODE.match(role):
                return {"gebied": role if _CODE.match(role) else name}
        if text.casefold().startswith(AREA_WORDS) and len(text.split()) <= 4:
            return {"gebied": text}
        return {}

    @cached_property
    def _municipality(self) -> str:
        """The code of the municipality; the source fills in an area that is empty."""
        return self.layout.gemeentecode if isinstance(self.layout, AreaLayout) else ""

    def _with_year(self, text: str) -> Said:
        years = _YEAR.findall(text)
        if len(set(years)) != 1:
            return {}
        rest = _YEAR.sub(" ", text).strip(" -–:()/,.")
        words = [word for word in _TOKENS.findall(rest) if word.casefold() not in BESIDE_A_YEAR]
        if not words and "%" not in rest:
            return {self.time: years[0]}
        inner = self._plain(rest)
        fits = inner and not {"indicator", self.time}.intersection(inner)
        return inner | {self.time: years[0]} if fits else {}
