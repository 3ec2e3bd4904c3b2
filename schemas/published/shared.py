"""Columns that mean the same in every table that has them.

A column that only one table has, or that has a meaning of its own in a table, is described in the
module of that table; a variant is written as `shared.X.means(...)`.
"""

from __future__ import annotations

from schemas.published.contract import DAY, MOMENT, NUMBER, SMALL, TEXT, WHOLE, Column

# --- Indicators
INDICATOR_ID = Column("indicator_id", TEXT, "Vaste naam van de indicator")
INDICATOR = Column("indicator", TEXT, "Naam van de indicator")
INDICATOR_THEMA = Column("thema", TEXT, "Thema van de indicator, zoals Sociale kwaliteit")
INDICATOR_BRON = Column(
    "bron",
    TEXT,
    "Bron van de indicator: politie, melddesk, register, veiligheidsmonitor of politie (open data)",
)
TELBRON = INDICATOR_BRON.means("Bron van de indicator: politie, melddesk of politie (open data)")
REGISTRATIETYPE = Column(
    "registratietype",
    TEXT,
    "breng: wat anderen melden; haal: wat de politie zelf opspoort, dus ook een maat van inzet; "
    "breng en haal: beide; enquête: wat inwoners antwoorden; onbekend: niet ingedeeld",
)
VOLGORDE = Column("volgorde", SMALL, "Volgorde van de indicatoren op de producten")
BRONVERMELDING = Column(
    "bronvermelding", TEXT, "Waar het cijfer volgens de levering staat", nullable=True
)
MEER_JAREN = Column(
    "toelichting",
    TEXT,
    "Over welke jaren een cijfer van meer jaren samen gaat; leeg: het gaat over één periode",
    nullable=True,
)

# --- Periods
MAAND = Column("maand", TEXT, "Maand", "JJJJ-MM")
PERIODE = Column("periode", TEXT, "2020-06, 2020-Q2, 2020-H1, 2020, 2019--2020 of 2019-07--2020-06")
PERIODE_SOORT = Column(
    "periode_soort", TEXT, "maand, kwartaal, halfjaar, jaar, meerjarig (hele jaren samen) of 12m"
)
LAATSTE_VAN_12 = Column("maand_tot", TEXT, "Laatste van de 12 maanden", "JJJJ-MM")
PEILDATUM = Column("peildatum", DAY, "Zoals bekend op deze dag")
UITGAVE_VAN = Column("periode_van", TEXT, "Eerste van de twee maanden van de uitgave", "JJJJ-MM")
UITGAVE_TOT = Column("periode_tot", TEXT, "Laatste van de twee maanden van de uitgave", "JJJJ-MM")

EERSTE_DAG = Column("begin", DAY, "Eerste dag van de periode")
LAATSTE_DAG = Column("eind", DAY, "Laatste dag van de periode")
WAARDE = Column("waarde", NUMBER, "Waarde van de indicator in de periode", "als de indicator")
DEFINITIE_VERSIE = Column(
    "definitie_versie",
    SMALL,
    "Versie van de definitie waarmee is geteld: cijfers van twee versies zijn niet te vergelijken",
    "nummer",
)
STATUS = Column(
    "status", TEXT, "definitief, voorlopig (kan nog veranderen) of herzien (is veranderd)"
)
SINDS = Column("sinds", DAY, "Dag waarop de levering kwam die het cijfer veranderde")
LEVERING_DIE_VERANDERDE = Column("levering_id", TEXT, "Levering die het cijfer veranderde")
OUDE_WAARDE = Column("oude_waarde", NUMBER, "Waarde vóór de levering", "als de indicator")
NIEUWE_WAARDE = Column("nieuwe_waarde", NUMBER, "Waarde na de levering", "als de indicator")

INDICATOR_OP_SITE = INDICATOR.means("Naam van de indicator, zoals op de site")

