"""Tests of police rows: which row is rejected or which field emptied, with its reason and header,
and that no personal data come through.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.sources.cases import CaseLinker
from assets.sources.politie.codes import codes_of
from assets.sources.politie.rows import registrations
from schemas import police
from schemas.configuration import Configuration, Police
from schemas.police import STAGED

CODES = codes_of(Configuration())
KEY = b"k" * 16
PERSONAL = {
    "incidentnummer": "PL9999_BVH_7654321",
    "huisnummer": "98 qz",
    "postcode": "6298QZ",
    "plaats": "Geheimstad",
    "x": "171234",
    "y": "312345",
}


@pytest.fixture(scope="module")
def through(make_batch, linker):
    """`through({...}, {...})` -> the rows of one delivery after staging."""

    def go(*rows, settings=Police(), **manifest):
        batch = make_batch("politie", *rows, **manifest)
        return registrations(batch, settings, CODES, CaseLinker(linker, KEY))["politie-a"]

    return go


def _faults(rows) -> list[tuple[int, str, str, str]]:
    return [tuple(row) for row in rows.faults.itertuples(index=False)]


def test_a_good_row_comes_through_whole(through):
    rows = through({})
    assert rows.faults.empty
    assert list(rows.accepted.columns) == list(STAGED)
    assert dict(rows.accepted.dtypes.astype(str)) == STAGED
    row = rows.accepted.iloc[0]
    assert (row["rijnummer"], row["mk_code"], row["aangifte"], row["poging"]) == (
        2,
        "A72",
        "J",
        "N",
    )
    assert (row["maand"], row["kennisname_maand"], row["leveringsmaand"]) == ("2020-01",) * 3
    assert (row["pleegmaand"], row["straat_id"], row["straatnaam"]) == (
        "2020-01",
        "S1",
        "Lindelaan",
    )
    assert (row["buurtcode"], row["gebiedsmethode"]) == ("BU99990001", "postcode")
    assert len(row["sleutel"]) == len(row["adres_sleutel"]) == 32


@pytest.mark.parametrize(
    ("fault", "header", "reason"),
    [
        ({"incidentnummer": ""}, "Incident Identificatie", "incidentnummer ontbreekt"),
        ({"kennisname": ""}, "Kennisnamedatum/tijd", "datum ontbreekt of bestaat niet"),
        ({"kennisname": "30-02-2020"}, "Kennisnamedatum/tijd", "datum ontbreekt of bestaat niet"),
        ({"kennisname": "03-01-2092"}, "Kennisnamedatum/tijd", "datum ontbreekt of bestaat niet"),
        ({"kennisname": "03-01-1992"}, "Kennisnamedatum/tijd", "datum van voor 2000"),
        ({"mk_code": ""}, "Incidentsoort code", "onbekende maatschappelijke klasse"),
        ({"mk_code": "Q99"}, "Incidentsoort code", "onbekende maatschappelijke klasse"),
        ({"mk_code": "QQQ"}, "Incidentsoort code", "onbekende maatschappelijke klasse"),
        (
            {"mk_code": "1.2 Diefstal fiets"},
            "Incidentsoort code",
            "onbekende maatschappelijke klasse (een woord, geen code)",
        ),
        (
            {"incidentnummer": "", "mk_code": ""},
            "Incident Identificatie",
            "incidentnummer ontbreekt",
        ),
    ],
)
def test_a_row_is_refused_for_its_first_reason_under_its_header(through, fault, header, reason):
    rows = through({}, fault)
    assert rows.accepted["rijnummer"].tolist() == [2]
    assert _faults(rows) == [(3, header, reason, "rij")]


def test_a_number_that_occurs_twice_counts_once(through):
    number = {"incidentnummer": "PL9999_BVH_0000042"}
    rows = through(number, {}, number)
    assert rows.accepted["rijnummer"].tolist() == [2, 3]
    assert _faults(rows) == [
        (4, "Incident Identificatie", "nummer staat al eerder in dit bestand", "rij")
    ]


def test_a_refused_row_does_not_take_its_number_from_a_good_one(through):
    number = {"incidentnummer": "PL9999_BVH_0000042"}
    rows = through(number | {"mk_code": "Q99"}, number)
    assert rows.accepted["rijnummer"].tolist() == [3]


@pytest.mark.parametrize(
    ("fault", "header", "reason", "column"),
    [
        (
            {"pleegmoment": "30-02-2020"},
            "Begin-pleegdatum/tijd",
            "datum niet leesbaar",
            "pleegmaand",
        ),
        ({"aangifte": "X"}, "Aangifte", "geen J of N", "aangifte"),
        ({"poging": "misschien"}, "Poging", "geen J of N", "poging"),
        ({"postcode": "6299"}, "Pleegpostcode", "geen volledige postcode", None),
        ({"postcode": "0299AA"}, "Pleegpostcode", "geen volledige postcode", None),
        ({"x": "0"}, "X", "geen punt in Nederland", None),
        ({"y": "rechts"}, "Y", "geen punt in Nederland", None),
    ],
)
def test_an_unusable_field_is_emptied_and_the_row_kept(through, fault, header, reason, column):
    rows = through(fault)
    assert len(rows.accepted) == 1
    assert (2, header, reason, "veld") in _faults(rows)
    if column:
        assert pd.isna(rows.accepted[column].iloc[0])


@pytest.mark.parametrize(
    "field", ["pleegmoment", "aangifte", "poging", "postcode", "straat", "huisnummer", "buurt"]
)
def test_an_empty_field_is_no_fault(through, field):
    rows = through({field: ""})
    assert (len(rows.accepted), len(rows.faults)) == (1, 0)


@pytest.mark.parametrize(("written", "stored"), [("Ja", "J"), ("n", "N"), ("nee", "N"), ("j", "J")])
def test_yes_and_no_are_read_by_their_letter(through, written, stored):
    assert through({"aangifte": written}).accepted["aangifte"].tolist() == [stored]


@pytest.mark.parametrize("written", ["a72", " A 72 ", "F530"])
def test_a_code_is_known_however_written(through, written):
    assert through({"mk_code": written}).accepted["mk_code"].iloc[0] in CODES.targets


def test_an_offence_of_another_month_counts_when_it_became_known(through):
    row = through({"pleegmoment": "31-12-2019 23:00"}).accepted.iloc[0]
    assert (row["maand"], row["pleegmaand"], row["leveringsmaand"]) == (
        "2020-01",
        "2019-12",
        "2020-01",
    )


def test_the_settings_may_count_by_offence(through):
    offence = Police(maand="pleegdatum")
    row = through({"pleegmoment": "31-12-2019 23:00"}, settings=offence).accepted.iloc[0]
    assert (row["maand"], row["kennisname_maand"], row["leveringsmaand"]) == (
        "2019-12",
        "2020-01",
        "2020-01",
    )


def test_an_export_by_offence_is_replaced_by_the_month_of_the_offence(through):
    rows = through(
        {"pleegmoment": "31-12-2019 23:00"}, {"pleegmoment": ""}, basis="pleegdatum"
    ).accepted
    assert rows["leveringsmaand"].tolist() == ["2019-12", "2020-01"]
    assert rows["maand"].tolist() == ["2020-01", "2020-01"]


@pytest.mark.parametrize("written", ["", "30-02-2020"])
def test_counted_by_offence_a_missing_day_is_reported_under_its_own_header(through, written):
    rows = through({"pleegmoment": written}, settings=Police(maand="pleegdatum"))
    assert len(rows.accepted) == 0
    assert _faults(rows) == [(2, "Begin-pleegdatum/tijd", "datum ontbreekt of bestaat niet", "rij")]


def test_counted_by_offence_no_row_counts_after_its_delivery(through):
    """A mistyped year must not stretch every table to that year."""
    rows = through({"pleegmoment": "02-01-2920"}, settings=Police(maand="pleegdatum"))
    assert rows.accepted["maand"].tolist() in ([], ["2020-01"])


def test_an_old_division_of_neighbourhoods_is_not_used(through):
    bare = {"postcode": "", "straat": "Nergenslaan", "buurt": "Zuid"}
    assert through(bare).accepted["gebiedsmethode"].tolist() == ["opgegeven"]
    assert through(bare, settings=Police(buurt_is_cbs=False)).accepted[
        "gebiedsmethode"
    ].tolist() == ["geen"]


def test_nothing_personal_comes_through(through):
    rows = through(
        PERSONAL,
        PERSONAL | {"mk_code": "Q99"},
        PERSONAL | {"postcode": "6298 Q", "x": "1712341234"},
    )
    text = rows.accepted.to_csv() + rows.faults.to_csv()
    for value in (*PERSONAL.values(), "7654321", "6298", "98QZ", "1712341234"):
        assert value.casefold() not in text.casefold()
    assert not {"incidentnummer", "huisnummer", "postcode", "x", "y", "plaats"} & set(
        rows.accepted.columns
    )


@pytest.mark.parametrize(
    "text",
    [
        "bij mevr. Verzonnen thuis",
        "Verzonnen@voorbeeld.nl",
        "Verzonnen 06-12345678",
        pytest.param("bij Piet Verzonnen thuis"),
    ],
)
def test_a_person_in_the_field_of_the_street_is_not_kept(through, text):
    rows = through({"straat": text})
    assert "Verzonnen" not in rows.accepted.to_csv()
    assert rows.accepted["koppelmethode"].tolist() == ["niet gevonden"]


def test_a_street_that_is_not_found_is_kept_to_be_looked_at_without_its_number(through):
    rows = through({"straat": "Nergenslaan 7431"})
    assert rows.accepted["controle_tekst"].tolist() == ["Nergenslaan"]
    assert rows.accepted["straatnaam"].isna().all()
    assert "7431" not in rows.accepted.to_csv()


FAULTY = {
    "incidentnummer": st.sampled_from(["", "PL1", "PL1", "PL2", "PL3", "🚲"]),
    "kennisname": st.sampled_from(
        ["03-01-2020", "", "30-02-2020", "2092-01-01", "1999-01-01", "x", "43831"]
    ),
    "mk_code": st.sampled_from(["A72", "a72", "", "ZZZ", "F11"]),
    "pleegmoment": st.sampled_from(["02-01-2020", "", "x"]),
    "straat": st.text(
        alphabet=st.characters(exclude_characters='"\r\n\x00', codec="utf-8"), max_size=10
    ),
    "aangifte": st.sampled_from(["J", "n", "", "?"]),
    "x": st.sampled_from(["176500", "", "x", "0"]),
}


@pytest.mark.dear
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.fixed_dictionaries({}, optional=FAULTY), min_size=1, max_size=12),
    by=st.sampled_from(["kennisname", "pleegdatum"]),
)
def test_every_row_is_accepted_or_refused_once(make_batch, linker, rows, by):
    batch = make_batch("politie", *rows, basis=by)
    outcome = registrations(batch, Police(maand=by), CODES, CaseLinker(linker, KEY))["politie-a"]
    refused = outcome.faults[outcome.faults["soort"].eq("rij")]
    assert len(outcome.accepted) + len(refused) == len(rows)
    assert not set(outcome.accepted["rijnummer"]) & set(refused["rijnummer"])
    assert not refused["rijnummer"].duplicated().any()
    assert not outcome.accepted["sleutel"].duplicated().any()
    headers = {field.headers[0] for field in police.LAYOUT.fields}
    assert set(outcome.faults["kolom"]) <= headers


@pytest.mark.dear
def test_the_real_export_comes_through_whole(linker, make_manifest):
    path = Path("../shared/data/police_bvh_groningen/Diefstal fiets Groningen stad vanaf 2013.xlsx")
    if not path.exists():
        pytest.skip("the real export is not beside this checkout")
    from assets.deliveries.batch import Batch
    from assets.formats.reading import read_delivery

    table = read_delivery(path, [police.LAYOUT])
    manifest = make_manifest(
        "politie", rijen=table.row_count, ontvangen_op="2017-09-21 09:42:00", basis="pleegdatum"
    )
    rows = registrations(
        Batch([(manifest, table)]), Police(buurt_is_cbs=False), CODES, CaseLinker(linker, KEY)
    )["politie-a"]
    refused = rows.faults["soort"].eq("rij").sum()
    assert (len(rows.accepted) + refused, refused) == (table.row_count, 0)


@pytest.mark.parametrize(
    ("begin", "end", "cells"),
    [
        ("02-01-2020 10:00", "02-01-2020 14:00", "13:6 14:6"),
        ("02-01-2020 10:00", "", "onbekend"),
        ("02-01-2020", "02-01-2020", "onbekend"),
        ("02-01-2020 14:00", "02-01-2020 10:00", "onbekend"),
    ],
)
def test_of_when_it_happened_only_the_parts_of_the_week_are_kept(through, begin, end, cells):
    rows = through({"pleegmoment": begin, "pleegeinde": end}).accepted
    assert rows[["momenten", "momentbron"]].values.tolist() == [[cells, "gebeurtenis"]]
    assert not {"10:00", "14:00"} & set(" ".join(map(str, rows.iloc[0])).split())


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("E35", "13:12"),  # youth nuisance is reported while it goes on
        ("F12", "13:12"),
        ("A72", "onbekend"),  # a stolen bicycle and a broken window are found later
        ("C40", "onbekend"),
    ],
)
def test_without_an_end_the_begin_is_the_moment_of_what_is_noticed_at_once(through, code, cells):
    begun = {"mk_code": code, "pleegmoment": "02-01-2020 10:00"}
    rows = through(begun | {"pleegeinde": ""}, begun | {"pleegeinde": "31-02-2020 10:00"})
    assert rows.accepted["momenten"].tolist() == [cells, "onbekend"]


def test_an_end_that_is_no_date_is_a_fault_of_its_field(through):
    rows = through({"pleegeinde": "31-02-2020 10:00"})
    assert rows.accepted["momenten"].tolist() == ["onbekend"]
    assert _faults(rows) == [(2, "Eind-pleegdatum/tijd", "datum niet leesbaar", "veld")]


@pytest.mark.parametrize(("allowed", "hour"), [(False, ""), (True, "22")])
def test_the_hour_is_kept_only_where_the_settings_allow_it(through, allowed, hour):
    row = {"pleegmoment": "02-01-2020 22:10", "pleegeinde": "02-01-2020 22:40"}
    assert through(row, settings=Police(uur=allowed)).accepted["uur"].tolist() == [hour]
