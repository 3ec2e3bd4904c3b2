"""Columns that mean the same in every table that has them.

A column of one table only is described where the table is.
"""

from __future__ import annotations

from schemas.published.contract import DAY, MOMENT, NUMBER, SMALL, TEXT, WHOLE, Column

THEMA = Column("thema", TEXT, "Thema")
LEVERING_ID = Column("levering_id", TEXT, "Levering: bron en begin van de sha256")
BRON = Column(
    "bron",
    TEXT,
    "Bron: politie, melddesk, register(s), veiligheidsmonitor of open data van de politie",
)
BESTANDSNAAM = Column("bestandsnaam", TEXT, "Naam van het bestand zoals het is aangeleverd")
SHA256 = Column("sha256", TEXT, "Vingerafdruk van het bestand")
ONTVANGEN_OP = Column("ontvangen_op", MOMENT, "Wanneer de levering kwam", "Nederlandse tijd")
KOLOM = Column("kolom", TEXT, "Kop van de kolom in de levering")
RIJNUMMER = Column("rijnummer", WHOLE, "Rij in het aangeleverde bestand, zoals Excel die nummert")
MAAND = Column("maand", TEXT, "Maand waarin de rij telt", "JJJJ-MM")
STRAAT_ID = Column(
    "straat_id", TEXT, "Vaste naam van de straat; leeg of `onbekend`: niet gekoppeld"
)
STRAATNAAM = Column("straatnaam", TEXT, "Straat, zoals de gemeente haar schrijft")
BUURTCODE = Column("buurtcode", TEXT, "CBS-code van de buurt; leeg of `onbekend`: niet te plaatsen")
WIJKCODE = Column("wijkcode", TEXT, "CBS-code van de wijk; leeg: niet te plaatsen")
KOPPELMETHODE = Column(
    "koppelmethode",
    TEXT,
    "Hoe de straat is gevonden: exact, gevouwen (hoofdletters, punten, accenten), alias "
    "(besluit van de analist), sleutel (verkort geschreven), opgeschoond (huisnummer of plaats "
    "eraf), deel (een deel van de tekst), klank, naamdeel (voorletter of titel), gelijkenis "
    "(schrijffout), uit levering; of waarom niet: niet gevonden, meer dan één, plaats (wel een "
    "plek, geen straat), niet opgegeven",
)
KOPPELSCORE = Column("koppelscore", NUMBER, "Zekerheid van de koppeling aan de straat", "0 tot 1")
GEBIEDSMETHODE = Column(
    "gebiedsmethode",
    TEXT,
    "Hoe de buurt is gevonden: huisnummer, postcode, punt, straat, opgegeven of geen",
)
TWEEDE_KEUS = Column("tweede_keus", TEXT, "De straat die daarna het meest in aanmerking kwam")
TWEEDE_KEUS_SCORE = Column("tweede_keus_score", NUMBER, "Zekerheid van die tweede keus", "0 tot 1")
KRUISENDE_STRAAT_ID = Column(
    "kruisende_straat_id",
    TEXT,
    "De andere straat waar de tekst twee straten noemt (hoek, kruising); telt daar niet mee",
)
BUURTNAAM = Column("buurtnaam", TEXT, "Naam van de buurt volgens het CBS")
INWONERS = Column("inwoners", SMALL, "Inwoners, door het CBS afgerond op 5", "personen")
POLITIE_REGISTRATIES = Column(
    "politie_registraties", WHOLE, "Registraties van de politie; leeg: zie politie_status", "maand"
)
MELDDESK_MELDINGEN = Column(
    "melddesk_meldingen", WHOLE, "Meldingen van inwoners; leeg: zie melddesk_status", "maand"
)
POLITIE_12M = Column(
    "politie_12m",
    WHOLE,
    "Registraties van de politie in 12 maanden; leeg als een van die maanden ontbreekt",
    "12 maanden",
)
MELDDESK_12M = Column(
    "melddesk_12m",
    WHOLE,
    "Meldingen van inwoners in 12 maanden; leeg als een van die maanden ontbreekt",
    "12 maanden",
)
POLITIE_STATUS = Column(
    "politie_status", TEXT, "geteld, niet geleverd, geen tegenhanger, of te weinig gekoppeld"
)
MELDDESK_STATUS = Column(
    "melddesk_status", TEXT, "geteld, niet geleverd, geen tegenhanger, of te weinig gekoppeld"
)
MELDDESK_12M_PER_1000 = Column(
    "melddesk_12m_per_1000", NUMBER, "Meldingen per 1.000 inwoners", "12 maanden"
)
INDICATOR_ID = Column("indicator_id", TEXT, "Vaste naam van de indicator")
DEFINITIE = Column("definitie", TEXT, "Wat de indicator telt")
REGISTRATIETYPE = Column(
    "registratietype",
    TEXT,
    "breng: wat anderen melden; haal: wat de politie zelf opspoort, dus ook een maat van inzet; "
    "enquête: wat inwoners antwoorden",
)
ONDERDEEL_VAN = Column("onderdeel_van", TEXT, "Indicator waarvan deze een deel is")
DEFINITIE_VERSIE = Column(
    "definitie_versie",
    SMALL,
    "Versie van de definitie: cijfers van twee versies zijn niet te vergelijken",
    "nummer",
)
DEFINITIE_SINDS = Column(
    "definitie_sinds",
    TEXT,
    "Eerste maand van de nieuwste definitie; leeg: die heeft altijd gegolden",
    "JJJJ-MM",
)
EENHEID = Column("eenheid", TEXT, "Eenheid van de indicator: aantal, %, score; leeg: niet bekend")
GEBIED_CODE = Column(
    "gebied_code", TEXT, "CBS-code van gemeente, wijk of buurt, NL00 (Nederland), of `onbekend`"
)
PERIODE_SOORT = Column(
    "periode_soort", TEXT, "maand, kwartaal, halfjaar, jaar, meerjarig (hele jaren samen) of 12m"
)
PERIODE = Column("periode", TEXT, "2020-06, 2020-Q2, 2020-H1, 2020, 2019--2020 of 2019-07--2020-06")
PEILDATUM = Column("peildatum", DAY, "Zoals bekend op deze dag")
INDICATOR = Column("indicator", TEXT, "Naam van de indicator zoals op de site")
SINDS = Column("sinds", DAY, "Dag van de levering die het cijfer veranderde")
PERIODE_TOT = Column("periode_tot", TEXT, "Laatste van de twee maanden", "JJJJ-MM")
BRONVERMELDING = Column("bronvermelding", TEXT, "Waar het cijfer volgens de levering staat")
GEBIEDSNAAM = Column("gebiedsnaam", TEXT, "Naam van het gebied")
GEBIEDSNIVEAU = Column(
    "gebiedsniveau", TEXT, "land, gemeente, wijk of buurt; onbekend: niet in de referentie"
)
SIGNAAL = Column(
    "signaal",
    TEXT,
    "binnen normale schommeling, signaal omhoog, signaal omlaag of niet vast te stellen",
)
PERIODE_VAN = Column("periode_van", TEXT, "Eerste van de twee maanden", "JJJJ-MM")
TWAALF_MAANDEN_ERVOOR = Column(
    "twaalf_maanden_ervoor", WHOLE, "Aantal in de 12 maanden daarvoor", "12 maanden"
)
TWAALF_VERSCHIL_PCT = Column(
    "twaalf_verschil_pct",
    NUMBER,
    "Verschil over twaalf maanden; alleen vanaf 50 gebeurtenissen ervoor",
    "procent",
)
TWAALF_SIGNAAL = Column(
    "twaalf_signaal", TEXT, "Oordeel over twaalf maanden tegen de twaalf ervoor, zoals signaal"
)
TWAALF_MAANDEN_PER_1000 = Column(
    "twaalf_maanden_per_1000", NUMBER, "Per 1.000 inwoners", "12 maanden"
)
GEEN_VERGELIJKING = Column(
    "geen_vergelijking",
    TEXT,
    "Waarom een vergelijking leeg is: definitie veranderd, of maand niet geleverd; leeg: alles "
    "is te vergelijken",
)
DUIDING = Column("duiding", TEXT, "Duiding door het veiligheidsteam")
DUIDING_AUTEUR = Column("duiding_auteur", TEXT, "Wie de duiding schreef")
DUIDING_DATUM = Column("duiding_datum", DAY, "Dag van die duiding")
TEKEN = Column(
    "teken",
    TEXT,
    "x geheim, . onbekend (dan geen waarde), - nihil, * voorlopig; leeg: gewoon een getal",
)
UITGAVE = Column("uitgave", TEXT, "Nummer van de uitgave: 2020-Q2, en een verbeterde 2020-Q2.2")
