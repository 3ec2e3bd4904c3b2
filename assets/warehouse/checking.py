"""Running the checks of `dbt_like_sql/tests` on the tables of a home. What a check asks is in its
file; what becomes of a finding is for whoever asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from assets.basis.home import Home
from assets.warehouse.derived import tables_of
from assets.warehouse.models import checks, models


@dataclass(frozen=True)
class Finding:
    """The result of a check: the number of rows that should not exist.

    `blocks`: whether such rows stop the publication. `fails`: whether they fail the gates, because
    they stop the publication or because a part of the figures is withheld.
    """

    check: str
    table: str
    rows: int
    blocks: bool
    description: str
    fails: bool = True


def run_checks(home: Home) -> list[Finding]:
    """Run every check on the tables of the models in `home`."""
    names = {query.name for query in models()}
    with tables_of(home) as tables:
        return [
            Finding(
                check.name,
                table=sorted(check.depends_on & names)[0],
                rows=tables.execute(f"select count(*) from ({check.sql})").fetchone()[0],
                blocks=check.blocks,
                description=check.description,
                fails=not check.warns,
            )
            for check in checks()
        ]
