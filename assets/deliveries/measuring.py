"""What the gates need to know of each delivery, counted from manifests and staged rows.

Only counting stands here; what the counts mean for a delivery stands in `gates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

import duckdb
import pandas as pd

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.archive import Manifest
from assets.deliveries.gates import Verdict, judge
from assets.deliveries.history import Delivery
from schemas.configuration import Deliveries
from schemas.layout import fold_header

# Sources of which the rows are compared, and what stands for the code of a row; of another
# source only months and header are looked at.
_CODES = {
    "politie": "mk_code",
    "melddesk": "coalesce(hoofdcategorie, '') || '/' || coalesce(subcategorie, '')",
}

# Figures of years, in whatever form: no month is missing, and another header means nothing.
_WITHOUT_MONTHS = {"registers", "veiligheidsmonitor"}


def verdicts(
    connection: duckdb.DuckDBPyConnection,
    manifests: Iterable[Manifest],
    acceptances: Iterable[Acceptance],
    settings: Deliveries,
    side_by_side: bool = True,
) -> pd.DataFrame:
    """The table `leveringsoordelen`, from the staged tables in `connection`. Each delivery is held
    against those of its own stream: with `side_by_side`, each report system is one."""
    accepted = {one.levering_id: one for one in acceptances}
    streams: dict[tuple[str, str], dict[str, Delivery]] = {}
    for manifest in manifests:
        system = (manifest.meldsysteem or manifest.bron) if side_by_side else manifest.bron
        found = streams.setdefault((manifest.bron, system), {})
        found[manifest.levering_id] = _delivery(manifest)
    rows: list[Verdict] = []
    for (source, _), deliveries in sorted(streams.items()):
        if source in _CODES:
            _count(connection, source, deliveries)
        rows += judge(deliveries.values(), accepted, settings)
    columns = [field.name for field in fields(Verdict)]
    frame = pd.DataFrame([vars(row) for row in rows], columns=columns)
    numbers = dict.fromkeys(("gemeten", "grens"), "float64")
    texts = {name: "str" for name in columns if name not in numbers}
    return frame.astype(numbers | texts)


def _delivery(manifest: Manifest) -> Delivery:
    return Delivery(
        levering_id=manifest.levering_id,
        order=manifest.order,
        received=manifest.ontvangen_op,
        months=() if manifest.bron in _WITHOUT_MONTHS else tuple(manifest.maanden),
        codes=frozenset(manifest.codes) if manifest.codes else None,
        headers={key: header for header in manifest.kop if (key := fold_header(header))}
        if manifest.bron not in _WITHOUT_MONTHS
        else {},
    )


def _count(
    connection: duckdb.DuckDBPyConnection, source: str, deliveries: dict[str, Delivery]
) -> None:
    table = f"staged_{source}"
    for levering_id, month, code, rows in connection.execute(
        f"select levering_id, leveringsmaand, {_CODES[source]}, count(*) from {table} "
        "group by all order by all"
    ).fetchall():
        if levering_id in deliveries:
            deliveries[levering_id].cells.setdefault(month, Counter())[code] += rows
    for levering_id, street, rows in connection.execute(
        f"select levering_id, straat_id, count(*) from {table} where straat_id is not null "
        "group by all order by all"
    ).fetchall():
        if levering_id in deliveries:
            deliveries[levering_id].streets[street] += rows
    for levering_id, rows, linked, placed in connection.execute(
        f"select levering_id, count(*), count(straat_id), count(buurtcode) from {table} "
        "group by levering_id"
    ).fetchall():
        # of all rows, also those without a street: an emptied column is a broken key too
        if levering_id in deliveries:
            shares = {"straat": linked / rows, "buurt": placed / rows}
            deliveries[levering_id].shares.update(shares)
    for delivery in deliveries.values():
        if not delivery.cells:  # a delivery of which no row can be used covers nothing
            delivery.months = ()
