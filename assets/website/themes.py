"""Which indicators share a page of the site, under which name: themes in the words of residents.

The seed `site/themas.csv` says so for every municipality, `<gemeentecode>/site_themas.csv` for one:
`pagina` and `naam` of the page, and in `geldt_voor` an indicator, a source or a theme of the
programme. The layout of a page does not belong here.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS
from assets.website.indicator import Indicator
from schemas import dutch

_COLUMNS = ("pagina", "naam", "geldt_voor")


@dataclass
class Page:
    """A page about one theme, with its indicators in display order."""

    slug: str
    title: str
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its path from the root of the site."""
        return f"thema/{self.slug}.html"

    @property
    def map_path(self) -> str:
        """The path of its map, from the root of the site."""
        return f"kaart/{self.slug}.html"

    @property
    def subtitle(self) -> str:
        """The themes of the programme that its indicators belong to: `Brandveiligheid`. Reports and
        open data of the police are not of the programme."""
        own = [each for each in self.indicators if not each.is_reported and not each.is_open_data]
        names = dict.fromkeys(indicator.theme for indicator in own)
        return dutch.enumerated([name for name in names if name != self.title])


@dataclass(frozen=True)
class Themes:
    """`titles`: slug -> name of each page, in display order; `pages`: what `geldt_voor` can be ->
    slug."""

    titles: Mapping[str, str]
    pages: Mapping[str, str]

    def page_of(self, indicator: Indicator) -> str:
        """The slug of its page: by the indicator itself, its source, its theme, or a page of its
        theme alone."""
        for key in (indicator.id, indicator.source, indicator.theme):
            if key in self.pages:
                return self.pages[key]
        return slug_of(indicator.theme)


def load_themes(municipality: str, folder: Path = SEEDS) -> Themes:
    """The themes of a municipality: its own rows go before those of every municipality.

    Raises `AnalystError` naming the file, the row and the column.
    """
    titles: dict[str, str] = {}
    pages: dict[str, str] = {}
    own = folder / municipality / "site_themas.csv"
    for path in (folder / "site" / "themas.csv", own):
        if path.is_file() and (path.parent.name != municipality or municipality.isalnum()):
            rows = _rows(path)
            titles |= {slug: name for slug, name, _ in rows}
            pages |= {key: slug for slug, _, key in rows}
    return Themes(titles, pages)


def _rows(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        for column in _COLUMNS:
            if column not in (reader.fieldnames or ()):
                raise AnalystError(f"In {path.name} ontbreekt de kolom {column}.")
        rows = []
        for number, row in enumerate(reader, start=2):
            values = tuple((row[column] or "").strip() for column in _COLUMNS)
            for column, value in zip(_COLUMNS, values, strict=True):
                if not value or (column == "pagina" and slug_of(value) != value):
                    raise AnalystError(
                        f"{path.name}, rij {number}: kolom {column} is leeg of niet bruikbaar. "
                        "Schrijf een pagina in kleine letters, met streepjes: veilig-voelen."
                    )
            rows.append(values)
    return rows


def theme_pages(indicators: Iterable[Indicator], themes: Themes) -> list[Page]:
    """A page for each theme that has an indicator: those of the seed in its order, then the others.

    The first seven or so are what residents ask about, so they stay in one order everywhere.
    """
    pages = {slug: Page(slug, title) for slug, title in themes.titles.items()}
    for indicator in indicators:
        page = pages.setdefault(indicator.page, Page(indicator.page, indicator.theme))
        page.indicators.append(indicator)
    return [page for page in pages.values() if page.indicators]


def slug_of(name: str) -> str:
    """A name as part of an address: `Zorg en veiligheid` -> `zorg-en-veiligheid`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if not slug:
        raise AnalystError(
            "Tabel openbare_indicatoren: kolom thema heeft een naam zonder letters of cijfers. "
            "Geef het thema een naam die in een adres kan staan."
        )
    return slug
