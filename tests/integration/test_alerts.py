"""What is reported of whole nights: a held delivery, a month that does not come, a failed run, in
the shell and by the sensors of Dagster."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest
from command import Finished, models_only, tables_only
from planting import rows_of, write_csv
from post_office import MailServer, serving

from assets.basis.errors import BrokenLawError
from pipelines.definitions import build_defs
from pipelines.running import prepare_dagster
from pipelines.settings import load_settings
from pipelines.unchanged import NothingNew

Night = Callable[..., Finished]


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server of this machine."""
    with serving(MailServer()) as server:
        yield server


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """`on_day(date)`: what the program thinks the day is."""

    def set_day(day: date) -> None:
        for module in ("assets.warehouse.assets", "pipelines.alerting", "pipelines.unchanged"):
            monkeypatch.setattr(f"{module}.today", lambda: day)
        monkeypatch.setattr("assets.basis.terms.today", lambda: day)

    return set_day


@pytest.fixture
def inbox(two_months: Path, tmp_path: Path) -> Path:
    """Both months, for a test to add to."""
    return Path(shutil.copytree(two_months, tmp_path / "inbox"))


@pytest.fixture
def config(tmp_path: Path, mail: MailServer) -> Path:
    """Settings that report to the mail server."""
    path = tmp_path / "veiligheidsbeeld.toml"
    path.write_text(
        f"""
[gemeente]
eerste_maand = "2018-01"
[melden]
server = "127.0.0.1"
poort = {mail.port}
beveiliging = "geen"
van = "vb@voorbeeld.nl"
aan = "team@voorbeeld.nl"
"""
    )
    return path


@pytest.fixture
def night(tmp_path: Path, inbox: Path, config: Path) -> Night:
    """`night()`: the run of a night; `publishes`: as far as the publication, whatever is tried."""

    def run(publishes: bool = False) -> Finished:
        given = ("run", "--home", tmp_path / "data", "--inbox", inbox, "--config", config)
        return tables_only(*given) if publishes else models_only(*given)

    return run


def tick(
    repository: dg.RepositoryDefinition, name: str, instance: dg.DagsterInstance, cursor: str | None
) -> str | None:
    """Let a sensor look once, from a cursor; the next cursor."""
    with dg.build_sensor_context(instance, cursor=cursor, sensor_name=name) as context:
        return repository.get_sensor_def(name).evaluate_tick(context).cursor


def test_each_night_tells_what_is_new_and_nothing_twice(
    night: Night, inbox: Path, mail: MailServer, on_day: Callable[[date], None]
) -> None:
    on_day(date(2018, 4, 10))
    assert night().code == 0
    assert mail.letters == [], "the months that should be there, are"

    # The police deliver a month again, of which most is missing.
    police = next(path for path in inbox.rglob("*.csv") if "Pleegstraatnaam" in path.read_text())
    write_csv(inbox / "2018-04-09" / "opnieuw.csv", rows_of(police)[:11])
    for _ in range(2):
        assert night().code == 0
    [text] = mail.texts
    assert text.startswith("Veiligheidsbeeld Maastricht: een levering is vastgehouden\n")
    assert "(politie-" in text
    assert "opnieuw" not in text, "a name is shown as everywhere"
    assert "veiligheidsbeeld status --let-op" in text
    street = rows_of(police)[1][rows_of(police)[0].index("Pleegstraatnaam")]
    assert street not in text

    on_day(date(2018, 4, 16))  # March did not come
    for _ in range(2):
        assert night().code == 0
    late = sorted(mail.texts[1:])
    assert len(late) == 2, "of each source one"
    for source, message in zip(("MeldDesk", "Politie"), late, strict=True):
        assert message.splitlines() == [
            "Veiligheidsbeeld Maastricht: een levering is te laat",
            f"{source}: maart 2018 is nog niet geleverd en had er op 15 april 2018 moeten zijn.",
        ]


def test_a_night_without_its_inbox_or_with_a_broken_law_is_one_message_each(
    night: Night,
    inbox: Path,
    mail: MailServer,
    on_day: Callable[[date], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_day(date(2018, 4, 10))
    aside = inbox.rename(inbox.with_name("weg"))
    for _ in range(2):
        assert night().code == 1
    [text] = mail.texts
    assert text.startswith("Veiligheidsbeeld Maastricht: een run is mislukt\n")
    assert "De inbox" in text
    aside.rename(inbox)

    def broken(_: object) -> None:
        raise BrokenLawError("intern.duckdb is niet vernieuwd: een wet is geschonden.")

    with monkeypatch.context() as patch:
        patch.setattr("assets.warehouse.assets._stop_where_blocked", broken)
        for _ in range(2):
            ended = night(publishes=True)
            assert ended.code == 1
            told = " ".join(ended.err.split())
            assert "een wet is geschonden. Er is niets gepubliceerd" in told
    assert mail.texts[1:] == [
        "Veiligheidsbeeld Maastricht: een controle hield het publiceren tegen\n"
        "De taak alles is mislukt. intern.duckdb is niet vernieuwd: een wet is geschonden."
    ]
    assert night().code == 0
    assert len(mail.letters) == 2


def test_a_run_does_not_fail_by_a_server_that_is_away_and_the_next_one_tells(
    night: Night,
    config: Path,
    mail: MailServer,
    on_day: Callable[[date], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also if the next one has nothing to do."""
    on_day(date(2018, 4, 16))
    text = config.read_text()
    config.write_text(text.replace(f"poort = {mail.port}", "poort = 9"))
    ended = night()
    assert ended.code == 0, ended.err
    assert "Er kon niet alles worden gemeld" in ended.err
    config.write_text(text)
    monkeypatch.setattr("pipelines.cli.run.nothing_new", lambda *_: NothingNew((), ()))
    for _ in range(2):
        assert night().code == 0
    assert len(mail.letters) == 2


def test_the_sensors_report_a_run_of_the_shell_that_was_not_reported(
    tmp_path: Path, inbox: Path, config: Path, mail: MailServer
) -> None:
    """The sensors see a failed run that has no origin in a code location, tell it, and tell it
    once."""
    settings = load_settings(tmp_path / "data", inbox, config)
    folder, _ = prepare_dagster(settings.home)
    definitions = build_defs(settings)
    repository = definitions.get_repository_def()
    inbox.rename(inbox.with_name("weg"))
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        cursors = {
            name: tick(repository, name, instance, None)
            for name in ("melden_mislukt", "melden_gelukt")
        }
        result = definitions.resolve_job_def("alles").execute_in_process(
            instance=instance, raise_on_error=False
        )
        assert not result.success
        for _ in range(2):
            for name, cursor in cursors.items():
                cursors[name] = tick(repository, name, instance, cursor)
    [text] = mail.texts
    assert text.startswith("Veiligheidsbeeld Maastricht: een run is mislukt\nDe taak alles")
