"""Words that other systems use in headers, by field, and words of columns that are never read.

They serve only to propose settings to an analyst (`profile`): deliveries are recognised by the
headers of a layout.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from schemas.layout import fold_header


def _folded(words: dict[str, str]) -> MappingProxyType[str, frozenset[str]]:
    return MappingProxyType(
        {name: frozenset(map(fold_header, text.split(", "))) for name, text in words.items()}
    )


_PLACE = {
    "straat": "straat, straatnaam, adres, locatie, locatie adres, openbare ruimte, "
    "naam openbare ruimte, openbareruimtenaam, pleegstraat, street, street name, address, "
    "incident address",
    "huisnummer": "huisnummer, huisnr, huis nr, nr, huisnummer met toevoeging, house number",
    "postcode": "postcode, pc, pc6, postcode 6, zip, zipcode, postal code",
    "plaats": "plaats, woonplaats, plaatsnaam, woonplaatsnaam, kern, city",
    "buurt": "buurt, buurtnaam, cbs buurt, naam buurt, neighbourhood",
    "x": "x, x coordinaat, xcoord, x coord, rd x, lengtegraad, longitude, lon, long, lng",
    "y": "y, y coordinaat, ycoord, y coord, rd y, breedtegraad, latitude, lat",
}
SYNONYMS = MappingProxyType(
    {
        "melddesk": _folded(
            _PLACE
            | {
                "meldingnummer": "nummer, meldnummer, nr melding, melding nr, nummer melding, "
                "meldingsnummer, melding id, zaaknummer, zaaknr, zaak id, kenmerk, referentie, "
                "referentienummer, volgnummer, registratienummer, ticketnummer, id, report id, "
                "request id, case number, case id, reference",
                "ontvangen": "datum, meldingsdatum, melddatum, datum ontvangen, datum ontvangst, "
                "ontvangstdatum, ontvangen, ontvangen op, aangemaakt, aangemaakt op, aanmaakdatum, "
                "datum aanmaak, ingediend op, indiendatum, registratiedatum, datum registratie, "
                "gemeld op, datum tijd melding, tijdstip melding, created, created at, "
                "created date, date received, opened",
                "hoofdcategorie": "categorie, soort melding, soort, meldingsoort, meldingssoort, "
                "type melding, meldingtype, rubriek, hoofdrubriek, hoofdgroep, productgroep, "
                "thema, category, complaint type, service name",
                "subcategorie": "sub, subrubriek, subsoort, subgroep, subcategory, product, "
                "descriptor, service subtype",
                "status": "status melding, meldingstatus, huidige status, toestand, state, "
                "afhandelstatus",
                "kanaal": "invoerkanaal, meldkanaal, herkomst, bron, bron melding, wijze van "
                "melden, channel, source, origin",
            }
        ),
        "politie": _folded(
            _PLACE
            | {
                "incidentnummer": "incident nummer, incidentnummer, incidentnr, incident id, "
                "bvh nummer, bvh nr, bvhnr, registratienummer, registratienr, registratie id, "
                "proces verbaal nummer, pv nummer",
                "mk_code": "mk, mk code, incidentcode, code incident, incidentsoortcode, "
                "maatschappelijke klasse, maatschappelijke klasse code, klasse",
                "mk_omschrijving": "delictsoort, soort feit, incidenttype, type incident, "
                "soort incident, delictgroep, feit, feitomschrijving, omschrijving feit, "
                "soort delict, misdrijf, delicttype",
                "pleegmoment": "pleegdatum, begin pleegdatum, datum begin, begindatum, "
                "startdatum, pleegdatum begin, begin delict",
                "kennisname": "kennisname, kennisnamedatum, datum kennisname, datum kennis, "
                "ter kennis, kennisgenomen, datum melding, registratiedatum, datum registratie",
                "gemeente": "gemeente, gemeentenaam, pleeggemeente, naam gemeente",
                "aangifte": "aangifte gedaan, aangifte j n",
                "poging": "poging j n",
            }
        ),
    }
)

_NEVER = frozenset(
    "omschrijving toelichting tekst text beschrijving opmerking opmerkingen notitie notities note "
    "notes melder naam name voornaam achternaam telefoon telefoonnummer tel mobiel phone mail "
    "email behandelaar behandelaars medewerker contact contactpersoon foto fotos bijlage bijlagen "
    "image upload media url geboortedatum bsn verdachte verdachten aanhoudingen reactie antwoord "
    "antwoorden vraag vragen onderwerp titel title description detail details user reporter "
    "iban kenteken indiener aanvrager initiatiefnemer query properties".split()
)


def is_never_read(header: str) -> bool:
    """Whether a word of the header names free text or a person, as in `E-mail melder`."""
    words = re.split(r"[^a-z0-9]+", header.casefold().replace("e-mail", "email"))
    return bool(_NEVER & set(words))


def is_a_known_word(header: str) -> bool:
    """Whether some system uses this header; a cell value hardly ever passes for one."""
    folded = fold_header(header)
    known = any(folded in words for fields in SYNONYMS.values() for words in fields.values())
    return known or is_never_read(header)
