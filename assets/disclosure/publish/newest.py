"""The newest edition of a home: what was proposed, with its verdicts, in the archive. How it is
made belongs in `proposing` and `making`.
"""

from __future__ import annotations

from dataclasses import replace

from assets.basis.home import Home
from assets.disclosure.publish.archive import ArchivedEdition, add_to_archive
from assets.disclosure.publish.issued import remember
from assets.disclosure.publish.proposing import Proposal, propose
from assets.disclosure.publish.solved_parts import write_solved
from assets.disclosure.publish.verdicts import public_verdicts
from assets.warehouse.derived import tables_of
from schemas.configuration import Configuration


def newest_edition(
    home: Home, configuration: Configuration, proposed: Proposal | None = None
) -> ArchivedEdition | None:
    """The edition of the tables of `home`: what was `proposed`, if that still holds.

    A new one is archived, unless it is as known on a reference date. None if no quarter is
    complete. Raises AnalystError as `propose` does.
    """
    if proposed is None or not proposed.holds(home):
        proposed = propose(home, configuration)
    newest = proposed.newest
    if newest is None or (home.issue and not home.as_of):
        return newest
    if newest.edition.verdicts.empty:  # a new edition, or one of an earlier program
        with tables_of(home) as connection:
            verdicts = public_verdicts(connection, newest.edition.figures)
        newest = replace(newest, edition=replace(newest.edition, verdicts=verdicts))
    if home.as_of:
        return newest
    if proposed.is_new:
        add_to_archive(home, newest)
        write_solved(home, proposed.solved)
    else:
        remember(home, newest.order, newest.edition.number)  # a home of an earlier version did not
    return newest
