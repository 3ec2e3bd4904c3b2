"""What is new since the edition before, in sentences. The revised figures themselves belong in
`revisions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assets.disclosure.publish.edition import Edition
from assets.website import periods
from assets.website.figures import Figure, with_unit
from assets.website.revisions import Revision, of_value, status_words
from schemas import dutch


def news_of(edition: Edition, revisions: Sequence[Revision]) -> list[str]:
    """The sentences about the newest edition; `revisions` are of all editions and areas."""
    rows: list[dict[str, Any]] = edition.editions.head(2).to_dict("records")
    if not rows:
        return []
    newest = rows[0]
    quarter = periods.words(edition.quarter)
    if len(rows) == 1:
        return [f"Dit is de eerste uitgave. De cijfers gaan tot en met het {quarter}."]
    before = rows[1]
    if before["kwartaal"] == newest["kwartaal"]:
        said = [f"Ook deze uitgave gaat tot en met het {quarter}; zij verbetert de vorige."]
    else:
        said = [
            f"Nieuw is het {quarter}. De vorige uitgave ging tot en met het "
            f"{periods.words(before['kwartaal'])}."
        ]
    if newest["nieuw"]:
        verb = "is" if newest["nieuw"] == 1 else "zijn"
        said.append(f"Er {verb} {dutch.counted(newest['nieuw'], 'cijfer', 'cijfers')} bij gekomen.")
    own = [each for each in revisions if each.edition == edition.number]
    said += _revised(own, edition.municipality_code)
    if words := status_words(own):
        said.append(words)
    if newest["vervallen"]:
        verb = "is" if newest["vervallen"] == 1 else "zijn"
        gone = dutch.counted(newest["vervallen"], "cijfer", "cijfers")
        said.append(f"Er {verb} {gone} vervallen.")
    return said


def _revised(own: Sequence[Revision], city: str) -> list[str]:
    """How many figures are another number now, with the largest change in the city as example."""
    changed = of_value(own)
    if not changed:
        return ["Geen cijfer van de vorige uitgave is nu een ander getal."]
    verb = "is" if len(changed) == 1 else "zijn"
    words = (
        f"{dutch.capital(dutch.counted(len(changed), 'cijfer', 'cijfers'))} {verb} anders dan "
        "in de vorige uitgave"
    )
    known = [
        each
        for each in changed
        if each.area == city and each.old.value is not None and each.new.value is not None
    ]
    if not known:
        return [f"{words}."]
    example = max(known, key=lambda each: abs(each.new.value - each.old.value))
    return [
        f"{words}. Het grootste verschil in de hele gemeente: {example.indicator.quoted} "
        f"{periods.within(example.period)} was {_said(example.old)} en is nu {_said(example.new)}."
    ]


def _said(figure: Figure) -> str:
    return with_unit(figure.value, figure.unit)
