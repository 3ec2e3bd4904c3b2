"""A whole run of one home, whoever starts it: what must be there before it, and the note that it
leaves for the next one. How it is shown is up to the command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.basis.errors import AnalystError
from assets.basis.report import Line, Postponed, Published
from pipelines.unchanged import Surroundings, note_of, remember

if TYPE_CHECKING:  # what must be there is asked before anything heavy is loaded
    from pipelines.running import Outcome
    from pipelines.settings import Settings

_OF_DELIVERIES = "leveringen.parquet"  # every table has the mark of what it was made from


def require_all(settings: Settings, inbox: str) -> None:
    """Raise `AnalystError` with all that is missing, so that it takes one run to know it all.
    `inbox`: what the user calls the inbox."""
    from assets.reference.files import missing

    told = missing(settings.configuration)
    if not settings.inbox.is_dir():
        told.append(
            f"De inbox «{inbox}» is er niet. Maak de map en zet er de leveringen in, of wijs een "
            "andere aan met --inbox."
        )
    if told:
        lines = told if len(told) == 1 else ["Er ontbreekt nog wat:", *(f"- {t}" for t in told)]
        raise AnalystError("\n".join(lines))


def leave_note(
    settings: Settings, given: Surroundings, outcome: Outcome, again: Sequence[Line]
) -> None:
    """Note what the next run may leave out, if this one left nothing to do: no file that was still
    arriving, and nothing that came while it ran."""
    from assets.basis.terms import today
    from assets.deliveries.archive import Intake
    from assets.deliveries.manifests import manifests
    from assets.reference.tables import load_reference
    from assets.warehouse.build import mark_of
    from assets.warehouse.inputs import gather
    from assets.warehouse.notices import told_until

    intake = outcome.report.last(Intake)
    if intake is None or not intake.is_settled or outcome.report.every(Postponed):
        return
    home, configuration = outcome.home, settings.configuration
    until = told_until(configuration, manifests(home), today())
    note = note_of(settings, given, again, outcome.report.every(Published), until)
    # Looked at after the files were: what came in between is not in the tables.
    inputs = gather(home, configuration, load_reference(configuration))
    if inputs.mark == mark_of(home.tables / _OF_DELIVERIES):
        remember(home, note)
