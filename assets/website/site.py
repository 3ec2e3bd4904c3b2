"""The site of one edition: which pages there are, and writing them all at once.

It is made of the edition and of the files to download, and of nothing else. What is on a page
stands in the modules beside this one and in `templates/`.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.indicators.breaks import load_breaks
from assets.website import areas, figures, periods, rendering, themes
from assets.website.checks import check
from assets.website.described import described
from assets.website.indicators import View, by_period, view
from assets.website.revisions import Revision, of_value, revisions_of, status_words
from schemas.public import MARKS

EVERYTHING = "alles"  # the name in `downloads` of the file with all figures
_REVISED = "herzien: in een eerdere levering was het anders, ook al voor de eerste uitgave"
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_REVISIONS_SHOWN, _OF_AREA = 500, 60  # more stand in the download


def write_site(
    edition: Edition, folder: Path, downloads: Mapping[str, Path], contact: str = ""
) -> bool:
    """Write the site to `folder`, which is swapped in whole; True where anything changed.

    `downloads`: name -> a file that the site offers as its own copy under `open_data/`: a theme ->
    its CSV, `alles` -> the file with all figures, any other name -> a file called so. `contact`:
    the address, of mail or of a page, for who meets a fault; empty where it is not known.
    The same edition and files give the same bytes. Raises `AnalystError`, and leaves the site that
    is there, where the edition cannot be told (see `checks`) or a file to download is not usable.
    """
    check(edition)
    pages = _pages(edition, _names(downloads), contact)
    copies = {f"open_data/{path.name}": path.read_bytes() for path in downloads.values()}
    return _swap_in(folder, {**pages, **copies, "site.css": rendering.style()})


def _names(downloads: Mapping[str, Path]) -> dict[str, str]:
    """name -> address from the root of the site."""
    taken: set[str] = set()
    for path in downloads.values():
        name = path.name
        if not _FILE.fullmatch(name) or name.casefold() in taken or not path.is_file():
            raise AnalystError(
                "Een bestand om te downloaden ontbreekt, heet net als een ander, of heeft een naam "
                "met andere tekens dan A-Z a-z 0-9 _ . -. Schrijf eerst de open data opnieuw."
            )
        taken.add(name.casefold())
    return {name: f"open_data/{path.name}" for name, path in downloads.items()}


def _pages(edition: Edition, files: Mapping[str, str], contact: str) -> dict[str, bytes]:
    """path -> content of every page."""
    indicators = described(edition.indicators, load_breaks())
    units = {name: one.unit for name, one in indicators.items()}
    known = figures.by_area(edition.figures, units)
    revisions = revisions_of(edition.revisions, indicators)
    pages = themes.pages_of(indicators.values())
    places = areas.areas_of(edition.areas)
    city = edition.municipality_code
    told = {
        page.slug: [
            view(
                one,
                known.get(city, {}).get(one.id, {}),
                edition.municipality,
                edition.quarter,
                [each for each in revisions if _is_of(each, city, one.id)],
            )
            for one in page.indicators
        ]
        for page in pages
    }
    levels = edition.areas.set_index("gebied_code")["gebiedsniveau"].to_dict()
    kinds = areas.kinds_at(levels, known)
    limits = {
        level: areas.limits(level, kinds, indicators.values())
        for level in (areas.DISTRICT, areas.NEIGHBOURHOOD)
    }
    site = {
        "edition": edition,
        "quarter": periods.words(edition.quarter),
        "newest": next(iter(edition.editions.to_dict("records")), None),
        "pages": pages,
        "places": places,
        "districts": [one for one in places.values() if one.level == areas.DISTRICT],
        "loose": _loose(places),
        "files": files,
        "status_of": Counter(one.edition for one in revisions if one.is_of_status),
        "contact": contact,
        "limits": limits,
        "everything": files.get(EVERYTHING, ""),
        "figure_files": {EVERYTHING, *edition.figures["thema"]},
        "marks": {**MARKS, figures.REVISED: _REVISED},
    }
    made = {
        f"{name}.html": rendering.page(name, f"{name}.html", **site)
        for name in ("buurten", "uitleg", "open-data", "toegankelijkheid")
    }
    made["index.html"] = rendering.page(
        "index",
        "index.html",
        heads=_heads(told),
        status=status_words(one for one in revisions if one.edition == edition.number),
        **site,
    )
    made["herzieningen.html"] = rendering.page(
        "herzieningen", "herzieningen.html", **_revised(revisions, city), **site
    )
    for page in pages:
        views = told[page.slug]
        made[page.path] = rendering.page(
            "thema", page.path, page=page, views=views, brief=by_period(views), **site
        )
    for place in places.values():
        own = known.get(place.code, {})
        blocks = areas.blocks(own, pages, edition.quarter)
        changed = [each for each in revisions if each.area == place.code]
        made[place.path] = rendering.page(
            "gebied",
            place.path,
            place=place,
            blocks=blocks,
            lines=areas.lines_of(blocks, own),
            last=areas.last_shown(own, edition.quarter),
            revised=of_value(changed),
            status=status_words(changed),
            most=_OF_AREA,
            **site,
        )
    return made


def _is_of(one: Revision, area: str, indicator: str) -> bool:
    return one.area == area and one.indicator.id == indicator


def _loose(places: Mapping[str, areas.Area]) -> list[areas.Area]:
    """Neighbourhoods that lie in no known district, and what has no place."""
    return [
        one
        for one in places.values()
        if one.level == areas.NOWHERE
        or (one.level == areas.NEIGHBOURHOOD and one.within not in places)
    ]


def _heads(told: Mapping[str, Sequence[View]]) -> dict[str, View]:
    """Of each page the first figure that may be told: of a quarter, else a survey, else any."""
    found = {}
    for slug, views in told.items():
        told_openly = [one for one in views if one.brief.figure.value is not None]
        if told_openly:
            found[slug] = min(
                told_openly, key=lambda one: (not one.is_quarterly, not one.one.is_survey)
            )
    return found


def _revised(revisions: Sequence[Revision], city: str) -> dict[str, Any]:
    """The revisions of the municipality by edition (its number and day, those that are listed, the
    sentence about the rest), and how many there are elsewhere."""
    own = [one for one in revisions if one.area == city]
    changed = of_value(own)
    listed = set(changed[:_REVISIONS_SHOWN])
    by_edition: dict[tuple[str, object], list[Revision]] = {}
    for one in own:
        by_edition.setdefault((one.edition, one.published), []).append(one)
    told = [
        (*about, [one for one in rows if one in listed], status_words(rows))
        for about, rows in by_edition.items()
    ]
    return {
        "by_edition": [each for each in told if each[2] or each[3]],
        "left_out": max(len(changed) - _REVISIONS_SHOWN, 0),
        "elsewhere": sum(1 for one in of_value(revisions) if one.area != city),
    }


def _swap_in(folder: Path, content: Mapping[str, bytes]) -> bool:
    """Let `content` (path -> bytes) take the place of the folder; True where it differed."""
    fresh, stale = (folder.with_name(f".{folder.name}.{end}") for end in ("nieuw", "oud"))
    if stale.exists() and not folder.exists():
        stale.rename(folder)  # a run was killed between the two renames below
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    if _is_same(folder, content):
        return False
    for path, data in content.items():
        target = fresh / path
        for parent in (fresh, target.parent):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(data)
    if folder.exists():
        folder.rename(stale)
    fresh.rename(folder)
    shutil.rmtree(stale, ignore_errors=True)
    return True


def _is_same(folder: Path, content: Mapping[str, bytes]) -> bool:
    there = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    return there.keys() == content.keys() and all(
        there[path].read_bytes() == data for path, data in content.items()
    )
