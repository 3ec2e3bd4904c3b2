"""Tests of missing cells through the door of every source: no row takes a neighbour's value."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from assets.basis.home import Home
from assets.deliveries.batch import Batch, Rows
from assets.formats.cells import texts
from assets.formats.text_table import TextTable
from assets.reference.files import SEEDS
from assets.sources.registry import SOURCES
from schemas.configuration import Configuration
from schemas.layout import Layout

MISSING = (None, float("nan"), pd.NA, "", " ", "NULL", "NaN")
POLICE = {
    "incidentnummer": "PL{}",
    "mk_code": "F11",
    "straat": "Markt",
    "huisnummer": "12",
    "postcode": "6211CK",
    "gemeente": "Maastricht",
    "plaats": "Maastricht",
    "buurt": "Binnenstad",
    "pleegmoment": "02-01-2020 10:00",
    "kennisname": "03-01-2020 11:30",
    "aangifte": "J",
    "poging": "N",
    "x": "176500",
    "y": "317500",
}
REPORT = {
    "meldingnummer": "M{}",
    "ontvangen": "03-01-2020 11:30",
    "hoofdcategorie": "Afval",
    "subcategorie": "Zwerfvuil",
    "straat": "Grote Staat 5",
    "huisnummer": "5",
    "postcode": "6211CK",
    "plaats": "Maastricht",
    "buurt": "Binnenstad",
    "x": "176500",
    "y": "317500",
    "status": "Nieuw",
    "kanaal": "App",
}
ADDRESS = '{"openbare_ruimte": "Markt", "huisnummer": "1", "woonplaats": "Maastricht"}'
SIGNALEN = REPORT | {
    "hoofdmelding": "",
    "adres": ADDRESS,
    "adrestekst": "Markt 1",
    "gebiedscode": "BU09350000",
    "status": "Gemeld",
}
# Source and system -> an ordinary row; {} is the number of the row, so that no row repeats another.
ROWS = {
    "politie": POLICE,
    "melddesk melddesk": REPORT,
    "melddesk signalen": SIGNALEN,
    "melddesk open311": REPORT,
    "veiligheidsmonitor": {
        "thema": "Leefbaarheid",
        "indicator": "Voelt zich onveilig {}",
        "eenheid": "%",
        "gebied": "Maastricht",
        "gebied_soort": "gemeente",
        "jaar": "2021",
        "waarde": "30,5",
        "ondergrens": "28,0",
        "bovengrens": "33,0",
        "marge": "",
        "respondenten": "900",
        "bron": "CBS",
    },
    "registers": {
        "indicator": "Demonstraties {}",
        "periode": "2020",
        "gebied": "Maastricht",
        "waarde": "12",
        "bron": "Register",
    },
    "duiding": {
        "indicator": "woninginbraak",
        "gebied": "GM0935",
        "periode": "20{}-06",
        "tekst": "Er waren minder inbraken.",
        "auteur": "Team veiligheid",
        "datum": "01-07-2020",
    },
    "doelen": {
        "hoofddoel": "1",
        "doel": "Minder inbraken {}",
        "indicator": "woninginbraak",
        "nulmeting": "100",
        "nulmeting_jaar": "2018",
        "streefwaarde": "80",
        "streefjaar": "2022",
        "richting": "omlaag",
        "toelichting": "afspraak",
    },
    "hotspotaanpak": {
        "straatnaam": "{street}",
        "thema": "",
        "status": "actief",
        "sinds": "{}-01-2020",
    },
    "evenementen": {
        "naam": "Festival {}",
        "soort": "festival",
        "van": "{}-06-2020",
        "tot": "",
        "gebied": "{street}",
        "toelichting": "Jaarlijks",
    },
    "aandachtsgebieden": {
        "naam": "Plein {}",
        "soort": "plein",
        "straten": "{street}",
        "buurten": "",
        "plaatsen": "",
        "van": "",
        "tot": "",
    },
    "politie_open_data": {
        "domein": "misdrijf",
        "onderwerp": "1.1.1",
        "onderwerp_naam": "Diefstal/inbraak woning",
        "gebied": "GM0935",
        "gebied_soort": "gemeente",
        "indeling": "gemeenten",
        "periode": "20{}",
        "periode_status": "",
        "waarde": "12",
        "tabel": "47022NED",
    },
}
STREETS = pd.read_csv(SEEDS / "GM0935" / "straten.csv")["straatnaam"].tolist()
FIRST = 11  # so that a number of a row is also a year or a day


@pytest.fixture(scope="module")
def made(tmp_path_factory, make_manifest):
    """`made("politie", [{number: {field: cell}}, ...])` -> number -> what comes of that row; one
    dict per delivery, all in one batch."""
    folder = tmp_path_factory.mktemp("ontbrekend")
    home, configuration = Home(folder, folder), Configuration()

    def make(name: str, deliveries: list[dict[int, dict]]) -> dict[int, tuple]:
        source_name, _, system = name.partition(" ")
        [source] = [source for source in SOURCES if source.name == source_name]
        layouts = source.layouts(configuration)
        [layout] = [layout for layout in layouts if not system or layout.system == system]
        received = {"ontvangen_op": "2022-02-05 00:00:00"}
        batch = Batch(
            (
                make_manifest(source_name, str(place), rijen=len(rows), **received),
                _table(layout, name, rows),
            )
            for place, rows in enumerate(deliveries)
        )
        outcomes = source.recipe(home, configuration).make(batch)
        return {
            number: _of(outcomes[f"{source_name}-{place}"], number)
            for place, rows in enumerate(deliveries)
            for number in rows
        }

    return make


def _table(layout: Layout, name: str, rows: dict[int, dict]) -> TextTable:
    header = tuple(ROWS[name])
    cells = {field: texts([row[field] for row in rows.values()]) for field in header}
    fields = {field.name: cells.get(field.name, "") for field in layout.fields}
    return TextTable(
        layout=layout,
        sheet=None,
        header=header,
        positions={field: position for position, field in enumerate(header)},
        frame=pd.DataFrame(fields, index=pd.Index(list(rows), name="rijnummer"), dtype="str"),
        malformed=(),
        remarks=(),
    )


def _of(outcome: Rows, number: int) -> tuple:
    """The accepted row and the faults of a row; missing equals missing."""
    return tuple(
        [
            ["" if pd.isna(cell) else cell for cell in row]
            for row in frame[frame["rijnummer"].eq(number)]
            .drop(columns="levering_id", errors="ignore")
            .itertuples(index=False)
        ]
        for frame in (outcome.accepted, outcome.faults)
    )


def _row(name: str, number: int) -> dict[str, object]:
    return {
        field: text.replace("{street}", STREETS[number]).replace("{}", str(number))
        for field, text in ROWS[name].items()
    }


@pytest.mark.dear
def test_every_source_is_tried_with_a_row_that_is_accepted(made):
    assert {name.partition(" ")[0] for name in ROWS} == {source.name for source in SOURCES}
    for name in ROWS:
        accepted, faults = made(name, [{FIRST: _row(name, FIRST)}])[FIRST]
        assert accepted, (name, faults)


@pytest.mark.dear
@pytest.mark.parametrize("name", ROWS)
def test_a_missing_cell_takes_nothing_from_its_neighbours(made, name):
    chance = random.Random(name)
    rows = {number: _row(name, number) for number in range(FIRST, FIRST + 16)}
    for number in list(rows)[1::2]:
        fields = chance.sample(list(ROWS[name]), chance.randint(1, 4))
        rows[number] |= {field: chance.choice(MISSING) for field in fields}
    together = made(name, [rows])
    alone = made(name, [{number: row} for number, row in rows.items()])
    assert together == alone


@pytest.mark.dear
@pytest.mark.parametrize("field", ["straat", "huisnummer", "postcode", "plaats", "gebiedscode"])
def test_a_word_for_missing_does_not_hide_the_address_beside_it(made, field):
    bare = dict.fromkeys(("straat", "huisnummer", "postcode", "plaats", "gebiedscode"), "")
    row = _row("melddesk signalen", FIRST) | bare
    empty, *others = (
        made("melddesk signalen", [{FIRST: row | {field: word}}])[FIRST] for word in ("", *MISSING)
    )
    assert others == [empty] * len(MISSING)