# --- Areas and streets
GEBIED_CODE = Column(
    "gebied_code", TEXT, "CBS-code van gemeente, wijk of buurt, NL00 (Nederland), of `onbekend`"
)
GEBIED_SLEUTEL = Column(
    "gebied_sleutel",
    TEXT,
    "Sleutel van de tabel met gebieden: de code, met «vanaf» en een maand waar zij eerst niets of "
    "iets anders betekende",
)
GEBIEDSNAAM = Column("gebiedsnaam", TEXT, "Naam van het gebied")
GEBIEDSNIVEAU = Column(
    "gebiedsniveau", TEXT, "land, gemeente, wijk of buurt; onbekend: niet in de referentie"
)
GEBIED_VAN_GEMEENTE = GEBIED_CODE.means("CBS-code van gemeente, wijk of buurt")
NIVEAU_IN_GEMEENTE = GEBIEDSNIVEAU.means("gemeente, wijk of buurt")
BUURTCODE = Column("buurtcode", TEXT, "CBS-code van de buurt")
BUURTCODE_OF_ONBEKEND = BUURTCODE.means(
    "CBS-code van de buurt; `onbekend`: niet in een buurt te plaatsen"
)
BUURTCODE_VAN_RIJ = BUURTCODE.means(
    "CBS-code van de buurt; leeg: niet in een buurt te plaatsen"
).optional()
BUURTNAAM = Column("buurtnaam", TEXT, "Naam van de buurt volgens het CBS")
BUURTNAAM_OF_ONBEKEND = BUURTNAAM.means(
    "Naam van de buurt volgens het CBS; `onbekend`: niet in een buurt te plaatsen"
)
WIJKCODE = Column("wijkcode", TEXT, "CBS-code van de wijk")
WIJKCODE_VAN_RIJ = WIJKCODE.means("CBS-code van de wijk; leeg: niet te plaatsen").optional()
BUURTCODE_VAN_STRAAT = BUURTCODE.means(
    "CBS-code van de buurt waarin de straat of plaats ligt; ligt zij in meer dan één, dan die met "
    "de meeste rijen; `onbekend`, of als `straat_id` waar die straat noch plaats is"
)
BUURTNAAM_VAN_STRAAT = BUURTNAAM.means(
    "Naam van de buurt van `buurtcode`; zonder buurt: als `buurtcode`"
)
INWONERS = Column(
    "inwoners",
    SMALL,
    "Laatst bekende aantal inwoners, door het CBS afgerond op 5",
    "personen",
    nullable=True,
)
STRAAT_ID = Column("straat_id", TEXT, "Vaste naam van de straat")
STRAAT_ID_VAN_RIJ = STRAAT_ID.means(
    "Vaste naam van de straat; leeg: niet aan een straat gekoppeld"
).optional()
STRAATNAAM = Column(
    "straatnaam",
    TEXT,
    "Straat, zoals de gemeente haar schrijft; zonder lijst van de gemeente: zoals zij het meest is "
    "geschreven. Ook A2, onbekend en niet op straatniveau, die geen straat zijn",
)
STRAATNAAM_VAN_RIJ = STRAATNAAM.means(
    "Straat waaraan de rij is gekoppeld, zoals de gemeente haar schrijft; `onbekend`: aan geen"
)

# --- Themes, and the counts of the two sources
THEMA = Column("thema", TEXT, "Vaste naam van het thema; zie de tabel `themas`")
THEMANAAM = Column("themanaam", TEXT, "Naam van het thema op de producten")
POLITIE_REGISTRATIES = Column(
    "politie_registraties",
    WHOLE,
    "Registraties van de politie; leeg: zie `politie_status`",
    "maand",
    nullable=True,
)
MELDDESK_MELDINGEN = Column(
    "melddesk_meldingen",
    WHOLE,
    "Meldingen van inwoners; leeg: zie `melddesk_status`",
    "maand",
    nullable=True,
)
POLITIE_STATUS = Column(
    "politie_status",
    TEXT,
    "geteld, niet geleverd, geen tegenhanger (de politie kent het thema niet), of te weinig "
    "gekoppeld",
)
MELDDESK_STATUS = Column(
    "melddesk_status",
    TEXT,
    "geteld, niet geleverd, geen tegenhanger (het meldsysteem kent het thema niet), of te weinig "
    "gekoppeld",
)
POLITIE_12M = Column(
    "politie_12m",
    WHOLE,
    "Registraties van de politie in de 12 maanden tot en met `maand`; leeg als een van die maanden "
    "ontbreekt of de politie het thema niet kent",
    "12 maanden",
    nullable=True,
)
MELDDESK_12M = Column(
    "melddesk_12m",
    WHOLE,
    "Meldingen van inwoners in de 12 maanden tot en met `maand`; leeg als een van die maanden "
    "ontbreekt of het meldsysteem het thema niet kent",
    "12 maanden",
    nullable=True,
)
MELDDESK_12M_PER_1000 = Column(
    "melddesk_12m_per_1000",
    NUMBER,
    "`melddesk_12m` per 1.000 inwoners; leeg waar de buurt of het aantal te klein is",
    "12 maanden",
    nullable=True,
)

