"""Assigns postcodes, addresses and points to the neighbourhoods of a division.

Which version of a table is valid in which division is in `divisions`.
"""

from __future__ import annotations

import pandas as pd

from assets.reference.divisions import Version
from assets.reference.files import SourceFile, first_day, read_text, year_in

ADDRESS = ["straat_id", "straatnaam", "woonplaats", "huisnummer"]
STREET = ["straat_id", "straatnaam", "woonplaats"]


def read_list(file: SourceFile, columns: tuple[str, ...]) -> Version:
    """A list of the municipality with `columns`; straat_id and woonplaats are optional and empty if
    absent. Raises `AnalystError` for another missing column."""
    optional = {"straat_id", "woonplaats"}
    table = read_text(file, tuple(column for column in columns if column not in optional))
    for column in optional & set(columns) - set(table.columns):
        table[column] = ""
    start = file.geldig_van or first_day(year_in(file.path.stem))
    return Version(start, table[list(columns)].drop_duplicates(ignore_index=True).astype("str"))


def read_postcodes(file: SourceFile) -> Version:
    """postcode (unique), buurtcode; empty for a postcode in two neighbourhoods, as it proves
    neither."""
    version = read_list(file, ("postcode", "buurtcode"))
    codes = version.table["postcode"].str.replace(" ", "", regex=False).str.upper()
    return Version(version.van, unique_keys(version.table.assign(postcode=codes)))


def unique_keys(table: pd.DataFrame) -> pd.DataFrame:
    """One row per key (all columns but buurtcode); a key in two neighbourhoods gets none."""
    table = table.drop_duplicates()
    keys = [column for column in table.columns if column != "buurtcode"]
    ambiguous = table.duplicated(keys, keep=False)
    table = table.assign(buurtcode=table["buurtcode"].where(~ambiguous, ""))
    return table.drop_duplicates(ignore_index=True)


def bag_addresses(
    addresses: pd.DataFrame,
    period: tuple[pd.Timestamp | None, pd.Timestamp | None],
    outlined: pd.DataFrame | None,
    house_numbers: pd.DataFrame,
) -> pd.DataFrame:
    """`ADDRESS`, buurtcode, x and y of the BAG's addresses in a period (first and last day; None:
    open).

    The neighbourhood is that of the point, or else of the postcode and house number; an address
    without one is left out. Names are empty: the id identifies the street.
    """
    start, end = period
    valid = pd.Series(True, index=addresses.index)
    if start is not None:
        valid &= ~addresses["geldig_tot"].lt(start)
    if end is not None:
        valid &= ~addresses["geldig_van"].gt(end)
    table = addresses[valid].reset_index(drop=True)
    code = pd.Series("", index=table.index, dtype="str")
    if outlined is not None and table[["x", "y"]].notna().all(axis=1).any():
        code = codes_at(outlined, table["x"], table["y"]).fillna("")
    keys = ["postcode", "huisnummer"]
    complete = house_numbers[house_numbers[keys].ne("").all(axis=1)]  # "" would match ""
    by_number = table[keys].merge(complete, on=keys, how="left")["buurtcode"]
    code = code.where(code.ne(""), by_number.fillna("").astype("str"))
    table = table.assign(straatnaam="", woonplaats="", buurtcode=code)
    table = table[table["buurtcode"].ne("")]
    return table[[*ADDRESS, "buurtcode", "x", "y"]].reset_index(drop=True)


def codes_at(outlined: pd.DataFrame, x: pd.Series, y: pd.Series) -> pd.Series:
    """The buurtcode of the outline that contains each point (RD metres), on the index of `x`, whose
    labels may repeat. Missing for a point in no outline; of overlapping outlines the first code."""
    import shapely

    known = (x.notna() & y.notna()).to_numpy()
    point, outline = outlined.sindex.query(
        shapely.points(x[known].to_numpy(), y[known].to_numpy()), predicate="intersects"
    )
    hits = pd.DataFrame(
        {
            "row": known.nonzero()[0][point],
            "buurtcode": outlined["buurtcode"].to_numpy()[outline],
        }
    )
    codes = hits.groupby("row")["buurtcode"].min().reindex(range(len(x)))
    return codes.set_axis(x.index).astype("str")
