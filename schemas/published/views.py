"""The views of intern.duckdb for programs that draw charts: facts with names, dates and one grain.

A view holds nothing of its own: its SELECT stands in `dbt_like_sql/views`. Tables have a
module each.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.published import shared, week
from schemas.published.contract import TEXT, Column, Maker, Table

_STREET_KEY = shared.STRAAT_ID.means("Sleutel van `straten`")
_STREET_KIND = Column("straatsoort", TEXT, "straat, plaats of geen straat")
_AREA_NOW = shared.GEBIED_SLEUTEL.means("Sleutel van `gebieden`: de buurt zoals de code nu geldt")
_DISTRICT = Column("wijknaam", TEXT, "Naam van de wijk; leeg: niet te plaatsen", nullable=True)
_DAY = Column("weekdag_op_volgorde", TEXT, "Voor een as: 1 maandag tot en met 8 onbekend")
_PART = Column("dagdeel_op_volgorde", TEXT, "Voor een as: 1 nacht tot en met 5 onbekend")
_PERIOD = (shared.PERIODE, shared.EERSTE_DAG, shared.LAATSTE_DAG)
_COUNTS = (
    shared.POLITIE_REGISTRATIES,
    shared.MELDDESK_MELDINGEN,
    shared.POLITIE_STATUS,
    shared.MELDDESK_STATUS,
)


def _without_counts(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column not in _COUNTS)


_STREET = Table(
    "feit_straat_maand",
    "Een rij per straat, maand en thema, met datums en namen, om op te tellen; politie en MeldDesk "
    "nooit bij elkaar",
    grain=("straat_id", "thema", "periode"),
    columns=(
        _STREET_KEY,
        shared.STRAATNAAM,
        _STREET_KIND,
        _AREA_NOW,
        shared.BUURTCODE_VAN_STRAAT,
        shared.BUURTNAAM_VAN_STRAAT,
        shared.THEMA,
        shared.THEMANAAM,
        *_PERIOD,
        *_COUNTS,
    ),
    maker=Maker.VIEW,
)
_NEIGHBOURHOOD = Table(
    "feit_buurt_maand",
    "Een rij per buurt, maand en thema, met datums en namen, om op te tellen; politie en MeldDesk "
    "nooit bij elkaar",
    grain=("gebied_sleutel", "thema", "periode"),
    columns=(
        shared.GEBIED_SLEUTEL,
        shared.BUURTCODE_OF_ONBEKEND,
        shared.BUURTNAAM_OF_ONBEKEND,
        shared.WIJKCODE_VAN_RIJ,
        _DISTRICT,
        shared.THEMA,
        shared.THEMANAAM,
        *_PERIOD,
        *_COUNTS,
    ),
    maker=Maker.VIEW,
)
_WEEK = (
    week.WEEKDAG,
    _DAY,
    week.DAGDEEL,
    _PART,
    week.POLITIE_WEEK_12M,
    week.MELDDESK_WEEK_12M,
    week.MELDDESK_VOORVAL,
    week.MELDDESK_MOMENTBRON,
)
_STREET_WEEK = replace(
    _STREET,
    name="feit_moment",
    description="Een rij per straat, thema, weekdag en dagdeel waarin iets gebeurde, over de "
    "twaalf maanden van de periode; politie en MeldDesk nooit bij elkaar",
    grain=("straat_id", "thema", "weekdag", "dagdeel"),
    columns=(*_without_counts(_STREET), *_WEEK),
)
_NEIGHBOURHOOD_WEEK = replace(
    _NEIGHBOURHOOD,
    name="feit_buurt_moment",
    description="Een rij per buurt, thema, weekdag en dagdeel waarin iets gebeurde, over de "
    "twaalf maanden van de periode; politie en MeldDesk nooit bij elkaar",
    grain=("gebied_sleutel", "thema", "weekdag", "dagdeel"),
    columns=(*_without_counts(_NEIGHBOURHOOD), *_WEEK),
)
_LEVEL = Column(
    "gebiedsniveau", TEXT, "gemeente, wijk, buurt, onbekend, land of niet in de referentie"
)


def _figures(name: str, description: str, is_mixed: bool = False) -> Table:
    """`is_mixed`: its rows are of several levels of area and kinds of period."""
    return Table(
        name,
        description,
        grain=("indicator_id", "gebied_sleutel", "periode"),
        columns=(
            shared.INDICATOR_ID,
            shared.INDICATOR,
            shared.INDICATOR_THEMA,
            shared.INDICATOR_BRON,
            shared.OPENBARE_EENHEID,
            shared.GEBIED_SLEUTEL,
            shared.GEBIED_CODE,
            shared.GEBIEDSNAAM,
            *((_LEVEL, shared.PERIODE_SOORT) if is_mixed else ()),
            *_PERIOD,
            shared.WAARDE,
            shared.STATUS,
            shared.DEFINITIE_VERSIE,
        ),
        maker=Maker.VIEW,
    )


INDICATORS_WITH_NAMES = _figures(
    "indicatorwaarden_met_namen",
    "Alle rijen van `indicatorwaarden`, met datums en namen. Niveaus en soorten perioden staan "
    "door elkaar: tel hier niets op",
    is_mixed=True,
)
_LEVELS = {
    "": "voor de gemeente als geheel",
    "wijk_": "per wijk",
    "buurt_": "per buurt; `onbekend` is wat in geen buurt te plaatsen is, zodat aantallen samen "
    "die van de gemeente zijn",
}
VIEWS = (
    _STREET,
    _NEIGHBOURHOOD,
    _STREET_WEEK,
    _NEIGHBOURHOOD_WEEK,
    INDICATORS_WITH_NAMES,
    *(
        _figures(f"feit_indicator_{level}{kind}", f"Een rij per indicator en {kind}, {of_what}")
        for level, of_what in _LEVELS.items()
        for kind in ("maand", "kwartaal", "jaar")
    ),
)
