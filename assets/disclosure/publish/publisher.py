"""Who publishes the open data, under which licence, and the names of the files that describe it.
How these are written belongs in `catalogue` and `explanation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from schemas.configuration import Configuration

TURTLE, JSON_LD = "catalogus.ttl", "catalogus.jsonld"
EXPLANATION = "LEESMIJ.txt"
# setting: (name, address of the text)
LICENCES = {
    "CC-BY-4.0": (
        "Creative Commons Naamsvermelding 4.0 Internationaal (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": (
        "Creative Commons Publiek Domein Verklaring 1.0 (CC0 1.0)",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes the open data, and where. Unknown addresses are empty."""

    code: str
    name: str
    title: str
    description: str
    licence: str  # a key of LICENCES
    address: str = ""  # of the folder, ending in a slash
    page: str = ""
    email: str = ""
    contact_page: str = ""
    area: str = ""

    @property
    def agent(self) -> str:
        """The URI of the municipality in the government's register (TOOI)."""
        return f"https://identifier.overheid.nl/tooi/id/gemeente/{self.code.lower()}"

    def identifier(self, name: str) -> str:
        """The permanent URI of a resource that is not a file: the same in every edition."""
        if self.address:
            return f"{self.address}#{name}"
        return uuid5(NAMESPACE_URL, f"{self.agent}#{name}").urn


def publisher_of(configuration: Configuration) -> Publisher:
    """The publisher in the settings `[gemeente]` and `[catalogus]`."""
    settings = configuration.catalogus
    name = configuration.gemeente.naam
    return Publisher(
        code=configuration.gemeente.code,
        name=f"gemeente {name}",
        title=f"Feiten & cijfers over veiligheid in {name}",
        description=settings.omschrijving,
        licence=settings.licentie,
        address=settings.adres and settings.adres.rstrip("/") + "/",
        page=settings.pagina,
        email=settings.contact_email,
        contact_page=settings.contact_pagina,
        area=settings.gebied,
    )
