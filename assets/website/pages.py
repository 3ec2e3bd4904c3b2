"""All pages of the site: which there are, and what each template receives.

What a theme, an area or a revision shows is prepared in the modules of that name; the markup is in
`templates/`. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from assets.disclosure.publish.edition import Edition
from assets.indicators.breaks import load_breaks
from assets.website import areas, figures, periods, rendering, themes
from assets.website.indicator import Indicator, indicators_of
from assets.website.indicator_view import IndicatorView, by_period, view
from assets.website.revisions import Revision, of_value, revisions_of, status_words
from schemas.public import MARKS

EVERYTHING = "alles"  # names the file with all figures among the downloads
_REVISED = "herzien: in een eerdere levering was het anders, ook al voor de eerste uitgave"
# How many revisions a page lists; the download has all.
_REVISIONS_SHOWN, _REVISIONS_OF_AREA = 500, 60

Figures = Mapping[str, areas.Kinds]  # by area


def all_pages(edition: Edition, files: Mapping[str, str], contact: str) -> dict[str, bytes]:
    """Path from the root of the site -> content of the page.

    `files` maps the name of a download to its address; `contact` is an address or empty.
    """
    indicators = indicators_of(edition.indicators, load_breaks())
    units = {indicator.id: indicator.unit for indicator in indicators.values()}
    known = figures.by_area(edition.figures, units)
    revisions = revisions_of(edition.revisions, indicators)
    pages = themes.theme_pages(indicators.values())
    places = areas.areas_of(edition.areas)
    views = _views(edition, pages, known, revisions)
    shared = {
        **_about_edition(edition, revisions),
        **_about_places(edition, places, known, indicators),
        "pages": pages,
        "files": files,
        "everything": files.get(EVERYTHING, ""),
        "figure_files": {EVERYTHING, *edition.figures["thema"]},
        "marks": {**MARKS, figures.REVISED: _REVISED},
        "contact": contact,
    }
    return {
        **_fixed_pages(edition, views, revisions, shared),
        **_theme_pages(pages, views, shared),
        **_area_pages(edition, places, known, revisions, shared),
    }


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
    views: Mapping[str, Sequence[IndicatorView]],
    revisions: Sequence[Revision],
    shared: Mapping[str, Any],
) -> dict[str, bytes]:
    """The pages that every edition has."""
    content: dict[str, dict[str, Any]] = {
        "buurten": {},
        "uitleg": {},
        "open-data": {},
        "toegankelijkheid": {},
        "index": {
            "headlines": _headlines(views),
            "status": status_words(each for each in revisions if each.edition == edition.number),
        },
        "herzieningen": _revised(revisions, edition.municipality_code),
    }
    return {
        f"{name}.html": rendering.page(name, f"{name}.html", **own, **shared)
        for name, own in content.items()
    }


def _headlines(views: Mapping[str, Sequence[IndicatorView]]) -> dict[str, IndicatorView]:
    """Slug of a theme -> the figure that represents it on the start page.

    The first that is not hidden, preferring quarterly figures and then surveys. Themes without such
    a figure are left out.
    """
    headlines = {}
    for slug, candidates in views.items():
        with_value = [each for each in candidates if each.brief.figure.value is not None]
        if with_value:
            headlines[slug] = min(
                with_value, key=lambda each: (not each.is_quarterly, not each.indicator.is_survey)
            )
    return headlines


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


def _area_pages(
    edition: Edition,
    places: Mapping[str, areas.Area],
    known: Figures,
    revisions: Sequence[Revision],
    shared: Mapping[str, Any],
) -> dict[str, bytes]:
    pages = {}
    for place in places.values():
        own = known.get(place.code, {})
        blocks = areas.blocks_of(own, shared["pages"], edition.quarter)
        changed = [each for each in revisions if each.area == place.code]
        pages[place.path] = rendering.page(
            "gebied",
            place.path,
            place=place,
            blocks=blocks,
            break_notes=areas.break_notes_of(blocks, own),
            last=areas.last_shown(own, edition.quarter),
            revised=of_value(changed),
            status=status_words(changed),
            most=_REVISIONS_OF_AREA,
            **shared,
        )
    return pages
