"""The published table `driehoek_hotspots`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, NUMBER, TEXT, WHOLE, YES_NO, Column, Maker, Table

TABLE = Table(
    "driehoek_hotspots",
    "T3: een rij per plek en overlastthema, in rangorde; een straat in meer dan één buurt kan "
    "in delen staan, een per buurt",
    grain=("straat_id", "buurtcode", "thema"),
    columns=(
        Column("rang", WHOLE, "Plaats in de rangorde; 1 is bovenaan"),
        shared.STRAAT_ID,
        shared.STRAATNAAM,
        shared.BUURTCODE.optional(),
        shared.BUURTNAAM.optional(),
        shared.THEMA,
        Column("soort", TEXT, "Thema in woorden"),
        Column("maand_tot", TEXT, "Laatste maand", "JJJJ-MM"),
        Column("maanden_actief", WHOLE, "Maanden met ten minste één feit", "van de laatste 12"),
        Column(
            "maanden_boven_verwachting",
            WHOLE,
            "Maanden boven de grens van wat voor een gewone plek te verwachten is",
            "van de laatste 12",
        ),
        shared.POLITIE_12M.optional(),
        shared.MELDDESK_12M.optional(),
        Column("beide_bronnen", YES_NO, "Komt het in beide bronnen voor, politie en MeldDesk"),
        Column(
            "trend_tau",
            NUMBER,
            "Verloop over twaalf maanden (Mann-Kendall): -1 dalend, 1 stijgend",
            "-1 tot 1",
            nullable=True,
        ),
        Column(
            "trend_p",
            NUMBER,
            "Kans op zo'n verloop als er geen trend is (Mann-Kendall)",
            "0 tot 1",
            nullable=True,
        ),
        Column(
            "klasse",
            TEXT,
            "nieuw, oplopend, hardnekkig, afnemend, sporadisch, voorbij, of niet vast te stellen",
        ),
        Column(
            "aandeel_grootste_bron_pct",
            NUMBER,
            "Deel dat van één adres komt, van het adres met de meeste; welk adres blijft onbekend",
            "procent van 12 maanden",
            nullable=True,
        ),
        Column(
            "sleutel_stabiel",
            YES_NO,
            "Zijn de straten van de leveringen door de maanden heen dezelfde gebleven",
        ),
        Column("rang_politie", WHOLE, "Plaats naar registraties van de politie"),
        Column("rang_melddesk", WHOLE, "Plaats naar meldingen van inwoners"),
        Column(
            "verwacht_kwartaal_politie",
            NUMBER,
            "Registraties die voor de volgende drie maanden worden verwacht",
            "3 maanden",
            nullable=True,
        ),
        Column(
            "verwacht_kwartaal_melddesk",
            NUMBER,
            "Meldingen die voor de volgende drie maanden worden verwacht",
            "3 maanden",
            nullable=True,
        ),
        Column(
            "aanpak_status",
            TEXT,
            "Stand van de hotspotaanpak: voorgenomen, actief, nazorg of afgerond",
            nullable=True,
        ),
        Column("aanpak_sinds", DAY, "Dag waarop de hotspotaanpak begon", nullable=True),
    ),
    maker=Maker.INDICATORS,
)
