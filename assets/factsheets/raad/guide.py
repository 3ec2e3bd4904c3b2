"""The reading guide of the council's sheet."""

from __future__ import annotations

from assets.factsheets.sheet import Section, Text

_LINES = (
    "Signaal omhoog of omlaag: het verschil is groter dan toeval en gewone schommeling "
    "verklaren, na correctie voor het aantal vergelijkingen.",
    "Binnen normale schommeling: het verschil is niet groter dan toeval en gewone schommeling "
    "verklaren. Dat is niet: er is niets veranderd.",
    "Niet vast te stellen: de aantallen zijn te klein of wisselen te veel, of er is geen "
    "vergelijkbaar eerder cijfer.",
    "Verhouding: nu gedeeld door een jaar eerder; 1,00 is gelijk. Een interval zonder 1 is "
    "voor een signaal niet genoeg: er wordt ook gecorrigeerd voor alle vergelijkingen.",
    "Een percentage staat er alleen bij 50 of meer, een aantal per 1.000 inwoners alleen bij "
    "20 of meer. Een punt (.) is: niet bekend, of te klein om te vergelijken. Een x is: geheim.",
    "Elk cijfer staat ook in de openbare cijfers, of is er een som van. Wat daar geheim is, is het "
    "hier ook.",
    "Een halfjaar wordt alleen met hetzelfde halfjaar vergeleken. Er is geen totaalscore: "
    "cijfers die verschillende dingen meten, zijn niet op te tellen.",
    "Politie en inwoners melden niet hetzelfde: die cijfers worden nooit opgeteld.",
)


def section() -> Section:
    """How to read the sheet, as a list."""
    return Section("leeswijzer", "Leeswijzer", (Text(_LINES, role="list"),))
