"""Solving the next edition beforehand, beside the run, while the run interprets the figures. What
it leaves is what `solved_parts` keeps: the station that makes the edition finds the answers there.
It publishes and archives nothing, and without it the station solves itself.
"""

from __future__ import annotations

from assets.basis import terms
from assets.basis.home import Home
from assets.disclosure.publish.archive import read_archive
from assets.disclosure.publish.making import candidates_of, make_edition
from assets.disclosure.publish.solved_parts import read_solved, write_solved
from schemas.configuration import Configuration


def solve(home: Home, configuration: Configuration) -> None:
    """Solve the edition of the tables of `home`, and keep the answers alone."""
    candidates = candidates_of(home, configuration)
    if candidates is None:
        return
    earlier, solved = read_archive(home), read_solved(home)
    today = terms.today()  # of no influence on what is suppressed
    settings, municipality = configuration.openbaar, configuration.gemeente
    make_edition(candidates, earlier, settings, municipality, today, today, solved)
    if solved.used:
        write_solved(home, solved)
