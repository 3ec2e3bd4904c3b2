"""Removing what a region keeps longer than its term, each thing after a line in its log."""

from __future__ import annotations

from datetime import date

from assets.basis.removal import Removal, carry_out
from assets.basis.terms import days_before
from assets.region.archive import Whole
from assets.region.retention import outdated_wholes
from pipelines.region.running import home_of, only_run
from pipelines.region.settings import RegionSettings


def proposal(region: RegionSettings, day: date) -> tuple[list[Removal], list[Whole]]:
    """What the term of the region would remove on `day`, and what must wait; nothing without a
    term. Nothing is removed."""
    term = region.settings.regio.bewaren
    if term is None:
        return [], []
    homes = {code: member.home for code, member in region.members.items()}
    return outdated_wholes(home_of(region), homes, days_before(term.termijn, day))


def clear(region: RegionSettings, day: date) -> tuple[list[Removal], list[Whole]]:
    """Remove it while no run of the region is at work. Raises `AnalystError` if one is."""
    with only_run(region):
        removals, waiting = proposal(region, day)
        for removal in removals:
            term = region.settings.regio.bewaren
            carry_out(region.home, removal, term.termijn, term.vastgesteld_in)
    return removals, waiting
