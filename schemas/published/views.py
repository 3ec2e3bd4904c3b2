"""The views of intern.duckdb for programs that draw charts: facts with names, dates and one grain.

A view holds nothing of its own: its SELECT stands in `dbt_like_sql/views`. Tables have a
module each.
"""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Maker, Table

_PERIOD = (shared.PERIODE, shared.EERSTE_DAG, shared.LAATSTE_DAG)
_COUNTS = (
    shared.POLITIE_REGISTRATIES,
    shared.MELDDESK_MELDINGEN,
    shared.POLITIE_STATUS,
    shared.MELDDESK_STATUS,
)
_STREET = Table(
    "feit_straat_maand",
    "Een rij per straat, maand en thema, met datums en namen, om op te tellen; politie en MeldDesk "
    "nooit bij elkaar",
    grain=("straat_id", "thema", "periode"),
    columns=(
        shared.STRAAT_ID.means("Sleutel van `straten`"),
        shared.STRAATNAAM,
        Column("straatsoort", TEXT, "straat, plaats of geen straat"),
        shared.GEBIED_SLEUTEL.means("Sleutel van `gebieden`: de buurt zoals de code nu geldt"),
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
        Column("wijknaam", TEXT, "Naam van de wijk; leeg: niet te plaatsen", nullable=True),
        shared.THEMA,
        shared.THEMANAAM,
        *_PERIOD,
        *_COUNTS,
    ),
    maker=Maker.VIEW,
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


_MIXED = _figures(
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
    _MIXED,
    *(
        _figures(f"feit_indicator_{level}{kind}", f"Een rij per indicator en {kind}, {of_what}")
        for level, of_what in _LEVELS.items()
        for kind in ("maand", "kwartaal", "jaar")
    ),
)
