"""Tests of workbooks that are laid out for people: what each figure is of, and what is told."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import wide_workbooks
from hypothesis import given
from hypothesis import strategies as st
from wide_workbooks import Book, Share, write

from assets.basis.errors import UnreadableError
from assets.deliveries.archived import read_back
from assets.formats.reading import read_delivery
from assets.formats.sheets import HEAD_ROWS, Sheet
from assets.formats.text_table import TextTable
from assets.formats.wide_books import read_book
from schemas import melddesk, open_data, police, survey
from schemas.configuration import Registers, Survey

PLACE = ("GM9999", "Voorbeeldstad")
AREAS = {"noord": "gebied", "zuid": "gebied", "voorbeeldstad": "gemeente", "stad": "gemeente"}
Read = Callable[..., TextTable]


def layouts(settings: Mapping[str, str] = {}) -> list:
    """The layouts of a municipality with two neighbourhoods, one known indicator and settings."""
    enquete = Survey(kolommen=dict(settings)).layout(*PLACE)
    register = Registers(
        kolommen={label: role for label, role in settings.items() if role in _IN_REGISTERS}
    ).layout
    known = {"demonstraties": "indicator"}
    return [
        police.LAYOUT,
        melddesk.LAYOUT,
        replace(enquete, labels=tuple(sorted((AREAS | dict(enquete.labels)).items()))),
        replace(register, labels=tuple(sorted((AREAS | known | dict(register.labels)).items()))),
        open_data.layout(*PLACE),
    ]


_IN_REGISTERS = {"indicator", "periode", "gebied", "waarde", "gemeente", "overslaan"}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(book, name="uitkomsten.xlsx", settings={...})` -> the table."""

    def make(book: Book, name: str = "uitkomsten.xlsx", settings: Mapping = {}) -> TextTable:
        return read_delivery(write(tmp_path / name, book), layouts(settings))

    return make


def rows(table: TextTable, *fields: str) -> list[tuple[str, ...]]:
    return list(table.frame[list(fields)].itertuples(index=False, name=None))


def figure(table: TextTable, indicator: str, area: str, period: str) -> dict[str, str]:
    """The filled fields of the one figure with this indicator, area and period."""
    time = table.layout.month_field
    frame = table.frame
    found = frame[
        frame["indicator"].eq(indicator) & frame["gebied"].eq(area) & frame[time].eq(period)
    ]
    [row] = found.to_dict("records")
    skipped = ("indicator", "gebied", time)
    return {name: text for name, text in row.items() if text and name not in skipped}


# -- as bureaus and departments lay them out -------------------------------------------------------


def test_areas_with_percentages_and_respondents_beside_each_other_a_sheet_a_year(read):
    table = read(wide_workbooks.DEPARTMENT)
    assert table.layout.source == "veiligheidsmonitor"
    assert table.row_count == 24 and table.notes == ()
    assert figure(table, "Voelt zich wel eens onveilig: soms", "Noord", "2021") == {
        "thema": "Veiligheid",
        "eenheid": "%",
        "waarde": "20",
        "respondenten": "118",
    }
    assert figure(table, "Onderhoud van het groen: slecht", "Zuid", "2019")["waarde"] == "."
    assert figure(table, "Onderhoud van het groen: goed", "GM9999", "2019")["waarde"] == "40.1"


def test_years_with_their_bounds_and_respondents_in_the_last_row(read):
    table = read(wide_workbooks.BUREAU)
    assert table.row_count == 6 and table.notes == ()
    assert figure(table, "Voelt zich wel eens onveilig", "GM9999", "2021") == {
        "thema": "Veiligheidsbeleving",
        "eenheid": "%",
        "waarde": "38,1",
        "ondergrens": "35,0",
        "bovengrens": "41,2",
        "respondenten": "580",
    }
    assert figure(table, "Vermijdt plekken", "GM9999", "2021")["waarde"] == "."


def test_answers_below_the_question_in_the_title_of_their_table(read):
    table = read(wide_workbooks.TABLES)
    assert table.row_count == 16 and table.notes == ()
    assert figure(table, "Heeft u overlast van jongeren: ja", "Noord", "2017") == {
        "eenheid": "%",
        "waarde": "11",
        "respondenten": "101",
    }
    assert figure(table, "Voelt u zich wel eens onveilig: nee", "Nederland", "2017") == {
        "eenheid": "%",
        "waarde": "70",
    }


