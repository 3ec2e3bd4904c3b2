"""The gates that each delivery passes before it counts: its size, months, codes, keys and header.

A delivery is held against those that were received before it and count, never against later ones:
so the order in which files are found, and what comes later, change no verdict. What may trip a
gate, and what it then does, are settings. How the rows are counted stands in `measuring`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.history import Delivery, History
from assets.formats.moments import months_between
from schemas.configuration import Deliveries

FINE, WARNING, HELD, ACCEPTED, NOT_COMPARED = (
    "in orde",
    "waarschuwing",
    "vastgehouden",
    "geaccepteerd",
    "niet vergeleken",
)
_MOST_NAMED = 8
_SHARES = {
    "straat": "aan een straat gekoppelde rijen",
    "buurt": "in een buurt geplaatste rijen",
    "bekend": "gekoppelde rijen in een straat die eerder voorkwam",
}


@dataclass(frozen=True)
class Measure:
    """What a gate found: `measured` against `bound`; `message` where it trips, else None."""

    measured: float
    bound: float
    message: str | None


@dataclass(frozen=True)
class Verdict:
    """What a gate says of a delivery; the fields are the columns of `leveringsoordelen`."""

    levering_id: str
    controle: str
    uitkomst: str
    gemeten: float | None
    grens: float | None
    melding: str | None
    geaccepteerd_op: str | None
    acceptatie_reden: str | None


Gate = Callable[[Delivery, History, Deliveries], Measure | None]


def judge(
    deliveries: Iterable[Delivery], accepted: Mapping[str, Acceptance], settings: Deliveries
) -> list[Verdict]:
    """The verdict of every gate on every delivery of one source.

    A held delivery counts for no later one, until it is accepted: it then counts for those that
    were received after that day. So what is accepted later changes no verdict given before.
    """
    history, waiting, verdicts = History(), [], []
    for delivery in sorted(deliveries, key=lambda one: one.order):
        for held in [one for one in waiting if _counts_for(one, delivery, accepted)]:
            waiting.remove(held)
            history.admit(held)
        found = [
            _verdict(delivery, name, gate(delivery, history, settings), settings, accepted)
            for name, gate in GATES.items()
            if action_of(settings, name) != "uit"
        ]
        verdicts += found
        if any(one.uitkomst in (HELD, ACCEPTED) for one in found):
            waiting.append(delivery)
        else:
            history.admit(delivery)
    return verdicts


def action_of(settings: Deliveries, gate: str) -> str:
    """What a gate does when it trips: vasthouden, waarschuwen or uit."""
    return getattr(settings, f"bij_{gate}")


def _counts_for(held: Delivery, later: Delivery, accepted: Mapping[str, Acceptance]) -> bool:
    given = accepted.get(held.levering_id)
    return given is not None and given.geaccepteerd_op < later.received[:10]


def _verdict(
    delivery: Delivery,
    gate: str,
    measure: Measure | None,
    settings: Deliveries,
    accepted: Mapping[str, Acceptance],
) -> Verdict:
    if measure is None:
        return Verdict(delivery.levering_id, gate, NOT_COMPARED, None, None, None, None, None)
    given, outcome = None, FINE
    if measure.message:
        outcome = WARNING
        if action_of(settings, gate) == "vasthouden":
            given = accepted.get(delivery.levering_id)
            outcome = ACCEPTED if given else HELD
    return Verdict(
        delivery.levering_id,
        gate,
        outcome,
        round(measure.measured, 4),
        measure.bound,
        measure.message,
        given.geaccepteerd_op if given else None,
        given.reden if given else None,
    )


def _missing_month(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    if not delivery.months or not history.months:
        return None
    first = min(history.months[-1], delivery.months[0])
    span = months_between(first, delivery.months[-1])
    missing = sorted(set(span) - set(history.months) - set(delivery.months))
    text = f"Tussen deze levering en de vorige ontbreekt {_named(missing)}." if missing else None
    return Measure(len(missing), 0, text)


def _overlap(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    if not delivery.months or not history.months:
        return None
    mine = set(delivery.months)
    taken, left = set(), set()
    for earlier in history.deliveries:
        alive = {m for m in earlier.months if history.newest(m, earlier.codes) is earlier}
        comparable = delivery.codes is None or delivery.codes == earlier.codes
        if comparable and alive & mine and alive - mine:
            taken |= alive & mine
            left |= alive - mine
    text = (
        f"Vervangt {_named(sorted(taken))} van een eerdere levering, maar laat daarvan "
        f"{_named(sorted(left))} staan."
        if taken
        else None
    )
    return Measure(len(taken), 0, text)


def _ratios(
    delivery: Delivery, history: History, least: int, only_replaced: bool = False
) -> list[tuple[float, str]]:
    """Rows of each month against the version it replaces and against what is usual, with words."""
    found = []
    for month in delivery.months:
        rows = delivery.rows_of(month, delivery.codes)
        bases = [(history.rows(month, delivery.codes), "in de levering die zij vervangt")]
        if not only_replaced:
            bases.append((history.usual(month, delivery.codes), "gewoonlijk (mediaan)"))
        found += [
            (rows / base, f"{month}: {rows} rijen, tegen {base:.0f} {words}.")
            for base, words in bases
            if base is not None and base >= least
        ]
    return found


def _shrunk(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    bound = settings.krimp_waarschuwing
    ratios = _ratios(delivery, history, settings.controle_minimum_rijen)
    return _lowest(ratios, bound)


def _shrunk_far(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    bound = settings.krimp_grens
    ratios = _ratios(delivery, history, settings.vasthouden_minimum_rijen, only_replaced=True)
    return _lowest(ratios, bound)


def _lowest(ratios: list[tuple[float, str]], bound: float) -> Measure | None:
    if not ratios:
        return None
    ratio, words = min(ratios, key=lambda one: one[0])
    return Measure(ratio, bound, words if ratio < bound else None)


def _grown(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    ratios = _ratios(delivery, history, settings.controle_minimum_rijen)
    if not ratios:
        return None
    ratio, words = max(ratios, key=lambda one: one[0])
    bound = settings.groei_waarschuwing
    return Measure(ratio, bound, words if ratio > bound else None)


def _new_codes(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    known = set().union(*(cells for one in history.deliveries for cells in one.cells.values()))
    if not known:
        return None
    totals = sum(delivery.cells.values(), start=type(delivery.streets)())
    new = sorted(c for c, n in totals.items() if c not in known and n >= settings.code_minimum)
    text = f"Niet eerder geleverd: {_named(new)}." if new else None
    return Measure(len(new), 0, text)


def _vanished_codes(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    usual = history.usual_codes()
    if not usual or not delivery.months:
        return None
    here = {code for counts in delivery.cells.values() for code in counts}
    gone = sorted(
        code
        for code, rows in usual.items()
        if rows >= settings.code_minimum
        and code not in here
        and (delivery.codes is None or code in delivery.codes)
    )
    text = f"Komt niet meer voor: {_named(gone)}." if gone else None
    return Measure(len(gone), 0, text)


def _broken_key(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    least = settings.vasthouden_minimum_rijen
    previous = history.previous(least)
    linked = delivery.streets.total()
    if linked and history.deliveries:
        known = history.streets()
        again = sum(rows for street, rows in delivery.streets.items() if street in known)
        delivery.shares["bekend"] = again / linked
    if previous is None or delivery.rows < least:
        return None
    drops = [
        (previous.shares[name] - delivery.shares[name], name)
        for name in _SHARES
        if name in previous.shares and name in delivery.shares
    ]
    if not drops:
        return None
    drop, name = max(drops)
    text = (
        f"Aandeel {_SHARES[name]}: {delivery.shares[name]:.0%}, tegen {previous.shares[name]:.0%} "
        "in de levering ervoor. Is een kolom leeg, verschoven of anders geschreven?"
        if drop > settings.sleutel_grens
        else None
    )
    return Measure(drop, settings.sleutel_grens, text)


def _other_header(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    previous = history.deliveries[-1] if history.deliveries else None
    if previous is None or not previous.headers or not delivery.headers:
        return None
    came = [text for key, text in delivery.headers.items() if key not in previous.headers]
    went = [text for key, text in previous.headers.items() if key not in delivery.headers]
    parts = [f"nieuw: {_named(came)}"] * bool(came) + [f"weg: {_named(went)}"] * bool(went)
    text = f"Kolommen {'; '.join(parts)}." if parts else None
    return Measure(len(came) + len(went), 0, text)


def _named(names: list[str]) -> str:
    more = f" en nog {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


# name (the setting is `bij_<name>`) -> gate, in the order in which they are told
GATES: dict[str, Gate] = {
    "extreme_krimp": _shrunk_far,
    "sleutel_gebroken": _broken_key,
    "krimp": _shrunk,
    "groei": _grown,
    "maand_ontbreekt": _missing_month,
    "overlap": _overlap,
    "nieuwe_codes": _new_codes,
    "verdwenen_codes": _vanished_codes,
    "kop_veranderd": _other_header,
}
