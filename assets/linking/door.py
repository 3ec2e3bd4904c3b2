"""What all sources of rows with an address do at the first door: validate the contract, read
postcodes and points, reduce the address to a pseudonym. Independent of the source.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from assets.basis.errors import AnalystError
from assets.basis.personal import pseudonyms
from assets.deliveries.batch import FIELD, ROW, Batch
from schemas.validation import validate

# The Netherlands in RD (EPSG:28992), metres.
_RD = {"x": (0, 300_000), "y": (300_000, 625_000)}


def require(contract: pa.DataFrameSchema, frame: pd.DataFrame) -> None:
    """Validate a frame that the program itself built; raises `AnalystError` for any violation."""
    split = validate(contract, frame)
    if split.structural or len(split.rejected):
        raise AnalystError("De levering past niet op haar indeling: " + "; ".join(split.structural))


def hold(
    batch: Batch, contract: pa.DataFrameSchema, frame: pd.DataFrame, reported_under: dict[str, str]
) -> pd.DataFrame:
    """The rows of `frame` that meet the contract; the others are recorded as rejected.

    `reported_under`: column of the contract -> field named to the analyst, in the order in which a
    row gets its reason. Raises `AnalystError` where the columns themselves are wrong.
    """
    split = validate(contract, frame)
    if split.structural:
        raise AnalystError("De levering past niet op haar indeling: " + "; ".join(split.structural))
    for column, field in reported_under.items():
        cases = split.rejected[split.rejected["column"].eq(column)]
        for reason, rows in cases.groupby("check")["row"]:
            batch.fault(pd.Index(rows), field, str(reason), ROW)
    return split.valid


def first_of_each(batch: Batch, rows: pd.DataFrame, identity: str) -> pd.DataFrame:
    """The first row of each `identity` in a delivery; repetitions are recorded as rejected."""
    again = rows.duplicated(["levering_id", identity])
    batch.fault(rows.index[again], identity, "nummer staat al eerder in dit bestand", ROW)
    return rows[~again]


def place_fields(batch: Batch, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with valid postcodes or empty ones; invalid postcodes and points are recorded."""
    raw = batch.frame
    for axis in {"x", "y"} & set(raw):
        unusable = frame[axis].isna() & given(raw[axis])
        batch.fault(unusable, axis, "geen punt in Nederland", FIELD)
    if "postcode" not in raw:
        return frame
    postcode = raw["postcode"].str.replace(" ", "", regex=False).str.upper()
    wrong = given(postcode) & ~postcode.str.fullmatch(r"[1-9]\d{3}[A-Z]{2}")
    batch.fault(wrong, "postcode", "geen volledige postcode", FIELD)
    return frame.assign(postcode=postcode.where(~wrong, ""))


def numbers(text: pd.Series, decimal: str) -> pd.Series:
    """Text -> float; missing where it is not a number. The other sign than `decimal` is accepted as
    decimal separator where it cannot be a thousands separator."""
    other = "." if decimal == "," else ","
    both = text.str.contains(decimal, regex=False) & text.str.contains(other, regex=False)
    both |= text.str.fullmatch(rf"-?\d{{1,3}}(?:[{other}]\d{{3}})+")
    plain = text.where(~both, text.str.replace(other, "", regex=False))
    return pd.to_numeric(plain.str.replace(",", ".", regex=False), errors="coerce")


def points(frame: pd.DataFrame, decimal: str, system: str = "RD") -> pd.DataFrame:
    """x and y in RD metres for each row; both missing where they are not a point in the country.
    `system`: RD or WGS84 (degrees)."""
    x, y = numbers(frame["x"], decimal), numbers(frame["y"], decimal)
    if system == "WGS84" and (x.notna() & y.notna()).any():
        import geopandas

        known = x.between(3, 8) & y.between(50, 54)
        converted = geopandas.GeoSeries(
            geopandas.points_from_xy(x[known], y[known]), index=x.index[known], crs="EPSG:4326"
        ).to_crs("EPSG:28992")
        x, y = converted.x.reindex(x.index), converted.y.reindex(y.index)
    inside = x.between(*_RD["x"], inclusive="neither") & y.between(*_RD["y"], inclusive="neither")
    return pd.DataFrame({"x": x.where(inside), "y": y.where(inside)})


def given(text: pd.Series) -> pd.Series:
    """Whether each cell is filled in."""
    return text.fillna("").ne("")


def address_keys(frame: pd.DataFrame, linked: pd.DataFrame, key: bytes) -> pd.Series:
    """HMAC of street and house number, to measure the concentration of reports at addresses.

    Missing where either is unknown, or where the house number has no column of its own. An address
    has the same key in every source.
    """
    if "huisnummer" not in frame:
        return pd.Series(None, index=frame.index, dtype="str")
    number = frame["huisnummer"].fillna("").str.replace(" ", "", regex=False).str.upper()
    whole = linked["straat_id"].fillna("") + "|" + number
    return pseudonyms(whole.where(linked["straat_id"].notna() & number.ne(""), ""), key, "adres")
