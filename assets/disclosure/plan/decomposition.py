"""What public figures are sums of: the counts by incident code, neighbourhood and month beneath
them, for as far as figures can tell these apart.

Two figures that share a part can give away a third; so parts are those of all editions at once, and
a part that has the same count in two editions is one and the same unknown. What is secret, and what
to hide, does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.basis.errors import AnalystError

PERIOD = ["periode_soort", "periode"]
CELL = ["indicator_id", "gebied_code", *PERIOD]
PLACE = ["buurtcode", "wijkcode"]
_STRETCH = ["maand_van", "maand_tot"]
_ALWAYS = ("0000-01", "9999-12")
_PART = ["blad", *PLACE, "moment"]
_SAID = ["indicator_id", "gebied_code", "periode"]
_WHOLE = 0.5  # counts are whole: what differs less is the same


@dataclass(frozen=True)
class Makeup:
    """The figures of an edition and what they were counted from, as known when it was made."""

    figures: pd.DataFrame  # CELL, waarde (the true one), geteld (by us; else given as a figure)
    counts: pd.DataFrame  # bron, code, maand, PLACE, aantal
    codes: pd.DataFrame  # indicator_id, bron, code, maand_van, maand_tot: what an indicator counts
    places: pd.DataFrame  # PERIOD, gebied_code, PLACE, maand_van, maand_tot: what an area holds
    months: pd.DataFrame  # PERIOD, maand: of counted figures


@dataclass(frozen=True)
class Parts:
    """The figures of all makeups, below each other, as sums of parts."""

    sums: csr_matrix  # figures x parts
    counts: np.ndarray  # true count of each part

    def same(self) -> np.ndarray:
        """A number for each figure: the same where they are the sum of the same parts."""
        return np.unique(_signatures(self.sums), return_inverse=True)[1]


def parts_of(makeups: list[Makeup]) -> Parts:
    """The parts of the figures of `makeups`.

    What a counted figure is more than its counts, is a part of its own. A given figure is made of
    the given figures within it, and of what these leave.

    Raises AnalystError, which names the figure and not its value, where one is less than its
    counts: what it would give away is then not known.
    """
    figures = _stacked([makeup.figures for makeup in makeups])
    figures["rij"] = np.arange(len(figures))
    counted = _counted(figures[figures["geteld"]], makeups)
    rest = _rest(figures[figures["geteld"]], counted)
    given = _given(figures[~figures["geteld"]])
    holds = pd.concat([frame[["rij", "deel", "aantal"]] for frame in (counted, rest, given)])
    number = holds.groupby(["deel", "aantal"], sort=False).ngroup().to_numpy()
    counts = np.zeros(number.max(initial=-1) + 1)
    counts[number] = holds["aantal"]
    sums = csr_matrix(
        (np.ones(len(holds)), (holds["rij"], number)), shape=(len(figures), len(counts))
    )
    return Parts(sums, counts)


@cache
def months_of(period: str) -> frozenset[str]:
    """The months (YYYY-MM) of a period as it is written: 2019, 2019-H1, 2019-Q1, 2019-01, or from
    one of these to another (2018-07--2019-06, 2019--2020)."""
    first, last = (_ends(part) for part in (period.split("--") * 2)[:2])
    return frozenset(pd.period_range(first[0], last[1], freq="M").strftime("%Y-%m"))


def _ends(period: str) -> tuple[str, str]:
    """The first and last month of a period that is not written from one to another."""
    year, part = period[:4], period[5:]
    if not part:
        return f"{year}-01", f"{year}-12"
    if part[0] not in "QH":
        return period, period
    length = 3 if part[0] == "Q" else 6
    end = int(part[1:]) * length
    return f"{year}-{end - length + 1:02d}", f"{year}-{end:02d}"


def together(sums: csr_matrix, counts: np.ndarray) -> tuple[csr_matrix, np.ndarray]:
    """`sums` and `counts` with parts that lie in the same figures taken as one."""
    number = np.unique(_signatures(sums.T.tocsr()), return_inverse=True)[1]
    shape = (len(number), number.max(initial=-1) + 1)
    merge = csr_matrix((np.ones(len(number)), (np.arange(len(number)), number)), shape=shape)
    merged = (sums @ merge).tocsr()
    merged.data[:] = 1
    return merged, np.bincount(number, weights=counts, minlength=shape[1])


def _counted(figures: pd.DataFrame, makeups: list[Makeup]) -> pd.DataFrame:
    """rij, deel, aantal of the counts beneath counted figures."""
    codes = _stacked([makeup.codes for makeup in makeups])
    codes["blad"] = _alike(codes, ["bron", "code"], ["indicator_id", *_STRETCH])
    indicators, contents = _numbered(codes, ["indicator_id"], ["blad", *_STRETCH])
    moments = _moments(figures, codes, makeups)
    places = _stacked([makeup.places for makeup in makeups])
    areas, held = _numbered(places, [*PERIOD, "gebied_code"], [*PLACE, *_STRETCH])
    defined = figures.merge(indicators.rename(columns={"nummer": "soort"})).merge(
        areas.rename(columns={"nummer": "plek"})
    )
    definitions = defined[["soort", "plek", *PERIOD]].drop_duplicates(["soort", "plek", *PERIOD])
    definitions["definitie"] = np.arange(len(definitions))
    within = _in_stretch(
        definitions.merge(moments, on=PERIOD).merge(
            contents.rename(columns={"nummer": "soort"}), on="soort"
        )
    )
    within = _in_stretch(within.merge(held.rename(columns={"nummer": "plek"}), on="plek"))
    within["deel"] = _alike(within, _PART, ["definitie"])
    classes = within[[*_PART, "deel"]].drop_duplicates()
    made_of = within[["definitie", "deel"]].drop_duplicates()
    counts = _stacked([makeup.counts for makeup in makeups])
    counts = counts.merge(codes[["bron", "code", "blad"]].drop_duplicates()).merge(
        moments[["maand", "moment"]].drop_duplicates()
    )
    values = counts.merge(classes, on=_PART).groupby(["uitgave", "deel"])["aantal"].sum()
    found = (
        defined[["uitgave", "rij", "soort", "plek", *PERIOD]]
        .merge(definitions)
        .merge(made_of, on="definitie")
        .merge(values.reset_index(), how="left", on=["uitgave", "deel"])
    )
    found["aantal"] = found["aantal"].fillna(0.0)
    return found


def _rest(figures: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """rij, deel, aantal of what figures are more than the counts beneath them."""
    beneath = figures["rij"].map(counted.groupby("rij")["aantal"].sum())
    left = figures["waarde"] - beneath.fillna(0.0)
    less = figures.loc[left <= -_WHOLE, _SAID]
    if len(less):
        raise AnalystError(
            f"De openbare cijfers zijn niet uitgegeven: {' '.join(less.iloc[0])} in de tabel "
            "indicatorwaarden is kleiner dan de tellingen waaruit het bestaat. Start de run "
            "opnieuw. Helpt dat niet, zet dan tables/ en uitgaven/ terug uit een reservekopie."
        )
    rest = figures[(left >= _WHOLE) | beneath.isna()]
    return rest.assign(deel=_names(rest), aantal=left[rest.index])


def _moments(figures: pd.DataFrame, codes: pd.DataFrame, makeups: list[Makeup]) -> pd.DataFrame:
    """PERIOD, maand and its `moment`: the same for months that lie in the same periods and
    stretches, which no figure can tell apart."""
    months = _stacked([makeup.months for makeup in makeups])[[*PERIOD, "maand"]]
    months = months.drop_duplicates().merge(figures[PERIOD].drop_duplicates())
    places = [makeup.places[_STRETCH] for makeup in makeups]
    stretches = pd.concat([codes[_STRETCH], *places]).drop_duplicates()
    seen = [months.assign(wat=months["periode_soort"] + months["periode"])[["maand", "wat"]]]
    for first, last in stretches.itertuples(index=False):
        if (first, last) != _ALWAYS:
            inside = months.loc[months["maand"].between(first, last), ["maand"]]
            seen.append(inside.assign(wat=f"{first} {last}"))
    seen = pd.concat(seen).drop_duplicates().reset_index(drop=True)
    seen["moment"] = _alike(seen, ["maand"], ["wat"])
    return months.merge(seen[["maand", "moment"]].drop_duplicates())


def _in_stretch(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` whose month lies in their stretch, each moment once, without month and stretch."""
    inside = (rows["maand"] >= rows["maand_van"]) & (rows["maand"] <= rows["maand_tot"])
    return rows[inside].drop(columns=_STRETCH)


