"""Pins what Dagster shows and runs: assets, jobs, schedules, the sensor, partitions and checks, as
the server loads them. Users of the Dagster screen see every change here.
"""

from __future__ import annotations

import os
import re
import warnings

import dagster as dg
import pytest

import pipelines.definitions
from assets.deliveries.source import Kind
from assets.sources.registry import SOURCES, of_kind
from assets.warehouse.models import checks, models, seeds
from pipelines.definitions import build_defs, elsewhere
from pipelines.settings import load_settings
from schemas import published

GROUPS = {
    "archief": "leveringen",
    "buurten_lijst": "referentie",
    "wijken": "referentie",
    "kaartplaatsen": "referentie",
    "inwoners": "referentie",
    "straten_lijst": "referentie",
    "koppelindex": "koppelen",
    "intern_duckdb": "publicatie",
    "openbaar_duckdb": "openbaar",
    "open_data": "openbaar",
    "openbare_website": "openbaar",
    "driehoek_factsheet": "factsheets",
    "raad_factsheet": "factsheets",
    "instellingen": "codetabellen",
    "categorie_instellingen": "codetabellen",
    "thema_instellingen": "codetabellen",
    "thema_delen": "codetabellen",
    "indicator_instellingen": "codetabellen",
    "bronnen": "codetabellen",
}
# A new source shows itself; the sources of today are pinned by `test_the_sources_of_the_house`.
GROUPS |= {source.asset: source.group for source in SOURCES}
MONTHS = {f"{source.name}_maanden": source.group for source in of_kind(Kind.ROWS)}
GROUPS |= MONTHS
LAYERS = {
    "staging": "magazijn_1_staging",
    "intermediate": "magazijn_2_intermediate",
    "marts": "magazijn_3_marts",
}


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    """The definitions on an empty home, independent of the settings of this machine."""
    folder = tmp_path_factory.mktemp("defs")
    (folder / "inbox").mkdir()
    return build_defs(load_settings(folder, folder / "inbox"))


@pytest.fixture(scope="module")
def repository(definitions):
    return definitions.get_repository_def()


@pytest.fixture(scope="module")
def graph(repository):
    return repository.asset_graph


def _names(keys) -> set[str]:
    return {key.to_user_string() for key in keys}


