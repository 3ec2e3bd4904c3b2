"""Tests of exports in forms that only settings tell apart: nested objects, XML, web pages under the
extension of Excel, a zip with one table, several sheets, a header of more rows.
"""

from __future__ import annotations

import json
import zipfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlsxwriter

from assets.basis.errors import UnreadableError
from assets.formats import grid
from assets.formats.opening import open_sheets
from assets.formats.reading import read_delivery
from schemas.configuration import Configuration, MeldDesk, Police
from schemas.report_systems import OPEN311

NESTED = {
    "nr": "M-1",
    "datums": {"melding": "1 juni 2020 om 14.30 uur"},
    "soort": {"hoofd": "Afval", "labels": ["straat", "spoed"]},
    "melder": {"straat": "GEHEIM7431", "naam": "GEHEIM7431"},
    "locatie": {
        "straat": "Lindelaan",
        "nummer": 12,
        "punt": {"type": "Point", "coordinates": [5, 50]},
    },
    "notities": [{"tekst": "GEHEIM7431"}, {"tekst": "GEHEIM7431"}],
}
COLUMNS = {
    "nr": "meldingnummer",
    "datums.melding": "ontvangen",
    "soort.hoofd": "hoofdcategorie",
    "soort.labels": "subcategorie",
    "locatie.straat": "straat",
    "locatie.nummer": "huisnummer",
    "locatie.punt.x": "x",
}
OBJECTS = MeldDesk(kolommen=COLUMNS).layouts
PLAIN = (Configuration().politie.layout, *Configuration().melddesk.layouts)
REQUEST = {
    "service_request_id": "SR-1",
    "service_name": "Zwerfvuil",
    "requested_datetime": "2020-01-03T11:30:00+01:00",
    "address": "Lindelaan 12",
}
STUF = """<s:Envelope xmlns:s="urn:s" xmlns:b="urn:b"><s:Body>{}</s:Body></s:Envelope>"""
STUF_ROW = """<b:object b:soort="MOR"><b:nr>M-1</b:nr><b:datums b:zone="nl">
<b:melding>20200601</b:melding></b:datums><b:soort><b:hoofd>Afval</b:hoofd>
<b:labels>straat</b:labels><b:labels>spoed</b:labels></b:soort>
<b:melder><b:straat>GEHEIM7431</b:straat></b:melder><b:locatie><b:straat>Linde&amp;laan </b:straat>
<b:nummer eenheid="x">12</b:nummer></b:locatie><b:extra naam="latitude">50.1</b:extra>
<b:notities><b:n><b:t>GEHEIM7431</b:t></b:n><b:n><b:t>x</b:t></b:n></b:notities></b:object>"""


@pytest.fixture
def write(tmp_path):
    """`write(name, content)` -> the path of a file with it; an object becomes JSON."""

    def go(name, content):
        path = tmp_path / name
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return go


def _told(path, layouts=PLAIN) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_delivery(path, layouts)
    return str(refused.value)


# -- JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        [NESTED],
        {"results": [NESTED], "count": 1},
        {"meldingen": {"items": [NESTED]}},
        [{"meldingen": [NESTED, NESTED]}],
        "\n".join([json.dumps(NESTED)] * 3),
    ],
    ids=["bare", "inside", "deep", "in a list of one", "an object per line"],
)
def test_nested_objects_are_read_by_their_paths(write, content):
    table = read_delivery(write("a.json", content), OBJECTS)
    row = table.frame.iloc[0]
    assert row["ontvangen"] == "1 juni 2020 om 14.30 uur"
    assert (row["straat"], row["huisnummer"], row["x"]) == ("Lindelaan", "12", "5")
    assert row["subcategorie"] == "straat, spoed", "a list of values is one cell"
    assert not table.frame.apply(lambda column: column.str.contains("GEHEIM")).any(axis=None)
    assert "notities[]" in table.unread_headers
    assert "lijst van objecten" in table.notes[0]


