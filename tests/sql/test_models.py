"""Tests of the SQL files (one described, portable query each, in dependency order), of the code
tables, and of building the tables: under one mark, and not twice.
"""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest
import sqlglot

from assets.basis.errors import AnalystError
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests
from assets.deliveries.source import Kind, Recipe
from assets.deliveries.staging import stage
from assets.indicators.tables import MAKERS, derive
from assets.reference.tables import SEEDS
from assets.sources.cases import CaseLinker
from assets.sources.politie.codes import codes_of
from assets.sources.politie.rows import registrations
from assets.sources.registry import SOURCES, of_kind
from assets.warehouse import build as warehouse_build
from assets.warehouse.build import build, damaged_tables, is_built, mark_of
from assets.warehouse.checking import run_checks
from assets.warehouse.inputs import gather
from assets.warehouse.models import Query, checks, models, seeds, sources
from assets.warehouse.publication import check_contracts
from schemas import police, published
from schemas.configuration import Configuration, Figures, Police

QUERIES = [*models(), *checks()]
NAMES = [query.name for query in QUERIES]
# How the archive and `indicatoren.bron` call the sources.
SOURCE_NAMES = {name for source in SOURCES for name in (source.name, source.indicator_source)}
# Models of products that put police registrations and reports side by side -> why two sources have
# to be named. Every other model reads whichever sources there are.
_COUNTED = ", ".join(f"'{source.indicator_source}'" for source in of_kind(Kind.ROWS))
SIDE_BY_SIDE = {
    "int_geleverde_maanden": "the months of an issue follow the police, and else the reports",
    "int_thema_maanden": "police and reports each know their own themes",
    "int_plaats_thema_maand": "straatbeeld and buurtbeeld have a column for each of the two",
    "int_plek_maand": "hotspots rank places by each of the two",
    "int_plaats_momenten": "straatmomenten and buurtmomenten have a column for each of the two",
    "int_plek_momenten": "the week of a place is that of one of the two",
    "behoud_straatbeeld": "it compares the columns of straatbeeld and buurtbeeld",
    "int_driehoek_buurten": "T4 of the Driehoek has groups of the police next to reports",
}