def test_every_asset_is_in_its_group(graph):
    expected = GROUPS | {query.name: LAYERS[query.layer] for query in models()}
    expected |= dict.fromkeys(seeds(), "codetabellen")
    expected |= dict.fromkeys(published.DERIVED, "indicatoren")
    expected |= dict.fromkeys(published.EDITION, "openbaar")
    groups = {key.to_user_string(): graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups == expected


def test_the_sources_of_the_house(graph):
    """Users know them by these names: what the house has today stays."""
    assert {
        "staged_politie": "politie",
        "staged_politie_open_data": "politie",
        "staged_melddesk": "meldingen",
        "staged_registers": "referentie",
        "staged_veiligheidsmonitor": "referentie",
        "staged_duiding": "referentie",
        "staged_doelen": "referentie",
        "staged_hotspotaanpak": "referentie",
        "staged_evenementen": "referentie",
        "staged_aandachtsgebieden": "referentie",
        "politie_maanden": "politie",
        "melddesk_maanden": "meldingen",
    }.items() <= GROUPS.items()


def test_every_asset_says_what_it_is(graph):
    undescribed = [
        key.to_user_string() for key in graph.get_all_asset_keys() if not graph.get(key).description
    ]
    assert undescribed == []


def test_every_asset_has_an_owner(graph):
    assert {tuple(graph.get(key).owners) for key in graph.get_all_asset_keys()} == {
        ("team:veiligheidsteam",)
    }


def test_what_the_screen_says_is_dutch(definitions, repository, graph):
    """No description is the English comment of a model, and each has a Dutch word."""
    texts = {key.to_user_string(): graph.get(key).description for key in graph.get_all_asset_keys()}
    texts |= {key.name: graph.get(key).description for key in graph.asset_check_keys}
    texts |= {schedule.name: schedule.description for schedule in repository.schedule_defs}
    texts |= {
        name: definitions.resolve_job_def(name).description
        for name in ("alles", "driehoek", "raad", "website", "opschonen_voorstel")
    }
    dutch = {"de", "het", "een", "van", "per", "uit", "is", "met", "welke", "codetabel", "alle"}
    english = {"the", "row", "rows", "grain", "one", "which", "what", "and"}
    wrong = {
        name: text
        for name, text in texts.items()
        for words in [set(re.findall(r"[a-z]+", (text or "").lower()))]
        if not words & dutch or words & english
    }
    assert wrong == {}


def test_a_part_of_the_tables_cannot_be_made_alone(repository):
    """Tables of different inputs would stand beside each other."""
    assert not repository.assets_defs_by_key[dg.AssetKey("straatbeeld")].can_subset


def test_assets_depend_on_the_stations_before_them(graph):
    def upstream(name: str) -> set[str]:
        keys: set[dg.AssetKey] = set()
        pending = [dg.AssetKey(name)]
        while pending:
            pending += graph.get(pending.pop()).parent_keys - keys
            keys |= set(pending)
        return _names(keys)

    assert {"archief", "koppelindex", "buurten_lijst"} <= upstream("staged_politie")
    assert {"staged_politie", "staged_melddesk", "staged_registers", "thema_lijst"} <= upstream(
        "straatbeeld"
    ) | upstream("indicatorwaarden")
    assert "staged_melddesk" not in upstream("staged_politie")
    assert "staged_politie" not in upstream("staged_melddesk")
    marts = {query.name for query in models() if query.layer == "marts"}
    assert marts <= upstream("intern_duckdb")
    for product in ("driehoek_factsheet", "raad_factsheet", "openbaar_duckdb"):
        assert marts & upstream(product)
    assert "openbaar_duckdb" in upstream("open_data")
    assert {"open_data", "openbare_cijfers"} <= upstream("openbare_website")


def test_the_jobs_are_the_whole_and_one_for_each_product(definitions, repository, graph):
    jobs = {job.name for job in repository.get_all_jobs() if not job.name.startswith("__")}
    assert jobs == {"alles", "driehoek", "raad", "website", "opschonen_voorstel"}
    materializable = {key for key in graph.get_all_asset_keys() if graph.get(key).is_materializable}

    def selected(name: str) -> set[str]:
        return _names(definitions.resolve_job_def(name).asset_layer.executable_asset_keys)

    assert selected("alles") == _names(materializable)
    for name, product in (
        ("driehoek", "driehoek_factsheet"),
        ("raad", "raad_factsheet"),
        ("website", "openbare_website"),
    ):
        assert {
            product,
            "archief",
            "staged_politie",
            "staged_melddesk",
            "indicatorwaarden",
        } <= selected(name)
        assert definitions.resolve_job_def(name).description
    assert "raad_factsheet" not in selected("driehoek")


def test_every_job_runs_in_one_process(definitions):
    for name in ("alles", "driehoek", "raad", "website", "opschonen_voorstel"):
        assert definitions.resolve_job_def(name).executor_def.name == "in_process"


def test_the_schedules_are_on_and_in_dutch_time(repository):
    crons = {
        schedule.name: (schedule.job_name, schedule.cron_schedule)
        for schedule in repository.schedule_defs
    }
    assert crons == {
        "maandelijks": ("alles", "0 6 15 * *"),
        "driehoek_tweemaandelijks": ("driehoek", "0 7 16 1,3,5,7,9,11 *"),
        "website_per_kwartaal": ("website", "0 7 17 1,4,7,10 *"),
        "raad_halfjaarlijks": ("raad", "0 7 18 1,7 *"),
        "opschonen_voorstel_maandelijks": ("opschonen_voorstel", "0 8 1 * *"),
    }
    for schedule in repository.schedule_defs:
        assert schedule.execution_timezone == "Europe/Amsterdam"
        assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
        assert schedule.description


def test_the_sensor_is_on_and_starts_the_whole(repository):
    sensor = repository.get_sensor_def("inbox")
    assert sensor.job_name == "alles"
    assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
    assert sensor.minimum_interval_seconds == 60
    assert sensor.description


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_the_months_of_a_source_of_rows_are_shown(graph, name):
    months = graph.get(dg.AssetKey(name)).partitions_def
    assert isinstance(months, dg.MonthlyPartitionsDefinition)
    assert str(months.timezone) == "Europe/Amsterdam"
    keys = months.get_partition_keys()
    assert keys[0] == "2018-01"
    assert keys[:14][-1] == "2019-02"


def test_nothing_that_a_run_makes_is_by_month(definitions, graph):
    """Starting the whole job from the screen must ask for no partition."""
    partitioned = {key for key in graph.get_all_asset_keys() if graph.get(key).partitions_def}
    assert _names(partitioned) == MONTHS.keys()
    assert not any(graph.get(key).is_materializable for key in partitioned)
    for name in ("alles", "driehoek", "raad", "website"):
        assert definitions.resolve_job_def(name).partitions_def is None


def test_the_first_month_is_a_setting(tmp_path):
    config = tmp_path / "veiligheidsbeeld.toml"
    config.write_text("[gemeente]\neerste_maand = '2024-06'")
    defs = build_defs(load_settings(tmp_path, tmp_path, config))
    months = (
        defs.get_repository_def().asset_graph.get(dg.AssetKey("politie_maanden")).partitions_def
    )
    assert months.get_partition_keys()[0] == "2024-06"


def test_every_check_of_the_models_is_shown_and_the_laws_block(graph):
    nodes = {key.name: graph.get(key) for key in graph.asset_check_keys}
    blocking = {check.name: check.blocks for check in checks()} | {"contracten": True}
    assert {name: node.blocking for name, node in nodes.items()} == blocking
    assert all(node.description for node in nodes.values())


def test_the_server_loads_the_same(tmp_path, monkeypatch, graph):
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(tmp_path))
    monkeypatch.setenv("VEILIGHEIDSBEELD_CONFIG", "")
    loaded = pipelines.definitions.defs()
    assert (
        loaded.get_repository_def().asset_graph.get_all_asset_keys() == graph.get_all_asset_keys()
    )