def _given(figures: pd.DataFrame) -> pd.DataFrame:
    """rij, deel, aantal of the figures that were given as a figure: a year holds its quarters, and
    what they leave. Such figures are linked in time only, within an area, and also in months of
    which nothing was delivered that we count."""
    found = []
    for (_, indicator, area), rows in figures.groupby(["uitgave", *CELL[:2]]):
        stretch = rows.set_index("rij")["periode"].map(months_of)
        value = rows.set_index("rij")["waarde"]
        name = rows.set_index("rij")["periode_soort"] + " " + rows["periode"].to_numpy()
        parts: dict[int, dict[str, float]] = {}
        for row in sorted(stretch.index, key=lambda row: (len(stretch[row]), name[row])):
            left, mine = set(stretch[row]), {}
            for inner in sorted(parts, key=lambda inner: (-len(stretch[inner]), name[inner])):
                if stretch[inner] <= left:
                    left -= stretch[inner]
                    mine |= parts[inner]
            rest = value[row] - sum(mine.values())
            own = f"{indicator} {area} {name[row]}"
            if rest < 0:
                mine = {own: value[row]}
            elif left or rest > 0:
                mine[own] = rest
            parts[row] = mine
        found += [(row, *part) for row, mine in parts.items() for part in mine.items()]
    return pd.DataFrame(found, columns=["rij", "deel", "aantal"])


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(
        [frame.assign(uitgave=number) for number, frame in enumerate(frames)], ignore_index=True
    )


