"""The reading guide of the council's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import About, Section, Text

_LINES = (
    "Signaal omhoog of omlaag: meer of minder dan te verwachten was naar niveau, trend en "
    "seizoen van de maanden ervoor, na correctie voor het aantal vergelijkingen.",
    "Binnen normale schommeling: niet verder van de verwachting dan toeval en gewone schommeling "
    "verklaren. Dat is niet: er is niets veranderd.",
    "Niet vast te stellen: de aantallen zijn zo klein of wisselen zo veel dat zelfs een "
    "verdubbeling niet zichtbaar zou zijn, of er zijn te weinig maanden.",
    "Niet openbaar: het oordeel rust ook op cijfers die geheim zijn.",
    "Verhouding: nu gedeeld door een jaar eerder; 1,00 is gelijk. Zij staat naast het oordeel "
    "en is er geen: ook als 1 niet in het interval ligt, kan het aantal binnen de normale "
    "schommeling liggen, want vorig jaar is maar één jaar. De verwachting zelf staat er niet bij: "
    "zij komt uit cijfers per maand, en die zijn niet openbaar.",
    "Een percentage staat er alleen bij 50 of meer, een aantal per 1.000 inwoners alleen bij "
    "20 of meer. Een punt (.) is: niet bekend, of te klein om te vergelijken. Een x is: geheim.",
)
_AFTER = (
    "Een halfjaar wordt alleen met hetzelfde halfjaar vergeleken. Er is geen totaalscore: "
    "cijfers die verschillende dingen meten, zijn niet op te tellen.",
    "Politie en inwoners melden niet hetzelfde: die cijfers worden nooit opgeteld.",
)


def section(tables: Mapping[str, pd.DataFrame], about: About) -> Section:
    """How to read the sheet, as a list."""
    public = " ".join(_public(tables, about))
    return Section("leeswijzer", "Leeswijzer", (Text((*_LINES, public, *_AFTER), role="list"),))


def _public(tables: Mapping[str, pd.DataFrame], about: About) -> Iterator[str]:
    """What of the sheet is in the public figures too. Those go back some years; the survey, which
    counts nobody, is shown as far back as it was delivered."""
    yield (
        "Elk aantal staat ook in de openbare cijfers, of is een som daarvan. Wat daar geheim is, "
        "is het hier ook."
    )
    if cells.records(tables, "raad_doelen", ["doel"]):
        yield "Nulmeting en streefwaarde zijn die van het programma."
    survey = cells.records(tables, "raad_veiligheidsmonitor", ["jaar"])
    years = [int(row.jaar) for row in survey if not numbers.is_unknown(row.jaar)]
    if not years or about.public_from is None:
        return
    is_earlier = min(years) < about.public_from
    except_for = f", behalve die van vóór {about.public_from}" if is_earlier else ""
    yield (f"De uitkomsten van de gemeente in de Veiligheidsmonitor staan er ook in{except_for}.")
