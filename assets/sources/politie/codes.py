"""Which code a police registration counts under, from what stands in the columns of its class.

A code is a maatschappelijke klasse, or a wider one: a crime code of CBS or an indicator, of which
each stands for several classes, or a theme. Where a wider code counts is decided in the models.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from rapidfuzz import fuzz, process

from assets.basis.errors import AnalystError
from assets.basis.naming import form
from assets.sources.themes import known_themes, seed
from schemas.configuration import Configuration
from schemas.personal_text import could_be_personal

SHOWN_FROM = 20  # rows; a value in fewer rows is shown by its form
_LONGEST = 80
_ALIKE = 85  # of 100
_CLASS = re.compile(r"([a-z])(\d+)(a?)")
_TWO = ""  # what words mean that belong to more than one class


@dataclass(frozen=True)
class Codes:
    """`targets`: every code that a registration may count under. `own`: folded text -> code, of
    the settings; empty for a text that they take away. `words`: the same, of the program; empty
    for words of more than one class. `numbers`: letter and number of a class -> the class."""

    targets: frozenset[str]
    own: Mapping[str, str]
    words: Mapping[str, str]
    numbers: Mapping[tuple[str, int, str], str]

    def of(self, text: str, other: str = "") -> str:
        """The code of a row, or nothing: what the settings say of either text, else what the
        program knows of the first."""
        for folded in filter(None, map(fold, (text, other))):
            if folded in self.own:
                return self.own[folded]
        return self._known(fold(text))

    def is_of_more_classes(self, text: str) -> bool:
        """Whether a text is a description that several classes share."""
        return self.words.get(fold(text)) == _TWO

    def _known(self, text: str) -> str:
        if text in self.words:
            return self.words[text]
        number = _CLASS.fullmatch(text)
        return self.numbers.get((number[1], int(number[2]), number[3]), "") if number else ""


@dataclass(frozen=True)
class Unknown:
    """A text that no code is known for: what may be shown of it, and its number of rows."""

    text: str
    rows: int
    is_shown: bool


def fold(text: str) -> str:
    """`text` without case, accents, spaces and punctuation, but for a point between two numbers."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(sign)
    )
    joined = re.sub(r"(?<!\d)[^a-z0-9]+|[^a-z0-9]+(?!\d)", "", plain)
    return re.sub(r"[^a-z0-9]+", ".", joined)


def codes_of(configuration: Configuration) -> Codes:
    """The codes under the settings of a municipality. Raises `AnalystError` for a setting that
    means nothing."""
    if faults := code_faults(configuration):
        raise AnalystError("veiligheidsbeeld.toml klopt niet: " + "; ".join(faults))
    known = _targets(configuration)
    own = {fold(text): known[target] if target else "" for text, target in _own(configuration)}
    classes = seed("mk_klassen")
    words = _words(classes)
    return Codes(
        frozenset(known.values()) - set(known_themes(configuration)) | set(own.values()) - {""},
        own,
        words,
        _numbers(classes["mk_code"]),
    )


def code_faults(configuration: Configuration) -> list[str]:
    """What is wrong under [politie.codes], in sentences."""
    if not configuration.politie.codes:
        return []
    known, faults, meant = _targets(configuration), [], {}
    for text, target in _own(configuration):
        place = f"[politie.codes] «{text}»"
        if not fold(text):
            faults.append(f"{place} heeft geen letter of cijfer")
        elif meant.setdefault(fold(text), target) != target:
            faults.append(f"{place} staat er twee keer, met een andere betekenis; kies er een")
        if not target or target in known:
            continue
        if target in _indicators_of_more_themes():
            faults.append(
                f"{place} wijst naar «{target}», dat klassen van verschillende thema's telt; kies "
                "een maatschappelijke klasse, of een thema"
            )
        else:
            faults.append(
                f"{place} wijst naar «{target}», en dat is geen maatschappelijke klasse (A72), "
                "code van het CBS (1.2.3), indicator van de politie of thema (kies uit: "
                + ", ".join(known_themes(configuration))
                + ")"
            )
    return faults


