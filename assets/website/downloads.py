"""Which files of the open data the site offers for download.

The site has its own copy of each, so that it can be hosted alone. The content of the files is the
work of `assets.disclosure`.
"""

from __future__ import annotations

from pathlib import Path

from assets.disclosure.publish import explanation, public_files
from assets.disclosure.publish.edition import Edition
from assets.website.pages import EVERYTHING

# Link texts of the files that do not belong to a theme, in display order.
_TITLES = {
    "LEESMIJ.txt": "Lees dit eerst",
    "LICENTIE.txt": "Wat u ermee mag",
    "indicatoren.csv": "Wat elke indicator telt",
    "gebieden.csv": "Namen van gemeente, wijken en buurten",
    "wijzigingen.csv": "Wat nieuw of anders is in deze uitgave",
    "herzieningen.csv": "Wat er in alle uitgaven is veranderd",
    "uitgaven.csv": "Alle uitgaven",
    "csv-metadata.json": "Wat de kolommen betekenen, voor programma’s (CSV on the Web)",
    "datapackage.json": "Hetzelfde als Data Package, voor programma’s",
    "catalogus.ttl": "Beschrijving voor data.overheid.nl (DCAT-AP-NL, Turtle)",
    "catalogus.jsonld": "Beschrijving voor data.overheid.nl (DCAT-AP-NL, JSON-LD)",
    "uitgave.json": "Welke uitgave dit is, met controlegetallen",
    "onthullingscontrole.json": "Hoeveel geheim is, en dat daarvan niets is terug te rekenen",
}


def downloads_of(edition: Edition, folder: Path) -> dict[str, Path]:
    """Name -> file in `folder`, the folder of the open data.

    A name is a theme, `alles` for the file with all figures, or else the link text of the file.
    """
    figure_files = {
        theme: public_files.theme_file(theme) for theme in sorted(set(edition.figures["thema"]))
    }
    figure_files[EVERYTHING] = public_files.PARQUET
    others = [name for name in explanation.files_in(folder) if name not in figure_files.values()]
    titled = {_TITLES.get(name, name): name for name in sorted(others, key=_order)}
    return {name: folder / file for name, file in (figure_files | titled).items()}


def _order(file: str) -> tuple[int, str]:
    names = list(_TITLES)
    return (names.index(file) if file in names else len(names), file)
