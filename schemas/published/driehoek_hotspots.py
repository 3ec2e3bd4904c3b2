"""The published table `driehoek_hotspots`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, NUMBER, TEXT, WHOLE, YES_NO, Column, Maker, Table

TABLE = Table(
    "driehoek_hotspots",
    "T3: een rij per plek en overlastthema, in rangorde; een straat in meer dan één buurt kan in "
    "delen staan, een per buurt",
    grain=("straat_id", "buurtcode", "thema"),
    columns=(
        Column(
            "rang",
            WHOLE,
            "Plaats in de rangorde voor het volgende kwartaal: naar het deel dat de plek heeft in "
            "wat elke bron verwacht, gemiddeld over de bronnen; 1 is bovenaan",
        ),
        shared.STRAAT_ID,
        shared.STRAATNAAM,
        shared.BUURTCODE.means(
            "CBS-code van de buurt waarin de straat of het deel ligt; leeg: de hele straat, die in "
            "meer dan één buurt ligt of in geen bekende"
        ).optional(),
        shared.BUURTNAAM.means(
            "Naam van de buurt volgens het CBS; leeg als `buurtcode`"
        ).optional(),
        shared.THEMA,
        Column("soort", TEXT, "Naam van het thema"),
        shared.LAATSTE_VAN_12,
        Column(
            "maanden_actief",
            WHOLE,
            "Maanden met ten minste één registratie of melding",
            "van de laatste 12",
        ),
        Column(
            "maanden_boven_verwachting",
            WHOLE,
            "Maanden waarin ten minste één bron boven de grens lag van wat voor een gewone plek te "
            "verwachten is",
            "van de laatste 12",
        ),
        shared.POLITIE_12M.means(
            "Registraties van de politie in de 12 maanden tot en met `maand_tot`; leeg als een van "
            "die maanden ontbreekt of de politie het thema niet kent"
        ),
        shared.MELDDESK_12M.means(
            "Meldingen van inwoners in de 12 maanden tot en met `maand_tot`; leeg als een van die "
            "maanden ontbreekt of het meldsysteem het thema niet kent"
        ),
        Column(
            "beide_bronnen",
            YES_NO,
            "Was er in de 12 maanden zowel een registratie van de politie als een melding van een "
            "inwoner",
        ),
        Column(
            "trend_tau",
            NUMBER,
            "Verloop over de 12 maanden ten opzichte van de hele gemeente (Mann-Kendall): -1 "
            "dalend, 1 stijgend; leeg: geen verloop te zien",
            "-1 tot 1",
            nullable=True,
        ),
        Column(
            "trend_p",
            NUMBER,
            "Kans op zo'n verloop als er geen trend is (Mann-Kendall); leeg als `trend_tau`",
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
            "Deel dat van één adres komt, van het adres met de meeste, in de bron waar dat deel "
            "het grootst is; welk adres blijft onbekend; leeg: te weinig rijen met een adres",
            "procent van 12 maanden",
            nullable=True,
        ),
        Column(
            "sleutel_stabiel",
            YES_NO,
            "Zijn de sleutels van de straten door de 12 maanden heen dezelfde gebleven, in elke "
            "bron die het thema kent, en ook die van deze straat",
        ),
        Column(
            "klasse_blind_tot",
            TEXT,
            "Tot en met welke maand `klasse` niet vast te stellen is omdat sleutels van straten "
            "veranderden; leeg: dat is zij niet",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "rang_politie",
            WHOLE,
            "Plaats naar `verwacht_kwartaal_politie`, onder alle plekken van de gemeente; 1 is "
            "bovenaan, gelijke delen een plaats, en wat zonder verwachting is, staat onderaan",
        ),
        Column(
            "rang_melddesk",
            WHOLE,
            "Plaats naar `verwacht_kwartaal_melddesk`, onder alle plekken van de gemeente; 1 is "
            "bovenaan, gelijke delen een plaats, en wat zonder verwachting is, staat onderaan",
        ),
        Column(
            "verwacht_kwartaal_politie",
            NUMBER,
            "Registraties die voor de drie maanden na `maand_tot` worden verwacht; leeg: de "
            "politie kent het thema niet, of er is nog geen jaar van bekend",
            "3 maanden",
            nullable=True,
        ),
        Column(
            "verwacht_kwartaal_melddesk",
            NUMBER,
            "Meldingen die voor de drie maanden na `maand_tot` worden verwacht; leeg: het "
            "meldsysteem kent het thema niet, of er is nog geen jaar van bekend",
            "3 maanden",
            nullable=True,
        ),
        Column(
            "methode_politie",
            TEXT,
            "Waarmee `verwacht_kwartaal_politie` is berekend: verwachting, som van 12 maanden, som "
            "van 3 maanden of gewogen som; wat op eerdere lijsten het best voorzag",
        ),
        Column(
            "methode_melddesk",
            TEXT,
            "Waarmee `verwacht_kwartaal_melddesk` is berekend: verwachting, som van 12 maanden, "
            "som van 3 maanden of gewogen som; wat op eerdere lijsten het best voorzag",
        ),
        Column(
            "aanpak_status",
            TEXT,
            "Stand van de hotspotaanpak volgens de lijst van het team: voorgenomen, actief, nazorg "
            "of afgerond; leeg: staat niet op de lijst",
            nullable=True,
        ),
        Column(
            "aanpak_sinds",
            DAY,
            "Dag waarop de hotspotaanpak begon of begint; leeg: staat niet op de lijst",
            nullable=True,
        ),
        Column(
            "weekdelen",
            TEXT,
            "Op welk deel van de week het hier vaker gebeurt dan eromheen, per bron, "
            "volgens `straatpatronen`: vooral (ten minste de helft) of vaker. Een nacht heet naar "
            "de avond ervoor; leeg: niet vast te stellen",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