# Models of what only one of the two has -> its name. Only reports have themes as codes; only the
# police have classes, and wider codes of several of these.
ONE_SOURCE = {"int_indicator_codes": "melddesk"} | dict.fromkeys(
    (
        "stg_ruime_codes",
        "int_code_verzamelingen",
        "int_indicator_telcodes",
        "int_politie_maanden",
        "int_onbepaald",
        "int_alleen_thema",
    ),
    "politie",
)


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_query_can_be_turned_into_spark_sql(query):
    [spark] = sqlglot.transpile(
        query.sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(spark, read="spark").find(sqlglot.exp.Select)


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_file_holds_one_select(query):
    [tree] = sqlglot.parse(query.sql, read="duckdb")
    assert isinstance(tree, sqlglot.exp.Query)


@pytest.mark.parametrize("query", models(), ids=[query.name for query in models()])
def test_a_model_opens_with_its_grain(query):
    assert query.description.startswith("Grain: ")
    assert query.name in {"stg_rijen", "stg_cijfers"} or query.sql.startswith("-- Grain: ")
    assert len(query.grain) > 10
    assert query.grain.startswith("one row")


@pytest.mark.parametrize("layer", ["staging", "intermediate"])
def test_a_model_tells_the_analyst_in_dutch_what_it_is(layer):
    described = {query.name: query.dutch for query in models() if query.layer == layer}
    lacking = {
        name: dutch
        for name, dutch in described.items()
        if len(dutch) < 20 or not dutch.endswith(".")
    }
    assert described
    assert lacking == {}


def test_only_a_source_and_products_of_two_sources_side_by_side_name_a_source():
    assets = {source.asset for source in SOURCES}
    naming = {
        query.name: literals
        for query in QUERIES
        if query.name not in {"stg_rijen", "stg_cijfers"}  # made from the registry itself
        and not (query.layer == "staging" and query.depends_on & assets)
        and (literals := _literals(query.sql) & SOURCE_NAMES)
    }
    both = {name: {"politie", "melddesk"} for name in SIDE_BY_SIDE}
    assert naming == both | {name: {source} for name, source in ONE_SOURCE.items()}


def _literals(sql: str) -> set[str]:
    tree = sqlglot.parse_one(sql, read="duckdb")
    return {literal.this for literal in tree.find_all(sqlglot.exp.Literal) if literal.is_string}


def test_names_are_used_once_and_published_tables_are_made():
    assert len(NAMES) == len(set(NAMES))
    made = {query.name for query in models()}
    assert set(published.INTERN) - {"publicatie"} == (made & set(published.INTERN)) | set(
        published.DERIVED
    )
    assert not made & set(published.DERIVED)
    prefixes = {"staging": "stg_", "intermediate": "int_"}
    for query in models():
        assert query.name.startswith(prefixes.get(query.layer, ""))
        assert (query.layer == "marts") == (query.name in published.INTERN)


def test_each_model_comes_after_what_it_reads():
    done: set[str] = set(sources())
    for query in models():
        assert query.depends_on <= done, query.name
        done.add(query.name)
    for check in checks():
        assert check.depends_on <= done
        assert check.depends_on & {query.name for query in models()}


def test_dependencies_are_read_from_the_sql():
    by_name = {query.name: query for query in models()}
    assert by_name["int_tellingen"].depends_on == {
        "int_rijgeldigheid",
        "stg_rijen",
    }
    assert by_name["stg_rijen"].depends_on == {source.model for source in of_kind(Kind.ROWS)}
    assert {"stg_politie", "stg_meldingen"} <= by_name["stg_rijen"].depends_on
    assert by_name["stg_ontvangen"].depends_on == {
        "manifesten",
        "leveringsoordelen",
        "instellingen",
    }
    assert sources() - set(seeds()) == {
        *(source.asset for source in SOURCES),
        *("manifesten", "leveringsoordelen", "dekking", "apart", "quarantaine"),
        *("buurten_lijst", "wijken", "inwoners", "straten_lijst", "kaartplaatsen"),
        *("instellingen", "categorie_instellingen", "bronnen", "geaccepteerde_rijen"),
        *("bevroren_leveringen", "bevroren_stukken"),
        *("thema_instellingen", "thema_delen", "indicator_instellingen"),
    }


def test_the_grain_is_the_first_sentence():
    query = Query("x", "marts", "", "Grain: one row per street. More of it.", frozenset())
    assert query.grain == "one row per street"
    assert not query.blocks


# -- code tables -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def codes():
    """A database with the code tables."""
    with duckdb.connect() as connection:
        for name, path in seeds().items():
            connection.execute(
                f"create table {name} as "
                "select * from read_csv(?, header=true, all_varchar=true, nullstr='')",
                [str(path)],
            )
        yield connection


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("mk_klassen", "mk_code"),
        ("thema_politie", "mk_code"),
        ("thema_lijst", "thema"),
        ("thema_melddesk", "lower(hoofdcategorie), lower(subcategorie)"),
        ("thema_signalen", "lower(hoofdcategorie), lower(subcategorie)"),
        ("indicator_lijst", "indicator_id"),
        ("indicator_codes", "indicator_id, bron, code"),
        ("indicator_groepen", "groep, mk_code"),
        ("indicator_namen", "lower(naam)"),
        ("indicator_kenmerken", "indicator_id"),
        ("open_data_groepen", "groep, indicator_id"),
    ],
)
def test_a_code_table_holds_each_key_once(codes, table, key):
    twice = codes.execute(f"select {key} from {table} group by all having count(*) > 1")
    assert twice.fetchall() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mk_code from mk_klassen", "mk_code from thema_politie"),
        ("mk_code from thema_politie", "mk_code from mk_klassen"),
        ("thema from thema_politie", "thema from thema_lijst where politie = 'J'"),
        ("thema from thema_melddesk", "thema from thema_lijst where melddesk = 'J'"),
        ("thema from thema_signalen", "thema from thema_lijst where melddesk = 'J'"),
        ("code from indicator_codes where bron = 'politie'", "mk_code from mk_klassen"),
        ("code from indicator_codes where bron = 'melddesk'", "thema from thema_lijst"),
        ("indicator_id, bron from indicator_codes", "indicator_id, bron from indicator_lijst"),
        ("indicator_id from indicator_namen", "indicator_id from indicator_lijst"),
        ("indicator_id from indicator_kenmerken", "indicator_id from indicator_lijst"),
        ("groep from open_data_groepen", "groep from indicator_groepen"),
        ("stand from indicator_kenmerken", "unnest(['J', 'N'])"),
        ("vertrouwelijk from indicator_kenmerken", "unnest(['J', 'N'])"),
        (
            "indicator_id from open_data_groepen",
            "'pod_' || case when domein = 'overlast' then 'overlast_' else '' end "
            "|| lower(replace(code, '.', '_')) from open_data_codes",
        ),
        ("indicator_id, code from indicator_versies", "indicator_id, code from indicator_codes"),
        (
            f"indicator_id from indicator_lijst where bron in ({_COUNTED})",
            "indicator_id from indicator_codes",
        ),
        (
            "onderdeel_van from indicator_lijst where onderdeel_van is not null",
            "indicator_id from indicator_lijst",
        ),
        ("registratietype from indicator_lijst", "unnest(['haal', 'breng'])"),
        ("straatniveau from thema_politie", "unnest(['J', 'N'])"),
        ("straatniveau from thema_lijst", "unnest(['J', 'N'])"),
        ("mk_code from indicator_groepen", "mk_code from mk_klassen"),
    ],
)
def test_a_code_table_names_only_what_another_knows(codes, one, other):
    assert codes.execute(f"select {one} except select {other}").fetchall() == []


