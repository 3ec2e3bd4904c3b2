"""The published table `raad_prestaties`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "raad_prestaties",
    "D en E: een rij per indicator van een register en periode, naast dezelfde periode een jaar "
    "eerder (of evenveel jaren ervoor); inzet (activiteit), geen uitkomst. Niet onderdrukt: op de "
    "factsheet staat wat openbaar is",
    grain=("indicator_id", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.INDICATOR_THEMA,
        shared.PERIODE.means("2020-06, 2020-Q2, 2020-H1, 2020 of 2019--2020"),
        shared.PERIODE_SOORT.means(
            "maand, kwartaal, halfjaar, jaar of meerjarig (hele jaren samen)"
        ),
        Column("waarde", NUMBER, "Cijfer van het register over de periode", "als de indicator"),
        Column("eenheid", TEXT, "Eenheid van de indicator; leeg: niet bekend", nullable=True),
        Column(
            "vorige_periode",
            TEXT,
            "Periode waarmee is vergeleken: dezelfde een jaar eerder, of evenveel jaren direct "
            "ervoor; leeg: daarvan is geen cijfer",
            nullable=True,
        ),
        Column(
            "vorige_waarde",
            NUMBER,
            "Cijfer van `vorige_periode`; leeg: er is geen cijfer",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "verschil",
            WHOLE,
            "`waarde` min `vorige_waarde`, afgerond op een heel getal; leeg: geen `vorige_waarde`",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "verschil_pct",
            NUMBER,
            "Verschil van `waarde` met `vorige_waarde`; alleen als die ten minste 50 is",
            "procent",
            nullable=True,
        ),
        Column(
            "verhouding",
            NUMBER,
            "`waarde` gedeeld door `vorige_waarde`; leeg: een van beide ontbreekt of is geen heel "
            "aantal, of `vorige_waarde` is 0",
            "verhouding",
            nullable=True,
        ),
        shared.VERHOUDING_VAN,
        shared.VERHOUDING_TOT,
        Column(
            "overdispersie",
            NUMBER,
            "Hoeveel meer het cijfer van periode tot periode schommelt dan toeval alleen (1: niet "
            "meer), naar ten minste drie eerdere perioden van dezelfde soort; leeg: niet bekend",
            "verhouding",
            nullable=True,
        ),
        Column(
            "signaal",
            TEXT,
            "Oordeel over `waarde` tegen `vorige_waarde`: binnen normale schommeling, signaal "
            "omhoog, signaal omlaag of niet vast te stellen",
        ),
        shared.BRONVERMELDING,
        shared.MEER_JAREN,
    ),
    maker=Maker.INDICATORS,
)
