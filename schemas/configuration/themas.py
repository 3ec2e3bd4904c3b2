"""[themas]: themes of one's own, beside those that the program knows.

Which themes the program knows, and whether a theme of one's own clashes with them, is in
`assets.sources.themes`.
"""

from __future__ import annotations

from pydantic import Field as Setting

from schemas.configuration.section import Section, matching

THEME_NAME = r"[a-z][a-z0-9_]{0,39}"


class Theme(Section):
    """A theme of one's own: `bomen = { naam = "Bomen en groen", onder = "groen" }`."""

    naam: matching(r"\S(.{0,58}\S)?", "Bomen en groen, in ten hoogste 60 tekens") = Setting(
        description="Naam op de producten"
    )
    onder: str = Setting(
        "",
        description="Thema waar dit een deel van is: de meldingen van dat thema tellen deze mee. "
        "Leeg: een thema op zichzelf",
    )
    overlast: bool = Setting(
        False,
        description="Hoort het bij overlast? Zo niet, dan komt het niet in de hotspots en hun "
        "ranglijsten",
    )
    per_straat: bool | None = Setting(
        None,
        description="Mag het per straat in `intern.duckdb` staan? Leeg: zoals het thema waar het "
        "onder valt, en anders ja",
    )
