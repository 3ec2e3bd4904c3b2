"""What the analyst should see to, as messages: each of a file or a month, under a subject that says
what to do.

All that stands is read from the home and its tables, also what an earlier run found: a message does
not depend on the run that first could have told it. How messages look is up to `summary`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assets.basis.report import Notice, Tone
from assets.deliveries.manifests import Manifest, SetAside
from assets.deliveries.source import Kind
from assets.sources.registry import SOURCES
from assets.warehouse.derived import Tables
from assets.warehouse.models import checks
from schemas.dutch import capital, enumerated
from schemas.findings import GATES, meaning

ATTENTION, HELD, ASIDE, SKIPPED = "Let op", "Vastgehouden", "Apart gezet", "Overgeslagen"
# Checks of which the gates tell more: which file, and what was measured.
_TOLD_BY_GATES = {
    "levering_codes_veranderd",
    "levering_gegroeid",
    "levering_gekrompen",
    "levering_kop_veranderd",
    "levering_overlapt",
    "levering_sleutel_gebroken",
    "levering_vastgehouden",
}
_FAULTY = """
    select bestandsnaam, kolom, reden, list(rijnummer order by rijnummer)
    from stg_quarantaine
    inner join leveringen using (levering_id)
    left join stg_teamversies using (levering_id)
    where list_contains(?, leveringen.bron) and coalesce(
        telt,
        not exists (
            select 1 from leveringen as later
            where later.bron = leveringen.bron and later.ontvangen_op > leveringen.ontvangen_op
        )
    )
    group by levering_id, bestandsnaam, kolom, reden
    order by levering_id, min(rijnummer), kolom, reden
