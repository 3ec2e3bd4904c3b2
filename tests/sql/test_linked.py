"""Tests of the linkage rate and what depends on it: the counts, the figures withheld by street, the
list for the analyst, and the gate that fails.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from assets.deliveries.archive import take_in
from assets.deliveries.source import Recipe
from assets.deliveries.staging import stage
from assets.indicators.tables import derive
from assets.sources.cases import CaseLinker
from assets.sources.politie.codes import codes_of
from assets.sources.politie.rows import registrations
from assets.warehouse.build import build
from assets.warehouse.checking import run_checks
from assets.warehouse.inputs import gather
from assets.warehouse.models import views
from assets.warehouse.publication import publish
from pipelines.cli import app
from schemas import police
from schemas import published as contracts
from schemas.configuration import Configuration, Police

MONTHS = [f"2020-{month:02}" for month in range(1, 13)]
WITHHELD = "te weinig gekoppeld"


def _unlinked(method: str = "niet gevonden", **more: object) -> dict:
    return {
        "straat_id": None,
        "straatnaam": None,
        "koppelmethode": method,
        "koppelscore": 0.0,
    } | more


LOST = _unlinked(controle_tekst="Nergenslaan")
JEUGD = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}


def _judged(tables) -> list[tuple]:
    return tables.ask(
        "select bron, maand, geteld, straat_gekoppeld, straat_opgegeven, buurt_gekoppeld, "
        "straat_van_opgegeven_pct, koppeling_oordeel from int_koppeling order by 1, 2"
    )


# -- how many ----------------------------------------------------------------------------------


def test_rows_are_counted_by_source_and_month_with_what_was_given(world):
    nowhere = {"buurtcode": None, "wijkcode": None}
    world.police(
        "a",
        "2020-03-05",
        ["2020-01", "2020-02"],
        [
            *[{}] * 8,
            _unlinked(),
            _unlinked("meer dan één", **nowhere),
            _unlinked("niet opgegeven", **nowhere),
            {"maand": "2020-02"},
            _unlinked("plaats", maand="2020-02"),
        ],
    )
    world.reports("b", "2020-02-05", ["2020-01"], [JEUGD, _unlinked("niet opgegeven")])
    assert _judged(world.tables()) == [
        ("melddesk", "2020-01", 2, 1, 1, 2, 100.0, "in orde"),
        ("politie", "2020-01", 11, 8, 10, 9, 80.0, "onder minimum"),
        ("politie", "2020-02", 2, 1, 2, 2, 50.0, "onder minimum"),
    ]


def test_only_the_newest_delivery_of_a_month_is_judged(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}, LOST, LOST])
    world.police("b", "2020-03-05", ["2020-01"], [{}, {}])
    tables = world.tables()
    assert _judged(tables) == [("politie", "2020-01", 2, 2, 2, 2, 100.0, "in orde")]
    assert tables.ask("select count(*) from controlelijst") == [0]
    assert "koppeling_onder_minimum" not in tables.broken()


@pytest.mark.parametrize(
    ("linked", "lost", "judged"),
    [
        (20, 0, "in orde"),
        (19, 1, "in orde"),  # 95 % exactly
        (18, 2, "waarschuwing"),
        (17, 3, "waarschuwing"),  # 85 % exactly
        (16, 4, "onder minimum"),
        (0, 3, "onder minimum"),
    ],
)
def test_a_month_is_judged_by_the_limits_of_the_settings(world, linked, lost, judged):
    world.police("a", "2020-02-05", ["2020-01"], [{}] * linked + [LOST] * lost)
    tables = world.tables()
    assert [row[-1] for row in _judged(tables)] == [judged]
    wanted = {
        "in orde": {},
        "waarschuwing": {"koppeling_onder_streefwaarde": 1},
        "onder minimum": {"koppeling_onder_minimum": 1},
    }
    assert tables.broken() == wanted[judged]


@pytest.mark.parametrize(
    ("least", "warn", "judged"),
    [(0, 0, "in orde"), (0, 0.6, "waarschuwing"), (0.5, 0.5, "in orde"), (1, 1, "onder minimum")],
)
def test_the_limits_can_be_set(world, least, warn, judged):
    world.settings["cijfers"] = {"minimum_gekoppeld": least, "waarschuwing_gekoppeld": warn}
    world.police("a", "2020-02-05", ["2020-01"], [{}, LOST])
    assert [row[-1] for row in _judged(world.tables())] == [judged]


def test_a_month_without_any_street_given_is_no_failure_to_link(world):
    world.police("a", "2020-02-05", ["2020-01"], [_unlinked("niet opgegeven")] * 3)
    tables = world.tables()
    assert _judged(tables) == [("politie", "2020-01", 3, 0, 0, 3, None, "in orde")]
    assert tables.broken() == {}


def test_the_table_of_data_quality_tells_the_same(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}, LOST])
    world.police("b", "2020-04-05", ["2020-03"], [{}])
    assert world.tables().ask(
        "select maand, straat_gekoppeld, straat_opgegeven, straat_gekoppeld_pct, "
        "straat_van_opgegeven_pct, koppeling_oordeel from driehoek_datakwaliteit order by maand"
    ) == [
        ("2020-01", 1, 2, 50.0, 50.0, "onder minimum"),
        ("2020-02", 0, 0, None, None, None),
        ("2020-03", 1, 1, 100.0, 100.0, "in orde"),
    ]


# -- withheld ----------------------------------------------------------------------------------


def _year(world, source: str, bad: str, theme_code: str) -> None:
    """Thirteen months of both sources; one month of one source has too few linked streets."""
    for number, month in enumerate([*MONTHS, "2021-01"]):
        came = f"2021-02-{number + 1:02}"
        for name, deliver, row in (
            ("politie", world.police, {"mk_code": theme_code}),
            ("melddesk", world.reports, JEUGD),
        ):
            rows = [row, row | {"straat_id": "S2", "straatnaam": "Kerkstraat"}]
            if (name, month) == (source, bad):
                rows += [row | LOST] * 2
            deliver(f"{name[0]}{number:02}", came, [month], rows)


@pytest.fixture(scope="module", params=["politie", "melddesk"])
def withheld(request, make_world):
    """(source, its measure, the other source's measure, tables), with one month withheld."""
    with closing(make_world()) as empty:
        [code] = empty.tables().ask(
            "select min(mk_code) from thema_politie where thema = 'jeugd' and straatniveau = 'J'"
        )
    with closing(make_world()) as world:
        _year(world, request.param, "2020-06", code)
        measures = ["politie", "melddesk"]
        measures.remove(request.param)
        yield request.param, request.param, measures[0], world.tables()


COUNT = {"politie": "politie_registraties", "melddesk": "melddesk_meldingen"}


def test_a_month_of_a_source_is_withheld_by_street_and_the_other_source_is_not(withheld):
    _, mine, other, tables = withheld
    for street in ("S1", "S2"):
        assert tables.ask(
            f"select {COUNT[mine]}, {mine}_status, {COUNT[other]}, {other}_status from straatbeeld "
            f"where straat_id = '{street}' and maand = '2020-06' and thema = 'jeugd'"
        ) == [(None, WITHHELD, 1, "geteld")]
        assert tables.ask(
            f"select count(*), sum({COUNT[mine]}) from straatbeeld where straat_id = '{street}' "
            f"and thema = 'jeugd' and maand <> '2020-06' and {mine}_status = 'geteld'"
        ) == [(12, 12)]


def test_its_rows_count_under_a_name_of_their_own(withheld):
    _, mine, other, tables = withheld
    assert tables.ask(
        f"select straat_id, straatnaam, {COUNT[mine]}, {mine}_status from straatbeeld "
        f"where straat_id = '{WITHHELD}' and maand = '2020-06'"
    ) == [(WITHHELD, WITHHELD, 4, "geteld")]
    assert tables.ask(
        f"select sum({COUNT[mine]}), coalesce(sum({COUNT[other]}), 0) from straatbeeld "
        f"where straat_id = '{WITHHELD}'"
    ) == [(4, 0)]
    assert tables.ask(f"select soort from straten where straat_id = '{WITHHELD}'") == [
        "geen straat"
    ]


def test_nothing_is_lost_and_only_the_one_check_finds_anything(withheld):
    source, mine, _, tables = withheld
    assert tables.broken(blocking_only=True) == {}
    assert tables.broken() == {"koppeling_onder_minimum": 1}
    facts = {"politie": "registraties", "melddesk": "meldingen"}[source]
    [rows] = tables.ask(f"select count(*) from {facts}")
    assert tables.ask(f"select sum({COUNT[mine]}) from straatbeeld") == [rows]
    assert tables.ask(f"select sum({COUNT[mine]}) from buurtbeeld") == [rows]


def test_neighbourhoods_and_the_municipality_are_shown_as_ever(withheld):
    _, mine, _, tables = withheld
    assert tables.ask(
        f"select {COUNT[mine]}, {mine}_status from buurtbeeld "
        "where buurtcode = 'BU99990001' and maand = '2020-06'"
    ) == [(4, "geteld")]
    assert tables.ask(
        f"select {mine}_12m from buurtbeeld where buurtcode = 'BU99990001' and maand = '2020-12'"
    ) == [26]
    assert tables.ask(
        "select distinct koppeling_oordeel from driehoek_datakwaliteit order by 1"
    ) == [
        "in orde",
        "onder minimum",
    ]


def test_twelve_months_with_a_withheld_one_are_unknown_by_street(withheld):
    _, mine, other, tables = withheld
    assert tables.ask(
        f"select maand, {mine}_12m, {other}_12m from straatbeeld where straat_id = 'S1' "
        "and thema = 'jeugd' and maand >= '2020-11' order by 1"
    ) == [("2020-11", None, None), ("2020-12", None, 12), ("2021-01", None, 12)]


def test_hotspots_leave_out_what_is_withheld(withheld):
    _, mine, other, tables = withheld
    assert tables.derived(
        f"select straat_id, {mine}_12m, {other}_12m, beide_bronnen from driehoek_hotspots "
        "order by 1"
    ) == [("S1", None, 12, True), ("S2", None, 12, True)]  # in the months that are known


def test_a_street_of_withheld_rows_only_is_named_nowhere(world):
    only = {"straat_id": "S4", "straatnaam": "Plein 1992"}
    world.police("a", "2020-02-05", ["2020-01"], [only, LOST])
    world.police("b", "2020-03-05", ["2020-02"], [{}])
    tables = world.tables()
    assert tables.ask("select count(*) from straatbeeld where straat_id = 'S4'") == [0]
    assert tables.ask("select sum(politie_registraties) from straatbeeld") == [3]


def test_a_month_that_was_linked_too_little_in_both_sources_is_withheld_in_both(world):
    world.police("a", "2020-02-05", ["2020-01"], [{"mk_code": "A72"}, LOST])
    world.reports("b", "2020-02-05", ["2020-01"], [JEUGD, JEUGD | LOST])
    tables = world.tables()
    assert tables.ask(
        "select straat_id, sum(politie_registraties), sum(melddesk_meldingen) from straatbeeld "
        "group by 1"
    ) == [(WITHHELD, 2, 2)]
    assert tables.broken() == {"koppeling_onder_minimum": 2}


def test_a_month_that_nobody_delivered_is_not_withheld_in_silence(world):
    world.police("a", "2020-03-05", ["2020-02"], [{}, LOST | {"maand": "2020-01"}])
    tables = world.tables()
    assert tables.ask("select maand from int_koppeling where koppeling_oordeel <> 'in orde'") == [
        "2020-01"
    ]
    assert "koppeling_onder_minimum" in tables.broken()


def test_what_is_never_shown_by_street_is_not_shown_in_a_withheld_month_either(world):
    world.police("a", "2020-02-05", ["2020-01"], [{"mk_code": "E33"}, LOST, LOST])
    world.police("b", "2020-03-05", ["2020-02"], [{"mk_code": "E33"}, {}])
    tables = world.tables()
    assert tables.ask(
        "select straat_id, sum(politie_registraties) from straatbeeld "
        "where politie_registraties > 0 group by 1 order by 1"
    ) == [("S1", 1), ("niet op straatniveau", 1), (WITHHELD, 3)]


# -- the streets of a renamed street -----------------------------------------------------------


def test_a_street_that_had_two_names_is_one_street(make_world, reference):
    """Otherwise every join on `straten` doubles its figures and the publication is refused."""
    names = reference.straten.iloc[[0, 0]].assign(
        straatnaam=["Lindelaan", "Oude Laan"],
        geldig_van=pd.to_datetime(["2019-01-01", None]),
        geldig_tot=pd.to_datetime([None, "2019-01-01"]),
    )
    with closing(make_world()) as world:
        world._reference = replace(reference, straten=names)
        world.police("a", "2020-02-05", ["2020-01"], [{}, {}])
        tables = world.tables()
        assert tables.ask("select straat_id, straatnaam from straten") == [("S1", "Lindelaan")]
        assert tables.broken(blocking_only=True) == {}


# -- the list for review -----------------------------------------------------------------------


def test_the_list_has_one_row_for_each_source_text_and_reason_most_frequent_first(world):
    unsure = {
        "controle_tekst": "Lindelan",
        "koppelmethode": "gelijkenis",
        "koppelscore": 0.88,
        "tweede_keus": "Kerkstraat",
        "tweede_keus_score": 0.5,
    }
    tied = _unlinked("meer dan één", controle_tekst="Kerkst", tweede_keus="Kerksteeg")
    world.police(
        "a",
        "2020-03-05",
        ["2020-01", "2020-02"],
        [{}, LOST, LOST, LOST | {"maand": "2020-02"}, tied, tied, unsure, unsure | {}],
    )
    world.police("oud", "2020-01-05", ["2019-12"], [LOST])
    world.police("nieuw", "2020-01-06", ["2019-12"], [{}])
    world.reports("b", "2020-02-05", ["2020-01"], [LOST, LOST, {}])
    tables = world.tables()
    assert tables.ask(
        "select bron, tekst, koppelmethode, aantal, straatnaam, koppelscore, tweede_keus, "
        "maand_van, maand_tot from controlelijst"
    ) == [
        ("politie", "Nergenslaan", "niet gevonden", 3, None, 0.0, None, "2020-01", "2020-02"),
        ("politie", "Kerkst", "meer dan één", 2, None, 0.0, "Kerksteeg", "2020-01", "2020-01"),
        ("politie", "Lindelan", "gelijkenis", 2, "Lindelaan", 0.88, "Kerkstraat", "2020-01",
         "2020-01"),
        ("melddesk", "Nergenslaan", "niet gevonden", 2, None, 0.0, None, "2020-01", "2020-01"),
    ]  # fmt: skip


def test_the_list_gives_each_text_that_is_shown_its_suggestions(world):
    shown = LOST | {"suggesties": "Lindelaan=0.71|Kerkstraat=0.04"}
    form = _unlinked(controle_tekst="Aaaa Aaaaaaa")
    world.police("a", "2020-02-05", ["2020-01"], [shown, shown, form])
    columns = ", ".join(f"suggestie_{n}, suggestie_{n}_kans" for n in (1, 2, 3))
    assert world.tables().ask(f"select tekst, {columns} from controlelijst order by tekst") == [
        ("Aaaa Aaaaaaa", None, None, None, None, None, None),
        ("Nergenslaan", "Lindelaan", 0.71, "Kerkstraat", 0.04, None, None),
    ]


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Aaaa Aaaaaaa", "Lindelaan=0.71"),  # the street would tell what was written
        ("Nergenslaan", "Lindelaan=1.40"),
        ("Nergenslaan", "Lindelaan=0.20|Kerkstraat=0.60"),
        ("Nergenslaan", "Lindelaan=0.20|Kerkstraat"),
    ],
)
def test_a_suggestion_that_may_not_be_there_stops_the_publication(world, text, suggestions):
    row = _unlinked(controle_tekst=text, suggesties=suggestions)
    world.police("a", "2020-02-05", ["2020-01"], [row])
    assert world.tables().broken(blocking_only=True) == {"suggesties_kloppen": 1}


