"""Tests of statistics: from a download, in each of its forms, to the rows of one municipality."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assets.basis.errors import UnreadableError
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests
from assets.formats.reading import read_delivery
from assets.formats.statistics import read_statistics
from assets.formats.text_table import TextTable
from schemas import open_data, police

Read = Callable[..., TextTable]
LONG = "Soort misdrijf;Perioden;Regio's;Geregistreerde misdrijven (aantal)\n"
SMALL = (
    "Soort misdrijf;Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);"
    "Geregistreerde misdrijven (aantal)\n"
)
V3 = {"SoortMisdrijf": "1.1.1 ", "WijkenEnBuurten": "BU99990001", "Perioden": "2019MM01"}
COUNT = "GeregistreerdeMisdrijven_1"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(text or bytes, name="a.csv", gemeente="Voorbeeldstad")` -> the table."""

    def make(
        content: str | bytes, name: str = "a.csv", gemeente: str = "Voorbeeldstad"
    ) -> TextTable:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_delivery(path, [police.LAYOUT, open_data.layout("GM9999", gemeente)])

    return make


def rows(table: TextTable, *fields: str) -> list[tuple[str, ...]]:
    return list(table.frame[list(fields)].itertuples(index=False, name=None))


def page(*values: Mapping[str, object], name: str = "TypedDataSet", more: bool = False) -> dict:
    address = f"https://dataderden.cbs.nl/ODataApi/OData/47022NED/$metadata#{name}"
    content = {"odata.metadata": address, "value": list(values)}
    return content | ({"odata.nextLink": "https://example.nl?$skip=1"} if more else {})