def test_one_object_on_one_line_is_a_list_of_one(write):
    assert read_delivery(write("a.jsonl", NESTED), OBJECTS).row_count == 1


def test_geojson_gives_the_properties_and_the_point(write):
    feature = {
        "type": "Feature",
        "id": 7,
        "properties": REQUEST,
        "geometry": {"type": "Point", "coordinates": [5.705, 50.845]},
    }
    elsewhere = feature | {"geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}}
    content = {"type": "FeatureCollection", "features": [feature, elsewhere]}
    table = read_delivery(write("a.geojson", content), PLAIN)
    assert (table.layout.system, table.row_count) == (OPEN311, 2)
    assert table.frame[["x", "y"]].loc[2].tolist() == ["5.705", "50.845"]
    assert "geometry.coordinates[]" in table.unread_headers


def test_an_object_that_is_absent_in_one_row_is_no_column(write):
    table = read_delivery(write("a.json", [NESTED, NESTED | {"locatie": None}]), OBJECTS)
    assert table.frame["straat"].tolist() == ["Lindelaan", ""]
    assert "locatie" not in table.header


def test_of_two_lists_the_one_that_fits_is_read_and_the_other_is_told(write):
    content = {"statussen": [{"code": "o", "naam": "open"}], "meldingen": [NESTED, NESTED]}
    table = read_delivery(write("a.json", content), OBJECTS)
    assert table.row_count == 2
    assert any("andere lijsten" in note and "(1)" in note for note in table.notes)
    assert "meer dan één blad" in _told(write("a.json", {"a": [NESTED], "b": [NESTED]}), OBJECTS)


# -- XML -----------------------------------------------------------------------------------------


def test_georeport_in_xml_is_known(write):
    rows = "".join(f"<{key}>{value}</{key}>" for key, value in REQUEST.items())
    requests = f"<request>{rows}</request>" * 2
    text = f"<?xml version='1.0'?><service_requests>{requests}</service_requests>"
    table = read_delivery(write("a.xml", text), PLAIN)
    assert (table.layout.system, table.row_count) == (OPEN311, 2)
    assert table.frame["straat"].tolist() == ["Lindelaan 12"] * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_place_is_told_from_the_reporter_by_its_path(write, rows):
    table = read_delivery(write("a.xml", STUF.format(STUF_ROW * rows)), OBJECTS)
    row = table.frame.iloc[0]
    assert table.row_count == rows
    assert (row["straat"], row["huisnummer"], row["ontvangen"]) == ("Linde&laan", "12", "20200601")
    assert row["subcategorie"] == "straat, spoed"
    assert {"@soort", "datums@zone", "extra.latitude", "melder.straat", "notities.n[]"} <= set(
        table.unread_headers
    )
    assert not table.frame.apply(lambda column: column.str.contains("GEHEIM")).any(axis=None)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_xml_in_each_character_set(write, encoding):
    text = STUF.format(STUF_ROW.replace("Linde&amp;laan", "Belvédère"))
    table = read_delivery(write("a.xml", text.encode(encoding)), OBJECTS)
    assert table.frame["straat"].tolist() == ["Belvédère"]


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>{}]><a><r><b>&z;</b></r></a>".format(
    "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(25))
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LAUGHS, "heeft een DTD"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><r><b>&x;</b></r></a>', "DTD"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a><r><b>1</b></r></a>', "heeft een DTD"),
        ("<a>" * 300_000, "te diep genest"),
        ("<a><r><b>&x;</b></r></a>", "geen heel XML"),
        (STUF.format(STUF_ROW)[:-30], "geen heel XML"),
        ("<a><b>GEHEIM7431</b></a>", "geen element"),
        ("GEHEIM7431", "niet wat de extensie .xml zegt"),
        (STUF.format(STUF_ROW), "niet herkend"),
        ("<a>" + "<r><b>1</b><c>2</c></r>" * 2 + "<r>" + "".join(f"<k{n}/>" for n in range(6000))
         + "</r></a>", "meer dan 5.000"),
    ],
)  # fmt: skip
def test_xml_that_is_hostile_or_damaged_is_refused_with_its_own_reason(write, text, told):
    reason = _told(write("a.xml", text))
    assert told in reason
    assert "GEHEIM" not in reason


