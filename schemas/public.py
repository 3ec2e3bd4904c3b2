"""What readers of the public figures meet: the marks beside a figure, and the pages of the site.

The tables of openbaar.duckdb are described in `published`; what may be shown is a setting
(`configuration`), and keeping hidden figures from being worked out is up to `assets.disclosure`.
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
# Marks that never have a value beside them.
WITHOUT_VALUE = (SECRET, UNKNOWN)

# The area of counts that could not be placed in a neighbourhood.
ELSEWHERE = "onbekend"

# page of the site: (title, themes on it). Any other theme gets a page of its own.
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
