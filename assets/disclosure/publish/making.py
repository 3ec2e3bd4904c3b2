"""Making an edition: hide what is secret and what gives it away, attack it, only then let it out.

The attack has the last word: it sees what anyone sees who has kept every edition. What it recovers
refuses the edition.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.plan.all_editions import Joint, join
from assets.disclosure.plan.candidates import Candidates, candidates
from assets.disclosure.plan.decomposition import CELL, Makeup
from assets.disclosure.plan.rules import Rules
from assets.disclosure.publish.archive import Archived, archived, keep
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.editions import (
    added,
    dated,
    marks,
    next_number,
    revised,
    same_to_readers,
)
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import CannotProtectError, suppress
from assets.warehouse.derived import tables_of
from schemas import published
from schemas.configuration import Configuration, Municipality, Public

# So often may be shown again what the attack finds among what was hidden besides the secret.
_ROUNDS = 5
_NAMED = 5


def newest_edition(home: Home, configuration: Configuration, known_until: date) -> Archived | None:
    """The newest edition of the tables of `home`, made and archived if it is a new one; as known on
    a reference date it is made and not archived. None where no quarter is whole.

    Raises AnalystError as `make` does.
    """
    with tables_of(home) as connection:
        indicators = connection.execute("select * from indicatoren").df()
        found = candidates(connection, Rules(configuration.openbaar, indicators))
    if found is None:
        return None
    earlier = archived(home)
    today = known_until if home.as_of else date.today()
    made = make(found, earlier, configuration.openbaar, configuration.gemeente, known_until, today)
    if not home.as_of and not (earlier and made is earlier[-1]):
        keep(home, made)
    return made


def make(
    found: Candidates,
    earlier: list[Archived],
    settings: Public,
    municipality: Municipality,
    known_until: date,
    today: date,
) -> Archived:
    """The edition of `found`; the last of `earlier` where nothing has changed since.

    Where only what is hidden has changed, a new edition would tell just that. Then it is `quiet`:
    the last edition, with the counts that are hidden in it now, to be protected like the others.

    Raises AnalystError, which names the figures and never their value, where a secret one cannot be
    protected or is recovered by the attack.
    """
    about = f"{found.fingerprint} {settings.model_dump_json()} {municipality.code}"
    fingerprint = hashlib.sha256(about.encode()).hexdigest()[:16]
    last = earlier[-1] if earlier else None
    if last and any(
        one.fingerprint == fingerprint and one.edition.number == last.edition.number
        for one in earlier
    ):
        return last
    began = time.monotonic()
    levels = dict(found.areas[["gebied_code", "gebiedsniveau"]].itertuples(index=False))
    joint = join(found.makeup, [one.makeup for one in earlier], levels)
    try:
        hidden, report = _protect(joint, settings.enkeling)
    except ValueError as problem:  # the attack: no counts agree with all that is shown
        raise AnalystError(_CONTRADICT) from problem
    report["seconden"] = round(time.monotonic() - began, 1)
    made = _edition(
        found, earlier, hidden[joint.new], report, fingerprint, municipality, known_until, today
    )
    if last and same_to_readers(made.edition, last.edition):
        return replace(made, edition=last.edition, quiet=True)
    return made


def _protect(joint: Joint, singletons: bool) -> tuple[np.ndarray, dict[str, float]]:
    """Which cells are hidden after all editions, and what the attack said of it."""
    linked = joint.linked
    try:
        chosen, least = _suppressed(joint, singletons)
        hidden = joint.hidden_after(chosen)
    except CannotProtectError as problem:
        raise _refusal("zijn niet te beschermen", joint, problem.cells) from None
    for _ in range(_ROUNDS):
        values = np.where(hidden, np.nan, linked.values)
        found = attack(linked.sums, ~hidden, values, linked.secret, linked.small, least)
        recovered = found.loc[found["recovered"], "cell"].to_numpy(dtype=int)
        harmless = recovered[~linked.secret[recovered]]
        if not len(harmless):
            break
        hidden[harmless] = False  # hidden for others' sake, and can be worked out: it tells nothing
    if len(recovered):
        raise _refusal("zijn terug te rekenen", joint, recovered)
    widths = found["high"] - found["low"]
    return hidden, {
        "cellen": len(linked),
        "verborgen": int(hidden.sum()),
        "herleid": len(recovered),
        "smalste_interval": float(widths.min()) if len(found) else float("inf"),
    }


def _suppressed(joint: Joint, singletons: bool) -> tuple[np.ndarray, np.ndarray]:
    """The cells to hide, and what hidden cells are known to be at least: 1, as zeros are shown
    where that can be, and it mostly can."""
    least = joint.linked.least
    if not joint.linked.secret.any():
        return joint.linked.secret.copy(), least
    cells, without_nil = joint.without_nil()
    try:
        hidden = np.zeros(len(joint.linked), dtype=bool)
        hidden[cells] = suppress(without_nil, singletons=singletons)
        return hidden, least
    except CannotProtectError:
        unknown = np.zeros(len(least))
        return suppress(replace(joint.linked, least=unknown), singletons=singletons), unknown


def _refusal(problem: str, joint: Joint, cells: Iterable[int]) -> AnalystError:
    named = [" ".join(joint.figures.loc[cell, _SAID]) for cell in list(cells)[:_NAMED]]
    more = " en andere" if len(list(cells)) > _NAMED else ""
    return AnalystError(
        "De openbare cijfers zijn niet uitgegeven; de vorige uitgave staat er nog. Deze geheime "
        f"cijfers {problem} uit alles wat openbaar is: {'; '.join(named)}{more}. Zet het totaal "
        "waar de indicator onder valt bij [openbaar] niet_openbaar, kies minder perioden of "
        "gebieden; zie de handleiding, «Openbare cijfers»."
    )


_CONTRADICT = (
    "De openbare cijfers zijn niet uitgegeven; de vorige uitgave staat er nog. De cijfers van deze "
    "uitgave en van de eerdere spreken elkaar tegen: geen aantallen passen bij alle samen. Is er "
    "iets veranderd in de map uitgaven/, zet die dan terug uit een reservekopie. Meld het anders "
    "aan de beheerder van het programma."
)
_SAID = ["indicator_id", "gebied_code", "periode"]


def _edition(
    found: Candidates,
    earlier: list[Archived],
    hidden: np.ndarray,
    report: dict[str, float],
    fingerprint: str,
    municipality: Municipality,
    known_until: date,
    today: date,
) -> Archived:
    last = earlier[-1].edition if earlier else None
    before = last.figures if last else None
    number = next_number(found.quarter, [one.edition.number for one in earlier])
    secret = pd.Series(False, found.figures.index)
    secret[found.figures["telt"]] = hidden[: found.figures["telt"].sum()]  # no more has a row
    source = found.figures["indicator_id"].map(found.indicators.set_index("indicator_id")["bron"])
    figures = dated(marks(found.figures, secret, source), before, number, today)
    figures = figures[list(published.table("openbare_cijfers").names)]
    revisions = revised(figures, before, number, today)
    gone = int(revisions["soort"].eq("vervallen").sum())
    row = pd.DataFrame(
        {
            "uitgave": [number],
            "kwartaal": [found.quarter],
            "publicatiedatum": [pd.Timestamp(today)],
            "peildatum": [pd.Timestamp(known_until)],
            "cijfers": [len(figures)],
            "geheim": [int(secret.sum())],
            "herleidbaar": [int(report["herleid"])],
            "nieuw": [added(figures, before)],
            "gewijzigd": [len(revisions) - gone],
            "vervallen": [gone],
        }
    )
    edition = Edition(
        number,
        found.quarter,
        today,
        known_until,
        municipality.code,
        municipality.naam,
        figures,
        found.indicators,
        _with_municipality(found.areas, municipality),
        pd.concat([last.revisions, revisions], ignore_index=True) if last else revisions,
        pd.concat([row, last.editions], ignore_index=True) if last else row,
    )
    return Archived(len(earlier) + 1, fingerprint, edition, _decided(found.makeup, hidden), report)


def _with_municipality(areas: pd.DataFrame, municipality: Municipality) -> pd.DataFrame:
    """`areas` with the municipality, which the others belong to, also where it has no figures."""
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


def _decided(makeup: Makeup, hidden: np.ndarray) -> Makeup:
    """The makeup as a later edition sees it: what was shown, and what was not."""
    figures = makeup.figures.assign(bekend=~hidden)
    return replace(makeup, figures=figures[[*CELL, *_DECIDED]])


_DECIDED = ["waarde", "geteld", "drempel", "geheim", "bekend"]