def zipped(**members: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            text = content if isinstance(content, str | bytes) else json.dumps(content)
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


# -- StatLine as CSV ---------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_without_symbols_in_any_separator_and_character_set(read, delimiter, encoding):
    text = LONG + '"Café";"2018";"Voorbeeldstad";12\n"Café";"2018";"Elders";40\n'
    table = read(text.replace(";", delimiter).encode(encoding))
    assert table.layout.source == "politie_open_data"
    assert rows(table, "onderwerp", "gebied", "periode", "waarde") == [
        ("Café", "GM9999", "2018", "12")
    ]


def test_saved_as_a_workbook_in_cells_or_in_lines(tmp_path, write_xlsx):
    layouts = [police.LAYOUT, open_data.layout("GM9999", "Voorbeeldstad")]
    lines = [*LONG.splitlines(), "1.1.1 X;2018;Voorbeeldstad;12", "1.1.1 X;2019*;Voorbeeldstad;."]
    cells = [line.split(";") for line in lines]
    cells[1][1], cells[1][3] = 2018, 12
    shown = [line.replace('"', "").split(";") for line in AS_SHOWN.splitlines()]
    for name, matrix in (
        ("cellen", cells),
        ("regels", [[line] for line in lines]),
        ("getoond", shown),
    ):
        table = read_delivery(write_xlsx(tmp_path / f"{name}.xlsx", matrix), layouts)
        assert table.layout.source == "politie_open_data"
        figures = rows(table, "gebied", "periode", "waarde")
        years = ("2022", "2023*") if name == "getoond" else ("2018", "2019*")
        assert figures == [("GM9999", years[0], "12"), ("GM9999", years[1], ".")]


def test_a_misspelt_header_and_one_with_a_path_are_recognised(read):
    header = "Soort misdrijf;Perioden;Regio's;Geregisteerde misdrijven (aantal)\n"
    assert len(read(header + "Totaal misdrijven;2018;Voorbeeldstad;1\n").frame) == 1
    header = "Soort misdrijf;Perioden;Regio's;Misdrijven/Geregistreerde misdrijven (aantal)\n"
    assert len(read(header + "Totaal misdrijven;2018;Voorbeeldstad;1\n").frame) == 1


def test_with_symbols_padded_codes_take_precedence_over_names(read):
    table = read(
        "\ufeff"
        + SMALL
        + '"1.1.1 X";"2019 januari*";"Voorbeeldstad";"GM9999    ";"      20"\n'
        + '"1.1.1 X";"2019 januari*";"Centrum";"WK999900  ";"       ."\n'
        + '"1.1.1 X";"2019 januari*";"Centrum";"WK088800  ";"       7"\n'
    )
    assert rows(table, "gebied", "waarde", "indeling") == [
        ("GM9999", "20", "wijken en buurten"),
        ("WK999900", ".", "wijken en buurten"),
    ]


AS_SHOWN = '''"Misdrijven; gemeente 2026"
"Soort misdrijf: Totaal misdrijven"
""
"Onderwerp";"Geregistreerde misdrijven";"Geregistreerde misdrijven";"Aangiften"
"Perioden";"2022";"2023*";"2023*"
"Regio's";"aantal";"aantal";"aantal"
"Nederland";"800027";"805590";"1"
"Voorbeeldstad";"12";".";"3"
"Voorbeeldstad (RE)";"99";"98";"2"
"Bron: Politie"'''


def test_as_shown_the_titles_and_header_rows_say_what_a_column_is(read):
    table = read(AS_SHOWN)
    assert rows(table, "domein", "onderwerp", "gebied", "periode", "waarde") == [
        ("misdrijf", "Totaal misdrijven", "GM9999", "2022", "12"),
        ("misdrijf", "Totaal misdrijven", "GM9999", "2023*", "."),
    ]
    assert table.unread_headers == ("Aangiften (aantal)",)
    assert not table.malformed


def test_as_shown_with_unnamed_header_rows_and_without_a_blank_row(read):
    text = AS_SHOWN.replace('""\n', '"Nog een titel"\n')
    text = text.replace('"Onderwerp";', '"";').replace('"Perioden";', '"";')
    assert rows(read(text), "periode", "waarde") == [("2022", "12"), ("2023*", ".")]


def test_as_shown_with_kinds_of_crime_side_by_side(read):
    text = (
        '"Perioden: 2023"\n"Onderwerp";"Geregistreerde misdrijven";"Geregistreerde misdrijven"\n'
        '"Soort misdrijf";"1.1.1 A";"1.2.3 B"\n"Regio\'s";"aantal";"aantal"\n'
        '"Voorbeeldstad";"1";"2"\n"Bron: Politie"\n'
    )
    assert rows(read(text), "onderwerp", "periode", "waarde") == [
        ("1.1.1 A", "2023", "1"),
        ("1.2.3 B", "2023", "2"),
    ]


def test_the_row_number_of_the_file_is_kept_unless_a_row_has_several_figures(read):
    text = LONG + "T;2018;Elders;1\nT;2018;Voorbeeldstad;2\n"
    assert list(read(text).frame.index) == [3]
    assert list(read(AS_SHOWN).frame.index) == [3, 4]


def test_the_name_of_the_file_says_when_it_was_downloaded(read):
    table = read(LONG + "T;2018;Voorbeeldstad;2\n", "Misdrijven_per_maand_15052023_134652.csv")
    assert table.remarks == ("Bevraagd op 15-05-2023 13:46",)


# -- OData -------------------------------------------------------------------------------------


def test_version_3_pages_in_one_file_in_every_arrangement(read):
    first, second = V3 | {COUNT: 3}, V3 | {"Perioden": "2019MM02", COUNT: None}
    pages = [page(first, more=True), page(second)]
    expected = [("1.1.1", "BU99990001", "2019MM01", "3"), ("1.1.1", "BU99990001", "2019MM02", "")]
    ways = (
        json.dumps(pages),
        "\n".join(map(json.dumps, pages)),
        json.dumps(page(first, second)),
        json.dumps([first, second]),
        json.dumps({"TypedDataSet": [first, second]}),
    )
    for way in ways:
        table = read(way, "a.json")
        assert rows(table, "onderwerp", "gebied", "periode", "waarde") == expected


def test_a_file_with_one_page_is_a_delivery_by_itself(read):
    assert len(read(json.dumps(page(V3 | {COUNT: 3}, more=True)), "1.json").frame) == 1


def test_code_lists_in_a_zip_give_names_and_status(read):
    table = read(
        zipped(
            TypedDataSet_1__json=page(V3 | {COUNT: 3}),
            TypedDataSet_2__json=page(V3 | {"Perioden": "2019JJ00", COUNT: 40}),
            SoortMisdrijf__json=page(
                {"Key": "1.1.1 ", "Title": "1.1.1 Diefstal"}, name="SoortMisdrijf"
            ),
            Perioden__json=page(
                {"Key": "2019MM01", "Title": "2019 januari", "Status": "Voorlopig"}, name="Perioden"
            ),
            leesmij__txt="Dit is geen tabel",
        ),
        "47022NED.zip",
    )
    assert rows(table, "onderwerp_naam", "periode", "periode_status", "waarde", "tabel") == [
        ("1.1.1 Diefstal", "2019MM01", "Voorlopig", "3", "47022NED"),
        ("1.1.1 Diefstal", "2019JJ00", "", "40", "47022NED"),
    ]


V4 = "Id;Measure;ValueAttribute;Value;SoortMisdrijf;WijkenEnBuurten;Perioden\n"


def test_version_4_reads_only_the_count_and_leaves_withheld_values_empty(read):
    observations = V4 + (
        "0;M1;None;5;T001161;GM9999;2019JJ00\n"
        "1;M2;None;0.5;T001161;GM9999;2019JJ00\n"
        "2;M1;Confidential;;1.1.1;BU99990001;2019JJ00\n"
        "3;M1;Confidential;0;1.1.1;BU99990002;2019JJ00\n"
    )
    table = read(
        zipped(
            Observations__csv=observations,
            MeasureCodes__csv="Identifier;Title\nM1;Geregistreerde misdrijven\nM2;Per 1 000\n",
            SoortMisdrijfCodes__csv="Identifier;Title\nT001161;Totaal misdrijven\n",
        ),
        "a.zip",
    )
    assert rows(table, "onderwerp", "onderwerp_naam", "waarde") == [
        ("T001161", "Totaal misdrijven", "5"),
        ("1.1.1", "", ""),
        ("1.1.1", "", ""),
    ]
    assert table.unread_headers == ("Per 1 000",)


def test_version_4_as_json_with_the_name_of_its_measure(read):
    row = {"Measure": COUNT, "ValueAttribute": "None", "Value": 4.0, "Id": 1}
    content = {"@odata.context": "https://x/$metadata#Observations", "value": [row | V3]}
    assert rows(read(json.dumps(content), "a.json"), "waarde") == [("4",)]


def test_version_4_without_the_list_of_measures_is_refused(read):
    with pytest.raises(UnreadableError, match="MeasureCodes"):
        read(V4 + "0;M1;None;5;T001161;GM9999;2019JJ00\n")


# -- whose figures -----------------------------------------------------------------------------


def test_only_rows_of_the_municipality_by_code(read):
    areas = ("NL00", "GM9999", "GM9998", "WK999900", "WK999800", "BU99990001", "BU09999901", "PV31")
    table = read(
        json.dumps(page(*(V3 | {"WijkenEnBuurten": a, COUNT: 1} for a in areas))), "a.json"
    )
    assert [area for (area,) in rows(table, "gebied")] == ["GM9999", "WK999900", "BU99990001"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Voorbeeldstad", "Voorbeeldstad"),
        ("Voorbeeldstad (gemeente)", "Voorbeeldstad"),
        ("Bergen (L.)", "Bergen (L.)"),
        ("Beek (L.)", "Beek"),
    ],
)
def test_the_name_of_the_municipality_as_the_table_writes_it(read, written, name):
    text = LONG + f"T;2018;{written};2\nT;2018;{name} (PV);3\nT;2018;Elders;4\n"
    assert rows(read(text, gemeente=name), "gebied", "waarde") == [("GM9999", "2")]


