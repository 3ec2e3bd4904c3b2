"""The pages of the site: sound HTML, safe, light, and with the content that belongs on each."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree

import html5lib
import public_tables as public
import pytest

from assets.website.site import write_site

HTML = "http://www.w3.org/1999/xhtml"
NAMESPACES = {"h": HTML}
SVG = "{http://www.w3.org/2000/svg}svg"
LARGEST = 300_000  # characters of a page with its style sheet and scripts
VERDICTS = [
    public.verdict("inbraak", public.CITY, "signaal omhoog"),
    public.verdict("fiets_totaal", public.CITY, "signaal omlaag"),
    public.verdict("fiets", public.CITY, "signaal omlaag"),
    public.verdict("jeugd", public.CITY, "binnen normale schommeling"),
    public.verdict("drugs", public.CITY, "niet vast te stellen"),
    public.verdict("inbraak", public.CITY, "signaal omlaag", periode="2019-12"),
    public.verdict("jeugd", "WK999900", "signaal omlaag"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented edition's site, with two files to download."""
    folder = tmp_path_factory.mktemp("thuis")
    names = {"Objectieve veiligheid": "objectieve-veiligheid.csv", "alles": "cijfers.parquet"}
    for name in names.values():
        (folder / name).write_bytes(b"inhoud\n")
    downloads = {theme: folder / name for theme, name in names.items()}
    assert write_site(
        public.edition(verdicts=public.verdicts(VERDICTS)),
        folder / "website",
        downloads,
        surroundings=public.surroundings(),
    )
    return folder / "website"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, ElementTree.Element]:
    """Path -> page, parsed strictly: any fault in the HTML is an error."""
    parsed = {}
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(strict=True)
        parsed[path.relative_to(site).as_posix()] = parser.parse(path.read_text("utf-8"))
    return parsed


