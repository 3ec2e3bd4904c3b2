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
        Column("gebiedsniveau", TEXT, "gemeente, wijk, buurt of aandachtsgebied"),
        Column(
            "venster",
            TEXT,
            "Kortste venster van `oordelen` met een signaal: 2m, 3m, 6m, 12m of 36m",
            "maanden",
        ),
        shared.VENSTER_VAN,
        Column("periode_tot", TEXT, "Laatste maand van het venster en van de uitgave", "JJJJ-MM"),
        Column("waargenomen", WHOLE, "Aantal dat in het venster is geteld", "venster"),
        Column(
            "verwacht",
            NUMBER,
            "Aantal dat in het venster te verwachten was, uit `oordelen`; leeg: niet te zeggen",
            "venster",
            nullable=True,
        ),
        Column(
            "grens",
            NUMBER,
            "Hoogste aantal (bij `richting` omhoog) of laagste aantal (bij omlaag) dat nog gewoon "
            "is. `waargenomen` ligt daar voorbij, of de verandering houdt al langer aan (zie "
            "`sinds_nu`)",
            "venster",
            nullable=True,
        ),
        Column("richting", TEXT, "omhoog: er was meer dan te verwachten; omlaag: er was minder"),
        Column(
            "sinds_maand",
            TEXT,
            "Geschatte eerste maand van de verandering; leeg: wat er was, is voorbij",
            "JJJJ-MM",
            nullable=True,
        ),
        Column("sinds_nu", WHOLE, "Aantal vanaf `sinds_maand`", "aantal", nullable=True),
        Column(
            "sinds_verwacht",
            NUMBER,
            "Aantal dat vanaf `sinds_maand` te verwachten was zonder de verandering",
            "aantal",
            nullable=True,
        ),
        shared.OVERDISPERSIE,
        Column(
            "volledigheid_pct",
            NUMBER,
            "Welk deel van het venster er naar verwachting al is; `verwacht` en `grens` zijn "
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
        shared.VENSTER_TRENDBREUK,
        shared.DUIDING,
        shared.DUIDING_AUTEUR,
        shared.DUIDING_DATUM,
        shared.BEKENDE_EVENEMENTEN,
    ),
    maker=Maker.INDICATORS,
)
