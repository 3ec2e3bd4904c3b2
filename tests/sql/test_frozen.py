"""Counts in the place of rows whose term is over: every figure of every version stays the same."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.frozen import (
    counts_of,
    drop_counts,
    frozen_deliveries,
    keep_note,
    remove_rows,
    rows_left,
)
from assets.warehouse.freezing import Due, due_deliveries, freeze, require_equal_figures
from assets.warehouse.inputs import _frozen
from assets.warehouse.loading import load
from assets.warehouse.models import checks, models
from pipelines import keeping
from tests.sql.conftest import database, made_by

DAY = date(2026, 11, 26)
# What readers see, and what figures, revisions and editions are made of.
FIGURES = (
    "indicatorwaarden herzieningen buurtbeeld straatbeeld leveringen afkeuringen veldfouten "
    "int_indicator_mutaties int_koppeling"
).split()
NEEDED = set(FIGURES)
for _query in reversed(models()):
    NEEDED |= _query.depends_on if _query.name in NEEDED else set()


def stored(world, folder, only_figures=False):
    """The inputs of a world as files of a home, and its tables beside them: all, or `NEEDED`."""
    home = Home(folder / "home", folder / "inbox")
    inputs = world.inputs()
    places = {
        source: tuple(shutil.copy(path, home.staged(source)) for path in paths)
        for source, paths in inputs.staged.items()
    }
    sources = {manifest.levering_id: manifest.bron for manifest in inputs.manifests}
    faults = [
        shutil.copy(path, home.quarantine(sources[path.name.split("--")[0]]))
        for path in inputs.quarantine
    ]
    inputs = replace(
        inputs,
        home=home,
        staged={source: tuple(map(type(home.root), paths)) for source, paths in places.items()},
        quarantine=tuple(map(type(home.root), faults)),
    )
    made = world.tables()
    made.build(*(FIGURES if only_figures else ()))
    for query in models():
        if only_figures and query.name not in NEEDED:
            continue
        target = home.tables / f"{query.name}.parquet"
        made.connection.execute(f"copy {query.name} to '{target}' (format parquet)")
    return home, inputs


def figures(inputs) -> dict[str, list[tuple]]:
    """Every table of `FIGURES`, made from `inputs`."""
    with database() as connection:
        load(connection, inputs)
        for query in models():
            if query.name in NEEDED:
                connection.execute(made_by(query))
        return {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=repr)
            for name in FIGURES
        }


def without_rows(inputs, notes):
    """The same inputs with counts in the place of the rows of some deliveries."""
    gone = {note.levering_id for note in notes}
    return replace(
        inputs,
        frozen=tuple(notes),
        staged={
            source: tuple(path for path in paths if path.name.split("--")[0] not in gone)
            for source, paths in inputs.staged.items()
        },
        quarantine=tuple(p for p in inputs.quarantine if p.name.split("--")[0] not in gone),
    )


def due(inputs, names) -> list[Due]:
    return [
        Due(manifest, DAY, "2019-12")
        for manifest in inputs.manifests
        if manifest.levering_id in names
    ]


def copied(home, inputs, folder):
    """The same home in another folder, and its inputs."""
    there = Home(folder / "home", folder / "inbox")
    shutil.copytree(home.root, there.root, dirs_exist_ok=True)

    def moved(paths):
        return tuple(there.root / path.relative_to(home.root) for path in paths)

    staged = {source: moved(paths) for source, paths in inputs.staged.items()}
    quarantine = moved(inputs.quarantine)
    return there, replace(inputs, home=there, staged=staged, quarantine=quarantine)


def deliver_four(world):
    """Four deliveries: a month and the next, the first again with a moved and a lost row, and a
    later month. Rows with a topic that is never shown by street, without a street, in a place that
    is no street, refused."""
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    park = {"straat_id": None, "straatnaam": None, "koppelmethode": "plaats", "plaatsnaam": "Park"}
    many = [{"sleutel": f"k{number}"} for number in range(4)]
    rows = [
        *many,
        {"sleutel": "v1", "mk_code": "E33", "straat_id": "S2", "adres_sleutel": "ADRES1"},
        {"sleutel": "v2", "straat_id": None, "koppelmethode": "niet opgegeven", "buurtcode": None},
        {
            "sleutel": "v3",
            "straat_id": "S4",
            "controle_tekst": "GEHEIMETEKST",
            "buurtcode": "BU99990002",
        },
    ]
    fault = ((30, "MK code", "onbekende code"),)
    return [
        world.police("a", "2019-02-05", ["2019-01"], rows, refused=fault),
        world.police("b", "2019-03-05", ["2019-02"], [{"sleutel": "k1"}, {"sleutel": "n1"}]),
        world.police("c", "2019-04-05", ["2019-01"], [*rows[:1], {"sleutel": "n2"} | park]),
        world.police(
            "d",
            "2019-05-05",
            ["2019-04"],
            [{"sleutel": "k0"}, {"sleutel": "n3", "mk_code": "E33"} | park],
        ),
    ]


@pytest.fixture(scope="module")
def four(make_world, tmp_path_factory):
    """A home of four deliveries, and their names."""
    with closing(make_world()) as world:
        names = deliver_four(world)
        return *stored(world, tmp_path_factory.mktemp("vier")), names


@pytest.fixture
def delivered(four, tmp_path):
    """The same, to change."""
    home, inputs, names = four
    return *copied(home, inputs, tmp_path), names


@pytest.mark.dear
def test_every_figure_stays_as_it_was_when_some_or_all_rows_are_counts(delivered):
    home, inputs, names = delivered
    before = figures(inputs)
    assert before["herzieningen"], "the example has a revision"
    for number in range(1, 5):
        notes = freeze(home, due(inputs, names[:number]), DAY)
        assert figures(without_rows(inputs, notes)) == before
    require_equal_figures(home, inputs, notes)


def test_what_keys_decided_is_kept_without_the_keys(delivered):
    """k1 counts in one month until b moves it; k0 until d."""
    home, inputs, names = delivered
    freeze(home, due(inputs, names), DAY)
    pieces = [
        piece
        for name in names
        for piece in pd.read_parquet(counts_of(home, "politie", name))["stukken"].dropna()
    ]
    a, b, c, d = names
    assert f"{a}>{b}" in pieces
    assert f"{c}>{d}" in pieces


def test_counts_have_no_key_no_address_no_text_and_no_street_of_a_sensitive_topic(delivered):
    home, inputs, names = delivered
    freeze(home, due(inputs, names), DAY)
    counts = pd.read_parquet(counts_of(home, "politie", names[0]))
    assert list(counts) == [
        "levering_id",
        "leveringsmaand",
        "maand",
        "mk_code",
        "straat_id",
        "straatnaam",
        "koppelmethode",
        "plaatsnaam",
        "buurtcode",
        "wijkcode",
        "stukken",
        "aantal",
    ]
    assert counts["aantal"].sum() == 7
    assert counts["aantal"].max() > 1
    assert set(counts.loc[counts["mk_code"].eq("E33"), "straat_id"]) == {"niet op straatniveau"}
    assert counts["straatnaam"].isna().all()
    for path in home.frozen("politie").iterdir():
        texts = "|".join(
            str(value) for column in pq.read_table(path).to_pydict().values() for value in column
        )
        assert not any(word in texts for word in ("GEHEIMETEKST", "ADRES1", "k0", "v1"))


def test_a_place_is_kept_and_of_a_sensitive_topic_it_is_not(delivered):
    home, inputs, names = delivered
    freeze(home, due(inputs, names), DAY)
    kept, sensitive = (pd.read_parquet(counts_of(home, "politie", name)) for name in names[2:])
    assert set(kept["plaatsnaam"].dropna()) == {"Park"}
    assert sensitive["plaatsnaam"].isna().all()


def test_rows_of_counts_are_published_as_no_registration(delivered):
    home, inputs, names = delivered
    notes = freeze(home, due(inputs, names[:3]), DAY)
    with database() as connection:
        load(connection, without_rows(inputs, notes))
        for query in models():
            connection.execute(made_by(query))
        left = connection.execute("select distinct levering_id from registraties").fetchall()
        texts = connection.execute("select count(*) from controlelijst").fetchone()[0]
    assert (left, texts) == ([(names[3],)], 0)


@pytest.mark.dear
def test_a_later_delivery_of_a_month_still_supersedes_counts(world, tmp_path):
    names = deliver_four(world)
    home, inputs = stored(world, tmp_path)
    notes = freeze(home, due(inputs, names[:3]), DAY)
    world.police("e", "2020-06-05", ["2019-01", "2019-02"], [{"sleutel": "later"}])
    _, more = stored(world, tmp_path / "later", only_figures=True)
    assert figures(replace(without_rows(more, notes), home=home)) == figures(more)


@pytest.mark.dear
def test_a_count_that_was_changed_is_noticed_before_anything_is_removed(delivered):
    home, inputs, names = delivered
    notes = freeze(home, due(inputs, names[:1]), DAY)
    path = counts_of(home, "politie", names[0])
    counts = pd.read_parquet(path)
    for changed in (
        counts.assign(buurtcode="BU99990002"),
        counts.assign(stukken=None),
        counts.iloc[1:],
    ):
        changed.to_parquet(path, index=False)
        with pytest.raises(AnalystError, match="De rijen zijn niet verwijderd"):
            require_equal_figures(home, inputs, notes)
    drop_counts(home, notes)
    assert list(home.frozen("politie").iterdir()) == []


def test_counts_that_are_gone_or_changed_afterwards_refuse_every_table(delivered):
    home, inputs, names = delivered
    (note,) = freeze(home, due(inputs, names[:1]), DAY)
    assert frozen_deliveries(home) == {}, "without a note they do not count"
    keep_note(home, note)
    assert frozen_deliveries(home) == {names[0]: note}
    path = counts_of(home, "politie", names[0])
    content = path.read_bytes()
    for damage in (content[:-1], None):
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
        with pytest.raises(AnalystError, match="bewaarde tellingen van politie-a"):
            frozen_deliveries(home)


def test_an_interrupted_removal_is_resumed_with_its_copies(delivered):
    home, inputs, names = delivered
    notes = freeze(home, due(inputs, names), DAY)
    for note in notes:
        keep_note(home, note)
    inputs = replace(inputs, frozen=tuple(notes))
    copy = home.root / "publish" / "peildatum=2019-06-01"
    copy.mkdir(parents=True)
    whole = keeping._rows(home, inputs, [])
    assert {removal.name for removal in whole} == {*names, f"publish/{copy.name}"}
    for removal in whole[:-1]:  # stopped before the last
        removal.remove()
    for removal in [*keeping._rows(home, inputs, []), whole[0]]:  # what is gone, is gone
        removal.remove()
    assert not copy.exists()
    assert not any(rows_left(home, manifest) for manifest in inputs.manifests)


def test_what_needs_the_rows_says_that_it_can_no_longer_be_made(delivered):
    home, inputs, names = delivered
    (note,) = freeze(home, due(inputs, names[:1]), DAY)
    keep_note(home, note)
    known = inputs.manifests
    assert set(_frozen(home, known)) == {names[0]}
    assert set(_frozen(replace(home, as_of="2026-11-26"), known)) == {names[0]}
    with pytest.raises(AnalystError, match="zoals bekend op 2026-11-25 kunnen niet meer"):
        _frozen(replace(home, as_of="2026-11-25"), known)
    with pytest.raises(AnalystError, match="factsheet van 2020-10--2020-11 kan niet meer"):
        _frozen(replace(home, issue="2020-10--2020-11"), known)
    assert set(_frozen(replace(home, issue="2020-11--2020-12"), known)) == {names[0]}
    assert set(_frozen(replace(home, issue="2019-H1"), known)) == {names[0]}


def test_the_rows_of_a_delivery_are_removed_whole(delivered):
    home, inputs, names = delivered
    manifest = inputs.manifests[0]
    raw = home.archive / "politie" / manifest.sha256 / manifest.bestandsnaam
    raw.parent.mkdir(parents=True)
    raw.write_bytes(b"rijen")
    assert len(rows_left(home, manifest)) == 3
    remove_rows(home, manifest)
    remove_rows(home, manifest)
    assert rows_left(home, manifest) == []
    assert len(list(home.staged("politie").iterdir())) == len(names) - 1


@pytest.fixture(scope="module")
def sixty(make_world, tmp_path_factory):
    """A delivery a month for two years and a half, of both sources."""
    with closing(make_world()) as world:
        for number in range(30):
            month = f"{2018 + number // 12}-{number % 12 + 1:02}"
            after = f"{2018 + (number + 1) // 12}-{(number + 1) % 12 + 1:02}-05"
            world.police(f"p{number}", after, [month], [{}])
            world.reports(f"m{number}", after, [month], [{}])
        return stored(world, tmp_path_factory.mktemp("zestig"))


@pytest.fixture
def two_years(sixty, tmp_path):
    """A home of those deliveries, to change."""
    return copied(*sixty, tmp_path)


def months(found, source):
    return [each.last_month for each in found if each.manifest.bron == source]


def test_the_oldest_deliveries_are_due_up_to_the_term(two_years):
    home, inputs = two_years
    assert due_deliveries(home, inputs, date(2018, 2, 4)) == []
    found = due_deliveries(home, inputs, date(2018, 3, 5))
    assert months(found, "politie") == months(found, "melddesk") == ["2018-01", "2018-02"]
    assert {each.since for each in found} == {date(2018, 2, 5), date(2018, 3, 5)}


@pytest.mark.dear
def test_the_twelve_months_of_the_driehoek_stay_whatever_the_term(two_years):
    home, inputs = two_years
    found = due_deliveries(home, inputs, DAY)
    assert months(found, "politie")[-1] == "2019-06"
    require_equal_figures(home, inputs, freeze(home, found, DAY))


def test_nothing_newer_than_a_held_delivery_goes(two_years):
    home, inputs = two_years
    path = home.tables / "leveringen.parquet"
    deliveries = pd.read_parquet(path)
    deliveries.loc[deliveries["levering_id"].eq("politie-p3"), "status"] = "vastgehouden"
    deliveries.to_parquet(path, index=False)
    found = due_deliveries(home, inputs, DAY)
    assert months(found, "politie") == ["2018-01", "2018-02", "2018-03"]
    assert months(found, "melddesk")[-1] == "2019-06"


KEYS = st.sampled_from("abcdef")
CODES = st.sampled_from(["A72", "F12", "E33"])
MONTHS = st.sampled_from(["2019-01", "2019-02", "2019-03"])
ROW = st.tuples(KEYS, CODES, MONTHS)
DELIVERIES = st.lists(
    st.tuples(st.lists(ROW, min_size=1, unique_by=lambda row: row[0]), st.sets(MONTHS, min_size=1)),
    min_size=2,
    max_size=6,
)


@pytest.mark.dear
@given(deliveries=DELIVERIES, part=st.integers(1, 6))
@settings(max_examples=6)
def test_whatever_was_delivered_again_or_moved_no_figure_changes(
    make_world, tmp_path_factory, deliveries, part
):
    with closing(make_world()) as world:
        names = [
            world.police(
                f"d{number}",
                f"2019-05-{number + 1:02}",
                sorted(covered),
                [
                    {"sleutel": key, "mk_code": code, "maand": month, "leveringsmaand": month}
                    for key, code, month in rows
                ],
            )
            for number, (rows, covered) in enumerate(deliveries)
        ]
        home, inputs = stored(world, tmp_path_factory.mktemp("bevroren"), only_figures=True)
        notes = freeze(home, due(inputs, names[:part]), DAY)
        before, after = figures(inputs), figures(without_rows(inputs, notes))
    assert after == before


@pytest.mark.dear
def test_rows_that_were_removed_have_no_known_moment_and_every_one_still_counts(world, tmp_path):
    """Their twelve months may be those of an issue that is made again."""
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    names = [
        world.police(
            f"p{month}",
            f"2020-{month + 1:02}-05",
            [f"2020-{month:02}"],
            [{"momenten": "16:5 17:7"}],
        )
        for month in range(1, 12)
    ]
    world.police("p12", "2021-01-05", ["2020-12"], [{"momenten": "16:12"}])
    world.reports("m", "2021-01-05", [f"2020-{month:02}" for month in range(1, 13)], [{}])
    home, inputs = stored(world, tmp_path)
    notes = freeze(home, due(inputs, names), DAY)
    with database() as connection:
        load(connection, without_rows(inputs, notes))
        for query in models():
            connection.execute(made_by(query))
        cells = connection.execute(
            "select weekdag, dagdeel, politie_12m from straatmomenten where thema = 'vermogen' "
            "order by weekdag"
        ).fetchall()
        [check] = [query for query in checks() if query.name == "behoud_momenten"]
        lost = connection.execute(check.sql).fetchall()
    assert cells == [("onbekend", "onbekend", 11.0), ("vrijdag", "nacht", 1.0)]
    assert lost == []
