"""Finding a neighbourhood: every place leads to all its areas, and no figure stands beside one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import public_tables as public
import pytest

from assets.reference.divisions import Division
from assets.reference.lookup import Lookup, lookup_of
from assets.reference.tables import Reference
from assets.website import search
from assets.website.areas import areas_of
from assets.website.site import write_site
from assets.website.surroundings import Surroundings, inhabitants_of

LARGEST = 300_000
STREETS = ("Lange Laan", "Élisabethhof", "1e Dwarsstraat")


def index(lookup: Lookup | None = None) -> search.Index:
    """The index of the invented edition."""
    return search.index_of(lookup or public.surroundings().lookup, areas_of(public.edition().areas))


def test_a_street_or_postcode_offers_every_area_in_which_it_lies() -> None:
    found = index()
    assert [(place.name, [area.name for area in place.areas]) for place in found.postcodes] == [
        ("1234", ["Noord", "Zuid & <i>West</i>"]),
        ("1235", ["Zuid & <i>West</i>"]),
    ]
    assert list(found.streets) == ["0-9", "E", "L"]
    assert [area.code for area in found.streets["L"][0].areas] == ["BU99990001", "BU99990002"]


def test_a_place_without_a_page_is_left_out_and_a_district_stands_in_for_its_neighbourhoods() -> (
    None
):
    names = [place.name for places in index().streets.values() for place in places]
    assert "Elders" not in names
    districts = {
        code: area
        for code, area in areas_of(public.edition().areas).items()
        if not code.startswith("BU")
    }
    found = search.index_of(public.surroundings().lookup, districts)
    assert [area.code for area in found.streets["L"][0].areas] == ["WK999900"]


def test_a_street_is_told_from_its_namesake_in_another_town() -> None:
    lookup = Lookup(streets={("Kerkweg", town): ("BU99990001",) for town in ("Dorp", "Stad")})
    assert [place.name for place in index(lookup).streets["K"]] == [
        "Kerkweg (Dorp)", "Kerkweg (Stad)",
    ]  # fmt: skip


def test_the_lookup_has_names_and_four_digits_alone() -> None:
    areas = pd.DataFrame(
        [("BU00140000", "Oost", "WK001400", "Wijk"), ("BU00140001", "West", "WK001400", "Wijk")],
        columns=["buurtcode", "buurtnaam", "wijkcode", "wijknaam"],
    )
    columns = ["straat_id", "straatnaam", "woonplaats"]
    division = Division(
        None,
        None,
        areas,
        pd.DataFrame(
            [("9711AB", "1", "BU00140000"), ("9711AB", "2", "BU00140001"), ("", "3", "BU00140001")],
            columns=["postcode", "huisnummer", "buurtcode"],
        ),
        pd.DataFrame(
            [("9712CD", "BU00140001"), ("9713EF", "BU99")], columns=["postcode", "buurtcode"]
        ),
        pd.DataFrame(
            [("", "Kade", "Stad", "7", "BU00140001")], columns=[*columns, "huisnummer", "buurtcode"]
        ),
        pd.DataFrame(
            [("", "Kade", "Stad", "BU00140000"), ("", "Plein", "Stad", "BU99")],
            columns=[*columns, "buurtcode"],
        ),
        pd.DataFrame(),
    )
    lookup = lookup_of(Reference("GM0014", (division,), pd.DataFrame(), None, ""))
    both = ("BU00140000", "BU00140001")
    assert lookup.postcodes == {"9711": both, "9712": both[1:]}
    assert lookup.streets == {("Kade", "Stad"): both}
    assert lookup.districts == dict.fromkeys(both, "WK001400")
    assert set(lookup.tiles) == set(both)


def joined(
    names: Sequence[tuple[str, str]], *pairs: tuple[str, str], listed: pd.DataFrame | None = None
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The streets of the lookup, each name in a neighbourhood of its own: BU00140000 and so on."""
    streets = pd.DataFrame(
        [("", *name, f"BU0014000{at}") for at, name in enumerate(names)],
        columns=["straat_id", "straatnaam", "woonplaats", "buurtcode"],
    )
    areas = pd.DataFrame(
        [(f"BU0014000{at}", f"Buurt {at}", "WK001400", "Wijk") for at in range(len(names))],
        columns=["buurtcode", "buurtnaam", "wijkcode", "wijknaam"],
    )
    division = Division(
        None,
        None,
        areas,
        pd.DataFrame([], columns=["postcode", "huisnummer", "buurtcode"], dtype="str"),
        pd.DataFrame([], columns=["postcode", "buurtcode"], dtype="str"),
        pd.DataFrame([], columns=[*streets.columns, "huisnummer"], dtype="str"),
        streets,
        pd.DataFrame(),
    )
    return lookup_of(
        Reference("GM0014", (division,), pd.DataFrame(), listed, "", samen=pairs)
    ).streets