def test_streets_that_may_be_one_are_told_and_stop_nothing(make_world, reference):
    listed = reference.straten.iloc[[0, 0]].assign(
        straat_id=["S1", "S9"], straatnaam=["Lindelaan", "Lindelaen"]
    )
    with closing(make_world()) as world:
        world._reference = replace(reference, straten=listed)
        world.police("a", "2020-02-05", ["2020-01"], [{}])
        tables = world.tables()
        assert tables.broken()["straten_lijken_een"] == 1
        assert tables.broken(blocking_only=True) == {}
        assert tables.ask("select straatnaam, lijkt_op from straten") == [
            ("Lindelaan", "Lindelaen"),
            ("Lindelaen", None),
        ]


def test_the_list_counts_each_row_that_is_to_be_looked_at_once(world):
    world.police("a", "2020-02-05", ["2020-01"], [LOST] * 3 + [{}] * 2 + [_unlinked("plaats")])
    tables = world.tables()
    assert tables.ask("select sum(aantal) from controlelijst") == tables.ask(
        "select count(*) from stg_politie where controle_tekst is not null"
    )
    assert tables.ask("select sum(aantal) from controlelijst") == [3]


def test_the_list_is_not_public():
    assert "controlelijst" in contracts.INTERN
    assert "controlelijst" not in contracts.OPENBAAR.values()
    assert not {"controle_tekst", "tekst"} & {
        name for table in contracts.OPENBAAR.values() for name in contracts.table(table).names
    }