# -- web pages and text under the extension of Excel -----------------------------------------------


def _page(rows, tail="</body></html>") -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head><style>td {{ x: y }}</style></head><body><table>{cells}</table>{tail}"


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.html"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table_of_a_web_page_is_read(write, delivery, name, encoding):
    rows = delivery("politie", {"straat": "Belvédère &amp; zo<br>x"}, {"huisnummer": ""})
    page = _page([["Export <b>juni</b>"], *rows])
    table = read_delivery(write(name, page.encode(encoding)), PLAIN)
    assert table.frame["straat"].tolist() == ["Belvédère & zo x", "Lindelaan"]
    assert table.frame.index.tolist() == [3, 4]


def test_merged_cells_of_a_page_shift_nothing(write):
    page = """<table><tr><th rowspan=2>Meldingnummer<th colspan=2>Locatie<th rowspan=2>Datum melding
    <th rowspan=2>Hoofdcategorie</tr><tr><th>Straat<th>Huisnummer</tr>
    <tr><td>1<td>Lindelaan<td>12<td>1 juni 2020<td>Afval</table>"""
    row = read_delivery(write("a.xls", page), PLAIN).frame.loc[3]
    assert row[["meldingnummer", "straat", "huisnummer", "hoofdcategorie"]].tolist() == [
        "1", "Lindelaan", "12", "Afval",
    ]  # fmt: skip


def test_a_workbook_in_xml_is_read(write, delivery):
    cells = "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)
        + "</Row>"
        for row in delivery("melddesk", {}, {})
    )
    urn = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{urn}" '
        f'xmlns:ss="{urn}"><Worksheet ss:Name="Export"><Table>{cells}</Table>'
        "</Worksheet></Workbook>"
    )
    table = read_delivery(write("a.xls", text), PLAIN)
    assert (table.sheet, table.row_count) == ("Export", 2)
    gap = text.replace("<Row>", '<Row ss:Index="4">', 1).replace("<Cell>", '<Cell ss:Index="3">', 1)
    assert read_delivery(write("a.xls", gap), PLAIN).sheet == "Export"
    assert "geen heel XML" in _told(write("a.xls", text[:-40]))


def test_a_workbook_of_old_excel_is_read():
    """A real one, which comes with a library of the tests."""
    folder = Path(find_spec("statsmodels").origin).parent / "datasets/macrodata/src"
    path = next(path for path in sorted(folder.rglob("*.xls")) if path.is_file())
    assert path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    sheets = {sheet.name: sheet.head for sheet in open_sheets(path, path.name)}
    assert list(sheets) == ["README", "Monthly", "Quarterly"]
    assert sheets["Monthly"][1][0] == date(1934, 1, 1)


@pytest.mark.parametrize("delimiter", "\t;,")
def test_text_saved_as_excel_is_read(write, delivery, delimiter):
    text = "\n".join(delimiter.join(map(str, row)) for row in delivery("melddesk", {}))
    assert read_delivery(write("a.xls", text + "\n"), PLAIN).row_count == 1


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html><body>GEHEIM7431</body></html>", "zonder tabel"),
        ("<table><tr><td>GEHEIM7431</td>", "de tabel in het HTML-bestand eindigt niet"),
        ("<table><tr><td>" * 50_000 + "</table>", "tabellen in tabellen"),
        ("<table><tr><td></table>" * 300, "te veel tabellen"),
        ("<table><tr>" + "<td colspan=9999999>x" * 9 + "</table>", "te veel cellen"),
        ("<table>" + "<tr><td colspan=4000 rowspan=65000>x" * 3_000 + "</table>", "te veel cellen"),
        (_page([["a", "b"], ["1", "GEHEIM7431"]]), "niet herkend"),
        ("<div>" * 200_000 + _page([["a", "b"]]), "niet herkend"),
    ],
)
def test_a_page_that_is_hostile_or_damaged_is_refused_with_its_own_reason(
    write, monkeypatch, page, told
):
    monkeypatch.setattr(grid, "_MOST_CELLS", 100_000)
    reason = _told(write("a.xls", page))
    assert told in reason
    assert "GEHEIM" not in reason


