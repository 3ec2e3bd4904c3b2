"""What the dashboard shows and gives along: texts of the data as they are, figures in Dutch."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from dashboard import shown, words
from schemas import dutch

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=60
)


@given(TEXT)
def test_no_sign_of_a_text_means_anything_in_markdown(text: str) -> None:
    """Neither a link, nor an image that would be fetched elsewhere, nor emphasis."""
    drawn = MarkdownIt("commonmark").render("begin " + words.plain(text) + " einde")
    assert re.sub(r"<(?!/?p>)[^>]*>", "", drawn) == drawn
    told = html.unescape(re.sub(r"</?p>", "", drawn)).split()
    assert told == f"begin {text} einde".split()


@pytest.mark.parametrize("text", ["![x](https://example.org/x.png)", "$x^2$", ":red[x]", "a_b_c"])
def test_the_signs_of_streamlit_are_escaped_too(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", words.plain(text)) == text
    assert not re.search(r"(?<!\\)[!$:_*\[\]]", words.plain(text))


@given(st.lists(TEXT.map("={}".format) | TEXT.map("{}x".format), min_size=1, max_size=5))
def test_no_text_becomes_a_formula_in_a_workbook(texts: list[str]) -> None:
    content = shown.workbook(pd.DataFrame({"tekst": pd.Series(texts, dtype="str")}), "proef")
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[1:]] == texts
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"<sheetData>" in sheet


def test_a_workbook_keeps_numbers_and_days() -> None:
    frame = pd.DataFrame(
        {
            "Aantal": pd.array([3, None], dtype="Int64"),
            "Dag": pd.to_datetime(["2020-06-01", None]),
            "Deel": [0.5, 1234.5],
        }
    )
    read = CalamineWorkbook.from_filelike(io.BytesIO(shown.workbook(frame, "proef")))
    head, first, second = read.get_sheet_by_index(0).to_python()
    assert head == ["Aantal", "Dag", "Deel"]
    assert (first[0], str(first[1])[:10], first[2]) == (3.0, "2020-06-01", 0.5)
    assert second == ["", "", 1234.5]


def test_csv_is_what_a_dutch_spreadsheet_reads() -> None:
    frame = pd.DataFrame({"Straat": ["=1+1", "Élan"], "Deel": [1234.5, None]})
    text = shown.csv(frame).decode("utf-8-sig")
    assert text.splitlines() == ["Straat;Deel", "'=1+1;1234,5", "Élan;"]


def test_figures_are_written_in_dutch_and_a_year_is_no_amount() -> None:
    frame = pd.DataFrame(
        {
            "Aantal": pd.array([1234, None], dtype="Int64"),
            "Deel": [12.34, None],
            "Jaar": [2020, 2021],
            "Dag": pd.to_datetime(["2020-06-30", None]),
            "Nieuw": [True, False],
            "Tekst": ["a", None],
        }
    )
    cells = words.written(frame, {"Deel": 2})._translate(False, False)["body"]
    told = [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in cells]
    assert told[0] == ["1.234", "12,34", "2020", "30 juni 2020", "ja", "a"]
    assert told[1] == [dutch.UNKNOWN, dutch.UNKNOWN, "2021", "", "nee", ""]


def test_an_unknown_theme_an_unknown_figure_and_zero_are_three_marks() -> None:
    frame = pd.DataFrame({"Politie": pd.array([0, None, None], dtype="Int64")})
    told = words.with_marks(frame, {"Politie": pd.Series([False, True, False])})
    assert list(told["Politie"]) == ["0", words.NO_COUNTERPART, dutch.UNKNOWN]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2020-06", "juni 2020"),
        ("2020-05--2020-06", "mei t/m juni 2020"),
        ("2019-07--2020-06", "juli 2019 t/m juni 2020"),
        ("2020-06--2020-06", "juni 2020"),
        ("2020-Q2", "tweede kwartaal van 2020"),
        ("2019", "2019"),
        (None, dutch.UNKNOWN),
    ],
)
def test_periods_in_words(period: str | None, told: str) -> None:
    assert words.month_of(period) == told
