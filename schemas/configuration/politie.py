"""[politie]: how the police export is read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting
from pydantic import field_validator

from schemas import police
from schemas.configuration.section import Names, Section, configured, dates_added
from schemas.layout import Layout


class Police(Section):
    """The section [politie]."""

    maand: Literal["kennisname", "pleegdatum"] = Setting(
        "kennisname", description="Datum die bepaalt in welke maand een registratie telt"
    )
    uur: bool = Setting(
        False,
        description="Ook het uur van een feit bewaren (kolom `uur`), waar dat bekend is. Zonder: "
        "alleen de weekdag en het dagdeel. Het uur zegt meer over wie er was: leg vast waarom het "
        "nodig is",
    )
    buurt_is_cbs: bool = Setting(
        True,
        description="Is Pleegbuurt een CBS-buurt? Zo niet, dan wordt ze alleen gebruikt waar "
        "[referentie] politie_buurten haar vertaalt",
    )
    datumformaten: tuple[str, ...] = Setting(
        police.LAYOUT.date_formats,
        description="Schrijfwijzen van datums (strftime) die komen bij wat het programma kent, en "
        "daarvoor gaan; een bekende met dag en maand verwisseld vervalt dan",
    )
    decimaalteken: Literal[",", "."] = Setting(",", description="Decimaalteken van X en Y")
    blad: Names = Setting(
        (),
        description="Het blad van een werkmap dat wordt gelezen, of een lijst van bladen met "
        "dezelfde kopjes, die onder elkaar komen. Leeg: het enige blad dat past",
    )
    kolommen: dict[str, str] = Setting(
        default_factory=dict,
        description='Andere kopjes: "kop in het bestand" = "veld". Ze komen bij de kopjes die het '
        'programma kent; met "" wordt een kop niet gelezen',
    )
    codes: dict[str, str] = Setting(
        default_factory=dict,
        description='"code of woorden in het bestand" = waaronder de rij telt: een '
        "maatschappelijke klasse (A72), een code van het CBS (1.2.3), een indicator of een thema. "
        'Komt bij wat het programma zelf kent, en gaat daarvoor; met "" wordt een code of woord '
        "niet gekend. `veiligheidsbeeld codes` toont wat nog niet bekend is",
    )

    @field_validator("datumformaten")
    @classmethod
    def _add_dates(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return dates_added(value, police.LAYOUT.date_formats)

    @property
    def layout(self) -> Layout:
        """The layout of the police export with these settings."""
        return configured(police.LAYOUT, self)
