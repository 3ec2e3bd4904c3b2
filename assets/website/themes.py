"""Which themes share a page of the site. The layout of a page does not belong here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.basis.errors import AnalystError
from assets.website.indicator import Indicator
from schemas.public import PAGES


@dataclass
class Page:
    """A page about one or more related themes, with its indicators in display order."""

    slug: str
    title: str
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its path from the root of the site."""
        return f"thema/{self.slug}.html"


def theme_pages(indicators: Iterable[Indicator]) -> list[Page]:
    """All pages of `schemas.public.PAGES`, even without figures, then one per other theme.

    Raises `AnalystError` if the name of a page has no character that an address can contain.
    """
    pages = {slug: Page(slug, title) for slug, (title, _) in PAGES.items()}
    for indicator in indicators:
        slug = slug_of(indicator.page)
        pages.setdefault(slug, Page(slug, indicator.theme)).indicators.append(indicator)
    return list(pages.values())


def slug_of(name: str) -> str:
    """A name as part of an address: `Zorg en veiligheid` -> `zorg-en-veiligheid`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if not slug:
        raise AnalystError(
            "Tabel openbare_indicatoren: kolom pagina heeft een naam zonder letters of cijfers. "
            "Geef het thema een naam die in een adres kan staan."
        )
    return slug
