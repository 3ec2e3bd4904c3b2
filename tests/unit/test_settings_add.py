"""Tests that settings add to what the program knows, and that only an empty value takes away."""

from __future__ import annotations

import pytest

from assets.basis.errors import UnreadableError
from assets.sources.melddesk.categories import themes
from assets.sources.melddesk.systems import normal_statuses
from schemas import melddesk, police
from schemas.configuration import Configuration, MeldDesk, Police, Public


def test_a_pasted_status_leaves_the_others_and_an_empty_one_takes_its_own_away(make_batch):
    words = ("Nieuw", "gesloten", "Afgerond", "Gereed")
    raw = make_batch("melddesk", *({"status": word} for word in words)).frame
    own = MeldDesk(statussen={"Afgerond": "afgehandeld", "GEREED": "", "nieuw": "geannuleerd"})
    assert list(normal_statuses(raw, own)) == [
        "geannuleerd",
        "afgehandeld",
        "afgehandeld",
        "onbekend",
    ]
    assert list(normal_statuses(raw, MeldDesk()))[:2] == ["open", "afgehandeld"]


@pytest.mark.parametrize(
    ("section", "layout"), [(Police, police.LAYOUT), (MeldDesk, melddesk.LAYOUT)]
)
def test_a_pasted_date_format_comes_before_those_that_are_known(section, layout):
    formats = section(datumformaten=("%Y%m%d",)).layout.date_formats
    assert formats == ("%Y%m%d", *layout.date_formats)


def test_a_date_format_with_day_and_month_exchanged_takes_its_twin_away():
    """Else 02/03 would be read by the one and 13/03 by the other."""
    formats = Police(datumformaten=("%m/%d/%Y",)).datumformaten
    assert formats == (
        "%m/%d/%Y",
        *(each for each in police.LAYOUT.date_formats if "/" not in each),
    )


def test_a_header_of_the_settings_leaves_the_others_and_an_empty_one_takes_its_own_away():
    layout = Police(kolommen={"Wijk": "buurt", "incidentsoort": "", "X": ""}).layout
    header = ["Wijk", "Pleegbuurt", "Incidentsoort", "Delict", "X", "Y"]
    assert layout.recognise(header) == {"buurt": 0, "mk_omschrijving": 3, "y": 5}
    Configuration.model_validate({"politie": {"kolommen": {"Incidentsoort": ""}}})


def test_a_category_of_the_settings_leaves_the_others():
    known, own = themes(MeldDesk()), {"Afval/Zwerfvuil": "", "Eigen": "jeugd"}
    added = {("afval", "zwerfvuil"): "", ("afval/zwerfvuil", ""): "", ("eigen", ""): "jeugd"}
    assert themes(MeldDesk(categorieen=own)) == known | added


def test_a_threshold_of_the_settings_leaves_the_others():
    usual = Public()
    own = Public(drempels={"melding_afval": 9}, laagste_niveau={"melding_afval": "wijk"})
    assert own.drempels == usual.drempels | {"melding_afval": 9}
    assert own.laagste_niveau == usual.laagste_niveau | {"melding_afval": "wijk"}


def test_no_table_of_the_settings_is_replaced_by_what_is_pasted():
    """A new setting that is a table takes a line here."""
    tables = {
        f"{name}.{setting}"
        for name, field in Configuration.model_fields.items()
        if name != "themas"
        for setting, kind in field.annotation.model_fields.items()
        if str(kind.annotation).startswith("dict")
    }
    added = {"melddesk.statussen", "melddesk.categorieen", "openbaar.drempels"}
    added |= {"openbaar.laagste_niveau", "politie.codes"}
    sources = ("melddesk", "politie", "registers", "veiligheidsmonitor")
    added |= {f"{source}.kolommen" for source in sources}
    assert tables == added


@pytest.mark.parametrize("header", ["MK", "Maatschappelijke klasse", "Delict", "Soort misdrijf"])
def test_an_export_needs_a_code_or_a_description(read_matrix, delivery, header):
    matrix = delivery("politie", {}, without=("mk_code", "mk_omschrijving"))
    with pytest.raises(UnreadableError, match=r"mist de kolom «Incidentsoort code» \(of «Incident"):
        read_matrix("politie", matrix)
    table = read_matrix("politie", [[*matrix[0], header], [*matrix[1], "Diefstal fiets"]])
    [field] = {"mk_code", "mk_omschrijving"} & table.positions.keys()
    assert list(table.frame[field]) == ["Diefstal fiets"]


def test_two_columns_for_one_field_of_the_settings_are_told(read_matrix, delivery):
    own = Police(kolommen={"Locatie": "straat", "Straat": "straat", "Wijk": "buurt"})
    header, row = delivery("politie", {})
    matrix = [[*header, "Locatie"], [*row, "Kade"]]
    table = read_matrix("politie", matrix, own.layout)
    assert list(table.frame["straat"]) == ["Kade"]
    [note] = table.notes
    assert "«Locatie», «Pleegstraatnaam» zijn volgens [politie.kolommen] allemaal straat" in note
    assert "gelezen is «Locatie»" in note
    assert read_matrix("politie", matrix).notes == ()
