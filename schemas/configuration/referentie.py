"""[referentie]: the files with areas, streets, addresses and inhabitants.

Reading those files is the work of `assets.reference`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, field_validator
from pydantic import Field as Setting

from schemas.configuration.section import Section


class ReferenceFile(Section):
    """A reference file, and the month from which it is valid if the file itself does not say."""

    bestand: Path
    geldig_van: date | None = None

    @field_validator("geldig_van")
    @classmethod
    def _starts_a_month(cls, value: date | None) -> date | None:
        if value is not None and value.day != 1:
            raise ValueError("geldig_van moet de eerste dag van een maand zijn, zoals 2019-01-01")
        return value


def _as_files(value: object) -> object:
    """Normalise a path, a list of paths, or tables with `bestand` and `geldig_van` to tables."""
    files = value if isinstance(value, list | tuple) else [value]
    return tuple({"bestand": file} if isinstance(file, str | Path) else file for file in files)


Files = Annotated[tuple[ReferenceFile, ...], BeforeValidator(_as_files)]


class Reference(Section):
    """The section [referentie].

    Paths are relative to the settings file. A setting takes one file, or a list of files of
    different years.

    Without these settings Maastricht uses the tables shipped with the program; another municipality
    takes its streets from the deliveries, which marks them as unverified.
    """

    buurten: Files = Setting(
        (),
        description="Buurten, per jaar een bestand: wijk- en buurtkaart of kerncijfers van het "
        "CBS (GeoPackage, GeoJSON, CSV of Excel) met BU_CODE/buurtcode; met omtrek (in CSV als "
        "WKT) wordt een coördinaat in zijn buurt geplaatst",
    )
    wijken: Files = Setting((), description="Namen van de wijken (WK_CODE, WK_NAAM), per jaar")
    inwoners: Files = Setting(
        (),
        description="CSV buurtcode, jaar, inwoners, of de kerncijfers van het CBS "
        "(zoals kwb2025.xlsx)",
    )
    bag: Files = Setting(
        (),
        description="BAG-extract van het Kadaster: de zip zoals geleverd, een map of een XML. "
        "Geeft straten met hun geschiedenis, en adressen",
    )
    woonplaatsen: tuple[str, ...] = Setting(
        (),
        description="Woonplaatsen van de gemeente, als het BAG-extract van meer gemeenten is en "
        "er geen bestand GEM-WPL-RELATIE bij zit",
    )
    pc6hnr: Files = Setting(
        (),
        description="Postcode en huisnummer per buurt van het CBS (pc6hnr): per jaar een zip "
        "of CSV",
    )
    straten: Files = Setting(
        (),
        description="CSV straatnaam, woonplaats[, straat_id, verkorte_naam, geldig_van, "
        "geldig_tot]; naast een BAG-extract alleen voor namen die daar niet in staan",
    )
    straat_buurten: Files = Setting((), description="CSV straatnaam, woonplaats, buurtcode")
    postcodes: Files = Setting(
        (),
        description="CSV postcode, buurtcode[, x, y]; geldt waar pc6hnr de postcode niet kent. Met "
        "x en y (RD, in meters) vindt een punt zonder omtrekken zijn buurt",
    )
    adressen: Files = Setting(
        (), description="CSV straatnaam, huisnummer, buurtcode[, woonplaats, straat_id, x, y]"
    )
    politie_buurten: Files = Setting(
        (),
        description="Omtrekken van de oude buurten van de politie (naam, omtrek): een oude naam "
        "wordt vertaald waar de oude buurt voor 95 % in één CBS-buurt ligt",
    )
    jaar: int | None = Setting(
        None,
        description="Jaar van de buurtindeling en van haar inwoners, als het bestand het niet zegt",
    )
    aliassen: Files = Setting(
        (),
        description="CSV geschreven, straatnaam[, besluit, gemeente, geldig_van, geldig_tot, "
        "besloten_op]: namen die een straat van de lijst betekenen (hernoemd, plaatselijke naam); "
        "uw besluiten, geldig vanaf de volgende run, naast die van linking review",
    )
    streektaal: Files = Setting(
        (),
        description="CSV geschreven, gelezen: woorden, beginstukken (`tsjerke-`) en uitgangen "
        "(`-straot`) van straatnamen in de streektaal; gaat samen met de tabel die met het "
        "programma meekomt",
    )
    plaatsen: Files = Setting(
        (),
        description="CSV naam, soort en eventueel buurtcode: plaatsen die geen straat zijn "
        "(station, park, buurt, woonplaats); een plaats met een buurtcode telt in die buurt; gaat "
        "samen met de tabel die met het programma meekomt",
    )

    def files(self) -> dict[str, tuple[ReferenceFile, ...]]:
        """Setting -> its files."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name not in {"jaar", "woonplaatsen"}
        }
