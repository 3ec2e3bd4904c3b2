"""Why a run failed, read from its events: the same for a run of the shell and one of Dagster.

What the screen adds (what was published by then) is for `pipelines.cli.job`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import dagster as dg

from assets.basis.trouble import text_in_words

_OURS = {"AnalystError", "UnreadableError", "BrokenLawError"}
_INTERRUPTED = {"DagsterExecutionInterruptedError", "KeyboardInterrupt"}
_UNKNOWN = "De run is mislukt; het Dagster-scherm (veiligheidsbeeld ui) toont waar."


@dataclass(frozen=True)
class Failure:
    """Why a run of a job failed, in the analyst's words. `broke_law`: whether a check that must
    hold stopped it. `interrupted`: whether the user did."""

    job: str
    problem: str
    broke_law: bool = False
    interrupted: bool = False


def failure_of(job: str, events: Iterable[dg.DagsterEvent]) -> Failure:
    """Why the first failed step of a run failed."""
    steps = [event for event in events if event.is_step_failure]
    is_interrupted = any(event.step_failure_data.error.cls_name in _INTERRUPTED for event in steps)
    if not steps:
        return Failure(job, _UNKNOWN)
    error = steps[0].step_failure_data.error
    while error.cause is not None:
        error = error.cause
    return Failure(
        job,
        _problem(steps[0].step_key, error.cls_name, error.message),
        error.cls_name == "BrokenLawError",
        is_interrupted,
    )


def _problem(step: str, kind: str | None, message: str) -> str:
    if kind in _OURS:
        return message.split(": ", 1)[1].strip()
    if words := text_in_words(message):
        return f"Bij stap {step} ging iets mis. {words}"
    return f"Onverwachte fout in stap {step} ({kind}). Meld dit aan de beheerder."