def text_of(element: ElementTree.Element) -> str:
    """Its text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def test_which_pages_there_are(pages: dict) -> None:
    fixed = "index buurten uitleg herzieningen open-data toegankelijkheid".split()
    expected = {f"{name}.html" for name in fixed}
    themes = "inbraak-en-diefstal veilig-voelen wat-de-gemeente-doet andere-onderwerpen".split()
    expected |= {f"thema/{slug}.html" for slug in themes}
    expected |= {f"kaart/{slug}.html" for slug in ("inbraak-en-diefstal", "andere-onderwerpen")}
    expected |= {f"zoeken/postcode-{digits}.html" for digits in ("1234", "1235")}
    expected |= {f"zoeken/straten-{letter}.html" for letter in ("0-9", "e", "l")}
    expected |= {f"buurt/{code}.html" for code, _, level, _ in public.AREAS if level != "gemeente"}
    assert set(pages) == expected


def test_every_link_has_its_target_within_the_site(site: Path, pages: dict) -> None:
    ids = {
        path: [element.get("id") for element in page.iter() if element.get("id")]
        for path, page in pages.items()
    }
    for path, page in pages.items():
        assert len(ids[path]) == len(set(ids[path])), path
        for link in page.iter(f"{{{HTML}}}a"):
            address, fragment = urldefrag(link.get("href"))
            target = (site / path).parent / address if address else site / path
            assert target.is_file(), (path, link.get("href"))
            if fragment:
                target_path = target.resolve().relative_to(site.resolve()).as_posix()
                assert fragment in ids[target_path], link.get("href")


def test_pages_are_light_and_load_nothing_from_elsewhere(site: Path) -> None:
    style = (site / "site.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style
    active = r"https?://|//www|<script(?! src=\"zoeken/)|<iframe|\son[a-z]+=|\sstyle="
    scripts = "".join(path.read_text("utf-8") for path in site.rglob("*.js"))
    assert not re.search(r"https?:|fetch|XMLHttp|import|eval|innerHTML|\.style\b|cookie", scripts)
    for path in site.rglob("*.html"):
        content = path.read_text("utf-8")
        loaded = scripts if "<script" in content else ""
        assert bool(loaded) == (path.name == "index.html") == ("script-src" in content)
        assert len(content) + len(style) + len(loaded) < LARGEST
        assert not re.search(active, content), path.name
        assert "default-src 'none'" in content
        assert '<html lang="nl"' in content


def test_texts_of_data_are_escaped(site: Path) -> None:
    page = (site / "thema" / "wat-de-gemeente-doet.html").read_text("utf-8")
    assert "<b>gesloten</b>" not in page
    assert "Panden &lt;b&gt;gesloten&lt;/b&gt; &amp; &#34;dicht&#34;" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Zuid &amp; &lt;i&gt;West&lt;/i&gt;" in (site / "buurten.html").read_text("utf-8")


def test_every_indicator_has_a_sentence_chart_table_and_description(pages: dict) -> None:
    shown = set()
    for path, page in pages.items():
        for section in page.findall(".//h:section[@class]", NAMESPACES):
            if "indicator" not in section.get("class") or not path.startswith("thema/"):
                continue
            shown.add(section.get("aria-labelledby"))
            chart = section.find(f".//{SVG}")
            assert chart is not None, path
            assert [child.tag.rpartition("}")[2] for child in chart][:2] == ["title", "desc"]
            assert section.find(".//h:table/h:caption", NAMESPACES) is not None
            assert len(text_of(section.find("h:p", NAMESPACES))) > 20
            description = text_of(section.find("h:dl", NAMESPACES))
            for term in (
                "Wat telt mee",
                "Soort cijfer",
                "Bron en eenheid",
                "Download",
                "Herzieningen",
            ):
                assert term in description
    assert shown == set(public.INDICATORS)


def test_tables_have_captions_and_scoped_headers(pages: dict) -> None:
    for page in pages.values():
        assert all(header.get("scope") for header in page.iter(f"{{{HTML}}}th"))
        for table in page.iter(f"{{{HTML}}}table"):
            assert table.find("h:caption", NAMESPACES) is not None


def test_captions_of_the_newest_figures_differ(pages: dict) -> None:
    for path, page in pages.items():
        captions = [
            text_of(table.find("h:caption", NAMESPACES))
            for table in page.findall(".//h:table", NAMESPACES)
            if "overzicht" in table.get("class")
        ]
        assert len(captions) == len(set(captions)), path
    assert "Enquête, 2021 en 2019" in text_of(pages["thema/veilig-voelen.html"])
    assert "Een kwartaal staat" not in text_of(pages["thema/veilig-voelen.html"])
    assert "Een kwartaal staat" in text_of(pages["thema/inbraak-en-diefstal.html"])


def test_revisions_are_shown_with_their_indicator_and_area(pages: dict) -> None:
    assert "40 → 45 (uitgave 2020-Q2, 21 juli 2020; herzien)" in text_of(
        pages["thema/inbraak-en-diefstal.html"]
    )
    assert "In geen eerdere uitgave stond een ander cijfer." in text_of(
        pages["thema/veilig-voelen.html"]
    )
    assert "Derde kwartaal" not in text_of(pages["buurt/BU99990002.html"])
    assert "xgeheim" in text_of(pages["buurt/BU99990001.html"])
    assert "In wijken en buurten is 1 cijfer veranderd" in text_of(pages["herzieningen.html"])


def test_revisions_of_status_are_counted_but_not_listed(pages: dict) -> None:
    sentence = "1 voorlopig cijfer is definitief geworden; daarbij veranderde geen getal."
    start, revisions = text_of(pages["index.html"]), text_of(pages["herzieningen.html"])
    assert "2 cijfers zijn anders dan in de vorige uitgave." in start
    for text in (start, revisions, text_of(pages["thema/inbraak-en-diefstal.html"])):
        assert text.count(sentence) == 1
        assert "52*" not in text
    assert "Inbraak in woning3e kwartaal 20184045herzien" in revisions
    assert "52" not in revisions


def test_an_overview_does_not_show_figures_across_a_break(pages: dict) -> None:
    page = pages["thema/andere-onderwerpen.html"]
    overview = " ".join(text_of(table) for table in page.findall(".//h:table", NAMESPACES))
    assert re.search(r"Drugshandel\d+ ?\S* ?voorlopiganders geteld", overview)


def test_an_area_explains_a_break_once_above_its_themes(pages: dict) -> None:
    district = text_of(pages["buurt/WK999900.html"].find(".//h:main", NAMESPACES))
    assert district.count("Sinds juli 2018 is elk strafbaar feit") == 1
    assert "juli 2018: alle cijfers van de politie." in district
    assert district.count("Vergelijk 2018 daarom niet met later.") == 1
    assert district.index("Sinds juli 2018") < district.index("Inbraak en diefstal:")


def test_an_area_explains_which_figures_it_lacks(tmp_path: Path) -> None:
    """A neighbourhood with whole years only, and without a sensitive subject of the district."""
    levels = {code: level for code, _, level, _ in public.AREAS}
    rows = [
        row
        for row in public.figures()
        if levels[row["gebied_code"]] != "buurt"
        or (row["periode_soort"] == "jaar" and row["indicator_id"] != "drugs")
    ]
    write_site(public.edition(rows=rows), tmp_path / "web", {})
    neighbourhood, district, explanation = (
        (tmp_path / "web" / path).read_text("utf-8")
        for path in ("buurt/BU99990001.html", "buurt/WK999900.html", "uitleg.html")
    )
    limits = "Van een buurt tonen we alleen hele jaren. "
    limits += "Gevoelige onderwerpen staan alleen bij de wijk of de gemeente."
    assert f"zijn, tot en met 2019. {limits}" in neighbourhood
    assert "zijn, tot en met het tweede kwartaal van 2020." in district
    assert "alleen hele jaren" not in district
    assert "Gevoelige" not in district
    assert limits in explanation
    assert "Een 0 tonen we bijna altijd wel." in explanation


def test_no_limits_are_mentioned_if_every_level_has_all_figures(pages: dict) -> None:
    for path in ("buurt/BU99990001.html", "uitleg.html"):
        assert "Van een buurt tonen we" not in text_of(pages[path])
        assert "Gevoelige" not in text_of(pages[path])


def test_visitors_can_report_an_accessibility_problem(tmp_path: Path, pages: dict) -> None:
    write_site(public.edition(), tmp_path / "web", {}, "mailto:data@example.org")
    page = (tmp_path / "web" / "toegankelijkheid.html").read_text("utf-8")
    assert '<a class="utrecht-link" href="mailto:data@example.org">data@example.org</a>.' in page
    assert "aan de gemeente Voorbeeldstad. Zeg" in text_of(pages["toegankelijkheid.html"])
    assert "getest met voorbeeldcijfers" in page


def test_the_mark_for_revised_is_explained(pages: dict) -> None:
    """It concerns deliveries, which the list of revised editions does not cover."""
    for path in ("index.html", "uitleg.html"):
        assert "rHerzien: in een eerdere levering was het anders" in text_of(pages[path])
        assert "was het anders, ook al voor de eerste uitgave." in text_of(pages[path])


def test_only_periods_and_names_that_occur_are_explained(tmp_path: Path, pages: dict) -> None:
    open_data = text_of(pages["open-data.html"])
    assert "Een kwartaal (2020-Q2; Q1 is het eerste), een jaar (2021), een reeks van" in open_data
    assert "jaren (2018--2019) of een reeks van twaalf maanden (2019-07--2020-06)." in open_data
    assert "Twaalf maanden tot en met" in text_of(pages["uitleg.html"])
    rows = [public.figure("inbraak", public.CITY, "jaar", "2019", 40)]
    write_site(public.edition(rows, {"inbraak": "Overval In woning"}), tmp_path / "web", {})
    texts = {
        name: (tmp_path / "web" / name).read_text("utf-8")
        for name in ("open-data.html", "uitleg.html")
    }
    assert "<dd>Een jaar (2019).</dd>" in texts["open-data.html"]
    assert "Overval in woning</a></th><td>Overval In woning</td>" in texts["open-data.html"]
    assert "Twaalf maanden tot en met" not in texts["uitleg.html"]


def test_every_chart_has_a_table_with_its_figures(pages: dict) -> None:
    """As the page on accessibility promises."""
    for path, page in pages.items():
        ids = {each.get("id") for each in page.iter(f"{{{HTML}}}table")}
        for chart in page.iter(SVG):
            kind, _, name = chart.get("aria-labelledby", "").partition("-t ")[0].partition("-")
            if kind == "l":
                assert f"l-{name}-tabel" in ids, path
            elif kind == "g":
                assert any(each and each.startswith(f"{name}-") for each in ids), path


def test_readers_are_spoken_to_in_one_way(pages: dict) -> None:
    for path, page in pages.items():
        assert not re.search(r"\b(je|jij|jouw)\b", text_of(page)), path
