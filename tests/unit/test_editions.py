"""An edition comes about, is repeated, improved and refused; its marks, numbers and revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from public_figures import CITY, MONTHS, candidates, makeup, shown

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.plan.candidates import Candidates, page_of
from assets.disclosure.publish import making
from assets.disclosure.publish.archive import Archived, archived, keep
from assets.disclosure.publish.editions import (
    load_edition,
    marks,
    next_number,
    public_mark,
    tables_of_edition,
)
from assets.warehouse.derived import write_table
from schemas import published
from schemas.configuration import Municipality, Public

AREAS = [("i", area, "2019") for area in ("A", "B", "C", CITY)]
COUNTS = {("X", "A", MONTHS[0]): 20, ("X", "B", MONTHS[0]): 30, ("X", "C", MONTHS[0]): 3}
TOWN = Municipality(code=CITY, naam="Ergens")
DAY = date(2020, 1, 20)


def _made(found: Candidates, *earlier: Archived, settings: Public | None = None) -> Archived:
    return making.make(found, list(earlier), settings or Public(), TOWN, DAY, DAY)


def _values(made: Archived) -> list[object]:
    figures = made.edition.figures
    return [
        mark if isinstance(mark, str) and mark == "x" else value
        for value, mark in zip(figures["waarde"], figures["teken"], strict=True)
    ]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "inbox").mkdir()
    return Home(tmp_path / "home", tmp_path / "inbox")


def test_the_first_edition_hides_what_gives_a_secret_away():
    made = _made(candidates(makeup(COUNTS, AREAS)))
    assert _values(made)[2] == "x"
    assert _values(made).count("x") == 2
    assert made.edition.number == "2019-Q4"
    row = made.edition.editions.iloc[0]
    assert (row["cijfers"], row["geheim"], row["herleidbaar"], row["nieuw"]) == (4, 2, 0, 4)
    assert made.attack["cellen"] == 4
    assert made.attack["verborgen"] == 2
    assert made.attack["herleid"] == 0
    assert set(made.edition.figures["versie"]) == {"2019-Q4"}


def test_no_hidden_value_is_anywhere_in_the_edition():
    made = _made(candidates(makeup({**COUNTS, ("X", "A", MONTHS[0]): 777}, AREAS[:3])))
    tables = tables_of_edition(made.edition)
    for name in ("openbare_cijfers", "openbare_herzieningen", "openbare_feiten_en_cijfers"):
        assert not (tables[name].select_dtypes("number") == 3).any().any(), name


def test_nothing_new_makes_no_edition(monkeypatch: pytest.MonkeyPatch):
    first = _made(candidates(makeup(COUNTS, AREAS)))
    monkeypatch.setattr(making, "suppress", lambda *_, **__: pytest.fail("solved again"))
    assert _made(candidates(makeup(COUNTS, AREAS)), first) is first


def test_a_revised_figure_makes_an_improved_edition_that_tells_what_changed():
    first = _made(candidates(makeup(COUNTS, AREAS)))
    revised = {**COUNTS, ("X", "B", MONTHS[0]): 33, ("X", "A", MONTHS[0]): 21}
    second = _made(candidates(makeup(revised, AREAS), status="herzien"), first)
    assert second.edition.number == "2019-Q4.2"
    assert second.edition.editions["uitgave"].tolist() == ["2019-Q4.2", "2019-Q4"]
    rows = second.edition.revisions
    assert set(rows["soort"]) <= {"herzien", "alsnog geheim", "alsnog openbaar", "status"}
    assert "herzien" in set(rows["soort"])
    hidden = second.edition.figures["teken"].eq("x")
    assert second.edition.figures.loc[hidden, "status"].eq("definitief").all()
    assert rows.loc[rows["oud_teken"].eq("x"), "oude_waarde"].isna().all()
    assert rows.loc[rows["nieuw_teken"].eq("x"), "nieuwe_waarde"].isna().all()


def _with_secret(count: int) -> Candidates:
    """A secret count that is protected by what it is part of not being there."""
    return candidates(makeup({**COUNTS, ("X", "C", MONTHS[0]): count}, AREAS[:3]))


def test_where_only_what_is_hidden_changed_nothing_comes_out_and_all_is_kept(home: Home):
    first = _made(_with_secret(3))
    keep(home, first)
    second = _made(_with_secret(2), *archived(home))
    assert second.quiet
    assert second.edition.editions["uitgave"].tolist() == ["2019-Q4"]
    assert public_mark(second.edition) == public_mark(first.edition)
    folder = keep(home, second)
    earlier = archived(home)
    assert [(one.order, one.edition.number, one.quiet) for one in earlier] == [
        (1, "2019-Q4", False),
        (2, "2019-Q4", True),
    ]
    assert folder.name == "2019-Q4_2"
    counts = [one.makeup.figures["waarde"].tolist()[2] for one in earlier]
    assert counts == [3.0, 2.0], "both are protected in what follows"
    for count in (3, 2):
        assert _made(_with_secret(count), *earlier) is earlier[-1]
    third = _made(_with_secret(8), *earlier)
    assert (third.edition.number, third.order, third.quiet) == ("2019-Q4.2", 3, False)
    row = third.edition.editions.iloc[0]
    assert (row["nieuw"], row["gewijzigd"]) == (0, 1)


def test_what_stands_as_it_stood_keeps_its_version():
    first = _made(candidates(makeup(COUNTS, AREAS)))
    more = makeup(COUNTS, [*AREAS, ("i", CITY, "2019-Q1")])
    second = _made(candidates(more), first)
    versions = second.edition.figures.set_index("periode")["versie"]
    assert set(versions["2019"]) == {"2019-Q4"}
    assert versions["2019-Q1"] == "2019-Q4.2"
    assert second.edition.editions.iloc[0]["nieuw"] == 1


def test_what_is_gone_is_told():
    first = _made(candidates(makeup(COUNTS, AREAS)))
    second = _made(candidates(makeup(COUNTS, AREAS[:1])), first)
    row = second.edition.editions.iloc[0]
    assert (row["vervallen"], row["cijfers"]) == (3, 1)
    assert set(second.edition.revisions["soort"]) <= {"vervallen", "alsnog openbaar"}


def test_a_refusal_names_the_figure_and_not_its_value():
    counts = {("X", "A", MONTHS[0]): 20, ("X", "A", MONTHS[9]): 2}
    quarters = [("i", CITY, f"2019-Q{n}") for n in (1, 2, 3)]
    known = makeup(counts, [*quarters, ("i", CITY, "2019")])
    first = _made(candidates(makeup(COUNTS, AREAS)))
    leaked = replace(first, makeup=shown(known, [False] * 4))
    now = makeup(counts, [*quarters, ("i", CITY, "2019-Q4")])
    with pytest.raises(AnalystError, match=r"i GM0001 2019-Q4\W") as problem:
        _made(candidates(now), leaked)
    assert "22" not in str(problem.value)


def test_what_the_attack_recovers_is_refused(monkeypatch: pytest.MonkeyPatch):
    """However the cells were hidden: the attack decides."""
    monkeypatch.setattr(making, "suppress", lambda linked, **_: linked.secret.copy())
    with pytest.raises(AnalystError, match=r"terug te rekenen.*i BU00010003 2019"):
        _made(candidates(makeup(COUNTS, AREAS)))


def test_figures_that_contradict_each_other_are_refused(monkeypatch: pytest.MonkeyPatch):
    """A shown part that is more than the shown whole: no counts agree."""
    attack = making.attack

    def misled(sums: object, public: np.ndarray, values: np.ndarray, *rest: object, **how: object):
        return attack(sums, public, np.where(public, 60 - values, values), *rest, **how)

    monkeypatch.setattr(making, "attack", misled)
    with pytest.raises(AnalystError, match=r"spreken elkaar tegen.*reservekopie"):
        _made(candidates(makeup(COUNTS, AREAS)))


def test_marks_tell_secret_unknown_provisional_and_nil_apart():
    figures = pd.DataFrame(
        {
            "waarde": [3.0, np.nan, 8.0, 0.0, 0.0, 9.0],
            "status": ["herzien", "definitief", "voorlopig", "definitief", "voorlopig", "herzien"],
            "periode_soort": "kwartaal",
            "periode": ["2019-Q1", "2019-Q1", "2019-Q4", "2019-Q1", "2019-Q4", "2019-Q1"],
            "marge_onder": 1.0,
            "marge_boven": 2.0,
        }
    )
    hidden = pd.Series([True, False, False, False, False, False])
    seen = marks(figures, hidden, pd.Series("politie", figures.index))
    assert seen["teken"].fillna("").tolist() == ["x", ".", "*", "-", "*", ""]
    assert seen["waarde"].isna().tolist() == [True, True, False, False, False, False]
    assert seen["marge_onder"].isna().tolist() == seen["waarde"].isna().tolist()
    assert seen["status"][0] == "definitief"
    assert seen["status"][5] == "herzien"


@pytest.mark.parametrize("status", ["definitief", "voorlopig", "herzien"])
def test_the_status_of_a_hidden_figure_is_that_of_its_period(status: str):
    """Whatever its own is: 2019-Q4 is provisional for the police, and for no other source."""
    figures = pd.DataFrame(
        {
            "waarde": [8.0, 9.0, 3.0, 3.0, 3.0, np.nan],
            "status": ["voorlopig", "herzien", status, status, status, status],
            "periode_soort": "kwartaal",
            "periode": ["2019-Q4", "2019-Q1", "2019-Q4", "2019-Q1", "2019-Q4", "2019-Q4"],
            "marge_onder": np.nan,
            "marge_boven": np.nan,
        }
    )
    source = pd.Series(["politie"] * 4 + ["melddesk", "politie"])
    seen = marks(figures, pd.Series([False, False, True, True, True, False]), source)
    assert seen["status"].tolist() == [
        "voorlopig",
        "herzien",
        "voorlopig",
        "definitief",
        "definitief",
        "voorlopig",
    ]
    assert seen["teken"].tolist()[2:] == ["x", "x", "x", "."]


def test_numbers_of_editions():
    assert next_number("2020-Q2", []) == "2020-Q2"
    assert next_number("2020-Q2", ["2020-Q1", "2020-Q2", "2020-Q2.2"]) == "2020-Q2.3"
    assert next_number("2020-Q2", ["2020-Q2.10", "2020-Q2.9"]) == "2020-Q2.11"
    assert page_of("Objectieve veiligheid") == "objectieve-veiligheid"
    assert page_of("Zorg en veiligheid") == "zorg-en-veiligheid"


def test_the_archive_keeps_an_edition_as_it_was_and_for_its_owner_alone(home: Home):
    made = _made(candidates(makeup(COUNTS, AREAS)))
    folder = keep(home, made)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    (back,) = archived(home)
    assert (back.fingerprint, back.attack) == (made.fingerprint, made.attack)
    assert _made(candidates(makeup(COUNTS, AREAS)), back) is back
    pd.testing.assert_frame_equal(back.makeup.counts, made.makeup.counts)
    assert archived(replace(home, as_of="2019-12-31")) == []
    (folder / "figures.parquet").write_bytes(b"")
    with pytest.raises(AnalystError, match=r"2019-Q4.*reservekopie"):
        archived(home)


@pytest.mark.parametrize(
    ("gone", "told"),
    [("2019-Q4", "Uitgave 2019-Q4 ontbreekt"), ("2019-Q4_2", "ontbreekt een map")],
)
def test_without_one_of_the_archive_there_is_no_next(home: Home, gone: str, told: str):
    for count in (3, 2, 8):
        keep(home, _made(_with_secret(count), *archived(home)))
    assert [one.edition.number for one in archived(home)] == ["2019-Q4", "2019-Q4", "2019-Q4.2"]
    (home.editions / gone).rename(home.editions / ".weg")
    with pytest.raises(AnalystError, match=f"{told}.*reservekopie"):
        archived(home)
    (home.editions / gone).mkdir()
    with pytest.raises(AnalystError, match=f"{gone}.*niet te lezen"):
        archived(home)


def test_the_mark_that_is_published_tells_nothing_of_what_is_hidden(home: Home):
    """No count can be tried against it, and it is the same out of the archive."""
    first, other = (
        _made(candidates(makeup({**COUNTS, ("X", "C", MONTHS[0]): count}, AREAS[:3])))
        for count in (2, 3)
    )
    assert first.fingerprint != other.fingerprint
    assert public_mark(first.edition) == public_mark(other.edition)
    keep(home, first)
    assert public_mark(archived(home)[0].edition) == public_mark(first.edition)
    shown = _made(candidates(makeup({**COUNTS, ("X", "C", MONTHS[0]): 8}, AREAS[:3])))
    assert public_mark(shown.edition) != public_mark(first.edition)


def test_the_edition_that_was_published_is_read_again_from_its_tables(home: Home):
    with pytest.raises(AnalystError, match="nog geen uitgave"):
        load_edition(home)
    made = _made(candidates(makeup(COUNTS, AREAS)))
    for name, frame in tables_of_edition(made.edition).items():
        write_table(home, name, frame, "merk")
    edition = load_edition(home)
    assert (edition.number, edition.published, edition.municipality) == ("2019-Q4", DAY, CITY)
    assert edition.figures["teken"].fillna("").tolist() == (
        made.edition.figures["teken"].fillna("").tolist()
    )


def test_an_edition_without_figures_of_the_municipality_still_names_it(home: Home):
    """As with `perioden_gemeente = []`."""
    found = candidates(makeup({**COUNTS, ("X", "C", MONTHS[0]): 8}, AREAS[:3]))
    made = _made(replace(found, areas=found.areas[found.areas["gebied_code"].ne(CITY)]))
    assert set(made.edition.areas["hoort_bij"].dropna()) <= set(made.edition.areas["gebied_code"])
    for name, frame in tables_of_edition(made.edition).items():
        write_table(home, name, frame, "merk")
    edition = load_edition(home)
    assert (edition.municipality_code, edition.municipality) == (CITY, "Ergens")


def test_without_an_edition_the_tables_are_there_and_empty(home: Home):
    for name, frame in tables_of_edition(None).items():
        write_table(home, name, frame, "merk")
        assert list(frame.columns) == list(published.table(name).names)


def test_an_edition_in_which_nothing_is_counted():
    """Such as one of open data of the police alone, as the police shows them."""
    made = makeup(COUNTS, AREAS)
    nothing = replace(made, figures=made.figures.head(0))
    found = replace(candidates(made), makeup=nothing)
    found.figures["telt"] = False
    row = _made(found).edition.editions.iloc[0]
    assert (row["cijfers"], row["geheim"], row["herleidbaar"]) == (4, 0, 0)