def test_domestic_and_sexual_violence_and_suicide_are_never_shown_by_street(codes):
    shown = codes.execute(
        """
        select mk_code, omschrijving
        from mk_klassen
        inner join thema_politie using (mk_code)
        where straatniveau = 'J'
            and (
                mk_code in ('E33', 'E14', 'F95', 'E13')
                or regexp_matches(lower(omschrijving), 'zelfdoding|huiselijk|verkracht|aanrand')
            )
        """
    ).fetchall()
    assert shown == []


def test_the_parts_of_a_total_hold_each_code_of_it_once(codes):
    assert (
        codes.execute(
            """
            with parts as (
                select onderdeel_van as id, code
                from indicator_codes
                inner join indicator_lijst using (indicator_id)
                where onderdeel_van is not null
            ),
            totals as (
                select indicator_id as id, code
                from indicator_codes
                where indicator_id in (select id from parts)
            )
            (select id, code, 'lacks' from totals except select id, code, 'lacks' from parts)
            union all
            (select id, code, 'extra' from parts except select id, code, 'extra' from totals)
            union all
            select id, code, 'twice' from parts group by id, code having count(*) > 1
            """
        ).fetchall()
        == []
    )


# -- running them ------------------------------------------------------------------------------


@pytest.fixture
def staged(home, delivery, write_csv, linker):
    """A home with one staged police delivery."""
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}, {"mk_code": "F11"}))
    take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 3, 1))
    codes = codes_of(Configuration())
    stage(
        home,
        (police.LAYOUT,),
        Recipe(
            (), lambda batch: registrations(batch, Police(), codes, CaseLinker(linker, b"k" * 16))
        ),
    )
    return home


def _gather(home, reference, **settings):
    return gather(
        home, Configuration.model_validate({"gemeente": {"code": "GM9999"}} | settings), reference
    )


def test_the_same_inputs_have_one_mark_and_other_inputs_another(staged, reference):
    mark = _gather(staged, reference).mark
    assert _gather(staged, reference).mark == mark
    assert _gather(staged, reference, cijfers={"minimum_aantal": 7}).mark != mark
    of_no_table = {"verwacht_op_dag": 3, "aandeel_dekkende_maand": 0.6}
    assert _gather(staged, reference, leveringen=of_no_table).mark == mark
    assert _gather(staged, reference, leveringen={"bij_krimp": "vasthouden"}).mark != mark
    from dataclasses import replace

    assert _gather(staged, replace(reference, versie="anders")).mark != mark
    assert _gather(replace(staged, as_of="2020-02-10"), reference).mark != mark
    assert _gather(replace(staged, as_of="2020-02-01"), reference).manifests == ()


def test_the_reference_date_is_that_of_the_newest_delivery_and_never_today(staged, reference):
    from dataclasses import replace

    assert _gather(staged, reference).known_until == "2020-02-05"
    assert _gather(replace(staged, as_of="2020-02-20"), reference).known_until == "2020-02-20"


def test_a_delivery_that_was_not_staged_stops_the_tables(staged, reference):
    for path in staged.staged("politie").iterdir():
        path.unlink()
    with pytest.raises(AnalystError, match=r"politie-.*niet verwerkt"):
        _gather(staged, reference)


def _built(home, inputs, *more):
    made = _models(home, inputs, *more)
    list(derive(home, Figures(), inputs.mark))
    return made


def _models(home, inputs, *more):
    return {table.query.name: table for table in build(home, inputs, *more)}


@pytest.mark.dear
def test_a_damaged_table_is_made_again_alone_and_the_same(staged, reference):
    inputs = _gather(staged, reference)
    _built(staged, inputs)
    sound = {path.name: path.read_bytes() for path in staged.tables.iterdir()}
    for name in ("oordelen", "driehoek_hotspots"):
        path = staged.tables / f"{name}.parquet"
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 255
        path.write_bytes(content)
    before = {path: path.stat().st_mtime_ns for path in staged.tables.iterdir()}
    assert damaged_tables(staged, MAKERS) == ["oordelen", "driehoek_hotspots"]
    list(derive(staged, Figures(), inputs.mark))
    assert {path.name: path.read_bytes() for path in staged.tables.iterdir()} == sound
    written = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert written == {"oordelen", "driehoek_hotspots"}


