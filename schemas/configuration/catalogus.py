"""[catalogus]: how the open data are described, and who publishes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from schemas.configuration.section import Section, matching

# A web address that is valid in RDF without escaping, or nothing.
_WEB = r"(https?://[^\s<>\"{}|\\^`]+)?"
_WEB_FOLDER = r"(https?://[^\s<>\"{}|\\^`?#]+)?"


class Catalogue(Section):
    """The section [catalogus]."""

    adres: matching(_WEB_FOLDER, "https://data.gemeente.nl/veiligheid/") = Setting(
        "",
        description="Webadres van de map met open data. Leeg: de beschrijving verwijst naar de "
        "bestanden die ernaast staan",
    )
    pagina: matching(_WEB, "https://www.gemeente.nl/veiligheid") = Setting(
        "", description="Webpagina over de cijfers. Leeg: de uitleg in LEESMIJ.txt"
    )
    contact_email: matching(
        r"([A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?", "data@gemeente.nl"
    ) = Setting(
        "",
        description="E-mailadres voor vragen over de cijfers; van een team, niet van een persoon",
    )
    contact_pagina: matching(_WEB, "https://www.gemeente.nl/contact") = Setting(
        "", description="Webpagina voor vragen over de cijfers"
    )
    gebied: matching(_WEB, "https://sws.geonames.org/2750405/") = Setting(
        "",
        description="Webadres van de gemeente in GeoNames of in de lijst van plaatsen van de EU. "
        "Leeg: alleen de naam en de CBS-code",
    )
    licentie: Literal["CC-BY-4.0", "CC0-1.0"] = Setting(
        "CC-BY-4.0",
        description="Licentie van de open data. CC-BY-4.0: vrij te gebruiken met bronvermelding; "
        "CC0-1.0: ook zonder",
    )
    omschrijving: matching(r"(?s).*\S.*", "Cijfers over veiligheid per buurt") = Setting(
        "Cijfers over veiligheid en leefbaarheid in de gemeente, haar wijken en haar buurten. Elk "
        "kwartaal komt er een nieuwe uitgave.",
        description="Wat de open data zijn, in een of twee zinnen",
    )
