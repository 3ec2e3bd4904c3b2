"""Contract of what is public: the tables of openbaar.duckdb, the marks, and the pages of the site.

What a column means stands in `columns`; what may be shown is a setting (`configuration`), and how
it is kept from being worked out is the work of `assets.disclosure`.
"""

from __future__ import annotations

# Marks of CBS for a figure that is not just a number.
SECRET, UNKNOWN, NIL, PROVISIONAL = "x", ".", "-", "*"
MARKS = {
    SECRET: "geheim: een klein getal, of een getal waarmee een klein getal is uit te rekenen",
    UNKNOWN: "onbekend: er is geen getal",
    NIL: "nihil: het is niet voorgekomen",
    PROVISIONAL: "voorlopig: het getal kan nog veranderen",
}
# Marks beside which no value may stand.
WITHOUT_VALUE = (SECRET, UNKNOWN)

# The area under which counts without a neighbourhood stand.
ELSEWHERE = "onbekend"

# page of the site: (title, themes on it). A theme that is not here gets a page of its own.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "integriteit": (
        "Integriteit",
        ("Integriteit", "Integriteit / georganiseerde criminaliteit", "Ondermijning"),
    ),
    "objectieve-veiligheid": (
        "Objectieve veiligheid",
        ("Objectieve veiligheid", "Veilig uitgaan", "Openbare orde"),
    ),
    "sociale-kwaliteit": ("Sociale kwaliteit", ("Sociale kwaliteit",)),
    "fysieke-kwaliteit": ("Fysieke kwaliteit", ("Fysieke kwaliteit",)),
    "veiligheidsbeleving": ("Veiligheidsbeleving", ("Subjectieve veiligheid",)),
    "brandveiligheid": ("Brandveiligheid", ("Brandveiligheid",)),
}

# table: (what it is, the columns of its grain, its columns with `?` behind what may be empty)
TABLES: dict[str, tuple[str, str, str]] = {
    "openbare_cijfers": (
        "Een rij per indicator, gebied en periode: wat openbaar is; status: definitief, voorlopig "
        "of herzien; versie: de uitgave waarin het cijfer voor het eerst zo stond",
        "indicator_id gebied_code periode_soort periode",
        "thema indicator_id gebied_code periode_soort periode waarde? teken? eenheid status versie "
        "publicatiedatum marge_onder? marge_boven?",
    ),
    "openbare_indicatoren": (
        "Een rij per indicator waarvan cijfers openbaar zijn",
        "indicator_id",
        "indicator_id naam thema pagina bron registratietype richting definitie eenheid "
        "onderdeel_van? volgorde definitie_versie definitie_sinds?",
    ),
    "openbare_gebieden": (
        "Een rij per gebied; gebiedsniveau: gemeente, wijk, buurt of onbekend",
        "gebied_code",
        "gebied_code gebiedsnaam gebiedsniveau hoort_bij? volgorde",
    ),
    "openbare_herzieningen": (
        "Een rij per cijfer dat in een uitgave anders is dan in de uitgave ervoor; soort: herzien, "
        "status, alsnog geheim, alsnog openbaar of vervallen",
        "indicator_id gebied_code periode_soort periode uitgave",
        "indicator_id gebied_code periode_soort periode uitgave publicatiedatum oude_waarde? "
        "oud_teken? nieuwe_waarde? nieuw_teken? soort",
    ),
    "openbare_uitgaven": (
        "Een rij per uitgave van de openbare cijfers: hoeveel cijfers, hoeveel geheim, en hoeveel "
        "daarvan uit alles wat openbaar is zijn terug te rekenen (moet 0 zijn)",
        "uitgave",
        "uitgave kwartaal publicatiedatum peildatum cijfers geheim herleidbaar nieuw gewijzigd "
        "vervallen",
    ),
    "openbare_feiten_en_cijfers": (
        "Een rij per indicator en periode van de hele gemeente, zoals op de site Feiten & cijfers",
        "indicator_id periode_soort periode",
        "thema indicator periode waarde? teken? indicator_id periode_soort status registratietype "
        "peildatum",
    ),
}