def test_a_province_with_the_same_name_is_not_the_municipality(read):
    text = LONG + "T;2018;Utrecht (PV);3\nT;2018;Utrecht (gemeente);4\nT;2018;Utrecht (RE);5\n"
    assert rows(read(text, gemeente="Utrecht"), "waarde") == [("4",)]


def test_an_ambiguous_name_is_refused_with_both_municipalities(read):
    text = LONG + "T;2018;Bergen (L.);3\nT;2018;Bergen (NH.);4\n"
    with pytest.raises(UnreadableError, match=r"Regio's.*Bergen \(L\.\).*Bergen \(NH\.\)"):
        read(text, gemeente="Bergen")


def test_neighbourhoods_by_name_are_those_of_the_stated_municipality(read):
    text = (
        "Soort misdrijf;Perioden;Wijken en buurten;Regioaanduiding/Gemeentenaam (naam);"
        "Geregistreerde misdrijven (aantal)\n"
        "T;2018;Centrum;Voorbeeldstad;3\nT;2018;Centrum;Elders;4\n"
    )
    assert rows(read(text), "gebied", "waarde") == [("Centrum", "3")]


# -- what cannot be taken in -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (LONG + "T;2018;Elders;1\n", "a.csv", "geen cijfers van gemeente Voorbeeldstad"),
        (LONG + "T;vorig jaar;Voorbeeldstad;1\n", "a.csv", "«Perioden» is geen enkele periode"),
        (LONG + 'T;2018;"Voorbeeldstad;1\nT;2018;Elders;1\n', "a.csv", "afgebroken"),
        (LONG + "T;2018;Voorbeeldstad;1\nT;2018", "a.csv", "afgebroken"),
        (LONG + "Totaal;2018;Voorbeeldstad;1\nTot", "a.csv", "afgebroken"),
        ("crime_type_code,date,frequency\nTotaal,2012-01-01,3\n", "a.csv", "mist de kolom met het"),
        ("Perioden;Regio's;Geregistreerde misdrijven\n2018;Elders;1\n", "a.csv", "mist «Soort mis"),
        (
            "SoortMisdrijf;RegioS;Perioden;TotaalGeregistreerdeMisdrijven_1\nT;GM9999;2018JJ00;5\n",
            "a.csv",
            "mist «Geregistreerde misdrijven»",
        ),
        ("Key;Title\n1.1.1;Diefstal\n", "SoortMisdrijf.csv", "is een codelijst"),
        ('{"value": [{"Key": "1.1.1", "Title": "A"}]}', "SoortMisdrijf.json", "is een codelijst"),
        ('{"value": [{"SoortMisdrijf": "1.1.1 "', "a.json", "de JSON eindigt niet"),
        (b"PK\x03\x04 niet heel", "a.zip", "kan niet worden uitgepakt"),
        ("{}", "a.json", "a.json"),
        (zipped(a__pdf="niets"), "a.zip", "geen bekende export"),
    ],
    ids=lambda value: None if isinstance(value, bytes) or len(value) > 40 else value,
)
def test_the_analyst_reads_what_is_missing(read, content, name, message):
    with pytest.raises(UnreadableError) as refused:
        read(content, name)
    assert message in str(refused.value)
    assert name in str(refused.value)


