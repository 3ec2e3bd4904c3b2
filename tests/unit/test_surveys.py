"""Tests of the Veiligheidsmonitor from a file to rows: each of its forms, and look-alikes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.basis.errors import UnreadableError
from assets.formats.reading import read_delivery
from assets.formats.statistics import read_statistics
from assets.formats.text_table import TextTable
from schemas import open_data, police, registers, survey

Read = Callable[..., TextTable]
PLACE = ("GM9999", "Voorbeeldstad")
LAYOUTS = [
    police.LAYOUT,
    survey.layout(*PLACE),
    registers.LAYOUT,
    open_data.layout(*PLACE),
]
FIELDS = ("indicator", "eenheid", "gebied", "jaar", "waarde", "ondergrens", "bovengrens")
PATH = "(On)veiligheidsbeleving /Algemeen/Voelt zich  wel eens onveilig   (%)"
STATLINE = (
    f'"Marges";"Perioden";"Regio\'s";"{PATH}"\n'
    '"Waarde";"2019";"Voorbeeldstad";36,9\n'
    '"Betrouwbaarheidsmarge ondergrens";"2019";"Voorbeeldstad";33,9\n'
    '"Betrouwbaarheidsmarge bovengrens";"2019";"Voorbeeldstad";40\n'
    '"Waarde";"2019";"Elders";50,1\n'
    '"Waarde";"2019";"Voorbeeldstad (RE)";44,4\n'
    '"Waarde";"2019";"Nederland";31,2\n'
)
FIGURE = ("Voelt zich wel eens onveilig", "%", "GM9999", "2019", "36,9", "33,9", "40")
COUNTRY = ("Voelt zich wel eens onveilig", "%", "NL00", "2019", "31,2", "", "")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(text or bytes, name="a.csv")` -> the table."""

    def make(content: str | bytes, name: str = "a.csv") -> TextTable:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_delivery(path, LAYOUTS)

    return make


def rows(table: TextTable, *fields: str) -> list[tuple[str, ...]]:
    assert table.layout.source == "veiligheidsmonitor"
    return list(table.frame[list(fields or FIELDS)].itertuples(index=False, name=None))


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


# -- StatLine ----------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_margins_as_a_dimension_move_beside_their_figure(read, delimiter, encoding):
    table = read(STATLINE.replace(";", delimiter).encode(encoding))
    assert rows(table) == [FIGURE, COUNTRY]
    assert list(table.frame.index) == [1, 2]


def test_with_symbols_padded_and_with_codes(read):
    text = (
        STATLINE.replace("36,9", '"    36.9"').replace("33,9", '"       ."').replace("40", '"40.0"')
    )
    text = text.replace("Regio's", "Regio's (code)").replace('"Voorbeeldstad"', '"GM9999    "')
    text = text.replace('"Nederland"', '"NL01      "').replace('"Elders"', '"GM9998    "')
    assert rows(read(text)) == [
        (*FIGURE[:4], "36.9", ".", "40.0"),
        COUNTRY,
    ]


def test_margins_as_columns_of_a_measure_in_a_row(read):
    text = (
        '"Onderwerp";"Perioden";"Regio\'s";"Waarde";"Betrouwbaarheidsmarge ondergrens";'
        '"Betrouwbaarheidsmarge bovengrens"\n'
        '"Voelt zich wel eens onveilig";"2019";"Voorbeeldstad";36,9;33,9;40\n'
    )
    assert rows(read(text, "Veiligheidsmonitor__regio.csv")) == [(FIGURE[0], "", *FIGURE[2:])]


def test_margins_in_the_path_of_a_column(read):
    measure = "Veiligheid/Voelt zich wel eens onveilig"
    text = (
        f'"Perioden";"Regio\'s";"{measure}/Waarde (%)";"{measure}/Ondergrens 95%-interval (%)"\n'
        '"2019";"Voorbeeldstad";36,9;33,9\n'
    )
    assert rows(read(text, "veiligheidsmonitor.csv")) == [(*FIGURE[:6], "")]


