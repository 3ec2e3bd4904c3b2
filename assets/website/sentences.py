"""Figures in sentences for residents: what was counted, and how that compares with a year earlier.

No choice of figures and no markup here. A difference is mentioned only if the two periods can be
compared; for a survey, only if the margins leave no doubt.
"""

from __future__ import annotations

import re

from assets.indicators.breaks import Break
from assets.indicators.intervals import ratio_interval
from assets.website import periods
from assets.website.figures import Figure, amount, with_unit
from assets.website.indicator import Indicator
from schemas import dutch
from schemas.public import MARKS, SECRET

SMALL = 10  # differences between smaller counts are often chance
PERCENTAGE_FROM = 100  # a percentage of a smaller count suggests too much precision
# Report categories whose name does not say what the reports are about.
_REPORTED = {
    "overige meldingen": "over andere onderwerpen",
    "zonder categorie": "waarvan het onderwerp niet bekend is",
}
_MEASURES = "Maatregelen"  # the first word in the explanation of a flag about measures
_PLURAL = re.compile(r"^(\S+e )?\S+(en|s)\b")

Earlier = tuple[str, Figure] | None  # the figure to compare with, and its period


def sentences_of(
    indicator: Indicator, place: str, kind: str, period: str, figure: Figure, earlier: Earlier
) -> list[str]:
    """The sentences about one figure of `place`; `kind` is the kind of both periods."""
    when = periods.within(period)
    is_no_sum = kind == periods.YEARS and indicator.has_own_time
    if figure.value is None:
        of = f"uit de {indicator.when(period)}" if is_no_sum else f"over {when.removeprefix('in ')}"
        return [f"Het cijfer {of} is {_reason(figure)}"]
    if is_no_sum:
        sentences = [_stated(indicator, period, figure.value)]
    else:
        sentences = [_counted(indicator, place, when, figure.value, figure)]
    sentences += _compared(indicator, kind, period, figure, earlier)
    if "*" in figure.marks:
        sentences.append("Dit cijfer is voorlopig: het kan nog veranderen.")
    if is_no_sum:
        return sentences
    flags = indicator.flags(period, earlier[0] if earlier else period)
    sentences += dict.fromkeys(warning(flag, period, earlier) for flag in flags)
    return sentences


def warning(flag: Break, period: str, earlier: Earlier) -> str:
    """A circumstance of a period, or of the earlier one that it is compared with."""
    when = "in deze periode"
    if earlier and not flag.touches(periods.months(period)):
        when = periods.within(earlier[0])
    cause = flag.toelichting.partition(":")[0]
    if cause.startswith(_MEASURES):
        return f"Let op: {when} golden {cause[:1].lower()}{cause[1:]}."
    return f"Let op: {when} speelde dit mee: {flag.naam}."


def _stated(indicator: Indicator, period: str, value: float) -> str:
    """A figure that is no sum of the years beside it: its definition says of what time it is."""
    return (
        f"{indicator.heading}: {with_unit(value, indicator.unit)}. Dit komt uit de "
        f"{indicator.when(period)}; het is geen som van die jaren. Over welke tijd het gaat, staat "
        "hieronder bij ‘Wat telt mee’."
    )


def _reason(figure: Figure) -> str:
    if figure.is_secret:
        return f"geheim. {dutch.capital(MARKS[SECRET].partition(': ')[2])}."
    return "niet bekend."