"""
# The columns of a check that may be shown. Words of a delivery may name somebody: they are not.
# `straten` are names of the municipality's own list.
_SHOWN = ("bron", "maand", "thema", "verzameling", "indicator_id", "gebied_code", "straten")


_PLACE = "blad "  # where in a file a remark is about: no two files have that in common
_SEEN = "Bij het lezen viel op:"


@dataclass(frozen=True)
class Message:
    """A message: its `subject` (what it is about and what to do), which other messages may share,
    and `about`: the file, and what is the matter with it.

    `stands`: whether it is about something that counts now. `always`: whether it is told in each
    run. `identity`: what makes it another message; else all its text.
    """

    subject: str
    about: str = ""
    label: str = ATTENTION
    tone: Tone = Tone.WARNING
    stands: bool = True
    always: bool = False
    identity: str = ""

    @property
    def key(self) -> str:
        """The same for the same message in another run, and nothing that can be read."""
        text = "\n".join((self.label, self.subject, self.identity or self.about))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def messages(
    tables: Tables,
    manifests: Iterable[Manifest],
    aside: Iterable[SetAside],
    notices: Iterable[Notice] = (),
    skipped: Iterable[str] = (),
) -> list[Message]:
    """Every message of a home, the most urgent last. `tables`: the tables of a home. `skipped`:
    what is in the inbox and is no delivery."""
    names = dict(tables.execute("select levering_id, bestandsnaam from leveringen").fetchall())
    found = [
        *_found(tables, names),
        *warned_deliveries(tables),
        *_remarks(tables, manifests, names),
        *(Message(capital(notice.text), identity=notice.text) for notice in notices),
        *(Message(text, label=SKIPPED) for text in skipped),
        *faulty_notes(tables),
        *(Message(note.melding, label=ASIDE, tone=Tone.ALARM) for note in aside),
        *held_deliveries(tables),
    ]
    return list(dict.fromkeys(found))


def new_of(every: Sequence[Message], told: frozenset[str]) -> list[Message]:
    """What must be told now."""
    return [message for message in every if message.always or message.key not in told]


def held_deliveries(tables: Tables) -> list[Message]:
    """A message for each delivery that is held: why, and how to accept it. `tables`: the tables of
    a home, or a publication."""
    rows = tables.execute(
        "select levering_id, bestandsnaam, reden_vastgehouden from leveringen "
        "where status = 'vastgehouden'"  # stored from old to new
    ).fetchall()
    return [
        Message(
            f"«{name}» telt niet mee. {reason} Klopt de levering toch, dan: "
            f'veiligheidsbeeld accept {levering_id} --reden "..."',
            label=HELD,
            tone=Tone.ALARM,
            identity=levering_id,
        )
        for levering_id, name, reason in rows
    ]


def warned_deliveries(tables: Tables) -> list[Message]:
    """A message for each gate that warns of a delivery that counts, oldest delivery first: what it
    measured. It stands as long as a row of the delivery counts."""
    rows = tables.execute(
        "select levering_id, bestandsnaam, controle, melding, coalesce(geteld, 1) > 0 "
        "from leveringscontroles inner join leveringen using (levering_id) "
        "where uitkomst = 'waarschuwing' and status <> 'vastgehouden' "
        "order by ontvangen_op, levering_id, controle"
    ).fetchall()
    return [
        Message(
            GATES.get(gate, meaning(gate)),
            f"«{name}»: {text}",
            stands=counts,
            identity=f"{levering_id} {gate}",
        )
        for levering_id, name, gate, text, counts in rows
    ]


def faulty_notes(tables: Tables) -> list[Message]:
    """A message for each reason why rows or fields of a file of the team are of no use, as long as
    the file counts, or is held and was not delivered again: a team can mend its file at once."""
    rows = tables.execute(
        _FAULTY, [[source.name for source in SOURCES if source.kind is Kind.NOTES]]
    ).fetchall()
    subject = (
        "Regels van een eigen bestand zijn niet te gebruiken. Verbeter ze, en zet het bestand "
        "onder dezelfde naam opnieuw in de inbox."
    )
    return [
        Message(subject, f"«{name}», {_rows(numbers)}, «{column}»: {reason}", always=True)
        for name, column, reason, numbers in rows
    ]


def _found(tables: Tables, names: dict[str, str]) -> Iterator[Message]:
    """A message for each row that a check of the tables found."""
    for check in checks():
        if check.blocks or check.name in _TOLD_BY_GATES:
            continue
        cursor = tables.execute(f"select * from ({check.sql})")
        texts = [at for at, column in enumerate(cursor.description) if column[1] == "VARCHAR"]
        columns = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            shown = [str(row[at]) for at in texts if columns[at] in _SHOWN]
            if "levering_id" in columns:
                shown.insert(0, f"«{names.get(row[columns.index('levering_id')], '')}»")
            yield Message(
                f"{capital(meaning(check.name))}.",
                " ".join(shown),
                identity=" ".join([check.name, *(str(row[at]) for at in texts)]),
            )


def _remarks(
    tables: Tables, manifests: Iterable[Manifest], names: dict[str, str]
) -> Iterator[Message]:
    """What was seen when a delivery was read, under what it has in common with others. Deliveries
    that are not in the tables are left for a run that knows them."""
    counted = dict(
        tables.execute("select levering_id, coalesce(geteld, 1) > 0 from leveringen").fetchall()
    )
    shared = Counter(names.values())
    for manifest in manifests:
        for remark in manifest.opmerkingen if manifest.levering_id in names else ():
            general, colon, own = remark.partition(": ")
            is_general = bool(colon) and not general.startswith(_PLACE)
            name = f"«{names[manifest.levering_id]}»"
            if shared[names[manifest.levering_id]] > 1:
                name += f" ({manifest.levering_id})"
            yield Message(
                f"{capital(general)}. Kijk na of het klopt." if is_general else _SEEN,
                f"{name}: {own if is_general else remark}",
                stands=counted[manifest.levering_id],
                identity=f"{manifest.levering_id} {remark}",
            )


def _rows(numbers: Sequence[int]) -> str:
    """`rij 2`, `rij 3 t/m 12`, `rij 2, 5 en 7 t/m 9`."""
    runs = []
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        first, *more = [number for _, number in run]
        runs += [f"{first} t/m {more[-1]}"] if len(more) > 1 else map(str, [first, *more])
    return f"rij {enumerated(runs)}"
