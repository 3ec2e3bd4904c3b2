"""Tests of what the team agrees: files kept by hand and entries of the form, side by side."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import published
from schemas.interpretation import ENTERED
from schemas.validation import validate
from tests.sql.conftest import World

ROW = {"indicator_id": "woninginbraak", "gebied_code": "GM9999", "periode": "2020-H1"}
STREET = {
    "indicator_id": "",
    "gebied_code": "",
    "thema": "jeugd",
    "straat_id": "S1",
    "straatnaam": "Lindelaan",
    "periode": "2020-01--2020-02",
}
ACTION = {
    "actie": "Meer toezicht",
    "wie": "Handhaving",
    "uiterlijk": "2020-09-01",
    "status": "open",
}
_MODELS = ("duidingen", "actieversies", "acties")


def _enter(world: World, name: str, moment: str, **row: str) -> None:
    """An entry of the form, received on the day of its moment."""
    full = ROW | row | {"ingevoerd_op": f"{moment}.000001"}
    known = {"velden": {ENTERED: ENTERED}, "kop": [*full]}
    world.team("duiding", name, moment[:10], [], [full], file=f"duiding-{name}.csv", **known)


def _current(world: World) -> list:
    return world.tables(*_MODELS).ask(
        "select periode, duiding from duidingen where is_nieuwste order by 1, 2"
    )


@pytest.fixture
def agreed(world: World) -> World:
    """A world in which police figures came, and a file of the team."""
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    rows = [ROW | {"tekst": "Eerst."}, ROW | {"periode": "2019", "tekst": "Blijft."}]
    world.team("duiding", "v1", "2020-07-01", [], rows, file="duiding.csv")
    return world


def test_an_entry_replaces_the_text_of_its_subject_and_leaves_the_others(agreed: World) -> None:
    _enter(agreed, "a", "2020-07-08 10:00:00", tekst="Daarna.")
    _enter(agreed, "b", "2020-07-08 10:00:00", tekst="Ook.", periode="2020-Q2")
    assert _current(agreed) == [("2019", "Blijft."), ("2020-H1", "Daarna."), ("2020-Q2", "Ook.")]
    agreed.as_of = "2020-07-07"
    assert _current(agreed) == [("2019", "Blijft."), ("2020-H1", "Eerst.")]


def test_the_later_moment_of_entry_counts_whichever_was_taken_in_first(agreed: World) -> None:
    _enter(agreed, "z", "2020-07-08 10:00:02", tekst="Laatst.")
    _enter(agreed, "a", "2020-07-08 10:00:01", tekst="Eerder.")
    _enter(agreed, "b", "2020-07-08 10:00:02", tekst="Laatst.")  # the same, sent twice
    assert _current(agreed) == [("2019", "Blijft."), ("2020-H1", "Laatst.")]
    assert agreed.tables(*_MODELS).ask(
        "select versie_nummer, duiding from duidingen where periode = '2020-H1' order by 1"
    ) == [(1, "Eerst."), (2, "Eerder."), (3, "Laatst.")]


@pytest.mark.dear
def test_a_later_file_counts_for_what_it_changes_and_a_row_left_out_of_it_is_withdrawn(
    agreed: World,
) -> None:
    """The same row in a later version of a file says nothing new: the analyst who edits it need not
    know what a colleague entered meanwhile."""
    _enter(agreed, "a", "2020-07-08 10:00:00", tekst="Ingevoerd.")
    same = ROW | {"tekst": "Eerst."}
    agreed.team("duiding", "v2", "2020-07-15", [], [same], file="duiding.csv")
    assert _current(agreed) == [("2020-H1", "Ingevoerd.")], "2019 is withdrawn"
    agreed.team("duiding", "v3", "2020-07-16", [], [ROW | {"tekst": "Nu."}], file="duiding.csv")
    assert _current(agreed) == [("2020-H1", "Nu.")]
    agreed.team("duiding", "v4", "2020-07-17", [], [same | {"periode": "2018"}], file="duiding.csv")
    assert _current(agreed) == [("2018", "Eerst."), ("2020-H1", "Ingevoerd.")]
    agreed.team("duiding", "v5", "2020-07-18", [], [same], file="duiding.csv")
    assert _current(agreed) == [("2020-H1", "Eerst.")], "put back after it was left out"


def test_a_text_says_nothing_of_the_action_and_an_action_nothing_of_the_text(
    agreed: World,
) -> None:
    _enter(agreed, "a", "2020-07-08 10:00:00", tekst="", **ACTION)
    _enter(agreed, "b", "2020-07-09 10:00:00", tekst="Later.")
    _enter(agreed, "c", "2020-07-10 10:00:00", tekst="", **(ACTION | {"status": "klaar"}))
    tables = agreed.tables(*_MODELS)
    assert tables.ask("select actie, status, is_open, duiding from acties") == [
        ("Meer toezicht", "klaar", False, "Later.")
    ]
    assert tables.ask(
        "select versie_nummer, status, is_nieuwste, strftime(gezegd_op, '%d %H:%M') "
        "from actieversies order by 1"
    ) == [(1, "open", False, "08 10:00"), (2, "klaar", True, "10 10:00")]


def test_an_action_has_its_subject_in_words_and_its_days(agreed: World) -> None:
    _enter(agreed, "a", "2020-07-08 10:00:00", datum="2020-07-06", **ACTION)
    later = ACTION | {"status": "bezig", "datum": "2020-07-20"}
    _enter(agreed, "b", "2020-07-21 10:00:00", **later)
    _enter(agreed, "c", "2020-07-22 10:00:00", **STREET, **ACTION)
    tables = agreed.tables(*_MODELS)
    rows = tables.connection.execute("select * from acties order by thema nulls first").df()
    first, second = rows.to_dict("records")
    assert (first["onderwerp"], first["gebiedsnaam"]) == (
        "Diefstal uit of inbraak in woning",
        "Voorbeeldstad",
    )
    assert (second["onderwerp"], second["gebiedsnaam"]) == ("Jeugdoverlast", "Lindelaan")
    assert f"{first['afgesproken_op']:%d-%m}" == "06-07", "the first time it was agreed"
    assert f"{first['bijgewerkt_op']:%d-%m}" == "21-07"
    assert (first["status"], first["is_open"]) == ("bezig", True)
    assert pd.isna(second["indicator_id"]) and second["straat_id"] == "S1"


def test_an_action_that_left_its_file_no_longer_counts_and_its_course_stays(agreed: World) -> None:
    agreed.team("duiding", "l1", "2020-07-02", [], [ROW | ACTION], file="lijst.csv")
    agreed.team("duiding", "l2", "2020-07-03", [], [ROW | {"periode": "2017"}], file="lijst.csv")
    tables = agreed.tables(*_MODELS)
    assert tables.ask("select count(*) from acties") == [0]
    assert tables.ask("select status, is_nieuwste from actieversies") == [("open", False)]


def test_an_entry_is_compared_with_no_file_and_no_file_with_it(agreed: World) -> None:
    """It has one row and other columns than a file that is kept by hand."""
    _enter(agreed, "a", "2020-07-08 10:00:00")
    header = {"kop": ["indicator", "tekst"]}
    agreed.team("duiding", "v2", "2020-07-15", [], [ROW] * 2, file="duiding.csv", **header)
    assert (
        agreed.tables("leveringscontroles").ask(
            "select levering_id, controle from leveringscontroles where uitkomst = 'waarschuwing' "
            "or uitkomst = 'vastgehouden'"
        )
        == []
    )


@pytest.mark.dear
def test_an_entry_of_years_later_moves_no_issue_and_no_figure(agreed: World) -> None:
    """Only the day up to which deliveries are known is later, as with any delivery."""
    agreed.police("b", "2020-03-05", ["2020-02"], [{}])
    asked = (
        "select * from int_driehoek_periode",
        "select * from int_driehoek_vorige",
        "select * from int_raad_periode",
        "select * exclude (peildatum) from indicatorwaarden order by all",
        "select * from int_geleverde_maanden order by all",
        "select * from driehoek_datakwaliteit order by all",
        "select * from kalender order by all",
    )
    before = [agreed.tables().ask(sql) for sql in asked]
    _enter(agreed, "a", "2026-11-27 10:00:00", **ACTION)
    assert [agreed.tables().ask(sql) for sql in asked] == before
    assert agreed.tables().ask("select max(peildatum)::varchar from indicatorwaarden") == [
        "2026-11-27"
    ]


ENTRIES = st.lists(
    st.tuples(st.integers(1, 20), st.sampled_from(["2019", "2020", "2020-H1"]), st.booleans()),
    max_size=6,
)


@pytest.mark.dear
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=ENTRIES, data=st.data())
def test_whatever_the_order_of_the_runs_the_same_counts_and_nothing_is_lost(
    make_world: Callable[..., World], entries: list[tuple[int, str, bool]], data: st.DataObject
) -> None:
    orders = [list(enumerate(entries)), data.draw(st.permutations(list(enumerate(entries))))]
    answers = []
    for order in orders:
        with closing(make_world()) as world:
            answers.append(_told(world, order))
        texts = {row[1] for row in answers[-1][0]}
        assert texts == {"Uit het bestand."} | {f"Tekst {n}." for n, _ in enumerate(entries)}
    assert answers[0] == answers[1]


def _told(world: World, order: list) -> tuple[list, list]:
    """The texts and actions, with the entries taken in one by one in this order."""
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    file = [ROW | {"periode": "2019", "tekst": "Uit het bestand."}]
    world.team("duiding", "v1", "2020-07-10", [], file, file="duiding.csv", ronde=3)
    for place, (number, (day, period, is_action)) in enumerate(order):
        row = {"periode": period} | (ACTION if is_action else {})
        moment = f"2020-07-{day:02} 10:00:{number:02}"
        _enter_in_round(world, number, moment, row | {"tekst": f"Tekst {number}."}, place)
    tables = world.tables(*_MODELS)
    kept = "select periode, duiding, is_nieuwste from duidingen order by all"
    actions = "select periode, afgesproken_op, bijgewerkt_op from acties order by all"
    return tables.ask(kept), tables.ask(actions)


def _enter_in_round(world: World, number: int, moment: str, row: dict, intake: int) -> None:
    full = ROW | row | {"ingevoerd_op": f"{moment}.000000"}
    known = {"velden": {ENTERED: ENTERED}, "ronde": 4 + intake}
    world.team("duiding", f"e{number}", moment[:10], [], [full], file=f"e{number}.csv", **known)


def _action(**changed: object) -> pd.DataFrame:
    row = {
        "actie_id": "a",
        "onderwerp": "Jeugdoverlast",
        "indicator_id": None,
        "thema": "jeugd",
        "gebied_code": None,
        "straat_id": "S1",
        "gebiedsnaam": "Lindelaan",
        "periode": "2020",
        "actie": "Meer toezicht",
        "wie": None,
        "uiterlijk": None,
        "status": "open",
        "auteur": "Team",
        "afgesproken_op": pd.Timestamp("2020-07-06"),
        "bijgewerkt_op": pd.Timestamp("2020-07-08"),
        "is_open": True,
        "duiding": None,
    } | changed
    columns = published.table("acties").columns
    return pd.DataFrame(
        {column.name: pd.Series([row[column.name]], dtype=column.kind.pandas) for column in columns}
    )


def test_the_contract_of_actions_refuses_rows_that_break_it() -> None:
    contract = published.product("acties")
    assert validate(contract, _action()).rejected.empty
    for column in ("onderwerp", "gebiedsnaam", "actie", "status", "afgesproken_op"):
        split = validate(contract, _action(**{column: None}))
        assert split.rejected["column"].tolist() == [column]
    twice = pd.concat([_action(), _action()])
    assert len(validate(contract, twice).valid) < 2
