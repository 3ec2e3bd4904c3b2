"""The vocabulary of tables of statistics (StatLine, OData): by which words each kind is recognised.

Headers are folded (`fold_header`). Here are the words of both kinds, counts by the police and a
survey among residents, because each is recognised by what the other is not. The layout and the
contracts of each are in `schemas.open_data` and `schemas.survey`.
"""

from __future__ import annotations

from schemas import survey
from schemas.open_data import CRIME, NUISANCE

# -- counts ------------------------------------------------------------------------------------

COUNTS_TITLE = "open data van de politie"
# The header of the dimension that says what is counted -> its domain.
DOMAINS = {
    "soortmisdrijf": CRIME,
    "overlast": NUISANCE,
    "soortoverlast": NUISANCE,
    "crimetypecode": "",  # used for both; the titles tell them apart
}
MEASURES = (
    "geregistreerdemisdrijven",
    "geregisteerdemisdrijven",  # misspelt in real tables
    "geregistreerdeoverlast",
    "registratiesoverlast",
    "frequency",
)
AMOUNTS = ("", "aantal")  # figures in other units (per 1.000 inwoners, %) are not read
# The header of a dimension -> its role in a table.
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
# What the analyst calls the column of a role, in messages.
COLUMN_OF_ROLE = {
    "onderwerp": "«Soort misdrijf» of «Overlast»",
    "periode": "«Perioden»",
    "waarde": "«Geregistreerde misdrijven» of «Geregistreerde overlast» (aantal)",
    "gebied": "«Regio's» of «Wijken en buurten»",
}

# -- a survey ----------------------------------------------------------------------------------

SURVEY_TITLE = survey.LAYOUT.title
SURVEY_TABLES = frozenset({"81877NED", "85146NED", "85147NED"})  # by number, in StatLine
SURVEY_NAMED = r"veiligheidsmonitor|sociale veiligheid|veiligheidsbeleving"
# What the measures of this survey are about; other surveys have margins too.
SURVEY_ABOUT = r"veilig|crimin|slachtoffer|overlast|leefba|cohesie|verloeder|inbra|geweld|politie"
PLAIN_SURVEY = survey.LAYOUT  # its form with one figure per row, which is no table of statistics

# -- code lists --------------------------------------------------------------------------------

# Dimensions whose code list we use; a name that ends in another comes before that other.
CODE_LISTS = ("soortmisdrijf", "soortoverlast", "overlast", "perioden", "measure", "marges")
NETHERLANDS = frozenset({"nederland", "nl", "nl00", "nl01"})