def test_five_rows_of_headers_above_neighbourhoods(read):
    table = read(wide_workbooks.FIVE_HEADERS)
    assert table.row_count == 15 and table.notes == ()
    assert figure(table, "Rapportcijfer leefbaarheid", "Buurt Zuid", "2019") == {
        "thema": "Leefbaarheid",
        "eenheid": "score",
        "waarde": "6,9",
    }
    assert figure(table, "Voelt zich onveilig", "GM9999", "2023")["waarde"] == "22,5"


def test_half_years_below_years_and_a_second_table_beside_the_first(read):
    table = read(wide_workbooks.REGISTER)
    assert table.layout.source == "registers" and table.row_count == 12
    assert figure(table, "Demonstraties", "", "2020-H1") == {"waarde": "25"}
    assert figure(table, "Uitrukken brandweer", "", "2020") == {"waarde": "1277"}


def test_profiles_of_districts_beside_the_municipality_and_the_country(read):
    table = read(wide_workbooks.PROFILES)
    assert figure(table, "Overlast van jongeren", "Zuid", "2021") == {
        "thema": "Sociale overlast",
        "eenheid": "%",
        "waarde": "12",
    }
    assert table.row_count == 21  # what every profile repeats counts once
    assert table.notes == ("9 cijfers staan er meer dan eens, en tellen één keer.",)


def test_percentages_as_excel_keeps_them_half_widths_and_the_area_in_a_title(read):
    table = read(wide_workbooks.SHARES)
    assert table.row_count == 4 and table.notes == ()
    assert figure(table, "zich onveilig voelt", "Noord", "2017") == {
        "eenheid": "%",
        "waarde": "36.9",
        "marge": "3,1",
        "respondenten": "412",
    }
    assert figure(table, "slachtoffer was van inbraak", "Noord", "2017")["waarde"] == "2"


def test_tables_beside_and_below_each_other(read):
    table = read(wide_workbooks.FOUR_TABLES)
    assert table.row_count == 12 and table.notes == ()
    assert figure(table, "Ik voel mij veilig", "Zuid", "2021") == {"eenheid": "%", "waarde": "69"}
    assert figure(table, "Rapportcijfer buurt", "Noord", "2021") == {
        "eenheid": "score",
        "waarde": "7,2",
    }


def test_labels_with_codes_below_each_other_and_what_is_no_part_of_a_figure(read):
    table = read(wide_workbooks.CODES)
    assert table.row_count == 8 and table.unread_headers == ("Toelichting", "Verschil")
    assert figure(table, "Leefbaarheid", "BU99990002", "2021") == {
        "eenheid": "score",
        "waarde": "6.8",
        "marge": "0.1",
    }


def test_a_register_by_month_with_the_year_in_the_name_of_the_sheet(read):
    table = read(wide_workbooks.MONTHS)
    assert table.layout.source == "registers" and table.row_count == 8
    assert figure(table, "Demonstraties", "Zuid", "2020-03") == {"waarde": "1"}
    assert figure(table, "Demonstraties", "", "2020-02") == {"waarde": "4"}


def test_a_question_in_the_title_of_each_sheet(read):
    table = read(wide_workbooks.QUESTIONS)
    assert table.row_count == 6 and table.notes == ()
    asked = "Voelt zich wel eens onveilig in de buurt"
    assert figure(table, asked, "Noord", "2019") == {"eenheid": "% ja", "waarde": "31"}


def test_bounds_below_their_outcome_beside_merged_labels(read):
    table = read(wide_workbooks.BELOW)
    assert table.row_count == 4 and table.notes == ()
    assert figure(table, "Overlast verkeer", "GM9999", "2021") == {
        "thema": "Leefbaarheid",
        "eenheid": "%",
        "waarde": "30,5",
        "ondergrens": "29",
        "bovengrens": "32",
    }


def test_an_area_and_a_year_in_one_label(read):
    table = read(wide_workbooks.LABELS_OF_TWO)
    assert table.row_count == 6 and table.unread_headers == ("Verschil 2017-2019",)
    assert figure(table, "Slachtoffer van diefstal", "GM9999", "2017")["waarde"] == "8,4"


@pytest.mark.parametrize("sheet", ["2019", "VM 2019", "Resultaten 2019", "Meting 2019 per wijk"])
def test_the_year_in_the_name_of_the_sheet(read, sheet):
    book = {sheet: [["Veiligheidsmonitor"], ["", "Noord", "Zuid"], ["Onveilig", 20, 21]]}
    assert rows(read(book), "gebied", "jaar") == [("Noord", "2019"), ("Zuid", "2019")]


