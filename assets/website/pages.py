"""All pages of the site: which there are, and what each template receives.

What a theme, an area or a revision shows is prepared in the modules of that name; the markup is in
`templates/`. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.explanation import periods_in
from assets.indicators.breaks import load_breaks
from assets.website import (
    area_pages,
    areas,
    figures,
    periods,
    rendering,
    search,
    themes,
    verdict_sentences,
)
from assets.website.indicator import Indicator, indicators_of
from assets.website.indicator_view import IndicatorView, by_period, view
from assets.website.news import news_of
from assets.website.revisions import Revision, of_value, revisions_of, status_words
from assets.website.surroundings import Surroundings
from schemas.public import MARKS, NIL

EVERYTHING = "alles"  # names the file with all figures among the downloads
_REVISED = "herzien: in een eerdere levering was het anders, ook al voor de eerste uitgave"
# The marks on the pages. A count of nothing is 0 there; `-` is a mark of the files alone.
_MARKS = {
    **{mark: words for mark, words in MARKS.items() if mark != NIL},
    figures.REVISED: _REVISED,
}
# How many revisions a page lists; the download has all.
_REVISIONS_SHOWN, _REVISIONS_OF_AREA = 500, 60

Figures = Mapping[str, areas.Kinds]  # by area


def all_pages(
    edition: Edition, files: Mapping[str, str], contact: str, surroundings: Surroundings
) -> dict[str, bytes]:
    """Path from the root of the site -> content of the page.

    `files` maps the name of a download to its address; `contact` is an address or empty.
    """
    names = themes.load_themes(edition.municipality_code)
    indicators = indicators_of(edition.indicators, load_breaks(), names.page_of)
    units = {indicator.id: indicator.unit for indicator in indicators.values()}
    known = figures.by_area(edition.figures, units)
    revisions = revisions_of(edition.revisions, indicators)
    pages = themes.theme_pages(indicators.values(), names)
    places = areas.areas_of(edition.areas)
    city = area_pages.city_of(edition, places, known, pages, surroundings)
    maps = {page.slug: shown for page in pages if (shown := area_pages.map_content(city, page))}
    index = search.index_of(surroundings.lookup, places)
    views = _views(edition, pages, known, revisions)
    shared = {
        **_about_edition(edition, revisions),
        **_about_places(edition, places, known, indicators),
        "pages": pages,
        "files": files,
        "everything": files.get(EVERYTHING, ""),
        "figure_files": {EVERYTHING, *edition.figures["thema"]},
        "marks": _MARKS,
        "contact": contact,
        "maps": maps,
        "index": index,
    }
    return {
        **_fixed_pages(edition, city, views, revisions, shared),
        **_theme_pages(pages, views, shared),
        **_map_pages(city, shared),
        **_area_pages(city, revisions, shared),
        **search.pages(index, _frame_of(edition, contact)),
    }


@dataclass(frozen=True)
class _Head:
    """What the frame of a page says of an edition: no figures."""

    number: str
    published: date
    known_until: date
    municipality: str


def _frame_of(edition: Edition, contact: str) -> dict[str, Any]:
    """What the pages without figures receive."""
    head = _Head(edition.number, edition.published, edition.known_until, edition.municipality)
    return {"edition": head, "quarter": periods.words(edition.quarter), "contact": contact}


def _about_edition(edition: Edition, revisions: Sequence[Revision]) -> dict[str, Any]:
    return {
        "edition": edition,
        "quarter": periods.words(edition.quarter),
        "newest": next(iter(edition.editions.to_dict("records")), None),
        "status_of": Counter(each.edition for each in revisions if each.is_of_status),
    }


def _about_places(
    edition: Edition,
    places: Mapping[str, areas.Area],
    known: Figures,
    indicators: Mapping[str, Indicator],
) -> dict[str, Any]:
    levels = edition.areas.set_index("gebied_code")["gebiedsniveau"].to_dict()
    kinds = areas.kinds_by_level(levels, known)
    return {
        "places": places,
        "districts": [place for place in places.values() if place.level == areas.DISTRICT],
        "loose": _loose(places),
        "limits": {
            level: areas.limits(level, kinds, indicators.values())
            for level in (areas.DISTRICT, areas.NEIGHBOURHOOD)
        },
    }


def _loose(places: Mapping[str, areas.Area]) -> list[areas.Area]:
    """The neighbourhoods outside any known district, and the figures without a place."""
    return [
        place
        for place in places.values()
        if place.level == areas.NOWHERE
        or (place.level == areas.NEIGHBOURHOOD and place.parent not in places)
    ]


def _views(
    edition: Edition,
    pages: Sequence[themes.Page],
    known: Figures,
    revisions: Sequence[Revision],
) -> dict[str, list[IndicatorView]]:
    """Slug of a theme page -> its indicators, with the figures of the municipality."""
    code = edition.municipality_code
    own = known.get(code, {})
    changed: dict[str, list[Revision]] = {}
    for revision in revisions:
        if revision.area == code:
            changed.setdefault(revision.indicator.id, []).append(revision)
    return {
        page.slug: [
            view(
                indicator,
                own.get(indicator.id, {}),
                edition.municipality,
                edition.quarter,
                changed.get(indicator.id, []),
            )
            for indicator in page.indicators
        ]
        for page in pages
    }


def _fixed_pages(
    edition: Edition,
    city: area_pages.City,
    views: Mapping[str, Sequence[IndicatorView]],
    revisions: Sequence[Revision],
    shared: Mapping[str, Any],
) -> dict[str, bytes]:
    """The pages that every edition has."""
    content: dict[str, dict[str, Any]] = {
        "buurten": {},
        "uitleg": {"has_rolling": edition.figures["periode_soort"].eq(periods.ROLLING).any()},
        "open-data": {
            "periods": periods_in(edition),
            "renamed": _renamed(edition, city.indicators),
            "revised": figures.REVISED,
        },
        "toegankelijkheid": {},
        "index": {
            "told": verdict_sentences.of_the_city(
                edition.verdicts, edition.municipality_code, edition.municipality, city.indicators
            ),
            "circumstances": verdict_sentences.circumstances(
                edition.verdicts, edition.municipality_code, city.indicators
            ),
            "news": news_of(edition, revisions),
        },
        "herzieningen": _revised(revisions, edition.municipality_code),
    }
    return {
        f"{name}.html": rendering.page(name, f"{name}.html", **own, **shared)
        for name, own in content.items()
    }


def _renamed(edition: Edition, indicators: Mapping[str, Indicator]) -> list[tuple[Indicator, str]]:
    """The indicators that the site calls otherwise than the open data, with the name there."""
    names = edition.indicators[["indicator_id", "naam"]].itertuples(index=False)
    return [(indicators[key], name) for key, name in names if name != indicators[key].heading]


def _revised(revisions: Sequence[Revision], municipality_code: str) -> dict[str, Any]:
    """What the page of revisions shows.

    `by_edition`: (number, day, listed revisions, sentence about the status), of the municipality;
    `left_out`: how many of those are not listed; `elsewhere`: how many other areas have.
    """
    own = [each for each in revisions if each.area == municipality_code]
    changed = of_value(own)
    listed = set(changed[:_REVISIONS_SHOWN])
    by_edition: dict[tuple[str, object], list[Revision]] = {}
    for revision in own:
        by_edition.setdefault((revision.edition, revision.published), []).append(revision)
    entries = [
        (number, day, [each for each in rows if each in listed], status_words(rows))
        for (number, day), rows in by_edition.items()
    ]
    return {
        "by_edition": [entry for entry in entries if entry[2] or entry[3]],
        "left_out": max(len(changed) - _REVISIONS_SHOWN, 0),
        "elsewhere": sum(each.area != municipality_code for each in of_value(revisions)),
    }


def _theme_pages(
    pages: Sequence[themes.Page],
    views: Mapping[str, Sequence[IndicatorView]],
    shared: Mapping[str, Any],
) -> dict[str, bytes]:
    return {
        page.path: rendering.page(
            "thema",
            page.path,
            page=page,
            views=views[page.slug],
            groups=by_period(views[page.slug]),
            **shared,
        )
        for page in pages
    }


def _map_pages(city: area_pages.City, shared: Mapping[str, Any]) -> dict[str, bytes]:
    return {
        page.map_path: rendering.page(
            "kaart", page.map_path, page=page, shown=shared["maps"][page.slug], **shared
        )
        for page in city.pages
        if page.slug in shared["maps"]
    }


def _area_pages(
    city: area_pages.City, revisions: Sequence[Revision], shared: Mapping[str, Any]
) -> dict[str, bytes]:
    pages = {}
    for place in city.places.values():
        changed = [each for each in revisions if each.area == place.code]
        pages[place.path] = rendering.page(
            "gebied",
            place.path,
            **area_pages.area_content(city, place),
            revised=of_value(changed),
            status=status_words(changed),
            most=_REVISIONS_OF_AREA,
            **shared,
        )
    return pages
