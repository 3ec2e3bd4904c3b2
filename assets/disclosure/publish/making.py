"""Making an edition: from the candidates, through disclosure control, to what is published.

What may come out is decided in `disclosure_control`; how an edition is kept belongs in `archive`.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from assets.disclosure.plan.all_editions import combine_editions
from assets.disclosure.plan.candidates import Candidates
from assets.disclosure.publish.archive import ArchivedEdition
from assets.disclosure.publish.disclosure_control import protect
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.edition_tables import is_same_to_readers
from assets.disclosure.publish.marks import with_marks
from assets.disclosure.publish.revisions import (
    count_added,
    next_number,
    revisions_of,
    with_versions,
)
from assets.disclosure.publish.verdicts import TABLE
from assets.disclosure.solve.solved import Solved
from schemas import published
from schemas.configuration import Municipality, Public


def make_edition(
    candidates: Candidates,
    earlier: list[ArchivedEdition],
    settings: Public,
    municipality: Municipality,
    known_until: date,
    today: date,
    solved: Solved | None = None,
) -> ArchivedEdition:
    """The edition of `candidates`; the last of `earlier` if nothing has changed since.

    If only suppressed values have changed, publishing a new edition would disclose just that. Then
    the result is `silent`: the last edition, archived once more with the suppressed values of now,
    which later editions must protect too. `solved`: what needs no solver.

    Raises AnalystError as `protect` and `combine_editions` do.
    """
    content = f"{candidates.fingerprint} {settings.model_dump_json()} {municipality.code}"
    fingerprint = hashlib.sha256(content.encode()).hexdigest()[:16]
    last = earlier[-1] if earlier else None
    if last and any(
        archived.fingerprint == fingerprint and archived.edition.number == last.edition.number
        for archived in earlier
    ):
        return last
    started = time.monotonic()
    levels = dict(candidates.areas[["gebied_code", "gebiedsniveau"]].itertuples(index=False))
    compositions = [archived.composition for archived in earlier]
    all_editions = combine_editions(candidates.composition, compositions, levels)
    suppressed_cells, report = protect(all_editions, settings.enkeling, solved)
    report["seconden"] = round(time.monotonic() - started, 1)
    suppressed = suppressed_cells[all_editions.new_cells]
    edition = _edition(
        candidates,
        earlier,
        suppressed,
        int(report["herleid"]),
        municipality,
        known_until,
        today,
    )
    new = ArchivedEdition(
        len(earlier) + 1,
        fingerprint,
        edition,
        candidates.composition.with_outcome(suppressed),
        report,
    )
    if last and is_same_to_readers(edition, last.edition):
        return replace(new, edition=last.edition, silent=True)
    return new


def _edition(
    candidates: Candidates,
    earlier: list[ArchivedEdition],
    suppressed: np.ndarray,
    recovered: int,
    municipality: Municipality,
    known_until: date,
    today: date,
) -> Edition:
    """The edition that publishes `candidates` except the `suppressed` figures.

    `suppressed`: bool, one element per figure of the composition. `recovered`: how many
    suppressed figures the attack recovered.
    """
    last = earlier[-1].edition if earlier else None
    before = last.figures if last else None
    number = next_number(candidates.quarter, [archived.edition.number for archived in earlier])
    is_controlled = candidates.figures["telt"]
    is_secret = pd.Series(False, candidates.figures.index)
    is_secret[is_controlled] = suppressed[: is_controlled.sum()]  # the rest is never published
    source_of = candidates.indicators.set_index("indicator_id")["bron"]
    source = candidates.figures["indicator_id"].map(source_of)
    marked = with_marks(candidates.figures, is_secret, source)
    figures = with_versions(marked, before, number, today)
    figures = figures[list(published.table("openbare_cijfers").names)]
    revisions = revisions_of(figures, before, number, today)
    dropped = int(revisions["soort"].eq("vervallen").sum())
    row = pd.DataFrame(
        {
            "uitgave": [number],
            "kwartaal": [candidates.quarter],
            "publicatiedatum": [pd.Timestamp(today)],
            "peildatum": [pd.Timestamp(known_until)],
            "cijfers": [len(figures)],
            "geheim": [int(is_secret.sum())],
            "herleidbaar": [recovered],
            "nieuw": [count_added(figures, before)],
            "gewijzigd": [len(revisions) - dropped],
            "vervallen": [dropped],
        }
    )
    return Edition(
        number,
        candidates.quarter,
        today,
        known_until,
        municipality.code,
        municipality.naam,
        figures,
        candidates.indicators,
        _with_municipality(candidates.areas, municipality),
        _after(last.revisions, revisions) if last else revisions,
        pd.concat([row, last.editions], ignore_index=True) if last else row,
        pd.DataFrame(columns=list(published.table(TABLE).names)),  # made of the tables of a home
    )


def _after(earlier: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of both; one without rows does not decide the types of the other."""
    if earlier.empty or rows.empty:
        return rows if earlier.empty else earlier
    return pd.concat([earlier, rows], ignore_index=True)


def _with_municipality(areas: pd.DataFrame, municipality: Municipality) -> pd.DataFrame:
    """`areas` with the municipality, to which the others belong, also if it has no figures."""
    if areas["gebiedsniveau"].eq("gemeente").any():
        return areas
    city = {
        "gebied_code": municipality.code,
        "gebiedsnaam": municipality.naam,
        "gebiedsniveau": "gemeente",
        "hoort_bij": None,
        "volgorde": areas["volgorde"].min() - 1,
    }
    return pd.concat([pd.DataFrame([city]), areas], ignore_index=True)[list(areas.columns)]
