"""Table `straatpatronen`: on which part of the week it happens in a street more than around it.

The test is in `week_patterns`. One family: all places, themes and sources with enough events, of
one issue. How a sheet words it is in `of_hotspots`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.indicators.driehoek import issue
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name
from assets.indicators.week_parts import MEMBERS
from assets.indicators.week_patterns import (
    LEVEL,
    Events,
    chance,
    holm,
    ratio_of,
    simulations,
    stands_out,
)
from assets.indicators.words import UNCERTAIN
from schemas.staged import CELLS, OF_EVENT, OF_REPORT, TWELFTHS, UNKNOWN_MOMENT

DIFFERS = "wijkt af"
BOTH_MOMENTS = "beide"
FEWEST = 20  # events with a known moment, in the place and around it
_MONTHS = 3  # in which it must have happened: one bad night is no pattern
TOO_FEW = f"minder dan {FEWEST} met een bekend moment"
TOO_FEW_AROUND = f"eromheen minder dan {FEWEST} met een bekend moment"
CHANCE = "toeval kan het verschil verklaren"
USUAL_ELSEWHERE = "elders in de gemeente is het dan niet duidelijk minder"
ONE_OFF = f"uit minder dan {_MONTHS} maanden"
_CLEARLY = 1.92  # a log likelihood ratio: half of the 95 % point of chi-square
_MOST = 50  # percent from which it happens mostly there
_PLACE = ["bron", "thema", "plek_id", "straat_id", "straatnaam", "plek_buurt"]
_NAMED = ["dagdelen", "aandeel_pct", "aandeel_rest_pct"]
_VERDICT = ["p_waarde", *_NAMED, "reden"]


def patterns(material: Material) -> pd.DataFrame:
    """Table `straatpatronen`."""
    _, last = issue(material)
    rows = material.ask("select * from int_plek_momenten")
    if last is None or rows["plek_id"].isna().all():
        return empty_table("straatpatronen")
    places = judged(rows)
    differs = places["reden"].isna()
    places[_NAMED] = places[_NAMED].where(differs)
    return places.assign(
        **{name: places[name].astype("str") for name in ("momentbron", "dagdelen", "reden")},
        buurtcode=places["plek_buurt"],
        maand_tot=month_name(last),
        uitkomst=differs.map({True: DIFFERS, False: UNCERTAIN}),
    ).sort_values(["straat_id", "plek_id", "thema", "bron"], ignore_index=True)


def of_hotspots(material: Material) -> pd.DataFrame:
    """plek_id, thema, weekdelen: in words, on which part of the week more happens there than around
    it; only of places that differ."""
    rows = material.ask(
        "select case when int_gesplitste_straten.straat_id is null then straatpatronen.straat_id "
        "else straatpatronen.straat_id || '/' || straatpatronen.buurtcode end as plek_id, "
        "thema, bron, momentbron, dagdelen, aandeel_pct from straatpatronen "
        "left join int_gesplitste_straten using (straat_id) "
        f"where uitkomst = '{DIFFERS}' order by plek_id, thema, bron desc"
    )
    rows["weekdelen"] = [worded(row) for row in rows.itertuples()]
    return rows.groupby(["plek_id", "thema"], as_index=False)["weekdelen"].agg("; ".join)


def worded(row: tuple) -> str:
    """`vooral vrijdagnacht (politie)`, or `vaker` where most of it happens at other times; reports
    tell where the moment is that of reporting."""
    how = "vooral" if row.aandeel_pct >= _MOST else f"vaker ({row.aandeel_pct:.0f} %)"
    source = {"politie": "politie", "melddesk": "meldingen"}.get(row.bron, row.bron)
    moment = {
        OF_REPORT: ", naar het moment van melden",
        BOTH_MOMENTS: ", deels naar het moment van melden",
    }.get(row.momentbron, "")
    return f"{how} {row.dagdelen} ({source}{moment})"


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each place, theme and source of `int_plek_momenten`: its figures, and its chance
    corrected for all that is tested. Without `reden` it differs."""
    places = _summary(rows[rows["plek_id"].notna()])
    enough = places[places["reden"].isna()]
    parts = rows.groupby(["bron", "thema"])
    beside = [
        place
        for key, group in enough.groupby(["bron", "thema"])
        for place in _beside_the_rest(parts.get_group(key), group)
    ]
    tested = [place for place in beside if place.events.around.sum() >= FEWEST]
    lonely = [place.at for place in beside if place.events.around.sum() < FEWEST]
    places.loc[lonely, "reden"] = TOO_FEW_AROUND
    verdicts = pd.DataFrame(
        _verdicts(tested), index=[place.at for place in tested], columns=_VERDICT
    )
    for name in _VERDICT:
        places.loc[verdicts.index, name] = verdicts[name]
    return places


