"""The next edition, worked out from the tables of a home. It is asked beside the run, while the run
interprets the figures, so it writes nothing: what becomes of it is decided in `newest`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assets.basis import terms
from assets.basis.home import Home
from assets.disclosure.plan.candidates import Candidates, read_candidates
from assets.disclosure.plan.rules import Rules
from assets.disclosure.publish.archive import ArchivedEdition, read_archive
from assets.disclosure.publish.making import make_edition
from assets.disclosure.publish.solved_parts import read_solved
from assets.disclosure.solve.solved import Answer
from assets.reference.tables import load_reference
from assets.warehouse.build import mark_of
from assets.warehouse.derived import tables_of
from assets.warehouse.inputs import gather
from schemas.configuration import Configuration


@dataclass(frozen=True)
class Proposal:
    """The edition of the tables of a home.

    `newest`: a new one, or the last if nothing has changed; None if no quarter is complete.
    `is_new`: whether it is not in the archive yet. `solved`: the answers of the solver that it
    used. `made_of`: the tables and the archive that it was made of.
    """

    newest: ArchivedEdition | None
    is_new: bool
    solved: dict[str, Answer]
    made_of: tuple[str | None, ...]

    def holds(self, home: Home) -> bool:
        """Whether the tables and the archive of `home` are still those that it was made of: another
        run may have made others meanwhile."""
        return self.made_of == _made_of(home)


def propose(home: Home, configuration: Configuration) -> Proposal:
    """The edition of the tables of `home` as they are now.

    For an earlier issue of a sheet it is the last one that was published: that is what its readers
    can know. Raises AnalystError as `read_archive` and `make_edition` do.
    """
    made_of = _made_of(home)
    if home.issue and not home.as_of:
        published_before = read_archive(home)
        return Proposal(published_before[-1] if published_before else None, False, {}, made_of)
    candidates = _candidates(home, configuration)
    if candidates is None:
        return Proposal(None, False, {}, made_of)
    inputs = gather(home, configuration, load_reference(configuration))
    known_until = date.fromisoformat(inputs.known_until)
    today = known_until if home.as_of else terms.today()
    earlier, solved = read_archive(home), read_solved(home)
    settings, municipality = configuration.openbaar, configuration.gemeente
    newest = make_edition(candidates, earlier, settings, municipality, known_until, today, solved)
    is_last = bool(earlier) and newest is earlier[-1]
    return Proposal(newest, not is_last, solved.used, made_of)


def _candidates(home: Home, configuration: Configuration) -> Candidates | None:
    """What the tables of `home` could publish; None if no quarter is complete."""
    with tables_of(home) as connection:
        indicators = connection.execute("select * from indicatoren").df()
        return read_candidates(connection, Rules(configuration.openbaar, indicators))


def _made_of(home: Home) -> tuple[str | None, ...]:
    editions = sorted(path.name for path in home.editions.glob("[!.]*"))
    return mark_of(home.tables / "indicatorwaarden.parquet"), *editions
