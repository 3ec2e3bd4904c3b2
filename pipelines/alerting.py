"""Reporting what nobody was there to see: each fact once, by every channel of [melden].

A fact is first put in a queue in the home, then remembered as told, and taken from the queue when a
channel has taken it: a killed run or an absent server loses none, and the next run tries again.
Which facts there are is known in `assets.warehouse.alerts`; sending is for `alert_channels`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.masking import masked
from assets.basis.terms import today
from assets.deliveries.manifests import manifests
from assets.warehouse.alerts import Alert, alerts, late
from assets.warehouse.told import SENT, remember, told_before
from pipelines.alert_channels import Letter, UnreachableError, send
from pipelines.failures import Failure
from pipelines.jobs import ALLES
from pipelines.settings import Settings
from pipelines.waiting_alerts import QUEUE

_SUBJECTS = {
    "run_mislukt": "een run is mislukt",
    "controle_mislukt": "een controle hield het publiceren tegen",
    "levering_vastgehouden": "een levering is vastgehouden",
    "levering_apart_gezet": "een bestand is apart gezet",
    "levering_te_laat": "een levering is te laat",
    "uitgave_klaar": "een uitgave staat klaar",
    "proef": "dit is een proef",
}
_KILLED = {  # what systemd says of a run that did not end by itself
    "oom-kill": "het geheugen was op",
    "timeout": "hij duurde te lang",
    "watchdog": "hij duurde te lang",
    "signal": "hij werd gedood",
    "core-dump": "het programma viel om",
}
_WAIT = 60  # seconds for another process that is sending


def report(settings: Settings, failure: Failure | None = None) -> list[str]:
    """Report what is new in a home after a run. `failure`: of a run that did not end well, after
    which the tables say nothing new. Returns a sentence for whatever could not be sent; raises
    nothing, for no run may fail by its report.
    """
    if failure is None:
        return _report(settings, lambda home: alerts(home, settings.configuration, today()))
    return _report(settings, lambda home: [_of_failure(failure), *_late(home, settings)], False)


def report_killed(settings: Settings) -> list[str]:
    """Report that systemd ended the run after which this is started (`ExecStopPost`): a run that
    was killed could not do so itself. As `report`."""
    why = _KILLED.get(os.environ.get("SERVICE_RESULT", ""))
    return report(settings, Failure(ALLES, f"Het systeem brak hem af: {why}.")) if why else []


def report_late(settings: Settings) -> list[str]:
    """Report the months that did not come, without a run; as `report`."""
    return _report(settings, lambda home: _late(home, settings), False)


def _report(
    settings: Settings, find: Callable[[Home], list[Alert]], finds_all: bool = True
) -> list[str]:
    """Report what is new of the facts that `find` finds. `finds_all`: whether a fact that it does
    not find no longer stands; it is then new when it comes back."""
    if not settings.configuration.melden.channels:
        return []
    home, wanted = Home(settings.home, settings.inbox), settings.configuration.melden.gebeurtenissen
    try:
        with FileLock(home.locks / "melden.lock", timeout=_WAIT):
            known = told_before(home, SENT)
            facts = {fact.key: fact for fact in find(home) if fact.event in wanted}
            _enqueue(settings, [fact for key, fact in facts.items() if key not in known])
            remember(home, SENT, facts if finds_all else known | facts.keys())
            return _send_all(settings)
    except (OSError, Timeout, AnalystError, duckdb.Error) as error:
        return [_sentence(f"het bijhouden van de berichten lukte niet ({type(error).__name__})")]


def send_waiting(settings: Settings) -> list[str]:
    """Send what waits since an earlier run; as `report`."""
    return _report(settings, lambda _: [], False)


def try_out(settings: Settings) -> list[tuple[str, str | None]]:
    """Send a message that says it is a trial: each channel, and why it failed or None."""
    tried: list[tuple[str, str | None]] = []
    for channel in settings.configuration.melden.channels:
        text = "Dit bericht is een proef van veiligheidsbeeld. U hoeft niets te doen."
        try:
            send(channel, settings.configuration.melden, _letter(settings, "proef", text))
            tried.append((channel, None))
        except UnreachableError as error:
            tried.append((channel, str(error)))
    return tried


def _late(home: Home, settings: Settings) -> list[Alert]:
    with suppress(AnalystError):  # a damaged manifest: the next run makes it again
        return list(late(settings.configuration, manifests(home), today()))
    return []


def _of_failure(failure: Failure) -> Alert:
    """The fact of a failure: the same until a run ends well."""
    event = "controle_mislukt" if failure.broke_law else "run_mislukt"
    text = f"De taak {failure.job} is mislukt. {masked(failure.problem)}"
    return Alert(event, text, f"{failure.job} {failure.problem}")


def _enqueue(settings: Settings, new: Iterable[Alert]) -> None:
    channels = list(settings.configuration.melden.channels)
    waiting = _waiting(settings.home)
    for fact in new:
        letter = _letter(settings, fact.event, fact.text)
        waiting.append({"bericht": vars(letter), "kanalen": channels})
    _keep(settings.home, waiting)


def _letter(settings: Settings, event: str, text: str) -> Letter:
    name = settings.configuration.gemeente.naam
    return Letter(name, event, f"Veiligheidsbeeld {name}: {_SUBJECTS[event]}", text)


def _send_all(settings: Settings) -> list[str]:
    """Send what waits, and keep what could not be sent. A channel that failed is left alone for the
    rest: it would be waited for at each message."""
    wanted = settings.configuration.melden
    failed: dict[str, str] = {}
    waiting = _waiting(settings.home)
    for entry in list(waiting):
        for channel in list(entry["kanalen"]):
            if channel in failed:
                continue
            if channel in wanted.channels:  # one that is no longer set up is not waited for
                try:
                    send(channel, wanted, Letter(**entry["bericht"]))
                except UnreachableError as error:
                    failed[channel] = str(error)
                    continue
            entry["kanalen"].remove(channel)
            _keep(settings.home, [each for each in waiting if each["kanalen"]])
    return [_sentence(why) for why in failed.values()]


def _sentence(why: str) -> str:
    return f"Er kon niet alles worden gemeld: {why}. De volgende run probeert het opnieuw."


def _waiting(home: Path) -> list[dict]:
    """The queue; empty if there is none, or it cannot be read."""
    try:
        content = json.loads((home / QUEUE).read_text("utf-8"))
        return [
            {"bericht": vars(Letter(**entry["bericht"])), "kanalen": list(entry["kanalen"])}
            for entry in content
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _keep(home: Path, waiting: list[dict]) -> None:
    path = home / QUEUE
    if not waiting:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(waiting, ensure_ascii=False, indent=1), "utf-8")
