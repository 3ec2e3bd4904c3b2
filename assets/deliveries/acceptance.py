"""Acceptances: an analyst's decision that a delivery which was held may count after all.

Each is stored beside the manifest of its delivery, with its day and reason but not with who gave
it. Why a delivery is held is decided in `gates`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.manifests import Manifest
from schemas.personal_text import has_personal_form

FILE_NAME = "acceptatie.json"
_LONGEST = 200


@dataclass(frozen=True)
class Acceptance:
    """The delivery counts from `geaccepteerd_op` (YYYY-MM-DD) on, because of `reden`."""

    levering_id: str
    geaccepteerd_op: str
    reden: str


def acceptances(home: Home) -> tuple[Acceptance, ...]:
    """Every acceptance given up to the reference date, in the order of delivery ids."""
    every = [_read(path) for path in home.archive.glob(f"*/*/{FILE_NAME}")]
    known = [
        acceptance
        for acceptance in every
        if home.as_of is None or acceptance.geaccepteerd_op <= home.as_of
    ]
    return tuple(sorted(known, key=lambda acceptance: acceptance.levering_id))


def accept(home: Home, manifest: Manifest, reason: str, today: date) -> Acceptance:
    """Record that a delivery may count from `today` on.

    Raises `AnalystError` for a reason that is empty, too long or could identify someone, and for a
    delivery that was accepted before.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > _LONGEST or has_personal_form(reason):
        raise AnalystError(
            f"Geef met --reden in ten hoogste {_LONGEST} tekens waarom de levering klopt, zonder "
            "naam, telefoonnummer, e-mailadres of adres van een persoon."
        )
    path = home.archive / manifest.bron / manifest.sha256 / FILE_NAME
    earlier = None
    with suppress(AnalystError, FileNotFoundError):  # a damaged one is given again
        earlier = _read(path)
    if earlier is not None:
        raise AnalystError(
            f"{manifest.levering_id} is al geaccepteerd op {earlier.geaccepteerd_op}. Zij telt "
            "vanaf de volgende run: veiligheidsbeeld run."
        )
    acceptance = Acceptance(manifest.levering_id, today.isoformat(), reason)
    with replacing(path, durable=True) as temporary:
        temporary.write_text(json.dumps(asdict(acceptance), ensure_ascii=False, indent=1), "utf-8")
    return acceptance


def _read(path: Path) -> Acceptance:
    try:
        return Acceptance(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError):
        levering_id = f"{path.parent.parent.name}-{path.parent.name[:12]}"
        raise AnalystError(
            f"De acceptatie van {levering_id} is beschadigd, en niet opnieuw te maken. Zet "
            f"{FILE_NAME} terug uit de reservekopie, of geef haar opnieuw: "
            f'veiligheidsbeeld accept {levering_id} --reden "..."'
        ) from None