# -- a zip with one table --------------------------------------------------------------------------


@pytest.fixture
def pack(tmp_path):
    """`pack({name: content})` -> the path of a zip with these members."""

    def go(members):
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return tmp_path / "a.zip"

    return go


def test_the_only_table_of_a_zip_is_read(tmp_path, pack, delivery, write_csv, write_xlsx):
    rows = delivery("melddesk", {}, {})
    text = write_csv(tmp_path / "a.csv", rows).read_bytes()
    book = write_xlsx(tmp_path / "a.xlsx", rows).read_bytes()
    xml = STUF.format(STUF_ROW).encode()
    for name, content, layouts, count in (
        ("map/juni.csv", text, PLAIN, 2),
        ("juni.xlsx", book, PLAIN, 2),
        ("juni.json", json.dumps([NESTED]).encode(), OBJECTS, 1),
        ("juni.xml", xml, OBJECTS, 1),
    ):
        hidden = {"__MACOSX/._a.csv": b"x", "map/": b"", ".DS_Store": b"x"}
        table = read_delivery(pack({name: content} | hidden), layouts)
        assert (table.row_count, [n for n in table.notes if "zip" in n]) == (count, [])
    told = read_delivery(
        pack({"juni.csv": text, "leesmij.txt": b"x;y", "a.pdf": b"x"}), PLAIN
    ).notes
    assert "in de zip zit ook" in told[0]


def test_a_zip_with_several_tables_says_what_to_do(pack):
    told = _told(pack({"a.csv": "a;b", "Piet Verzonnen.xlsx": "x"}))
    assert "2 tabellen" in told
    assert "zet anders elke tabel als een eigen bestand" in told
    assert "Verzonnen" not in told
    assert "een zip met een zip erin" in _told(pack({"b.zip": "x"}))
    assert "is leeg" in _told(pack({"b.csv": ""}))