SHOWN = '''"Veiligheidsmonitor; kerncijfers, regio"
""
"Onderwerp";"Leefbaarheid";"Leefbaarheid";"Leefbaarheid";"Leefbaarheid"
"Onderwerp";"Sociale cohesie";"Sociale cohesie";"Overlast";"Overlast"
"Marges";"Waarde";"Ondergrens 95%-interval";"Waarde";"Waarde"
"Perioden";"2021";"2021";"2021";"2023*"
"Regio's";"schaalscore";"schaalscore";"%";"%"
"Voorbeeldstad";"6,1";"6,0";"9";"."
"Bron: CBS"'''


def test_as_shown_the_rows_above_say_what_a_column_is(read):
    assert rows(read(SHOWN)) == [
        ("Sociale cohesie", "schaalscore", "GM9999", "2021", "6,1", "6,0", ""),
        ("Overlast", "%", "GM9999", "2021", "9", "", ""),
        ("Overlast", "%", "GM9999", "2023*", ".", "", ""),
    ]


def test_as_shown_with_a_row_that_ends_before_its_columns_is_refused(read):
    """Without its last cell, the last column would be a value of an unknown year."""
    with pytest.raises(UnreadableError, match="zijn niet even lang"):
        read(SHOWN.replace(';"2023*"', ""))


def test_as_shown_with_dimensions_in_titles_and_unnamed_header_rows(read):
    text = SHOWN.replace('"Marges";"Waarde";"Ondergrens 95%-interval";"Waarde";"Waarde"\n', "")
    text = text.replace('""\n', '"Marges: Waarde"\n').replace('"Perioden";', '"";')
    text = text.replace('"2021";"2021";"2021"', '"2019";"2021";"2021"')
    assert rows(read(text), "indicator", "jaar", "waarde") == [
        ("Sociale cohesie", "2019", "6,1"),
        ("Sociale cohesie", "2021", "6,0"),
        ("Overlast", "2021", "9"),
        ("Overlast", "2023*", "."),
    ]


def test_one_municipality_in_a_title(read):
    text = (
        '"Veiligheidsmonitor"\n"Regio\'s: Voorbeeldstad"\n"Marges: Waarde"\n'
        f'"Perioden";"{PATH}"\n"2019";36,9\n"2017";38\n'
    )
    assert rows(read(text), "gebied", "jaar", "waarde") == [
        ("GM9999", "2019", "36,9"),
        ("GM9999", "2017", "38"),
    ]


def test_names_that_would_be_equal_get_more_of_their_path(read):
    head = (
        "Marges;Perioden;Regio's;Overlast/Jongeren/Totaal (%);Overlast/Drugs/Totaal (%);"
        "Geluid/Hinder (%);Geluid/Hinder (score)\n"
    )
    table = read(head + "Waarde;2019;Voorbeeldstad;1;2;3;4\n")
    assert rows(table, "indicator", "waarde") == [
        ("Jongeren: Totaal", "1"),
        ("Drugs: Totaal", "2"),
        ("Geluid: Hinder (%)", "3"),
        ("Geluid: Hinder (score)", "4"),
    ]


def test_a_generic_word_is_never_a_name_by_itself(read):
    text = "Marges;Perioden;Regio's;Slachtoffers/Totaal (%)\nWaarde;2019;Voorbeeldstad;1\n"
    assert rows(read(text), "indicator") == [("Slachtoffers: Totaal",)]


def test_a_figure_that_occurs_twice_stays_two_rows(read):
    twice = STATLINE + '"Waarde";"2019";"Voorbeeldstad";37\n'
    assert sorted(row[4] for row in rows(read(twice))) == ["31,2", "36,9", "37"]


def test_a_row_of_another_width_is_reported(read):
    table = read(STATLINE + '"Waarde";"2017";"Voorbeeldstad"\n')
    assert (len(table.frame), table.malformed) == (2, (3,))


def test_a_download_of_only_the_country_is_read_and_one_of_other_areas_is_not(read):
    text = STATLINE.replace('"Voorbeeldstad"', '"Limburg (PV)"')
    assert rows(read(text)) == [COUNTRY]
    with pytest.raises(UnreadableError, match="geen cijfers van gemeente Voorbeeldstad"):
        read(text.replace('"Nederland"', '"Elders"'))


def test_an_unknown_dimension_is_named_by_its_form_and_its_figures_are_not_read(read):
    text = (
        "Marges;Perioden;Regio's;Persoonskenmerken;Voelt zich wel eens onveilig (%)\n"
        "Waarde;2019;Voorbeeldstad;Mannen;30\nWaarde;2019;Voorbeeldstad;Vrouwen;40\n"
    )
    with pytest.raises(UnreadableError, match="«Aaaaaaaaaaaaaaaaa»"):
        read(text)


