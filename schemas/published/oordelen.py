"""The published table `oordelen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "oordelen",
    "Het ene oordeel over elk cijfer: een rij per indicator, gebied, venster en maand. Elk product "
    "leest zijn woorden hier",
    grain=("indicator_id", "gebied_code", "venster", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE.means("CBS-code van gemeente, wijk of buurt, of een aandachtsgebied"),
        Column("venster", TEXT, "Lengte van het venster: 2m, 3m, 6m, 12m of 36m", "maanden"),
        shared.VENSTER_TOT,
        shared.VENSTER_VAN,
        Column(
            "nu",
            WHOLE,
            "Aantal in het venster; leeg: een maand ontbreekt, of de definitie veranderde erin",
            "venster",
            nullable=True,
        ),
        Column(
            "verwacht",
            NUMBER,
            "Aantal dat te verwachten was naar de maanden ervoor: niveau, trend en seizoen, en wat "
            "er nu van binnen kan zijn. Maanden van een verandering die aanhoudt, tellen daarin "
            "niet mee",
            "venster",
            nullable=True,
        ),
        Column(
            "onder",
            WHOLE,
            "Laagste aantal dat nog binnen normale schommeling is, na correctie voor alle "
            "vergelijkingen",
            "venster",
            nullable=True,
        ),
        Column(
            "boven",
            WHOLE,
            "Hoogste aantal dat nog binnen normale schommeling is, na correctie voor alle "
            "vergelijkingen",
            "venster",
            nullable=True,
        ),
        Column(
            "uitkomst",
            TEXT,
            "signaal omhoog, signaal omlaag, binnen normale schommeling of niet vast te stellen. "
            "Een signaal: `nu` ligt buiten `onder` en `boven`, of een verandering die aanhoudt "
            "beslaat ten minste de helft van het venster",
        ),
        Column(
            "reden", TEXT, "Waarom het niet vast te stellen is; leeg: dat is het", nullable=True
        ),
        Column(
            "sinds",
            TEXT,
            "Geschatte eerste maand van de verandering; leeg: geen signaal, of wat er was, is "
            "voorbij",
            "JJJJ-MM",
            nullable=True,
        ),
        Column("sinds_maanden", WHOLE, "Maanden vanaf `sinds`", "maanden", nullable=True),
        Column("sinds_nu", WHOLE, "Aantal vanaf `sinds`", "aantal", nullable=True),
        Column(
            "sinds_verwacht",
            NUMBER,
            "Aantal dat vanaf `sinds` te verwachten was zonder de verandering",
            "aantal",
            nullable=True,
        ),
        Column(
            "niveau_sinds",
            TEXT,
            "Eerste maand van het nieuwe niveau: een verandering die twee jaar duurde of die het "
            "team aanvaardde; leeg: geen",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "niveau_verhouding",
            NUMBER,
            "Het nieuwe niveau gedeeld door het oude",
            "verhouding",
            nullable=True,
        ),
        Column(
            "kleinste_zichtbare_op",
            NUMBER,
            "Kleinste stijging die dit venster op zichzelf met 80 % kans zou hebben getoond; "
            "2 is een verdubbeling; leeg: geen",
            "factor",
            nullable=True,
        ),
        Column(
            "kleinste_zichtbare_neer",
            NUMBER,
            "Kleinste daling die dit venster op zichzelf met 80 % kans zou hebben getoond; "
            "0,5 is een halvering; leeg: geen",
            "factor",
            nullable=True,
        ),
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in dezelfde maanden een jaar eerder; leeg: niet geheel geleverd, of niet te "
            "vergelijken",
            "venster",
            nullable=True,
        ),
        Column(
            "verhouding",
            NUMBER,
            "`nu` gedeeld door `vorig_jaar`, na correctie voor wat nog komt. Een getal ernaast, "
            "geen oordeel; leeg: geen `vorig_jaar`, of het is 0",
            "verhouding",
            nullable=True,
        ),
        shared.VERHOUDING_VAN,
        shared.VERHOUDING_TOT,
        shared.OVERDISPERSIE,
        Column(
            "volledigheid_pct",
            NUMBER,
            "Welk deel van het venster er naar verwachting al is; `verwacht`, `onder` en `boven` "
            "zijn daarop verlaagd; leeg: alles",
            "procent",
            nullable=True,
        ),
        shared.VENSTER_TRENDBREUK,
        Column(
            "bekend",
            TEXT,
            "Evenementen die bekend waren, in of om het gebied en in het venster: zij verklaren "
            "niets vanzelf, en blijven in het cijfer; leeg: geen",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
