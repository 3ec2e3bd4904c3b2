"""The gates on the current publication, for cron and monitoring. Nothing is made or changed."""

from __future__ import annotations

import duckdb

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.warehouse.build import Finding, run_checks
from assets.warehouse.models import models
from assets.warehouse.publication import contract_faults, published
from schemas.published import INTERN


def gates(home: Home) -> list[Finding]:
    """Every check of the tables, and the contract of every table in the published file."""
    path = home.publish / "intern.duckdb"
    if published(path) is None or not all(
        (home.tables / f"{query.name}.parquet").exists() for query in models()
    ):
        raise AnalystError(
            "Er is geen publicatie die kan worden gelezen. Start: veiligheidsbeeld run."
        )
    findings = run_checks(home)
    with duckdb.connect(str(path), read_only=True) as connection:
        for name in INTERN:
            faults = contract_faults(connection, name, name)
            findings.append(Finding(f"contract_{name}", name, len(faults), True, "; ".join(faults)))
    return findings