def test_a_file_without_a_year_is_refused(read):
    with pytest.raises(UnreadableError, match="geen enkel jaar"):
        read(STATLINE.replace('"2019"', '"gemiddeld"'))


@pytest.mark.parametrize(
    "text",
    [
        # margins, but of another survey
        "Marges;Perioden;Regio's;Ervaren gezondheid (%)\nWaarde;2020;Voorbeeldstad;78,1\n",
        # no margins, and no survey by name
        "Perioden;Regio's;Gemiddelde SES-WOA score\n2019;Voorbeeldstad;0,1\n",
    ],
)
def test_another_table_of_statistics_is_refused(read, text):
    with pytest.raises(UnreadableError, match="niet herkend"):
        read(text)


def test_counts_by_the_police_are_never_mistaken_for_a_survey_nor_the_reverse(read, tmp_path):
    text = "Overlast;Perioden;Regio's;Geregistreerde overlast (aantal)\nE33;2019;GM9999;3\n"
    assert read(text, "veiligheidsmonitor overlast.csv").layout.source == "politie_open_data"
    text = "Marges;Perioden;Regio's;Leefbaarheid/Overlast (%)\nWaarde;2019;Voorbeeldstad;9\n"
    assert rows(read(text), "indicator", "waarde") == [("Overlast", "9")]
    assert read_statistics(tmp_path / "a.csv", "a.csv").kind == "survey"


def test_saved_as_a_workbook_in_cells_or_in_lines(read, write_xlsx, tmp_path):
    cells = [line.replace('"', "").split(";") for line in STATLINE.splitlines()]
    numbers = [cells[0], *([*row[:3], float(row[3].replace(",", "."))] for row in cells[1:])]
    write_xlsx(tmp_path / "cellen.xlsx", numbers)
    write_xlsx(tmp_path / "regels.xlsx", [[line] for line in STATLINE.splitlines()])
    tables = [
        rows(read_delivery(tmp_path / f"{name}.xlsx", LAYOUTS)) for name in ("cellen", "regels")
    ]
    assert tables[0] == [tuple(text.replace(",", ".") for text in row) for row in (FIGURE, COUNTRY)]
    assert tables[1] == [FIGURE, COUNTRY]


# -- OData -------------------------------------------------------------------------------------


def test_odata_3_with_its_list_of_measures(read):
    address = "https://opendata.cbs.nl/ODataApi/OData/81877NED/$metadata#"
    key = "VoeltZichWelEensOnveilig_1"
    figures = [
        {"ID": n, "Marges": margin, "RegioS": "GM9999", "Perioden": "2019JJ00", key: value}
        for n, (margin, value) in enumerate([("MW00000", 36.9), ("MOG0095", 33.9)])
    ]
    measures = [{"Key": key, "Title": "Voelt zich wel eens onveilig", "Unit": "%", "Type": "Topic"}]
    data = json.dumps({"odata.metadata": f"{address}TypedDataSet", "value": figures})
    listed = json.dumps({"odata.metadata": f"{address}DataProperties", "value": measures})
    wanted = [(FIGURE[0], "%", "GM9999", "2019JJ00", "36.9", "33.9", "")]
    assert rows(read(zipped(data__json=data, lijst__json=listed), "81877NED.zip")) == wanted
    assert rows(read(data, "81877NED.json"))[0][:3] == (FIGURE[0], "", "GM9999")


def test_odata_4_with_its_code_lists(read):
    observations = (
        "Id;Measure;ValueAttribute;Value;Marges;RegioS;Perioden\n"
        "1;M001;None;36,9;MW00000;GM9999;2021JJ00\n2;M001;None;40;MBG0095;GM9999;2021JJ00\n"
        "3;M001;None;1;MSF0000;GM9999;2021JJ00\n4;M001;Impossible;;MW00000;NL01;2021JJ00\n"
        "5;M001;None;36;MW00000;PV31;2021JJ00\n"
    )
    measures = "Identifier;Index;Title;Unit\nM001;1;Voelt zich wel eens onveilig;%\n"
    content = zipped(
        Observations__csv=observations,
        MeasureCodes__csv=measures,
        MargesCodes__csv="Identifier;Title\nMSF0000;Standaardfout\n",
    )
    table = read(content, "85146NED.zip")
    assert rows(table) == [
        (FIGURE[0], "%", "GM9999", "2021JJ00", "36,9", "", "40"),
        (FIGURE[0], "%", "NL00", "2021JJ00", "", "", ""),
    ]
    assert "MSF0000" in table.unread_headers


