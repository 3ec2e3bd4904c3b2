"""Contract of `veiligheidsbeeld.toml`: every setting, its default, its unit and what it is for.

Only the shape stands here. Reading the file and finding the home is the work of
`pipelines.settings`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic import Field as Setting

from schemas import melddesk, police, report_systems
from schemas.layout import Layout, fold_header


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _matching(pattern: str, example: str) -> type[str]:
    """A text setting of a given form; the message shows an example."""

    def check(value: str) -> str:
        import re

        if not re.fullmatch(pattern, value):
            raise ValueError(f"moet eruitzien als {example}")
        return value

    return Annotated[str, AfterValidator(check)]


class Municipality(_Section):
    """[gemeente]: for whom the figures are made."""

    code: _matching(r"GM\d{4}", "GM0935") = Setting(
        "GM0935", description="CBS-code van de gemeente"
    )
    naam: str = Setting("Maastricht", description="Naam op de producten")
    eerste_maand: _matching(r"\d{4}-(0[1-9]|1[0-2])", "2018-01") = Setting(
        "2018-01", description="Eerste maand die het Dagster-scherm toont"
    )


class ReferenceFile(_Section):
    """A file of the reference, and from when it holds where the file itself does not tell."""

    bestand: Path
    geldig_van: date | None = None

    @field_validator("geldig_van")
    @classmethod
    def _starts_a_month(cls, value: date | None) -> date | None:
        if value is not None and value.day != 1:
            raise ValueError("geldig_van moet de eerste dag van een maand zijn, zoals 2019-01-01")
        return value


def _as_files(value: object) -> object:
    """One path, a list of paths, or tables with `bestand` and `geldig_van` -> a tuple of tables."""
    many = value if isinstance(value, list | tuple) else [value]
    return tuple({"bestand": one} if isinstance(one, str | Path) else one for one in many)


Files = Annotated[tuple[ReferenceFile, ...], BeforeValidator(_as_files)]


class Reference(_Section):
    """[referentie]: files with areas and streets; paths are relative to the settings file.

    Left out, Maastricht takes the tables that come with the program; another municipality takes
    its streets from the deliveries and marks them unverified. Each setting is one file or a list
    of files of different years.
    """

    buurten: Files = Setting(
        (),
        description="Buurten, per jaar een bestand: wijk- en buurtkaart of kerncijfers van het "
        "CBS (GeoPackage, GeoJSON, CSV of Excel) met BU_CODE/buurtcode; met omtrek (in CSV als "
        "WKT) wordt een coördinaat in zijn buurt geplaatst",
    )
    wijken: Files = Setting((), description="Namen van de wijken (WK_CODE, WK_NAAM), per jaar")
    inwoners: Files = Setting(
        (),
        description="CSV buurtcode, jaar, inwoners, of de kerncijfers van het CBS "
        "(zoals kwb2025.xlsx)",
    )
    bag: Files = Setting(
        (),
        description="BAG-extract van het Kadaster: de zip zoals geleverd, een map of een XML. "
        "Geeft straten met hun geschiedenis, en adressen",
    )
    woonplaatsen: tuple[str, ...] = Setting(
        (),
        description="Woonplaatsen van de gemeente, als het BAG-extract van meer gemeenten is en "
        "er geen bestand GEM-WPL-RELATIE bij zit",
    )
    pc6hnr: Files = Setting(
        (),
        description="Postcode en huisnummer per buurt van het CBS (pc6hnr): per jaar een zip "
        "of CSV",
    )
    straten: Files = Setting(
        (),
        description="CSV straatnaam, woonplaats[, straat_id, verkorte_naam, geldig_van, "
        "geldig_tot]; naast een BAG-extract alleen voor namen die daar niet in staan",
    )
    straat_buurten: Files = Setting((), description="CSV straatnaam, woonplaats, buurtcode")
    postcodes: Files = Setting(
        (), description="CSV postcode, buurtcode; geldt waar pc6hnr de postcode niet kent"
    )
    adressen: Files = Setting(
        (), description="CSV straatnaam, huisnummer, buurtcode[, woonplaats, straat_id]"
    )
    politie_buurten: Files = Setting(
        (),
        description="Omtrekken van de oude buurten van de politie (naam, omtrek): een oude naam "
        "wordt vertaald waar de oude buurt voor 95 % in één CBS-buurt ligt",
    )
    jaar: int | None = Setting(
        None,
        description="Jaar van de buurtindeling en van haar inwoners, als het bestand het niet zegt",
    )
    aliassen: Files = Setting(
        (),
        description="CSV geschreven, straatnaam: namen die een straat van de lijst betekenen "
        "(hernoemd, plaatselijke naam); uw besluiten, geldig vanaf de volgende run",
    )
    plaatsen: Files = Setting(
        (),
        description="CSV naam, soort: plaatsen die geen straat zijn (station, park, buurt, "
        "woonplaats); gaat samen met de tabel die met het programma meekomt",
    )

    def files(self) -> dict[str, tuple[ReferenceFile, ...]]:
        """Setting -> the files that it names."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name not in {"jaar", "woonplaatsen"}
        }


