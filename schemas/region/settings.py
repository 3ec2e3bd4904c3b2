"""Contract of REGIO.toml: the region, and the municipalities with their homes.

The settings of a municipality itself are in `schemas.configuration`; reading the file is the work
of `pipelines.region.settings`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field as Setting
from pydantic import field_validator, model_validator

from schemas.configuration.section import Section, matching

CODE = r"GM\d{4}"


class Region(Section):
    """The section [regio]. Paths are relative to the file."""

    naam: matching(r"\S(.{0,58}\S)?", "Zuid-Limburg, in ten hoogste 60 tekens") = Setting(
        description="Naam van de regio op de bladen"
    )
    map: Path = Setting(
        Path("regio"),
        description="Map van de regio zelf: de inbox voor leveringen van allen samen, hun archief, "
        "regio.duckdb en de bladen",
    )
    inbox: Path | None = Setting(
        None, description="Map met leveringen voor allen samen. Leeg: `inbox/` in `map`"
    )
    leveringen: Path | None = Setting(
        None,
        description="Instellingenbestand waarmee leveringen voor allen samen worden gelezen (eigen "
        "koppen, datums). Leeg: de standaard",
    )
    inwoners: Path | None = Setting(
        None,
        description="CSV gemeentecode, jaar, inwoners (CBS). Gaat voor op wat een gemeente zelf "
        "van haar buurten weet",
    )
    open_data: Literal["leden", "nederland"] = Setting(
        "leden",
        description="nederland: vergelijk met elke gemeente van het land, uit de open data van de "
        "politie in de inbox van de regio; ook zonder een enkele gemeente in dit bestand",
    )
    workers: int = Setting(
        0, ge=0, description="Zoveel gemeenten tegelijk op deze computer. 0: zoveel als processors"
    )
    gelijke_gemeenten: int = Setting(
        5,
        ge=1,
        le=20,
        description="Zoveel gemeenten met het dichtstbijzijnde aantal inwoners staan naast een "
        "gemeente",
    )


class Member(Section):
    """A municipality of the region: `[gemeenten.GM0935]`. Paths are relative to the file."""

    instellingen: Path = Setting(description="Het instellingenbestand van de gemeente")
    home: Path = Setting(description="De gegevensmap van de gemeente, met haar eigen sleutel")
    inbox: Path | None = Setting(
        None, description="Haar eigen inbox. Leeg: zoals haar instellingen zeggen"
    )
    vergelijk_met: tuple[matching(CODE, "GM0935"), ...] = Setting(
        (), description="Gemeenten die op haar blad naast haar staan, naar keuze"
    )


class RegionFile(Section):
    """The whole file."""

    regio: Region
    gemeenten: dict[str, Member] = Setting(default_factory=dict)

    @field_validator("gemeenten")
    @classmethod
    def _codes_and_own_homes(cls, value: dict[str, Member]) -> dict[str, Member]:
        homes: dict[Path, str] = {}
        for code, member in value.items():
            if not code.startswith("GM") or len(code) != 6 or not code[2:].isdecimal():
                raise ValueError(f"«{code}» is geen gemeentecode; schrijf [gemeenten.GM0935]")
            other = homes.setdefault(member.home, code)
            if other != code:
                raise ValueError(
                    f"{other} en {code} hebben dezelfde gegevensmap; elke gemeente heeft haar eigen"
                )
        return value

    @model_validator(mode="after")
    def _somebody_is_in_it(self) -> RegionFile:
        if not self.gemeenten and self.regio.open_data != "nederland":
            raise ValueError(
                "er is geen gemeente: zet er [gemeenten.GM0935] bij, of onder [regio] open_data = "
                '"nederland"'
            )
        return self