def texts_of(frame: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """The text by which the code of each row of one delivery is found, and the other one, on the
    index of `frame` (mk_code and mk_omschrijving).

    A description says it only where the delivery has no code that is known: its codes are then of
    another system, or it has none. Beside known codes, a row without one is a faulty row.
    """
    columns = ["mk_code", "mk_omschrijving"]
    has_codes = any(codes.of(cell) for cell in frame["mk_code"].unique())
    chosen = frame[columns if has_codes else columns[::-1]]
    return chosen.set_axis(["text", "other"], axis="columns")


def unknown_values(frame: pd.DataFrame, codes: Codes) -> list[Unknown]:
    """The texts of the rows of a delivery without a code, the most frequent first.

    Any text could be about a person: it is shown if many rows have it and nothing in it looks like
    personal data. `frame`: mk_code and mk_omschrijving.
    """
    pairs = texts_of(frame, codes).itertuples(index=False, name=None)
    counted = Counter(text or other for text, other in pairs if not codes.of(text, other))
    shown: Counter[tuple[str, bool]] = Counter()
    for text, rows in counted.items():
        is_plain = rows >= SHOWN_FROM and len(text) <= _LONGEST and not could_be_personal(text)
        shown[text if is_plain else form(text), is_plain] += rows
    return [
        Unknown(text, rows, is_plain)
        for (text, is_plain), rows in sorted(shown.items(), key=lambda item: (-item[1], item[0]))
    ]


def likely_code(text: str, configuration: Configuration) -> tuple[str, str] | None:
    """A code that `text` may mean, and the words of that code that it is much like."""
    names = dict(_named_codes(configuration))
    found = process.extractOne(
        fold(text), {name: fold(name) for name in names}, scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return (names[found[2]], found[2]) if found else None


def _named_codes(configuration: Configuration) -> Iterable[tuple[str, str]]:
    """The names of indicators, classes and crime codes, with the code that each means."""
    targets = _targets(configuration)
    indicators = seed("indicator_lijst")
    for row in indicators[indicators["bron"].eq("politie")].itertuples():
        if row.indicator_id in targets:
            yield row.naam, row.indicator_id
    classes = seed("mk_klassen")
    for row in classes[~classes["omschrijving"].duplicated(keep=False)].itertuples():
        yield row.omschrijving, row.mk_code


def _own(configuration: Configuration) -> Iterable[tuple[str, str]]:
    return ((text, target.strip()) for text, target in configuration.politie.codes.items())


def _targets(configuration: Configuration) -> dict[str, str]:
    """What a setting may name -> the code it means. A wider code of one class is that class."""
    classes = seed("mk_klassen")
    of_keys = classes[classes["soort_misdrijf"].ne("")].groupby("soort_misdrijf")["mk_code"]
    of_indicators = _police_codes().groupby("indicator_id")["code"]
    wider = {
        name: own.iloc[0] if len(own) == 1 else name
        for groups in (of_indicators, of_keys)
        for name, own in groups
        if name not in _indicators_of_more_themes()
    }
    plain = {code: code for code in classes["mk_code"]}
    return {theme: theme for theme in known_themes(configuration)} | wider | plain


def _police_codes() -> pd.DataFrame:
    codes = seed("indicator_codes")
    return codes[codes["bron"].eq("politie")]


@lru_cache(maxsize=1)
def _indicators_of_more_themes() -> frozenset[str]:
    """Indicators of which a row has no theme that is sure."""
    themes = _police_codes().merge(seed("thema_politie"), left_on="code", right_on="mk_code")
    several = themes.groupby("indicator_id")["thema"].nunique().gt(1)
    return frozenset(several.index[several])


def _words(classes: pd.DataFrame) -> dict[str, str]:
    """Folded codes, descriptions, and both in one cell -> code. Of a description that is also the
    title of a crime code, the wider one: it holds for both."""
    described: dict[str, set[str]] = defaultdict(set)
    words = {fold(code): code for code in classes["mk_code"]}
    for row in classes.itertuples():
        described[fold(row.omschrijving)].add(row.mk_code)
        words[fold(f"{row.mk_code} {row.omschrijving}")] = row.mk_code
    for text, codes in described.items():
        words.setdefault(text, codes.pop() if len(codes) == 1 else _TWO)
    titled = classes[classes["soort_misdrijf"].ne("")].groupby("soort_misdrijf")
    official = classes.drop_duplicates("inp_niv3_code").set_index("inp_niv3_code")["inp_niv3"]
    for key, own in titled:
        code = own["mk_code"].iloc[0] if len(own) == 1 else key
        words[fold(key)] = code
        for title in {own["soort_misdrijf_titel"].iloc[0], official.get(key, "")} - {""}:
            words[fold(title)] = code
            words[fold(f"{key} {title}")] = code
    return words


def _numbers(codes: Iterable[str]) -> dict[tuple[str, int, str], str]:
    """Letter, number and suffix -> the only class with them: A072 is A72, but F10 and F010 are two
    classes."""
    known: dict[tuple[str, int, str], str | None] = {}
    for code in codes:
        letter, digits, suffix = _CLASS.fullmatch(code.lower()).groups()
        key = letter, int(digits), suffix
        known[key] = None if key in known else code
    return {key: code for key, code in known.items() if code}