@pytest.mark.parametrize(
    ("titles", "sheet", "year"),
    [
        (["Veiligheidsmonitor", "Vergeleken met 2019"], "VM 2021", "2021"),
        (["Veiligheidsmonitor, gehouden in het najaar van 2019"], "Blad1", "2019"),
        (["Veiligheidsmonitor 2019", "Bron: rapport van 2020"], "Blad1", "2019"),
    ],
)
def test_of_several_years_in_titles_the_one_that_says_little_else(read, titles, sheet, year):
    rows_of = [*([title] for title in titles), ["", "Noord"], ["Onveilig", 20]]
    assert rows(read({sheet: rows_of}), "jaar") == [(year,)]


@pytest.mark.parametrize("sheet", ["Noord", "Buurt Noord", "Noord 2019"])
def test_the_area_in_the_name_of_the_sheet(read, sheet):
    book = {sheet: [["Veiligheidsmonitor"], ["", "2019", "2021"], ["Onveilig", 20, 21]]}
    areas = {text.removeprefix("Buurt ") for text in read(book).frame["gebied"]}
    assert areas == {"Noord"}


# -- what the analyst says -------------------------------------------------------------------------

OWN_WORDS: Book = {
    "Blad1": [
        ["Veiligheidsmonitor 2019"],
        ["Onderdeel", ("Stad", 2), ("Oude dorp", 2), "Parkstad"],
        ["", "uitslag", "aantal mensen", "uitslag", "aantal mensen", "uitslag"],
        ["Voelt zich onveilig", 20, 200, 18, 90, 25],
    ]
}
WORDS = {
    "Onderdeel": "indicator",
    "Oude dorp": "BU99990002",
    "uitslag": "waarde",
    "aantal mensen": "respondenten",
    "Parkstad": "overslaan",
}


def test_labels_that_are_not_known_are_what_the_settings_say(read):
    table = read(OWN_WORDS, settings=WORDS)
    assert rows(table, "indicator", "gebied", "jaar", "waarde", "respondenten") == [
        ("Voelt zich onveilig", "GM9999", "2019", "20", "200"),
        ("Voelt zich onveilig", "BU99990002", "2019", "18", "90"),
    ]
    assert table.unread_headers == ("Parkstad",) and table.notes == ()


def test_a_delivery_is_read_again_by_the_labels_that_it_was_taken_in_by(
    read, tmp_path, make_manifest
):
    first = read(OWN_WORDS, settings=WORDS)
    manifest = make_manifest(
        "veiligheidsmonitor", bestandsnaam="uitkomsten.xlsx", opschriften=dict(first.labels)
    )
    [again] = read_back(tmp_path / "uitkomsten.xlsx", manifest, survey.layout(*PLACE))
    assert again.frame.equals(first.frame)
    assert dict(first.labels)["parkstad"] == "overslaan"