def _counted(indicator: Indicator, place: str, when: str, value: float, figure: Figure) -> str:
    """The figure itself, in words that suit its source."""
    start, number = dutch.capital(when), dutch.count(value)
    if indicator.is_survey:
        margin = f" (met een marge van {figure.margin})" if figure.margin else ""
        return (
            f"{start} was de uitkomst van de enquête voor ‘{indicator.subject}’ "
            f"{with_unit(value, indicator.unit)}{margin}."
        )
    if indicator.unit != "aantal":
        return f"{indicator.heading} {when} in {place}: {with_unit(value, indicator.unit)}."
    if indicator.is_police:
        total = "in totaal " if indicator.is_total and value else ""
        times = f"{total}{number} keer" if value else "geen enkele keer"
        return f"{start} registreerde de politie in {place} {times} {indicator.quoted}."
    if indicator.is_reported:
        subject = indicator.subject.removeprefix("meldingen ")
        reports = dutch.counted(int(value), "melding", "meldingen")
        about = _REPORTED.get(subject, f"over {subject}")
        return f"{start} kreeg de gemeente {place} {reports} van inwoners {about}."
    subject = indicator.subject.removeprefix("aantal ")
    if value > 1 and _PLURAL.match(subject):
        quoted = f"‘{subject}’" if " " in subject else subject
        return f"{start} waren er in {place} {number} {quoted}."
    return f"{indicator.heading} {when} in {place}: {number}."


def _compared(
    indicator: Indicator, kind: str, period: str, figure: Figure, earlier: Earlier
) -> list[str]:
    """The comparison with the earlier figure, or why there is none."""
    if earlier is None:
        return []
    past_period, past = earlier
    same = periods.same_as(past_period, kind)
    if past.is_secret:
        return [f"Het cijfer van {same} is geheim, dus vergelijken kan niet."]
    if past.value is None:
        return [f"Het cijfer van {same} is niet bekend, dus vergelijken kan niet."]
    if indicator.is_broken_between(period, past_period):
        why = f"er is {indicator.otherwise}"
        return [f"Dit cijfer is niet te vergelijken met dat van {same}: {why}."]
    if indicator.is_survey:
        return [_survey_difference(indicator, figure, past, same)]
    if indicator.unit != "aantal":
        return [f"In {same} was dat {with_unit(past.value, indicator.unit)}."]
    return _difference(indicator, figure.value, past.value, same)


def are_apart(figure: Figure, past: Figure) -> bool:
    """Whether the margins of two outcomes are known and do not overlap."""
    is_known = figure.margin and past.margin
    return bool(is_known) and (figure.low > past.high or figure.high < past.low)


def _survey_difference(indicator: Indicator, figure: Figure, past: Figure, same: str) -> str:
    unit = indicator.unit
    was = with_unit(past.value, unit)
    is_apart = are_apart(figure, past)
    if amount(figure.value, unit) == amount(past.value, unit) and not is_apart:
        return f"In {same} was dat ook {was}."
    if not (figure.margin and past.margin):
        return (
            f"In {same} was dat {was}. Of er echt iets veranderd is, is niet te zeggen: de marges "
            "zijn niet bekend."
        )
    if is_apart:
        direction = "hoger" if figure.value > past.value else "lager"
        return f"Dat is {direction} dan in {same}, toen het {was} was."
    return f"In {same} was dat {was}. Dat verschil is zo klein dat het toeval kan zijn."


def _difference(indicator: Indicator, now: float, past: float, same: str) -> list[str]:
    """The difference between two counts, with a caution if it may be chance."""
    difference = abs(now - past)
    if difference == 0:
        return [f"Dat is evenveel als in {same}."]
    direction = "meer" if now > past else "minder"
    verb = "is" if difference == 1 else "zijn"
    share = ""
    if past >= PERCENTAGE_FROM:
        percentage = round(100 * difference / past)
        share = f" ({percentage or 'nog geen 1'} procent)"
    sentences = [f"Dat {verb} er {dutch.count(difference)} {direction}{share} dan in {same}."]
    if not (indicator.is_police or indicator.is_reported):
        return sentences  # the municipality's own actions are not subject to chance
    if max(now, past) < SMALL:
        sentences.append("Deze aantallen zijn zo klein dat een verschil al snel toeval is.")
        return sentences
    low, high = ratio_interval(now, past)
    if low <= 1 <= high:
        sentences.append("Zo’n verschil kan toeval zijn.")
    return sentences
