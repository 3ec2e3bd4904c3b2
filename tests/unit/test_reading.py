"""Tests of reading: from the bytes of a file to a table of text, or to a message for the analyst.

What the values mean (dates, codes, numbers) is tested with the source that they belong to.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError, UnreadableError
from assets.formats.reading import read_delivery
from schemas import melddesk, police, registers

LAYOUTS = (police.LAYOUT, melddesk.LAYOUT, registers.LAYOUT)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REAL = Path("../shared/data/police_bvh_groningen/Diefstal fiets Groningen stad vanaf 2013.xlsx")


def _refused(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_delivery(path, LAYOUTS)
    return str(caught.value)


# -- what can be read --------------------------------------------------------------------------


def test_a_workbook_is_read_with_its_remarks(tmp_path, delivery, write_xlsx):
    remarks = ["Incidenten van 1 jan 2020 t/m 31 jan 2020", "Bevraagd op 05-02-2020 09:42"]
    path = write_xlsx(tmp_path / "a.xlsx", delivery("politie", {}, {"mk_code": "F11"}), remarks)
    table = read_delivery(path, LAYOUTS)
    assert (table.layout.source, table.sheet) == ("politie", "Incidenten")
    assert table.frame["mk_code"].to_dict() == {2: "A72", 3: "F11"}
    assert table.remarks == tuple(remarks)
    assert set(map(str, table.frame.dtypes)) == {"str"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_each_delimiter_gives_the_same_table(tmp_path, delivery, write_csv, delimiter):
    rows = delivery("melddesk", {"kanaal": "Telefoon; balie, en web"}, {})
    table = read_delivery(write_csv(tmp_path / "a.csv", rows, delimiter), LAYOUTS)
    assert table.layout.source == "melddesk"
    assert table.frame["kanaal"].tolist() == ["Telefoon; balie, en web", "App"]
    assert table.malformed == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_each_encoding_gives_the_same_text(tmp_path, delivery, write_csv, encoding):
    rows = delivery("politie", {"straat": "Belvédèreplein"}, {"straat": "Ünalaan €"})
    table = read_delivery(write_csv(tmp_path / "a.csv", rows, encoding=encoding), LAYOUTS)
    assert table.frame["straat"].tolist() == ["Belvédèreplein", "Ünalaan €"]
    assert table.header == tuple(rows[0])


def test_a_few_damaged_bytes_break_no_other_accent(tmp_path, delivery, write_csv):
    rows = delivery("politie", *[{"straat": "Belvédèreplein"}] * 3, {"straat": "Xlaan"})
    path = write_csv(tmp_path / "a.csv", rows, encoding="utf-8")
    path.write_bytes(path.read_bytes().replace(b"Xlaan", b"\xe9laan"))
    streets = read_delivery(path, LAYOUTS).frame["straat"].tolist()
    assert streets == ["Belvédèreplein"] * 3 + ["\ufffdlaan"]


def test_a_title_may_precede_the_header(tmp_path, delivery, write_xlsx, write_csv):
    rows = [["Overzicht"], [], *delivery("melddesk", {})]
    assert read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).frame.index.tolist() == [4]
    assert read_delivery(write_xlsx(tmp_path / "a.xlsx", rows), LAYOUTS).frame.index.tolist() == [4]


def test_columns_may_be_in_any_order_and_headers_in_any_case(tmp_path, delivery, write_csv):
    header, row = delivery("politie", {"mk_code": "C10"})
    rows = [[f" {cell.upper()} " for cell in reversed(header)], list(reversed(row))]
    frame = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).frame
    assert frame.loc[2, "mk_code"] == "C10"
    assert frame.loc[2, "straat"] == "Lindelaan"


def test_an_unknown_column_is_reported_and_never_read(tmp_path, delivery, write_csv):
    header, row = delivery("melddesk", {})
    rows = [[*header, "Omschrijving"], [*row, "mijn buurman Piet Verzonnen"]]
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert table.unread_headers == ("Omschrijving",)
    assert "Verzonnen" not in table.frame.to_csv()
    assert list(table.frame.columns) == [field.name for field in melddesk.LAYOUT.fields]


def test_counts_of_suspects_are_never_read(tmp_path, delivery, write_csv):
    header, row = delivery("politie", {})
    rows = [[*header, *police.KNOWN_UNREAD], [*row, *["9753"] * len(police.KNOWN_UNREAD)]]
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert set(table.unread_headers) == set(police.KNOWN_UNREAD)
    assert "9753" not in table.frame.to_csv()


def test_the_first_of_two_columns_with_the_same_header_counts(tmp_path, delivery, write_csv):
    header, row = delivery("politie", {})
    rows = [[*header, "Incidentsoort code"], [*row, "F11"]]
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert table.frame["mk_code"].tolist() == ["A72"]
    assert table.unread_headers == ("Incidentsoort code",)


def test_an_absent_column_is_empty_text(tmp_path, delivery, write_csv):
    rows = delivery("politie", {}, without=["huisnummer", "x"])
    frame = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).frame
    assert frame.loc[2, ["huisnummer", "x"]].tolist() == ["", ""]


def test_rows_of_another_width_are_malformed_and_keep_their_number(tmp_path, delivery, write_csv):
    rows = delivery("politie", {}, {}, {}, {})
    rows[2] = rows[2][:-1]  # short: row 3
    rows[4] = [*rows[4], "te veel"]  # long: row 5
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert table.malformed == (3, 5)
    assert table.frame.index.tolist() == [2, 4]
    assert table.row_count == 4


def test_empty_cells_beyond_the_header_are_no_fault(tmp_path, delivery, write_csv):
    rows = delivery("politie", {}, {})
    rows[1] = [*rows[1], "", " "]
    rows[0] = [*rows[0], ""]
    rows[2] = [*rows[2], ""]
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert (table.malformed, table.row_count) == ((), 2)


def test_blank_rows_are_skipped_but_count_in_the_row_numbers(tmp_path, delivery, write_csv):
    header, first, second = delivery("politie", {}, {})
    rows = [header, first, [], [""] * len(header), [" "], second]
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert table.frame.index.tolist() == [2, 6]
    assert table.row_count == 2


def test_quoted_line_breaks_stay_in_their_cell(tmp_path, delivery, write_csv):
    rows = delivery("melddesk", {"kanaal": "App\r\nen\nweb"}, {})
    table = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS)
    assert table.frame["kanaal"].to_dict() == {2: "App en web", 3: "App"}


def test_cells_of_a_workbook_become_the_text_that_was_meant(tmp_path, delivery, write_xlsx):
    header, *rows = delivery(
        "melddesk",
        {"meldingnummer": "007", "huisnummer": 12, "x": 176500.25, "kanaal": True},
        {"meldingnummer": 7, "huisnummer": 12.0, "x": None, "kanaal": False},
        {"ontvangen": datetime(2020, 1, 31, 23, 59, 58), "kanaal": time(9, 42)},
        {"ontvangen": date(2020, 1, 31)},
    )
    at = header.index("Datum melding")
    formats = {
        (3, at): "dd-mm-yyyy hh:mm:ss",
        (4, at): "dd-mm-yyyy",
        (3, header.index("Kanaal")): "hh:mm:ss",
    }
    frame = read_delivery(
        write_xlsx(tmp_path / "a.xlsx", [header, *rows], (), formats), LAYOUTS
    ).frame
    assert frame["meldingnummer"].tolist()[:2] == ["007", "7"]
    assert frame["huisnummer"].tolist()[:2] == ["12", "12"]
    assert frame["x"].tolist()[:2] == ["176500.25", ""]
    assert frame["kanaal"].tolist()[:3] == ["J", "N", "09:42:00"]
    assert frame["ontvangen"].tolist()[2:] == ["2020-01-31 23:59:58", "2020-01-31"]


def test_codes_keep_their_zeros_in_text_files(tmp_path, delivery, write_csv):
    rows = delivery("melddesk", {"meldingnummer": "007", "huisnummer": "0012"})
    frame = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).frame
    assert frame.loc[2, ["meldingnummer", "huisnummer"]].tolist() == ["007", "0012"]


def test_words_that_pandas_takes_for_missing_stay_text(tmp_path, delivery, write_csv):
    rows = delivery("politie", {"straat": "NA"}, {"straat": "None"}, {"straat": "nan"})
    frame = read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).frame
    assert frame["straat"].tolist() == ["NA", "None", "nan"]


def test_the_layout_with_the_best_fit_is_chosen(tmp_path, write_csv):
    rows = [["indicator", "periode", "waarde", "Status"], ["demonstraties", "2020", "3", "x"]]
    assert read_delivery(write_csv(tmp_path / "a.csv", rows), LAYOUTS).layout.source == "registers"


def test_the_real_layout_of_the_police_is_recognised():
    if not REAL.exists():
        pytest.skip("the real export is not beside this checkout")
    table = read_delivery(REAL, LAYOUTS, "x.xlsx")
    assert table.layout.source == "politie"
    assert table.positions.keys() == {field.name for field in police.LAYOUT.fields}
    assert set(table.unread_headers) <= set(police.KNOWN_UNREAD)
    assert (len(table.header), table.row_count, table.malformed) == (33, 15947, ())


# -- what cannot -------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_empty_file_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert "leeg" in _refused(tmp_path / name)


def test_a_text_file_named_as_workbook_is_read_and_another_kind_of_file_is_refused(
    tmp_path, delivery, write_csv
):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {})).rename(tmp_path / "a.xlsx")
    assert read_delivery(path, LAYOUTS).row_count == 1
    for content in (b"een zin", b"%PDF-1.7 \x00 ..."):
        path.write_bytes(content)
        assert "geen Excel-bestand" in _refused(path)


def test_a_workbook_named_as_text_is_refused(tmp_path, delivery, write_xlsx):
    path = write_xlsx(tmp_path / "a.xlsx", delivery("politie", {})).rename(tmp_path / "a.csv")
    assert "geen tekstbestand" in _refused(path)


def test_another_kind_of_file_is_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    assert ".xlsx of .csv" in _refused(tmp_path / "a.pdf")


def test_a_protected_workbook_gets_another_message_than_a_damaged_one(tmp_path):
    content = OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    (tmp_path / "a.xlsx").write_bytes(content)
    (tmp_path / "b.xls").write_bytes(OLE + bytes(1024))
    assert "wachtwoord" in _refused(tmp_path / "a.xlsx")
    assert "wachtwoord" not in (message := _refused(tmp_path / "b.xls"))
    assert "beschadigd" in message


def test_half_a_workbook_is_refused(tmp_path, delivery, write_xlsx):
    path = write_xlsx(tmp_path / "a.xlsx", delivery("politie", *[{}] * 50))
    path.write_bytes(path.read_bytes()[:-200])
    assert "niet compleet" in _refused(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("geheim.txt", "inhoud")
    assert "inhoud" not in _refused(tmp_path / "a.xlsx")


def test_half_a_text_file_is_refused(tmp_path, delivery, write_csv):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {}, {}, {}))
    path.write_bytes(path.read_bytes()[:-60])
    assert "afgebroken" in _refused(path)


@pytest.mark.parametrize("end", ["", "\r\n", "\r\nen nog een regel\r\n"])
def test_a_text_that_ends_within_quotes_is_refused(tmp_path, delivery, write_csv, end):
    """The last cell of the last row was being written; a line end may be part of it."""
    path = write_csv(tmp_path / "a.csv", delivery("politie", {}, {}, {"y": "OPEN"}))
    path.write_bytes(path.read_bytes().rstrip().replace(b"OPEN", b'"Open' + end.encode()))
    assert "houdt midden in een rij op" in _refused(path)


@pytest.mark.parametrize("last", ['"317500"', '5" pijp', '"twee\r\nregels"', '"een ""woord"""'])
@pytest.mark.parametrize("end", ["", "\r\n"])
def test_quotes_that_close_are_no_damage(tmp_path, delivery, write_csv, last, end):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {}, {"y": "LAST"}))
    content = path.read_bytes().rstrip().replace(b"LAST", last.encode()) + end.encode()
    path.write_bytes(content)
    assert read_delivery(path, LAYOUTS).row_count == 2


