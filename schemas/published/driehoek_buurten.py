"""The published table `driehoek_buurten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_buurten",
    "T4: een rij per buurt; de groepen overlappen en worden niet opgeteld; zonder politie-export "
    "uit de open data van de politie",
    grain=("buurtcode",),
    columns=(
        shared.BUURTCODE_OF_ONBEKEND,
        shared.BUURTNAAM_OF_ONBEKEND,
        shared.WIJKCODE.means(
            "CBS-code van de wijk; leeg: niet in een buurt te plaatsen"
        ).optional(),
        shared.LAATSTE_VAN_12,
        shared.INWONERS,
        Column(
            "hic_12m",
            WHOLE,
            "High-impact crime: woninginbraak, straatroof, overval; leeg: niet van alle 12 maanden "
            "bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "vvc_12m",
            WHOLE,
            "Veelvoorkomende criminaliteit (HIC hoort er deels bij); leeg: niet van alle 12 "
            "maanden bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "overlast_12m",
            WHOLE,
            "Overlastregistraties (de acht codes van de politie); leeg: niet van alle 12 maanden "
            "bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "melddesk_12m",
            WHOLE,
            "Meldingen van inwoners, alle thema's samen; leeg: niet van alle 12 maanden bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "hic_12m_per_1000",
            NUMBER,
            "`hic_12m` per 1.000 inwoners; leeg waar de buurt of het aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "vvc_12m_per_1000",
            NUMBER,
            "`vvc_12m` per 1.000 inwoners; leeg waar de buurt of het aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "overlast_12m_per_1000",
            NUMBER,
            "`overlast_12m` per 1.000 inwoners; leeg waar de buurt of het aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        shared.MELDDESK_12M_PER_1000,
        Column(
            "hic_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt naar `hic_12m` per 1.000 inwoners kan hebben; leeg: te "
            "weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "hic_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt naar `hic_12m` per 1.000 inwoners kan hebben; leeg: te "
            "weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "vvc_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt naar `vvc_12m` per 1.000 inwoners kan hebben; leeg: te "
            "weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "vvc_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt naar `vvc_12m` per 1.000 inwoners kan hebben; leeg: te "
            "weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "overlast_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt naar `overlast_12m` per 1.000 inwoners kan hebben; leeg: "
            "te weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "overlast_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt naar `overlast_12m` per 1.000 inwoners kan hebben; leeg: "
            "te weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "melddesk_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt naar `melddesk_12m` per 1.000 inwoners kan hebben; leeg: "
            "te weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "melddesk_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt naar `melddesk_12m` per 1.000 inwoners kan hebben; leeg: "
            "te weinig inwoners, of geen aantal",
            "1 is het hoogst",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
