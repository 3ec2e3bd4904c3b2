"""Tests of reports: which row is rejected or which field emptied, with the reason and the header,
and that no personal data come through.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.sources.cases import CaseLinker
from assets.sources.melddesk.rows import UNKNOWN_WORD, reports
from schemas import melddesk
from schemas.configuration import MeldDesk
from schemas.melddesk import STAGED

KEY = b"k" * 16
PERSONAL = {
    "meldingnummer": "M-7654321",
    "huisnummer": "98 qz",
    "postcode": "6298QZ",
    "plaats": "Geheimstad",
    "x": "171234",
    "y": "312345",
}


@pytest.fixture(scope="module")
def through(make_batch, linker):
    """`through({...}, {...})` -> the rows of one delivery after staging."""

    def go(*rows, settings=MeldDesk(), accepted=None, **manifest):
        batch = make_batch("melddesk", *rows, **manifest)
        return reports(batch, settings, CaseLinker(linker, KEY), accepted or {})["melddesk-a"]

    return go


def _faults(rows) -> list[tuple[int, str, str, str]]:
    return [tuple(row) for row in rows.faults.itertuples(index=False)]


def test_a_good_row_comes_through_whole(through):
    rows = through({})
    assert rows.faults.empty
    assert dict(rows.accepted.dtypes.astype(str)) == STAGED
    row = rows.accepted.iloc[0]
    assert (row["maand"], row["leveringsmaand"], row["status"]) == ("2020-01", "2020-01", "open")
    assert (row["hoofdcategorie"], row["subcategorie"], row["kanaal"]) == (
        "Afval",
        "Zwerfvuil",
        "App",
    )
    assert (row["straat_id"], row["buurtcode"]) == ("S1", "BU99990001")


@pytest.mark.parametrize(
    ("fault", "header", "reason"),
    [
        ({"meldingnummer": ""}, "Meldingnummer", "meldingnummer ontbreekt"),
        ({"ontvangen": ""}, "Datum melding", "datum ontbreekt of bestaat niet"),
        ({"ontvangen": "30-02-2020"}, "Datum melding", "datum ontbreekt of bestaat niet"),
        ({"ontvangen": "03-01-2092"}, "Datum melding", "datum ontbreekt of bestaat niet"),
        ({"ontvangen": "03-01-1992"}, "Datum melding", "datum van voor 2000"),
        ({"meldingnummer": "", "ontvangen": ""}, "Meldingnummer", "meldingnummer ontbreekt"),
    ],
)
def test_a_row_is_refused_for_its_first_reason_under_its_header(through, fault, header, reason):
    rows = through({}, fault)
    assert rows.accepted["rijnummer"].tolist() == [2]
    assert _faults(rows) == [(3, header, reason, "rij")]


def test_a_number_that_occurs_twice_counts_once(through):
    rows = through({"meldingnummer": "M-1"}, {"meldingnummer": "M-1"})
    assert _faults(rows) == [(3, "Meldingnummer", "nummer staat al eerder in dit bestand", "rij")]


@pytest.mark.parametrize("field", ["hoofdcategorie", "subcategorie", "kanaal"])
@pytest.mark.parametrize("times", [1, 2, 120])
def test_a_word_that_no_list_has_becomes_unknown_however_often_it_stands(through, field, times):
    texts = ["bel 0612345678", "piet@voorbeeld.nl", "lang " * 17]
    texts += ["6211 AA 12", "483.100.110", "Piet"]
    number = times * len(texts)
    rows = through(*[{field: text} for text in texts] * times)
    assert rows.accepted[field].tolist() == ["onbekend"] * number
    header = melddesk.LAYOUT.field(field).headers[0]
    assert _faults(rows) == [(row, header, UNKNOWN_WORD, "veld") for row in range(2, 2 + number)]
    kept = rows.accepted.to_csv() + rows.faults.to_csv()
    assert [text for text in texts if text.strip() in kept] == []


def test_a_word_of_the_settings_or_one_that_was_accepted_is_kept(through):
    word = {"hoofdcategorie": "Zqxpoep", "subcategorie": "Stoep", "kanaal": "Praatpaal"}
    rows = through(word, settings=MeldDesk(categorieen={"zqxpoep/STOEP": "overig_melddesk"}))
    assert rows.accepted[[*word]].iloc[0].tolist() == ["Zqxpoep", "Stoep", "onbekend"]
    accepted = {"kanaal": frozenset({"praatpaal"}), "subcategorie": frozenset({"stoep"})}
    rows = through(word, accepted=accepted)
    assert rows.accepted[[*word]].iloc[0].tolist() == ["onbekend", "Stoep", "Praatpaal"]


@pytest.mark.parametrize(
    ("written", "status", "faults"),
    [
        ("Nieuw", "open", 0),
        ("in BEHANDELING ", "open", 0),
        ("Afgehandeld", "afgehandeld", 0),
        ("Geannuleerd", "geannuleerd", 0),
        ("", "onbekend", 0),
        ("Kwijt", "onbekend", 1),
    ],
)
def test_statuses_are_brought_to_four(through, written, status, faults):
    rows = through({"status": written})
    assert rows.accepted["status"].tolist() == [status]
    assert len(rows.faults) == faults


def test_the_settings_decide_what_a_status_means(through):
    rows = through({"status": "Kwijt"}, settings=MeldDesk(statussen={"Kwijt": "geannuleerd"}))
    assert rows.accepted["status"].tolist() == ["geannuleerd"]


def test_an_empty_category_is_kept_as_empty_and_is_no_fault(through):
    rows = through({"hoofdcategorie": "", "subcategorie": ""})
    assert (len(rows.accepted), len(rows.faults)) == (1, 0)
    assert pd.isna(rows.accepted["hoofdcategorie"].iloc[0])


def test_degrees_are_read_as_degrees_only_if_the_settings_say_so(through):
    degrees = {"x": "5,6900", "y": "50,8500"}
    assert {fault[1] for fault in _faults(through(degrees))} == {"X", "Y"}
    assert through(degrees, settings=MeldDesk(coordinaten="WGS84")).faults.empty


def test_nothing_personal_comes_through(through):
    rows = through(PERSONAL, PERSONAL | {"ontvangen": ""}, PERSONAL | {"postcode": "6298 Q"})
    text = rows.accepted.to_csv() + rows.faults.to_csv()
    for value in (*PERSONAL.values(), "7654321", "6298", "98QZ"):
        assert value.casefold() not in text.casefold()


def test_the_two_sources_share_the_key_of_an_address_and_no_other(through, make_batch, linker):
    from assets.sources.politie.codes import codes_of
    from assets.sources.politie.rows import registrations
    from schemas.configuration import Configuration, Police

    batch = make_batch("politie", {"incidentnummer": "M-1"})
    cases = CaseLinker(linker, KEY)
    police = registrations(batch, Police(), codes_of(Configuration()), cases)["politie-a"].accepted
    report = through({"meldingnummer": "M-1"}).accepted
    assert report["adres_sleutel"].iloc[0] == police["adres_sleutel"].iloc[0]
    assert report["sleutel"].iloc[0] != police["sleutel"].iloc[0]


ANY = st.text(alphabet=st.characters(exclude_characters='"\r\n\x00', codec="utf-8"), max_size=12)
FAULTY = {
    "meldingnummer": st.sampled_from(["", "1", "1", "2", "🚲"]),
    "ontvangen": st.sampled_from(["03-01-2020", "", "30-02-2020", "2092-01-01", "1999-01-01", "x"]),
    **dict.fromkeys(
        ["hoofdcategorie", "subcategorie", "straat", "status", "kanaal", "postcode", "x"], ANY
    ),
}


@pytest.mark.dear
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.fixed_dictionaries({}, optional=FAULTY), min_size=1, max_size=12))
def test_every_row_is_accepted_or_refused_once(make_batch, linker, rows):
    outcome = reports(make_batch("melddesk", *rows), MeldDesk(), CaseLinker(linker, KEY))[
        "melddesk-a"
    ]
    refused = outcome.faults[outcome.faults["soort"].eq("rij")]
    assert len(outcome.accepted) + len(refused) == len(rows)
    assert not set(outcome.accepted["rijnummer"]) & set(refused["rijnummer"])
    assert not outcome.accepted["sleutel"].duplicated().any()


def test_a_known_word_that_occurs_once_is_kept(through):
    rows = through({"hoofdcategorie": "WONEN", "subcategorie": "Leegstand"}, *[{}] * 99)
    assert _faults(rows) == []
    assert rows.accepted["hoofdcategorie"].iloc[0] == "WONEN"


@pytest.mark.parametrize(
    ("row", "cells", "whose"),
    [
        ({"ontvangen": "03-01-2020 11:30"}, "17:12", "melding"),
        ({"ontvangen": "03-01-2020"}, "onbekend", "melding"),
        ({"voorval_begin": "02-01-2020 23:10"}, "15:12", "gebeurtenis"),
        (
            {"voorval_begin": "02-01-2020 23:00", "voorval_einde": "03-01-2020 01:00"},
            "15:6 16:6",
            "gebeurtenis",
        ),
        ({"voorval_begin": "02-01-2020"}, "onbekend", "gebeurtenis"),
    ],
)
def test_the_parts_of_the_week_are_of_the_event_or_else_of_the_report(through, row, cells, whose):
    rows = through({"ontvangen": "03-01-2020 11:30"} | row).accepted
    assert rows[["momenten", "momentbron"]].values.tolist() == [[cells, whose]]


@pytest.mark.parametrize(
    ("allowed", "event", "hour"),
    [(False, "02-01-2020 22:10", ""), (True, "02-01-2020 22:10", "22"), (True, "", "11")],
)
def test_the_hour_is_kept_only_where_the_settings_allow_it(through, allowed, event, hour):
    row = {"ontvangen": "03-01-2020 11:30", "voorval_begin": event}
    assert through(row, settings=MeldDesk(uur=allowed)).accepted["uur"].tolist() == [hour]