# --- Deliveries and their rows
LEVERING_ID = Column("levering_id", TEXT, "Levering: bron en begin van de SHA-256 van het bestand")
LEVERINGSBRON = Column(
    "bron",
    TEXT,
    "Bron van de levering, zoals politie, melddesk, registers of evenementen; zo heet ook haar map "
    "in het archief",
)
SHA256 = Column("sha256", TEXT, "Vingerafdruk van het bestand")
ONTVANGEN_OP = Column("ontvangen_op", MOMENT, "Wanneer de levering kwam", "Nederlandse tijd")
KOLOM = Column("kolom", TEXT, "Kop van de kolom in de levering")
RIJNUMMER = Column("rijnummer", WHOLE, "Rij in het aangeleverde bestand, zoals Excel die nummert")

UUR = Column(
    "uur",
    SMALL,
    "Uur van de dag (0 tot en met 23); leeg: niet bekend, of volgens `uur` in de instellingen niet "
    "bewaard",
    nullable=True,
)

# --- The comparison of `nu` with `vorig_jaar`
VERSCHIL_PCT = Column(
    "verschil_pct",
    NUMBER,
    "Verschil van `nu` met `vorig_jaar`; alleen als `vorig_jaar` ten minste 50 is",
    "procent",
    nullable=True,
)
VERHOUDING = Column(
    "verhouding",
    NUMBER,
    "`nu` gedeeld door `vorig_jaar`; leeg: niet vergeleken, of `vorig_jaar` is 0",
    "verhouding",
    nullable=True,
)
SIGNAAL = Column(
    "signaal",
    TEXT,
    "Oordeel over `nu` tegen wat te verwachten was, uit `oordelen`: binnen normale schommeling, "
    "signaal omhoog, signaal omlaag of niet vast te stellen",
)
VERWACHT = Column(
    "verwacht",
    NUMBER,
    "Aantal dat naar de maanden ervoor te verwachten was, uit `oordelen`; leeg: niet te zeggen",
    "aantal",
    nullable=True,
)
REDEN = Column(
    "reden", TEXT, "Waarom `signaal` niet vast te stellen is; leeg: dat is het", nullable=True
)
ONGEWOON_SINDS = Column(
    "sinds",
    TEXT,
    "Geschatte eerste maand van de verandering; leeg: geen signaal, of wat er was, is voorbij",
    "JJJJ-MM",
    nullable=True,
)
KLEINSTE_ZICHTBARE_OP = Column(
    "kleinste_zichtbare_op",
    NUMBER,
    "Kleinste stijging die met 80 % kans een signaal had gegeven; 2 is een verdubbeling; leeg: "
    "geen",
    "factor",
    nullable=True,
)
KLEINSTE_ZICHTBARE_NEER = Column(
    "kleinste_zichtbare_neer",
    NUMBER,
    "Kleinste daling die met 80 % kans een signaal had gegeven; 0,5 is een halvering; leeg: geen",
    "factor",
    nullable=True,
)
VENSTER_VAN = Column("periode_van", TEXT, "Eerste maand van het venster", "JJJJ-MM")
VENSTER_TOT = Column("periode", TEXT, "Laatste maand van het venster", "JJJJ-MM")
VERDICT = (VERWACHT, SIGNAAL, REDEN, ONGEWOON_SINDS, KLEINSTE_ZICHTBARE_OP, KLEINSTE_ZICHTBARE_NEER)
TWAALF_MAANDEN_ERVOOR = Column(
    "twaalf_maanden_ervoor",
    WHOLE,
    "Aantal in de 12 maanden vóór die van `twaalf_maanden`; leeg: een maand ontbreekt of telt "
    "volgens een andere definitie",
    "12 maanden",
    nullable=True,
)
TWAALF_VERSCHIL_PCT = Column(
    "twaalf_verschil_pct",
    NUMBER,
    "Verschil van `twaalf_maanden` met `twaalf_maanden_ervoor`; alleen als `twaalf_maanden_ervoor` "
    "ten minste 50 is",
    "procent",
    nullable=True,
)
TWAALF_SIGNAAL = Column(
    "twaalf_signaal",
    TEXT,
    "Oordeel over `twaalf_maanden` tegen wat te verwachten was, uit `oordelen`",
)
VERHOUDING_VAN = Column(
    "verhouding_van",
    NUMBER,
    "Onderkant van het 95 %-interval van `verhouding`",
    "verhouding",
    nullable=True,
)
VERHOUDING_TOT = Column(
    "verhouding_tot",
    NUMBER,
    "Bovenkant van het 95 %-interval van `verhouding`; leeg: geen bovenkant, of niet vergeleken",
    "verhouding",
    nullable=True,
)
OVERDISPERSIE = Column(
    "overdispersie",
    NUMBER,
    "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer); leeg: niet bekend",
    "verhouding",
    nullable=True,
)
GEEN_VERGELIJKING = Column(
    "geen_vergelijking",
    TEXT,
    "Waarom niet is vergeleken: definitie veranderd, maand niet geleverd of een trendbreuk; met "
    "«12 maanden:» ervoor geldt het voor de 12 maanden; leeg: alles is vergeleken",
    nullable=True,
)
TRENDBREUK = Column(
    "trendbreuk",
    TEXT,
    "Vlaggen op de vergeleken perioden, zoals corona: er is wel vergeleken, met dit voorbehoud",
    nullable=True,
)
VENSTER_TRENDBREUK = TRENDBREUK.means(
    "Vlaggen op het venster of op dezelfde maanden een jaar eerder, zoals corona"
)
DUIDING = Column("duiding", TEXT, "Duiding door het veiligheidsteam", nullable=True)
DUIDING_AUTEUR = Column("duiding_auteur", TEXT, "Wie de duiding schreef", nullable=True)
DUIDING_DATUM = Column(
    "duiding_datum", DAY, "Dag van het overleg waar de duiding uit komt", nullable=True
)
BEKENDE_EVENEMENTEN = Column(
    "evenementen",
    TEXT,
    "Evenementen en maatregelen die in die maanden bekend waren in het gebied, met hun dagen; zij "
    "verklaren op zichzelf niets; leeg: geen bekend",
    nullable=True,
)

