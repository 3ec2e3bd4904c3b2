"""[gemeente]: the municipality that the figures are about."""

from __future__ import annotations

from pydantic import Field as Setting

from schemas.configuration.section import Section, matching


class Municipality(Section):
    """The section [gemeente]."""

    code: matching(r"GM\d{4}", "GM0935") = Setting("GM0935", description="CBS-code van de gemeente")
    naam: str = Setting("Maastricht", description="Naam op de producten")
    eerste_maand: matching(r"\d{4}-(0[1-9]|1[0-2])", "2018-01") = Setting(
        "2018-01", description="Eerste maand die het Dagster-scherm toont"
    )
