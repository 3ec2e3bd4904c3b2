"""The reading guide of the Driehoek's sheet."""

from __future__ import annotations

from assets.factsheets import numbers
from assets.factsheets.sheet import About, Section, Text

_LINES = (
    "Signaal omhoog of omlaag: meer of minder dan te verwachten was naar niveau, trend en seizoen, "
    "meer dan gewone schommeling verklaart, ook na correctie voor alle vergelijkingen. Sinds: de "
    "geschatte maand van het begin; daarna leert de verwachting niet mee.",
    "Niet vast te stellen: zelfs een verdubbeling zou niet zichtbaar zijn, of er zijn te weinig "
    "maanden. Zichtbaar ×1,8 of ×0,5: de kleinste stijging en daling die een signaal had gegeven.",
    "De verhouding met een jaar eerder staat ernaast; zij is geen oordeel.",
    "Bij 12 maanden verkort: normaal = binnen normale schommeling; onbeslist = niet vast te "
    "stellen. Een punt (.) is: niet bekend of te klein.",
    "Schietpartij, steekpartij, vechtpartij, en ruzie of twist heten bij de politie «zonder "
    "vervolg»: het voorval zelf, zonder ander feit.",
    "HIC en VVC overlappen: niet optellen. Politie en MeldDesk tellen niet hetzelfde: nooit "
    "optellen.",
    "Grootste bron: deel van één adres of melder. Nooit wie.",
)


def section(about: About) -> Section:
    """How to read the sheet, as a list, and as known on which day it is."""
    known = (
        f"Alles is zoals bekend op {numbers.day(about.known_until)}; een register staat er zoals "
        "het laatst is geleverd."
    )
    return Section("leeswijzer", "Leeswijzer", (Text((known, *_LINES), role="list"),))
