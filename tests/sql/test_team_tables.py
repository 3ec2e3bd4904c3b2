"""Tests of the files of the team: only the newest version of a file counts, as a whole."""

from __future__ import annotations

from assets.warehouse.messages import faulty_notes, new_of
from tests.sql.conftest import World


def test_versions_and_withdrawal(world: World) -> None:
    row = {"indicator_id": "woninginbraak", "gebied_code": "GM9999", "periode": "2020-H1"}
    gone = row | {"periode": "2019-H2"}
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    world.team("duiding", "v1", "2020-07-01", [], [row, gone], file="duiding.csv")
    changed = row | {"tekst": "Bij nader inzien: minder aangiften."}
    world.team("duiding", "v2", "2020-07-08", [], [changed], file="duiding.csv")
    world.team("duiding", "v3", "2020-07-09", [], [changed], file="duiding.csv")
    world.team("duiding", "ander", "2020-07-02", [], [row | {"periode": "2020"}], file="ander.csv")
    assert world.tables().ask(
        "select periode, versie_nummer, is_nieuwste from duidingen order by 1, 2"
    ) == [
        ("2019-H2", 1, False),  # no longer in the newest version of its file
        ("2020", 1, True),  # another file
        ("2020-H1", 1, False),
        ("2020-H1", 2, True),  # unchanged in the third file: no new version
    ]
    # withdrawn from one file but still in another: the remaining text is shown again
    world.team("duiding", "v4", "2020-07-10", [], [gone], file="duiding.csv")
    elsewhere = row | {"tekst": "Uit een ander bestand."}
    world.team("duiding", "nog", "2020-06-30", [], [elsewhere], file="nog.csv")
    assert world.tables().ask(
        "select duiding, is_nieuwste from duidingen where periode = '2020-H1' "
        "order by versie_nummer"
    ) == [
        ("Uit een ander bestand.", True),
        ("Meer toezicht in de avond.", False),
        ("Bij nader inzien: minder aangiften.", False),
    ]
    world.as_of = "2020-07-05"
    assert world.tables().ask(
        "select periode, versie_nummer, is_nieuwste from duidingen order by 1, 2"
    ) == [
        ("2019-H2", 1, True),
        ("2020", 1, True),
        ("2020-H1", 1, False),
        ("2020-H1", 2, True),
    ]


def test_a_numbered_copy_is_a_version_of_its_original(world: World) -> None:
    """A browser calls the second download `duiding (1).csv`: its texts replace the first ones."""
    row = {"indicator_id": "woninginbraak", "gebied_code": "GM9999", "periode": "2020-H1"}
    gone = row | {"periode": "2019-H2"}
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    world.team("duiding", "v1", "2020-07-01", [], [row, gone], file="duiding.csv")
    world.team("duiding", "v2", "2020-07-02", [], [row], file="Duiding (1).csv")
    assert world.tables().ask("select periode, is_nieuwste from duidingen order by 1") == [
        ("2019-H2", False),
        ("2020-H1", True),
    ]


def test_an_event_touches_its_area_what_is_around_it_and_what_is_in_it(world: World) -> None:
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    place = {"gebied_soort": "straat", "gebied": "Lindelaan", "buurten": "BU99990001"}
    rows = [
        {"naam": "Overal"},
        {"naam": "Wijk", "gebied_soort": "wijk", "gebied": "WK999900"},
        {"naam": "Straat", **place},
        {"naam": "Park", "gebied_soort": "plaats", "gebied": "Stadspark"},
    ]
    world.team("evenementen", "oud", "2020-06-01", [], [{"naam": "Weg"}], file="lijst.csv")
    world.team("evenementen", "nu", "2020-06-02", [], rows, file="lijst.csv")
    world.team("evenementen", "ook", "2020-06-03", [], rows[:1], file="nog een.csv")
    tables = world.tables()
    assert tables.ask("select naam from evenementen order by 1") == [
        "Overal",  # of two files, once
        "Park",
        "Straat",
        "Wijk",
    ]
    touched = "select naam from int_evenement_gebieden where gebied_code = '{}' {} order by 1"
    everything = ["Overal", "Park", "Straat", "Wijk"]
    assert tables.ask(touched.format("GM9999", "")) == everything
    assert tables.ask(touched.format("WK999900", "")) == ["Overal", "Straat", "Wijk"]
    assert tables.ask(touched.format("BU99990001", "")) == ["Overal", "Straat", "Wijk"]
    assert tables.ask(touched.format("BU99990001", "and is_eigen")) == ["Straat"]
    assert tables.ask(touched.format("WK999900", "and is_eigen")) == ["Straat", "Wijk"]
    assert tables.ask(touched.format("GM9999", "and is_eigen")) == ["Overal"]
    assert tables.ask(
        "select count(*) from (select 1 from int_evenement_gebieden group by "
        "evenement_id, gebied_code having count(*) > 1)"
    ) == [0]


def test_a_row_of_the_team_that_is_of_no_use_is_told_by_file_row_and_column(world: World) -> None:
    world.police("a", "2020-02-05", ["2020-01"], [{}], refused=((3, "MK code", "onbekend"),))
    faults = tuple((row, "van", "niet leesbaar") for row in range(12, 2, -1))
    world.team("evenementen", "goed", "2020-06-01", [], [{}])
    world.team(
        "evenementen", "e", "2020-06-02", [], [{}] * 90, refused=faults, file="evenementen.csv"
    )
    area = {"gebied_code": "AG-plein", "straten": "Lindelaan"}
    emptied = ((2, "straten", "geen straat: nummer 2"),)
    world.team(
        "aandachtsgebieden",
        "g",
        "2020-06-03",
        [],
        [area],
        emptied=emptied,
        file="aandachtsgebieden.csv",
    )
    names = ("stg_quarantaine", "leveringen", "stg_teamversies")
    told = faulty_notes(world.tables(*names).connection)
    assert [message.about for message in told] == [
        "«aandachtsgebieden.csv», rij 2, «straten»: geen straat: nummer 2",
        "«evenementen.csv», rij 3 t/m 12, «van»: niet leesbaar",
    ]
    assert all("opnieuw in de inbox" in message.subject for message in told)
    known = frozenset(message.key for message in told)
    assert new_of(told, known) == told, "they are told in every run"
    world.team("evenementen", "f", "2020-06-04", [], [{}] * 90, file="evenementen.csv")
    told = faulty_notes(world.tables(*names).connection)
    assert [message.about[:20] for message in told] == ["«aandachtsgebieden.c"], "mended"


def test_rows_are_told_without_gaps_and_once(world: World) -> None:
    faults = tuple((row, "van", "niet leesbaar") for row in (9, 2, 4, 5, 7, 8))
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    world.team(
        "evenementen", "e", "2020-06-02", [], [{}] * 9, refused=faults, file="evenementen.csv"
    )
    names = ("stg_quarantaine", "leveringen", "stg_teamversies")
    [message] = faulty_notes(world.tables(*names).connection)
    assert message.about == "«evenementen.csv», rij 2, 4, 5 en 7 t/m 9, «van»: niet leesbaar"
