"""What the sources of rows share: a row is a case with a number and an address.

Here rows of other municipalities are left out, postcodes and points are read, repeated numbers
rejected, and cases linked to a street and an area while their number and address are replaced by
pseudonyms. Independent of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from assets.basis import personal
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.batch import FIELD, ROW, Batch
from assets.linking.elsewhere import DECIDING, ELSEWHERE
from assets.linking.linking import Linker, linker_for
from assets.sources.contracts import reject_repeats
from schemas.configuration import Configuration
from schemas.staged import IDENTITY

# How databases, R, pandas and Excel write a cell without a value.
_MISSING = frozenset("NULL null (null) NaN nan NA <NA> N/A n/a #N/A #N/B None NaT".split())
# The Netherlands in RD (EPSG:28992), metres.
_RD = {"x": (0, 300_000), "y": (300_000, 625_000)}


@dataclass(frozen=True)
class CaseLinker:
    """Links cases to a street and an area, and replaces what identifies them by an HMAC."""

    linker: Linker
    key: bytes = field(repr=False)

    @property
    def mark(self) -> tuple[str, str]:
        """What linked cases depend on besides the rows: the reference and the key."""
        return self.linker.versie, personal.key_mark(self.key)

    def link(
        self,
        cases: pd.DataFrame,
        identity: str,
        numbered_by: str,
        trust_delivered: bool,
        point_first: bool = False,
    ) -> pd.DataFrame:
        """`cases` with the columns of `Linker.link`, `sleutel` and `adres_sleutel`.

        `identity`: the column with the number of a case; `numbered_by`: who gave the numbers, as
        number 12 of one system is not number 12 of another. For the other arguments, see
        `Linker.link`. Raises `AnalystError` without a column `datum`: by that day a case finds the
        division into areas that it belongs to.
        """
        if "datum" not in cases:
            raise AnalystError("Een bron maakt de kolom niet: datum.")
        links = self.linker.link(cases, trust_delivered, point_first)
        return cases.join(links).assign(
            sleutel=personal.pseudonyms(cases[identity], self.key, numbered_by),
            adres_sleutel=address_keys(cases, links, self.key),
        )


def case_linker(home: Home, configuration: Configuration) -> CaseLinker:
    """The linker of a municipality with the key of its home, which is made if there is none yet."""
    return CaseLinker(linker_for(configuration), personal.secret_key(home))


def without_missing_words(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with empty cells for words that say that a value is missing. Left as text, all rows
    without a number would have one number, and `NULL` would begin with the N of no."""
    words = {
        column: frame[column].mask(missing, "")
        for column in frame.select_dtypes("str").columns.difference(list(IDENTITY))
        if (missing := frame[column].isin(_MISSING)).any()
    }
    return frame.assign(**words)


def only_inside(batch: Batch, linker: CaseLinker) -> None:
    """Leave the rows of other municipalities out of `batch.frame`, and record them as rejected.

    To be called before any other check, so that such a row has no other fault. A postcode of
    another municipality alone is a field fault: it is emptied, and its row stays.
    """
    elsewhere = linker.linker.elsewhere
    decided = elsewhere.decided_by(batch.frame)
    for column in DECIDING:
        batch.fault(decided.eq(column), column, ELSEWHERE, ROW)
    batch.frame = batch.frame[decided.eq("")]
    if "postcode" in batch.frame:
        foreign = elsewhere.foreign_postcodes(batch.frame["postcode"])
        batch.fault(foreign, "postcode", "postcode van een andere gemeente", FIELD)
        batch.frame = batch.frame.assign(postcode=batch.frame["postcode"].mask(foreign, ""))


def first_of_each(batch: Batch, rows: pd.DataFrame, identity: str) -> pd.DataFrame:
    """The first row of each number in a delivery; repetitions are recorded as rejected."""
    return reject_repeats(
        batch, rows, [identity], "nummer staat al eerder in dit bestand", identity
    )


def place_fields(batch: Batch, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with valid postcodes or empty ones; invalid postcodes and points are recorded."""
    raw = batch.frame
    for axis in raw.columns.intersection(["x", "y"]):
        unusable = frame[axis].isna() & is_filled(raw[axis])
        batch.fault(unusable, axis, "geen punt in Nederland", FIELD)
    if "postcode" not in raw:
        return frame
    postcode = raw["postcode"].str.replace(" ", "", regex=False).str.upper()
    wrong = is_filled(postcode) & ~postcode.str.fullmatch(r"[1-9]\d{3}[A-Z]{2}")
    batch.fault(wrong, "postcode", "geen volledige postcode", FIELD)
    return frame.assign(postcode=postcode.where(~wrong, ""))


def numbers(text: pd.Series, decimal: str) -> pd.Series:
    """Text -> float; missing where it is not a number.

    Besides `decimal`, the other sign is read as the decimal separator wherever it cannot be a
    thousands separator.
    """
    other = "." if decimal == "," else ","
    thousands = text.str.contains(decimal, regex=False) & text.str.contains(other, regex=False)
    thousands |= text.str.fullmatch(rf"-?\d{{1,3}}(?:[{other}]\d{{3}})+")
    plain = text.where(~thousands, text.str.replace(other, "", regex=False))
    return pd.to_numeric(plain.str.replace(",", ".", regex=False), errors="coerce")


def points(frame: pd.DataFrame, decimal: str, system: str = "RD") -> pd.DataFrame:
    """x and y of each row in RD metres; both missing where they are not a point in the country.

    `system`: RD or WGS84 (degrees).
    """
    x, y = numbers(frame["x"], decimal), numbers(frame["y"], decimal)
    if system == "WGS84" and (x.notna() & y.notna()).any():
        import geopandas

        near = x.between(3, 8) & y.between(50, 54)
        converted = geopandas.GeoSeries(
            geopandas.points_from_xy(x[near], y[near]),
            index=x.index[near],
            crs="EPSG:4326",
        ).to_crs("EPSG:28992")
        x, y = converted.x.reindex(x.index), converted.y.reindex(y.index)
    inside = x.between(*_RD["x"], inclusive="neither") & y.between(*_RD["y"], inclusive="neither")
    return pd.DataFrame({"x": x.where(inside), "y": y.where(inside)})


def is_filled(text: pd.Series) -> pd.Series:
    """Whether each cell is filled in."""
    return text.fillna("").ne("")


def address_keys(cases: pd.DataFrame, links: pd.DataFrame, key: bytes) -> pd.Series:
    """HMAC of street and house number, to measure the concentration of reports at addresses.

    Missing where either is unknown (0 and - are no number), or where the house number has no column
    of its own. An address has the same key in every source.
    """
    if "huisnummer" not in cases:
        return pd.Series(None, index=cases.index, dtype="str")
    number = cases["huisnummer"].fillna("").str.replace(" ", "", regex=False).str.upper()
    address = links["straat_id"].fillna("") + "|" + number
    complete = links["straat_id"].notna() & number.str.contains("[1-9]")
    return personal.pseudonyms(address.where(complete, ""), key, "adres")