Action = Literal["vasthouden", "waarschuwen", "uit"]


class Deliveries(_Section):
    """[leveringen]: when a delivery covers a month, and what its gates do."""

    aandeel_dekkende_maand: float = Setting(
        0.25,
        ge=0,
        le=1,
        description="Een maand met minder rijen dan dit deel van de grootste maand van de levering "
        "geldt als aanvulling: ze telt mee, maar vervangt geen eerdere levering",
    )
    krimp_waarschuwing: float = Setting(
        0.5,
        ge=0,
        le=1,
        description="Controle krimp: een maand met minder dan dit deel van de rijen in de levering "
        "die ze vervangt, of van wat gewoon is (mediaan van dezelfde maand in eerdere jaren; met "
        "minder dan twee zulke jaren van de twaalf maanden ervoor)",
    )
    groei_waarschuwing: float = Setting(
        2.0,
        ge=1,
        description="Controle groei: een maand met meer dan zoveel keer de rijen, vergeleken als "
        "bij krimp",
    )
    krimp_grens: float = Setting(
        0.25,
        ge=0,
        le=1,
        description="Controle extreme_krimp: een maand met minder dan dit deel van de rijen in de "
        "levering die ze zou vervangen",
    )
    sleutel_grens: float = Setting(
        0.3,
        ge=0,
        le=1,
        description="Controle sleutel_gebroken: het aandeel rijen met een straat, met een buurt of "
        "in een al bekende straat daalt meer dan dit ten opzichte van de levering ervoor (0.3 is "
        "30 procentpunt)",
    )
    controle_minimum_rijen: int = Setting(
        10,
        ge=1,
        description="Controles krimp en groei: vergelijk alleen met een maand van ten minste "
        "zoveel rijen",
    )
    vasthouden_minimum_rijen: int = Setting(
        50,
        ge=1,
        description="Controles extreme_krimp en sleutel_gebroken: vergelijk alleen met een maand "
        "of levering van ten minste zoveel rijen",
    )
    code_minimum: int = Setting(
        20,
        ge=1,
        description="Controles nieuwe_codes en verdwenen_codes: alleen codes en categorieën met "
        "ten minste zoveel rijen (verdwenen: gewoonlijk per maand)",
    )
    bij_extreme_krimp: Action = Setting(
        "vasthouden",
        description="Wat te doen bij extreme krimp; vasthouden: de levering telt niet mee tot u "
        "haar accepteert (veiligheidsbeeld accept)",
    )
    bij_sleutel_gebroken: Action = Setting(
        "vasthouden", description="Wat te doen als straten of buurten ineens niet meer passen"
    )
    bij_krimp: Action = Setting("waarschuwen", description="Wat te doen bij krimp")
    bij_groei: Action = Setting("waarschuwen", description="Wat te doen bij groei")
    bij_maand_ontbreekt: Action = Setting(
        "waarschuwen", description="Wat te doen als er maanden tussen deze en de vorige ontbreken"
    )
    bij_overlap: Action = Setting(
        "waarschuwen",
        description="Wat te doen als van een eerdere levering maar een deel van de maanden wordt "
        "vervangen",
    )
    bij_nieuwe_codes: Action = Setting(
        "waarschuwen", description="Wat te doen bij nieuwe incidentcodes of categorieën"
    )
    bij_verdwenen_codes: Action = Setting(
        "waarschuwen", description="Wat te doen bij verdwenen incidentcodes of categorieën"
    )
    bij_kop_veranderd: Action = Setting(
        "waarschuwen", description="Wat te doen bij andere kolommen dan in de levering ervoor"
    )


