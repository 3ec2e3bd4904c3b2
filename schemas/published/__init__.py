"""The published tables: the list of them, where each is published, and its contract.

The module of a table describes its columns; the code that fills it is in `dbt_like_sql/marts`,
`assets.indicators` or `assets.disclosure`.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.published import (
    aanpak_effect,
    acties,
    actieversies,
    afkeuringen,
    apart_gezet,
    buurtbeeld,
    buurten,
    buurtkaart,
    buurtmomenten,
    concentratie,
    controlelijst,
    driehoek_aandachtsgebieden,
    driehoek_buurten,
    driehoek_datakwaliteit,
    driehoek_hotspots,
    driehoek_hotspotscore,
    driehoek_kerncijfers,
    driehoek_registers,
    driehoek_signalen,
    driehoek_verloop,
    driehoek_zeldzaam,
    duidingen,
    evenementen,
    feiten_en_cijfers,
    gebieden,
    herzieningen,
    indicatoren,
    indicatorwaarden,
    kalender,
    leveringen,
    leveringscontroles,
    meldingen,
    oordelen,
    openbare_cijfers,
    openbare_feiten_en_cijfers,
    openbare_gebieden,
    openbare_herzieningen,
    openbare_indicatoren,
    openbare_oordelen,
    openbare_uitgaven,
    publicatie,
    raad_doelen,
    raad_herzieningen,
    raad_indicatoren,
    raad_prestaties,
    raad_veiligheidsmonitor,
    registraties,
    straatbeeld,
    straatmomenten,
    straatpatronen,
    straten,
    themas,
    veldfouten,
)
from schemas.published.contract import Maker, Table
from schemas.published.views import VIEWS as _VIEWS

# In the order of the data dictionary and the publication.
TABLES = {
    module.TABLE.name: module.TABLE
    for module in (
        kalender,
        themas,
        leveringen,
        leveringscontroles,
        afkeuringen,
        veldfouten,
        apart_gezet,
        registraties,
        meldingen,
        controlelijst,
        straten,
        buurten,
        buurtkaart,
        gebieden,
        straatbeeld,
        buurtbeeld,
        straatmomenten,
        buurtmomenten,
        straatpatronen,
        indicatoren,
        indicatorwaarden,
        feiten_en_cijfers,
        herzieningen,
        driehoek_registers,
        raad_veiligheidsmonitor,
        raad_herzieningen,
        oordelen,
        driehoek_kerncijfers,
        driehoek_signalen,
        driehoek_zeldzaam,
        driehoek_aandachtsgebieden,
        driehoek_hotspots,
        driehoek_hotspotscore,
        aanpak_effect,
        concentratie,
        driehoek_verloop,
        driehoek_buurten,
        raad_doelen,
        raad_indicatoren,
        raad_prestaties,
        duidingen,
        acties,
        actieversies,
        evenementen,
        driehoek_datakwaliteit,
        openbare_cijfers,
        openbare_indicatoren,
        openbare_gebieden,
        openbare_herzieningen,
        openbare_uitgaven,
        openbare_oordelen,
        openbare_feiten_en_cijfers,
        publicatie,
    )
} | {view.name: view for view in _VIEWS}
# The views of intern.duckdb.
VIEWS = tuple(name for name, entry in TABLES.items() if entry.maker is Maker.VIEW)
# The tables of intern.duckdb.
INTERN = tuple(
    name for name, entry in TABLES.items() if entry.maker not in (Maker.DISCLOSURE, Maker.VIEW)
)
# Made in Python, by `assets.indicators`, from tables of the SQL models.
DERIVED = tuple(name for name, entry in TABLES.items() if entry.maker is Maker.INDICATORS)
# The tables of an edition of the public figures, made by `assets.disclosure`.
EDITION = tuple(name for name, entry in TABLES.items() if entry.maker is Maker.DISCLOSURE)
# The public tables, after disclosure control: name in openbaar.duckdb -> table. None is by street.
OPENBAAR = {entry.public_name: name for name, entry in TABLES.items() if entry.public_name}


def table(name: str) -> Table:
    """The description of a published table. Raises KeyError for another name."""
    return TABLES[name]


def product(name: str) -> pa.DataFrameSchema:
    """The contract of a published table: columns in order, types, what may be empty, its grain."""
    described = TABLES[name]
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                column.kind.pandas,
                nullable=column.nullable,
                description=column.meaning,
                metadata={"eenheid": column.unit},
            )
            for column in described.columns
        },
        name=name,
        description=described.description,
        unique=list(described.grain),
        strict=True,
        ordered=True,
    )
