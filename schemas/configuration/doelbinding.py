"""[doelbinding]: on which legal ground the deliveries are processed, and who answers for that.

The program records what was decided; it cannot decide that a processing is lawful.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field as Setting
from pydantic import model_validator

from schemas.configuration.section import Section, matching

_TEXT = matching(r"(\S.{0,119})?", "een tekst van ten hoogste 120 tekens op één regel")
_SHORT = matching(r"(\S.{0,59})?", "een tekst van ten hoogste 60 tekens op één regel")
# What must be filled in before the purpose counts as recorded.
REQUIRED = ("grondslag", "dpia", "functionaris", "datum")


class Purpose(Section):
    """The section [doelbinding]. Empty until the municipality has decided."""

    grondslag: _TEXT = Setting("", description="Doel en wettelijke grondslag van de verwerking")
    dpia: _SHORT = Setting("", description="Kenmerk van de DPIA")
    functionaris: _SHORT = Setting(
        "", description="Functie van wie ervoor tekende; liever geen naam"
    )
    datum: date | None = Setting(None, description="Dag van het besluit, zoals 2026-09-01")
    geldig_tot: date | None = Setting(None, description="Laatste dag waarop het besluit geldt")
    sociaal_domein_besluit: _TEXT = Setting(
        "",
        description="Kenmerk en datum van het getekende besluit over bronnen uit het sociaal "
        "domein. Zonder besluit wordt zo'n bron geweigerd",
    )

    @property
    def missing(self) -> tuple[str, ...]:
        """The settings that must still be filled in."""
        return tuple(name for name in REQUIRED if not getattr(self, name))

    @model_validator(mode="after")
    def _social_domain_needs_a_purpose(self) -> Purpose:
        if self.sociaal_domein_besluit and self.missing:
            raise ValueError(
                "sociaal_domein_besluit telt pas als ook is ingevuld: " + ", ".join(self.missing)
            )
        return self
