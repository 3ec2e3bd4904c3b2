"""The reading guide of the Driehoek's sheet."""

from __future__ import annotations

from assets.factsheets.sheet import Section, Text

_LINES = (
    "Signaal omhoog of omlaag: het verschil is groter dan toeval en gewone schommeling "
    "verklaren, ook na correctie voor alle vergelijkingen; een interval zonder 1 is daarvoor "
    "niet genoeg.",
    "Niet vast te stellen: de aantallen zijn te klein of wisselen te veel, er is geen "
    "vergelijkbaar eerder cijfer, of de marge ontbreekt.",
    "Bij 12 maanden verkort: normaal = binnen normale schommeling; onbeslist = niet vast te "
    "stellen. Een punt (.) is: niet bekend of te klein.",
    "HIC en VVC overlappen: niet optellen. Politie en MeldDesk tellen niet hetzelfde: nooit "
    "optellen.",
    "Grootste bron: deel van één adres of melder. Nooit wie.",
)


def section() -> Section:
    """How to read the sheet, as a list."""
    return Section("leeswijzer", "Leeswijzer", (Text(_LINES, role="list"),))
