"""Tests of rows of another municipality in a delivery: refused apart, and no one else's fault."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from assets.basis.errors import AnalystError
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests, raw_file, require_unchanged
from assets.deliveries.repair import repair_archive
from assets.deliveries.source import Recipe
from assets.deliveries.staged_files import staged_files
from assets.deliveries.staging import stage
from assets.deliveries.verification import verify_archive
from assets.linking.linking import linker_for
from assets.sources.cases import CaseLinker
from assets.sources.melddesk.rows import reports
from assets.sources.outside import own_rows
from assets.sources.politie.codes import codes_of
from assets.sources.politie.rows import registrations
from schemas import police
from schemas.configuration import Configuration, MeldDesk, Police

CODES = codes_of(Configuration())
KEY = b"k" * 16
NOW = datetime(2020, 3, 1, 12)
HERE = {
    "gemeente": "Maastricht",
    "plaats": "Maastricht",
    "straat": "Stationsplein",
    "postcode": "6221BT",
    "buurt": "",
    "x": "",
    "y": "",
}
HEERLEN = HERE | {"gemeente": "Heerlen", "plaats": "Heerlen", "postcode": "6411NE"}
REPORT = {name: text for name, text in HERE.items() if name != "gemeente"}
ELSEWHERE = "buiten de gemeente"


@pytest.fixture(scope="module")
def linker():
    """The linker of Maastricht."""
    return CaseLinker(linker_for(Configuration()), KEY)


@pytest.fixture(scope="module")
def police_rows(make_batch, linker):
    def go(*rows, **manifest):
        batch = make_batch("politie", *rows, **manifest)
        return registrations(batch, Police(), CODES, linker)["politie-a"]

    return go


@pytest.fixture(scope="module")
def report_rows(make_batch, linker):
    def go(*rows, **manifest):
        batch = make_batch("melddesk", *rows, **manifest)
        return reports(batch, MeldDesk(), linker)["melddesk-a"]

    return go


def _reasons(rows) -> list[tuple[int, str, str, str]]:
    return [tuple(row) for row in rows.faults.itertuples(index=False)]


def test_rows_of_heerlen_do_not_count_at_the_same_square_here(police_rows):
    rows = police_rows(HERE, *[HEERLEN] * 20)
    assert rows.accepted["straatnaam"].tolist() == ["Stationsplein"]
    assert set(_reasons(rows)) == {
        (number, "Pleeggemeente", ELSEWHERE, "rij") for number in range(3, 23)
    }


def test_a_row_elsewhere_has_no_other_fault(police_rows):
    broken = {"kennisname": "ooit", "mk_code": "Q1", "aangifte": "?", "incidentnummer": ""}
    rows = police_rows(HERE, HEERLEN | broken, HEERLEN | {"incidentnummer": "1"}, HEERLEN | broken)
    assert {reason for _, _, reason, _ in _reasons(rows)} == {ELSEWHERE}
    assert len(rows.faults) == 3


def test_a_number_that_occurred_elsewhere_counts_here(police_rows):
    rows = police_rows(HEERLEN | {"incidentnummer": "1"}, HERE | {"incidentnummer": "1"})
    assert (len(rows.accepted), len(rows.faults)) == (1, 1)


def test_a_postcode_alone_is_a_conflict_and_the_row_stays(police_rows):
    rows = police_rows(HERE | {"postcode": "6411 NE"}, HERE | {"gemeente": "", "plaats": ""})
    assert rows.accepted["straatnaam"].tolist() == ["Stationsplein"] * 2
    assert _reasons(rows) == [(2, "Pleegpostcode", "postcode van een andere gemeente", "veld")]


def test_a_delivery_of_rows_elsewhere_alone_gives_no_rows(police_rows, report_rows):
    assert police_rows(HEERLEN).accepted.empty
    rows = report_rows(REPORT | {"plaats": "Heerlen"}, REPORT | {"plaats": "Gulpen"})
    assert (len(rows.accepted), len(rows.faults)) == (0, 2)


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ({"straat": "Markt 12 Valkenburg", "plaats": ""}, "Straat"),
        ({"straat": "Vrijthof Eindhoven", "plaats": ""}, "Straat"),
        ({"straat": "Rijksweg Zuid Sittard", "plaats": ""}, "Straat"),
        ({"straat": "Sittard, Rijksweg Zuid 12", "plaats": ""}, "Straat"),
        ({"straat": "Rijksweg 20, Gulpen", "plaats": ""}, "Straat"),
        ({"straat": "Markt", "plaats": "Valkenburg"}, "Plaats"),
    ],
)
def test_a_report_about_elsewhere_is_refused_by_the_field_that_says_so(
    report_rows, address, header
):
    rows = report_rows(REPORT | address, REPORT | {"straat": "Markt", "plaats": ""})
    assert _reasons(rows) == [(2, header, ELSEWHERE, "rij")]
    assert rows.accepted["straatnaam"].tolist() == ["Markt"]


def test_an_address_in_json_is_judged_by_its_town(examples, make_manifest, linker):
    text = '{""openbare_ruimte"":""Markt"",""huisnummer"":""1"",""woonplaats"":""%s""}'
    frame = pd.DataFrame({"adres": [text % town for town in ("Heerlen", "Maastricht")]})
    from assets.sources.melddesk.systems import one_address

    blank = dict.fromkeys(
        "straat huisnummer postcode plaats adrestekst gebiedscode hoofdmelding buurt".split(), ""
    )
    rows = one_address(frame.assign(**blank))
    assert linker.linker.elsewhere.decided_by(rows).tolist() == ["plaats", ""]


# -- the months and the archive ---------------------------------------------------------------


@pytest.fixture
def unit_file(home, delivery, write_csv) -> Path:
    """A delivery of a police unit: January of this municipality, February of others alone."""
    rows = [
        *[HERE] * 3,
        *[HEERLEN] * 5,
        *[HEERLEN | {"kennisname": "03-02-2020 10:00"}] * 20,
    ]
    header, *cells = delivery("politie", *rows)
    cells[4] = cells[4][:-1]  # a row with a cell too few
    return write_csv(home.inbox / "2020-02-20" / "Eenheid.csv", [header, *cells])


def _taken_in(home, **leveringen):
    configuration = Configuration.model_validate({"leveringen": leveringen})
    return take_in(home, (police.LAYOUT,), 0.25, now=NOW, own=own_rows(configuration))


def _staged(home, linker) -> tuple[pd.DataFrame, pd.DataFrame]:
    recipe = Recipe((), lambda batch: registrations(batch, Police(), CODES, linker))
    stage(home, (police.LAYOUT,), recipe)
    [rows], [faults] = (
        staged_files(folder).values()
        for folder in (home.staged("politie"), home.quarantine("politie"))
    )
    return pd.read_parquet(rows), pd.read_parquet(faults)


def test_months_are_those_of_the_own_rows(home, unit_file):
    [manifest] = _taken_in(home).new
    assert (manifest.maanden, manifest.rijen) == (["2020-01"], 28)
    assert raw_file(home, manifest).read_bytes() == unit_file.read_bytes()
    assert (manifest.bewaard_als, manifest.bewaard_sha256, manifest.buiten_gemeente) == ("", "", 0)


def test_only_own_rows_are_kept_where_the_setting_says_so(home, unit_file, linker):
    import hashlib

    [manifest] = _taken_in(home, alleen_eigen_rijen=True).new
    stored = raw_file(home, manifest)
    content = stored.read_bytes()
    assert [path.name for path in stored.parent.iterdir() if path != stored] == ["manifest.json"]
    assert b"Heerlen" not in content
    assert b"6411NE" not in content
    assert manifest.sha256 == hashlib.sha256(unit_file.read_bytes()).hexdigest()
    assert manifest.bewaard_sha256 == hashlib.sha256(content).hexdigest()
    assert (manifest.rijen, manifest.buiten_gemeente, manifest.maanden) == (28, 24, ["2020-01"])
    assert manifest == manifests(home)[0]
    assert len(_taken_in(home, alleen_eigen_rijen=True).new) == 0

    rows, faults = _staged(home, linker)
    assert rows["rijnummer"].tolist() == [2, 3, 4]
    assert faults["reden"].value_counts().to_dict() == {
        ELSEWHERE: 24,
        "aantal velden wijkt af van de kopregel": 1,
    }
    assert sorted(faults["rijnummer"]) == list(range(5, 30))


def test_own_rows_are_verified_and_come_in_again_if_their_manifest_is_damaged(home, unit_file):
    [before] = _taken_in(home, alleen_eigen_rijen=True).new
    assert verify_archive(home).faults == ()
    stored = raw_file(home, before)
    (stored.parent / "manifest.json").write_bytes(b"")
    own = own_rows(Configuration.model_validate({"leveringen": {"alleen_eigen_rijen": True}}))
    [repaired] = repair_archive(home, (police.LAYOUT,), 0.25, own)
    assert "opnieuw ingenomen" in repaired.text
    assert _taken_in(home, alleen_eigen_rijen=True).new == (before,)
    stored.write_bytes(stored.read_bytes() + b"x")
    [fault] = verify_archive(home).faults
    assert "is veranderd" in fault
    with pytest.raises(AnalystError, match="is veranderd"):
        require_unchanged(before, stored)


def test_a_manifest_of_all_rows_is_made_again_of_all_rows(home, unit_file):
    [before] = _taken_in(home).new
    (raw_file(home, before).parent / "manifest.json").write_bytes(b"")
    own = own_rows(Configuration.model_validate({"leveringen": {"alleen_eigen_rijen": True}}))
    repair_archive(home, (police.LAYOUT,), 0.25, own)
    assert manifests(home) == [before]


def test_the_rows_are_the_same_whether_all_or_only_own_rows_were_kept(
    make_home, delivery, write_csv, linker
):
    outcomes = []
    for name, alone in (("alles", False), ("eigen", True)):
        home = make_home(name)
        rows = [HERE, HEERLEN, HERE | {"straat": "Markt; 'hoek'\nVrijthof"}, HEERLEN, HERE]
        write_csv(home.inbox / "2020-02-20" / "Eenheid.csv", delivery("politie", *rows))
        _taken_in(home, alleen_eigen_rijen=alone)
        outcomes.append(_staged(home, linker))
    pd.testing.assert_frame_equal(
        outcomes[0][0].drop(columns="levering_id"), outcomes[1][0].drop(columns="levering_id")
    )
    assert outcomes[0][1]["reden"].tolist() == outcomes[1][1]["reden"].tolist()
    assert outcomes[0][1]["rijnummer"].tolist() == outcomes[1][1]["rijnummer"].tolist() == [3, 5]


def test_a_delivery_without_own_rows_is_kept_and_said(home, delivery, write_csv, linker):
    write_csv(home.inbox / "2020-02-20" / "Heerlen.csv", delivery("politie", HEERLEN, HEERLEN))
    intake = _taken_in(home)
    [manifest] = intake.new
    assert (manifest.maanden, intake.aside) == ([], ())
    assert manifest.opmerkingen == ["geen enkele rij ligt in uw gemeente. Is dit de goede export?"]
    rows, faults = _staged(home, linker)
    assert (len(rows), len(faults)) == (0, 2)


def test_a_manifest_without_the_new_fields_is_read(home, unit_file):
    import json

    _taken_in(home)
    [path] = home.archive.glob("*/*/manifest.json")
    content = json.loads(path.read_text())
    for name in ("bewaard_als", "bewaard_sha256", "buiten_gemeente"):
        del content[name]
    path.write_text(json.dumps(content))
    assert raw_file(home, manifests(home)[0]).name == "Eenheid.csv"


# -- missing values ---------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["", "NULL", "NaN", "NA", "<NA>", "None", "#N/A"])
def test_rows_without_a_number_do_not_share_one(police_rows, report_rows, missing):
    rows = police_rows(HERE | {"incidentnummer": missing}, HERE | {"incidentnummer": missing})
    assert {reason for _, _, reason, _ in _reasons(rows)} == {"incidentnummer ontbreekt"}
    rows = report_rows(REPORT | {"meldingnummer": missing}, REPORT | {"meldingnummer": missing})
    assert {reason for _, _, reason, _ in _reasons(rows)} == {"meldingnummer ontbreekt"}


@pytest.mark.parametrize("missing", ["", "NULL", "NA", "-", "0"])
def test_rows_without_a_house_number_do_not_share_an_address(police_rows, report_rows, missing):
    numbered = police_rows(HERE | {"huisnummer": "12"}).accepted["adres_sleutel"]
    assert numbered.notna().all()
    for rows in (
        police_rows(HERE | {"huisnummer": missing}),
        report_rows(REPORT | {"huisnummer": missing}),
    ):
        assert rows.accepted["adres_sleutel"].isna().all()


@pytest.mark.parametrize("missing", ["NULL", "NA", "None", "nan"])
def test_a_word_for_a_missing_value_is_no_answer(police_rows, missing):
    rows = police_rows(HERE | {"aangifte": missing, "poging": missing})
    assert rows.accepted[["aangifte", "poging"]].isna().all(axis=None)
    assert rows.faults.empty
