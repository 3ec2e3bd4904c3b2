"""The site of an edition: its sentences, marks and comparisons, and that its pages are sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree

import html5lib
import pandas as pd
import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.indicators.breaks import load_breaks
from assets.website import charts, indicators, periods, revisions, tables, themes, words
from assets.website.described import Indicator, Line, described
from assets.website.figures import Figure
from assets.website.site import write_site
from schemas.public import PAGES

PROVISIONAL = "*"
SPACE = {"h": "http://www.w3.org/1999/xhtml"}
LARGEST = 300_000


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("bestanden")
    names = {"Objectieve veiligheid": "objectieve-veiligheid.csv", "alles": "cijfers.parquet"}
    for name in names.values():
        (folder / name).write_bytes(b"inhoud\n")
    return {theme: folder / name for theme, name in names.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, downloads: Mapping[str, Path]) -> Path:
    folder = tmp_path_factory.mktemp("thuis") / "website"
    assert write_site(public.edition(), folder, downloads)
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, ElementTree.Element]:
    """path -> the page, read as a strict browser would: any fault of the HTML is an error."""
    read = {}
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(strict=True)
        read[path.relative_to(site).as_posix()] = parser.parse(path.read_text("utf-8"))
    return read


def text_of(page: ElementTree.Element) -> str:
    return " ".join("".join(page.itertext()).split())


@lru_cache
def one_indicator(name: str) -> Indicator:
    return described(public.edition().indicators, load_breaks())[name]


def test_the_pages_that_there_must_be(pages: dict) -> None:
    fixed = "index buurten uitleg herzieningen open-data toegankelijkheid".split()
    expected = {f"{name}.html" for name in fixed}
    expected |= {f"thema/{slug}.html" for slug in (*PAGES, "meldingen-van-inwoners")}
    expected |= {f"buurt/{code}.html" for code, _, level, _ in public.AREAS if level != "gemeente"}
    assert set(pages) == expected


def test_every_link_leads_to_something_in_the_site(site: Path, pages: dict) -> None:
    ids = {
        path: [one.get("id") for one in page.iter() if one.get("id")]
        for path, page in pages.items()
    }
    for path, page in pages.items():
        assert len(ids[path]) == len(set(ids[path])), path
        for link in page.iter(f"{{{SPACE['h']}}}a"):
            address, mark = urldefrag(link.get("href"))
            target = (site / path).parent / address if address else site / path
            assert target.is_file(), (path, link.get("href"))
            if mark:
                assert mark in ids[target.resolve().relative_to(site.resolve()).as_posix()], (
                    link.get("href")
                )


def test_pages_are_light_and_need_nothing_from_elsewhere(site: Path) -> None:
    style = (site / "site.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style
    for path in site.rglob("*.html"):
        content = path.read_text("utf-8")
        assert len(content) + len(style) < LARGEST
        assert not re.search(r"https?://|//www|<script|<iframe|\son[a-z]+=|\sstyle=", content), (
            path.name
        )
        assert "default-src 'none'" in content
        assert '<html lang="nl"' in content


def test_texts_of_data_are_escaped(site: Path) -> None:
    page = (site / "thema" / "integriteit.html").read_text("utf-8")
    assert "<b>gesloten</b>" not in page
    assert "Panden &lt;b&gt;gesloten&lt;/b&gt; &amp; &#34;dicht&#34;" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Zuid &amp; &lt;i&gt;West&lt;/i&gt;" in (site / "buurten.html").read_text("utf-8")


def test_every_indicator_has_its_sentence_drawing_table_and_history(pages: dict) -> None:
    found = set()
    for path, page in pages.items():
        for section in page.findall(".//h:section[@class]", SPACE):
            if "indicator" not in section.get("class"):
                continue
            found.add(section.get("aria-labelledby"))
            drawing = section.find(".//{http://www.w3.org/2000/svg}svg")
            assert drawing is not None, path
            assert [child.tag.rpartition("}")[2] for child in drawing][:2] == ["title", "desc"]
            assert section.find(".//h:table/h:caption", SPACE) is not None
            assert len(text_of(section.find("h:p", SPACE))) > 20
            told = text_of(section.find("h:dl", SPACE))
            for term in (
                "Wat telt mee",
                "Soort cijfer",
                "Bron en eenheid",
                "Download",
                "Herzieningen",
            ):
                assert term in told
    assert found == set(public.INDICATORS)


def test_headers_of_tables_say_what_they_head(pages: dict) -> None:
    for page in pages.values():
        assert all(cell.get("scope") for cell in page.iter(f"{{{SPACE['h']}}}th"))
        assert all(
            one.find("h:caption", SPACE) is not None for one in page.iter(f"{{{SPACE['h']}}}table")
        )


def test_revisions_are_told_where_they_belong(pages: dict) -> None:
    assert "40 → 45 (uitgave 2020-Q2, 21 juli 2020; herzien)" in text_of(
        pages["thema/objectieve-veiligheid.html"]
    )
    assert "In geen eerdere uitgave stond een ander cijfer." in text_of(
        pages["thema/veiligheidsbeleving.html"]
    )
    assert "Derde kwartaal" not in text_of(pages["buurt/BU99990002.html"])
    assert "xgeheim" in text_of(pages["buurt/BU99990001.html"])
    assert "In wijken en buurten is 1 cijfer veranderd" in text_of(pages["herzieningen.html"])


def test_what_only_became_definite_is_counted_and_not_listed(pages: dict) -> None:
    said = "1 voorlopig cijfer is definitief geworden; daarbij veranderde geen getal."
    start, all_of_them = text_of(pages["index.html"]), text_of(pages["herzieningen.html"])
    assert "Anders dan in de vorige uitgave: 2 cijfers." in start
    for told in (start, all_of_them, text_of(pages["thema/objectieve-veiligheid.html"])):
        assert told.count(said) == 1
        assert "52*" not in told
    assert "Inbraak in woning3e kwartaal 20184045herzien" in all_of_them
    assert "52" not in all_of_them


def test_status_in_words() -> None:
    def of(rows: list[dict]) -> list[revisions.Revision]:
        frame = public.edition().revisions
        return revisions.revisions_of(
            pd.DataFrame(rows, columns=frame.columns), {"fiets": one_indicator("fiets")}
        )

    became = public.revision("fiets", public.CITY, "2020-Q1", 52, 52, oud_teken="*", soort="status")
    secret = became | {"oude_waarde": None, "nieuwe_waarde": None}
    secret |= {"oud_teken": "x", "nieuw_teken": "x"}
    said = revisions.status_words(of([became, secret]))
    assert said == "2 voorlopige cijfers zijn definitief geworden; daarbij veranderde geen getal."
    assert of([became])[0].what == "was voorlopig, is nu definitief"
    other = became | {"oud_teken": None}
    assert "alleen de status" in revisions.status_words(of([became, other]))
    assert of([became | {"soort": "herzien"}])[0].what.startswith("herzien; was voorlopig")
    assert revisions.status_words(of([became | {"soort": "herzien"}])) == ""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2020-Q2", "2e kwartaal 2020"),
        ("2020-H1", "1e helft 2020"),
        ("2020-06", "jun 2020"),
        ("2019", "2019"),
        ("2018--2019", "2018–2019"),
        ("2019-07--2020-06", "jul 2019–jun 2020"),
    ],
)
def test_a_period_in_a_narrow_column(period: str, told: str) -> None:
    assert periods.short(period) == told


def test_the_same_edition_gives_the_same_bytes_and_is_not_written_again(
    tmp_path: Path, site: Path, downloads: Mapping[str, Path]
) -> None:
    other = tmp_path / "website"
    shuffled = public.edition()
    shuffled = replace(shuffled, figures=shuffled.figures.sample(frac=1, random_state=1))
    assert write_site(shuffled, other, downloads)
    assert _bytes(other) == _bytes(site)
    when = (other / "index.html").stat().st_mtime_ns
    assert not write_site(public.edition(), other, downloads)
    assert (other / "index.html").stat().st_mtime_ns == when


def test_what_is_no_longer_in_the_edition_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "website"
    write_site(public.edition(), folder, {})
    (folder / "oud.html").write_text("oud")
    assert write_site(public.edition(), folder, {})
    assert not (folder / "oud.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["website"]


def test_a_run_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "website"
    write_site(public.edition(), folder, {})
    folder.rename(tmp_path / ".website.oud")
    assert not write_site(public.edition(), folder, {})
    assert (folder / "index.html").is_file()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _column(table: str, column: str, value: object) -> Callable[[Edition], Edition]:
    def change(edition: Edition) -> Edition:
        frame = getattr(edition, table).copy()
        frame[column] = frame[column].astype(object)
        frame.loc[0, column] = value
        return replace(edition, **{table: frame})

    return change


def _beside_a_mark(
    table: str, mark: str, column: str, *, without: str = ""
) -> Callable[[Edition], Edition]:
    def change(edition: Edition) -> Edition:
        edition = _column(table, without, None)(edition) if without else edition
        return _column(table, column, 3.0)(_column(table, mark, "x")(edition))

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_column("areas", "gebied_code", "../../etc"), "gebied_code"),
        (_column("areas", "gebied_code", ""), "gebied_code"),
        (_column("areas", "gebied_code", "bu99990001"), "hoofdletters"),
        (_column("indicators", "indicator_id", 'a"><b'), "indicator_id"),
        (_column("figures", "gebied_code", "GM0000"), "gebied_code"),
        (_column("figures", "periode", "<i>2020</i>"), "periode"),
        (_beside_a_mark("figures", "teken", "waarde"), "waarde"),
        (_beside_a_mark("figures", "teken", "marge_boven", without="waarde"), "marge_boven"),
        (_beside_a_mark("revisions", "oud_teken", "oude_waarde"), "oude_waarde"),
        (_beside_a_mark("revisions", "nieuw_teken", "nieuwe_waarde"), "nieuwe_waarde"),
        (_column("editions", "herleidbaar", 1), "herleidbaar"),
        (_column("indicators", "pagina", "../…"), "pagina"),
    ],
)
def test_what_cannot_be_told_is_refused_and_the_site_stays(
    tmp_path: Path, change: Callable[[Edition], Edition], told: str
) -> None:
    folder = tmp_path / "website"
    folder.mkdir()
    (folder / "index.html").write_text("vorige")
    with pytest.raises(AnalystError, match=told) as refused:
        write_site(change(public.edition()), folder, {})
    assert not re.search(r"\.\./|<|GM0000", str(refused.value))
    assert (folder / "index.html").read_text() == "vorige"


@pytest.mark.parametrize("name", [".htaccess", "a b.csv", "ontbreekt.csv"])
def test_a_file_that_cannot_be_offered_is_refused(tmp_path: Path, name: str) -> None:
    if name != "ontbreekt.csv":
        (tmp_path / name).write_text("x")
    with pytest.raises(AnalystError, match="downloaden"):
        write_site(public.edition(), tmp_path / "website", {"alles": tmp_path / name})


@pytest.mark.parametrize(
    ("now", "past", "told"),
    [
        (
            41,
            53,
            "Dat zijn er 12 minder dan in hetzelfde kwartaal van 2019. Zo’n verschil kan toeval",
        ),
        (1200, 1000, "Dat zijn er 200 meer (20 procent) dan in hetzelfde kwartaal van 2019."),
        (6, 5, "Dat is er 1 meer dan in hetzelfde kwartaal van 2019. Deze aantallen zijn zo klein"),
        (53, 53, "Dat is evenveel als in hetzelfde kwartaal van 2019."),
        (
            41,
            None,
            "Het cijfer van hetzelfde kwartaal van 2019 is geheim, dus vergelijken kan niet.",
        ),
    ],
)
def test_a_quarter_is_told_beside_the_same_quarter(
    now: float, past: float | None, told: str
) -> None:
    earlier = ("2019-Q2", Figure(past, "" if past else "x"))
    said = " ".join(
        words.told(
            one_indicator("inbraak"), "Voorbeeldstad", "kwartaal", "2020-Q2", Figure(now), earlier
        )
    )
    start = "In het tweede kwartaal van 2020 registreerde de politie in Voorbeeldstad "
    assert said.startswith(start + f"{now:,} keer".replace(",", "."))
    assert told in said


@pytest.mark.parametrize(
    ("name", "kind", "period", "figure", "told"),
    [
        ("inbraak", "kwartaal", "2020-Q2", Figure(0, "-"), "geen enkele keer ‘inbraak in woning’."),
        ("inbraak", "kwartaal", "2020-Q2", Figure(None, "x"), "kwartaal van 2020 is geheim."),
        ("inbraak", "jaar", "2019", Figure(None, "."), "Het cijfer over 2019 is niet bekend."),
        ("fiets_totaal", "jaar", "2019", Figure(9), "in totaal 9 keer fietsdiefstal."),
        ("jeugd", "halfjaar", "2020-H1", Figure(1), "1 melding van inwoners over jeugdoverlast."),
        ("demonstraties", "jaar", "2019", Figure(56), "waren er in V 56 demonstraties."),
        ("panden", "meerjarig", "2018--2019", Figure(57), "2019 samen waren er in V 57 ‘panden"),
        ("onveilig", "jaar", "2019", Figure(2.5, unit="%"), "‘vaak onveilig’ 2,5 procent."),
        ("inbraak", "12m", "2019-07--2020-06", Figure(9), "van juli 2019 tot en met juni 2020"),
    ],
)  # fmt: skip
def test_sentences_by_source(name: str, kind: str, period: str, figure: Figure, told: str) -> None:
    said = words.told(one_indicator(name), "V", kind, period, figure, None)
    assert told in " ".join(said)


@pytest.mark.parametrize(
    ("name", "called", "told"),
    [
        ("inbraak", "Overval In woning", "de politie in V 9 keer ‘overval in woning’."),
        ("inbraak", "Straatroof", "registreerde de politie in V 9 keer straatroof."),
        ("demonstraties", "Aantal uitrukken Brandweer", "waren er in V 9 ‘uitrukken Brandweer’."),
        ("jeugd", "Meldingen overige meldingen", "9 meldingen van inwoners over andere onderw"),
        ("jeugd", "Meldingen categorie onbekend", "inwoners waarvan het onderwerp niet bekend is."),
    ],
)  # fmt: skip
def test_a_name_that_fits_no_sentence(name: str, called: str, told: str) -> None:
    one = replace(one_indicator(name), name=called)
    assert told in words.told(one, "V", "jaar", "2019", Figure(9), None)[0]


def test_what_influenced_a_figure_is_told_with_when() -> None:
    def of(one: Indicator, period: str, past: str) -> str:
        return words.told(one, "V", "kwartaal", period, Figure(9), (past, Figure(8)))[-1]

    one = one_indicator("inbraak")
    start = "Let op: {} golden maatregelen tegen corona."
    assert of(one, "2020-Q2", "2019-Q2") == start.format("in deze periode")
    assert of(one, "2023-Q1", "2022-Q1") == start.format("in het eerste kwartaal van 2022")
    assert "Let op" not in of(one, "2023-Q2", "2022-Q2")
    flag = next(each for each in one.breaks if each.naam == "corona")
    other = replace(one, breaks=(replace(flag, naam="evenement", toelichting="Groot feest"),))
    assert of(other, "2020-Q2", "2019-Q2") == "Let op: in deze periode speelde dit mee: evenement."


def test_a_break_is_never_compared_across() -> None:
    drugs = one_indicator("drugs")
    said = words.told(drugs, "V", "kwartaal", "2020-Q2", Figure(99), ("2019-Q2", Figure(50)))
    assert "niet te vergelijken" in " ".join(said)
    assert "meer" not in " ".join(said)
    assert not drugs.parted("2020-Q2", "2020-Q1")
    assert one_indicator("onveilig").parted(
        "2021", "2019"
    )  # the survey has another form since 2021


def brief_of(name: str, kind: str, series: dict[str, Figure]) -> indicators.Brief:
    return indicators.view(one_indicator(name), {kind: series}, "V", "2021-Q4", []).brief


def test_no_past_figure_stands_beside_one_that_was_counted_otherwise(pages: dict) -> None:
    brief = brief_of("drugs", "kwartaal", {"2019-Q2": Figure(50), "2020-Q2": Figure(99)})
    assert (brief.past, brief.differs) == ("anders geteld", False)
    assert brief_of("inbraak", "kwartaal", {"2019-Q2": Figure(5), "2020-Q2": Figure(9)}).differs
    shown = text_of(pages["thema/integriteit.html"].find(".//h:table", SPACE))
    assert re.search(r"Drugshandel\d+ ?\S* ?voorlopiganders geteld", shown)


@pytest.mark.parametrize(
    ("now", "past", "differs"),
    [
        ((2, 1, 3), (3, 2, 4), False),
        ((2, 1, 3), (5, 4, 6), True),
        ((2, None, None), (5, 4, 6), False),
    ],
)
def test_a_survey_shows_its_past_alone_only_where_margins_do_not_meet(
    now: tuple, past: tuple, differs: bool
) -> None:
    series = {
        year: Figure(value, unit="%", low=low, high=high)
        for year, (value, low, high) in (("2017", past), ("2019", now))
    }
    assert brief_of("onveilig", "jaar", series).differs == differs


margins = st.tuples(st.floats(1, 9), st.floats(0.1, 3), st.floats(1, 9), st.floats(0.1, 3))


@given(margins)
def test_a_survey_tells_of_a_change_only_where_margins_do_not_meet(drawn: tuple) -> None:
    value, half, past, past_half = drawn
    now = Figure(value, unit="%", low=value - half, high=value + half)
    before = Figure(past, unit="%", low=past - past_half, high=past + past_half)
    said = " ".join(
        words.told(one_indicator("onveilig"), "V", "jaar", "2019", now, ("2017", before))
    )
    apart = now.low > before.high or now.high < before.low
    assert ("hoger" in said or "lager" in said) == apart
    assert ("toeval kan zijn" in said or "was dat ook" in said) != apart


def test_a_survey_without_margins_claims_nothing() -> None:
    said = words.told(
        one_indicator("onveilig"),
        "V",
        "jaar",
        "2019",
        Figure(9, unit="%"),
        ("2017", Figure(1, unit="%")),
    )
    assert "is niet te zeggen" in said[1]


@given(
    st.floats(0, 1e6),
    st.sampled_from(["", "x", ".", "-", "*"]),
    st.sampled_from(["", "herzien", "voorlopig"]),
)
def test_a_mark_stands_in_the_place_of_what_is_hidden(value: float, mark: str, status: str) -> None:
    figure = Figure(None if mark in ("x", ".") else value, mark, status)
    assert (figure.text == mark) == (mark in ("x", ".", "-"))
    assert (PROVISIONAL in figure.after) == (
        mark not in ("x", ".") and "*" in (mark, "*" * (status == "voorlopig"))
    )
    assert bool(figure.spoken) == bool(figure.marks)


def test_a_running_year_is_told_by_its_quarters_only() -> None:
    counts = {"2019-Q1": Figure(1), "2020-Q1": Figure(2), "2020-Q2": Figure(3)}
    table = tables.whole(
        {"kwartaal": counts, "jaar": {"2019": Figure(9), "2020": Figure(5)}}, "2020-Q2"
    )
    assert list(table["jaar"]) == ["2019"]
    quarters, years = tables.tables_of(one_indicator("inbraak"), table)
    assert [row.label for row in quarters.rows] == ["2020", "2019"]
    assert [row.label for row in years.rows] == ["2019"]
    assert tables.whole({"jaar": {"2020": Figure(5)}}, "2020-Q2")[
        "jaar"
    ]  # a register has no quarters


def test_a_break_within_a_year_stands_beside_both_its_neighbours() -> None:
    years = {"2017": Figure(1), "2018": Figure(2), "2019": Figure(3), "2020": Figure(4)}
    _, *made = tables.tables_of(
        one_indicator("inbraak"), {"jaar": years, "kwartaal": {"2020-Q1": Figure(1)}}
    )
    rows = [row.label or row.words for row in made[0].rows]
    assert rows[:2] == ["2020", "2019"]
    assert [rows[3], rows[5]] == ["2018", "2017"]
    assert rows[2].startswith("Sinds juli 2018 is elk strafbaar feit")
    assert "(" not in rows[2]  # national numbers
    assert rows[4].startswith("Ook hiermee niet te vergelijken")
    january = tables.tables_of(
        one_indicator("onveilig"), {"jaar": {"2019": Figure(1), "2021": Figure(2)}}
    )
    assert [bool(row.words) for row in january[0].rows] == [False, True, False]


@pytest.mark.parametrize(
    ("years", "advice"),
    [
        (["2018", "2019"], "Vergelijk 2018 daarom niet met later."),
        (
            ["2017", "2018"],
            "Vergelijk 2018 daarom niet met andere jaren, en eerder niet met later.",
        ),
        (["2017"], "Vergelijk 2017 daarom niet met later."),
        (["2016", "2017"], "Vergelijk 2017 en eerder daarom niet met later."),
        (["2019"], ""),
        ([], ""),
    ],
)
def test_a_break_advises_about_whole_years(years: list[str], advice: str) -> None:
    line = Line("2018-07", "samenloop", "Anders.")
    assert line.advising(years).words == f"Anders. {advice}".strip()


def test_a_break_is_told_once_above_the_themes_of_an_area(pages: dict) -> None:
    district = text_of(pages["buurt/WK999900.html"].find(".//h:main", SPACE))
    assert district.count("Sinds juli 2018 is elk strafbaar feit") == 1
    assert "juli 2018: alle cijfers van de politie." in district
    assert district.count("Vergelijk 2018 daarom niet met later.") == 1
    assert district.index("Sinds juli 2018") < district.index("Objectieve veiligheid:")


def test_an_area_says_what_it_has_and_what_stands_elsewhere(tmp_path: Path) -> None:
    """A neighbourhood with whole years only, and without what the district does have."""
    levels = {code: level for code, _, level, _ in public.AREAS}
    rows = [
        row
        for row in public.figures()
        if levels[row["gebied_code"]] != "buurt"
        or (row["periode_soort"] == "jaar" and row["indicator_id"] != "drugs")
    ]
    write_site(public.edition(rows=rows), tmp_path / "web", {})
    said = {
        path: (tmp_path / "web" / path).read_text("utf-8")
        for path in ("buurt/BU99990001.html", "buurt/WK999900.html", "uitleg.html")
    }
    hood, district, explained = said.values()
    limits = "Van een buurt tonen we alleen hele jaren. "
    limits += "Gevoelige onderwerpen staan alleen bij de wijk of de gemeente."
    assert f"zijn, tot en met 2019. {limits}" in hood
    assert "zijn, tot en met het tweede kwartaal van 2020." in district
    assert "alleen hele jaren" not in district
    assert "Gevoelige" not in district
    assert limits in explained
    assert "Een 0 tonen we bijna altijd wel (-)." in explained


def test_who_meets_a_fault_can_tell_it(tmp_path: Path, pages: dict) -> None:
    write_site(public.edition(), tmp_path / "web", {}, "mailto:data@example.org")
    told = (tmp_path / "web" / "toegankelijkheid.html").read_text("utf-8")
    assert '<a class="utrecht-link" href="mailto:data@example.org">data@example.org</a>.' in told
    assert "aan de gemeente Voorbeeldstad. Zeg" in text_of(pages["toegankelijkheid.html"])
    assert "getest met voorbeeldcijfers" in told


def test_the_mark_of_a_revision_is_not_that_of_an_edition(pages: dict) -> None:
    for path in ("index.html", "uitleg.html"):
        assert "was het anders, ook al voor de eerste uitgave." in text_of(pages[path])


def test_where_everything_stands_nothing_is_said_of_limits(pages: dict) -> None:
    for path in ("buurt/BU99990001.html", "uitleg.html"):
        assert "Van een buurt tonen we" not in text_of(pages[path])
        assert "Gevoelige" not in text_of(pages[path])


@given(st.integers(1990, 2090), st.integers(1, 4), st.integers(1, 12))
def test_a_year_earlier_is_the_same_part_of_the_year(year: int, quarter: int, month: int) -> None:
    for period in (
        f"{year}-Q{quarter}",
        f"{year}-{month:02}",
        f"{year}-H{1 + quarter // 3}",
        f"{year}",
    ):
        before = periods.year_earlier(period)
        assert periods.year_of(before) == year - 1
        assert periods.part_of(before) == periods.part_of(period)
        assert periods.months(before)[0][5:] == periods.months(period)[0][5:]
    assert periods.year_earlier("2019-07--2020-06") == "2018-07--2019-06"


values = st.one_of(st.none(), st.integers(0, 10**6))


@given(st.lists(values, min_size=1, max_size=60), st.sampled_from(["inbraak", "onveilig", "drugs"]))
def test_a_drawing_stays_within_its_frame(drawn: list, name: str) -> None:
    series = {
        f"{2005 + at // 4}-Q{at % 4 + 1}": Figure(value, "x" if value is None else "")
        for at, value in enumerate(drawn)
    }
    chart = charts.draw(one_indicator(name), {"kwartaal": series})
    points = [(x, y) for x, y, _ in chart.labels + chart.marks]
    points += [(x, 0) for x, _ in chart.years] + [(0, y) for y, _ in chart.ticks]
    points += [
        (float(x), 0) for path in chart.paths.values() for x in re.findall(r"M(-?[\d.]+)", path)
    ]
    assert all(0 <= x <= charts.WIDTH and -1 <= y <= charts.HEIGHT for x, y in points)
    assert "None" not in str(chart.paths)


def test_what_is_hidden_is_a_gap_with_its_mark() -> None:
    series = {"2019-Q2": Figure(10), "2020-Q1": Figure(None, "x"), "2020-Q2": Figure(8)}
    chart = charts.draw(one_indicator("inbraak"), {"kwartaal": series})
    assert [text for *_, text in chart.marks] == ["x"]
    assert chart.paths["nu"].count("M") == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((10, 7, None), "2 van de 3 cijfers zijn getekend; 1 is geheim; laagste: 7"),
        ((10, 7, None), "nieuwste dat getoond mag worden: 7 (tweede kwartaal van 2019)"),
        ((None, None, 7), "1 van de 3 cijfers is getekend; 2 zijn geheim; "),
        ((10, 7, 8), "nieuwste: 8 (derde kwartaal van 2019)"),
        ((0, 0, None), "1 is geheim; alle getekende cijfers zijn 0."),
        ((None, None), "Er is geen getal dat getoond mag worden; 2 zijn geheim."),
    ],
)
def test_a_drawing_in_words(values: tuple, told: str) -> None:
    series = {
        f"2019-Q{at}": Figure(value, "x" if value is None else "-" if value == 0 else "")
        for at, value in enumerate(values, start=1)
    }
    assert told in charts.draw(one_indicator("inbraak"), {"kwartaal": series}).words


def test_every_table_of_the_newest_figures_is_called_otherwise(pages: dict) -> None:
    for path, page in pages.items():
        captions = [
            text_of(table.find("h:caption", SPACE))
            for table in page.findall(".//h:table", SPACE)
            if "overzicht" in table.get("class")
        ]
        assert len(captions) == len(set(captions)), path
    assert "Enquête, 2021 en 2019" in text_of(pages["thema/veiligheidsbeleving.html"])
    assert "Een kwartaal staat" not in text_of(pages["thema/veiligheidsbeleving.html"])
    assert "Een kwartaal staat" in text_of(pages["thema/objectieve-veiligheid.html"])


def test_no_figures_at_all(tmp_path: Path) -> None:
    bare = public.edition(rows=[])
    nothing = {
        name: getattr(bare, name).head(0) for name in ("indicators", "revisions", "editions")
    }
    empty = replace(bare, areas=bare.areas.head(1), **nothing)
    assert write_site(bare, tmp_path / "a", {})
    assert write_site(empty, tmp_path / "b", {})
    assert "nog geen cijfers" in (tmp_path / "b/thema/integriteit.html").read_text("utf-8")


@given(st.text(max_size=80))
def test_the_name_of_a_page_cannot_leave_its_folder(name: str) -> None:
    try:
        slug = themes.slug_of(name)
    except AnalystError:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


def test_parts_stand_under_their_total() -> None:
    frame = public.edition().indicators
    order = described(frame, ())
    assert order["fiets"].level == 1
    assert list(order).index("fiets") == list(order).index("fiets_totaal") + 1
    looped = frame.assign(
        onderdeel_van=pd.Series({1: "fiets", 2: "fiets_totaal"}).reindex(frame.index)
    )
    assert set(described(looped, ())) == set(order)
