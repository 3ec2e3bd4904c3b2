"""[registers]: how registers are read."""

from __future__ import annotations

from pydantic import Field as Setting

from schemas import registers
from schemas.configuration.section import Section, labelled
from schemas.layout import Layout


class Registers(Section):
    """The section [registers]."""

    kolommen: dict[str, str] = Setting(
        default_factory=dict,
        description='"kop of opschrift" = "veld"; ook "gemeente" (een opschrift dat de hele '
        'gemeente betekent), de code van een gebied, of "overslaan"',
    )

    @property
    def layout(self) -> Layout:
        """The layout of registers with these settings."""
        return labelled(registers.LAYOUT, self.kolommen)
