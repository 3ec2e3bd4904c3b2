"""What nobody was there to see is reported: each fact once, whatever the servers do."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from post_office import PASSWORD, USER, MailServer, Webhook, certificate, serving
from pydantic import ValidationError

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.manifests import Manifest
from assets.warehouse.alerts import Alert, alerts, late
from pipelines import alerting
from pipelines.cli import alerts as commands
from pipelines.failures import Failure
from pipelines.settings import Settings
from pipelines.waiting_alerts import QUEUE, has_waiting
from schemas.configuration import Configuration
from schemas.configuration.melden import EVENTS

HELD = Alert("levering_vastgehouden", "De levering «mei.csv» is vastgehouden.", "politie-1")
READY = Alert("uitgave_klaar", "De uitgave 2020-Q2 staat klaar.", "openbaar 2020-Q2")
FAILED = Failure("alles", "De schijf is vol.")
SENDER = {"van": "vb@voorbeeld.nl", "aan": ["team@voorbeeld.nl"]}


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server that answers."""
    with serving(MailServer()) as server:
        yield server


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """A webhook that answers."""
    monkeypatch.setenv("no_proxy", "*")
    with serving(Webhook()) as server:
        yield server


@pytest.fixture
def settings_of(home: Home) -> Callable[..., Settings]:
    """`settings_of(mail, hook, ...)` -> settings that report to these servers."""

    def make(mail: MailServer | None, hook: Webhook | None = None, **more: object) -> Settings:
        section: dict[str, object] = dict(more)
        if mail:
            section |= SENDER | {"server": "127.0.0.1", "poort": mail.port, "beveiliging": "geen"}
        if hook:
            section |= {"webhook": hook.address}
        configuration = Configuration.model_validate({"melden": section | more})
        return Settings(home.root, home.inbox, None, configuration)

    return make


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> list[Alert]:
    """The facts that the home has, for a test to change."""
    facts: list[Alert] = []
    monkeypatch.setattr(alerting, "alerts", lambda *_: list(facts))
    monkeypatch.setattr(alerting, "_late", lambda *_: [])
    return facts


def test_each_fact_is_one_message_by_each_channel_and_is_told_once(
    settings_of: Callable[..., Settings], mail: MailServer, hook: Webhook, standing: list[Alert]
) -> None:
    settings = settings_of(mail, hook)
    standing += [HELD, READY]
    for _ in range(3):
        assert alerting.report(settings) == []
    first, second = mail.letters
    assert first["Subject"] == "Veiligheidsbeeld Maastricht: een levering is vastgehouden"
    assert (first["From"], first["To"]) == ("vb@voorbeeld.nl", "team@voorbeeld.nl")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content().strip() == HELD.text
    assert second.get_content().strip() == READY.text
    assert [post["gebeurtenis"] for post in hook.posts] == [HELD.event, READY.event]
    assert hook.posts[0] == {
        "text": f"{first['Subject']}\n{HELD.text}",
        "gemeente": "Maastricht",
        "gebeurtenis": HELD.event,
        "onderwerp": first["Subject"],
        "tekst": HELD.text,
    }
    standing.clear()
    alerting.report(settings)
    standing.append(HELD)
    alerting.report(settings)
    assert len(mail.letters) == 3, "what was over and comes back is new"


def test_a_server_that_is_away_fails_nothing_and_gets_it_later(
    settings_of: Callable[..., Settings], standing: list[Alert]
) -> None:
    standing.append(HELD)
    with serving(MailServer()) as server:
        settings = settings_of(server)
    [trouble] = alerting.report(settings)
    assert "de mailserver is niet te bereiken" in trouble
    assert "127.0.0.1" not in trouble
    assert has_waiting(settings.home)
    assert (settings.home / QUEUE).stat().st_mode & 0o777 == 0o600
    standing.clear()  # even what is over by then was a fact
    with serving(MailServer()) as server:
        settings = settings_of(server)
        assert alerting.send_waiting(settings) == []
        assert alerting.send_waiting(settings) == []
        assert [letter.get_content().strip() for letter in server.letters] == [HELD.text]
    assert not has_waiting(settings.home)


def test_a_channel_that_took_a_message_does_not_get_it_again(
    settings_of: Callable[..., Settings], mail: MailServer, hook: Webhook, standing: list[Alert]
) -> None:
    standing.append(HELD)
    hook.status = 500
    settings = settings_of(mail, hook)
    [trouble] = alerting.report(settings)
    assert "webhook" in trouble
    hook.status = 200
    assert alerting.report(settings) == []
    assert len(mail.letters) == 1
    assert [post["tekst"] for post in hook.posts] == [HELD.text] * 2


