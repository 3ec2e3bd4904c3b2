"""What readers of the public figures see: the marks beside a figure, and the pages of the site.

The tables of openbaar.duckdb are described in `published`, what may be shown in `configuration`;
protecting suppressed figures against recalculation is the work of `assets.disclosure`.
"""

from __future__ import annotations

# The marks that CBS uses for a figure that is not a plain number.
SECRET, UNKNOWN, NIL, PROVISIONAL = "x", ".", "-", "*"
MARKS = {
    SECRET: "geheim: een klein getal, of een getal waarmee een klein getal is uit te rekenen",
    UNKNOWN: "onbekend: er is geen getal",
    NIL: "nihil: het is niet voorgekomen",
    PROVISIONAL: "voorlopig: het getal kan nog veranderen",
}
# Marks of figures without a value.
WITHOUT_VALUE = (SECRET, UNKNOWN)

# The area of counts that are in no known neighbourhood.
ELSEWHERE = "onbekend"

# Page of the site -> its title and themes. Any other theme has a page of its own.
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