def _verdicts(tested: list[_Place]) -> Iterator[tuple[object, ...]]:
    """`_VERDICT` of each place that is tested."""
    found = [stands_out(place.events) for place in tested]
    most = simulations(len(tested))
    chances = [
        chance(place.events, part.ratio, most, place.key)
        for place, part in zip(tested, found, strict=True)
    ]
    for place, part, corrected in zip(tested, found, holm(np.array(chances)), strict=True):
        reason = None if place.months_in(part.part) >= _MONTHS else ONE_OFF
        if ratio_of(place.elsewhere, part.part) < _CLEARLY:
            reason = USUAL_ELSEWHERE
        yield (
            corrected,
            part.name,
            round(100 * part.share, 1),
            round(100 * part.share_around, 1),
            CHANCE if corrected > LEVEL else reason,
        )


@dataclass(frozen=True)
class _Place:
    """A place that may be tested: its row in the table, its events beside the rest of its
    neighbourhood and beside other neighbourhoods, and of its own rows [R] the twelfths by cell and
    the month. Beside one odd street that is busy, every other of its neighbourhood differs."""

    at: int
    key: str
    events: Events
    elsewhere: Events
    weights: np.ndarray
    months: np.ndarray

    def months_in(self, part: int) -> int:
        """The months with an event that lies mostly in a part of the week."""
        inside = 2 * (self.weights @ MEMBERS[:, part]) >= TWELFTHS
        return len(np.unique(self.months[inside]))


def _beside_the_rest(rows: pd.DataFrame, places: pd.DataFrame) -> Iterator[_Place]:
    """Each place of one theme and source beside the rest of its neighbourhood; without one, of the
    municipality. Only events with a known moment."""
    rows = rows[rows["momenten"].ne(UNKNOWN_MOMENT)]
    pattern = ["momenten", "van_voorval"]
    kinds = rows.drop_duplicates(pattern).sort_values(pattern)
    kind = rows.groupby(pattern).ngroup().to_numpy()  # in the same order
    weights = np.array([_weights(text) for text in kinds["momenten"]])
    stratum = kinds["van_voorval"].to_numpy(dtype="int64")
    number, months, of_place, area = (
        rows[name].to_numpy() for name in ("aantal", "maand", "plek_id", "buurtcode")
    )
    for row in places.itertuples():
        here = of_place == row.plek_id
        around = ~here if pd.isna(row.plek_buurt) else ~here & (area == row.plek_buurt)
        own, rest, outside = (
            np.bincount(kind[mask], number[mask], len(kinds)).astype("int64")
            for mask in (here, around, ~here & ~around)
        )
        outside = outside if outside.sum() >= FEWEST else rest
        used = own + rest > 0
        yield _Place(
            row.Index,
            f"{row.plek_id}|{row.thema}|{row.bron}",
            Events(weights[used], own[used], rest[used], stratum[used]),
            Events(weights, own, outside, stratum),
            weights[kind[here]],
            months[here],
        )


def _weights(text: str) -> np.ndarray:
    """`4:3 5:9` as twelfths by cell."""
    weights = np.zeros(CELLS)
    for pair in text.split(" "):
        cell, twelfths = pair.split(":")
        weights[int(cell)] = int(twelfths)
    return weights


def _summary(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each place, theme and source: its events, those without a known moment, and whose
    the known moments are."""
    known = rows["aantal"].where(rows["momenten"].ne(UNKNOWN_MOMENT), 0)
    of_event = known.where(rows["van_voorval"].astype(bool), 0)
    places = (
        rows.assign(bekend=known, voorval=of_event)
        .groupby(_PLACE, dropna=False)[["aantal", "bekend", "voorval"]]
        .sum()
        .reset_index()
    )
    moment = np.select(
        [places["bekend"] == 0, places["voorval"] == places["bekend"], places["voorval"] == 0],
        [None, OF_EVENT, OF_REPORT],
        BOTH_MOMENTS,
    )
    return places.assign(
        gebeurtenissen=places["aantal"],
        onbekend=places["aantal"] - places["bekend"],
        momentbron=moment,
        p_waarde=np.nan,
        dagdelen=None,
        aandeel_pct=np.nan,
        aandeel_rest_pct=np.nan,
        reden=np.where(places["bekend"] < FEWEST, TOO_FEW, None),
    )
