"""The published table `driehoek_signalen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_signalen",
    "T2: een rij per indicator en gebied waar meer of minder was dan te verwachten",
    grain=("indicator_id", "gebied_code"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.INDICATOR_THEMA,
        shared.TELBRON,
        shared.GEBIED_VAN_GEMEENTE,
        shared.GEBIEDSNAAM,
        shared.NIVEAU_IN_GEMEENTE,
        shared.UITGAVE_VAN,
        shared.UITGAVE_TOT,
        Column("waargenomen", WHOLE, "Aantal dat in de twee maanden is geteld", "2 maanden"),
        Column(
            "verwacht",
            NUMBER,
            "Aantal dat in de twee maanden te verwachten was, naar seizoen en trend van de maanden "
            "ervoor",
            "2 maanden",
        ),
        Column(
            "grens",
            NUMBER,
            "Hoogste aantal (bij `richting` omhoog) of laagste aantal (bij omlaag) dat nog gewoon "
            "is; `waargenomen` ligt daar voorbij",
            "2 maanden",
        ),
        Column("richting", TEXT, "omhoog: er was meer dan te verwachten; omlaag: er was minder"),
        Column(
            "sinds_maand",
            TEXT,
            "Eerste maand van de onafgebroken reeks tot in de twee maanden waarin ook elke maand "
            "op zich ongewoon was; is er zo geen maand: `periode_van`",
            "JJJJ-MM",
        ),
        shared.OVERDISPERSIE.means(
            "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer), naar de "
            "maanden vóór `periode_van`; leeg: het kwam daarin niet voor"
        ),
        Column(
            "volledigheid_pct",
            NUMBER,
            "Welk deel van de twee maanden er naar verwachting al is; `verwacht` en `grens` zijn "
            "daarop verlaagd; leeg: alles is er, of het is niet bekend",
            "procent",
            nullable=True,
        ),
        Column(
            "status",
            TEXT,
            "voorlopig (een van de twee maanden); anders die van de laatste maand: definitief of "
            "herzien",
        ),
        shared.TRENDBREUK.means(
            "Vlaggen op de twee maanden of op dezelfde maanden een jaar eerder, zoals corona"
        ),
        shared.DUIDING,
        shared.DUIDING_AUTEUR,
        shared.DUIDING_DATUM,
    ),
    maker=Maker.INDICATORS,
)