def test_a_quote_that_is_never_closed_is_refused(tmp_path, delivery, write_csv):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {"straat": "OPEN"}, {}, {}))
    path.write_text(path.read_text("utf-8").replace("OPEN", '"Open'), "utf-8")
    assert "afgebroken" in _refused(path)


def test_a_quote_that_is_never_closed_in_the_last_column_loses_no_row(
    tmp_path, delivery, write_csv
):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {"y": "OPEN"}, {}, {}))
    path.write_text(path.read_text("utf-8").replace("OPEN", '"317500'), "utf-8")
    try:
        rows = read_delivery(path, LAYOUTS).row_count
    except UnreadableError:
        return
    assert rows == 3


def test_a_quote_that_closes_in_a_later_row_swallows_no_row(tmp_path, delivery, write_csv):
    rows = delivery("melddesk", {"kanaal": "OPEN"}, {}, {"kanaal": "SHUT"}, {})
    path = write_csv(tmp_path / "a.csv", rows)
    text = path.read_text("utf-8").replace("OPEN", '"Open').replace("SHUT", '"App"')
    path.write_text(text, "utf-8")
    try:
        table = read_delivery(path, LAYOUTS)
    except UnreadableError:
        return
    assert table.row_count == 4


def test_the_message_names_a_missing_column_and_what_to_do(tmp_path, delivery, write_csv):
    rows = delivery("politie", {}, without=["kennisname"])
    message = _refused(write_csv(tmp_path / "a.csv", rows))
    assert "«Kennisnamedatum/tijd»" in message
    assert "[politie.kolommen]" in message


