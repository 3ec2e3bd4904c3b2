"""The themes: those that come with the program, and those of the settings under [themas].

How rows get a theme belongs in their sources; what a theme counts is in the models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from assets.reference.files import SEEDS
from schemas.configuration import Configuration, Theme
from schemas.configuration.themas import THEME_NAME

COLUMNS = ("thema", "naam", "is_overlast", "politie", "melddesk", "volgorde", "straatniveau")
_FIRST = 100  # order of the first theme of one's own, after every theme of the program
_FIRST_INDICATOR = 200  # and of its indicator


def seed(table: str) -> pd.DataFrame:
    """A code table as text."""
    return pd.read_csv(SEEDS / f"{table}.csv", dtype="str", keep_default_na=False)


def known_themes(configuration: Configuration) -> tuple[str, ...]:
    """Every theme, those of the program first."""
    return *seed("thema_lijst")["thema"], *configuration.themas


def themes_of(column: str, configuration: Configuration) -> tuple[str, ...]:
    """The themes that a source can have. `column`: politie or melddesk."""
    listed = seed("thema_lijst")
    return *listed.loc[listed[column].eq("J"), "thema"], *configuration.themas


def listed_themes(configuration: Configuration) -> pd.DataFrame:
    """Every theme: its name for the program and for people."""
    return pd.concat([seed("thema_lijst"), own_themes(configuration)])[["thema", "naam"]]


def listed_indicators(configuration: Configuration) -> pd.DataFrame:
    """Every indicator of the code tables, and those of reports in a theme of one's own: its id,
    name and source."""
    indicators = pd.concat([seed("indicator_lijst"), indicators_of_themes(configuration)])
    return indicators[["indicator_id", "naam", "bron"]]


def indicators_of_themes(configuration: Configuration) -> pd.DataFrame:
    """A row for each theme of one's own with reports, as in the code table of indicators."""
    own = own_themes(configuration)
    rows = [
        {
            "indicator_id": f"melding_{theme.thema}",
            "naam": f"Meldingen {_within(theme.naam)}",
            "thema": "Meldingen van inwoners",
            "definitie": "Meldingen van inwoners (ook geannuleerde) in het thema "
            + _within(theme.naam),
            "bron": "melddesk",
            "registratietype": "breng",
            "richting": "omlaag" if theme.is_overlast == "J" else "geen",
            "volgorde": str(_FIRST_INDICATOR + order),
            "feiten_en_cijfers": "N",
        }
        for order, theme in enumerate(own[own["melddesk"].eq("J")].itertuples())
    ]
    return pd.DataFrame(rows, columns=list(seed("indicator_lijst").columns), dtype="str")


def above(theme: str, own: Mapping[str, Theme]) -> Iterator[str]:
    """The themes that `theme` is a part of, the nearest first; ends at a circle."""
    passed = {theme}
    while theme in own and (theme := own[theme].onder) and theme not in passed:
        passed.add(theme)
        yield theme


def own_themes(configuration: Configuration) -> pd.DataFrame:
    """A row per theme of one's own: `COLUMNS`, and `onder` (missing for a theme by itself).

    A source knows a theme if the settings give it a category or code, of its own or of a part.
    """
    own = configuration.themas
    streets = seed("thema_lijst").set_index("thema")["straatniveau"].to_dict()
    reports = _with_those_above(configuration.melddesk.categorieen.values(), own)
    police = set(configuration.politie.codes.values())
    rows = [
        {
            "thema": name,
            "naam": theme.naam,
            "is_overlast": _yes(theme.overlast),
            "politie": _yes(name in police),
            "melddesk": _yes(name in reports),
            "volgorde": str(_FIRST + order),
            "straatniveau": _yes(_by_street(name, own, streets)),
            "onder": theme.onder or None,
        }
        for order, (name, theme) in enumerate(own.items())
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, "onder"], dtype="str")


def parts_of_themes(configuration: Configuration) -> pd.DataFrame:
    """A row per theme and theme of one's own that is a part of it, at any depth: thema, deel."""
    own = configuration.themas
    rows = [(parent, name) for name in own for parent in above(name, own)]
    return pd.DataFrame(rows, columns=["thema", "deel"], dtype="str")


def theme_faults(configuration: Configuration) -> list[str]:
    """What is wrong with the themes of the settings, in sentences."""
    if not configuration.themas:
        return []
    own, listed = configuration.themas, seed("thema_lijst")
    taken = _taken_names()
    names = {_plain(row.naam): row.thema for row in listed.itertuples()}
    faults = []
    for name, theme in own.items():
        place = f"[themas] «{name}»"
        if not re.fullmatch(THEME_NAME, name):
            faults.append(
                f"{place}: een thema heet met kleine letters, cijfers en _, zoals bomen_groen"
            )
        elif name in taken:
            faults.append(f"{place} is al {taken[name]}; kies een andere naam")
        other = names.setdefault(_plain(theme.naam), name)
        if other != name:
            faults.append(
                f"{place} heet op de producten net als «{other}» ({theme.naam}); kies een andere "
                "naam"
            )
        if theme.onder and theme.onder not in (*listed["thema"], *own):
            faults.append(
                f"{place} valt onder het onbekende thema «{theme.onder}»; kies uit: "
                + ", ".join((*listed["thema"], *own))
            )
        top = [name, *above(name, own)][-1]
        if top in own and own[top].onder:
            faults.append(f"{place} valt onder zichzelf; noem bij onder een ander thema, of niets")
    return faults or _public_parts(configuration)


def _public_parts(configuration: Configuration) -> list[str]:
    """A public part beside a public whole would give away the difference of the two."""
    own, public = configuration.themas, configuration.openbaar
    listed = set(seed("indicator_lijst")["indicator_id"])
    faults = []
    for name in own:
        if f"melding_{name}" not in public.ook_openbaar:
            continue
        for parent in above(name, own):
            whole = f"melding_{parent}"
            shown = whole in public.ook_openbaar if parent in own else whole in listed
            if shown and whole not in public.niet_openbaar:
                faults.append(
                    f"[openbaar] melding_{name} en {whole} zijn samen openbaar: hun verschil "
                    f"verraadt dan kleine aantallen. Zet {whole} bij niet_openbaar, of haal "
                    f"melding_{name} weg bij ook_openbaar"
                )
    return faults


def _taken_names() -> dict[str, str]:
    """Name -> what it is already; a row may count under any of these, so none may be a theme."""
    indicators = seed("indicator_lijst")["indicator_id"]
    return dict.fromkeys(indicators, "een indicator") | dict.fromkeys(
        seed("thema_lijst")["thema"], "een thema van het programma"
    )


def _with_those_above(themes: object, own: Mapping[str, Theme]) -> set[str]:
    return {each for theme in themes for each in (theme, *above(theme, own))}


def _by_street(name: str, own: Mapping[str, Theme], listed: Mapping[str, str]) -> bool:
    for each in (name, *above(name, own)):
        if each in own and own[each].per_straat is not None:
            return bool(own[each].per_straat)
        if each in listed:
            return listed[each] == "J"
    return True


def _yes(value: bool) -> str:
    return "J" if value else "N"


def _within(name: str) -> str:
    """A name within a sentence: without its capital, unless that is of an abbreviation."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
