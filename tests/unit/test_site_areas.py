"""An area beside its district and the city: only public figures, and only what can be compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.indicators.breaks import load_breaks
from assets.website import areas, lines, tilemap
from assets.website.area_pages import City, area_content, city_of, map_content
from assets.website.areas import NOWHERE, areas_of
from assets.website.figures import Figure, by_area
from assets.website.indicator import indicators_of
from assets.website.news import news_of
from assets.website.rates import Rates
from assets.website.revisions import revisions_of
from assets.website.site import write_site
from assets.website.themes import load_themes, theme_pages

NORTH, SOUTH, DISTRICT = "BU99990001", "BU99990002", "WK999900"
PLACES = areas_of(public.edition().areas)
SEED = "pagina,naam,geldt_voor\n"


def rates_of(counts: dict[str, dict[str, float | None]], name: str = "inbraak") -> Rates:
    """The rates of an indicator with these counts by area and year; a missing count is secret."""
    known = {
        area: {
            name: {
                "jaar": {
                    year: Figure(count, "x" if count is None else "")
                    for year, count in series.items()
                }
            }
        }
        for area, series in counts.items()
    }
    return Rates(public.indicator(name), known, public.surroundings(), public.CITY)


def test_a_rate_needs_enough_events_and_enough_people() -> None:
    rates = rates_of({NORTH: {"2019": 20.0, "2020": 19.0}})
    assert rates.rate(NORTH, "2019").text == "10,0"
    assert rates.rate(NORTH, "2020") is None
    rates = Rates(rates.indicator, rates._known, public.surroundings(999), public.CITY)
    assert rates.rate(NORTH, "2019") is None


def test_what_could_not_be_placed_does_not_count_for_the_city_either() -> None:
    counts = {public.CITY: {"2019": 100.0}, NOWHERE: {"2019": 20.0}, NORTH: {"2019": 40.0}}
    assert rates_of(counts).rate(public.CITY, "2019").count == 80
    assert rates_of(counts).beside_city(NORTH, "2019") == "geen duidelijk verschil"
    secret = counts | {NOWHERE: {"2019": None}}
    assert rates_of(secret).rate(public.CITY, "2019") is None
    assert rates_of(secret).beside_city(NORTH, "2019") is None
    assert rates_of(secret).step(NORTH, "2019") is None


@pytest.mark.parametrize(
    ("count", "step"), [(400.0, 5), (150.0, 4), (102.0, 3), (65.0, 2), (20.0, 1), (None, None)]
)
def test_the_class_on_a_map_is_the_rate_beside_the_city(count: float, step: int | None) -> None:
    counts = {
        NORTH: {"2019": count},
        public.CITY: {"2019": 20_000.0 / 100},
        NOWHERE: {"2019": 0.0},
    }
    assert rates_of(counts).step(NORTH, "2019") == step


def test_a_chart_has_every_year_that_may_be_compared_and_no_other() -> None:
    years = {str(year): 50.0 for year in range(2016, 2022)}
    counts = {NORTH: years, DISTRICT: years, public.CITY: years, NOWHERE: dict.fromkeys(years, 0.0)}
    beside = [
        lines.Beside(lines.HERE, NORTH, "Noord"),
        lines.Beside(lines.DISTRICT, DISTRICT, "Wijk 00 Centrum"),
        lines.Beside(lines.CITY, public.CITY, "heel Voorbeeldstad"),
    ]
    chart = lines.draw(rates_of(counts), beside)
    assert [year for _, year in chart.years] == ["2019", "2020", "2021"]  # a break in July 2018
    assert [form for form, _ in chart.paths] == ["stad", "wijk", "hier"]
    assert "Stippels: heel Voorbeeldstad." in chart.legend
    assert "Noord: 2019 25,0; 2020 25,0; 2021 25,0." in chart.description
    assert chart.table.columns == ("2019", "2020", "2021")
    assert [(row.label, [cell.text for cell in row.cells]) for row in chart.table.rows] == [
        ("Noord", ["25,0"] * 3),
        ("Wijk 00 Centrum", ["12,5"] * 3),
        ("Heel Voorbeeldstad", ["12,5"] * 3),
    ]
    counts[NORTH] = {"2018": 50.0, "2019": 50.0}
    assert lines.draw(rates_of(counts), beside) is None


kinds = st.sampled_from(["inbraak", "fiets_totaal", "drugs", "jeugd"])
cells = st.dictionaries(
    st.tuples(kinds, st.sampled_from([str(year) for year in range(2015, 2022)])),
    st.one_of(st.none(), st.integers(0, 500).map(float)),
    min_size=1,
)


@given(cells)
def test_what_may_not_be_compared_does_not_stand_side_by_side(table: dict) -> None:
    own: dict = {}
    for name, year in sorted(table):
        count = table[name, year]
        series = own.setdefault(name, {}).setdefault("jaar", {})
        series[year] = Figure(count, "x" if count is None else "")
    themes = load_themes(public.CITY)
    indicators = {
        name: public.indicator(name) for name in ("inbraak", "fiets_totaal", "drugs", "jeugd")
    }
    headings = {each.heading: each for each in indicators.values()}
    blocks = areas.blocks_of(own, theme_pages(indicators.values(), themes), "2021-Q4")
    for block in blocks:
        for grid in (*block.tables, *block.older):
            for row in grid.rows:
                shown = [
                    year
                    for year, cell in zip(grid.columns, row.cells, strict=True)
                    if isinstance(cell, Figure)
                ]
                indicator = headings[row.label]
                assert not any(
                    indicator.is_broken_between(one, other)
                    for one in shown
                    for other in shown
                    if one != other
                )
                for year, cell in zip(grid.columns, row.cells, strict=True):
                    assert cell in ("", areas.OTHERWISE) or cell == own[indicator.id]["jaar"][year]


def _city(rows: list[dict] | None = None, verdicts: list[dict] | None = None) -> City:
    edition = public.edition(rows, verdicts=public.verdicts(verdicts or []))
    themes = load_themes(public.CITY)
    indicators = indicators_of(edition.indicators, load_breaks(), themes.page_of)
    known = by_area(edition.figures, {each.id: each.unit for each in indicators.values()})
    pages = theme_pages(indicators.values(), themes)
    return city_of(edition, PLACES, known, pages, public.surroundings())


def test_the_survey_of_the_district_stands_on_the_page_of_its_neighbourhood() -> None:
    survey = public.figure(
        "onveilig", DISTRICT, "jaar", "2019", 4.0, marge_onder=3.0, marge_boven=5.0
    )
    content = area_content(_city([*public.figures(), survey]), PLACES[NORTH])
    assert content["survey"].caption == "Enquête onder inwoners van Wijk 00 Centrum"
    assert [row.cells[0] for row in content["survey"].rows] == ["2019"]
    assert content["survey"].rows[0].cells[2] == "3,0 tot 5,0"
    assert area_content(_city(), PLACES[NORTH])["survey"] is None


@pytest.mark.parametrize("has_survey", [True, False])
def test_a_municipality_without_a_survey_has_no_section_on_it(
    tmp_path: Path, has_survey: bool
) -> None:
    edition = public.edition()
    if not has_survey:
        of_survey = edition.indicators["registratietype"].eq("enquête")
        asked = set(edition.indicators.loc[of_survey, "indicator_id"])
        edition = replace(
            edition,
            indicators=edition.indicators[~of_survey],
            figures=edition.figures[~edition.figures["indicator_id"].isin(asked)],
        )
    write_site(edition, tmp_path / "site", {}, "", public.surroundings())
    for place in PLACES.values():
        page = (tmp_path / "site" / place.path).read_text(encoding="utf-8")
        is_place = place.level != NOWHERE
        assert ("Wat inwoners vinden" in page) == (has_survey and is_place)
        assert ("De enquête is te klein" in page) == (has_survey and place.level == "buurt")


def test_police_and_reports_stand_apart() -> None:
    content = area_content(_city(), PLACES[NORTH])
    shown = {
        row.link for each in content["reports"] for grid in each.block.tables for row in grid.rows
    }
    assert shown == {"thema/andere-onderwerpen.html#jeugd"}
    others = {
        row.link for each in content["blocks"] for grid in each.block.tables for row in grid.rows
    }
    assert others
    assert not any(link.endswith("#jeugd") for link in others)


def test_what_could_not_be_placed_is_not_here() -> None:
    assert area_content(_city(), PLACES[NORTH])["reports_title"] == "Wat mensen hier melden"
    content = area_content(_city(), PLACES["onbekend"])
    captions = [grid.caption for each in content["reports"] for grid in each.block.tables]
    assert content["reports_title"] == "Wat mensen melden"
    assert captions and not any("hier" in caption for caption in captions)


def test_a_map_marks_its_place() -> None:
    tiles = tilemap.marked(PLACES[NORTH], PLACES, public.surroundings())
    assert [(tile.kind, tile.text) for tile in tiles.tiles] == [("hier", ""), ("naast", "")]
    assert "Het donkere vakje is de buurt Noord." in tiles.description
    tiles = tilemap.marked(PLACES[DISTRICT], PLACES, public.surroundings())
    assert [tile.kind for tile in tiles.tiles] == ["hier", "hier"]
    assert tilemap.marked(PLACES["onbekend"], PLACES, public.surroundings()) is None


def test_a_map_shows_a_secret_figure_as_secret() -> None:
    figures = [
        public.figure("inbraak", area, "jaar", "2019", count)
        for area, count in ((public.CITY, 400), ("onbekend", 0), (NORTH, 300), (SOUTH, None))
    ]
    city = _city(figures)
    page = next(page for page in city.pages if page.slug == "inbraak-en-diefstal")
    [(indicator, year, tiles, rows)] = map_content(city, page)
    assert (indicator.id, year) == ("inbraak", "2019")
    assert [(tile.text, tile.kind) for tile in tiles.tiles] == [("1", "4"), ("2", "geen")]
    assert [(row.count.text, row.rate, row.words) for row in rows] == [
        ("300", "150,0", "vaker"), ("x", "", ""),
    ]  # fmt: skip


def test_pages_of_areas_name_themselves_in_their_sentences(tmp_path: Path) -> None:
    verdicts = public.verdicts([public.verdict("jeugd", DISTRICT, "signaal omlaag")])
    write_site(
        public.edition(verdicts=verdicts), tmp_path / "web", {}, surroundings=public.surroundings()
    )
    content = (tmp_path / "web/buurt/BU99990001.html").read_text("utf-8")
    page = html5lib.HTMLParser(strict=True).parse(content)
    text = " ".join("".join(ElementTree.Element.itertext(page)).split())
    assert "In 2019 registreerde de politie in de buurt Noord het vaakst:" in text
    assert "zagen we in Wijk 00 Centrum duidelijk minder dan normaal: ‘meldingen jeugd" in text
    assert "Kaart: waar de buurt Noord ligt" in text


def test_what_is_new_is_said_of_the_editions() -> None:
    edition = public.edition()
    themes = load_themes(public.CITY)
    indicators = indicators_of(edition.indicators, load_breaks(), themes.page_of)
    revised = revisions_of(edition.revisions, indicators)
    assert news_of(edition, revised) == [
        "Nieuw is het tweede kwartaal van 2020. De vorige uitgave ging tot en met het eerste "
        "kwartaal van 2020.",
        "Er zijn 30 cijfers bij gekomen.",
        "2 cijfers zijn anders dan in de vorige uitgave. Het grootste verschil in de hele "
        "gemeente: ‘inbraak in woning’ in het derde kwartaal van 2018 was 40 en is nu 45.",
        "1 voorlopig cijfer is definitief geworden; daarbij veranderde geen getal.",
    ]
    first = public.edition(editions=edition.editions.head(1))
    assert news_of(first, []) == [
        "Dit is de eerste uitgave. De cijfers gaan tot en met het tweede kwartaal van 2020."
    ]
    same = edition.editions.assign(kwartaal="2020-Q2", nieuw=0, vervallen=1)
    assert news_of(public.edition(editions=same), []) == [
        "Ook deze uitgave gaat tot en met het tweede kwartaal van 2020; zij verbetert de vorige.",
        "Geen cijfer van de vorige uitgave is nu een ander getal.",
        "Er is 1 cijfer vervallen.",
    ]


def _seeds(folder: Path, own: str, common: str = "brand,Brand,Brandveiligheid\n") -> Path:
    for place, rows in (("site/themas.csv", common), (f"{public.CITY}/site_themas.csv", own)):
        (folder / place).parent.mkdir()
        (folder / place).write_text(SEED + rows, "utf-8")
    return folder


def test_a_municipality_adds_its_own_themes(tmp_path: Path) -> None:
    own = "fietsen,Onze fietsen,fiets_totaal\nfietsen,Onze fietsen,fiets\n"
    themes = load_themes(public.CITY, _seeds(tmp_path, own))
    pages = theme_pages(
        indicators_of(public.edition().indicators, (), themes.page_of).values(), themes
    )
    found = {page.title: [each.id for each in page.indicators] for page in pages}
    assert found["Onze fietsen"] == ["fiets_totaal", "fiets"]
    assert found["Objectieve veiligheid"] == ["inbraak"]  # a theme that no row names
    assert (
        next(page for page in pages if page.slug == "fietsen").subtitle == "Objectieve veiligheid"
    )
    assert "fietsen" not in load_themes("GM0001", tmp_path).titles


@pytest.mark.parametrize(
    ("rows", "column"), [("Fout pad,Naam,x\n", "pagina"), ("a,,x\n", "naam"), ("a,b,\n", "geldt")]
)
def test_a_faulty_row_of_themes_is_named(tmp_path: Path, rows: str, column: str) -> None:
    with pytest.raises(AnalystError, match=rf"site_themas.csv, rij 2: kolom {column}"):
        load_themes(public.CITY, _seeds(tmp_path, rows))


def test_residents_find_the_eight_themes_first() -> None:
    titles = list(load_themes("GM0935").titles.values())
    assert titles[:8] == [
        "Inbraak en diefstal", "Geweld", "Overlast op straat", "Verkeer", "Drugs",
        "Vuil en vernieling", "Veilig voelen", "Brand",
    ]  # fmt: skip
