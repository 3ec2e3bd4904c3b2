"""The published table `raad_veiligheidsmonitor`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, WHOLE, Column, Table

TABLE = Table(
    "raad_veiligheidsmonitor",
    "C: een rij per indicator van de Veiligheidsmonitor, gebied en jaar, naast de meting ervoor in "
    "dezelfde reeks",
    grain=("indicator_id", "gebied_code", "jaar"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.INDICATOR_THEMA,
        Column(
            "eenheid",
            TEXT,
            "Eenheid van de uitkomst, zoals %, score of rapportcijfer; onbekend: niet opgegeven",
        ),
        Column("gebied_code", TEXT, "CBS-code van gemeente, wijk of buurt, of NL00 (Nederland)"),
        Column(
            "gebiedsnaam", TEXT, "Naam van het gebied; als het niet in de referentie staat: de code"
        ),
        shared.GEBIEDSNIVEAU,
        Column("jaar", SMALL, "Jaar van de meting", "jaar"),
        Column("waarde", NUMBER, "Uitkomst van de meting", "zie `eenheid`"),
        Column(
            "marge_onder",
            NUMBER,
            "Ondergrens van het 95 %-interval van `waarde`; leeg: zie `marge_bron`",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "marge_boven",
            NUMBER,
            "Bovengrens van het 95 %-interval van `waarde`; leeg: zie `marge_bron`",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "marge_bron",
            TEXT,
            "opgegeven, of berekend (Wilson, uit het aantal respondenten; in werkelijkheid "
            "breder); leeg: geen marges",
            nullable=True,
        ),
        Column(
            "respondenten",
            WHOLE,
            "Aantal mensen dat antwoordde; leeg: niet opgegeven",
            "personen",
            nullable=True,
        ),
        Column(
            "vorig_jaar",
            SMALL,
            "Jaar van de meting ervoor in dezelfde reeks; leeg: dit is de eerste",
            "jaar",
            nullable=True,
        ),
        Column(
            "vorige_waarde",
            NUMBER,
            "Uitkomst van de meting in `vorig_jaar`; leeg: dit is de eerste",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "verschil",
            NUMBER,
            "`waarde` min `vorige_waarde`; leeg: dit is de eerste meting",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "nederland",
            NUMBER,
            "Uitkomst van heel Nederland (NL00) in `jaar`; leeg: niet geleverd, of dit is zij zelf",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "signaal",
            TEXT,
            "Oordeel over `verschil`: binnen normale schommeling, signaal omhoog, signaal omlaag "
            "of niet vast te stellen; leeg: bij deze meting of die ervoor zijn geen marges en geen "
            "respondenten geleverd",
            nullable=True,
        ),
        Column(
            "reeks",
            TEXT,
            "tot en met 2019 of vanaf 2021: over de breuk wordt niet vergeleken",
        ),
        shared.BRONVERMELDING,
    ),
)
