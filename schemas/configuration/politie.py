"""[politie]: how the police export is read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from schemas import police
from schemas.configuration.section import Names, Section, configured
from schemas.layout import Layout


class Police(Section):
    """The section [politie]."""

    maand: Literal["kennisname", "pleegdatum"] = Setting(
        "kennisname", description="Datum die bepaalt in welke maand een registratie telt"
    )
    buurt_is_cbs: bool = Setting(
        True,
        description="Is Pleegbuurt een CBS-buurt? Zo niet, dan wordt ze alleen gebruikt waar "
        "[referentie] politie_buurten haar vertaalt",
    )
    datumformaten: tuple[str, ...] = Setting(
        police.LAYOUT.date_formats, description="Schrijfwijzen van datums (strftime)"
    )
    decimaalteken: Literal[",", "."] = Setting(",", description="Decimaalteken van X en Y")
    blad: Names = Setting(
        (),
        description="Het blad van een werkmap dat wordt gelezen, of een lijst van bladen met "
        "dezelfde kopjes, die onder elkaar komen. Leeg: het enige blad dat past",
    )
    kolommen: dict[str, str] = Setting(
        default_factory=dict, description='Andere kopjes: "kop in het bestand" = "veld"'
    )

    @property
    def layout(self) -> Layout:
        """The layout of the police export with these settings."""
        return configured(police.LAYOUT, self)
