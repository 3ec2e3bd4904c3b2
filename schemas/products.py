"""Contracts of the published tables: their grain, and every column once.

The same word means the same thing in every table, so a column is described once, by its name.
What fills a table stands in `dbt_like_sql/marts`.
"""

from __future__ import annotations

import pandera.pandas as pa

# name: (type, meaning, unit or form)
COLUMNS: dict[str, tuple[str, str, str]] = {
    "aangifte": ("VARCHAR", "Is er aangifte gedaan", "J of N"),
    "aantal": ("BIGINT", "Aantal keer dat de reden voorkomt", "rijen of velden"),
    "acceptatie_reden": ("VARCHAR", "Waarom de analist de levering heeft geaccepteerd", ""),
    "afgekeurd": ("BIGINT", "Rijen die niet bruikbaar zijn en in quarantaine staan", "rijen"),
    "beide_bronnen": ("BOOLEAN", "Komt het in beide bronnen voor, politie en MeldDesk", ""),
    "bestandsnaam": ("VARCHAR", "Naam van het bestand zoals het is aangeleverd", ""),
    "bron": (
        "VARCHAR",
        "Bron: politie, melddesk, register(s), veiligheidsmonitor of open data van de politie",
        "",
    ),
    "bronvermelding": ("VARCHAR", "Waar het cijfer volgens de levering staat", ""),
    "buurt_gekoppeld": ("BIGINT", "Getelde rijen die in een buurt zijn geplaatst", "rijen"),
    "buurt_gekoppeld_pct": ("DOUBLE", "Deel van de getelde rijen met een buurt", "procent"),
    "buurtcode": ("VARCHAR", "CBS-code van de buurt; leeg of `onbekend`: niet te plaatsen", ""),
    "buurtnaam": ("VARCHAR", "Naam van de buurt volgens het CBS", ""),
    "controle": ("VARCHAR", "Naam van de controle; de instelling heet bij_ en deze naam", ""),
    "definitie": ("VARCHAR", "Wat de indicator telt", ""),
    "geaccepteerd_op": ("DATE", "Dag waarop de analist de levering heeft geaccepteerd", ""),
    "codes": ("VARCHAR", "Incidentcodes of thema's die de indicator nu telt; leeg: register", ""),
    "definitie_sinds": (
        "VARCHAR",
        "Eerste maand van de nieuwste definitie; leeg: die heeft altijd gegolden",
        "JJJJ-MM",
    ),
    "definitie_versie": (
        "INTEGER",
        "Versie van de definitie: cijfers van twee versies zijn niet te vergelijken",
        "nummer",
    ),
    "geen_vergelijking": (
        "VARCHAR",
        "Waarom een vergelijking leeg is: definitie veranderd, of maand niet geleverd; leeg: alles "
        "is te vergelijken",
        "",
    ),
    "eenheid": ("VARCHAR", "Eenheid van de indicator: aantal, %, score; leeg: niet bekend", ""),
    "gebied_code": (
        "VARCHAR",
        "CBS-code van gemeente, wijk of buurt, NL00 (Nederland), of `onbekend`",
        "",
    ),
    "gebiedsnaam": ("VARCHAR", "Naam van het gebied", ""),
    "gebiedsniveau": (
        "VARCHAR",
        "land, gemeente, wijk of buurt; onbekend: niet in de referentie",
        "",
    ),
    "gebiedsmethode": (
        "VARCHAR",
        "Hoe de buurt is gevonden: huisnummer, postcode, punt, straat, opgegeven of geen",
        "",
    ),
    "geaccepteerd": ("BIGINT", "Rijen die bruikbaar zijn", "rijen"),
    "geldig_tot": (
        "DATE",
        "Laatste dag waarop de code deze buurt is; leeg: nog steeds",
        "",
    ),
    "geldig_van": (
        "DATE",
        "Eerste dag waarop de code deze buurt is; leeg: niet bekend, of altijd al",
        "",
    ),
    "gemeten": ("DOUBLE", "Wat de controle mat; leeg: niet te vergelijken", "als grens"),
    "grens": ("DOUBLE", "Grens waaraan de controle het houdt", "aandeel, verhouding of aantal"),
    "gemeentecode": ("VARCHAR", "CBS-code van de gemeente", ""),
    "geteld": (
        "BIGINT",
        "Rijen die nu meetellen; de andere zijn door een latere levering vervangen",
        "rijen",
    ),
    "geverifieerd": ("BOOLEAN", "Staat de straat in de lijst van de gemeente", ""),
    "hic_12m": ("BIGINT", "High-impact crime: woninginbraak, straatroof, overval", "12 maanden"),
    "hic_12m_per_1000": ("DOUBLE", "HIC per 1.000 inwoners", "12 maanden"),
    "hoofdcategorie": ("VARCHAR", "Hoofdcategorie in het meldsysteem", ""),
    "indicator": ("VARCHAR", "Naam van de indicator zoals op de site", ""),
    "indicator_id": ("VARCHAR", "Vaste naam van de indicator", ""),
    "inwoners": ("INTEGER", "Inwoners, door het CBS afgerond op 5", "personen"),
    "inwoners_jaar": ("INTEGER", "Jaar waarvan het inwonertal is", "jaar"),
    "is_overlast": ("BOOLEAN", "Hoort het thema bij overlast", ""),
    "jaar": ("INTEGER", "Jaar", "jaar"),
    "jaar_tot_nu": (
        "DOUBLE",
        "Som van het jaar tot en met periode_tot; leeg: er ontbreekt een deel",
        "als de indicator",
    ),
    "kanaal": ("VARCHAR", "Hoe de melding binnenkwam", ""),
    "kennisname_maand": ("VARCHAR", "Maand waarin de politie het vernam", "JJJJ-MM"),
    "kruisende_straat_id": (
        "VARCHAR",
        "De andere straat waar de tekst twee straten noemt (hoek, kruising); telt daar niet mee",
        "",
    ),
    "kolom": ("VARCHAR", "Kop van de kolom in de levering", ""),
    "koppelmethode": (
        "VARCHAR",
        "Hoe de straat is gevonden: exact, gevouwen (hoofdletters, punten, accenten), alias "
        "(besluit van de analist), sleutel (verkort geschreven), opgeschoond (huisnummer of plaats "
        "eraf), deel (een deel van de tekst), klank, naamdeel (voorletter of titel), gelijkenis "
        "(schrijffout), uit levering; of waarom niet: niet gevonden, meer dan één, plaats (wel een "
        "plek, geen straat), niet opgegeven",
        "",
    ),
    "koppeling_oordeel": (
        "VARCHAR",
        "in orde, waarschuwing, of onder minimum: dan geen cijfers per straat",
        "",
    ),
    "koppelscore": ("DOUBLE", "Zekerheid van de koppeling aan de straat", "0 tot 1"),
    "levering_afgekeurd": ("BIGINT", "Afgekeurde rijen van de hele levering", "rijen"),
    "levering_id": ("VARCHAR", "Levering: bron en begin van de sha256", ""),
    "levering_rijen": ("BIGINT", "Rijen van de hele levering (alle maanden ervan)", "rijen"),
    "levering_veldfouten": ("BIGINT", "Onbruikbare velden in de hele levering", "velden"),
    "maand": ("VARCHAR", "Maand waarin de rij telt", "JJJJ-MM"),
    "maand_tot": ("VARCHAR", "Laatste maand", "JJJJ-MM"),
    "maand_van": ("VARCHAR", "Eerste maand", "JJJJ-MM"),
    "maanden_actief": ("BIGINT", "Maanden met ten minste één feit", "van de laatste 12"),
    "marge_boven": ("DOUBLE", "Bovengrens van het 95 %-interval", "als de waarde"),
    "marge_bron": (
        "VARCHAR",
        "opgegeven, of berekend (Wilson, uit het aantal respondenten; in werkelijkheid breder); "
        "leeg: geen marges",
        "",
    ),
    "marge_onder": ("DOUBLE", "Ondergrens van het 95 %-interval", "als de waarde"),
    "melddesk_12m": (
        "BIGINT",
        "Meldingen van inwoners in 12 maanden; leeg als een van die maanden ontbreekt",
        "12 maanden",
    ),
    "melddesk_12m_per_1000": ("DOUBLE", "Meldingen per 1.000 inwoners", "12 maanden"),
    "melddesk_meldingen": (
        "BIGINT",
        "Meldingen van inwoners; leeg: zie melddesk_status",
        "maand",
    ),
    "melddesk_status": (
        "VARCHAR",
        "geteld, niet geleverd, geen tegenhanger, of te weinig gekoppeld",
        "",
    ),
    "melding": ("VARCHAR", "Wat er met het bestand of de levering is", ""),
    "meldsysteem": (
        "VARCHAR",
        "Meldsysteem van de levering: melddesk, signalen, open311 of fixmystreet; leeg: geen "
        "levering van een meldsysteem",
        "",
    ),
    "melding_sleutel": ("VARCHAR", "HMAC van het meldingnummer; het nummer zelf is weg", ""),
    "mk_code": ("VARCHAR", "Maatschappelijke klasse (incidentcode van de politie)", ""),
    "naam": ("VARCHAR", "Naam van de indicator", ""),
    "nieuwe_waarde": ("DOUBLE", "Waarde na de herziening", "als de indicator"),
    "nu": ("BIGINT", "Aantal in de laatste twee maanden", "2 maanden"),
    "nulmeting": ("DOUBLE", "Waarde waarmee het programma begon", "als de indicator"),
    "onderdeel_van": ("VARCHAR", "Indicator waarvan deze een deel is", ""),
    "ontvangen_op": ("TIMESTAMP", "Wanneer de levering kwam", "Nederlandse tijd"),
    "ontvangen_volgens": ("VARCHAR", "Waaruit dat blijkt: export, map of gezien", ""),
    "opslagversie": ("VARCHAR", "DuckDB-versie vanaf welke dit bestand leesbaar is", ""),
    "oude_waarde": ("DOUBLE", "Waarde voor de herziening", "als de indicator"),
    "overlast_12m": ("BIGINT", "Overlastregistraties (de acht codes van de politie)", "12 maanden"),
    "overlast_12m_per_1000": ("DOUBLE", "Overlastregistraties per 1.000 inwoners", "12 maanden"),
    "peildatum": ("DATE", "Zoals bekend op deze dag", ""),
    "periode": (
        "VARCHAR",
        "2020-06, 2020-Q2, 2020-H1, 2020, 2019--2020 of 2019-07--2020-06",
        "",
    ),
    "periode_soort": (
        "VARCHAR",
        "maand, kwartaal, halfjaar, jaar, meerjarig (hele jaren samen) of 12m",
        "",
    ),
    "periode_tot": ("VARCHAR", "Laatste van de twee maanden", "JJJJ-MM"),
    "periode_van": ("VARCHAR", "Eerste van de twee maanden", "JJJJ-MM"),
    "pleegmaand": ("VARCHAR", "Maand waarin het feit begon; leeg: niet bekend", "JJJJ-MM"),
    "poging": ("VARCHAR", "Was het een poging", "J of N"),
    "politie_12m": (
        "BIGINT",
        "Registraties van de politie in 12 maanden; leeg als een van die maanden ontbreekt",
        "12 maanden",
    ),
    "politie_12m_per_1000": ("DOUBLE", "Registraties per 1.000 inwoners", "12 maanden"),
    "politie_registraties": (
        "BIGINT",
        "Registraties van de politie; leeg: zie politie_status",
        "maand",
    ),
    "politie_status": (
        "VARCHAR",
        "geteld, niet geleverd, geen tegenhanger, of te weinig gekoppeld",
        "",
    ),
    "rang": ("BIGINT", "Plaats in de rangorde; 1 is bovenaan", ""),
    "rang_melddesk": ("BIGINT", "Plaats naar meldingen van inwoners", ""),
    "rang_politie": ("BIGINT", "Plaats naar registraties van de politie", ""),
    "reden": ("VARCHAR", "Waarom de rij of het veld niet bruikbaar is", ""),
    "reden_vastgehouden": ("VARCHAR", "Waarom de levering is vastgehouden", ""),
    "reeks": ("VARCHAR", "tot en met 2019 of vanaf 2021: over de breuk wordt niet vergeleken", ""),
    "registratie_sleutel": ("VARCHAR", "HMAC van het incidentnummer; het nummer zelf is weg", ""),
    "registratietype": (
        "VARCHAR",
        "breng: wat anderen melden; haal: wat de politie zelf opspoort, dus ook een maat van "
        "inzet; enquête: wat inwoners antwoorden",
        "",
    ),
    "respondenten": ("BIGINT", "Aantal mensen dat antwoordde", "personen"),
    "richting": ("VARCHAR", "Welke kant beter is: omlaag, omhoog of geen", ""),
    "rijen": ("BIGINT", "Rijen in het bestand", "rijen"),
    "rijnummer": ("BIGINT", "Rij in het aangeleverde bestand, zoals Excel die nummert", ""),
    "sha256": ("VARCHAR", "Vingerafdruk van het bestand", ""),
    "signaal": (
        "VARCHAR",
        "binnen normale schommeling, signaal omhoog, signaal omlaag of niet vast te stellen",
        "",
    ),
    "sinds": ("DATE", "Dag van de levering die het cijfer veranderde", ""),
    "soort": ("VARCHAR", "Thema in woorden", ""),
    "soort_misdrijf": ("VARCHAR", "Misdrijfcode van het CBS; leeg: telt niet als misdrijf", ""),
    "status": ("VARCHAR", "Status; wat die kan zijn staat bij de tabel", ""),
    "straat_gekoppeld": ("BIGINT", "Getelde rijen die aan een straat zijn gekoppeld", "rijen"),
    "straat_gekoppeld_pct": ("DOUBLE", "Deel van de getelde rijen met een straat", "procent"),
    "straat_id": ("VARCHAR", "Vaste naam van de straat; leeg of `onbekend`: niet gekoppeld", ""),
    "straat_opgegeven": ("BIGINT", "Getelde rijen waarin een straat was ingevuld", "rijen"),
    "straat_van_opgegeven_pct": (
        "DOUBLE",
        "Deel van de rijen met een ingevulde straat dat is gekoppeld",
        "procent",
    ),
    "straatnaam": ("VARCHAR", "Straat, zoals de gemeente haar schrijft", ""),
    "streefwaarde": ("DOUBLE", "Doel van het programma", "als de indicator"),
    "subcategorie": ("VARCHAR", "Subcategorie in het meldsysteem", ""),
    "tekst": ("VARCHAR", "Wat er als straat stond, zonder nummers", ""),
    "telt_melddesk": ("BOOLEAN", "Kent het meldsysteem dit thema", ""),
    "telt_politie": ("BOOLEAN", "Kent de politie dit thema", ""),
    "themanaam": ("VARCHAR", "Naam van het thema op de producten", ""),
    "thema": ("VARCHAR", "Thema", ""),
    "toelichting": ("VARCHAR", "Wat een lezer erbij moet weten", ""),
    "tweede_keus": ("VARCHAR", "De straat die daarna het meest in aanmerking kwam", ""),
    "tweede_keus_score": ("DOUBLE", "Zekerheid van die tweede keus", "0 tot 1"),
    "twaalf_maanden": ("BIGINT", "Aantal in de laatste 12 maanden", "12 maanden"),
    "twaalf_maanden_ervoor": ("BIGINT", "Aantal in de 12 maanden daarvoor", "12 maanden"),
    "twaalf_maanden_per_1000": ("DOUBLE", "Per 1.000 inwoners", "12 maanden"),
    "verschil": ("BIGINT", "nu min vorig_jaar", "2 maanden"),
    "uitkomst": (
        "VARCHAR",
        "in orde, waarschuwing, vastgehouden, geaccepteerd (was vastgehouden) of niet vergeleken",
        "",
    ),
    "versie": ("VARCHAR", "Versie van veiligheidsbeeld", ""),
    "versies": ("BIGINT", "Hoe vaak deze maand is geleverd", "leveringen"),
    "vervangt": ("VARCHAR", "Leveringen waarvan deze maanden overneemt", "levering_id's"),
    "verwachte_volledigheid_pct": (
        "DOUBLE",
        "Welk deel van wat ten slotte telt, er in eerdere maanden op deze leeftijd was (mediaan); "
        "leeg: compleet, of van minder dan zes maanden bekend; boven 100: er gaan rijen af",
        "procent",
    ),
    "vingerafdruk": ("VARCHAR", "Merk van alles waaruit de tabellen zijn gemaakt", ""),
    "volledigheid": ("VARCHAR", "compleet, voorlopig (er kan nog bij komen) of ontbreekt", ""),
    "volgorde": ("INTEGER", "Volgorde op de producten", ""),
    "vorig_jaar": ("BIGINT", "Aantal in dezelfde twee maanden een jaar eerder", "2 maanden"),
    "vorig_jaar_heel": ("DOUBLE", "Het hele jaar ervoor; leeg: niet bekend", "als de indicator"),
    "vorige_waarde": ("DOUBLE", "Waarde van de periode of meting ervoor", "als de waarde"),
    "vvc_12m": ("BIGINT", "Veelvoorkomende criminaliteit (HIC hoort er deels bij)", "12 maanden"),
    "vvc_12m_per_1000": ("DOUBLE", "VVC per 1.000 inwoners", "12 maanden"),
    "waarde": ("DOUBLE", "Waarde van de indicator", "als de indicator"),
    "wijkcode": ("VARCHAR", "CBS-code van de wijk; leeg: niet te plaatsen", ""),
    "wijknaam": ("VARCHAR", "Naam van de wijk volgens het CBS", ""),
    "aanpak_sinds": ("DATE", "Dag waarop de hotspotaanpak begon", ""),
    "aanpak_status": (
        "VARCHAR",
        "Stand van de hotspotaanpak: voorgenomen, actief, nazorg of afgerond",
        "",
    ),
    "aandeel_grootste_bron_pct": (
        "DOUBLE",
        "Deel dat van één adres komt, van het adres met de meeste; welk adres blijft onbekend",
        "procent van 12 maanden",
    ),
    "auteur": ("VARCHAR", "Wie de duiding schreef: een functie of team", ""),
    "bovengrens": ("DOUBLE", "Bovenkant van het 95 %-interval van de twaalf maanden", "12 maanden"),
    "datum": ("DATE", "Dag van het overleg", ""),
    "doel": ("VARCHAR", "Doel van het meerjarenprogramma", ""),
    "doel_id": ("VARCHAR", "Vaste naam van het doel", ""),
    "drie_jaar_eerder": ("BIGINT", "Aantal in dezelfde periode drie jaar eerder", "als periode"),
    "duiding": ("VARCHAR", "Duiding door het veiligheidsteam", ""),
    "duiding_auteur": ("VARCHAR", "Wie de duiding schreef", ""),
    "duiding_datum": ("DATE", "Dag van die duiding", ""),
    "gebeurtenissen": (
        "BIGINT",
        "Wat er in het kwartaal in totaal was",
        "registraties of meldingen",
    ),
    "gebleven_pct": (
        "DOUBLE",
        "Deel van de lijst dat in het kwartaal opnieuw bij de top hoorde",
        "procent",
    ),
    "hic_rang_tot": (
        "BIGINT",
        "Laagste plaats die de buurt met haar HIC per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "hic_rang_van": (
        "BIGINT",
        "Hoogste plaats die de buurt met haar HIC per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "hoofddoel": ("VARCHAR", "Hoofddoel van het programma waar het doel bij hoort", ""),
    "is_nieuwste": ("BOOLEAN", "Is dit de versie die nu bij het cijfer staat", ""),
    "klasse": (
        "VARCHAR",
        "nieuw, oplopend, hardnekkig, afnemend, sporadisch, voorbij, of niet vast te stellen",
        "",
    ),
    "koers": (
        "DOUBLE",
        "Waar het cijfer nu zou staan op een rechte lijn van nulmeting naar streefwaarde",
        "als de indicator",
    ),
    "kwartaal_tot": (
        "VARCHAR",
        "Laatste maand van het kwartaal waaraan de lijst is getoetst",
        "JJJJ-MM",
    ),
    "kwartaal_van": (
        "VARCHAR",
        "Eerste maand van het kwartaal waaraan de lijst is getoetst",
        "JJJJ-MM",
    ),
    "lijst_tot": ("VARCHAR", "Laatste maand die bekend was toen de lijst werd gemaakt", "JJJJ-MM"),
    "maanden_boven_verwachting": (
        "BIGINT",
        "Maanden boven de grens van wat voor een gewone plek te verwachten is",
        "van de laatste 12",
    ),
    "melddesk_rang_tot": (
        "BIGINT",
        "Laagste plaats die de buurt met haar meldingen per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "melddesk_rang_van": (
        "BIGINT",
        "Hoogste plaats die de buurt met haar meldingen per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "nu_periode": ("VARCHAR", "Periode van het cijfer van nu", ""),
    "nu_tot": ("DOUBLE", "Bovenkant van het 95 %-interval van nu", "als de indicator"),
    "nu_van": ("DOUBLE", "Onderkant van het 95 %-interval van nu", "als de indicator"),
    "nulmeting_jaar": ("INTEGER", "Jaar van de nulmeting", "jaar"),
    "ondergrens": ("DOUBLE", "Onderkant van het 95 %-interval van de twaalf maanden", "12 maanden"),
    "oordeel": ("VARCHAR", "op koers, niet vast te stellen, of niet op koers", ""),
    "overdispersie": (
        "DOUBLE",
        "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer)",
        "verhouding",
    ),
    "overlast_rang_tot": (
        "BIGINT",
        "Laagste plaats die de buurt met haar overlast per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "overlast_rang_van": (
        "BIGINT",
        "Hoogste plaats die de buurt met haar overlast per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "pai": (
        "DOUBLE",
        "Predictive accuracy index: aandeel gebeurtenissen gedeeld door aandeel plekken",
        "verhouding",
    ),
    "pei": (
        "DOUBLE",
        "Predictive efficiency index: pai gedeeld door de hoogste die met zoveel plekken kon",
        "0 tot 1",
    ),
    "plekken": ("BIGINT", "Plekken op de lijst", "straten of delen ervan"),
    "plekken_totaal": ("BIGINT", "Plekken waaruit is gekozen", "straten of delen ervan"),
    "raak": ("BIGINT", "Wat daarvan op de plekken van de lijst was", "registraties of meldingen"),
    "sleutel_stabiel": (
        "BOOLEAN",
        "Zijn de straten van de leveringen door de maanden heen dezelfde gebleven",
        "",
    ),
    "streefjaar": ("INTEGER", "Jaar waarin de streefwaarde bereikt moet zijn", "jaar"),
    "top": ("VARCHAR", "Welk deel van de plekken de lijst beslaat", ""),
    "trefkans_pct": (
        "DOUBLE",
        "Deel van de gebeurtenissen dat op de plekken van de lijst was",
        "procent",
    ),
    "trend_p": ("DOUBLE", "Kans op zo'n verloop als er geen trend is (Mann-Kendall)", "0 tot 1"),
    "trend_tau": (
        "DOUBLE",
        "Verloop over twaalf maanden (Mann-Kendall): -1 dalend, 1 stijgend",
        "-1 tot 1",
    ),
    "trendbreuk": ("VARCHAR", "Breuken en vlaggen die de vergeleken perioden raken", ""),
    "twaalf_signaal": (
        "VARCHAR",
        "Oordeel over twaalf maanden tegen de twaalf ervoor, zoals signaal",
        "",
    ),
    "twaalf_verhouding": (
        "DOUBLE",
        "twaalf_maanden gedeeld door twaalf_maanden_ervoor",
        "verhouding",
    ),
    "twaalf_verhouding_tot": (
        "DOUBLE",
        "Bovenkant van het interval van twaalf_verhouding; leeg: geen bovenkant",
        "verhouding",
    ),
    "twaalf_verhouding_van": (
        "DOUBLE",
        "Onderkant van het interval van twaalf_verhouding",
        "verhouding",
    ),
    "twaalf_verschil_pct": (
        "DOUBLE",
        "Verschil over twaalf maanden; alleen vanaf 50 gebeurtenissen ervoor",
        "procent",
    ),
    "twee_jaar_eerder": ("BIGINT", "Aantal in dezelfde periode twee jaar eerder", "als periode"),
    "verhouding": ("DOUBLE", "nu gedeeld door vorig_jaar", "verhouding"),
    "verhouding_tot": (
        "DOUBLE",
        "Bovenkant van het interval van de verhouding; leeg: geen bovenkant",
        "verhouding",
    ),
    "verhouding_van": ("DOUBLE", "Onderkant van het interval van de verhouding", "verhouding"),
    "verschil_pct": (
        "DOUBLE",
        "Verschil met vorig jaar; alleen vanaf 50 gebeurtenissen toen",
        "procent",
    ),
    "verwacht": ("DOUBLE", "Wat te verwachten was, met seizoen en trend", "als de indicator"),
    "verwacht_kwartaal_melddesk": (
        "DOUBLE",
        "Meldingen die voor de volgende drie maanden worden verwacht",
        "3 maanden",
    ),
    "verwacht_kwartaal_politie": (
        "DOUBLE",
        "Registraties die voor de volgende drie maanden worden verwacht",
        "3 maanden",
    ),
    "vier_jaar_eerder": ("BIGINT", "Aantal in dezelfde periode vier jaar eerder", "als periode"),
    "volledigheid_pct": (
        "DOUBLE",
        "Welk deel er naar verwachting al is; verwacht en grens zijn daarop verlaagd",
        "procent",
    ),
    "vorige_periode": ("VARCHAR", "Periode waarmee is vergeleken", ""),
    "vvc_rang_tot": (
        "BIGINT",
        "Laagste plaats die de buurt met haar VVC per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "vvc_rang_van": (
        "BIGINT",
        "Hoogste plaats die de buurt met haar VVC per 1.000 kan hebben",
        "1 is het hoogst",
    ),
    "sinds_maand": (
        "VARCHAR",
        "Eerste maand van de onafgebroken reeks voorbij de grens",
        "JJJJ-MM",
    ),
    "versie_nummer": ("INTEGER", "Hoeveelste versie van de tekst", "nummer"),
    "waargenomen": ("BIGINT", "Wat er was", "als de indicator"),
    "zelfde_als": (
        "VARCHAR",
        "Indicator van de politie-export met precies dezelfde incidentcodes; de twee staan naast "
        "elkaar en worden nooit opgeteld",
        "",
    ),
    "woonplaats": ("VARCHAR", "Woonplaats", ""),
}

# -- the Veiligheidsmonitor, the registers and the revisions: what differs there, and their tables
_of_others = {
    ("driehoek_registers", "periode_tot"): (
        "VARCHAR",
        "Laatste periode van het jaar waarvan er een getal is",
        "",
    ),
    ("driehoek_registers", "vorig_jaar"): (
        "DOUBLE",
        "Even ver in het jaar ervoor",
        "als de indicator",
    ),
    ("raad_herzieningen", "verschil"): (
        "DOUBLE",
        "nieuwe_waarde min oude_waarde",
        "als de indicator",
    ),
    ("raad_herzieningen", "reden"): (
        "VARCHAR",
        "maand opnieuw geleverd, verlate rijen, register herzien, open data opnieuw gepubliceerd "
        "of Veiligheidsmonitor opnieuw geleverd",
        "",
    ),
    ("raad_veiligheidsmonitor", "vorig_jaar"): (
        "INTEGER",
        "Jaar van de meting ervoor in dezelfde reeks; leeg: de eerste",
        "jaar",
    ),
    ("raad_veiligheidsmonitor", "verschil"): (
        "DOUBLE",
        "waarde min vorige_waarde",
        "als de waarde",
    ),
}

# table: (what it is, the columns of its grain, its columns with `?` behind what may be empty)
_TABLES: dict[str, tuple[str, str, str]] = {
    "themas": (
        "Een rij per thema waarin politie en MeldDesk naast elkaar staan",
        "thema",
        "thema themanaam is_overlast telt_politie telt_melddesk volgorde",
    ),
    "leveringen": (
        "Een rij per levering: wat er kwam, wanneer, en wat ervan meetelt; status: ingenomen, "
        "vastgehouden (telt niet mee) of geaccepteerd (was vastgehouden)",
        "levering_id",
        "levering_id bron bestandsnaam sha256 ontvangen_op ontvangen_volgens maand_van? maand_tot? "
        "rijen geaccepteerd afgekeurd geteld? vervangt? status reden_vastgehouden? "
        "meldsysteem?",
    ),
    "leveringscontroles": (
        "Een rij per levering en controle: wat is gemeten, tegen welke grens, en wat volgde",
        "levering_id controle",
        "levering_id bron controle uitkomst gemeten? grens? melding? geaccepteerd_op? "
        "acceptatie_reden?",
    ),
    "afkeuringen": (
        "Een rij per levering, kolom en reden waarom rijen zijn afgekeurd; geen waarden",
        "levering_id kolom reden",
        "bron levering_id kolom reden aantal",
    ),
    "veldfouten": (
        "Een rij per levering, kolom en reden waarom een veld van een bruikbare rij is geleegd",
        "levering_id kolom reden",
        "bron levering_id kolom reden aantal",
    ),
    "apart_gezet": (
        "Een rij per bestand in de inbox dat niet kon worden ingenomen",
        "sha256",
        "bestandsnaam sha256 melding",
    ),
    "registraties": (
        "Een rij per registratie van de politie",
        "registratie_sleutel",
        "registratie_sleutel levering_id rijnummer maand kennisname_maand? pleegmaand? mk_code "
        "soort_misdrijf? thema aangifte? poging? straat_id? straatnaam buurtcode? wijkcode? "
        "koppelmethode koppelscore gebiedsmethode tweede_keus? tweede_keus_score? "
        "kruisende_straat_id?",
    ),
    "meldingen": (
        "Een rij per melding van een inwoner; status: open, afgehandeld, geannuleerd, onbekend",
        "melding_sleutel",
        "melding_sleutel levering_id rijnummer maand hoofdcategorie? subcategorie? thema status "
        "kanaal? straat_id? straatnaam buurtcode? wijkcode? koppelmethode koppelscore "
        "gebiedsmethode tweede_keus? tweede_keus_score? kruisende_straat_id?",
    ),
    "controlelijst": (
        "Een rij per bron, tekst en reden: wat er stond en de analist kan nakijken, het meeste "
        "eerst; een tekst die iemand kan noemen, wordt niet getoond",
        "bron tekst koppelmethode",
        "bron tekst koppelmethode aantal straatnaam? koppelscore tweede_keus? tweede_keus_score? "
        "maand_van maand_tot",
    ),
    "straten": (
        "Een rij per straat",
        "straat_id",
        "straat_id straatnaam woonplaats geverifieerd",
    ),
    "buurten": (
        "Een rij per buurt en periode waarin code, naam en wijk gelijk zijn, met haar laatst "
        "bekende inwonertal; een code kan later een andere buurt zijn: koppel ook op de periode",
        "buurtcode geldig_van",
        "buurtcode buurtnaam wijkcode wijknaam inwoners? inwoners_jaar? geldig_van? geldig_tot?",
    ),
    "straatbeeld": (
        "Een rij per straat, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
        "straat_id maand thema",
        "straat_id straatnaam maand thema politie_registraties? melddesk_meldingen? politie_12m? "
        "melddesk_12m? politie_status melddesk_status",
    ),
    "buurtbeeld": (
        "Een rij per buurt, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
        "buurtcode maand thema",
        "buurtcode buurtnaam maand thema politie_registraties? melddesk_meldingen? politie_12m? "
        "melddesk_12m? politie_12m_per_1000? melddesk_12m_per_1000? politie_status "
        "melddesk_status",
    ),
    "indicatoren": (
        "Een rij per indicator",
        "indicator_id",
        "indicator_id naam thema definitie bron registratietype richting nulmeting? streefwaarde? "
        "onderdeel_van? zelfde_als? volgorde codes? definitie_versie definitie_sinds? eenheid?",
    ),
    "indicatorwaarden": (
        "Een rij per indicator, gebied en periode; status: definitief, voorlopig of herzien",
        "indicator_id gebied_code periode_soort periode",
        "indicator_id gebied_code periode_soort periode waarde status peildatum definitie_versie",
    ),
    "feiten_en_cijfers": (
        "Een rij per indicator en periode, zoals op de site Feiten & cijfers",
        "indicator_id periode",
        "thema indicator periode waarde indicator_id periode_soort status registratietype "
        "peildatum",
    ),
    "herzieningen": (
        "Een rij per indicator, gebied, periode en levering die een heel cijfer veranderde",
        "indicator_id gebied_code periode_soort periode levering_id",
        "indicator_id gebied_code periode_soort periode oude_waarde nieuwe_waarde levering_id "
        "sinds",
    ),
    "driehoek_registers": (
        "T5: een rij per indicator van een register en jaar; dit is inzet (activiteit), geen "
        "uitkomst",
        "indicator_id jaar",
        "indicator_id indicator thema jaar periode_tot waarde jaar_tot_nu? vorig_jaar? "
        "vorig_jaar_heel? bronvermelding? toelichting?",
    ),
    "raad_veiligheidsmonitor": (
        "C: een rij per indicator van de Veiligheidsmonitor, gebied en jaar, naast de meting "
        "ervoor in dezelfde reeks",
        "indicator_id gebied_code jaar",
        "indicator_id indicator thema eenheid gebied_code gebiedsnaam gebiedsniveau jaar waarde "
        "marge_onder? marge_boven? marge_bron? respondenten? vorig_jaar? vorige_waarde? verschil? "
        "signaal reeks bronvermelding?",
    ),
    "raad_herzieningen": (
        "F: een rij per cijfer van de hele gemeente (halfjaar of langer) dat is veranderd sinds de "
        "vorige factsheet van de raad",
        "indicator_id periode levering_id",
        "indicator_id indicator thema periode_soort periode oude_waarde nieuwe_waarde verschil "
        "sinds levering_id reden?",
    ),
    "driehoek_kerncijfers": (
        "T1: een rij per indicator, twee maanden tegen dezelfde van vorig jaar, en wat dat zegt",
        "indicator_id",
        "thema indicator_id indicator bron periode_van periode_tot nu vorig_jaar? verschil? "
        "verschil_pct? verhouding? verhouding_van? verhouding_tot? signaal twaalf_maanden? "
        "twaalf_maanden_ervoor? twaalf_verschil_pct? twaalf_verhouding? twaalf_verhouding_van? "
        "twaalf_verhouding_tot? twaalf_signaal twaalf_maanden_per_1000? overdispersie? "
        "registratietype status geen_vergelijking? trendbreuk? duiding? duiding_auteur? "
        "duiding_datum?",
    ),
    "driehoek_signalen": (
        "T2: een rij per indicator en gebied waar meer of minder was dan te verwachten",
        "indicator_id gebied_code",
        "indicator_id indicator thema bron gebied_code gebiedsnaam gebiedsniveau periode_van "
        "periode_tot waargenomen verwacht grens richting sinds_maand overdispersie? "
        "volledigheid_pct? status trendbreuk? duiding? duiding_auteur? duiding_datum?",
    ),
    "driehoek_hotspots": (
        "T3: een rij per plek en overlastthema, in rangorde; een straat in meer dan één buurt kan "
        "in delen staan, een per buurt",
        "straat_id buurtcode thema",
        "rang straat_id straatnaam buurtcode? buurtnaam? thema soort maand_tot maanden_actief "
        "maanden_boven_verwachting politie_12m? melddesk_12m? beide_bronnen trend_tau? trend_p? "
        "klasse aandeel_grootste_bron_pct? sleutel_stabiel rang_politie rang_melddesk "
        "verwacht_kwartaal_politie? verwacht_kwartaal_melddesk? aanpak_status? aanpak_sinds?",
    ),
    "driehoek_hotspotscore": (
        "Een rij per bron, eerdere lijst en top: hoe goed die lijst het volgende kwartaal voorzag",
        "bron lijst_tot top",
        "bron lijst_tot kwartaal_van kwartaal_tot top plekken plekken_totaal gebeurtenissen raak "
        "trefkans_pct? pai? pei? gebleven_pct?",
    ),
    "driehoek_verloop": (
        "Een rij per indicator van T1 en maand: twaalf maanden voortschrijdend, met interval",
        "indicator_id maand",
        "indicator_id maand waarde? twaalf_maanden? ondergrens? bovengrens? trendbreuk? status",
    ),
    "driehoek_buurten": (
        "T4: een rij per buurt; de groepen overlappen en worden niet opgeteld; zonder "
        "politie-export uit de open data van de politie",
        "buurtcode",
        "buurtcode buurtnaam wijkcode? maand_tot inwoners? hic_12m? vvc_12m? overlast_12m? "
        "melddesk_12m? hic_12m_per_1000? vvc_12m_per_1000? overlast_12m_per_1000? "
        "melddesk_12m_per_1000? hic_rang_van? hic_rang_tot? vvc_rang_van? vvc_rang_tot? "
        "overlast_rang_van? overlast_rang_tot? melddesk_rang_van? melddesk_rang_tot?",
    ),
    "raad_doelen": (
        "A: een rij per doel van het meerjarenprogramma; geen totaalscore",
        "doel_id",
        "doel_id hoofddoel doel indicator_id indicator nulmeting nulmeting_jaar streefwaarde "
        "streefjaar richting koers? nu? nu_van? nu_tot? nu_periode? oordeel toelichting?",
    ),
    "raad_indicatoren": (
        "B: een rij per indicator en gebied (gemeente, wijk): het halfjaar tegen hetzelfde "
        "halfjaar van vier jaren ervoor, en wat dat zegt",
        "indicator_id gebied_code",
        "thema indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau periode nu "
        "vorig_jaar? twee_jaar_eerder? drie_jaar_eerder? vier_jaar_eerder? verschil? "
        "verschil_pct? verhouding? verhouding_van? verhouding_tot? signaal twaalf_maanden? "
        "twaalf_maanden_ervoor? twaalf_verschil_pct? twaalf_signaal twaalf_maanden_per_1000? "
        "overdispersie? registratietype status geen_vergelijking? trendbreuk? duiding? "
        "duiding_auteur? duiding_datum?",
    ),
    "raad_prestaties": (
        "D en E: een rij per indicator van een register en periode, naast de periode ervoor; "
        "inzet (activiteit), geen uitkomst",
        "indicator_id periode",
        "indicator_id indicator thema periode periode_soort waarde eenheid? vorige_periode? "
        "vorige_waarde? verschil? verschil_pct? verhouding? verhouding_van? verhouding_tot? "
        "overdispersie? signaal bronvermelding? toelichting?",
    ),
    "duidingen": (
        "Een rij per indicator, gebied, periode en versie van wat het team erover schreef",
        "indicator_id gebied_code periode versie_nummer",
        "indicator_id gebied_code periode duiding auteur datum versie_nummer is_nieuwste",
    ),
    "driehoek_datakwaliteit": (
        "T6: een rij per bron en maand; status: geleverd, herzien of ontbreekt",
        "bron maand",
        "bron maand status versies levering_id? ontvangen_op? levering_rijen? "
        "levering_afgekeurd? levering_veldfouten? geteld straat_gekoppeld straat_opgegeven "
        "buurt_gekoppeld straat_gekoppeld_pct? buurt_gekoppeld_pct? "
        "straat_van_opgegeven_pct? koppeling_oordeel? volledigheid verwachte_volledigheid_pct?",
    ),
    "publicatie": (
        "Een rij: waaruit en hoe deze publicatie is gemaakt",
        "vingerafdruk",
        "vingerafdruk gemeentecode peildatum versie opslagversie",
    ),
}
# Where a word has its own type or meaning in a table.
_OTHERWISE: dict[tuple[str, str], tuple[str, str, str]] = {
    ("raad_doelen", "nu"): ("DOUBLE", "Waarde van nu", "als de indicator"),
    ("raad_indicatoren", "nu"): ("BIGINT", "Aantal in het halfjaar", "halfjaar"),
    ("raad_indicatoren", "vorig_jaar"): (
        "BIGINT",
        "Aantal in hetzelfde halfjaar een jaar eerder",
        "halfjaar",
    ),
    ("raad_indicatoren", "verschil"): ("BIGINT", "nu min vorig_jaar", "halfjaar"),
    ("feiten_en_cijfers", "waarde"): ("BIGINT", *COLUMNS["waarde"][1:]),
    **_of_others,
}

INTERN = tuple(_TABLES)
# Made in Python by `assets.indicators` out of the tables of the models; all others are models.
DERIVED = (
    "driehoek_kerncijfers",
    "driehoek_signalen",
    "driehoek_hotspots",
    "driehoek_hotspotscore",
    "driehoek_verloop",
    "driehoek_buurten",
    "raad_doelen",
    "raad_indicatoren",
    "raad_prestaties",
)
# What may be public in this version: figures of the whole municipality that the municipality
# itself publishes, and what they mean. Nothing by street or neighbourhood.
OPENBAAR = ("feiten_en_cijfers", "publicatie")

_PANDAS = {
    "VARCHAR": "str",
    "BIGINT": "Int64",
    "INTEGER": "Int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "DATE": "datetime64[us]",
    "TIMESTAMP": "datetime64[us]",
}


def product(name: str) -> pa.DataFrameSchema:
    """The contract of a published table: columns in order, types, what may be empty, its grain."""
    description, grain, columns = _TABLES[name]
    return pa.DataFrameSchema(
        {
            column.rstrip("?"): pa.Column(
                _PANDAS[duckdb_type(name, column.rstrip("?"))],
                nullable=column.endswith("?"),
                description=_column(name, column.rstrip("?"))[1],
                metadata={"eenheid": _column(name, column.rstrip("?"))[2]},
            )
            for column in columns.split()
        },
        name=name,
        description=description,
        unique=grain.split(),
        strict=True,
        ordered=True,
    )


def duckdb_type(table: str, column: str) -> str:
    """The DuckDB type of a column of a published table."""
    return _column(table, column)[0]


def _column(table: str, column: str) -> tuple[str, str, str]:
    return _OTHERWISE.get((table, column)) or COLUMNS[column]


def describe(column: str, table: str = "") -> str | None:
    """What a column means (in `table`), with its unit or form; None for a name that no product
    has."""
    if column not in COLUMNS:
        return None
    _, meaning, unit = _column(table, column)
    return f"{meaning} ({unit})" if unit else meaning
