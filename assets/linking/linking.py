"""The one thing that this room gives: rows with an address in, street and neighbourhood out.

What a text may mean is found out in `matching`; here ties are decided by what else the row tells.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.linking.areas import AreaIndex
from assets.linking.decisions import Decisions, load_decisions
from assets.linking.matching import AMBIGUOUS, Found, Matcher
from assets.linking.names import fold, street_id
from assets.linking.parsing import number_in, postcode_in
from assets.linking.review import reviewable
from assets.linking.streets import Mention, StreetIndex
from assets.reference.tables import Reference, load_reference
from schemas.configuration import Configuration

STREET = {
    "straat_id": "str",
    "straatnaam": "str",
    "koppelmethode": "str",
    "koppelscore": "float64",
    "tweede_keus": "str",
    "tweede_keus_score": "float64",
    "kruisende_straat_id": "str",
    "controle_tekst": "str",
}
COLUMNS = (*STREET, "buurtcode", "wijkcode", "gebiedsmethode")
_DECIDED = 0.02  # a tie that was decided by something else than the name is that less sure


class Linker:
    """Links rows to one reference. Made once a run; deterministic."""

    def __init__(self, reference: Reference, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.reference = reference
        self.versie = f"{reference.versie}-{decisions.versie}"
        self.streets = StreetIndex(reference, decisions)
        self.matcher = Matcher(self.streets, decisions)
        self.areas = AreaIndex(reference)

    def link(
        self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool = False
    ) -> pd.DataFrame:
        """`COLUMNS` for each of `rows`, on their index; never more rows or fewer.

        `rows`: straat, plaats, huisnummer, postcode, buurt (text), x, y (RD metres or missing),
        datum (by which the row counts; may be missing).
        """
        codes, texts = pd.factorize(rows["straat"])
        rows = _with_what_the_text_tells(rows, codes, texts)
        found = self.matcher.find(texts)
        answers = [found[text] for text in texts]
        settled = pd.DataFrame(
            [self._answer(text, answer) for text, answer in zip(texts, answers, strict=True)],
            columns=list(STREET),
        ).astype(STREET)
        streets = settled.take(codes).set_axis(rows.index)
        if not self.streets.listed:
            streets["straat_id"] = self._by_town(streets["straat_id"], rows["plaats"])
        tied = streets["koppelmethode"].eq(AMBIGUOUS)
        if tied.any():
            decided = self._untied(rows[tied], trust_delivered, point_first, found)
            streets.loc[decided.index] = decided
        areas = self.areas.locate(
            rows.assign(straat_id=streets["straat_id"]), trust_delivered, point_first
        )
        return streets.join(areas)[list(COLUMNS)]

    def _answer(self, text: str, found: Found, names: tuple[int, ...] | None = None) -> tuple:
        """One row of `STREET`: the street named first, of the names that can be meant."""
        if not found.mentions:
            shown = reviewable(text, found.why_none, 0.0)
            return (None, None, found.why_none, 0.0, None, None, None, shown)
        mention = found.mentions[0]
        names = names or mention.names
        if self._is_tie(names):
            shown = reviewable(text, AMBIGUOUS, 0.0, resembles=True)
            second = self.streets.names[names[1]].straatnaam
            return (None, None, AMBIGUOUS, 0.0, second, mention.score, None, shown)
        score = mention.score - (_DECIDED if self._is_tie(mention.names) else 0)
        street = self.streets.names[names[0]]
        return (
            street.straat_id,
            street.straatnaam,
            mention.method,
            score,
            *self._second(mention),
            self._crossing(found, street.straat_id),
            reviewable(text, mention.method, score, resembles=True),
        )

    def _is_tie(self, names: tuple[int, ...]) -> bool:
        return len({self.streets.names[name].straat_id for name in names}) > 1

    def _crossing(self, found: Found, straat_id: str) -> str | None:
        for mention in found.mentions[1:]:
            other = self.streets.names[mention.names[0]].straat_id
            if not self._is_tie(mention.names) and other != straat_id:
                return other
        return None

    def _by_town(self, keys: pd.Series, towns: pd.Series) -> pd.Series:
        """Without a list: the same name in two towns is two streets."""
        pairs, distinct = pd.MultiIndex.from_arrays([keys, towns]).factorize()
        ids = [
            None if pd.isna(key) else street_id(self.reference.gemeentecode, town, key)
            for key, town in distinct
        ]
        return pd.Series(ids, dtype="str").take(pairs).set_axis(keys.index)

    def _second(self, mention: Mention) -> tuple[str | None, float | None]:
        if mention.second is None:
            return None, None
        return self.streets.names[mention.second].straatnaam, mention.second_score

    def _untied(
        self,
        rows: pd.DataFrame,
        trust_delivered: bool,
        point_first: bool,
        found: dict[str, Found],
    ) -> pd.DataFrame:
        """`STREET` for rows of which the text may be more than one street: by the names that held
        on the date of the row, by the town, by the neighbourhood that the row proves itself."""
        unlinked = rows.assign(straat_id=pd.Series(None, index=rows.index, dtype="str"))
        areas = self.areas.locate(unlinked, trust_delivered, point_first)
        dates = rows["datum"] if "datum" in rows else pd.Series(pd.NaT, index=rows.index)
        asked = zip(
            rows["straat"], rows["plaats"], rows["buurt"], dates, areas["buurtcode"], strict=True
        )
        known: dict[tuple, tuple] = {}
        answers = []
        for text, place, neighbourhood, date, code in asked:
            key = (text, place, neighbourhood, date, code)
            if key not in known:
                names = self._possible(found[text], date, {fold(place), fold(neighbourhood)}, code)
                known[key] = self._answer(text, found[text], names)
            answers.append(known[key])
        return pd.DataFrame(answers, columns=list(STREET), index=rows.index).astype(STREET)

    def _possible(
        self, found: Found, date: pd.Timestamp, places: set[str], code: object
    ) -> tuple[int, ...]:
        streets = self.streets.names
        places |= {fold(hint) for hint in found.hints}

        def held(name: int) -> bool:
            start, end = streets[name].geldig_van, streets[name].geldig_tot
            day = date.normalize()
            return (pd.isna(start) or start <= day) and (pd.isna(end) or day <= end)

        ways = (
            lambda name: not pd.isna(date) and held(name),
            lambda name: fold(streets[name].woonplaats) in places,
            lambda name: code in self.areas.of_street(streets[name].straat_id),
        )
        names = found.mentions[0].names
        for fits in ways:
            left = tuple(name for name in names if fits(name))
            names = left or names
        return names


def _with_what_the_text_tells(
    rows: pd.DataFrame, codes: np.ndarray, texts: pd.Index
) -> pd.DataFrame:
    """`rows` with the house number and postcode of the text where their own fields are empty."""
    if not any(any(map(str.isdigit, text)) for text in texts):
        return rows
    told = {}
    for field, find in (("huisnummer", number_in), ("postcode", postcode_in)):
        inside = pd.Series([find(text) for text in texts], dtype="str").take(codes)
        told[field] = rows[field].where(rows[field].ne(""), inside.set_axis(rows.index))
    return rows.assign(**told)


_linkers: dict[str, Linker] = {}


def linker_for(configuration: Configuration) -> Linker:
    """The linker of a municipality; the same one as long as its reference stays the same.

    Raises `AnalystError` for an alias of a street that is not in the list.
    """
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    key = f"{reference.versie}-{decisions.versie}"
    if key not in _linkers:
        linker = Linker(reference, decisions)
        if unknown := linker.streets.unknown(decisions):
            raise AnalystError(
                "[referentie] aliassen noemt straten die niet in de lijst van straten staan: "
                f"{', '.join(unknown[:5])}. Verbeter de naam in de tabel met aliassen."
            )
        _linkers.clear()
        _linkers[key] = linker
    return _linkers[key]