def test_a_failure_is_told_once_until_a_run_ends_well(
    settings_of: Callable[..., Settings], mail: MailServer, standing: list[Alert]
) -> None:
    settings = settings_of(mail)
    standing.append(HELD)
    alerting.report(settings)
    for failure in (FAILED, FAILED, Failure("alles", "Een wet is geschonden.", True), FAILED):
        alerting.report(settings, failure)
    alerting.report_late(settings)
    assert mail.texts[1:] == [
        "Veiligheidsbeeld Maastricht: een run is mislukt\nDe taak alles is mislukt. De schijf is "
        "vol.",
        "Veiligheidsbeeld Maastricht: een controle hield het publiceren tegen\nDe taak alles is "
        "mislukt. Een wet is geschonden.",
    ]
    alerting.report(settings)
    assert len(mail.letters) == 3, "what stood before the failure is not told again"
    alerting.report(settings, FAILED)
    assert len(mail.letters) == 4


def test_a_message_has_no_value_of_a_person(
    settings_of: Callable[..., Settings], mail: MailServer, standing: list[Alert]
) -> None:
    alerting.report(settings_of(mail), Failure("alles", "«jan@voorbeeld.nl.csv» is er niet."))
    [text] = mail.texts
    assert "jan@" not in text
    assert "(persoonsgegeven)" in text


def test_only_the_events_that_are_wanted_are_told(
    settings_of: Callable[..., Settings], mail: MailServer, standing: list[Alert]
) -> None:
    standing += [HELD, READY]
    alerting.report(settings_of(mail, gebeurtenissen=["uitgave_klaar"]))
    assert [letter.get_content().strip() for letter in mail.letters] == [READY.text]
    alerting.report(settings_of(mail))
    assert len(mail.letters) == 2, "what is wanted later is new then"


def test_every_event_has_a_subject() -> None:
    assert set(EVENTS) < set(alerting._SUBJECTS)


def test_without_a_channel_nothing_is_done(
    settings_of: Callable[..., Settings], standing: list[Alert], home: Home
) -> None:
    standing.append(HELD)
    settings = settings_of(None)
    assert alerting.report(settings) == []
    assert not (home.root / "controle").exists()


