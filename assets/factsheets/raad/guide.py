"""The reading guide of the council's sheet."""

from __future__ import annotations

from assets.factsheets.sheet import Section, Text

_LINES = (
    "Signaal omhoog of omlaag: meer of minder dan te verwachten was naar niveau, trend en "
    "seizoen van de maanden ervoor, na correctie voor het aantal vergelijkingen.",
    "Binnen normale schommeling: niet verder van de verwachting dan toeval en gewone schommeling "
    "verklaren. Dat is niet: er is niets veranderd.",
    "Niet vast te stellen: de aantallen zijn zo klein of wisselen zo veel dat zelfs een "
    "verdubbeling niet zichtbaar zou zijn, of er zijn te weinig maanden.",
    "Niet openbaar: het oordeel rust ook op cijfers die geheim zijn.",
    "Verhouding: nu gedeeld door een jaar eerder; 1,00 is gelijk. Zij staat naast het oordeel "
    "en is er geen.",
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
