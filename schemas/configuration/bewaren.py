"""[bewaren]: how long what is kept is kept.

No term has a default: nothing is removed before the municipality has set its terms. What a term
removes is decided where the files are made; `pipelines.keeping` joins them.
"""

from __future__ import annotations

from pydantic import Field as Setting

from schemas.configuration.section import Section, matching


class Term(Section):
    """A term, and where it was laid down."""

    termijn: matching(r"[1-9]\d* (dag|dagen|maand|maanden|jaar)", '"30 dagen" of "5 jaar"')
    vastgesteld_in: matching(r"\S.{0,199}", "een besluit, selectielijst of register")


class Retention(Section):
    """The section [bewaren]. A part without a term is kept."""

    leveringen: Term | None = Setting(
        None,
        description="De geleverde bestanden in `archive/`, vanaf de dag van ontvangst. Hun rijen "
        "blijven",
    )
    runs: Term | None = Setting(
        None, description="De geschiedenis van Dagster: runs en gebeurtenissen, vanaf hun begin"
    )
    factsheets: Term | None = Setting(
        None,
        description="De vertrouwelijke factsheets van de Driehoek met hun werkmap en tabellen, "
        "vanaf het einde van hun periode. De nieuwste blijft: elke run maakt haar opnieuw",
    )
    rijen: Term | None = Setting(
        None,
        description="De rijen van registraties en meldingen met hun sleutels en teksten, hun "
        "geleverde bestanden, en kopieën van tabellen en publicaties waar zij in staan. De termijn "
        "telt vanaf de laatste maand van een levering, of haar ontvangst als die later is. "
        "Tellingen blijven; geen cijfer verandert. De rijen van de laatste twaalf maanden blijven",
    )
