"""[cijfers]: when a figure is provisional, and when a rate or a figure by street is shown."""

from __future__ import annotations

from pydantic import Field as Setting

from schemas.configuration.section import Section


class Figures(Section):
    """The section [cijfers]."""

    voorlopige_maanden: int = Setting(
        2, ge=0, description="Zoveel laatste maanden van een bron heten voorlopig"
    )
    minimum_inwoners: int = Setting(
        1000, ge=1, description="Per 1.000 inwoners alleen vanaf zoveel inwoners"
    )
    minimum_aantal: int = Setting(
        20, ge=1, description="Per 1.000 inwoners alleen vanaf zoveel gebeurtenissen"
    )
    minimum_gekoppeld: float = Setting(
        0.85,
        ge=0,
        le=1,
        description="Onder dit aandeel gekoppelde straten (van de rijen met een straat) worden van "
        "die bron en maand geen cijfers per straat gepubliceerd; 85 % is de ondergrens van "
        "Ratcliffe (2004)",
    )
    waarschuwing_gekoppeld: float = Setting(
        0.95, ge=0, le=1, description="Waarschuw onder dit aandeel gekoppelde straten"
    )