def test_a_home_that_cannot_be_written_fails_no_run(
    settings_of: Callable[..., Settings],
    mail: MailServer,
    standing: list[Alert],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    standing.append(HELD)
    monkeypatch.setattr(alerting, "replacing", full)
    [trouble] = alerting.report(settings_of(mail))
    assert "OSError" in trouble
    assert mail.letters == []


def test_a_damaged_queue_is_no_obstacle(
    settings_of: Callable[..., Settings], mail: MailServer, standing: list[Alert]
) -> None:
    settings = settings_of(mail)
    standing.append(HELD)
    for content in ("", "[1]", '[{"bericht": {"a": 1}, "kanalen": []}]'):
        (settings.home / QUEUE).parent.mkdir(exist_ok=True)
        (settings.home / QUEUE).write_text(content)
        assert alerting.report(settings) == []
    assert len(mail.letters) == 1


def test_mail_goes_encrypted_and_with_a_password_of_the_environment(
    settings_of: Callable[..., Settings],
    standing: list[Alert],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pem = certificate(tmp_path)
    if pem is None:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("VB_GEBRUIKER", USER)
    monkeypatch.setenv("VB_WACHTWOORD", PASSWORD)
    secure = {"gebruiker": "VB_GEBRUIKER", "wachtwoord": "VB_WACHTWOORD"}
    secure |= {"server": "localhost", "beveiliging": "starttls"}
    standing.append(HELD)
    with serving(MailServer(context)) as server:
        settings = settings_of(server, **secure)
        assert alerting.report(settings) == []
        assert server.encrypted == 1
        assert len(server.letters) == 1
        monkeypatch.setenv("VB_WACHTWOORD", "een ander")
        [(channel, fault)] = alerting.try_out(settings)
        assert (channel, fault) == (
            "e-mail",
            "de mailserver weigert de gebruiker of het wachtwoord",
        )
        monkeypatch.delenv("VB_WACHTWOORD")
        [(_, fault)] = alerting.try_out(settings)
        assert fault == "de omgevingsvariabele VB_WACHTWOORD van [melden] is leeg"
        monkeypatch.delenv("SSL_CERT_FILE")  # then nobody vouches for the server
        [(_, fault)] = alerting.try_out(settings)
        assert "SSLCertVerificationError" in fault
        assert len(server.letters) == 1


def test_a_secret_webhook_is_named_by_its_variable(
    settings_of: Callable[..., Settings], hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VB_HAAK", hook.address)
    assert alerting.try_out(settings_of(None, webhook="VB_HAAK")) == [("webhook", None)]
    assert "een proef" in hook.posts[0]["text"]


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ({"server": "smtp.voorbeeld.nl"}, "van en aan"),
        (SENDER | {"server": "s", "gebruiker": "A"}, "horen bij elkaar"),
        (
            SENDER | {"server": "s", "gebruiker": "A", "wachtwoord": "B", "beveiliging": "geen"},
            "onversleutelde",
        ),
        (SENDER | {"server": "s", "wachtwoord": "geheim!"}, "omgevingsvariabele"),
        (SENDER | {"server": "s", "aan": "team"}, "naam@gemeente.nl"),
        (SENDER | {"server": "s", "aan": "a@b.nl\r\nBcc: c@d.nl"}, "naam@gemeente.nl"),
        ({"webhook": "file:///etc/passwd"}, "https://"),
        ({"gebeurtenissen": ["brand"]}, "run_mislukt"),
    ],
)
def test_settings_that_cannot_work_are_refused(section: dict[str, object], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        Configuration.model_validate({"melden": section})


def test_a_late_month_is_one_fact_whatever_comes_before_it(
    make_manifest: Callable[..., Manifest], configuration: Configuration
) -> None:
    def on(day: date, *months: str) -> list[Alert]:
        return list(late(configuration, [make_manifest("politie", maanden=months)], day))

    assert on(date(2020, 7, 15), "2020-05") == []
    [first] = on(date(2020, 7, 16), "2020-04")
    [again] = on(date(2020, 8, 15), "2020-04", "2020-05")
    [next_month] = on(date(2020, 8, 16), "2020-05")
    assert first.text == (
        "Politie: juni 2020 is nog niet geleverd en had er op 15 juli 2020 moeten zijn."
    )
    assert first.key == again.key != next_month.key


def test_the_newest_edition_and_issues_stand_ready(
    home: Home, configuration: Configuration
) -> None:
    def ready() -> list[str]:
        facts = alerts(home, configuration, date(2020, 7, 1))
        return [fact.text for fact in facts if fact.event == "uitgave_klaar"]

    with duckdb.connect() as tables:
        for name, columns in {
            "leveringen": "'a' as levering_id, 'b' as bestandsnaam, 'telt' as status",
            "openbare_uitgaven": "unnest(['2020-Q1', '2020-Q2']) as uitgave",
        }.items():
            path = home.tables / f"{name}.parquet"
            tables.execute(f"copy (select {columns}) to '{path}' (format parquet)")
    edition = "De uitgave 2020-Q2 van de openbare cijfers en hun site staat klaar om te bekijken."
    assert ready() == [edition]
    for issue in ("2020-03--2020-04", "2020-05--2020-06"):
        home.product("factsheets", "driehoek", issue)
    assert ready()[1:] == [
        "De factsheet van de Driehoek over 2020-05--2020-06 staat klaar om te bekijken."
    ]


def test_the_command_tries_and_says_what_is_missing(
    settings_of: Callable[..., Settings],
    mail: MailServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [settings_of(None)]
    monkeypatch.setattr("pipelines.settings.load_settings", lambda *_: given[-1])
    with pytest.raises(AnalystError, match="Er is nog geen weg om te melden"):
        commands.melden(proef=True)
    given.append(settings_of(mail))
    commands.melden(proef=True)
    assert "e-mail: verstuurd" in capsys.readouterr().out
    assert len(mail.letters) == 1


def test_a_run_that_the_system_killed_is_told_after_it(
    settings_of: Callable[..., Settings],
    mail: MailServer,
    standing: list[Alert],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = settings_of(mail)
    for result in ("", "success", "exit-code"):  # a run that failed by itself told so itself
        monkeypatch.setenv("SERVICE_RESULT", result)
        assert alerting.report_killed(settings) == []
    assert mail.letters == []
    monkeypatch.setenv("SERVICE_RESULT", "oom-kill")
    alerting.report_killed(settings)
    [text] = mail.texts
    assert "De taak alles is mislukt. Het systeem brak hem af: het geheugen was op." in text
