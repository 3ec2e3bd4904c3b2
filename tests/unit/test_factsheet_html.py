"""Tests of the page: well-formed, readable aloud, and no text of the data is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from factsheet_cases import HOSTILE, with_names, without_drawings
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables

from assets.factsheets import html
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad


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
    assert not tags & {"script", "img", "iframe", "link", "object"}
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


def test_hostile_text_is_shown_as_text_on_the_page():
    for sheet in (
        driehoek(with_names(driehoek_tables(), HOSTILE), DRIEHOEK),
        raad(with_names(without_drawings(raad_tables()), HOSTILE), RAAD),
    ):
        page = _read(html.render(sheet))
        assert page.all("script") == []
        assert "<script>alert(1)</script>" in "".join(page.text)
        assert "{{ 7*7 }}" in "".join(page.text)


def test_the_page_has_more_rows_than_paper_and_says_where_the_rest_is(written):
    text = "".join(_read(written["driehoek"]).text)
    rest = re.search(r"En nog (\d+) plekken met een klasse: zie de werkmap, blad Hotspots", text)
    classes = driehoek_tables()["driehoek_hotspots"]["klasse"]
    assert int(rest[1]) == classes.ne("sporadisch").sum() - 45
    assert f"{classes.eq('sporadisch').sum()} sporadische niet getoond." in text
