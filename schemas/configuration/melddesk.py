"""[melddesk]: how the exports of the report systems are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pydantic import Field as Setting
from pydantic import field_validator

from schemas import melddesk, report_systems
from schemas.configuration.section import Names, Section, configured, dates_added
from schemas.layout import Layout, fold_header

_STATUSES = {
    "Nieuw": "open",
    "Open": "open",
    "In behandeling": "open",
    "Gemeld": "open",
    "Afgehandeld": "afgehandeld",
    "Gesloten": "afgehandeld",
    "Gereed": "afgehandeld",
    "Geannuleerd": "geannuleerd",
}


class MeldDesk(Section):
    """The section [melddesk]."""

    uur: bool = Setting(
        False,
        description="Ook het uur van een melding bewaren (kolom `uur`), waar dat bekend is. "
        "Zonder: alleen de weekdag en het dagdeel. Het uur zegt meer over wie er was: leg vast "
        "waarom het nodig is",
    )
    datumformaten: tuple[str, ...] = Setting(
        melddesk.LAYOUT.date_formats,
        description="Schrijfwijzen van datums (strftime) die komen bij wat het programma kent, en "
        "daarvoor gaan; een bekende met dag en maand verwisseld vervalt dan",
    )
    decimaalteken: Literal[",", "."] = Setting(",", description="Decimaalteken van coördinaten")
    coordinaten: Literal["RD", "WGS84"] = Setting(
        "RD", description="Stelsel van X en Y: RD in meters, of WGS84 (X = lengte, Y = breedte)"
    )
    buurt_is_cbs: bool = Setting(
        True, description="Is de kolom Buurt een CBS-buurt? Zo niet, dan wordt ze niet gebruikt"
    )
    punt_eerst: bool | None = Setting(
        None,
        description="Gaat het punt voor huisnummer en postcode? Ja, als het meldsysteem het adres "
        "uit het punt afleidt. Leeg: ja voor Signalen, nee voor de andere",
    )
    zonder_straat: bool = Setting(
        False,
        description="Levert het meldsysteem geen straat maar een punt? Dan is de kolom Straat niet "
        "verplicht, en X en Y wel",
    )
    naast_elkaar: bool = Setting(
        True,
        description="Levert elk meldsysteem zijn eigen meldingen? Dan tellen van een maand alle "
        "systemen. Zo niet (overgestapt, en het nieuwe levert ook het oude): dan vervangt van een "
        "maand de nieuwste levering die uit elk ander systeem",
    )
    blad: Names = Setting(
        (),
        description="Het blad van een werkmap dat wordt gelezen, of een lijst van bladen met "
        "dezelfde kopjes, die onder elkaar komen. Leeg: het enige blad dat past",
    )
    kolommen: dict[str, str] = Setting(
        default_factory=dict,
        description='"kop in het bestand" = "veld". Ze komen bij de kopjes die het programma kent; '
        'met "" wordt een kop niet gelezen',
    )
    categorieen: dict[str, str] = Setting(
        default_factory=dict,
        description='"Hoofdcategorie/Subcategorie" (of alleen "Hoofdcategorie") = "thema"; '
        "komt bij dbt_like_sql/seeds/thema_melddesk.csv, en gaat daarvoor. Een thema van het "
        'programma, of een eigen thema uit [themas]; met "" heeft de categorie geen thema',
    )
    statussen: dict[str, Literal["open", "afgehandeld", "geannuleerd", ""]] = Setting(
        default_factory=lambda: dict(_STATUSES),
        description="Status in het bestand = status in de cijfers. Wat u hier zet, komt bij wat er "
        'al staat en gaat daarvoor; met "" wordt een status niet gekend',
    )

    @field_validator("statussen", mode="before")
    @classmethod
    def _add_to_defaults(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        own = {fold_header(str(word)) for word in value}
        return {w: means for w, means in _STATUSES.items() if fold_header(w) not in own} | value

    @field_validator("datumformaten")
    @classmethod
    def _add_dates(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return dates_added(value, melddesk.LAYOUT.date_formats)

    @property
    def layout(self) -> Layout:
        """The layout of MeldDesk with these settings."""
        layout = replace(configured(melddesk.LAYOUT, self), coordinates=self.coordinaten)
        return _located_by_point(layout) if self.zonder_straat else layout

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts of all report systems with these settings, MeldDesk first.

        The other systems are recognised by their own required headers, so for those the settings
        only add headers of optional fields.
        """
        others = []
        for system in list(report_systems.SYSTEMS.values())[1:]:
            required = system.layout.required
            required_names = {field.name for field in required}
            required_headers = {
                fold_header(header) for field in required for header in field.headers
            }
            optional = {
                header: name
                for header, name in self.kolommen.items()
                if name not in required_names and fold_header(header) not in required_headers
            }
            layout = system.layout.with_headers(optional)
            others.append(replace(layout, date_formats=self.datumformaten, sheets=self.blad))
        return self.layout, *others


def _located_by_point(layout: Layout) -> Layout:
    """The layout of a system that delivers coordinates but no street."""
    required = {field.name for field in layout.required} - {"straat"} | {"x", "y"}
    fields = tuple(replace(field, required=field.name in required) for field in layout.fields)
    return replace(layout, fields=fields)
