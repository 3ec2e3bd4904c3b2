"""The texts that an analyst can decide about, and which rows a decision moves at the next run.

Read from the tables of the home as they are now. What the analyst says, and how it is kept, does
not belong here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assets.basis.errors import AnalystError
from assets.linking.review import is_shown
from assets.linking.rulings import Rulings, text_key
from assets.linking.suggestions import MOST, read_suggestions
from assets.reference.decided import NO_STREET, ONE_STREET, Decision
from assets.warehouse.derived import Tables

_TEXTS = """
    select
        controle_tekst, bron, maand, koppelmethode, straatnaam, suggesties, count(*) as aantal
    from (
        select r.controle_tekst, g.bron, r.maand, r.koppelmethode, s.straatnaam, r.suggesties
        from int_rijgeldigheid as g
        inner join stg_rijen as r using (levering_id, rijnummer)
        left join int_straten as s on r.straat_id = s.straat_id
        where g.tot is null and r.controle_tekst is not null
    )
    group by all
    order by all
"""
_OF_STREETS = """
    select s.straatnaam, r.maand, count(*)
    from int_rijgeldigheid as g
    inner join stg_rijen as r using (levering_id, rijnummer)
    inner join int_straten as s on r.straat_id = s.straat_id
    where g.tot is null and list_contains(?, s.straatnaam)
    group by all
"""


@dataclass(frozen=True)
class ToReview:
    """A text as it stands in the review list, with all its spellings of case.

    `rows`: (month, street that it is linked to now, or empty) -> the rows that count. `methods`:
    how it was linked, or why not. `suggestions`: streets with their probability.
    """

    text: str
    sources: tuple[str, ...]
    methods: tuple[str, ...]
    rows: Mapping[tuple[str, str], int]
    suggestions: tuple[tuple[str, float], ...]

    @property
    def total(self) -> int:
        """The rows in which it stands."""
        return sum(self.rows.values())

    @property
    def is_linked(self) -> bool:
        """Whether any of its rows has a street, however unsurely."""
        return any(street for _, street in self.rows)

    @property
    def months(self) -> tuple[str, str]:
        """The first and the last month with such a row."""
        months = sorted(month for month, _ in self.rows)
        return months[0], months[-1]

    def moved_by(self, decision: Decision) -> Counter[str]:
        """Month -> the rows that get another street, or lose theirs, by a decision about it."""
        to = "" if decision.besluit == NO_STREET else decision.straatnaam
        moved: Counter[str] = Counter()
        for (month, street), count in self.rows.items():
            if street != to and _is_within(month, decision):
                moved[month] += count
        return moved


def texts_to_review(tables: Tables, decided: Rulings | None = None) -> list[ToReview]:
    """The texts that may be shown, those with the most rows first. `tables`: as `tables_of`.
    `decided`: what was decided; rows that these will move at the next run are left out.

    Raises `AnalystError` for tables of an earlier version."""
    columns = {row[0] for row in tables.execute("describe stg_rijen").fetchall()}
    if "suggesties" not in columns:
        raise AnalystError(
            "De tabellen zijn van een oudere versie van het programma. Start eerst: "
            "veiligheidsbeeld run."
        )
    found: dict[str, list[tuple]] = defaultdict(list)
    for row in tables.execute(_TEXTS).fetchall():
        if is_shown(row[0]):
            found[text_key(row[0])].append(row)
    texts = [_as_one(rows) for rows in found.values()]
    if decided:
        texts = [_undecided(text, decided.about(text.text)) for text in texts]
        texts = [text for text in texts if text.rows]
    return sorted(texts, key=lambda text: (-text.total, text.text))


def _as_one(rows: list[tuple]) -> ToReview:
    """The rows of one text, under its most frequent spelling."""
    spelled: Counter[str] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    likely: dict[str, float] = {}
    for text, _, month, _, street, suggestions, count in rows:
        spelled[text] += count
        counted[month, street or ""] += count
        for name, chance in read_suggestions(suggestions):
            likely[name] = max(chance, likely.get(name, 0.0))
    best = sorted(likely.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return ToReview(
        min(spelled, key=lambda text: (-spelled[text], text)),
        tuple(sorted({row[1] for row in rows})),
        tuple(sorted({row[3] for row in rows})),
        counted,
        tuple(best),
    )


def _undecided(text: ToReview, decisions: Iterable[Decision]) -> ToReview:
    """A text with the rows that no decision is about."""
    rows = {
        (month, street): count
        for (month, street), count in text.rows.items()
        if not any(_is_within(month, decision) for decision in decisions)
    }
    return replace(text, rows=rows)


def moved_by_all(texts: Iterable[ToReview], answers: Iterable[Decision]) -> Counter[str]:
    """Month -> the rows that decisions move together; of two about one text the last."""
    by_key = {text_key(text.text): text for text in texts}
    last = {text_key(answer.geschreven): answer for answer in answers}
    moved: Counter[str] = Counter()
    for key, answer in last.items():
        if key in by_key:
            moved += by_key[key].moved_by(answer)
    return moved


def text_like(texts: Iterable[ToReview], text: str) -> ToReview:
    """The text of the list that is `text`; without one, a text without rows."""
    key = text_key(text)
    known = next((each for each in texts if text_key(each.text) == key), None)
    return replace(known, text=text) if known else ToReview(text, (), (), {}, ())


def moved_by_joining(tables: Tables, decision: Decision) -> Counter[str]:
    """Month -> the rows that get another street when two streets become one."""
    if decision.besluit != ONE_STREET:
        return Counter()
    rows = tables.execute(_OF_STREETS, [[decision.geschreven]]).fetchall()
    return Counter({month: count for _, month, count in rows})


def _is_within(month: str, decision: Decision) -> bool:
    """Whether a month has a day that a decision is about."""
    begin, end = decision.geldig_van[:7], decision.geldig_tot[:7]
    return (begin or month) <= month <= (end or month)
