"""Decisions about texts and streets: reading them, which counts, what they do to a row, and the
versions that a home keeps.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from address_rows import link_one, rows_of, street_list
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions, load_decisions
from assets.linking.evaluation import interval, labelled_by_decisions
from assets.linking.linking import COLUMNS, Linker, linker_for
from assets.linking.rulings import DECIDABLE, Rulings
from assets.linking.streets import StreetIndex
from assets.reference.decided import (
    KINDS,
    NO_STREET,
    ONE_STREET,
    STREET,
    TWO_STREETS,
    Decision,
    keep,
    kept_decisions,
    read_decisions,
    write_decisions,
)
from assets.reference.files import VERSIONS, source_file
from assets.reference.tables import load_reference
from schemas.configuration import Configuration

DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2022, 1, 1))


@pytest.fixture
def read(tmp_path: Path):
    """`read(text)` -> the decisions in a file with this text."""

    def make(text: str) -> tuple[Decision, ...]:
        path = tmp_path / "besluiten.csv"
        path.write_text(text, "utf-8")
        return read_decisions(source_file(path, "aliassen"))

    return make


def ruled(reference, *decisions: Decision) -> Linker:
    """A linker to the small municipality that knows decisions about whole texts."""
    return Linker(reference, Decisions(of_texts=decisions))


# -- reading -----------------------------------------------------------------------------------


def test_a_table_of_aliases_is_a_file_of_decisions(read):
    assert read("geschreven;straatnaam\nDe Plak;Vrijthof\nleeg;\n") == (
        Decision("De Plak", "Vrijthof"),
    )
    [alias] = read("geschreven,straatnaam\nDe Plak,Vrijthof\n")
    assert alias.is_alias and not alias.is_of_text


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a;b;misschien;;;", "besluit"),
        ("a;b;geen straat;;;", "straatnaam"),
        ("a;;straat;;;", "straatnaam"),
        (";b;straat;;;", "straatnaam"),
        ("a;b;straat;;1 mei 2019;", "geldig_van"),
        ("a;b;straat;;;2019-02-30", "geldig_tot"),
        ("a;b;straat;;2020-01-01;2019-12-31", "geldig_tot"),
    ],
)
def test_what_cannot_be_is_refused_with_its_file_row_and_column_and_without_its_value(
    read, row, column
):
    head = "geschreven;straatnaam;besluit;gemeente;geldig_van;geldig_tot\nc;d;straat;;;\n"
    with pytest.raises(AnalystError, match=rf"besluiten\.csv.*rij 3, kolom {column}") as refusal:
        read(f"{head}{row}\n")
    assert "misschien" not in str(refusal.value)


def test_a_kind_may_be_written_without_accents_and_in_capitals(read):
    rows = read("geschreven;straatnaam;besluit\na;b;EEN STRAAT\nc;;Geen straat\n")
    assert [row.besluit for row in rows] == [ONE_STREET, NO_STREET]


@pytest.mark.parametrize("own", ["GM0935", "gm0935", "Maastricht", "MAASTRICHT", ""])
def test_only_decisions_of_this_municipality_count(tmp_path, own):
    path = tmp_path / "samen.csv"
    path.write_text(
        "geschreven;straatnaam;besluit;gemeente\n"
        f"De Plak;Vrijthof;;{own}\nDe Hoek;Markt;straat;{own}\n"
        "De Plak;Markt;;GM0917\nElders;Markt;straat;Heerlen\n"
    )
    configuration = Configuration.model_validate({"referentie": {"aliassen": path}})
    decisions = load_decisions(configuration)
    assert decisions.aliases == (("De Plak", "Vrijthof"),)
    assert [each.geschreven for each in decisions.of_texts] == ["De Hoek"]


CELLS = st.text(st.characters(categories=("L", "N", "Zs")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(
        st.builds(
            Decision,
            CELLS.filter(bool),
            CELLS.filter(bool),
            st.sampled_from([kind for kind in KINDS if kind != NO_STREET]),
            st.sampled_from(["", "GM0935"]),
            st.sampled_from(["", "2019-01-01"]),
            st.sampled_from(["", "2020-12-31"]),
            st.sampled_from(["", "2026-09-01"]),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(tmp_path_factory, decisions):
    path = tmp_path_factory.mktemp("schrijven") / "a.csv"
    write_decisions(path, decisions)
    read = read_decisions(source_file(path))
    assert [replace(each, straatnaam="") for each in read] == [
        replace(each, straatnaam="", geschreven=_normal(each.geschreven)) for each in decisions
    ]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# -- what a decision does ----------------------------------------------------------------------


def test_a_text_is_the_street_that_was_decided_with_any_house_number(reference):
    linker = ruled(reference, Decision("Nergenslaan", "Lindelaan", STREET))
    for text in ("Nergenslaan", "nergenslaan 12", "NERGENSLAAN 12-B", "Nergenslaan, 6299 AA"):
        row = link_one(linker, straat=text)
        assert row[["straat_id", "straatnaam", "koppelmethode"]].tolist() == [
            "S1", "Lindelaan", "alias"
        ]  # fmt: skip
        assert row["buurtcode"] == "BU99990001"
        assert row[["controle_tekst", "suggesties"]].isna().all()
    assert link_one(linker, straat="Nergenslaan Kerkplein")["koppelmethode"] == "niet gevonden"


def test_a_text_can_be_decided_to_be_no_street(reference):
    linker = ruled(reference, Decision("Lindelwan", "", NO_STREET))
    row = link_one(linker, straat="Lindelwan 3")
    assert row[["koppelmethode", "koppelscore"]].tolist() == ["geen straat", 0.0]
    assert row[["straat_id", "straatnaam", "controle_tekst", "suggesties"]].isna().all()
    assert link_one(Linker(reference), straat="Lindelwan 3")["straat_id"] == "S1"


def test_a_listed_name_is_its_street_whatever_was_decided(reference):
    linker = ruled(reference, Decision("Lindelaan", "Plein 1992", STREET))
    for text in ("Lindelaan", "LINDE LAAN", "Lindelaan 12"):
        assert link_one(linker, straat=text)["straat_id"] == "S1"


def test_a_name_of_two_streets_stays_with_the_town_of_its_row(reference):
    linker = ruled(reference, Decision("Kerkstraat", "Lindelaan", STREET))
    assert link_one(linker, straat="Kerkstraat", plaats="Elders")["straat_id"] == "S3"
    assert link_one(linker, straat="Kerkstraat")["straat_id"] == "S1"


@pytest.mark.parametrize(
    ("day", "street"),
    [
        ("2018-12-31", None),
        ("2019-01-01", "S1"),
        ("2019-06-30 23:59", "S1"),
        ("2019-07-01", "S4"),
        (None, "S4"),
    ],
)
def test_a_decision_is_about_rows_of_its_days(reference, day, street):
    linker = ruled(
        reference,
        Decision("Nergenslaan", "Plein 1992", STREET, geldig_van="2019-01-01"),
        Decision(
            "Nergenslaan", "Lindelaan", STREET, geldig_van="2019-01-01", geldig_tot="2019-06-30"
        ),
    )
    rows = rows_of({"straat": "Nergenslaan"}).assign(datum=pd.to_datetime([day]))
    found = linker.link(rows, True)["straat_id"].iloc[0]
    assert (None if pd.isna(found) else found) == street


def test_of_two_decisions_about_one_text_the_newest_counts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "geschreven;straatnaam;besluit;besloten_op\n"
        "De Plak;Markt;straat;2026-09-02\nDe Plak;Vrijthof;straat;2026-09-01\n"
    )
    linker = linker_for(Configuration.model_validate({"referentie": {"aliassen": path}}))
    assert linker.link(pd.DataFrame({"straat": ["De Plak"]}), True)["straatnaam"].tolist() == [
        "Markt"
    ]


def test_a_decision_for_a_street_that_is_gone_is_told_with_what_to_do(tmp_path):
    path = tmp_path / "a.csv"
    head = "geschreven;straatnaam;besluit;besloten_op\nDe Plak;Nergenslaan;straat;2026-09-01\n"
    path.write_text(head)
    configuration = Configuration.model_validate({"referentie": {"aliassen": path}})
    with pytest.raises(AnalystError, match=r"Nergenslaan.*linking review --tekst"):
        linker_for(configuration)
    path.write_text(f"{head}De Plak;Vrijthof;straat;2026-09-02\n")
    assert linker_for(configuration).rulings.about("De Plak")[0].straatnaam == "Vrijthof"


@pytest.mark.dear
@given(
    texts=st.lists(
        st.sampled_from(
            ["Lindelaan", "Lindelwan", "Nergenslaan", "Kerkstraat", "", "Plein 1992", "Lindeweg"]
        ),
        min_size=1,
        max_size=8,
    ),
    written=st.sampled_from(["Lindelwan", "Nergenslaan", "Kerkstraat", "Lindelaan", "Lindeweg"]),
    kind=st.sampled_from([STREET, NO_STREET]),
    begin=DAYS,
    day=DAYS,
)
def test_a_decision_changes_rows_of_its_text_and_its_days_and_no_others(
    reference, texts, written, kind, begin, day
):
    decision = Decision(
        written, "Plein 1992" if kind == STREET else "", kind, geldig_van=begin.isoformat()
    )
    rows = pd.DataFrame({"straat": texts, "datum": pd.Timestamp(day)})
    before = Linker(reference).link(rows, True)
    after = ruled(reference, decision).link(rows, True)
    about = rows["straat"].eq(written) & before["koppelmethode"].isin(DECIDABLE) & (day >= begin)
    pd.testing.assert_frame_equal(after[~about], before[~about])
    assert after.loc[about, "koppelmethode"].isin(["alias", "geen straat"]).all()
    assert after.loc[about, "straat_id"].dropna().eq("S4").all()
    assert list(after) == list(COLUMNS)


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=5), DAYS)
def test_what_is_no_longer_in_force_holds_for_no_row(periods, day):
    decisions = [
        Decision("a", str(n), STREET, geldig_van=min(pair).isoformat(), geldig_tot=str(max(pair)))
        for n, pair in enumerate(periods)
    ]
    rulings = Rulings(decisions)
    holding = next((one for one in rulings.about("a") if one.holds_on(pd.Timestamp(day))), None)
    assert holding is None or holding in rulings.in_force()


# -- versions ----------------------------------------------------------------------------------


def test_each_version_holds_what_was_decided_before_and_is_never_changed(tmp_path):
    folder = tmp_path / VERSIONS
    one, two = Decision("De Plak", "Markt", STREET), Decision("De Hoek", "", NO_STREET)
    assert kept_decisions(folder) == ()
    first = keep(folder, [one])
    content = first.read_bytes()
    second = keep(folder, [two])
    assert [path.name for path in sorted(folder.iterdir())] == [first.name, second.name]
    assert first.read_bytes() == content
    assert kept_decisions(folder) == (one, two)


def test_the_newest_version_counts_and_a_copy_of_one_does_not(tmp_path):
    folder = tmp_path / VERSIONS
    for number in range(11):
        keep(folder, [Decision(f"tekst {number}", "Markt", STREET)])
    (folder / f"{VERSIONS}-9999 (1).csv").write_text("geschreven;straatnaam\n")
    configuration = Configuration.model_validate({"referentie": {"aliassen": folder}})
    assert len(load_decisions(configuration).of_texts) == 11


def test_a_folder_without_a_version_decides_nothing(tmp_path):
    configuration = Configuration.model_validate({"referentie": {"aliassen": tmp_path / VERSIONS}})
    assert load_decisions(configuration).of_texts == ()
    assert load_reference(configuration).samen == ()


def test_a_version_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    folder = tmp_path / VERSIONS
    keep(folder, [Decision("De Plak", "Markt", STREET)])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("csv.DictWriter.writerows", full)
    with pytest.raises(OSError, match="space"):
        keep(folder, [Decision("De Hoek", "Markt", STREET)])
    monkeypatch.undo()
    assert [each.geschreven for each in kept_decisions(folder)] == ["De Plak"]
    assert len(list(folder.iterdir())) == 1


# -- as labels ---------------------------------------------------------------------------------


def test_each_decided_text_is_a_label_once_by_its_newest_decision():
    decisions = Decisions(
        aliases=(("OLV", "Onze Lieve Vrouweplein"),),
        of_texts=(
            Decision("De Plak", "Markt", STREET),
            Decision("Jekerpark", "", NO_STREET),
            Decision("DE PLAK", "Vrijthof", STREET),
        ),
    )
    assert labelled_by_decisions(decisions).values.tolist() == [
        ["DE PLAK", ("Vrijthof",), 1],
        ["Jekerpark", (), 1],
        ["OLV", ("Onze Lieve Vrouweplein",), 1],
    ]


def test_the_interval_is_that_of_wilson():
    """Wilson (1927), worked out by hand for 8 of 10: (0.8 + z2/20 +- ...) / (1 + z2/10)."""
    low, high = interval(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert interval(0, 0) is None
    assert interval(0, 5)[0] == pytest.approx(0.0, abs=1e-12)


# -- streets that are one ----------------------------------------------------------------------

TWINS = (
    ("Dominicanerkerkstraat", "Voorbeeldstad", ""),
    ("Dominikanerkerkstraat", "Voorbeeldstad", "S9"),
    ("Lindelaan", "Voorbeeldstad", "S1"),
)


def test_streets_that_are_decided_to_be_one_are_one_under_the_name_that_stays(reference):
    apart = replace(reference, straten=street_list(*TWINS))
    joined = replace(apart, samen=(("Dominicanerkerkstraat", "Dominikanerkerkstraat"),))
    texts = ["Dominicanerkerkstraat", "Dominikanerkerkstraat", "DOMINICANERKERKSTR 12"]
    assert Linker(apart).link(pd.DataFrame({"straat": texts}), True)["straat_id"].nunique() == 2
    linked = Linker(joined).link(pd.DataFrame({"straat": texts}), True)
    assert linked["straat_id"].tolist() == ["S9"] * 3
    assert StreetIndex.current(joined)[["straat_id", "straatnaam"]].values.tolist() == [
        ["S9", "Dominikanerkerkstraat"],
        ["S1", "Lindelaan"],
    ]


def test_a_chain_of_joined_streets_is_one_street_in_whatever_order(reference):
    listed = street_list(("A-straat", "X", "1"), ("B-straat", "X", "2"), ("C-straat", "X", "3"))
    pairs = [("A-straat", "B-straat"), ("B-straat", "C-straat")]
    for samen in (tuple(pairs), tuple(reversed(pairs))):
        joined = replace(reference, straten=listed, samen=samen)
        assert StreetIndex.current(joined).values.tolist() == [["3", "C-straat", "X"]]


def test_an_address_of_a_joined_street_finds_its_neighbourhood_by_its_old_id(reference):
    [division] = reference.indelingen
    addresses = division.adressen.assign(
        straat_id="S8", straatnaam="Dominicanerkerkstraat", huisnummer="5"
    )
    listed = street_list(*[(TWINS[0][0], TWINS[0][1], "S8"), *TWINS[1:]])
    joined = replace(
        reference,
        straten=listed,
        indelingen=(replace(division, adressen=addresses),),
        samen=((TWINS[0][0], TWINS[1][0]),),
    )
    row = link_one(Linker(joined), straat="Dominikanerkerkstraat", huisnummer="5")
    assert row[["straat_id", "buurtcode", "gebiedsmethode"]].tolist() == [
        "S9", "BU99990002", "huisnummer"
    ]  # fmt: skip


def test_decisions_about_streets_come_from_the_files_and_the_newest_of_a_pair_counts(tmp_path):
    path = tmp_path / "a.csv"
    pair = "Dominikanerkerkstraat;Dominicanerkerkstraat"
    path.write_text(
        "geschreven;straatnaam;besluit;besloten_op\n"
        f"{pair};{TWO_STREETS};2026-09-01\n{pair};{ONE_STREET};2026-09-02\n"
    )
    configuration = Configuration.model_validate({"referentie": {"aliassen": path}})
    reference = load_reference(configuration)
    assert reference.samen == (tuple(pair.split(";")),)
    assert reference.apart == ()
    assert reference.versie != load_reference(Configuration()).versie
