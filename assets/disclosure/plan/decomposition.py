"""Figures as sums of atoms: the counts by incident code, neighbourhood and month, merged as far as
no figure can tell them apart.

Figures that share atoms can disclose each other. So the atoms are those of all editions at once,
and an atom with the same count in two editions is one and the same unknown. Which figures are
sensitive and what to suppress does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.basis.errors import AnalystError
from assets.disclosure.cell_system import row_signatures
from assets.disclosure.plan.composition import CELL, PERIOD, PLACE, Composition
from assets.disclosure.plan.periods import months_of

_VALIDITY = ["maand_van", "maand_tot"]
_ALWAYS = ("0000-01", "9999-12")
_COUNT_KEY = ["blad", *PLACE, "moment"]  # class of codes, place, class of months
_NAMED_BY = ["indicator_id", "gebied_code", "periode"]
_HALF = 0.5  # counts are whole: a smaller difference is rounding


@dataclass(frozen=True)
class Decomposition:
    """The figures of all compositions, one composition after another, as sums of atoms."""

    incidence: csr_matrix  # figures x atoms
    atoms: np.ndarray  # true count of each atom

    def cell_numbers(self) -> np.ndarray:
        """The cell of each figure: figures that are the sum of the same atoms are one cell.

        Numbered in the order of the figures, so that a new figure does not change that of others.
        """
        return pd.factorize(row_signatures(self.incidence))[0]


def decompose(compositions: list[Composition]) -> Decomposition:
    """The figures of `compositions` as sums of atoms.

    What a counted figure exceeds its counts by is an atom of its own. A delivered figure is the sum
    of the delivered figures within it and of the remainder.

    Raises AnalystError, which names the figure and not its value, if a figure is less than its
    counts: then nobody can tell what it would disclose.
    """
    figures = _stack([composition.figures for composition in compositions])
    figures["rij"] = np.arange(len(figures))
    is_counted = figures["geteld"]
    counted = _atoms_of_counted(figures[is_counted], compositions)
    remainders = _remainders(figures[is_counted], counted)
    delivered = _atoms_of_delivered(figures[~is_counted])
    parts = pd.concat(
        [frame[["rij", "deel", "aantal"]] for frame in (counted, remainders, delivered)]
    )
    # The same part with another count in another edition is another atom.
    number = parts.groupby(["deel", "aantal"], sort=False).ngroup().to_numpy()
    atoms = np.zeros(number.max(initial=-1) + 1)
    atoms[number] = parts["aantal"]
    incidence = csr_matrix(
        (np.ones(len(parts)), (parts["rij"], number)), shape=(len(figures), len(atoms))
    )
    return Decomposition(incidence, atoms)


def _atoms_of_counted(figures: pd.DataFrame, compositions: list[Composition]) -> pd.DataFrame:
    """The parts (rij, deel, aantal) of counted figures.

    Codes, areas and months that are used alike are one class each (blad, plek, moment); a
    definition is a class of indicators in a class of areas in a period. Counts that occur in the
    same definitions are one part.
    """
    codes = _stack([composition.codes for composition in compositions])
    codes["blad"] = _classes(codes, ["bron", "code"], ["indicator_id", *_VALIDITY])
    indicators, codes_of_kind = _number_by_contents(codes, ["indicator_id"], ["blad", *_VALIDITY])
    moments = _moments(figures, codes, compositions)
    places = _stack([composition.places for composition in compositions])
    areas, places_of_area = _number_by_contents(
        places, [*PERIOD, "gebied_code"], [*PLACE, *_VALIDITY]
    )
    defined = figures.merge(indicators.rename(columns={"nummer": "soort"})).merge(
        areas.rename(columns={"nummer": "plek"})
    )
    definitions = defined[["soort", "plek", *PERIOD]].drop_duplicates(["soort", "plek", *PERIOD])
    definitions["definitie"] = np.arange(len(definitions))
    contents = _valid_moments(
        definitions.merge(moments, on=PERIOD).merge(
            codes_of_kind.rename(columns={"nummer": "soort"}), on="soort"
        )
    )
    contents = _valid_moments(
        contents.merge(places_of_area.rename(columns={"nummer": "plek"}), on="plek")
    )
    contents["deel"] = _classes(contents, _COUNT_KEY, ["definitie"])
    part_of_count = contents[[*_COUNT_KEY, "deel"]].drop_duplicates()
    parts_of_definition = contents[["definitie", "deel"]].drop_duplicates()
    counts = _stack([composition.counts for composition in compositions])
    counts = counts.merge(codes[["bron", "code", "blad"]].drop_duplicates()).merge(
        moments[["maand", "moment"]].drop_duplicates()
    )
    values = counts.merge(part_of_count, on=_COUNT_KEY).groupby(["uitgave", "deel"])["aantal"].sum()
    parts = (
        defined[["uitgave", "rij", "soort", "plek", *PERIOD]]
        .merge(definitions)
        .merge(parts_of_definition, on="definitie")
        .merge(values.reset_index(), how="left", on=["uitgave", "deel"])
    )
    parts["aantal"] = parts["aantal"].fillna(0.0)
    return parts


def _remainders(figures: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """The parts (rij, deel, aantal) by which figures exceed the counts beneath them."""
    count_sums = figures["rij"].map(counted.groupby("rij")["aantal"].sum())
    remainder = figures["waarde"] - count_sums.fillna(0.0)
    too_small = figures.loc[remainder <= -_HALF, _NAMED_BY]
    if len(too_small):
        raise AnalystError(
            f"De openbare cijfers zijn niet uitgegeven: {' '.join(too_small.iloc[0])} in de tabel "
            "indicatorwaarden is kleiner dan de tellingen waaruit het bestaat. Start de run "
            "opnieuw. Helpt dat niet, zet dan tables/ en uitgaven/ terug uit een reservekopie."
        )
    rows = figures[(remainder >= _HALF) | count_sums.isna()]
    return rows.assign(deel=_names(rows), aantal=remainder[rows.index])


def _moments(
    figures: pd.DataFrame, codes: pd.DataFrame, compositions: list[Composition]
) -> pd.DataFrame:
    """PERIOD, maand and `moment`: a class of months that lie in the same periods and validities,
    which no figure can tell apart."""
    months = _stack([composition.months for composition in compositions])[[*PERIOD, "maand"]]
    months = months.drop_duplicates().merge(figures[PERIOD].drop_duplicates())
    places = [composition.places[_VALIDITY] for composition in compositions]
    validities = pd.concat([codes[_VALIDITY], *places]).drop_duplicates()
    spans = [months.assign(wat=months["periode_soort"] + months["periode"])[["maand", "wat"]]]
    for first, last in validities.itertuples(index=False):
        if (first, last) != _ALWAYS:
            valid = months.loc[months["maand"].between(first, last), ["maand"]]
            spans.append(valid.assign(wat=f"{first} {last}"))
    spans = pd.concat(spans).drop_duplicates().reset_index(drop=True)
    spans["moment"] = _classes(spans, ["maand"], ["wat"])
    return months.merge(spans[["maand", "moment"]].drop_duplicates())


def _valid_moments(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose month lies within their validity, without the columns of the validity."""
    is_valid = (rows["maand"] >= rows["maand_van"]) & (rows["maand"] <= rows["maand_tot"])
    return rows[is_valid].drop(columns=_VALIDITY)


