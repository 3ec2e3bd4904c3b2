"""What the page of a district or neighbourhood, and the map of a theme, receive.

The parts are prepared in `areas`, `rates`, `lines`, `tilemap` and `area_sentences`; here they are
only put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assets.disclosure.publish.edition import Edition
from assets.website import area_sentences, areas, lines, periods, tilemap, verdict_sentences
from assets.website.areas import Area, Kinds
from assets.website.figures import Figure
from assets.website.indicator import Indicator
from assets.website.rates import PER_1000, Rates, newest_year
from assets.website.said import Sentence
from assets.website.surroundings import Surroundings
from assets.website.tables import Grid, Row, complete
from assets.website.themes import Page

REPORTS = "meldingen-in-dit-gebied"
_CHARTS = 2  # of one theme: those with most events here
_TILES_ON_A_PAGE = 800  # so that a page stays within its budget


@dataclass(frozen=True)
class AreaBlock:
    """One theme of an area: beside district and city, over the years, and the counts."""

    block: areas.Block
    rates: Grid | None
    charts: list[lines.Lines]


@dataclass(frozen=True)
class City:
    """Everything that the pages of all areas share; `known`: figures by area, whole years only
    where they are complete."""

    edition: Edition
    places: Mapping[str, Area]
    known: Mapping[str, Kinds]
    pages: Sequence[Page]
    surroundings: Surroundings
    indicators: Mapping[str, Indicator]
    rates: Mapping[str, Rates] = field(default_factory=dict)


def city_of(
    edition: Edition,
    places: Mapping[str, Area],
    known: Mapping[str, Kinds],
    pages: Sequence[Page],
    surroundings: Surroundings,
) -> City:
    """What the pages of areas share."""
    whole = {
        area: {name: complete(table, edition.quarter) for name, table in own.items()}
        for area, own in known.items()
    }
    indicators = {each.id: each for page in pages for each in page.indicators}
    verdicts = edition.verdicts
    of_city = verdicts[verdicts["gebied_code"].eq(edition.municipality_code)]
    dispersion = of_city.groupby("indicator_id")["overdispersie"].max().to_dict()
    rates = {
        name: Rates(
            each, whole, surroundings, edition.municipality_code, float(dispersion.get(name, 1.0))
        )
        for name, each in indicators.items()
        if each.unit == "aantal" and (each.is_police or each.is_reported)
    }
    return City(edition, places, whole, pages, surroundings, indicators, rates)


def area_content(city: City, place: Area) -> dict[str, Any]:
    """What the page of an area shows, but for its revisions."""
    own = city.known.get(place.code, {})
    police = [_only(page, reported=False) for page in city.pages]
    reported = [each for page in city.pages for each in _only(page, reported=True).indicators]
    where = "" if place.level == areas.NOWHERE else " hier"
    reports = Page(REPORTS, f"Wat mensen{where} melden", reported)
    quarter = city.edition.quarter
    blocks = areas.blocks_of(own, police, quarter)
    of_reports = areas.blocks_of(own, [reports], quarter)
    return {
        "place": place,
        "how": _sentences(city, place, reported=False) + _of_the_district(city, place),
        "said": _sentences(city, place, reported=True),
        "where": tilemap.marked(place, city.places, city.surroundings),
        "blocks": [_with_rates(city, place, block) for block in blocks],
        "reports_title": reports.title,
        "reports": [_with_rates(city, place, block) for block in of_reports],
        "has_survey": any(each.is_survey for each in city.indicators.values()),
        "survey": _survey(city, place),
        "survey_of": _district_of(city, place),
        "break_notes": areas.break_notes_of(blocks + of_reports, own),
        "last": areas.last_shown(own, quarter),
    }


def map_content(city: City, page: Page) -> list[tuple[Indicator, str, tilemap.Tiles, list]]:
    """The maps of a theme: (indicator, year, map, rows), the subjects with most rates first, and
    as many as a page has room for. A subject of which no neighbourhood can be compared has none."""
    numbers = tilemap.numbered(city.places, city.surroundings)
    maps = []
    for indicator in page.indicators:
        rates = city.rates.get(indicator.id)
        if rates is None or indicator.level or not numbers:
            continue
        year = max((newest_year([rates], code) for code in numbers), default="")
        shown = sum(rates.step(code, year) is not None for code in numbers)
        if shown:
            maps.append((shown, indicator, year, rates))
    room = max(1, _TILES_ON_A_PAGE // max(len(numbers), 1))
    chosen = sorted(maps, key=lambda each: -each[0])[:room]
    return [
        (indicator, year, *tilemap.shaded(rates, year, city.places, city.surroundings))
        for _, indicator, year, rates in chosen
    ]


def _only(page: Page, *, reported: bool) -> Page:
    """The page with the reports of residents alone, or without them and without the survey, which
    has a section of its own."""
    kept = [each for each in page.indicators if each.is_reported == reported and not each.is_survey]
    return replace(page, indicators=kept)


def _sentences(city: City, place: Area, *, reported: bool) -> list[Sentence]:
    if place.level == areas.NOWHERE:
        return []
    rates = [each for each in city.rates.values() if each.indicator.is_reported == reported]
    year = newest_year(rates, place.code)
    return area_sentences.of_an_area(place, rates, year, city.edition.municipality)


def _district_of(city: City, place: Area) -> Area | None:
    """The district itself, or that of a neighbourhood."""
    return place if place.level == areas.DISTRICT else city.places.get(place.parent)


def _of_the_district(city: City, place: Area) -> list[Sentence]:
    district = _district_of(city, place)
    if district is None or place.level == areas.NOWHERE:
        return []
    verdicts, indicators = city.edition.verdicts, city.indicators
    said = verdict_sentences.of_a_district(verdicts, district, indicators)
    if said:
        said += verdict_sentences.circumstances(verdicts, district.code, indicators)
    return said


def _beside(city: City, place: Area) -> list[lines.Beside]:
    """The area itself, its district and the city."""
    beside = [lines.Beside(lines.HERE, place.code, place.name)]
    if place.level == areas.NEIGHBOURHOOD and place.parent in city.places:
        district = city.places[place.parent]
        beside.append(lines.Beside(lines.DISTRICT, district.code, district.title))
    name = f"heel {city.edition.municipality}"
    return [*beside, lines.Beside(lines.CITY, city.edition.municipality_code, name)]


def _with_rates(city: City, place: Area, block: areas.Block) -> AreaBlock:
    beside = _beside(city, place)
    rates = [
        city.rates[each.id]
        for each in block.page.indicators
        if each.id in city.rates and not each.level
    ]
    year = newest_year(rates, place.code)
    rated = [each for each in rates if year and each.rate(place.code, year)]
    most_first = sorted(rated, key=lambda each: -each.rate(place.code, year).count)
    drawn = [chart for each in most_first if (chart := lines.draw(each, beside))]
    return AreaBlock(block, _rate_grid(block.page, rated, year, beside, place), drawn[:_CHARTS])


def _rate_grid(
    page: Page, rated: Sequence[Rates], year: str, beside: Sequence[lines.Beside], place: Area
) -> Grid | None:
    if not rated:
        return None
    heads = {lines.HERE: f"Deze {place.level}", lines.DISTRICT: "De wijk", lines.CITY: "Gemeente"}
    rows = tuple(
        Row(
            each.indicator.heading,
            tuple(
                Figure(rate.value, unit=PER_1000) if (rate := each.rate(area.code, year)) else ""
                for area in beside
            ),
            link=each.indicator.path,
        )
        for each in rated
    )
    return Grid(
        id=f"{page.slug}-1000",
        caption=f"{page.title}: {PER_1000}, {year}",
        stub_head="Onderwerp",
        columns=tuple(heads[area.form] for area in beside),
        rows=rows,
        emphasised=0,
    )


def _survey(city: City, place: Area) -> Grid | None:
    """The newest outcomes of the survey in the district, with their margins."""
    district = _district_of(city, place)
    if district is None or place.level == areas.NOWHERE:
        return None
    own = city.known.get(district.code, {})
    rows = []
    for indicator in city.indicators.values():
        series = own.get(indicator.id, {}).get(periods.YEAR, {})
        if indicator.is_survey and series:
            year, figure = list(series.items())[-1]
            label = f"{indicator.heading}{indicator.unit_suffix}"
            rows.append(Row(label, (year, figure, figure.margin), link=indicator.path))
    if not rows:
        return None
    return Grid(
        id="enquete",
        caption=f"Enquête onder inwoners van {district.within}",
        stub_head="Onderwerp",
        columns=("Jaar", "Uitkomst", "Marge"),
        rows=tuple(rows),
        emphasised=1,
    )
