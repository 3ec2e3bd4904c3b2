"""Tests of what `export` may be asked: the named questions keep their contracts, and a filter
chooses rows by code or name and is never SQL."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.warehouse.models import models, questions, views
from assets.warehouse.selection import Filter, contract, select
from schemas import published
from schemas.published.questions import QUESTIONS

JAN, FEB = "2019-01", "2020-01"
MOST = 10_000


@pytest.fixture(scope="module")
def database(make_world):
    """A publication of two streets in two neighbourhoods over two years, in which the first year
    was delivered again and a street was not linked."""
    with closing(make_world()) as world:
        other = {"straat_id": "S2", "straatnaam": "Kerkstraat", "buurtcode": "BU99990002"}
        other["gebiedsconflict"] = "postcode BU99990002, straat BU99990001"
        lost = {"straat_id": None, "straatnaam": None, "koppelmethode": "niet gevonden"}
        lost["controle_tekst"] = "Aaaa"
        months = [f"{year}-{month:02}" for year in (2018, 2019) for month in range(1, 13)] + [FEB]
        world.police("a", "2020-02-05", months, [{"maand": JAN}, {"maand": FEB}, {} | other, lost])
        world.reports("m", "2020-02-05", months, [{"maand": FEB} | other])
        world.police("b", "2020-03-05", [JAN], [{"maand": JAN}] * 3)
        tables = world.tables()
        tables.build()
        for view in views():
            tables.connection.execute(f"create view {view.name} as {view.sql}")
        yield tables.connection


def chosen(database, name: str, *filters: str) -> list[dict]:
    """The rows of an answer, as its contract has them."""
    frame = select(database, contract(name), [Filter.of(text) for text in filters], MOST)
    return frame.to_dict("records")


def refusal(database, name: str, *filters: str, most: int = MOST) -> str:
    """Why an answer is refused."""
    with pytest.raises(AnalystError) as refused:
        select(database, contract(name), [Filter.of(text) for text in filters], most)
    return str(refused.value)


def test_every_question_has_one_query_of_what_is_published():
    assert questions().keys() == QUESTIONS.keys()
    readable = {*published.INTERN, *published.VIEWS}
    for query in questions().values():
        assert query.depends_on <= readable
    assert not questions().keys() & (readable | {query.name for query in models()})
    assert all(len(question.title) <= 31 for question in QUESTIONS.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_as_its_contract_says(database, name):
    described = QUESTIONS[name].answer
    answer = f"({questions()[name].sql})"
    columns = database.execute(f"describe select * from {answer}").fetchall()
    assert [(name, kind) for name, kind, *_ in columns] == [
        (column.name, column.kind.duckdb) for column in described.columns
    ]
    frame = database.execute(f"select * from {answer}").df()
    assert len(frame) > 0
    assert not frame.duplicated(list(described.grain)).any()
    filled = [column.name for column in described.columns if not column.nullable]
    assert not frame[filled].isna().any(axis=None)


def test_the_streets_of_a_neighbourhood_have_the_year_before_beside_them(database):
    rows = chosen(database, "straten-van-een-buurt", "buurt=bu99990001")
    police = [row for row in rows if row["politie_12m"] or row["politie_12m_ervoor"]]
    assert [(row["straatnaam"], row["maand"], row["politie_12m"]) for row in police] == [
        ("Lindelaan", FEB, 1)
    ]
    assert police[0]["politie_12m_ervoor"] == 3, "as it was delivered again"
    assert refusal(database, "straten_van_een_buurt", "thema=jeugd").startswith(
        "Zeg van welke buurt: --waar buurt=NAAM"
    )


def test_what_was_not_linked_and_what_was_revised(database):
    assert [(r["tekst"], r["aantal"]) for r in chosen(database, "niet-gekoppeld")] == [("Aaaa", 1)]
    revised = chosen(database, "herziene-cijfers", "gebied=GM9999", "periode=2019-01")
    assert {(row["oude_waarde"], row["nieuwe_waarde"], row["verschil"]) for row in revised} == {
        (1, 3, 2)
    }
    assert {row["levering_id"] for row in revised} == {"politie-b"}


def test_a_name_is_as_good_as_a_code_and_case_and_accents_do_not_matter(database):
    by_name = chosen(database, "indicator-door-de-tijd", "indicator=DIEFSTAL FIETS")
    assert by_name == chosen(database, "indicator_door_de_tijd", "indicator_id=diefstal_fiets")
    assert len(by_name) > 10
    assert {r["straat_id"] for r in chosen(database, "straatbeeld", "straat=kèrkstraat")} == {"S2"}
    assert {r["straat_id"] for r in chosen(database, "straatbeeld", "straatnaam=s2")} == {"S2"}
    both = chosen(database, "straatbeeld", "straat=S2", "straat=Lindelaan")
    assert {row["straat_id"] for row in both} == {"S1", "S2"}


def test_filters_on_one_column_with_bounds_must_all_be_met(database):
    rows = chosen(database, "straatbeeld", "maand>=2019-03", "maand<=2019-05", "straat=S1")
    assert {row["maand"] for row in rows} == {"2019-03", "2019-04", "2019-05"}
    some = chosen(database, "straatbeeld", "politie_registraties>=2,5")
    assert {row["politie_registraties"] for row in some} == {3}
    days = chosen(database, "kalender", "begin>=01-01-2020", "eind<=2020-01-31", "begin=2020-01-01")
    assert {row["periode"] for row in days} == {FEB}
    empty = chosen(database, "straatbeeld", "melddesk_meldingen=")
    assert {row["melddesk_status"] for row in empty} >= {"geen tegenhanger"}
    assert len(chosen(database, "registraties", "op_straatniveau=ja")) > 0


@pytest.mark.parametrize(
    ("name", "filters", "reason"),
    [
        ("straatbeeld", ["buurt"], "Een filter is kolom=waarde"),
        ("straatbeeld", ["wijk=1"], "«straatbeeld» heeft geen kolom «wijk»."),
        ("straatbeeld", ["stratnaam=x"], "Bedoelt u: straatnaam"),
        ("straatbeeld", ["straat=Lindelan"], "Bedoelt u: Lindelaan?"),
        ("straatbeeld", ["politie_12m>=veel"], "«politie_12m» is een getal"),
        ("kalender", ["begin=juni"], "«begin» is een dag"),
        ("registraties", ["op_straatniveau=soms"], "«op_straatniveau» is ja of nee"),
    ],
)
def test_a_filter_that_cannot_be_met_says_why(database, name, filters, reason):
    assert reason in refusal(database, name, *filters)


def test_a_name_that_is_no_table_is_told_with_what_is_like_it(database):
    with pytest.raises(AnalystError, match=r"Bedoelt u: .*straatbeeld"):
        contract("straatbeelt")
    with pytest.raises(AnalystError, match="geen tabel"):
        contract("registraties; drop table straten")
    assert "passen niet op een blad" in refusal(database, "straatbeeld", most=1)


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_is_never_sql(value: str):
    """Whatever is typed, a row is chosen if its text is that value, and the table stays."""
    with duckdb.connect() as connection:
        kept = value.strip().replace("\0", "")
        connection.execute(
            "create table afkeuringen (levering_id varchar, bron varchar, kolom varchar, "
            "reden varchar, aantal bigint)"
        )
        connection.execute(
            "insert into afkeuringen values (?, 'x', ?, 'r', 1), ('c', 'x', 'ander', 'r', 1)",
            ["a", kept or "leeg"],
        )
        asked = Filter.of(f"kolom={kept or 'leeg'}")
        rows = select(connection, contract("afkeuringen"), [asked], MOST)
        assert "a" in set(rows["levering_id"])
        assert connection.execute("select count(*) from afkeuringen").fetchone() == (2,)
