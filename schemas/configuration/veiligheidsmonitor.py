"""[veiligheidsmonitor]: how tables of the survey are read."""

from __future__ import annotations

from pydantic import Field as Setting

from schemas import survey
from schemas.configuration.section import Section, labelled
from schemas.layout import AreaLayout


class Survey(Section):
    """The section [veiligheidsmonitor]."""

    kolommen: dict[str, str] = Setting(
        default_factory=dict,
        description='"kop of opschrift" = "veld"; ook "gemeente" (een opschrift dat de hele '
        'gemeente betekent), de code van een gebied, of "overslaan"',
    )

    def layout(self, code: str, name: str) -> AreaLayout:
        """The layout for the municipality with this code and name, with these settings."""
        return labelled(survey.layout(code, name), self.kolommen)