# --- Public figures
OPENBAAR_GEBIED = GEBIED_CODE.means(
    "CBS-code van gemeente, wijk of buurt; `onbekend`: niet in een buurt te plaatsen"
)
OPENBARE_EENHEID = Column(
    "eenheid",
    TEXT,
    "Eenheid van de indicator, zoals aantal, %, score of rapportcijfer; onbekend: niet opgegeven",
)
DEFINITIE = Column("definitie", TEXT, "Wat de indicator telt")
DEFINITIE_SINDS = Column(
    "definitie_sinds",
    TEXT,
    "Eerste maand van de nieuwste definitie; leeg: die heeft altijd gegolden",
    "JJJJ-MM",
    nullable=True,
)
NAAM = Column("naam", TEXT, "Naam van de indicator")
RICHTING = Column("richting", TEXT, "Welke kant beter is: omlaag, omhoog of geen")
ONDERDEEL_VAN = Column("onderdeel_van", TEXT, "Indicator waarvan deze een deel is", nullable=True)
TEKEN = Column(
    "teken",
    TEXT,
    "x geheim, . onbekend (dan geen waarde), - nihil, * voorlopig; leeg: gewoon een getal",
    nullable=True,
)
UITGAVE = Column("uitgave", TEXT, "Nummer van de uitgave: 2020-Q2, en een verbeterde 2020-Q2.2")
PUBLICATIEDATUM = Column("publicatiedatum", DAY, "Dag waarop de uitgave uitkwam")
