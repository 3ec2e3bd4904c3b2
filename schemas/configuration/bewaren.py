"""[bewaren]: how long what is kept is kept.

No term has a default: nothing is removed before the municipality has set its terms. What a term
removes is decided where the files are made; `pipelines.keeping` joins them.
"""

from __future__ import annotations

from pydantic import Field as Setting
from pydantic import field_validator

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
        description="Nog niet mogelijk: de rijen van registraties en meldingen. Wie hier een "
        "termijn zet, krijgt een melding",
    )

    @field_validator("rijen")
    @classmethod
    def _rows_are_kept(cls, value: Term | None) -> Term | None:
        """A term that is not kept would be a promise to whom the rows are about."""
        if value is not None:
            raise ValueError(
                "kan nog niet: rijen verwijderen zou de cijfers van eerdere maanden veranderen. "
                "Haal deze regel weg; zie docs/privacy.md onder Bewaartermijn"
            )
        return value
