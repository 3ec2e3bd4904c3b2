"""Links rows with an address to a street and a neighbourhood: the room's public entry points.

`matching` finds which streets a text can mean. Here ties are resolved with the other fields of the
row, and rows are put together. Finding the neighbourhood is in `areas`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.linking.addresses import as_rows, completed, emptied
from assets.linking.areas import AREA, AreaIndex
from assets.linking.decisions import Decisions, load_decisions
from assets.linking.elsewhere import ELSEWHERE, Elsewhere
from assets.linking.matching import AMBIGUOUS, Matcher, MatchResult
from assets.linking.names import fold, street_id
from assets.linking.parsing import has_digit, number_in, postcode_in
from assets.linking.review import Reviewer
from assets.linking.rulings import NO_STREET, Rulings
from assets.linking.streets import SCORES, Mention, StreetIndex
from assets.linking.suggestions import Suggestions
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
    "suggesties": "str",
    "plaatsnaam": "str",
}
COLUMNS = (*STREET, *AREA)
_TIE_PENALTY = 0.02  # subtracted from the score of a tie that other fields resolved


def link_addresses(
    addresses: pd.Series | pd.DataFrame | Iterable[str | None],
    configuration: Configuration | None = None,
    trust_delivered: bool = True,
) -> pd.DataFrame:
    """`COLUMNS` for each address, on the index of `addresses`; for use in a notebook or script.

    `addresses`: a Series or list of text (`Markt 12`), or a DataFrame with any of the columns of
    `Linker.link`. `configuration`: the settings of a municipality; Maastricht by default.
    `trust_delivered`: whether a column `buurt` holds names of CBS neighbourhoods. Raises
    `AnalystError` as `addresses.as_rows` does, and for a reference that cannot be read.
    """
    linker = linker_for(configuration or Configuration())
    return linker.link(as_rows(addresses), trust_delivered)


class Linker:
    """Links rows to one reference. Deterministic; building one takes seconds for a large list."""

    def __init__(self, reference: Reference, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.reference = reference
        self.versie = f"{reference.versie}-{decisions.versie}"
        self.streets = StreetIndex(reference, decisions)
        self.matcher = Matcher(self.streets, decisions)
        self.areas = AreaIndex(reference)
        self.spots = decisions.spots
        self._spot_areas = {spot.naam: spot.buurtcode for spot in decisions.spots.values()}
        self.elsewhere = Elsewhere(reference, self.streets, decisions)
        self.reviewer = Reviewer((street.straatnaam for street in self.streets.names), decisions)
        self.rulings = Rulings(decisions.of_texts if self.streets.listed else ())
        self.suggestions = Suggestions(self.streets, decisions.common)

    def link(
        self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool = False
    ) -> pd.DataFrame:
        """`COLUMNS` for each row, on the index of `rows`; no row influences another.

        A row that lies in another municipality (see `elsewhere`) has no street and no area here.
        `rows`: any of straat, gemeente, plaats, huisnummer, postcode, buurt (text), x, y (RD
        metres) and datum (the day by which the row counts). Columns and cells may be missing.
        `trust_delivered`: whether `buurt` holds names of CBS neighbourhoods. `point_first`: whether
        the source derived its address from the point.
        """
        asked = completed(rows)
        outside = self.elsewhere.decided_by(asked).ne("")
        asked = emptied(asked, outside)
        codes, texts = pd.factorize(asked["straat"])
        asked = _with_fields_from_text(asked, codes, texts)
        matched = self.matcher.find(texts)
        distinct = _street_frame(self._answer(text, matched[text]) for text in texts)
        streets = distinct.take(codes).reset_index(drop=True)
        if not self.streets.listed:
            streets["straat_id"] = self._by_town(streets["straat_id"], asked["plaats"])
        tied = streets["koppelmethode"].eq(AMBIGUOUS)
        if tied.any():
            resolved = self._resolve_ties(asked[tied], trust_delivered, point_first, matched)
            streets.loc[tied] = resolved
        if self.rulings:
            self._rule(streets, texts, codes, asked["datum"])
        streets["suggesties"] = self.suggestions.of_rows(streets)
        areas = self.areas.locate(
            asked.assign(
                straat_id=streets["straat_id"],
                plaatscode=streets["plaatsnaam"].map(self._spot_areas).astype("str"),
            ),
            trust_delivered,
            point_first,
        )
        streets.loc[outside, "koppelmethode"] = ELSEWHERE
        return streets.join(areas)[list(COLUMNS)].set_axis(rows.index)

    def _answer(self, text: str, match: MatchResult, names: tuple[int, ...] | None = None) -> tuple:
        """One row of `STREET`, for the first mention; `names`: the candidates that are left."""
        if not match.mentions:
            shown = self.reviewer.text(text, match.why_none, 0.0)
            spot = self.spots[match.spot].naam if match.spot else None
            return (None, None, match.why_none, 0.0, None, None, None, shown, None, spot)
        mention = match.mentions[0]
        names = names or mention.names
        if self._is_tie(names):
            alike = [self.streets.names[name].straatnaam for name in names]
            shown = self.reviewer.text(text, AMBIGUOUS, 0.0, alike)
            other = self.streets.names[names[1]].straatnaam
            return (None, None, AMBIGUOUS, 0.0, other, mention.score, None, shown, None, None)
        score = mention.score - (_TIE_PENALTY if self._is_tie(mention.names) else 0)
        street = self.streets.names[names[0]]
        return (
            street.straat_id,
            street.straatnaam,
            mention.method,
            score,
            *self._runner_up(mention),
            self._crossing(match, street.straat_id),
            self.reviewer.text(text, mention.method, score, [street.straatnaam]),
            None,
            None,
        )

    def _rule(
        self, streets: pd.DataFrame, texts: pd.Index, codes: np.ndarray, days: pd.Series
    ) -> None:
        """Put what was decided about whole texts in `streets`."""
        ruled = self.rulings.of_rows(texts, codes, streets["koppelmethode"], days)
        for decision, rows in ruled.items():
            answer = dict.fromkeys(STREET) | {"koppelmethode": NO_STREET, "koppelscore": 0.0}
            if decision.besluit != NO_STREET and (names := self.streets.named(decision.straatnaam)):
                street = self.streets.names[names[0]]
                answer |= {
                    "straat_id": street.straat_id,
                    "straatnaam": street.straatnaam,
                    "koppelmethode": "alias",
                    "koppelscore": SCORES["alias"],
                }
            streets.loc[rows] = _street_frame([tuple(answer.values())] * len(rows)).set_axis(rows)

    def _is_tie(self, names: tuple[int, ...]) -> bool:
        """Whether names belong to more than one street."""
        return len({self.streets.names[name].straat_id for name in names}) > 1

    def _crossing(self, match: MatchResult, straat_id: str) -> str | None:
        """The id of the next street in the text that is certain and different."""
        for mention in match.mentions[1:]:
            other = self.streets.names[mention.names[0]].straat_id
            if not self._is_tie(mention.names) and other != straat_id:
                return other
        return None

    def _by_town(self, keys: pd.Series, towns: pd.Series) -> pd.Series:
        """The ids of unlisted streets: the same name in two towns is two streets."""
        pairs = list(zip(keys, towns, strict=True))
        ids = {
            (key, town): street_id(self.reference.gemeentecode, town, key)
            for key, town in set(pairs)
            if pd.notna(key)
        }
        return pd.Series([ids.get(pair) for pair in pairs], index=keys.index, dtype="str")

    def _runner_up(self, mention: Mention) -> tuple[str | None, float | None]:
        if mention.runner_up is None:
            return None, None
        return self.streets.names[mention.runner_up].straatnaam, mention.runner_up_score

    def _resolve_ties(
        self,
        rows: pd.DataFrame,
        trust_delivered: bool,
        point_first: bool,
        matched: dict[str, MatchResult],
    ) -> pd.DataFrame:
        """`STREET` for rows whose text can mean several streets, with the index of `rows`.

        The neighbourhood used is one that the row proves without its street.
        """
        unlinked = rows.assign(straat_id=pd.Series(None, index=rows.index, dtype="str"))
        areas = self.areas.locate(unlinked, trust_delivered, point_first)
        fields = rows[["straat", "plaats", "buurt", "datum"]].assign(code=areas["buurtcode"])
        resolved: dict[tuple, tuple] = {}
        answers = []
        for row in fields.itertuples(index=False, name=None):
            if row not in resolved:
                text, town, neighbourhood, date, code = row
                match, places = matched[text], {fold(town), fold(neighbourhood)}
                names = self._candidates_left(match, date, places, code)
                resolved[row] = self._answer(text, match, names)
            answers.append(resolved[row])
        return _street_frame(answers).set_axis(rows.index)

    def _candidates_left(
        self, match: MatchResult, date: pd.Timestamp, places: set[str], code: object
    ) -> tuple[int, ...]:
        """The candidates that agree with the date, then the town, then the neighbourhood.

        A test that no candidate passes is skipped. A missing town agrees with nothing.
        """
        streets = self.streets.names
        places = (places | {fold(hint) for hint in match.hints}) - {""}

        def was_valid(name: int) -> bool:
            start, end = streets[name].geldig_van, streets[name].geldig_tot
            day = date.normalize()
            return (pd.isna(start) or start <= day) and (pd.isna(end) or day <= end)

        tests = (
            lambda name: not pd.isna(date) and was_valid(name),
            lambda name: fold(streets[name].woonplaats) in places,
            lambda name: code in self.areas.of_street(streets[name].straat_id),
        )
        names = match.mentions[0].names
        for agrees in tests:
            names = tuple(name for name in names if agrees(name)) or names
        return names


def require_decidable(streets: StreetIndex, rulings: Rulings) -> None:
    """Raise `AnalystError` for a decision in force of which the street is not in the list, or is
    more than one: leaving it out would undo the decision without a word."""
    gone = [
        decision.straatnaam
        for decision in rulings.in_force()
        if decision.besluit != NO_STREET and not streets.is_one(decision.straatnaam)
    ]
    if gone:
        raise AnalystError(
            "Besluiten over straten noemen namen die in de lijst van straten niet, of meer dan een "
            f"keer, voorkomen: {', '.join(dict.fromkeys(gone[:5]))}. Leg van elke tekst opnieuw "
            "vast welke straat het is: veiligheidsbeeld linking review --tekst ... --straat ..."
        )


def _street_frame(answers: Iterable[tuple]) -> pd.DataFrame:
    return pd.DataFrame(list(answers), columns=list(STREET)).astype(STREET)


def _with_fields_from_text(rows: pd.DataFrame, codes: np.ndarray, texts: pd.Index) -> pd.DataFrame:
    """`rows` with the house number and postcode in the text, where their own fields are empty."""
    numbered = [text if has_digit(text) else "" for text in texts]
    if not any(numbered):
        return rows
    filled = {}
    for field, find in (("huisnummer", number_in), ("postcode", postcode_in)):
        in_text = pd.Series([text and find(text) for text in numbered], dtype="str").take(codes)
        filled[field] = rows[field].where(rows[field].ne(""), in_text.set_axis(rows.index))
    return rows.assign(**filled)


_linkers: dict[str, Linker] = {}


def linker_for(configuration: Configuration, checked: bool = True) -> Linker:
    """The linker of a municipality; the same object as long as its reference stays the same.

    Raises `AnalystError` for an alias or a decision of a street that is not in the list, unless not
    `checked`: whoever mends decisions must be able to begin.
    """
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    key = f"{reference.versie}-{decisions.versie}"
    if key not in _linkers:
        made = Linker(reference, decisions)
        _linkers.clear()
        _linkers[key] = made
    linker = _linkers[key]
    if checked:
        if unknown := linker.streets.unknown(decisions):
            raise AnalystError(
                "[referentie] aliassen noemt straten die niet in de lijst van straten staan: "
                f"{', '.join(unknown[:5])}. Verbeter de naam in de tabel met aliassen."
            )
        require_decidable(linker.streets, linker.rulings)
    return linker