def test_the_sensors_that_report_are_on_and_see_runs_of_the_shell(repository):
    reporting = [sensor for sensor in repository.sensor_defs if sensor.name != "inbox"]
    assert {sensor.name for sensor in reporting} == {
        "melden_mislukt",
        "melden_gelukt",
        "melden_te_laat",
    }
    for sensor in reporting:
        assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
        assert sensor.description


# -- the sensor on the inbox -------------------------------------------------------------------


@pytest.fixture
def evaluate(tmp_path):
    """`evaluate()` -> the answer of the sensor in the next round: 'wait', or the key of a run."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    sensor = build_defs(load_settings(tmp_path, inbox)).get_repository_def().get_sensor_def("inbox")
    cursor: list[str | None] = [None]

    def next_round() -> str:
        with dg.DagsterInstance.ephemeral() as instance, warnings.catch_warnings():
            context = dg.build_sensor_context(instance, cursor=cursor[0], sensor_name="inbox")
            answer = sensor.evaluate_tick(context)
        cursor[0] = answer.cursor
        assert len(answer.run_requests) <= 1
        return answer.run_requests[0].run_key if answer.run_requests else "wait"

    next_round.inbox = inbox
    return next_round


def test_a_new_file_waits_a_round_then_starts_one_run_and_no_second(evaluate):
    (evaluate.inbox / "a.csv").write_text("a")
    assert evaluate() == "wait"
    assert evaluate() != "wait"
    assert [evaluate(), evaluate()] == ["wait", "wait"]


def test_a_file_that_is_still_growing_waits_until_it_holds_still(evaluate):
    path = evaluate.inbox / "a.csv"
    path.write_text("a")
    assert evaluate() == "wait"
    path.write_text("a longer text")
    assert evaluate() == "wait"
    assert evaluate() != "wait"


def test_each_change_starts_a_run_of_its_own(evaluate):
    runs = set()
    path = evaluate.inbox / "map" / "a.csv"
    path.parent.mkdir()
    path.write_text("a")
    evaluate()
    runs.add(evaluate())
    os.utime(path, ns=(1, 1))
    assert evaluate() == "wait"
    runs.add(evaluate())
    path.rename(evaluate.inbox / "b.csv")
    assert evaluate() == "wait"
    runs.add(evaluate())
    assert len(runs - {"wait"}) == 3


def test_a_file_that_comes_back_starts_a_run_again(evaluate):
    """Dagster starts no run with a key that it has seen, so the key must differ."""
    path, away = evaluate.inbox / "a.csv", evaluate.inbox / ".weg"
    (evaluate.inbox / "b.csv").write_text("b")
    path.write_text("a")
    evaluate()
    first = evaluate()
    path.rename(away)
    evaluate(), evaluate()
    away.rename(path)
    evaluate()
    assert evaluate() not in ("wait", first)


def test_hidden_files_start_nothing(evaluate):
    (evaluate.inbox / "a.csv").write_text("a")
    evaluate(), evaluate()
    (evaluate.inbox / "~$a.csv").write_text("lock")
    assert evaluate() == "wait"
    assert evaluate() == "wait"


def test_an_empty_inbox_starts_nothing(evaluate):
    assert [evaluate(), evaluate(), evaluate()] == ["wait"] * 3


def test_a_missing_inbox_starts_nothing(evaluate):
    evaluate.inbox.rmdir()
    assert [evaluate(), evaluate()] == ["wait"] * 2


# -- the storage of the screen -----------------------------------------------------------------


def test_a_screen_on_another_storage_says_how_to_see_the_runs_of_the_shell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    storage = tmp_path / "data" / "dagster"
    words = elsewhere(storage, None)
    assert f"DAGSTER_HOME={storage} dagster dev" in words
    assert "\n" not in words
    assert elsewhere(storage, str(tmp_path)) == words
    assert elsewhere(storage, str(storage)) is None
    (tmp_path / "dagster.yaml").touch()  # as in the folder of the program
    assert elsewhere(storage, None) is None
    assert elsewhere(tmp_path / "ander" / "dagster", None)