def test_a_table_is_recognised_by_the_number_in_its_address(read):
    address = "https://datasets.cbs.nl/odata/v1/CBS/85146NED"
    row = {"Measure": "M1", "Value": 6, "Marges": "MW00000", "RegioS": "GM9999"}
    figures = {"@odata.context": f"{address}/$metadata#Observations"}
    figures["value"] = [row | {"Perioden": "2021JJ00"}]
    codes = {"@odata.context": f"{address}/$metadata#MeasureCodes"}
    codes["value"] = [{"Identifier": "M1", "Title": "Onderhoud stoepen", "Unit": "score"}]
    both = json.dumps([figures, codes])
    assert rows(read(both, "a.json"), "indicator", "eenheid", "waarde") == [
        ("Onderhoud stoepen", "score", "6")
    ]
    with pytest.raises(UnreadableError, match="niet herkend"):  # many surveys ask about paving
        read(both.replace("85146NED", "12345NED"), "a.json")
    with pytest.raises(UnreadableError, match="MeasureCodes"):
        read(json.dumps(figures), "a.json")


def test_a_unit_with_brackets_of_its_own(read):
    text = STATLINE.replace("(%)", "(% (heel) tevreden)")
    assert rows(read(text), "indicator", "eenheid")[0] == (FIGURE[0], "% (heel) tevreden")


# -- the municipality's own --------------------------------------------------------------------


def test_one_outcome_per_row_with_margins_and_respondents(read):
    text = (
        "Indicator;Gebied;Jaar;Waarde;Ondergrens;Bovengrens;Respondenten\n"
        "Overlast;BU99990001;2021;12,4;10,1;14,7;152\n"
    )
    assert rows(read(text), *FIELDS, "respondenten") == [
        ("Overlast", "", "BU99990001", "2021", "12,4", "10,1", "14,7", "152")
    ]


def test_years_side_by_side(read, write_xlsx, tmp_path):
    header = ["thema", "indicator_en", "eenheid", "j2014", "j2017", "2019"]
    text = ";".join(header) + "\nT;Overlast;%;8,5;;.\nT;Te kort\nT;Cohesie;score;6;5,8;6,0\n"
    table = read(text)
    assert rows(table, "indicator", "jaar", "waarde") == [
        ("Overlast", "2014", "8,5"),
        ("Overlast", "2019", "."),
        ("Cohesie", "2014", "6"),
        ("Cohesie", "2017", "5,8"),
        ("Cohesie", "2019", "6,0"),
    ]
    assert table.malformed == (4,)
    write_xlsx(tmp_path / "b.xlsx", [[*header[:3], 2014, 2017], ["T", "Overlast", "%", 8.5, 3]])
    assert rows(read_delivery(tmp_path / "b.xlsx", LAYOUTS), "jaar", "waarde") == [
        ("2014", "8.5"),
        ("2017", "3"),
    ]


PLAIN = "indicator;gebied;jaar;waarde\nOverlast;GM9999;2021;12\n"


def test_without_a_sign_a_plain_table_is_a_register(read):
    assert read(PLAIN.replace("jaar", "periode")).layout.source == "registers"
    assert read(PLAIN, "Veiligheidsmonitor 2021.csv").layout.source == "veiligheidsmonitor"
    text = "indicator;periode;waarde;bron\nOverlast;2021;12;Veiligheidsmonitor\n"
    assert read(text).layout.source == "veiligheidsmonitor"
    text = "indicator;periode;waarde;bron\nTaskforce Veiligheidsbeleving;2021;12;Taskforce\n"
    assert read(text).layout.source == "registers"


def test_a_file_that_was_cut_off_is_refused(read):
    for text in (STATLINE[:-20], "indicator;jaar;waarde;respondenten\nA;2021;12;5\nB;2021"):
        with pytest.raises(UnreadableError, match="afgebroken"):
            read(text)