def _atoms_of_delivered(figures: pd.DataFrame) -> pd.DataFrame:
    """The parts (rij, deel, aantal) of figures that were delivered as figures.

    A year is the sum of its quarters and a remainder. Such figures are linked in time only, within
    an area, and also over months for which nothing that we count was delivered.
    """
    parts = []
    for (_, indicator, area), rows in figures.groupby(["uitgave", *CELL[:2]]):
        months = rows.set_index("rij")["periode"].map(months_of)
        value = rows.set_index("rij")["waarde"]
        name = rows.set_index("rij")["periode_soort"] + " " + rows["periode"].to_numpy()
        parts_of_row: dict[int, dict[str, float]] = {}
        for row in sorted(months.index, key=lambda row: (len(months[row]), name[row])):
            uncovered, its_parts = set(months[row]), {}
            for inner in sorted(parts_of_row, key=lambda inner: (-len(months[inner]), name[inner])):
                if months[inner] <= uncovered:
                    uncovered -= months[inner]
                    its_parts |= parts_of_row[inner]
            remainder = value[row] - sum(its_parts.values())
            own_name = f"{indicator} {area} {name[row]}"
            if remainder < 0:  # not the sum that it should be: unrelated to the figures within it
                its_parts = {own_name: value[row]}
            elif uncovered or remainder > 0:
                its_parts[own_name] = remainder
            parts_of_row[row] = its_parts
        parts += [
            (row, *part) for row, its_parts in parts_of_row.items() for part in its_parts.items()
        ]
    return pd.DataFrame(parts, columns=["rij", "deel", "aantal"])


def _stack(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The frames in one, with the number of each in `uitgave`."""
    return pd.concat(
        [frame.assign(uitgave=number) for number, frame in enumerate(frames)], ignore_index=True
    )


def _names(figures: pd.DataFrame) -> pd.Series:
    return figures[CELL].astype(str).agg(" ".join, axis=1) if len(figures) else pd.Series(dtype=str)


def _classes(rows: pd.DataFrame, key: list[str], features: list[str]) -> np.ndarray:
    """The class of each row: the same for keys that occur with the same set of features."""
    pairs = rows[[*key, *features]].drop_duplicates()
    hashes = pd.util.hash_pandas_object(pairs[features], index=False)
    signature = hashes.groupby([pairs[name] for name in key], sort=False).sum()
    number = pd.Series(pd.factorize(signature)[0], index=signature.index, name="nummer")
    return rows[key].merge(number.reset_index(), how="left", on=key)["nummer"].to_numpy()


def _number_by_contents(
    rows: pd.DataFrame, key: list[str], contents: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Number the keys, the same for those with the same contents.

    Two frames: uitgave, `key`, nummer; and nummer, `contents`.
    """
    key = ["uitgave", *key]
    numbered = rows[[*key, *contents]].drop_duplicates().reset_index(drop=True)
    numbered["nummer"] = _classes(numbered, key, contents)
    numbers = numbered[[*key, "nummer"]].drop_duplicates()
    return numbers, numbered[["nummer", *contents]].drop_duplicates()