# -- from the file to the gate -----------------------------------------------------------------


@pytest.fixture
def published(home, delivery, write_csv, linker, reference):
    """`published([street, ...])` -> a home with one published month of rows in these streets."""

    def make(streets: list[str], **figures: float):
        rows = delivery("politie", *[{"straat": street} for street in streets])
        write_csv(home.inbox / "2020-02-05" / "a.csv", rows)
        take_in(home, (police.LAYOUT,), 0.25, now=datetime(2020, 3, 1))
        codes = codes_of(Configuration())
        stage(
            home,
            (police.LAYOUT,),
            Recipe(
                (),
                lambda batch: registrations(batch, Police(), codes, CaseLinker(linker, b"k" * 16)),
            ),
        )
        configuration = Configuration.model_validate(
            {"gemeente": {"code": "GM9999"}, "cijfers": figures}
        )
        inputs = gather(home, configuration, reference)
        list(build(home, inputs))
        list(derive(home, configuration.cijfers, inputs.mark))
        names = {name: name for name in contracts.INTERN}
        assert publish(
            home,
            "intern.duckdb",
            names,
            inputs.mark,
            "GM9999",
            "2020-02-05",
            "v1.0.0",
            views=views(),
        )
        return home

    return make


@pytest.mark.dear
@pytest.mark.parametrize(
    ("lost", "code", "state"),
    [
        (0, 0, r"koppeling_onder_minimum +in orde"),
        pytest.param(
            *(2, 0, r"koppeling_onder_streefwaarde +let op: 1"), marks=pytest.mark.slow_by_nature
        ),
        (4, 1, r"koppeling_onder_minimum +fout: 1"),
    ],
)
def test_the_command_check_fails_for_a_withheld_month_and_not_for_a_warning(
    published, lost, code, state
):
    home = published(["Lindelaan"] * (20 - lost) + ["Nergenslaan"] * lost)
    ended = CliRunner().invoke(app, ["check", "--alles", "--home", str(home.root)])
    assert ended.exit_code == code, ended.output
    short = CliRunner().invoke(app, ["check", "--home", str(home.root)])
    assert short.exit_code == code
    assert len(short.output.splitlines()) <= 10
    assert ("koppeling_onder_minimum" in short.output) == (code == 1)
    failed = {f.check for f in run_checks(home) if f.rows and f.fails}
    assert failed == ({"koppeling_onder_minimum"} if code else set())
    assert not any(f.blocks for f in run_checks(home) if f.rows)
    assert re.search(state, ended.output), ended.output


