"""How it goes in a district or neighbourhood, in sentences made by rules from its public figures.

A sentence names only what is public, and speaks of a difference only where the two figures may be
compared and chance does not explain it. Verdicts of the edition are in `verdict_sentences`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from assets.website.areas import Area
from assets.website.figures import Figure
from assets.website.indicator import Indicator
from assets.website.rates import LESS, MORE, Rates, changed
from assets.website.said import Sentence, listed, sentence, subject
from schemas import dutch

Subjects = list[Sentence]
_TOO_FEW = "te weinig voor een getal per 1.000 inwoners"
_START = {
    False: "In {year} registreerde de politie in {place}",
    True: "In {year} meldden inwoners bij de gemeente over {place}",
}


def of_an_area(place: Area, rates: Sequence[Rates], year: str, city: str) -> list[Sentence]:
    """The sentences about one source (all `rates` are of the police, or of reports) in a year.

    What there was most of; what there is more and less of than in the city; what changed in a year.
    """
    shown = [each for each in rates if not each.indicator.level]
    if not shown or not year:
        return []
    start = _START[shown[0].indicator.is_reported].format(year=year, place=place.within)
    said = [
        _most(start, shown, place, year),
        *_beside_the_city(shown, place, year, city),
        *_changed(shown, place, year),
    ]
    return [each for each in said if each]


def _most(start: str, shown: Sequence[Rates], place: Area, year: str) -> Sentence:
    """What there was most of. A secret count can be larger, and then this is not said of it."""
    figures = {each.indicator: each.years(place.code).get(year) for each in shown}
    known = {each: figure.value for each, figure in figures.items() if figure and figure.value}
    if not known:
        return sentence(_nothing(place, year, figures))
    hidden = any(figure and figure.value is None for figure in figures.values())
    ordered = sorted(known, key=lambda indicator: -known[indicator])[:3]
    subjects = [subject(each, _times(known[each]), _name(each)) for each in ordered]
    scope = ", van wat openbaar is," if hidden else ""
    return sentence(f"{start}{scope} het vaakst: ", listed(subjects), ".")


def _nothing(place: Area, year: str, figures: Mapping[Indicator, Figure | None]) -> str:
    """That no public count is larger than 0, and whether there are others."""
    is_reported = any(indicator.is_reported for indicator in figures)
    whose = "meldingen van inwoners" if is_reported else "de politie"
    missing = [figure for figure in figures.values() if figure and figure.value is None]
    kinds = ["0"]
    kinds += ["geheim"] * any(figure.is_secret for figure in missing)
    kinds += ["niet bekend"] * any(not figure.is_secret for figure in missing)
    words = " of ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
    return f"In {year} zijn alle aantallen van {whose} over {place.within} {words}."


def _beside_the_city(shown: Sequence[Rates], place: Area, year: str, city: str) -> list[Sentence]:
    verdicts = {each: each.beside_city(place.code, year) for each in shown}
    was, kind = _words(shown)
    if not any(verdicts.values()):
        return []
    start = f"{was} hier in {year}"
    said = []
    for verdict in (MORE, LESS):
        found = [each for each in shown if verdicts[each] == verdict]
        rated = [each for each in found if each.rate(place.code, year)]
        few = [each for each in found if each not in rated]
        compared = f"{verdict}{kind} dan in heel {city}"
        words = f"Per 1.000 inwoners {start} {compared}"
        said += _named(words, rated, place, year, _both_rates)
        also, but = " ook" if rated else "", "maar" if verdict == MORE else "en"
        words = f"Per inwoner {start}{also} {compared}, {but} {_TOO_FEW}"
        said += _named(words, few, place, year, _both_counts)
    if not said:
        words = f"Per 1.000 inwoners was er hier in {year} geen duidelijk verschil met heel {city}"
        said.append(sentence(f"{words}, voor zover dat te vergelijken is."))
    return said


def _named(
    words: str,
    found: list[Rates],
    place: Area,
    year: str,
    detail: Callable[[Rates, str, str], str],
) -> list[Sentence]:
    """The sentence that names these subjects, with one kind of number for all; none without any."""
    subjects = _ordered(
        found,
        lambda each: _distance(each, place.code, year),
        lambda each: detail(each, place.code, year),
    )
    return [sentence(f"{words}: ", listed(subjects), ".")] if subjects else []


def _changed(shown: Sequence[Rates], place: Area, year: str) -> list[Sentence]:
    differences = {each: changed(each, place.code, year) for each in shown}
    past = int(year) - 1
    was, kind = _words(shown)
    said = []
    for direction in (MORE, LESS):
        subjects = _ordered(
            [each for each, found in differences.items() if found and found[0] == direction],
            lambda each: abs(differences[each][1] - differences[each][2]),
            lambda each: _from_to(*differences[each][1:], year, past),
        )
        if subjects:
            words = f"In {year} {was} hier duidelijk {direction}{kind} dan in {past}: "
            said.append(sentence(words, listed(subjects), "."))
    return said


def _words(shown: Sequence[Rates]) -> tuple[str, str]:
    """The verb, and what is counted: reports, or what the subject says."""
    return ("waren er", " meldingen") if shown[0].indicator.is_reported else ("was er", "")


def _ordered(
    rates: list[Rates], size: Callable[[Rates], float], detail: Callable[[Rates], str]
) -> Subjects:
    """The subjects, the one with the largest difference first."""
    largest_first = sorted(rates, key=size, reverse=True)
    return [subject(each.indicator, detail(each), _name(each.indicator)) for each in largest_first]


def _distance(rates: Rates, area: str, year: str) -> float:
    """How many times the one rate is the other."""
    own, whole = rates.measured(area, year).value, rates.rate(rates.city, year).value
    return max(own, whole) / min(own, whole) if own else math.inf


def _both_rates(rates: Rates, area: str, year: str) -> str:
    own, whole = rates.rate(area, year), rates.rate(rates.city, year)
    return f"hier {own.text}, in de hele gemeente {whole.text}"


def _both_counts(rates: Rates, area: str, year: str) -> str:
    """Both counts, of an area with too few events for a rate. That of the city is all that happened
    there; only its rate leaves out what could not be placed."""
    own, whole = rates.measured(area, year).count, rates.years(rates.city)[year].value
    here = _times(own) if own else "geen enkele keer"
    return f"hier {here}, in de hele gemeente {_times(whole)}"


def _name(indicator: Indicator) -> str:
    """What reports are about: the sentence says already that they are reports. Empty where that
    alone is no name: `zonder categorie`."""
    about = indicator.subject.removeprefix("meldingen ")
    return about if indicator.is_reported and not about.startswith("zonder ") else ""


def _times(value: float) -> str:
    return f"{dutch.count(value)} keer"


def _from_to(now: float, then: float, year: str, past: int) -> str:
    return f"{_times(then)} in {past}, {_times(now)} in {year}"
