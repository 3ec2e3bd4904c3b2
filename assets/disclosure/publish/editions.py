"""What an edition is called, how its figures are marked, what is new in it, and its tables.

What may be in it is told by `rules` and `candidates`, what is hidden in it by `making`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.plan.decomposition import CELL
from assets.disclosure.publish.edition import Edition
from assets.warehouse.derived import tables_of
from schemas import public, published

_TABLES = {
    "figures": "openbare_cijfers",
    "indicators": "openbare_indicatoren",
    "areas": "openbare_gebieden",
    "revisions": "openbare_herzieningen",
    "editions": "openbare_uitgaven",
}
_SHOWN = ["waarde", "teken", "status", "marge_onder", "marge_boven"]


def load_edition(home: Home) -> Edition:
    """As `find_edition`; raises AnalystError where there is none."""
    edition = find_edition(home)
    if edition is None:
        raise AnalystError(
            "Er is nog geen uitgave van de openbare cijfers: daarvoor is een heel kwartaal nodig. "
            "Zijn de leveringen er, start dan: veiligheidsbeeld run."
        )
    return edition


def find_edition(home: Home) -> Edition | None:
    """The edition that stands in the tables of `home`: the newest, as known on its reference date.
    None where no quarter is whole yet."""
    frames = {}
    with tables_of(home) as connection:
        known = {name for (name,) in connection.execute("show tables").fetchall()}
        for field, name in _TABLES.items():
            if name in known:
                frames[field] = connection.execute(f"select * from {name}").df()
    if len(frames) < len(_TABLES) or frames["editions"].empty:
        return None
    about = frames["editions"].iloc[0]
    city = frames["areas"].set_index("gebiedsniveau").loc["gemeente"]
    return Edition(
        about["uitgave"],
        about["kwartaal"],
        about["publicatiedatum"].date(),
        about["peildatum"].date(),
        city["gebied_code"],
        city["gebiedsnaam"],
        **frames,
    )


def tables_of_edition(edition: Edition | None) -> dict[str, pd.DataFrame]:
    """Table -> its rows; without an edition none."""
    if edition is None:
        return {
            name: pd.DataFrame(columns=list(published.table(name).names))
            for name in published.EDITION
        }
    tables = {name: getattr(edition, field) for field, name in _TABLES.items()}
    return tables | {"openbare_feiten_en_cijfers": facts(edition)}


def public_mark(edition: Edition) -> str:
    """The mark under which the tables of `edition` come out: of what anyone can read in it alone.

    A mark of anything that is hidden would let a reader try counts until the mark agrees.
    """
    return f"{edition.number} {_digest(getattr(edition, field) for field in _TABLES)}"


def same_to_readers(one: Edition, other: Edition) -> bool:
    """Whether nobody can see a difference between what two editions are made up of."""
    return one.quarter == other.quarter and _digest(_content(one)) == _digest(_content(other))


def _content(edition: Edition) -> list[pd.DataFrame]:
    figures = edition.figures.drop(columns=["versie", "publicatiedatum"])
    return [figures, edition.indicators, edition.areas]


def _digest(frames: Iterable[pd.DataFrame]) -> str:
    content = "\n".join(frame.to_csv(index=False) for frame in frames)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def next_number(quarter: str, numbers: list[str]) -> str:
    """The number of the next edition of a quarter: 2020-Q2, then 2020-Q2.2, and so on."""
    split = [number.partition(".") for number in numbers]
    of_quarter = [int(rest or 1) for start, _, rest in split if start == quarter]
    return f"{quarter}.{max(of_quarter) + 1}" if of_quarter else quarter


def marks(figures: pd.DataFrame, hidden: pd.Series, source: pd.Series) -> pd.DataFrame:
    """`figures` as they may be seen: `teken`, and no value where it is secret or unknown.

    That a hidden figure was revised is not told either: its status is what the shown figures of its
    `source` (bron, of each figure) and period tell already.
    """
    mark = np.select(
        [
            hidden,
            figures["waarde"].isna(),
            figures["status"].eq("voorlopig"),
            figures["waarde"].eq(0),
        ],
        [public.SECRET, public.UNKNOWN, public.PROVISIONAL, public.NIL],
        default="",
    )
    seen = figures.assign(teken=pd.Series(mark, figures.index, dtype="str").replace("", None))
    silent = seen["teken"].isin(public.WITHOUT_VALUE)
    seen.loc[silent, ["waarde", "marge_onder", "marge_boven"]] = np.nan
    provisional = seen["status"].eq("voorlopig") & ~silent
    of_period = [source, seen["periode_soort"], seen["periode"]]
    status = provisional.groupby(of_period).transform("any")
    told = status.map({True: "voorlopig", False: "definitief"})
    seen["status"] = seen["status"].mask(silent, told)
    return seen


def dated(
    figures: pd.DataFrame, before: pd.DataFrame | None, number: str, day: date
) -> pd.DataFrame:
    """`figures` with versie and publicatiedatum: of the edition since which they stand so."""
    figures = figures.assign(versie=number, publicatiedatum=pd.Timestamp(day))
    if before is None:
        return figures
    old = figures[CELL].merge(before, how="left", on=CELL)
    secret = figures["teken"].eq(public.SECRET).to_numpy() & old["teken"].eq(public.SECRET)
    same = old["versie"].notna() & (secret | _equal(figures[_SHOWN], old[_SHOWN]).all(axis=1))
    for name in ("versie", "publicatiedatum"):
        figures[name] = figures[name].mask(same.to_numpy(), old[name].to_numpy())
    return figures


def revised(
    figures: pd.DataFrame, before: pd.DataFrame | None, number: str, day: date
) -> pd.DataFrame:
    """The table `openbare_herzieningen` of this edition: what is not as it was in `before`.

    Years that an edition no longer goes back to are not `vervallen`.
    """
    columns = list(published.table("openbare_herzieningen").names)
    if before is None:
        return pd.DataFrame(columns=columns)
    both = before.merge(figures, how="left", on=CELL, suffixes=("_oud", ""), indicator="waar")
    gone = both["waar"].eq("left_only")
    both = both[~gone | (both["periode"].str[:4] >= figures["periode"].str[:4].min())]
    gone = both["waar"].eq("left_only")
    was, now = both["teken_oud"].eq(public.SECRET), both["teken"].eq(public.SECRET)
    value = ~_equal(both["waarde"], both["waarde_oud"])
    other = ~(_equal(both["teken"], both["teken_oud"]) & both["status"].eq(both["status_oud"]))
    kind = np.select(
        [gone, was & ~now, now & ~was, value & ~now, other & ~now],
        ["vervallen", "alsnog openbaar", "alsnog geheim", "herzien", "status"],
        default="",
    )
    rows = both.assign(
        soort=kind,
        uitgave=number,
        publicatiedatum=pd.Timestamp(day),
        oude_waarde=both["waarde_oud"],
        oud_teken=both["teken_oud"],
        nieuwe_waarde=both["waarde"],
        nieuw_teken=both["teken"],
    )
    return rows.loc[rows["soort"].ne(""), columns].reset_index(drop=True)


def added(figures: pd.DataFrame, before: pd.DataFrame | None) -> int:
    """How many of `figures` were not in the edition before."""
    if before is None:
        return len(figures)
    there = pd.MultiIndex.from_frame(before[CELL])
    return int((~pd.MultiIndex.from_frame(figures[CELL]).isin(there)).sum())


def facts(edition: Edition) -> pd.DataFrame:
    """The table `openbare_feiten_en_cijfers`: the whole municipality, as on the site."""
    city = edition.figures[edition.figures["gebied_code"].eq(edition.municipality_code)]
    named = edition.indicators[["indicator_id", "naam", "registratietype", "eenheid", "bron"]]
    rows = city.drop(columns="eenheid").merge(named, on="indicator_id")
    counts = rows[rows["eenheid"].eq("aantal") & rows["bron"].ne("melddesk")]
    return counts.rename(columns={"naam": "indicator"}).assign(
        peildatum=pd.Timestamp(edition.known_until)
    )[list(published.table("openbare_feiten_en_cijfers").names)]


def _equal(one: pd.DataFrame | pd.Series, other: pd.DataFrame | pd.Series):
    other = other.set_axis(one.index) if len(one) == len(other) else other
    return (one == other) | (one.isna() & other.isna())
