"""Tests of what is removed after its term: only that, only with a term, and each with a line in the
log.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import date, datetime, timedelta

import dagster as dg
import pytest
from pydantic import ValidationError

from assets.basis.terms import today
from assets.basis.version import bring_up_to_date
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import folder_of, manifests, raw_file
from assets.deliveries.retention import outdated_deliveries, was_removed
from assets.deliveries.staging import stage
from assets.factsheets.retention import outdated_sheets
from assets.reference.tables import load_reference
from assets.sources import registry
from assets.warehouse.inputs import gather
from assets.warehouse.loading import load
from pipelines import cli, history, keeping
from pipelines.proposing import proposal_job
from pipelines.resources import work_of, work_resource
from pipelines.running import prepare_dagster
from pipelines.settings import Settings
from schemas import police
from schemas.configuration import Configuration

DAY = date(2026, 11, 26)
DECISION = "besluit 12"


def configured(**terms: str) -> Configuration:
    """Settings with these terms."""
    section = {part: {"termijn": term, "vastgesteld_in": DECISION} for part, term in terms.items()}
    return Configuration.model_validate({"bewaren": section})


@pytest.fixture
def staged(taken_in):
    """The same, staged."""
    settings = Configuration()
    source = registry.source("politie")
    stage(taken_in, source.layouts(settings), source.recipe(taken_in, settings))
    return taken_in


def contents(home) -> dict[str, bytes]:
    """File -> bytes, outside the logbook."""
    return {
        path.relative_to(home.root).as_posix(): path.read_bytes()
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and "logboek" not in path.parts and "locks" not in path.parts
    }


def cleared(home, configuration, instance=None, day=DAY):
    proposed = keeping.proposal(home, configuration, day, instance)
    keeping.clear(home, proposed, day, instance)
    return proposed


def log(home) -> list[dict]:
    """The lines of what was removed."""
    lines = []
    for path in sorted((home.root / "logboek").glob("opschonen-*.jsonl")):
        lines += [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return lines


def test_without_a_term_nothing_is_removed(staged):
    before = contents(staged)
    proposed = cleared(staged, Configuration())
    assert (proposed.terms, proposed.removals) == ({}, ())
    assert contents(staged) == before
    assert log(staged) == []


def test_bytes_that_were_removed_by_hand_are_noted_once_their_term_is_past(staged):
    old, new = manifests(staged)
    raw_file(staged, old).unlink()
    settings = configured(leveringen="1 maand")
    assert len(cleared(staged, settings, day=date(2020, 3, 10)).removals) == 1
    assert was_removed(staged, old)
    assert not was_removed(staged, new)
    assert cleared(staged, settings, day=date(2020, 3, 10)).removals == ()


def test_bytes_go_after_their_term_and_all_else_stays(staged):
    before = contents(staged)
    old, new = manifests(staged)
    proposed = cleared(staged, configured(leveringen="1 maand"), day=date(2020, 3, 10))
    assert [removal.name for removal in proposed.removals] == [old.levering_id]
    assert raw_file(staged, old) is None
    assert was_removed(staged, old)
    assert raw_file(staged, new) is not None
    assert not was_removed(staged, new)
    after = contents(staged)
    gone = f"archive/politie/{old.sha256}/{old.bestandsnaam}"
    note = f"archive/politie/{old.sha256}/verwijderd.json"
    assert before.keys() - after.keys() == {gone}
    assert after.keys() - before.keys() == {note}
    assert all(after[name] == before[name] for name in before if name != gone)


def test_the_log_says_what_went_when_and_under_which_term(staged):
    old, _ = manifests(staged)
    size = raw_file(staged, old).stat().st_size
    cleared(staged, configured(leveringen="1 maand"), day=date(2020, 3, 10))
    (line,) = log(staged)
    assert datetime.fromisoformat(line.pop("wanneer")).date() == today()
    assert line.pop("wie")
    assert line.pop("gegevensmap")
    assert line == {
        "soort": "leveringen",
        "wat": old.levering_id,
        "vanaf": "2020-02-05",
        "bytes": size,
        "termijn": "1 maand",
        "vastgesteld_in": DECISION,
    }


def test_a_second_time_removes_nothing_more(staged):
    configuration = configured(leveringen="1 maand")
    cleared(staged, configuration)
    before = contents(staged)
    assert cleared(staged, configuration).removals == ()
    assert contents(staged) == before


def test_the_last_day_of_a_term_is_kept(staged):
    old, _ = manifests(staged)
    for day, due in ((date(2020, 3, 4), False), (date(2020, 3, 5), True)):
        proposed = keeping.proposal(staged, configured(leveringen="1 maand"), day, None)
        assert (old.levering_id in {removal.name for removal in proposed.removals}) is due


def test_bytes_that_are_all_there_is_of_their_rows_stay(taken_in):
    """The rows were not made, or not by this program: without the bytes they could never be."""
    proposed = cleared(taken_in, configured(leveringen="1 dag"))
    assert proposed.removals == ()
    assert set(proposed.waiting) == {m.levering_id for m in manifests(taken_in)}
    assert all(raw_file(taken_in, manifest) for manifest in manifests(taken_in))


def test_rows_of_other_settings_are_not_enough(staged):
    other = configured(leveringen="1 dag").model_copy(
        update={
            "politie": Configuration.model_validate({"politie": {"datumformaten": ["%Y"]}}).politie
        }
    )
    assert keeping.proposal(staged, other, DAY, None).removals == ()


def test_removed_bytes_are_not_taken_in_again_and_their_rows_still_count(staged, configuration):
    cleared(staged, configured(leveringen="1 dag"))
    intake = take_in(staged, (police.LAYOUT,), 0.25, now=datetime(2026, 11, 26))
    assert (intake.new, intake.known) == ((), 2), "the copies in the inbox are known"
    source = registry.source("politie")
    done = stage(staged, source.layouts(configuration), source.recipe(staged, configuration))
    assert (done.made, done.total) == ((), 2)
    assert len(gather(staged, configuration, load_reference(configuration)).staged["politie"]) == 2


def test_rows_of_an_earlier_program_can_be_read_without_their_bytes(staged, configuration):
    """A column that a later program adds is null where it can no longer be made."""
    import duckdb
    import pandas as pd

    cleared(staged, configured(leveringen="1 dag"))
    paths = sorted(staged.staged("politie").iterdir())
    for part in (paths[:1], paths):
        for path in part:
            rows = pd.read_parquet(path)
            rows.drop(columns="poging", errors="ignore").to_parquet(path, index=False)
        with duckdb.connect() as connection:
            load(connection, gather(staged, configuration, load_reference(configuration)))
            unknown, every = connection.execute(
                "select count(*) filter (poging is null), count(*) from staged_politie"
            ).fetchone()
        assert (unknown, every) == (3 * len(part), 6)


def test_a_removal_that_failed_is_done_the_next_time(staged, monkeypatch):
    """The note is there before the bytes go, and the line before both."""

    def broken(*_: object, **__: object) -> None:
        raise OSError("schijf")

    configuration = configured(leveringen="1 dag")
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", broken)
        with pytest.raises(OSError, match="schijf"):
            cleared(staged, configuration)
    assert len(log(staged)) == 1
    assert all(raw_file(staged, manifest) for manifest in manifests(staged))
    cleared(staged, configuration)
    assert not any(raw_file(staged, manifest) for manifest in manifests(staged))


def test_only_the_bytes_of_a_delivery_go(staged):
    folders = [folder_of(staged, manifest) for manifest in manifests(staged)]
    removals, _ = outdated_deliveries(staged, DAY, lambda manifest: True)
    for removal in removals:
        removal.remove()
        removal.remove()  # a second time does nothing
    for folder in folders:
        assert {path.name for path in folder.iterdir()} == {"manifest.json", "verwijderd.json"}


def test_sheets_go_after_their_period_but_the_newest_stays(home):
    folders = [
        "factsheets/driehoek/2019-01--2019-02",
        "factsheets/driehoek/2020-05--2020-06",
        "factsheets/raad/2019-H1",
        "publish/peildatum=2019-03-01/factsheets/driehoek/2019-01--2019-02",
        "publish/peildatum=2019-03-01/factsheets/raad/2018-H2",
        "tables/uitgave=2019-01--2019-02",
        "tables/uitgave=2019-H1",
        "tables/peildatum=2019-03-01/uitgave=2019-01--2019-02",
    ]
    for folder in folders:
        path = home.root / folder / "iets.bin"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x" * 10)
    assert outdated_sheets(home, date(2019, 2, 27)) == []
    proposed = cleared(home, configured(factsheets="1 jaar"))
    assert {removal.name for removal in proposed.removals} == {
        folder for folder in folders if "2019-01--2019-02" in folder
    }
    assert {removal.size for removal in proposed.removals} == {10}
    left = {folder for folder in folders if (home.root / folder).exists()}
    assert left == {folder for folder in folders if "2019-01--2019-02" not in folder}


@pytest.fixture
def with_runs(home):
    """A home with two runs in Dagster's storage, of which the first is a year old."""
    settings = Settings(home.root, home.inbox, None, Configuration())
    folder, _ = prepare_dagster(home.root)
    assert home.archive.is_dir()
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        runs = [
            dg.Definitions(
                jobs=[proposal_job],
                resources={"werk": work_resource(lambda: work_of(settings))},
            )
            .resolve_job_def("opschonen_voorstel")
            .execute_in_process(instance=instance)
            .run_id
            for _ in range(2)
        ]
        old = (datetime.now() - timedelta(days=400)).isoformat(sep=" ")
        with sqlite3.connect(folder / "history" / "runs.db") as connection:
            connection.execute(
                "update runs set create_timestamp = ? where run_id = ?", (old, runs[0])
            )
        connection.close()
        yield home, instance, runs