def _names(figures: pd.DataFrame) -> pd.Series:
    return figures[CELL].astype(str).agg(" ".join, axis=1) if len(figures) else pd.Series(dtype=str)


def _alike(rows: pd.DataFrame, of: list[str], by: list[str]) -> np.ndarray:
    """A number for each row: the same where its `of` is seen by the same `by`."""
    pairs = rows[[*of, *by]].drop_duplicates()
    sight = pd.util.hash_pandas_object(pairs[by], index=False)
    seen = sight.groupby([pairs[name] for name in of], sort=False).sum()
    number = pd.Series(pd.factorize(seen)[0], index=seen.index, name="nummer")
    return rows[of].merge(number.reset_index(), how="left", on=of)["nummer"].to_numpy()


def _numbered(
    rows: pd.DataFrame, of: list[str], by: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """uitgave, `of` and its number: the same where it consists of the same `by`; and these."""
    of = ["uitgave", *of]
    numbered = rows[[*of, *by]].drop_duplicates().reset_index(drop=True)
    numbered["nummer"] = _alike(numbered, of, by)
    numbers = numbered[[*of, "nummer"]].drop_duplicates()
    return numbers, numbered[["nummer", *by]].drop_duplicates()


def _signatures(sums: csr_matrix) -> np.ndarray:
    """A number for each row that tells its columns."""
    chance = np.random.default_rng(0).integers(1, 2**62, sums.shape[1], dtype=np.int64)
    return (sums != 0).astype(np.int64) @ chance
