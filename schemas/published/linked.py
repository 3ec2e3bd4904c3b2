"""Columns that say how a row was linked to a street and a neighbourhood. Columns of other
subjects are in `shared`.
"""

from __future__ import annotations

from schemas.published.contract import NUMBER, TEXT, YES_NO, Column

KOPPELMETHODE = Column(
    "koppelmethode",
    TEXT,
    "Hoe de straat is gevonden: exact, gevouwen (hoofdletters, punten, accenten), alias (besluit "
    "van de analist), sleutel (verkort geschreven), opgeschoond (huisnummer of plaats eraf, of "
    "omgedraaid), deel (een deel van de tekst), klank, naamdeel (voorletter of titel, of een "
    "ingekorte naam), gelijkenis (schrijffout), uit "
    "levering; of waarom niet: niet gevonden, meer dan één, plaats (wel een plek, geen straat), "
    "geen straat (besluit van de analist), niet opgegeven",
)
KOPPELSCORE = Column(
    "koppelscore", NUMBER, "Zekerheid van de koppeling aan de straat; 0: niet gekoppeld", "0 tot 1"
)
TWEEDE_KEUS = Column(
    "tweede_keus",
    TEXT,
    "De straat die daarna het meest in aanmerking kwam; leeg: geen",
    nullable=True,
)
TWEEDE_KEUS_SCORE = Column(
    "tweede_keus_score",
    NUMBER,
    "Zekerheid van die tweede keus; leeg: geen",
    "0 tot 1",
    nullable=True,
)
KRUISENDE_STRAAT_ID = Column(
    "kruisende_straat_id",
    TEXT,
    "De andere straat waar de tekst twee straten noemt (hoek, kruising); telt daar niet mee",
    nullable=True,
)
GEBIEDSMETHODE = Column(
    "gebiedsmethode",
    TEXT,
    "Hoe de buurt is gevonden: huisnummer, postcode, punt, punt dichtbij (zonder omtrekken: als "
    "het dichtstbijzijnde bekende punt), straat, plaats, opgegeven of geen",
)
GEBIEDSSCORE = Column(
    "gebiedsscore",
    NUMBER,
    "Zekerheid van de buurt, uit hoe vaak elk gegeven klopt en of zij overeenstemmen; 0: geen "
    "buurt",
    "0 tot 1",
    nullable=True,
)
GEBIEDSCONFLICT = Column(
    "gebiedsconflict",
    TEXT,
    "Wat postcode, punt en straat zeggen (met de code van de buurt), als zij niet dezelfde buurt "
    "noemen; leeg: geen tegenspraak",
    nullable=True,
)
PLAATSNAAM = Column(
    "plaatsnaam",
    TEXT,
    "Plaats die geen straat is (park, station, parkeergarage), zoals in de lijst van plaatsen; "
    "leeg: er is een straat, of geen bekende plaats",
    nullable=True,
)
OP_STRAATNIVEAU = Column(
    "op_straatniveau",
    YES_NO,
    "Telt de rij bij haar straat; nee: haar soort staat nergens per straat, omdat een cijfer dan "
    "iemand kan aanwijzen",
)
