"""Which files of the open data the site offers, so that it has its own copy and stands alone.

What stands in them is the work of `assets.disclosure`.
"""

from __future__ import annotations

from pathlib import Path

from assets.disclosure.publish import explanation, public_files
from assets.disclosure.publish.edition import Edition
from assets.website.site import EVERYTHING

# What a visitor is told of a file that is not of a theme.
_TOLD = {
    "LEESMIJ.txt": "Lees dit eerst",
    "LICENTIE.txt": "Wat u ermee mag",
    "indicatoren.csv": "Wat elke indicator telt",
    "gebieden.csv": "Namen van gemeente, wijken en buurten",
    "wijzigingen.csv": "Wat nieuw of anders is in deze uitgave",
    "herzieningen.csv": "Wat er in alle uitgaven is veranderd",
    "uitgaven.csv": "Alle uitgaven",
    "csv-metadata.json": "Wat de kolommen betekenen, voor programma’s (CSV on the Web)",
    "catalogus.ttl": "Beschrijving voor data.overheid.nl (DCAT-AP-NL, Turtle)",
    "catalogus.jsonld": "Beschrijving voor data.overheid.nl (DCAT-AP-NL, JSON-LD)",
    "uitgave.json": "Welke uitgave dit is, met controlegetallen",
    "onthullingscontrole.json": "Hoeveel geheim is, en dat daarvan niets is terug te rekenen",
}


def downloads_of(edition: Edition, folder: Path) -> dict[str, Path]:
    """theme -> its file in `folder`, where the open data stand; `alles`; and, by what is told of
    them, all other files of the edition."""
    themes = {
        theme: public_files.theme_file(theme) for theme in sorted(set(edition.figures["thema"]))
    }
    files = {**themes, EVERYTHING: public_files.PARQUET}
    others = [name for name in explanation.files_in(folder) if name not in files.values()]
    told = {_TOLD.get(name, name): name for name in sorted(others, key=_place)}
    return {name: folder / file for name, file in (files | told).items()}


def _place(file: str) -> tuple[int, str]:
    names = list(_TOLD)
    return (names.index(file) if file in names else len(names), file)
