"""[inlezen]: what a delivered file may take of the machine while it is opened."""

from __future__ import annotations

from pydantic import Field as Setting

from schemas.configuration.section import Section


class Reading(Section):
    """The section [inlezen]."""

    geheugen_mb: int = Setting(
        2048,
        ge=512,
        description="Zoveel MB geheugen mag het openen van een bestand vragen; een bestand dat "
        "meer vraagt wordt apart gezet (alleen op Linux)",
    )
    seconden: int = Setting(
        60,
        ge=5,
        description="Zoveel seconden mag het openen van een bestand duren, en voor elke MB van het "
        "bestand één seconde langer; een bestand dat langer duurt wordt apart gezet",
    )
    uitgepakt_mb: int = Setting(
        4096,
        ge=16,
        description="Zo groot mag de inhoud van een zip uitgepakt zijn, in MB; die van een "
        "Excel-bestand een kwart daarvan",
    )
