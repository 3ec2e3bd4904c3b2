"""What can be chosen on a page: themes, neighbourhoods, streets, indicators, areas. Names, with the
code that a query needs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.publication import Publication


def themes(publication: Publication) -> pd.DataFrame:
    """`thema`, `themanaam`, `telt_politie`, `telt_melddesk`, a row a theme, in their order."""
    return publication.ask(
        "select thema, themanaam, telt_politie, telt_melddesk from themas order by volgorde, thema"
    )


def neighbourhoods(publication: Publication) -> dict[str, str]:
    """Name -> buurtcode of the neighbourhoods that are there now."""
    return _by_name(
        publication,
        """
        select buurtcode as code, buurtnaam as naam, wijknaam as erbij
        from buurten
        where geldig_tot is null
        order by buurtnaam, buurtcode
        """,
    )


def streets(publication: Publication) -> dict[str, str]:
    """Name -> straat_id of every street and place with rows."""
    return _by_name(
        publication,
        """
        select straat_id as code, straatnaam as naam, woonplaats as erbij
        from straten
        where soort in ('straat', 'plaats')
        order by straatnaam, straat_id
        """,
    )


def judged_indicators(publication: Publication) -> dict[str, str]:
    """Name -> indicator_id of the indicators that have verdicts, in their order."""
    return _by_name(
        publication,
        """
        select indicator_id as code, naam, bron as erbij
        from indicatoren
        where indicator_id in (select indicator_id from oordelen)
        order by volgorde, naam, indicator_id
        """,
    )


def judged_areas(publication: Publication) -> dict[str, str]:
    """Name -> gebied_code of the areas that have verdicts, the largest first."""
    return _by_name(
        publication,
        """
        select
            gebied_code as code,
            arg_max(gebiedsnaam, maand_tot) as naam,
            arg_max(gebiedsniveau, maand_tot) as erbij
        from gebieden
        where gebied_code in (select gebied_code from oordelen)
        group by gebied_code
        order by
            list_position(['gemeente', 'wijk', 'buurt', 'aandachtsgebied'], erbij), naam, code
        """,
    )


def name_of(choices: Mapping[str, str], code: str) -> str:
    """The name by which a code is chosen."""
    return next(name for name, known in choices.items() if known == code)


def told_apart(names: pd.Series, *more: pd.Series) -> pd.Series:
    """`names`, each its own: one that is not the only one is followed by the first of `more` in
    brackets, and where that does not tell them apart, by the next."""
    told = names
    for column in more:
        told = told.mask(told.duplicated(keep=False), names + " (" + column + ")")
    return told


def _by_name(publication: Publication, sql: str) -> dict[str, str]:
    """Name -> code of the rows of a query: `code`, `naam`, and `erbij`, which tells apart what has
    one name."""
    found = publication.ask(sql)
    names = told_apart(found["naam"], found["erbij"], found["code"])
    return dict(zip(names, found["code"], strict=True))