def test_runs_go_with_their_events_and_logs(with_runs):
    home, instance, (old, new) = with_runs
    assert any(old.encode() in content for content in contents(home).values())
    proposed = cleared(home, configured(runs="1 jaar"), instance, today())
    assert [removal.name for removal in proposed.removals] == [old]
    assert [record.dagster_run.run_id for record in instance.get_run_records()] == [new]
    assert instance.all_logs(new)
    left = {
        name for name, content in contents(home).items() if old.encode() in content or old in name
    }
    assert left == set()


def test_the_ticks_of_a_schedule_go_too(with_runs, monkeypatch):
    _, instance, _ = with_runs
    purged = []
    state = type("State", (), {"instigator_origin_id": "a", "selector_id": "b"})()
    monkeypatch.setattr(instance, "all_instigator_state", lambda: [state])
    monkeypatch.setattr(instance, "purge_ticks", lambda *given: purged.append(given))
    history.forget_ticks(instance, date(2026, 1, 1))
    ((origin, selector, before),) = purged
    assert (origin, selector) == ("a", "b")
    assert datetime.fromtimestamp(before).date() in {date(2026, 1, 1), date(2026, 1, 2)}


def test_the_job_reports_what_would_go_and_removes_nothing(staged):
    settings = Settings(staged.root, staged.inbox, None, configured(leveringen="1 dag"))
    bring_up_to_date(staged.root)  # as any run did before
    before = contents(staged)
    result = (
        dg.Definitions(
            jobs=[proposal_job], resources={"werk": work_resource(lambda: work_of(settings))}
        )
        .resolve_job_def("opschonen_voorstel")
        .execute_in_process()
    )
    (output,) = result.filter_events(lambda event: event.is_successful_output)
    text = output.step_output_data.metadata["voorstel"].value
    assert f"geleverde bestanden na 1 dag ({DECISION}): 2 zouden weggaan" in text
    assert contents(staged) == before
    assert log(staged) == []