@pytest.mark.dear
def test_tables_are_written_under_their_mark_and_not_again(staged, reference):
    inputs = _gather(staged, reference)
    assert not is_built(staged, inputs.mark)
    tables = _built(staged, inputs)
    assert tables["registraties"].rows == 2
    assert is_built(staged, inputs.mark)
    assert mark_of(tables["straatbeeld"].path) == inputs.mark
    assert mark_of(staged.tables / "bestaat_niet.parquet") is None
    before = {path: path.stat().st_mtime_ns for path in staged.tables.iterdir()}
    assert {path.stat().st_mode & 0o777 for path in before} == {0o600}
    ticks = []
    _built(staged, inputs, lambda done, total: ticks.append(done))
    assert ticks == []
    assert {path: path.stat().st_mtime_ns for path in staged.tables.iterdir()} == before


@pytest.mark.dear
def test_a_table_leaves_the_memory_once_no_model_needs_it(staged, reference, monkeypatch):
    """And not before: every model finds what it reads."""
    there, drop = {}, warehouse_build._drop_what_was_read

    def noting(connection, made, unread):
        drop(connection, made, unread)
        names = connection.execute("select table_name from duckdb_tables()").fetchall()
        there[made.name] = {name for (name,) in names}

    monkeypatch.setattr(warehouse_build, "_AT_ONCE", 1)
    monkeypatch.setattr(warehouse_build, "_drop_what_was_read", noting)
    _models(staged, _gather(staged, reference))
    reads = {query.name: query.depends_on for query in models()}
    order, read_by_any = [*there], set().union(*reads.values())
    assert set(order) == set(reads)
    for number, name in enumerate(order):
        made = {*order[: number + 1]}
        needed = set().union(*(reads[later] for later in order[number + 1 :]))
        needed -= set(reads) - made  # what is not made yet
        gone = (made | read_by_any - set(reads)) - needed
        assert needed <= there[name] and not there[name] & gone, name


@pytest.mark.dear
def test_tables_that_are_there_already_keep_their_lineage(staged, reference, monkeypatch):
    """Also where it stands in no file: of models of a source that is being added."""
    monkeypatch.setattr("assets.warehouse.lineage.FILE", staged.root / "weg.json")
    monkeypatch.setattr(
        "assets.warehouse.lineage.lineage_of_models", lambda columns: {"straten": columns}
    )
    inputs = _gather(staged, reference)
    made, there = (_built(staged, inputs)["straten"].lineage for _ in range(2))
    assert made == there
    assert "sleutel" in made["staged_politie"]


@pytest.mark.dear
def test_one_table_of_other_inputs_makes_all_be_made_again(staged, reference):
    inputs = _gather(staged, reference)
    _built(staged, inputs)
    other = _gather(staged, reference, cijfers={"minimum_aantal": 7})
    assert not is_built(staged, other.mark)
    _built(staged, other)
    assert (is_built(staged, other.mark), is_built(staged, inputs.mark)) == (True, False)


@pytest.mark.dear
def test_the_same_inputs_give_the_same_bytes(staged, reference):
    inputs = _gather(staged, reference)
    first = {
        path.name: path.read_bytes() for path in (t.path for t in _built(staged, inputs).values())
    }
    for path in list(staged.tables.iterdir()):
        path.unlink()
    second = {
        path.name: path.read_bytes() for path in (t.path for t in _built(staged, inputs).values())
    }
    assert first == second


@pytest.mark.dear
def test_what_was_staged_keeps_every_law_and_contract(staged, reference):
    _built(staged, _gather(staged, reference))
    found = [*run_checks(staged), *check_contracts(staged)]
    assert {finding.check: finding.rows for finding in found if finding.rows} == {}
    assert {f"contract_{name}" for name in published.INTERN if name != "publicatie"} <= {
        finding.check for finding in found
    }
    assert len(manifests(staged)) == 1


@pytest.mark.dear
def test_a_folder_with_a_quote_in_its_name_is_no_problem(make_home, reference):
    home = make_home("gegevens van 't stadhuis")
    tables = _built(home, _gather(home, reference))
    run_checks(home)
    assert len(check_contracts(home)) == len(published.INTERN) - 1
    assert "'" in str(tables["straten"].path)


def test_the_code_tables_of_a_municipality_are_no_code_tables_of_all():
    assert not {path.parent.name for path in seeds().values()} - {"seeds"}
    assert SEEDS.name == "seeds"
