"""The vocabulary of tables of statistics (StatLine, OData): the words each kind is recognised by.

Headers are folded (`fold_header`). The words of both kinds, police counts and a survey among
residents, are here together because each kind is also recognised by not being the other. Layouts
and contracts are in `schemas.open_data` and `schemas.survey`.
"""

from __future__ import annotations

from schemas import survey
from schemas.open_data import CRIME, NUISANCE

# -- counts ------------------------------------------------------------------------------------

COUNTS_TITLE = "open data van de politie"
# Header of the dimension of what is counted -> its domain.
DOMAINS = {
    "soortmisdrijf": CRIME,
    "overlast": NUISANCE,
    "soortoverlast": NUISANCE,
    "crimetypecode": "",  # used for both domains; the titles decide
}
MEASURES = (
    "geregistreerdemisdrijven",
    "geregisteerdemisdrijven",  # misspelt in real tables
    "geregistreerdeoverlast",
    "registratiesoverlast",
    "frequency",
)
AMOUNTS = ("", "aantal")  # figures in other units (per 1.000 inwoners, %) are not read
# Header of a dimension -> its role in a table.
ROLES = {
    **dict.fromkeys(DOMAINS, "onderwerp"),
    **{f"{name}code": "onderwerp_code" for name in DOMAINS},
    **dict.fromkeys(("regios", "wijkenenbuurten", "regio", "gebied"), "gebied"),
    **dict.fromkeys(
        (
            "regioscode",
            "regiocode",
            "regiocodegemeentewijkbuurt",
            "regiocodegemeentewijkbuurtcode",
            "wijkenenbuurtencode",
            "codering",
            "gebiedcode",
        ),
        "gebied_code",
    ),
    **dict.fromkeys(("gemeentenaam",), "gemeentenaam"),
    **dict.fromkeys(("soortregio",), "gebied_soort"),
    **dict.fromkeys(("perioden", "periode", "date"), "periode"),
    "periodencode": "periode_code",
}
# Role -> the name of its column, in messages to the analyst.
COLUMN_OF_ROLE = {
    "onderwerp": "«Soort misdrijf» of «Overlast»",
    "periode": "«Perioden»",
    "waarde": "«Geregistreerde misdrijven» of «Geregistreerde overlast» (aantal)",
    "gebied": "«Regio's» of «Wijken en buurten»",
}

# -- the survey --------------------------------------------------------------------------------

SURVEY_TITLE = survey.LAYOUT.title
SURVEY_TABLES = frozenset({"81877NED", "85146NED", "85147NED"})  # numbers in StatLine
SURVEY_NAMED = r"veiligheidsmonitor|sociale veiligheid|veiligheidsbeleving"
# What this survey measures: other surveys have margins too.
SURVEY_ABOUT = r"veilig|crimin|slachtoffer|overlast|leefba|cohesie|verloeder|inbra|geweld|politie"
PLAIN_SURVEY = survey.LAYOUT  # a plain table with one figure per row

# -- code lists --------------------------------------------------------------------------------

# Dimensions whose code list is used; a name precedes any other that it ends in.
CODE_LISTS = ("soortmisdrijf", "soortoverlast", "overlast", "perioden", "measure", "marges")
NETHERLANDS = frozenset({"nederland", "nl", "nl00", "nl01"})