def commanded(home, monkeypatch, capsys, *arguments: str, **terms: str) -> str:
    """What the command shows."""
    lines = ["[bewaren]"]
    lines += [
        f'{part} = {{ termijn = "{term}", vastgesteld_in = "{DECISION}" }}'
        for part, term in terms.items()
    ]
    config = home.root / "instellingen.toml"
    config.write_text("\n".join(lines), "utf-8")
    given = ["opschonen", "--home", str(home.root), "--config", str(config), *arguments]
    monkeypatch.setattr(sys, "argv", ["veiligheidsbeeld", *given])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    return " ".join(capsys.readouterr().out.split())


def test_the_command_shows_first_and_removes_then(staged, monkeypatch, capsys):
    text = commanded(staged, monkeypatch, capsys)
    assert "Er is nog geen termijn vastgesteld: er wordt niets verwijderd." in text
    assert "onder [bewaren]." in text
    trial = commanded(staged, monkeypatch, capsys, "--proef", leveringen="30 dagen")
    assert f"Geleverde bestanden na 30 dagen ({DECISION}): 2 zouden weggaan" in trial
    assert manifests(staged)[0].levering_id in trial
    assert "Er is niets verwijderd." in trial
    assert all(raw_file(staged, manifest) for manifest in manifests(staged))
    done = commanded(staged, monkeypatch, capsys, leveringen="30 dagen")
    assert "2 verwijderd" in done
    assert not any(raw_file(staged, manifest) for manifest in manifests(staged))


def test_the_command_says_which_bytes_must_wait(taken_in, monkeypatch, capsys):
    text = commanded(taken_in, monkeypatch, capsys, leveringen="30 dagen")
    assert "0 verwijderd" in text
    assert "Blijft nog: 2 geleverde bestanden" in text


@pytest.mark.parametrize("term", ["0 dagen", "30", "dagen", "1 week", "1,5 jaar"])
def test_a_term_is_a_number_of_days_months_or_years(term):
    with pytest.raises(ValidationError, match="30 dagen"):
        configured(leveringen=term)


def test_a_term_says_where_it_was_laid_down():
    with pytest.raises(ValidationError):
        Configuration.model_validate({"bewaren": {"runs": {"termijn": "1 jaar"}}})


def test_what_is_left_is_for_the_owner_alone(staged):
    cleared(staged, configured(leveringen="1 dag"))
    left = [path for path in staged.archive.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in left} == {0o600}