def test_a_label_that_cannot_be_placed_is_told_by_its_form_and_its_cell(read):
    book = {
        "VM 2019": [
            ["", "Voorbeeldstad", "Noord", "Jan Jansen", "Piet de Vries"],
            ["Voelt zich onveilig", 1, 2, 3, 4],
        ]
    }
    table = read(book, "vm.xlsx")
    assert table.row_count == 4  # of which the source refuses two
    [note] = table.notes
    assert "«VM 2019»: 2 opschriften" in note and "«Aaa Aaaaaa» in cel D1" in note
    assert "[veiligheidsmonitor.kolommen]" in note
    assert "Jansen" not in note + str(table.labels) + str(table.header)


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ([["", "Noord", "Zuid"], ["Onveilig", 1, 2]], "van welk jaar"),
        ([["2019"], ["", "Jan Jansen", "Piet Bos"], ["Onveilig", 1, 2]], "«Aaa Aaaaaa» in cel B4"),
        ([["2019"], ["", "Noord", "Zuid"], ["", 1, 2]], "waarover"),
        (
            [["Gehouden in 2019"], ["Vergeleken met 2017"], ["", "Noord"], ["Onveilig", 1]],
            "meer dan één jaar",
        ),
        ([["2019"], ["", "aantal"], ["Jan Jansen", 1], ["Piet Bos", 2]], "bekende indicator"),
        ([["Onveilig in Noord"], ["", "2019", "2021"], ["Onveilig", 1, 2]], "noemt een gebied"),
        (
            [["2019"], ["", "Noord", "Zuid"], ["Noord", 1, 2], ["Zuid", 3, 4]],
            "zowel in de rijen als in de kolommen",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_what_to_do(read, cells, part):
    book = {"Blad": [["Veiligheidsmonitor"], [], *cells]}
    with pytest.raises(UnreadableError) as caught:
        read(book, "veiligheidsmonitor.xlsx")
    message = str(caught.value)
    assert part in message and "blad «Blad»" in message
    assert "[veiligheidsmonitor.kolommen]" in message and "Jansen" not in message


def test_of_a_workbook_the_tables_that_cannot_be_read_are_counted_and_told(read):
    book = {
        **wide_workbooks.MONTHS,
        "Uren": [["", "Jan Jansen", "Piet Bos"], ["kantoor", 8, 7], ["straat", 1, 2]],
    }
    table = read(book)
    assert table.row_count == 8 + 4
    assert table.frame["indicator"].eq("").sum() == 4
    [note] = table.notes
    assert "«Uren»: 4 cijfers zijn niet gelezen" in note or "«Aaaa»: 4 cijfers" in note
    assert "Jansen" not in note


@pytest.mark.parametrize(
    "book",
    [
        {"Blad1": [["", "2019", "2020"], ["Jan Jansen", 3, 4], ["Piet Bos", 5, 6]]},
        {"Blad1": [["Ziekteverzuim"], ["", "jan", "feb"], ["afdeling A", "3%", "4%"]]},
        {"Blad1": [["alleen tekst"], ["en nog een regel"]]},
    ],
)
def test_a_workbook_that_nothing_says_is_ours_stays_unknown(read, book):
    with pytest.raises(UnreadableError, match="niet herkend"):
        read(book)


def test_a_workbook_by_address_is_refused(read):
    book = {"2020": [["Straat", "Noord", "Zuid"], ["demonstraties", 1, 2], ["Lindelaan 1", 2, 3]]}
    with pytest.raises(UnreadableError, match="«Straat»") as caught:
        read(book)
    assert "Lindelaan" not in str(caught.value)


def test_a_very_wide_workbook_ends_soon_with_one_message(read):
    wide = [f"persoon {number}" for number in range(2_000)]
    book = {"Blad1": [["Veiligheidsmonitor"], ["", *wide], *[["onveilig", *range(2_000)]] * 3]}
    before = time.process_time()
    with pytest.raises(UnreadableError, match=r"2\.000 kolommen|2\.001 kolommen"):
        read(book)
    assert time.process_time() - before < 3


def test_a_list_stays_a_list(read):
    book = {"Blad1": [["Indicator", "Eenheid", "2019", "2021"], ["Onveilig", "%", 20, 21]]}
    assert rows(read(book), "indicator", "jaar", "waarde") == [
        ("Onveilig", "2019", "20"),
        ("Onveilig", "2021", "21"),
    ]


def test_percentages_of_a_list_are_as_they_are_shown(read):
    head = ["Indicator", "Jaar", "Eenheid", "Waarde"]
    book = {"Blad1": [head, ["Onveilig", 2019, "%", Share(0.125)]]}
    assert rows(read(book), "waarde") == [("12.5%",)]


# -- the law ---------------------------------------------------------------------------------------

QUESTIONS = ("Voelt zich onveilig", "Overlast van jongeren", "Slachtoffer van inbraak")
PARTS = {"waarde": "%", "ondergrens": "ondergrens", "bovengrens": "bovengrens"}


@st.composite
def pivots(draw: st.DrawFn) -> tuple[dict, Book]:
    """A long table, and the same as a workbook: each dimension in the rows, in the columns or, if
    it has one value, in the name of the sheet; merged or repeated."""
    dimensions = {
        "indicator": QUESTIONS[: draw(st.integers(1, 3))],
        "gebied": ("Noord", "Zuid", "Nederland")[: draw(st.integers(1, 3))],
        "jaar": ("2017", "2019", "2021")[: draw(st.integers(1, 3))],
        "deel": tuple(PARTS)[: draw(st.sampled_from([1, 3]))],
    }
    others = draw(st.permutations(["gebied", "jaar", "deel"]))
    cut = draw(st.integers(1, 3))
    above, beside = others[:cut], ["indicator", *others[cut:]]
    values = itertools.count(10)
    long, body = {}, []
    columns = list(itertools.product(*(dimensions[name] for name in above)))
    for row in itertools.product(*(dimensions[name] for name in beside)):
        cells = []
        for column in columns:
            key = dict(zip(beside, row, strict=True)) | dict(zip(above, column, strict=True))
            long[tuple(key[name] for name in dimensions)] = str(next(values))
            cells.append(int(long[tuple(key[name] for name in dimensions)]))
        body.append([*(PARTS.get(label, label) for label in row), *cells])
    once = draw(st.sampled_from(["repeated", "merged", "empty"]))
    header = [
        [*([""] * len(beside)), *_once([PARTS.get(each[n], each[n]) for each in columns], once)]
        for n in range(len(above))
    ]
    if once != "repeated":
        body = [_without_repeats(row, former, len(beside)) for row, former in _pairs(body)]
    if draw(st.booleans()):
        body = [cells for row in body for cells in (row, [])]
    title = draw(st.sampled_from([[["Veiligheidsmonitor"], []], [["VM"]], [["VM"], ["gewogen"]]]))
    notes = draw(st.sampled_from([[], [[], ["Bron: enquête"]], [["* te weinig antwoorden"]]]))
    return long, {"Blad": [*title, *header, *body, *notes]}


def _pairs(body: list[list]) -> list[tuple[list, list]]:
    return list(zip(body, [[], *body], strict=False))


def _without_repeats(row: list, former: list, width: int) -> list:
    """The labels of a row without those at its left that the row above it has too."""
    same = list(
        itertools.takewhile(lambda pair: pair[0] == pair[1], zip(row, former, strict=False))
    )
    kept = min(len(same), width - 1)
    return ["" if place < kept else cell for place, cell in enumerate(row)]


def _once(labels: list[str], once: str) -> list:
    """The labels of a header row: all of them, or each run once, in a merged cell or before empty
    ones."""
    runs = [(label, len(list(run))) for label, run in itertools.groupby(labels)]
    if once == "merged":
        return [label if count == 1 else (label, count) for label, count in runs]
    if once == "empty" and len(runs) > 1:
        return [text for label, count in runs for text in (label, *[""] * (count - 1))]
    return list(labels)


@given(pivots())
def test_any_table_made_by_pivoting_reads_back_to_the_same_figures(tmp_path_factory, made):
    long, book = made
    path = write(tmp_path_factory.getbasetemp() / "gedraaid.xlsx", book)
    table = read_delivery(path, layouts())
    found = {}
    for row in table.frame.to_dict("records"):
        for part in PARTS:
            if row[part]:
                found[row["indicator"], row["gebied"], row["jaar"], part] = row[part]
    assert found == long
    assert table.row_count == sum(key[3] == "waarde" for key in long)


CELLS = ("", "", "", "2019", "2021", "Noord", "Nederland", "%", "n", "ondergrens", "Verschil")
CELLS = (*CELLS, "Veilig", "vaak", "12,5", "7%", "3", "x", "*", "Jaar", "1e kwartaal", "▲", "Bron")


@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=4, max_size=4), min_size=1, max_size=8))
def test_whatever_stands_where_a_workbook_is_read_or_refused(cells):
    sheet = Sheet("VM", cells[:HEAD_ROWS], lambda _: cells)
    try:
        table = read_book([sheet], layouts(), "veiligheidsmonitor.xlsx")
    except UnreadableError:
        return
    assert table is None or table.row_count <= sum(bool(text) for row in cells for text in row)


def test_years_in_merged_cells_above_a_header_with_its_area(read):
    head = ["Gebied", "Onveilig (%)", "Overlast (%)", "Onveilig (%)", "Overlast (%)"]
    above = [["Veiligheidsmonitor"], ["", ("2019", 2), ("2021", 2)], head]
    of_city = read({"Blad1": [*above, ["Voorbeeldstad", 5, 6, 7, 8]]})
    assert rows(of_city, "gebied", "jaar", "waarde") == [
        ("GM9999", "2019", "5"),
        ("GM9999", "2019", "6"),
        ("GM9999", "2021", "7"),
        ("GM9999", "2021", "8"),
    ]
    with_areas = read({"Blad1": [*above, ["Noord", 1, 2, 3, 4], ["Voorbeeldstad", 5, 6, 7, 8]]})
    assert figure(with_areas, "Overlast", "Noord", "2021") == {"eenheid": "%", "waarde": "4"}
