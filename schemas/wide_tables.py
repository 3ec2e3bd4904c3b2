"""The vocabulary of tables that are laid out for people: what a label beside or above figures is.

Words are folded (`fold_header`). Which words are areas or indicators is not known here: those are
of the municipality, and come with the layout (`Layout.labels`).
"""

from __future__ import annotations

MUNICIPALITY, SKIPPED = "gemeente", "overslaan"
AREA_CODE = r"GM\w{4}|WK\w{6}|BU\w{8}"
STATISTICS = ("waarde", "ondergrens", "bovengrens", "marge", "respondenten")
# A label -> the part of an outcome that it names, besides the headers of the layout.
PARTS = {
    **dict.fromkeys(("aandeel", "procent", "procenten", "rapportcijfer"), "waarde"),
    **dict.fromkeys(("schaalscore", "uitkomst", "gewogenpercentage"), "waarde"),
    **dict.fromkeys(("onder", "ondergrens95", "og", "laag", "biondergrens", "biog"), "ondergrens"),
    **dict.fromkeys(("boven", "bovengrens95", "bg", "hoog", "bibovengrens", "bibg"), "bovengrens"),
    **dict.fromkeys(("marge95", "nauwkeurigheidsmarge", "onnauwkeurigheid"), "marge"),
    **dict.fromkeys(("n", "aantaln", "nongewogen", "ongewogenn"), "respondenten"),
    **dict.fromkeys(("respons", "aantalrespondenten", "ongewogenaantal"), "respondenten"),
}
SIGNS = {"%": "waarde", "±": "marge", "+/-": "marge", "n": "respondenten", "n=": "respondenten"}
# Words that are no part of a figure: a column or row of these is not read.
UNREAD = frozenset(
    "verschil verschilmet trend ontwikkeling significant significantie sig rang rangorde nr nummer "
    "toelichting opmerking opmerkingen vraagnr vraagnummer verandering mutatie".split()
)
BESIDE_A_DIFFERENCE = frozenset("met tov t o v vorige meting jaar in van tussen en".split())
# What may stand beside a year, and beside an area, without saying more.
BESIDE_A_YEAR = frozenset(
    "vm veiligheidsmonitor monitor meting jaar resultaten resultaat cijfers peiling enquete in van "
    "uitkomsten tabel tabellen per de het".split()
)
BESIDE_AN_AREA = BESIDE_A_YEAR | frozenset(
    "gemeente wijk buurt gebied wijkprofiel buurtprofiel profiel gebiedsprofiel stadsdeel".split()
)
# First words of a line that says how the figures were made, and not what they are of.
NOTES = frozenset("bron bronnen noot noten let leeswijzer gewogen ongewogen selectie basis".split())
KINDS = {"wijk": "Wijk", "wijken": "Wijk", "buurt": "Buurt", "buurten": "Buurt"}
AREA_WORDS = ("wijk ", "buurt ", "stadsdeel ", "gebied ", "kern ", "dorp ", "gemeente ")
# Answers say nothing without their question.
ANSWERS = frozenset(
    "ja nee vaak soms zelden nooit weleens regelmatig goed redelijk voldoende matig slecht "
    "onvoldoende neutraal tevreden zeertevreden ontevreden zeerontevreden eens oneens meeeens "
    "meeoneens helemaalmeeeens helemaalmeeoneens heelvaak bijnanooit anders overig totaal weetniet "
    "weetniet geenmening geenantwoord veel weinig beetje eenbeetje veeloverlast weinigoverlast "
    "geenoverlast vooruit achteruit gelijkgebleven beter slechter gelijk hetzelfde".split()
)
# Words of which at least one occurs among the questions of a survey of this kind.
SURVEY_WORDS = (
    r"veilig|crimin|slachtoffer|overlast|leefba|cohesie|verloeder|inbra|geweld|politie|buurt|woon"
    r"|rapportcijfer|tevreden|vertrouwen|vermijd|angst|bang|verlichting|groen|jongeren|vuurwerk"
    r"|drugs|verkeer|parke|functioner|diefstal|vernieling|hulp|preventie"
)
# Words by which a workbook says itself that it is of this survey.
SURVEY_SIGN = r"veiligheidsmonitor|sociale veiligheid|veiligheidsbeleving|(?<![^\W_])vm(?![^\W_])"
