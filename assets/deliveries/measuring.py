"""The counts that the gates need of each delivery, from manifests and staged rows.

What a count means for a delivery is decided in `gates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

import duckdb
import pandas as pd

from assets.basis.naming import public_header
from assets.deliveries.acceptance import Acceptance
from assets.deliveries.gates import Verdict, judge
from assets.deliveries.history import Delivery
from assets.deliveries.manifests import Manifest
from assets.deliveries.source import Kind, Source
from schemas.configuration import Configuration
from schemas.interpretation import ENTERED
from schemas.layout import fold_header


def verdicts(
    connection: duckdb.DuckDBPyConnection,
    sources: Iterable[Source],
    manifests: Iterable[Manifest],
    acceptances: Iterable[Acceptance],
    configuration: Configuration,
) -> pd.DataFrame:
    """The table `leveringsoordelen`: one row per delivery and gate, from the staged tables in
    `connection`, `geaccepteerde_rijen` and `quarantaine`.

    A delivery is compared with earlier ones of its own stream: those of its source or, where the
    systems of a source are used side by side, of its system. An entry of the form is compared with
    nothing, and nothing with it. Only sources of rows have counts by
    month and code.
    """
    accepted = {acceptance.levering_id: acceptance for acceptance in acceptances}
    by_name = {source.name: source for source in sources}
    known = {source.name: known_headers(source, configuration) for source in by_name.values()}
    streams: dict[tuple[str, str], dict[str, Delivery]] = {}
    for manifest in manifests:
        source = by_name[manifest.bron]
        system = source.side_by_side(configuration) and manifest.meldsysteem
        alone = manifest.levering_id if ENTERED in manifest.velden else ""
        stream = streams.setdefault((source.name, alone or system or source.name), {})
        stream[manifest.levering_id] = _delivery(manifest, source, known[source.name])
    rows: list[Verdict] = []
    for (name, _), deliveries in sorted(streams.items()):
        _count_refused(connection, deliveries)
        if by_name[name].kind is Kind.ROWS:
            _count(connection, by_name[name], deliveries)
        rows += judge(deliveries.values(), accepted, configuration.leveringen)
    columns = [field.name for field in fields(Verdict)]
    frame = pd.DataFrame([vars(row) for row in rows], columns=columns)
    numbers = dict.fromkeys(("gemeten", "grens"), "float64")
    texts = {name: "str" for name in columns if name not in numbers}
    return frame.astype(numbers | texts)


def known_headers(source: Source, configuration: Configuration) -> frozenset[str]:
    """The folded headers that may be shown: those of the fields and those known as never read."""
    fields = [field for layout in source.layouts(configuration) for field in layout.fields]
    headers = [header for field in fields for header in field.headers]
    return frozenset(map(fold_header, (*headers, *source.unread)))


def _delivery(manifest: Manifest, source: Source, known: frozenset[str]) -> Delivery:
    """A delivery from its manifest, still without counts. A source of yearly figures has no months
    that can be missing, and headers that vary without meaning."""
    headers = {
        key: public_header(header, known) for header in manifest.kop if (key := fold_header(header))
    }
    return Delivery(
        levering_id=manifest.levering_id,
        order=manifest.order,
        received=manifest.ontvangen_op,
        months=tuple(manifest.maanden) if source.monthly else (),
        codes=frozenset(manifest.codes) if manifest.codes else None,
        headers=headers if source.monthly else {},
    )


def _count_refused(connection: duckdb.DuckDBPyConnection, deliveries: dict[str, Delivery]) -> None:
    """Fill `accepted` and `refused` of deliveries of any source."""
    for levering_id, rows in connection.execute(
        "select levering_id, aantal from geaccepteerde_rijen"
    ).fetchall():
        if levering_id in deliveries:
            deliveries[levering_id].accepted = rows
    for levering_id, column, reason, rows in connection.execute(
        "select levering_id, kolom, reden, count(*) from quarantaine where soort = 'rij' "
        "group by all"
    ).fetchall():
        if levering_id in deliveries:
            deliveries[levering_id].refused[column, reason] = rows


def _count(
    connection: duckdb.DuckDBPyConnection, source: Source, deliveries: dict[str, Delivery]
) -> None:
    """Fill `cells`, `streets` and `shares` of the deliveries of a source from its staged rows."""
    table = source.asset
    for levering_id, month, code, rows in connection.execute(
        f"select levering_id, leveringsmaand, {source.code}, count(*) from {table} "
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
        # shares of all rows, also those without a street: an emptied column breaks the key too
        if levering_id in deliveries:
            shares = {"straat": linked / rows, "buurt": placed / rows}
            deliveries[levering_id].shares.update(shares)
    for delivery in deliveries.values():
        if not delivery.cells:  # without a usable row it covers no month
            delivery.months = ()
