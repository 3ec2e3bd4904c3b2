"""What the gates need to know about each delivery, counted from manifests and staged rows.

Only counting; what the counts mean for a delivery is in `gates`.
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

# Sources whose rows are compared, and the SQL for the code of a row. For other sources only the
# months and the header are compared.
_CODES = {
    "politie": "mk_code",
    "melddesk": "coalesce(hoofdcategorie, '') || '/' || coalesce(subcategorie, '')",
}

# Yearly figures in a free form: no month can be missing, and another header means nothing.
_WITHOUT_MONTHS = {"registers", "veiligheidsmonitor"}


def verdicts(
    connection: duckdb.DuckDBPyConnection,
    manifests: Iterable[Manifest],
    acceptances: Iterable[Acceptance],
    settings: Deliveries,
    side_by_side: bool = True,
) -> pd.DataFrame:
    """The table `leveringsoordelen`: one row per delivery and gate, with the fields of `Verdict`.

    `connection` has the staged tables. A delivery is compared with the others of its stream: its
    source or, with `side_by_side`, its report system.
    """
    accepted = {acceptance.levering_id: acceptance for acceptance in acceptances}
    streams: dict[tuple[str, str], dict[str, Delivery]] = {}
    for manifest in manifests:
        system = (manifest.meldsysteem or manifest.bron) if side_by_side else manifest.bron
        stream = streams.setdefault((manifest.bron, system), {})
        stream[manifest.levering_id] = _delivery(manifest)
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
    """Fill `cells`, `streets` and `shares` of the deliveries of a source from its staged rows."""
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
        # of all rows, including those without a street: an emptied column breaks the key too
        if levering_id in deliveries:
            shares = {"straat": linked / rows, "buurt": placed / rows}
            deliveries[levering_id].shares.update(shares)
    for delivery in deliveries.values():
        if not delivery.cells:  # a delivery without a usable row covers nothing
            delivery.months = ()
