"""Tests of the page: well-formed, readable aloud, and no text of the data is markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from factsheet_cases import HOSTILE, with_names, without_drawings
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import html, numbers
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.table import Cell, Column


@pytest.fixture(scope="module")
def written():
    return {
        "driehoek": html.render(driehoek(driehoek_tables(), DRIEHOEK)),
        "raad": html.render(raad(raad_tables(), RAAD)),
    }


class _Page(HTMLParser):
    """Parses a page strictly: every element must be closed; keeps elements and text."""

    VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), tag
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.seen if name == tag]


def _read(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode())
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_the_page_is_well_formed_and_self_contained(written, product):
    content = written[product]
    assert content.startswith(b"<!DOCTYPE html>")
    page = _read(content)
    assert page.all("html") == [{"lang": "nl"}]
    assert len(page.all("h1")) == 1
    titles = [title.get("id") for title in page.all("title")]
    assert titles[0] is None, "of the page; the others are of drawings and of parts of the map"
    assert sum(title is not None for title in titles) == len(page.all("svg"))
    tags = {tag for tag, _ in page.seen}
    assert not tags & {"img", "iframe", "link", "object"}
    assert page.all("script") == [{}], "one script, of the page itself"
    for _, attributes in page.seen:
        assert not {"src", "onclick", "onload", "style"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert "url(http" not in content.decode()
    ids = [attributes["id"] for _, attributes in page.seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.seen:
        assert set((attributes.get("aria-labelledby") or "").split()) <= set(ids)


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_tables_and_drawings_of_the_page_can_be_read_aloud(written, product):
    page = _read(written[product])
    assert len(page.all("table")) == len(page.all("caption")) > 4
    assert {attributes["scope"] for attributes in page.all("th")} == {"col", "row", "rowgroup"}
    assert len(page.all("svg")) == len(page.all("desc")) > 4
    assert all(attributes["role"] == "img" for attributes in page.all("svg"))
    levels = [int(tag[1]) for tag, _ in page.seen if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    if product == "driehoek":
        assert page.text.count("Vertrouwelijk") == 1
        assert 'content: "Vertrouwelijk"' in "".join(page.text)  # on every printed page


@pytest.mark.dear
def test_hostile_text_is_shown_as_text_on_the_page():
    for sheet in (
        driehoek(with_names(driehoek_tables(), HOSTILE), DRIEHOEK),
        raad(with_names(without_drawings(raad_tables()), HOSTILE), RAAD),
    ):
        page = _read(html.render(sheet))
        assert page.all("script") == [{}]
        assert "<script>alert(1)</script>" in "".join(page.text)
        assert "{{ 7*7 }}" in "".join(page.text)


def test_the_page_has_more_rows_than_paper_and_says_where_the_rest_is(written):
    text = "".join(_read(written["driehoek"]).text)
    rest = re.search(r"En nog (\d+) plekken met een klasse: zie de werkmap, blad Hotspots", text)
    classes = driehoek_tables()["driehoek_hotspots"]["klasse"]
    assert int(rest[1]) == classes.ne("sporadisch").sum() - 45
    assert f"{classes.eq('sporadisch').sum()} sporadische niet getoond." in text


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_styles_and_script_are_those_that_the_policy_of_the_page_allows(written, product):
    """An escaped quote in a style sheet makes a browser drop the rule."""
    text = written[product].decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    policy = policy.replace("&#39;", "'")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
        assert "&#" not in content
        assert "&quot;" not in content
    assert '"Source Sans Pro"' in text
    assert "unsafe" not in policy


def test_rows_tell_their_theme_and_area_and_a_reader_chooses_from_all_of_them(written):
    both = {"thema", "gebied"}
    for product, names in (("driehoek", both | {"soort"}), ("raad", both)):
        page = _read(written[product])
        assert {choice["name"] for choice in page.all("select")} == names
        [fieldset] = page.all("fieldset")
        assert "hidden" in fieldset, "without the script there is nothing to choose"
        for name in names:
            told = {row[f"data-{name}"] for row in page.all("tr") if f"data-{name}" in row}
            assert len(told) > 2
            assert told <= {text.strip() for text in page.text}


@given(st.integers(-(10**7), 10**7) | st.decimals(-9999, 9999, places=2))
def test_a_figure_is_sorted_by_its_value(value):
    column = Column("Aantal", lambda value: value)
    digits = 0 if isinstance(value, int) else 2
    for shown in (numbers.count(value) if not digits else numbers.decimal(value, digits),):
        assert float(html.sort_value(column, Cell(shown))) == float(value)


def test_a_day_is_sorted_by_its_date_and_what_is_unknown_by_nothing():
    words = Column("Sinds", lambda value: value, is_words=True)
    figures = Column("Aantal", lambda value: value)
    shown = [html.sort_value(words, Cell(text)) for text in ("12 maart 2020", "mei-juni 2020", "")]
    assert shown == ["2020-03-12", "2020-06-00", ""]
    assert {html.sort_value(figures, Cell(text)) for text in (".", "x", "")} == {""}
    assert html.sort_value(figures, Cell("1.213,5")) == "1213.5"