def test_an_unrelated_file_is_refused_without_quoting_it(tmp_path, write_csv):
    rows = [["Naam", "BSN"], ["Piet Verzonnen", "123456782"]]
    message = _refused(write_csv(tmp_path / "a.csv", rows))
    assert "niet herkend" in message
    assert "Verzonnen" not in message
    assert "BSN" not in message


def test_an_unknown_character_set_is_refused(tmp_path, delivery, write_csv):
    path = write_csv(tmp_path / "a.csv", delivery("politie", {"straat": "X"}), encoding="utf-8")
    path.write_bytes(path.read_bytes().replace(b";X;", b";\x81\x8d\x8f;"))
    assert "tekenset" in _refused(path)


# -- anything at all ---------------------------------------------------------------------------

MARKER = "Qx7Verzonnenstraat"


def _reads_or_refuses(content: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"levering{suffix}"
        path.write_bytes(content)
        try:
            table = read_delivery(path, LAYOUTS)
        except UnreadableError as reason:
            assert MARKER not in str(reason)
            assert isinstance(reason, AnalystError)
        else:
            assert table.row_count >= len(table.frame)


@given(
    content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode()),
    suffix=st.sampled_from([".csv", ".xlsx", ".txt", ".xls", ".ods"]),
    start=st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xef\xbb\xbf"]),
)
@settings(max_examples=100)
@example(content=b'"', suffix=".csv", start=b"")
@example(content=b"a;b\x00", suffix=".csv", start=b"")
def test_any_bytes_are_a_table_or_refused(content, suffix, start):
    _reads_or_refuses(start + MARKER.encode() + content, suffix)
    _reads_or_refuses(start + content, suffix)


