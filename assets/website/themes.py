"""Which page of the site tells of which theme. What a page looks like does not belong here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.basis.errors import AnalystError
from assets.website.described import Indicator
from schemas.public import PAGES


@dataclass
class Page:
    """A page of one theme or a few that belong together, with its indicators in order."""

    slug: str
    title: str
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where it stands, from the root of the site."""
        return f"thema/{self.slug}.html"


def pages_of(indicators: Iterable[Indicator]) -> list[Page]:
    """The pages of `schemas.public.PAGES`, always, then one for each other theme.

    Raises `AnalystError` where nothing of the name of a page can stand in an address.
    """
    pages = {slug: Page(slug, title) for slug, (title, _) in PAGES.items()}
    for one in indicators:
        slug = slug_of(one.page)
        pages.setdefault(slug, Page(slug, one.theme)).indicators.append(one)
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