def test_streets_that_were_joined_are_found_once() -> None:
    names = (
        ("Dominicanerstraat", "Stad"),
        ("Dominikanerstraat", "Stad"),
        ("Dominikanerstraat", "Dorp"),
    )
    assert joined(names, ("Dominikanerstraat", "Dominicanerstraat")) == {
        names[0]: ("BU00140000", "BU00140001"), names[2]: ("BU00140002",),
    }  # fmt: skip


_CHAIN = (("A straat", "B straat"), ("B straat", "C straat"))


@pytest.mark.parametrize("pairs", [_CHAIN, _CHAIN[::-1]])
def test_a_chain_of_joined_streets_is_one_street_in_whatever_order(pairs: tuple) -> None:
    three = tuple((f"{letter} straat", "Stad") for letter in "ABC")
    codes = ("BU00140000", "BU00140001", "BU00140002")
    assert joined(three, *pairs) == {("C straat", "Stad"): codes}
    # A town without the one between has no chain, unless the list of streets has it there.
    two = (three[0], three[2])
    apart = {name: (f"BU0014000{at}",) for at, name in enumerate(two)}
    assert joined(two, *pairs) == apart
    listed = pd.DataFrame(three, columns=["straatnaam", "woonplaats"])
    assert joined(two, *pairs, listed=listed) == {("C straat", "Stad"): codes[:2]}


def test_names_of_joined_streets_are_read_as_in_linking() -> None:
    """Letters that no accent makes count: `ø` is an `o` there."""
    names = (("Sørenstraat", "Stad"), ("Sorensenstraat", "Stad"))
    both = ("BU00140000", "BU00140001")
    assert joined(names, ("Sorenstraat", "Sørensenstraat")) == {names[1]: both}
    spellings = (("Jan Van Eyckstraat", "Stad"), ("Jan van Eyckstraat", "Stad"))
    for gone, kept in (spellings, spellings[::-1]):
        assert joined(spellings, (gone[0], kept[0])) == {kept: both}


def test_inhabitants_are_of_one_place_and_of_all_its_parts() -> None:
    """Areas whose parts changed in the year, or with a part of which none are known, have none."""
    with duckdb.connect() as tables:
        tables.execute(
            "create table int_buurten as select * from (values "
            "('BU1', 'WK1', '0000-01', '9999-12'), ('BU2', 'WK1', '0000-01', '2019-06'), "
            "('BU2', 'WK2', '2019-07', '9999-12'), ('BU3', 'WK2', '0000-01', '9999-12')) "
            "as rows (buurtcode, wijkcode, maand_van, maand_tot)"
        )
        tables.execute(
            "create table int_inwoners as select * from (values "
            "('BU1', '0000-01', 2018, 10), ('BU2', '0000-01', 2018, 20), "
            "('BU3', '0000-01', 2018, 5), "
            "('BU1', '0000-01', 2019, 11), ('BU2', '0000-01', 2019, 21), "
            "('BU2', '2019-07', 2019, 30), ('BU3', '0000-01', 2019, 6), "
            "('BU1', '0000-01', 2020, 12), ('BU2', '2019-07', 2020, 31)) "
            "as rows (buurtcode, maand_van, jaar, inwoners)"
        )
        found = inhabitants_of(tables, "GM1")
    assert found == {
        ("BU1", "2018"): 10, ("BU2", "2018"): 20, ("BU3", "2018"): 5,
        ("WK1", "2018"): 30, ("WK2", "2018"): 5, ("GM1", "2018"): 35,
        ("BU1", "2019"): 11, ("BU3", "2019"): 6,
        ("BU1", "2020"): 12, ("BU2", "2020"): 31, ("WK1", "2020"): 12,
    }  # fmt: skip


