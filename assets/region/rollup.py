"""The tables of regio.duckdb, from what is public of each municipality and nothing else.

What leaves a home is in `leaving`; the statistics are in `comparison`, the file in `publication`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from assets.region import comparison
from assets.region.archive import Whole
from assets.region.leaving import OF_HOME, Public
from schemas.region.tables import TABLES

Tables = dict[str, pd.DataFrame]
_COUNTS = "aantal"
# Sources of which every municipality counts the same way, and that are compared.
_REGISTER = "register"


def rolled_up(
    public: Sequence[Public],
    inhabitants: pd.DataFrame,
    chosen: Mapping[str, Sequence[str]],
    alike: int,
    wholes: Sequence[Whole] = (),
) -> Tables:
    """Every table of the region. `inhabitants`: gemeentecode, jaar, inwoners, which precede those
    of the homes. `chosen`: code -> the municipalities beside it by choice; `alike`: how many by
    inhabitants. Of a figure that a home and the open data both have, that of the home counts."""
    public = sorted(public, key=lambda each: (each.origin != OF_HOME, each.code))
    figures = _stacked(
        public, "cijfers", ["gemeentecode", "indicator_id", "periode_soort", "periode"]
    )
    indicators = _stacked(public, "indicatoren", ["indicator_id"])
    people = _inhabitants(public, inhabitants)
    counts = _counts(figures, indicators, people, _dispersion(public))
    beside = _beside(sorted({each.code for each in public}), people, chosen, alike)
    made = {
        "gemeenten": _municipalities(public),
        "indicatoren": indicators,
        "inwoners": people,
        "cijfers": figures,
        "vergelijking": comparison.compared(counts),
        "ontwikkeling": comparison.developed(counts),
        "vergelijkbaar": beside,
        "verschillen": comparison.pairs(counts, beside),
        **_deliveries(wholes),
    }
    return {name: _as_contract(name, frame) for name, frame in made.items()}


def _stacked(public: Sequence[Public], name: str, grain: list[str]) -> pd.DataFrame:
    frames = [
        each.tables[name].assign(gemeentecode=each.code)
        for each in public
        if name in each.tables and len(each.tables[name])
    ]
    if not frames:
        return pd.DataFrame(columns=list(dict.fromkeys([*grain, *TABLES[name].names])))
    return pd.concat(frames, ignore_index=True).drop_duplicates(grain, ignore_index=True)


def _municipalities(public: Sequence[Public]) -> pd.DataFrame:
    rows = {}
    for each in public:
        editions = each.tables.get("uitgaven", pd.DataFrame())
        newest = editions.sort_values("uitgave").iloc[-1].to_dict() if len(editions) else {}
        about = {"gemeentecode": each.code, "gemeentenaam": each.name, "herkomst": each.origin}
        rows.setdefault(each.code, about | newest)
    return pd.DataFrame(list(rows.values()))


def _inhabitants(public: Sequence[Public], given: pd.DataFrame) -> pd.DataFrame:
    own = [
        (each.code, year, people)
        for each in public
        for year, people in sorted(each.inhabitants.items())
    ]
    codes = {each.code for each in public}
    every = pd.concat(
        [
            given[given["gemeentecode"].isin(codes)],
            pd.DataFrame(own, columns=["gemeentecode", "jaar", "inwoners"]),
        ]
    )
    every = every.drop_duplicates(["gemeentecode", "jaar"]).astype({"gemeentecode": "str"})
    return every.sort_values(["gemeentecode", "jaar"], ignore_index=True)


def _dispersion(public: Sequence[Public]) -> dict[tuple[str, str], float]:
    """(municipality, indicator) -> how much more its months vary than chance alone."""
    known = {}
    for each in public:
        if "oordelen" in each.tables:
            most = each.tables["oordelen"].groupby("indicator_id")["overdispersie"].max()
            known |= {(each.code, name): max(1.0, phi) for name, phi in most.dropna().items()}
    return known


def _counts(
    figures: pd.DataFrame,
    indicators: pd.DataFrame,
    people: pd.DataFrame,
    dispersion: Mapping[tuple[str, str], float],
) -> pd.DataFrame:
    """The yearly counts that can be compared: public, and of a source that every one has."""
    comparable = indicators.loc[
        indicators["eenheid"].eq(_COUNTS) & indicators["bron"].ne(_REGISTER), "indicator_id"
    ]
    rows = figures[
        figures["periode_soort"].eq("jaar")
        & figures["indicator_id"].isin(comparable)
        & figures["waarde"].notna()
    ]
    rows = rows.assign(
        jaar=rows["periode"].astype("int64"),
        aantal=rows["waarde"].astype("float64"),
        phi=[
            dispersion.get(key, 1.0)
            for key in zip(rows["gemeentecode"], rows["indicator_id"], strict=True)
        ],
    )
    rows = rows.sort_values(["jaar", "indicator_id", "gemeentecode"], ignore_index=True)
    by_year = people.astype({"jaar": "int64"}).sort_values("jaar")
    if rows.empty or by_year.empty:
        return rows.assign(inwoners=float("nan"))
    return pd.merge_asof(rows, by_year, on="jaar", by="gemeentecode", direction="nearest")


def _beside(
    codes: Sequence[str], people: pd.DataFrame, chosen: Mapping[str, Sequence[str]], alike: int
) -> pd.DataFrame:
    """The municipalities beside each: by choice, and those nearest in inhabitants."""
    newest = people.drop_duplicates("gemeentecode", keep="last").set_index("gemeentecode")[
        "inwoners"
    ]
    rows = []
    for code in codes:
        own = [other for other in chosen.get(code, ()) if other in codes and other != code]
        others = newest.drop([code, *own], errors="ignore")
        near = []
        if code in newest.index:
            distance = (others / newest[code]).map(lambda ratio: max(ratio, 1 / ratio))
            near = list(distance.sort_values(kind="stable").index[:alike])
        named = [(other, "keuze") for other in own] + [(other, "inwoners") for other in near]
        rows += [(code, other, why, place) for place, (other, why) in enumerate(named, start=1)]
    return pd.DataFrame(rows, columns=["gemeentecode", "andere_gemeente", "waarom", "volgorde"])


def _deliveries(wholes: Sequence[Whole]) -> Tables:
    whole = [
        {
            "sha256": each.sha256,
            "bron": each.bron,
            "ontvangen_op": each.ontvangen_op[:10],
            "rijen": each.rijen,
            "verdeeld": sum(each.delen.values()),
            "gedeeld": each.gedeeld,
            "buiten_de_regio": each.buiten_de_regio,
            "geen_gemeente": each.geen_gemeente,
            "onbruikbaar": each.onbruikbaar,
        }
        for each in wholes
    ]
    parts = [
        (each.sha256, code, rows) for each in wholes for code, rows in sorted(each.delen.items())
    ]
    return {
        "leveringen": pd.DataFrame(whole, columns=list(TABLES["leveringen"].names)),
        "delen": pd.DataFrame(parts, columns=list(TABLES["delen"].names)),
    }


def _as_contract(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of the contract, in order, sorted by grain."""
    table = TABLES[name]
    rows = frame.reindex(columns=list(table.names))
    return rows.sort_values(list(table.grain), ignore_index=True)