@pytest.fixture(scope="module")
def good_files(tmp_path_factory, delivery, write_csv, write_xlsx) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("goed")
    rows = delivery("melddesk", {"straat": MARKER}, {"straat": MARKER}, {})
    rows[0].append(MARKER)
    rows[1].append(MARKER)
    return {
        ".csv": write_csv(folder / "a.csv", rows).read_bytes(),
        ".xlsx": write_xlsx(folder / "a.xlsx", rows).read_bytes(),
    }


@given(
    suffix=st.sampled_from([".csv", ".xlsx"]),
    place=st.floats(0, 1),
    new=st.binary(max_size=8),
    cut=st.integers(0, 40),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_gives_a_table_or_is_refused(good_files, suffix, place, new, cut):
    content = good_files[suffix]
    at = int(place * len(content))
    _reads_or_refuses(content[:at] + new + content[at + cut :], suffix)


@given(sheet=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_inside_a_workbook_gives_a_table_or_is_refused(good_files, sheet):
    with zipfile.ZipFile(io.BytesIO(good_files[".xlsx"])) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    whole = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = whole[: len(whole) // 2] + sheet
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    _reads_or_refuses(out.getvalue(), ".xlsx")


def test_a_workbook_with_a_delivery_on_two_sheets_is_refused(tmp_path, delivery):
    """Otherwise the second sheet would be lost silently."""
    path = tmp_path / "jaar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("januari", "februari"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(delivery("politie", {}, {})):
                sheet.write_row(number, 0, row)
    message = _refused(path)
    assert "«januari», «februari»" in message
