"""The gates that a delivery passes before it counts: on its usable rows, size, months, codes, keys
and header.

A delivery is compared only with deliveries that were received before it and count, so neither the
order of the files nor a later delivery changes a verdict. The bounds of a gate and its effect are
settings. Counting the rows is in `measuring`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.history import Delivery, History
from assets.deliveries.overlap import Overlap
from assets.deliveries.refusals import counted, reasons_in_words, share_in_words
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
    """What a gate measured, the bound it is compared with, and a `message` if it trips."""

    measured: float
    bound: float
    message: str | None


@dataclass(frozen=True)
class Verdict:
    """The verdict of a gate on a delivery; the fields are the columns of `leveringsoordelen`."""

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
    """The verdict of every gate on every delivery of one stream, oldest delivery first.

    A held delivery does not count for later ones until it is accepted; then it counts for those
    received after that day. So an acceptance changes no verdict given before it.
    """
    history, waiting, verdicts = History(), [], []
    for delivery in sorted(deliveries, key=attrgetter("order")):
        for held in [held for held in waiting if _counts_for(held, delivery, accepted)]:
            waiting.remove(held)
            history.admit(held)
        own = [
            _verdict(delivery, name, gate(delivery, history, settings), settings, accepted)
            for name, gate in GATES.items()
            if action_of(settings, name) != "uit"
        ]
        verdicts += own
        if any(verdict.uitkomst in (HELD, ACCEPTED) for verdict in own):
            waiting.append(delivery)
        else:
            history.admit(delivery)
    return verdicts


def action_of(settings: Deliveries, gate: str) -> str:
    """What a gate does when it trips: vasthouden, waarschuwen or uit."""
    return getattr(settings, f"bij_{gate}")


def _counts_for(held: Delivery, later: Delivery, accepted: Mapping[str, Acceptance]) -> bool:
    acceptance = accepted.get(held.levering_id)
    return acceptance is not None and acceptance.geaccepteerd_op < later.received[:10]


def _verdict(
    delivery: Delivery,
    gate: str,
    measure: Measure | None,
    settings: Deliveries,
    accepted: Mapping[str, Acceptance],
) -> Verdict:
    if measure is None:
        return Verdict(delivery.levering_id, gate, NOT_COMPARED, None, None, None, None, None)
    acceptance, outcome = None, FINE
    if measure.message:
        outcome = WARNING
        if action_of(settings, gate) == "vasthouden":
            acceptance = accepted.get(delivery.levering_id)
            outcome = ACCEPTED if acceptance else HELD
    return Verdict(
        delivery.levering_id,
        gate,
        outcome,
        round(measure.measured, 4),
        measure.bound,
        measure.message,
        acceptance.geaccepteerd_op if acceptance else None,
        acceptance.reden if acceptance else None,
    )


def _much_refused(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    every = delivery.accepted + delivery.refused.total()
    if not every:
        return None
    refused, bound = counted(delivery.refused), settings.afgekeurd_grens
    judged = delivery.accepted + refused.total()
    share = refused.total() / judged if judged else 1.0
    trips = share > bound or not delivery.accepted
    text = f"{share_in_words(delivery)} {reasons_in_words(refused or delivery.refused)}"
    return Measure(share, bound, text if trips else None)


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
    months = set(delivery.months)
    replaced, remaining = set(), set()
    for earlier in history.deliveries:
        current = {
            month for month in earlier.months if history.newest(month, earlier.codes) is earlier
        }
        comparable = delivery.codes is None or delivery.codes == earlier.codes
        if comparable and current & months and current - months:
            replaced |= current & months
            remaining |= current - months
    text = (
        f"Vervangt {_named(sorted(replaced))} van een eerdere levering, maar laat daarvan "
        f"{_named(sorted(remaining))} staan."
        if replaced
        else None
    )
    return Measure(len(replaced), 0, text)


def _ratios(
    delivery: Delivery, history: History, least: int, only_replaced: bool = False
) -> list[tuple[float, str]]:
    """Per month, its rows divided by those of the version it replaces and by the usual number, each
    with a text. A divisor of fewer than `least` rows is skipped."""
    ratios = []
    for month in delivery.months:
        rows = delivery.rows_of(month, delivery.codes)
        bases = [(history.rows(month, delivery.codes), "in de levering die zij vervangt")]
        if not only_replaced:
            bases.append((history.usual(month, delivery.codes), "gewoonlijk (mediaan)"))
        ratios += [
            (rows / base, f"{month}: {rows} rijen, tegen {base:.0f} {words}.")
            for base, words in bases
            if base is not None and base >= least
        ]
    return ratios


def _shrunk(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    bound = settings.krimp_waarschuwing
    ratios = _ratios(delivery, history, settings.controle_minimum_rijen)
    return _lowest(ratios, bound)


def _shrunk_far(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    bound = settings.krimp_grens
    ratios = _ratios(delivery, history, settings.vasthouden_minimum_rijen, only_replaced=True)
    return _lowest(ratios, bound)


def _fewer(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    """A version that counts although it lost rows. Below its own bound, `krimp` says so."""
    ratios = _ratios(delivery, history, settings.vasthouden_minimum_rijen, only_replaced=True)
    lowest = _lowest(ratios, settings.minder_rijen_grens)
    if lowest and lowest.measured < settings.krimp_waarschuwing:
        return replace(lowest, message=None)
    return lowest


def _lowest(ratios: list[tuple[float, str]], bound: float) -> Measure | None:
    if not ratios:
        return None
    ratio, words = min(ratios, key=itemgetter(0))
    return Measure(ratio, bound, words if ratio < bound else None)


def _grown(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    ratios = _ratios(delivery, history, settings.controle_minimum_rijen)
    if not ratios:
        return None
    ratio, words = max(ratios, key=itemgetter(0))
    bound = settings.groei_waarschuwing
    return Measure(ratio, bound, words if ratio > bound else None)


def _new_codes(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    known = set().union(
        *(counts for earlier in history.deliveries for counts in earlier.cells.values())
    )
    if not known:
        return None
    totals = sum(delivery.cells.values(), start=Counter())
    new = sorted(
        code for code, rows in totals.items() if code not in known and rows >= settings.code_minimum
    )
    text = f"Niet eerder geleverd: {_named(new)}." if new else None
    return Measure(len(new), 0, text)


def _vanished_codes(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    usual = history.usual_codes()
    if not usual or not delivery.months:
        return None
    present = {code for counts in delivery.cells.values() for code in counts}
    gone = sorted(
        code
        for code, rows in usual.items()
        if rows >= settings.code_minimum
        and code not in present
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
        recurring = sum(rows for street, rows in delivery.streets.items() if street in known)
        delivery.shares["bekend"] = recurring / linked
        delivery.overlap = history.overlap(delivery)
    if previous is None or delivery.rows < least:
        return None
    drops = [
        (previous.shares[name] - delivery.shares[name], name)
        for name in _SHARES
        if name in previous.shares and name in delivery.shares
    ]
    drop, name = max(drops, default=(0.0, ""))
    if drop > settings.sleutel_grens:
        text = (
            f"Aandeel {_SHARES[name]}: {delivery.shares[name]:.0%}, tegen "
            f"{previous.shares[name]:.0%} in de levering ervoor. Is een kolom leeg, verschoven of "
            "anders geschreven?"
        )
        return Measure(drop, settings.sleutel_grens, text)
    if delivery.overlap is not None and delivery.overlap.breaks:
        return _other_streets(delivery.overlap, settings)
    return Measure(drop, settings.sleutel_grens, None) if drops else None


def _other_streets(overlap: Overlap, settings: Deliveries) -> Measure:
    """A break of some of the street keys: more rows in new streets than this source ever has."""
    text = (
        f"Rijen in straten die niet eerder voorkwamen: {overlap.new:.0%}, waar voor deze bron "
        f"{overlap.expected:.0%} gewoon is. Is een deel van de straten anders geschreven of "
        "genummerd?"
    )
    return Measure(overlap.excess, min(overlap.bound, settings.sleutel_grens), text)


def _other_header(delivery: Delivery, history: History, settings: Deliveries) -> Measure | None:
    previous = history.deliveries[-1] if history.deliveries else None
    if previous is None or not previous.headers or not delivery.headers:
        return None
    added = [text for key, text in delivery.headers.items() if key not in previous.headers]
    removed = [text for key, text in previous.headers.items() if key not in delivery.headers]
    parts = [f"nieuw: {_named(added)}"] * bool(added) + [f"weg: {_named(removed)}"] * bool(removed)
    text = f"Kolommen {'; '.join(parts)}." if parts else None
    return Measure(len(added) + len(removed), 0, text)


def _named(names: list[str]) -> str:
    more = f" en nog {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


# name (its setting is `bij_<name>`) -> gate, in the order in which they are reported
GATES: dict[str, Gate] = {
    "veel_afgekeurd": _much_refused,
    "extreme_krimp": _shrunk_far,
    "sleutel_gebroken": _broken_key,
    "minder_rijen": _fewer,
    "krimp": _shrunk,
    "groei": _grown,
    "maand_ontbreekt": _missing_month,
    "overlap": _overlap,
    "nieuwe_codes": _new_codes,
    "verdwenen_codes": _vanished_codes,
    "kop_veranderd": _other_header,
}