def test_a_damaged_table_in_a_zip_is_refused(pack):
    path = pack({"a.json": json.dumps([NESTED] * 500)})
    content = bytearray(path.read_bytes())
    content[len(content) // 2 - 20 : len(content) // 2] = b"\x5a" * 20
    path.write_bytes(content)
    assert "afgebroken of beschadigd" in _told(path) or "kan niet worden uitgepakt" in _told(path)


# -- sheets ----------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path):
    """`book({name: rows})` -> the path of a workbook with these sheets."""

    def go(sheets):
        with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
            for name, rows in sheets.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return tmp_path / "a.xlsx"

    return go


def test_two_sheets_that_fit_are_refused_until_the_settings_choose(book, delivery):
    first, second = delivery("politie", {}, {}), delivery("politie", {"mk_code": "F11"})
    path = book({"2019": first, "2020": second, "Uitleg": [["Bevraagd op 05-02-2020 09:42"]]})
    told = _told(path)
    assert "«2019», «2020»" in told
    assert "[politie]: blad = " in told
    one = read_delivery(path, (Police(blad="2020").layout,))
    assert (one.frame["mk_code"].tolist(), one.sheet) == (["F11"], "2020")
    assert any("niet gelezen" in note and "«2019»" in note for note in one.notes)
    both = read_delivery(path, (Police(blad=["2019", "2020"]).layout,))
    assert both.frame["mk_code"].tolist() == ["A72", "A72", "F11"]
    assert both.frame.index.tolist() == [2, 3, 4], "every row has a number of its own"
    assert both.remarks == ("Bevraagd op 05-02-2020 09:42",)
    assert "onder elkaar" in both.notes[0]


def test_a_sheet_of_the_settings_that_is_not_there_is_told_without_naming_persons(book, delivery):
    path = book({"Export": delivery("melddesk", {}), "Piet Verzonnen": [["x"]]})
    told = _told(path, MeldDesk(blad="2020").layouts)
    assert "geen blad «2020»" in told
    assert "Verzonnen" not in told
    part = read_delivery(path, MeldDesk(blad=["Export", "2020"]).layouts)
    assert "geen blad «2020»" in part.notes[0]
    other = (Configuration().politie.layout, *MeldDesk(blad="2020").layouts)
    assert read_delivery(book({"x": delivery("politie", {})}), other).layout.source == "politie"


def test_sheets_with_other_headers_are_not_put_below_each_other(book, delivery):
    first = delivery("melddesk", {})
    path = book({"a": first, "b": [list(reversed(row)) for row in first]})
    assert "dezelfde kopjes" in _told(path, MeldDesk(blad=["a", "b"]).layouts)


def test_a_file_without_sheets_needs_none(tmp_path, delivery, write_csv):
    path = write_csv(tmp_path / "a.csv", delivery("melddesk", {}))
    assert read_delivery(path, MeldDesk(blad="2020").layouts).notes == ()


# -- a header of more rows -------------------------------------------------------------------------

GROUPED = [
    ["Export van juni 2020"],
    ["Melder", "", "Locatie", "", "Melding", "", ""],
    ["Straat", "Naam", "Straat", "Huisnummer", "Meldingnummer", "Datum melding", "Hoofdcategorie"],
    ["GEHEIM7431", "GEHEIM7431", "Lindelaan", 12, 1, "01-06-2020", "Afval"],
]


def test_a_column_is_told_from_its_namesake_by_the_words_above_it(book):
    columns = {"Locatie straat": "straat"}
    table = read_delivery(book({"a": GROUPED}), MeldDesk(kolommen=columns).layouts)
    row = table.frame.loc[4]
    assert row[["straat", "huisnummer", "hoofdcategorie"]].tolist() == ["Lindelaan", "12", "Afval"]
    assert "Melder Straat" in table.unread_headers
    told = _told(book({"a": GROUPED}), MeldDesk().layouts)
    assert "mist de kolom «Straat»" in told
    assert "met de kop die erboven staat" in told


def test_a_title_of_two_cells_tells_no_namesakes_apart(book, delivery):
    header, row = delivery("politie", {})
    rows = [["Incidenten", "Voorbeeldstad"], [*header, header[2]], [*row, "x"]]
    assert read_delivery(book({"a": rows}), PLAIN).frame.loc[3, "straat"] == "Lindelaan"


def test_without_namesakes_the_lowest_row_is_enough(book):
    rows = [[*row[2:]] for row in GROUPED]
    assert read_delivery(book({"a": rows[1:]}), PLAIN).frame["straat"].tolist() == ["Lindelaan"]


def test_a_header_of_three_rows_and_cells_merged_downwards(book):
    rows = [
        ["Wat", "", "Waar", "", ""],
        ["Melding", "", "Adres", "", "Datum melding"],
        ["Nummer", "Hoofdcategorie", "Straat", "Nummer", ""],
        [1, "Afval", "Lindelaan", 12, "01-06-2020"],
    ]
    columns = {"Wat melding nummer": "meldingnummer", "Waar adres nummer": "huisnummer"}
    table = read_delivery(book({"a": rows}), MeldDesk(kolommen=columns).layouts)
    assert table.frame.loc[4, ["meldingnummer", "straat", "huisnummer", "ontvangen"]].tolist() == [
        "1", "Lindelaan", "12", "01-06-2020",
    ]  # fmt: skip
