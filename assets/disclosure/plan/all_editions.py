"""All editions as one set of linked cells: what is to be made public, and what has been.

Who has kept an earlier edition subtracts it from the new one; so what was shown then is shown for
good, and what was hidden then must stay hidden as long as its count is the same. How cells are
protected does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from assets.disclosure.plan.decomposition import CELL, Makeup, parts_of, together
from assets.disclosure.plan.linked import Linked

# What hiding costs besides the count itself: totals are what most is read from.
_DEAR = {"gemeente": 3.0, "wijk": 1.5}


@dataclass(frozen=True)
class Joint:
    """The cells of all editions, each once."""

    linked: Linked
    stays: np.ndarray  # bool: was hidden in an earlier edition, and is the same still
    new: np.ndarray  # for each figure of the new edition, its cell
    figures: pd.DataFrame  # CELL of each cell, as in the newest edition that has it

    def without_nil(self) -> tuple[np.ndarray, Linked]:
        """The cells but those that are 0 and may be shown, with what is known of them taken out:
        the same to protect, in a much smaller system. Their numbers here, and the cells."""
        linked = self.linked
        is_nil = (linked.values == 0) & ~linked.secret
        nothing = np.asarray(linked.sums[is_nil].sum(axis=0)).ravel() > 0
        cells = np.flatnonzero(~is_nil)
        sums, atoms = together(linked.sums[cells][:, ~nothing], linked.atoms[~nothing])
        return cells, replace(
            linked,
            sums=sums,
            atoms=atoms,
            secret=linked.secret[cells],
            small=linked.small[cells],
            known=linked.known[cells],
            weight=linked.weight[cells],
            least=linked.least[cells],
        )

    def hidden_after(self, hidden: np.ndarray) -> np.ndarray:
        """Which cells are hidden from who has every edition, where `hidden` are in the new one.
        What was hidden stays so."""
        shown = self.linked.known.copy()
        shown[self.new] |= ~hidden[self.new]
        return ~shown | self.stays


def join(new: Makeup, earlier: list[Makeup], levels: dict[str, str]) -> Joint:
    """The cells of `new` and of `earlier` editions.

    Beside what a makeup holds, `figures` have geheim (may not come out), drempel (a count within
    1..drempel is a disclosure) and `bekend`: it was shown in an earlier edition, or is public
    besides the new one. Where that is False, it was not, or will never be; empty: to be decided.
    `levels`: gebied_code -> level of the area.
    """
    makeups = [new, *earlier]
    parts = parts_of(makeups)
    every = pd.concat([makeup.figures for makeup in makeups], ignore_index=True)
    if "bekend" not in every:
        every["bekend"] = None
    every["verborgen"], every["bekend"] = every["bekend"].eq(False), every["bekend"].eq(True)
    every["cel"] = parts.same()
    cells = every.groupby("cel")
    known = cells["bekend"].max().to_numpy(dtype=bool)
    stays = cells["verborgen"].max().to_numpy(dtype=bool) & ~known
    secret = cells["geheim"].max().to_numpy(dtype=bool) & ~known
    small = every["drempel"].where(every["geheim"], 0).groupby(every["cel"]).max().to_numpy()
    first = cells.head(1).sort_values("cel")
    # Every 0 is shown, but where one tells that all of a total is of one part: of such an indicator
    # a hidden figure may be 0, of any other it is not.
    may_be_nil = every.loc[every["geheim"] & every["waarde"].eq(0), "indicator_id"]
    is_not_nil = first["waarde"].gt(0) & ~first["indicator_id"].isin(may_be_nil)
    dear = first["gebied_code"].map(levels).map(_DEAR).fillna(1.0).to_numpy()
    return Joint(
        Linked(
            sums=parts.sums[first.index.to_numpy()],
            atoms=parts.counts,
            secret=secret,
            small=np.where(secret, small, 0),
            known=known,
            weight=np.where(stays, 0.0, np.maximum(first["waarde"].to_numpy(), 1.0) * dear),
            least=is_not_nil.to_numpy(dtype=float),
        ),
        stays,
        every["cel"].to_numpy()[: len(new.figures)],
        first[CELL].reset_index(drop=True),
    )