class Police(_Section):
    """[politie]: how the police export is read."""

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
    kolommen: dict[str, str] = Setting(
        default_factory=dict, description='Andere kopjes: "kop in het bestand" = "veld"'
    )

    @property
    def layout(self) -> Layout:
        """The layout of the police export with these settings."""
        return _configured(police.LAYOUT, self)


class MeldDesk(_Section):
    """[melddesk]: how the export of the report system is read."""

    datumformaten: tuple[str, ...] = Setting(
        melddesk.LAYOUT.date_formats, description="Schrijfwijzen van datums (strftime)"
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
    kolommen: dict[str, str] = Setting(
        default_factory=dict, description='"kop in het bestand" = "veld"'
    )
    categorieen: dict[str, str] = Setting(
        default_factory=dict,
        description='"Hoofdcategorie/Subcategorie" (of alleen "Hoofdcategorie") = "thema"; '
        "gaat voor op dbt_like_sql/seeds/thema_melddesk.csv",
    )
    statussen: dict[str, Literal["open", "afgehandeld", "geannuleerd"]] = Setting(
        default_factory=lambda: {
            "Nieuw": "open",
            "Open": "open",
            "In behandeling": "open",
            "Gemeld": "open",
            "Afgehandeld": "afgehandeld",
            "Gesloten": "afgehandeld",
            "Gereed": "afgehandeld",
            "Geannuleerd": "geannuleerd",
        },
        description="Status in het bestand = status in de cijfers",
    )

    @property
    def layout(self) -> Layout:
        """The layout of the report system with these settings."""
        layout = replace(_configured(melddesk.LAYOUT, self), coordinates=self.coordinaten)
        return _by_point(layout) if self.zonder_straat else layout

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts of all report systems with these settings, the configured one first.

        A system is known by its own headers, so of the others the settings add to what is not
        required only.
        """
        others = []
        for system in list(report_systems.SYSTEMS.values())[1:]:
            required = system.layout.required
            names = {field.name for field in required}
            own = {fold_header(header) for field in required for header in field.headers}
            more = {
                header: name
                for header, name in self.kolommen.items()
                if name not in names and fold_header(header) not in own
            }
            layout = system.layout.with_headers(more)
            others.append(replace(layout, date_formats=self.datumformaten))
        return self.layout, *others


class Figures(_Section):
    """[cijfers]: what may be shown how."""

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


Level = Literal["gemeente", "wijk", "buurt"]
PeriodKind = Literal["maand", "kwartaal", "halfjaar", "jaar", "12m"]
# What may point to a person or a household sooner than other themes do: higher thresholds, and not
# by neighbourhood. By indicator, theme or source; what a municipality sets goes over these.
_SENSITIVE = {
    "overlast_verward_persoon": 9,
    "burengerucht": 9,  # holds domestic quarrels and restraining orders
    "melding_personen": 9,
    "melding_buren_wonen": 9,
    "pod_1_4_1": 9,  # open data of the police: sexual offences
    "pod_1_6_3": 9,  # trafficking in human beings
    "pod_3_2_1": 9,  # child pornography
    "pod_3_2_2": 9,  # child prostitution
    "Zorg en veiligheid": 9,
    "Jeugd": 9,
    "Vastgoed in Beeld": 9,
    "Veiligheidsbeleving": 9,
}
_LOWEST: dict[str, Level] = {
    "overlast_verward_persoon": "wijk",
    "burengerucht": "wijk",
    "melding_personen": "wijk",
    "melding_buren_wonen": "wijk",
    "pod_1_4_1": "gemeente",
    "pod_1_6_3": "gemeente",
    "pod_3_2_1": "gemeente",
    "pod_3_2_2": "gemeente",
    "register": "gemeente",
}


class Public(_Section):
    """[openbaar]: what of the figures anyone may see."""

    drempel: int = Setting(
        4, ge=0, description="Een aantal van 1 tot en met dit getal is geheim (teken x)"
    )
    drempels: dict[str, int] = Setting(
        default_factory=lambda: dict(_SENSITIVE),
        description='Hogere drempel voor wat gevoelig is: "indicator_id", "thema" of "bron" = '
        "getal. Wat u hier zet, komt bij wat er al staat",
    )
    laagste_niveau: dict[str, Level] = Setting(
        default_factory=lambda: dict(_LOWEST),
        description='Niet kleiner dan dit gebied: "indicator_id", "thema" of "bron" = "gemeente", '
        '"wijk" of "buurt". Wat u hier zet, komt bij wat er al staat. Een register staat altijd op '
        "gemeente; niets staat ooit per straat",
    )
    onderdelen: Level = Setting(
        "gemeente",
        description="Tot welk gebied de onderdelen van een totaal worden getoond; daaronder alleen "
        "het totaal",
    )
    perioden_gemeente: tuple[PeriodKind, ...] = Setting(
        ("kwartaal", "halfjaar", "jaar"), description="Perioden voor de hele gemeente"
    )
    perioden_wijk: tuple[PeriodKind, ...] = Setting(
        ("kwartaal", "jaar"), description="Perioden per wijk; [] voor geen cijfers per wijk"
    )
    perioden_buurt: tuple[PeriodKind, ...] = Setting(
        ("jaar",),
        description="Perioden per buurt; [] voor geen cijfers per buurt. Meer soorten perioden "
        "geven meer geheime cijfers, en kosten meer tijd",
    )
    jaren: int = Setting(
        5, ge=1, description="Zoveel jaren staan in een uitgave, het jaar van de uitgave meegeteld"
    )
    enkeling: bool = Setting(
        False,
        description="Bescherm ook tegen wie zelf het enige geval in een geheim cijfer is, en dat "
        "cijfer dus kent",
    )
    nullen: bool = Setting(
        True,
        description="Maak nullen geheim waar alles onder één onderdeel van een totaal valt: anders "
        "is van elk geval bekend wat het was",
    )
    ook_openbaar: tuple[str, ...] = Setting(
        (), description="Indicatoren (indicator_id) die ook openbaar zijn"
    )
    niet_openbaar: tuple[str, ...] = Setting(
        (), description="Indicatoren (indicator_id) die niet openbaar zijn"
    )
    minimum_respondenten: int = Setting(
        50, ge=1, description="Een cijfer van een enquête alleen vanaf zoveel respondenten"
    )
    open_data_politie: bool = Setting(
        True,
        description="Toon wat de politie zelf als open data uitgeeft zoals het daar staat, ook als "
        "het een klein aantal is. Zo niet: alleen voor de hele gemeente, met de drempel",
    )

    @field_validator("drempels", "laagste_niveau", mode="before")
    @classmethod
    def _over_the_defaults(cls, value: object, info: ValidationInfo) -> object:
        ours = _SENSITIVE if info.field_name == "drempels" else _LOWEST
        return ours | value if isinstance(value, dict) else value

    @field_validator("drempels")
    @classmethod
    def _no_threshold_below_nothing(cls, value: dict[str, int]) -> dict[str, int]:
        for name, threshold in value.items():
            if threshold < 0:
                raise ValueError(f"de drempel van «{name}» moet minstens 0 zijn")
        return value

    @model_validator(mode="after")
    def _public_or_not(self) -> Public:
        both = sorted(set(self.ook_openbaar) & set(self.niet_openbaar))
        if both:
            raise ValueError(
                f"[openbaar] «{both[0]}» staat bij ook_openbaar en bij niet_openbaar; kies er een"
            )
        return self


class Publication(_Section):
    """[publicatie]: the file that the dashboards read."""

    opslagversie: Literal["v1.0.0", "v1.2.0", "v1.4.0", "v1.5.0", "v2.0.0"] = Setting(
        "v1.0.0", description="DuckDB-opslagversie; v1.0.0 is leesbaar vanaf DuckDB 1.0"
    )


# A web address that may stand in RDF as it is, or nothing.
_WEB = r"(https?://[^\s<>\"{}|\\^`]+)?"
_WEB_FOLDER = r"(https?://[^\s<>\"{}|\\^`?#]+)?"


class Catalogue(_Section):
    """[catalogus]: how the open data are described, and by whom they are published."""

    adres: _matching(_WEB_FOLDER, "https://data.gemeente.nl/veiligheid/") = Setting(
        "",
        description="Webadres van de map met open data. Leeg: de beschrijving verwijst naar de "
        "bestanden die ernaast staan",
    )
    pagina: _matching(_WEB, "https://www.gemeente.nl/veiligheid") = Setting(
        "", description="Webpagina over de cijfers. Leeg: de uitleg in LEESMIJ.txt"
    )
    contact_email: _matching(
        r"([A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?", "data@gemeente.nl"
    ) = Setting(
        "",
        description="E-mailadres voor vragen over de cijfers; van een team, niet van een persoon",
    )
    contact_pagina: _matching(_WEB, "https://www.gemeente.nl/contact") = Setting(
        "", description="Webpagina voor vragen over de cijfers"
    )
    gebied: _matching(_WEB, "https://sws.geonames.org/2750405/") = Setting(
        "",
        description="Webadres van de gemeente in GeoNames of in de lijst van plaatsen van de EU. "
        "Leeg: alleen de naam en de CBS-code",
    )
    licentie: Literal["CC-BY-4.0", "CC0-1.0"] = Setting(
        "CC-BY-4.0",
        description="Licentie van de open data. CC-BY-4.0: vrij te gebruiken met bronvermelding; "
        "CC0-1.0: ook zonder",
    )
    omschrijving: _matching(r"(?s).*\S.*", "Cijfers over veiligheid per buurt") = Setting(
        "Cijfers over veiligheid en leefbaarheid in de gemeente, haar wijken en haar buurten. Elk "
        "kwartaal komt er een nieuwe uitgave.",
        description="Wat de open data zijn, in een of twee zinnen",
    )


class Configuration(_Section):
    """The whole of `veiligheidsbeeld.toml`."""

    gemeente: Municipality = Municipality()
    referentie: Reference = Reference()
    leveringen: Deliveries = Deliveries()
    politie: Police = Police()
    melddesk: MeldDesk = MeldDesk()
    cijfers: Figures = Figures()
    openbaar: Public = Public()
    publicatie: Publication = Publication()
    catalogus: Catalogue = Catalogue()

    @model_validator(mode="after")
    def _headers_name_known_fields(self) -> Configuration:
        for section, layout in (("politie", police.LAYOUT), ("melddesk", melddesk.LAYOUT)):
            known = {field.name for field in layout.fields}
            for header, name in getattr(self, section).kolommen.items():
                if name not in known:
                    raise ValueError(
                        f"[{section}.kolommen] wijst kop «{header}» naar het onbekende veld "
                        f"«{name}»; kies uit: {', '.join(sorted(known))}"
                    )
        return self


def _by_point(layout: Layout) -> Layout:
    """The layout of a system that knows where, but not in which street."""
    required = {field.name for field in layout.required} - {"straat"} | {"x", "y"}
    fields = tuple(replace(field, required=field.name in required) for field in layout.fields)
    return replace(layout, fields=fields)


def _configured(layout: Layout, section: Police | MeldDesk) -> Layout:
    return replace(
        layout.with_headers(section.kolommen),
        date_formats=tuple(section.datumformaten),
        decimal=section.decimaalteken,
    )