@pytest.mark.parametrize("cut", [slice(40, 60), slice(-80, -60), slice(0, 30)])
def test_a_zip_that_lost_a_piece_is_refused(read, cut):
    content = bytearray(zipped(TypedDataSet__json=page(V3 | {COUNT: 3}), leesmij__txt="x" * 99))
    del content[cut]
    with pytest.raises(UnreadableError, match="kan niet worden uitgepakt"):
        read(bytes(content), "a.zip")


def test_another_table_of_statistics_is_not_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Perioden;Regio's;Voelt zich wel eens onveilig (%)\n2017;Nederland;34,1\n")
    assert read_statistics(path, path.name) is None


def test_a_police_export_is_read_as_before(read, delivery):
    text = "\n".join(";".join(map(str, row)) for row in delivery("politie", {}))
    assert read(text).layout.source == "politie"


def test_rows_of_another_width_are_counted_and_the_footer_is_not(read):
    table = read(LONG + "T;2018;Voorbeeldstad;1\nT;2018;Voorbeeldstad\nBron: CBS\n")
    assert (table.row_count, table.malformed) == (2, (3,))


def test_a_year_among_months_written_as_days_is_the_row_with_their_sum(tmp_path):
    lines = [f"Totaal misdrijven,2012-{month:02}-01,{month}" for month in range(1, 13)]
    lines += ["Totaal misdrijven,2012-01-01,78", "Totaal misdrijven,2013-01-01,5"]
    path = tmp_path / "a.csv"
    path.write_text("crime_type_code,date,frequency\n" + "\n".join(lines) + "\n")
    frame = read_statistics(path, path.name).frame
    assert list(frame["periode"])[-2:] == ["2012", "2013-01-01"]
    assert frame["periode"].iloc[0] == "2012-01-01"


def test_a_delivery_gets_a_manifest_with_the_months_of_its_periods(home):
    folder = home.inbox / "2024-02-01"
    folder.mkdir()
    name = "Misdrijven_15052023_134652.csv"
    (folder / name).write_text(LONG + "T;2018;Voorbeeldstad;1\nT;2020 mei;Voorbeeldstad;\n")
    take_in(home, (police.LAYOUT, open_data.layout("GM9999", "Voorbeeldstad")), 0.25)
    [manifest] = manifests(home)
    assert manifest.bron == "politie_open_data"
    assert manifest.rijen == 2
    assert manifest.maanden == [*(f"2018-{month:02}" for month in range(1, 13)), "2020-05"]
    assert (manifest.ontvangen_op, manifest.ontvangen_volgens) == ("2023-05-15 13:46:00", "export")
    assert manifest.velden["waarde"] == "Geregistreerde misdrijven (aantal)"
