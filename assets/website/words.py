"""Figures in sentences that a resident reads: what was counted, and what a year earlier.

No choice of figures and no markup here. A difference is only told where the two periods may be
compared, and of a survey only where the margins leave no doubt.
"""

from __future__ import annotations

import re

from assets.factsheets import numbers
from assets.indicators.breaks import Break
from assets.indicators.intervals import ratio_interval
from assets.website import periods
from assets.website.described import Indicator
from assets.website.figures import Figure, amount, with_unit
from schemas.public import MARKS, SECRET

SMALL = 10  # below it any difference is soon chance
PERCENTAGE_FROM = 100  # below it a percentage says more than there is to say
# Reports that are not about what their name says.
_REPORTED = {
    "overige meldingen": "over andere onderwerpen",
    "categorie onbekend": "waarvan het onderwerp niet bekend is",
}
_MEASURES = "Maatregelen"  # how the explanation of a flag begins that is about measures
_PLURAL = re.compile(r"^(\S+e )?\S+(en|s)\b")


def told(
    one: Indicator,
    place: str,
    kind: str,
    period: str,
    figure: Figure,
    earlier: tuple[str, Figure] | None,
) -> list[str]:
    """The sentences of one figure; `earlier` is the figure to hold it against, with its period."""
    when = periods.within(period)
    if figure.value is None:
        return [f"Het cijfer over {when.removeprefix('in ')} is {_why(figure)}"]
    said = [_counted(one, place, when, figure.value, figure)]
    said += _compared(one, kind, period, figure, earlier)
    if "*" in figure.marks:
        said.append("Dit cijfer is voorlopig: het kan nog veranderen.")
    flags = one.flags(period, earlier[0] if earlier else period)
    said += dict.fromkeys(_warned(flag, period, earlier) for flag in flags)
    return said


def _warned(flag: Break, period: str, earlier: tuple[str, Figure] | None) -> str:
    when = "in deze periode"
    if earlier and not flag.touches(periods.months(period)):
        when = periods.within(earlier[0])
    cause = flag.toelichting.partition(":")[0]
    if cause.startswith(_MEASURES):
        return f"Let op: {when} golden {cause[:1].lower()}{cause[1:]}."
    return f"Let op: {when} speelde dit mee: {flag.naam}."


def _why(figure: Figure) -> str:
    if figure.is_secret:
        return f"geheim. {numbers.capital(MARKS[SECRET].partition(': ')[2])}."
    return "niet bekend."


def _counted(one: Indicator, place: str, when: str, value: float, figure: Figure) -> str:
    start, much = numbers.capital(when), numbers.count(value)
    if one.is_survey:
        margin = f" (met een marge van {figure.margin})" if figure.margin else ""
        return (
            f"{start} was de uitkomst van de enquête voor ‘{one.subject}’ "
            f"{with_unit(value, one.unit)}{margin}."
        )
    if one.unit != "aantal":
        return f"{one.heading} {when} in {place}: {with_unit(value, one.unit)}."
    if one.is_police:
        total = "in totaal " if one.is_total and value else ""
        times = f"{total}{much} keer" if value else "geen enkele keer"
        return f"{start} registreerde de politie in {place} {times} {one.quoted}."
    if one.is_reported:
        subject = one.subject.removeprefix("meldingen ")
        reports = numbers.counted(int(value), "melding", "meldingen")
        about = _REPORTED.get(subject, f"over {subject}")
        return f"{start} kreeg de gemeente {place} {reports} van inwoners {about}."
    subject = one.subject.removeprefix("aantal ")
    if value > 1 and _PLURAL.match(subject):
        named = f"‘{subject}’" if " " in subject else subject
        return f"{start} waren er in {place} {much} {named}."
    return f"{one.heading} {when} in {place}: {much}."


def _compared(
    one: Indicator, kind: str, period: str, figure: Figure, earlier: tuple[str, Figure] | None
) -> list[str]:
    if earlier is None:
        return []
    past_period, past = earlier
    same = periods.same_as(past_period, kind)
    if past.is_secret:
        return [f"Het cijfer van {same} is geheim, dus vergelijken kan niet."]
    if past.value is None:
        return [f"Het cijfer van {same} is niet bekend, dus vergelijken kan niet."]
    if one.parted(period, past_period):
        return [f"Dit cijfer is niet te vergelijken met dat van {same}: er is anders geteld."]
    if one.is_survey:
        return [_survey_difference(one, figure, past, same)]
    if one.unit != "aantal":
        return [f"In {same} was dat {with_unit(past.value, one.unit)}."]
    return _difference(one, figure.value, past.value, same)


def apart(figure: Figure, past: Figure) -> bool:
    """Whether the margins of two outcomes are known and do not meet."""
    known = figure.margin and past.margin
    return bool(known) and (figure.low > past.high or figure.high < past.low)


def _survey_difference(one: Indicator, figure: Figure, past: Figure, same: str) -> str:
    was = with_unit(past.value, one.unit)
    if amount(figure.value, one.unit) == amount(past.value, one.unit) and not apart(figure, past):
        return f"In {same} was dat ook {was}."
    if not (figure.margin and past.margin):
        return (
            f"In {same} was dat {was}. Of er echt iets veranderd is, is niet te zeggen: de marges "
            "zijn niet bekend."
        )
    if apart(figure, past):
        way = "hoger" if figure.value > past.value else "lager"
        return f"Dat is {way} dan in {same}, toen het {was} was."
    return f"In {same} was dat {was}. Dat verschil is zo klein dat het toeval kan zijn."


def _difference(one: Indicator, now: float, past: float, same: str) -> list[str]:
    difference = abs(now - past)
    if difference == 0:
        return [f"Dat is evenveel als in {same}."]
    way = "meer" if now > past else "minder"
    verb = "is" if difference == 1 else "zijn"
    share = ""
    if past >= PERCENTAGE_FROM:
        percentage = round(100 * difference / past)
        share = f" ({percentage or 'nog geen 1'} procent)"
    said = [f"Dat {verb} er {numbers.count(difference)} {way}{share} dan in {same}."]
    if not (one.is_police or one.is_reported):
        return said  # what the municipality does itself is no chance
    if max(now, past) < SMALL:
        return [*said, "Deze aantallen zijn zo klein dat een verschil al snel toeval is."]
    low, high = ratio_interval(now, past)
    if low <= 1 <= high:
        said.append("Zo’n verschil kan toeval zijn.")
    return said
