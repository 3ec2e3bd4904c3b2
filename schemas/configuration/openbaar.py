"""[openbaar]: which figures are public, and from which count on.

Thresholds are applied, and protected, by `assets.disclosure`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting
from pydantic import ValidationInfo, field_validator, model_validator

from schemas.configuration.section import Section

Level = Literal["gemeente", "wijk", "buurt"]
PeriodKind = Literal["maand", "kwartaal", "halfjaar", "jaar", "12m"]
# Subjects that identify a person or household more easily than others: their higher thresholds.
# Keys are an indicator, a theme or a source; the settings of a municipality override these.
_SENSITIVE = {
    "overlast_verward_persoon": 9,
    "burengerucht": 9,  # includes domestic disputes and restraining orders
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
# The smallest area at which such a subject is shown.
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


class Public(Section):
    """The section [openbaar]."""

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
        ("kwartaal", "halfjaar", "jaar"),
        description='Perioden per wijk; [] voor geen cijfers per wijk. Zonder "halfjaar" heeft de '
        "factsheet van de raad geen wijken",
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
    def _override_defaults(cls, value: object, info: ValidationInfo) -> object:
        defaults = _SENSITIVE if info.field_name == "drempels" else _LOWEST
        return defaults | value if isinstance(value, dict) else value

    @field_validator("drempels")
    @classmethod
    def _no_negative_threshold(cls, value: dict[str, int]) -> dict[str, int]:
        for name, threshold in value.items():
            if threshold < 0:
                raise ValueError(f"de drempel van «{name}» moet minstens 0 zijn")
        return value

    @model_validator(mode="after")
    def _public_or_not_public(self) -> Public:
        both = sorted(set(self.ook_openbaar) & set(self.niet_openbaar))
        if both:
            raise ValueError(
                f"[openbaar] «{both[0]}» staat bij ook_openbaar en bij niet_openbaar; kies er een"
            )
        return self