@pytest.mark.dear
def test_no_text_that_names_someone_reaches_a_table(published):
    """End to end, for texts of residents and officers that could not be linked to a street."""
    told = [
        "bij mevr. Geheim-Verzonnen",
        "geheim@voorbeeld.nl",
        "bel 06-00007431",
        "fam. Geheim op 12",
        "Nergenslaan 7431 hs",
        "dhr.Geheim woont hier al heel erg lang",
        "Geheim " * 20,
    ]
    home = published([*told, *["Lindelaan"] * 100])
    files = [path for path in home.root.rglob("*") if path.is_file()]
    kept = [path for path in files if home.root / "archive" not in path.parents]
    kept = [path for path in kept if home.inbox not in path.parents]
    assert len(kept) > 20
    for path in kept:
        content = re.sub(rb"[0-9a-f]{16,}", b"", path.read_bytes().lower())  # without checksums
        assert b"geheim" not in content and b"7431" not in content, path.name
    with duckdb.connect(str(home.publish / "intern.duckdb"), read_only=True) as connection:
        rows = connection.execute("select tekst, aantal from controlelijst").fetchall()
    assert sorted(rows) == [
        ("Aaaaaa Aaaaaa Aaaaaa Aaaaaa Aaaaaa Aaaaaa Aaaaaa Aaaaaa Aaa…", 1),
        ("Nergenslaan hs", 1),
        ("aaa 99-99999999", 1),
        ("aaa aaaa. Aaaaaa-Aaaaaaaaa", 1),
        ("aaa. Aaaaaa aa 99", 1),
        ("aaa.Aaaaaa aaaaa aaaa aa aaaa aaa aaaa", 1),
        ("aaaaaa@aaaaaaaaa.aa", 1),
    ]