def test_without_lists_of_places_there_is_no_search(tmp_path: Path) -> None:
    write_site(public.edition(), tmp_path / "web", {})
    assert not (tmp_path / "web/zoeken").exists()
    start = (tmp_path / "web/index.html").read_text("utf-8")
    assert "script-src" not in start
    assert "<script" not in start
    assert "Kies uit <a" in start
    assert "Zoek op postcode" not in (tmp_path / "web/buurten.html").read_text("utf-8")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site of two editions that differ in every figure."""
    folders = []
    for factor in (1, 7):
        rows = [
            row | {"waarde": row["waarde"] and row["waarde"] * factor} for row in public.figures()
        ]
        folder = tmp_path_factory.mktemp("thuis") / "website"
        write_site(public.edition(rows), folder, {}, surroundings=public.surroundings())
        folders.append(folder)
    return folders[0], folders[1]


def test_no_figure_can_stand_beside_a_street(sites: tuple[Path, Path]) -> None:
    """A street is named in one folder, and nothing there depends on a figure."""
    one, other = sites
    names = sorted(path.name for path in (one / "zoeken").iterdir())
    assert len(names) == 7
    for name in names:
        content = (one / "zoeken" / name).read_bytes()
        assert content == (other / "zoeken" / name).read_bytes()
        assert not re.search(rb"<t[dh]|<svg", content)
    elsewhere = [path for path in one.rglob("*.*") if path.parent.name != "zoeken"]
    assert len(elsewhere) > 15
    for path in elsewhere:
        assert not any(street in path.read_text("utf-8") for street in STREETS), path.name
    assert (one / "index.html").read_bytes() != (other / "index.html").read_bytes() or any(
        path.read_bytes() != (other / path.relative_to(one)).read_bytes() for path in elsewhere
    )


def test_names_are_escaped(sites: tuple[Path, Path]) -> None:
    page = (sites[0] / "zoeken" / "straten-0-9.html").read_text("utf-8")
    assert "1e Dwarsstraat &lt;b&gt;" in page
    assert "Zuid &amp; &lt;i&gt;West" in (sites[0] / "zoeken/postcode-1235.html").read_text("utf-8")


def test_the_script_searches_in_the_same_places_as_the_lists() -> None:
    text = search.data(index()).decode()
    content = json.loads(text.removeprefix("const PLAATSEN = ").rstrip(";\n"))
    titles = [title for title, _ in content["gebieden"]]
    found = {}
    for line in content["plaatsen"].split("\n"):
        name, _, numbers = line.rpartition("|")
        found[name] = [titles[int(number)] for number in numbers.split(",")]
    places = index()
    listed = [*places.postcodes, *(place for each in places.streets.values() for place in each)]
    assert found == {place.name: [area.title for area in place.areas] for place in listed}


@pytest.mark.dear
@pytest.mark.parametrize(
    ("number", "pages"),
    [(60, 60), pytest.param(480, 600, marks=pytest.mark.slow_by_nature)],
    ids=["a town", "a city"],
)
def test_a_large_city_stays_within_the_budget(tmp_path: Path, number: int, pages: int) -> None:
    """480 neighbourhoods and 6,500 streets, a sixth of which start with one letter; in short the
    same streets in fewer neighbourhoods."""
    city = public.edition()
    codes = [f"BU9999{at:04}" for at in range(number)]
    districts = [f"WK9999{number:02}" for number in range(25)]
    rows = [(public.CITY, "Voorbeeldstad", "gemeente", None, 0)]
    rows += [(code, f"Wijk {code[-2:]} Ergens", "wijk", public.CITY, 1) for code in districts]
    rows += [
        (code, f"Buurt met een lange naam {code[-4:]}", "buurt", districts[at % 25], 2)
        for at, code in enumerate(codes)
    ]
    figures = [
        public.figure(name, code, "jaar", year, 100 + at % 7)
        for name in ("inbraak", "fiets_totaal", "jeugd")
        for at, code in enumerate([public.CITY, *districts, *codes])
        for year in ("2018", "2019", "2020")
    ]
    areas = pd.DataFrame(rows, columns=city.areas.columns)
    streets = {
        (f"{'V' if at % 6 == 0 else chr(65 + at % 26)}oorbeeldstraatnaam {at}", "Stad"): (
            codes[at % number], codes[(at * 7) % number],
        )
        for at in range(6_500)
    }  # fmt: skip
    lookup = Lookup(
        {code: districts[at % 25] for at, code in enumerate(codes)},
        {str(1011 + at): tuple(codes[at * 5 : at * 5 + 9]) for at in range(number // 5)},
        streets,
        {code: (at // 22 + 1, at % 22 + 1) for at, code in enumerate(codes)},
    )
    people = {(code, year): 2_000 for code in codes for year in ("2018", "2019", "2020")}
    people |= {(public.CITY, year): 960_000 for year in ("2018", "2019", "2020")}
    edition = replace(public.edition(figures), areas=areas, revisions=city.revisions.head(0))
    write_site(edition, tmp_path / "web", {}, surroundings=Surroundings(lookup, people))
    style = len((tmp_path / "web/site.css").read_bytes())
    scripts = sum(len(path.read_bytes()) for path in (tmp_path / "web").rglob("*.js"))
    sizes = {
        path.relative_to(tmp_path / "web").as_posix(): len(path.read_bytes())
        + style
        + (scripts if path.name == "index.html" else 0)
        for path in (tmp_path / "web").rglob("*.html")
    }
    assert len(sizes) > pages
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}
