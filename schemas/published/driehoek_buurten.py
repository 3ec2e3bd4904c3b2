"""The published table `driehoek_buurten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_buurten",
    "T4: een rij per buurt; de groepen overlappen en worden niet opgeteld; zonder "
    "politie-export uit de open data van de politie",
    grain=("buurtcode",),
    columns=(
        shared.BUURTCODE,
        shared.BUURTNAAM,
        shared.WIJKCODE.optional(),
        Column("maand_tot", TEXT, "Laatste maand", "JJJJ-MM"),
        shared.INWONERS.optional(),
        Column(
            "hic_12m",
            WHOLE,
            "High-impact crime: woninginbraak, straatroof, overval",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "vvc_12m",
            WHOLE,
            "Veelvoorkomende criminaliteit (HIC hoort er deels bij)",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "overlast_12m",
            WHOLE,
            "Overlastregistraties (de acht codes van de politie)",
            "12 maanden",
            nullable=True,
        ),
        shared.MELDDESK_12M.optional(),
        Column("hic_12m_per_1000", NUMBER, "HIC per 1.000 inwoners", "12 maanden", nullable=True),
        Column("vvc_12m_per_1000", NUMBER, "VVC per 1.000 inwoners", "12 maanden", nullable=True),
        Column(
            "overlast_12m_per_1000",
            NUMBER,
            "Overlastregistraties per 1.000 inwoners",
            "12 maanden",
            nullable=True,
        ),
        shared.MELDDESK_12M_PER_1000.optional(),
        Column(
            "hic_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt met haar HIC per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "hic_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt met haar HIC per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "vvc_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt met haar VVC per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "vvc_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt met haar VVC per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "overlast_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt met haar overlast per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "overlast_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt met haar overlast per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "melddesk_rang_van",
            WHOLE,
            "Hoogste plaats die de buurt met haar meldingen per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
        Column(
            "melddesk_rang_tot",
            WHOLE,
            "Laagste plaats die de buurt met haar meldingen per 1.000 kan hebben",
            "1 is het hoogst",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
