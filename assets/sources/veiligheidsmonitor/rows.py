"""A delivery of the Veiligheidsmonitor -> accepted figures and faults: one per indicator, area and
year, with its 95 % interval if known.

Nothing is interpolated: a year without the survey has no figure. What a change means is decided in
`dbt_like_sql`.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from assets.basis.names import LONGEST_NAME, fixed_name, kept, tidy
from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats import periods
from assets.reference.names_of_areas import FAULTS
from assets.sources.contracts import reject_violations
from assets.sources.figures import (
    UNKNOWN_VALUES,
    Areas,
    area_or_country,
    one_per_key,
    short_notes,
)
from schemas import survey

THEME = "Veiligheidsmonitor"
_KEY = ("indicator_id", "gebied_code", "periode")
# Column of the contract -> field named to the analyst, in the order of the reasons.
_REPORTED_UNDER = {"gebied_code": "gebied", "indicator_id": "indicator", "periode": "jaar"}
_SCALES = {"%": (0, 100), "rapportcijfer": (0, 10)}
_Z = 1.959963984540054  # 95 %
_STRANGE_AREA = "gebied van een andere gemeente: wordt niet gelezen"


def survey_figures(batch: Batch, areas: Areas, municipality: str) -> dict[str, Rows]:
    """The figures of each delivery. Accepted: `survey.STAGED`, one row per figure; an empty value
    is unknown.

    A row is rejected if its indicator, area or year cannot be determined, or if the file already
    has the figure; an impossible value or margin becomes unknown and is a field fault.
    """
    usable = reject_violations(
        batch,
        survey.typed_contract(),
        _parsed(batch, areas, municipality),
        _REPORTED_UNDER,
        explained={"gebied_code": FAULTS | {_STRANGE_AREA: _STRANGE_AREA}},
    )
    figures = one_per_key(batch, usable, _KEY, "indicator, gebied en jaar")
    return batch.result(figures, survey.STAGED)


def wilson(percentage: np.ndarray, respondents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of a percentage of a number of respondents, in percent.

    Wilson (1927), JASA 22:209-212. It assumes a simple random sample; answers to the
    Veiligheidsmonitor are weighted, so the true interval is wider (onderzoeksverantwoording CBS).
    """
    share, z2 = percentage / 100, _Z**2
    middle = (share + z2 / (2 * respondents)) / (1 + z2 / respondents)
    half = (
        _Z
        * np.sqrt(share * (1 - share) / respondents + z2 / (4 * respondents**2))
        / (1 + z2 / respondents)
    )
    lower, upper = np.minimum(middle - half, share), np.maximum(middle + half, share)
    return 100 * np.maximum(lower, 0), 100 * np.minimum(upper, 1)


def _parsed(batch: Batch, areas: Areas, municipality: str) -> pd.DataFrame:
    raw = batch.frame
    name = raw["indicator"].map(tidy).astype("str")
    fits = kept(name, LONGEST_NAME)
    period = raw["jaar"].map({text: periods.period(text) or "" for text in raw["jaar"].unique()})
    provisional = raw["jaar"].map(periods.is_provisional).astype(bool)
    ids = {"": ""} | {text: fixed_name("vm", text) for text in name[fits].unique()}
    frame = raw[["levering_id", "rijnummer"]].assign(
        indicator_id=name.where(fits, "").map(ids).astype("str"),
        naam=name.where(fits, ""),
        thema=short_notes(batch, "thema").replace("", THEME),
        eenheid=_units(batch),
        gebied_code=_areas(raw, areas, municipality),
        periode=period.astype("str"),
        voorlopig=provisional.map({True: "J", False: "N"}).astype("str"),
        bronvermelding=short_notes(batch, "bron"),
    )
    return _with_margins(batch, frame.assign(waarde=_values(batch, frame)))


def _units(batch: Batch) -> pd.Series:
    """The units; a text that may not be kept is emptied. A sign such as % is not a text."""
    text = batch.frame["eenheid"].map(tidy).astype("str")
    unfit = text.str.contains(r"\w", regex=True) & ~kept(text, LONGEST_NAME)
    batch.fault(unfit, "eenheid", "kan persoonsgegevens bevatten, of is te lang", FIELD)
    return text.mask(unfit, "").map(_unit).astype("str")


def _unit(text: str) -> str:
    plain = text.strip().casefold()
    plain = plain[1:-1].strip() if re.fullmatch(r"\([^()]*\)", plain) else plain
    return {"procent": "%", "percentage": "%", "schaalscore": "score"}.get(plain, plain[:40])


def _areas(raw: pd.DataFrame, areas: Areas, municipality: str) -> pd.Series:
    """The code of each area; an area of another municipality is not read."""
    code = area_or_country(raw["gebied"], raw["gebied_soort"], areas, municipality)
    elsewhere = code.str[:2].isin(["GM", "WK", "BU"]) & code.str[2:6].ne(municipality[2:6])
    return code.mask(elsewhere, _STRANGE_AREA).astype("str")


def _values(batch: Batch, frame: pd.DataFrame) -> pd.Series:
    """The outcomes; missing if unknown or outside the scale of the unit."""
    value = _numbers(batch, "waarde")
    scale = frame["eenheid"].mask(_is_percentage(frame["eenheid"]), "%")
    low, high = (
        scale.map({unit: bounds[end] for unit, bounds in _SCALES.items()}) for end in (0, 1)
    )
    outside = value.lt(low.fillna(-np.inf)) | value.gt(high.fillna(np.inf))
    batch.fault(outside, "waarde", "buiten de schaal van de eenheid", FIELD)
    return value.mask(outside)


def _is_percentage(unit: pd.Series) -> pd.Series:
    """Whether a unit is a percentage, such as `% (heel) tevreden`."""
    return unit.str.startswith("%")


def _numbers(batch: Batch, field: str) -> pd.Series:
    """Numbers with a decimal comma or point; anything else is unknown and a field fault."""
    text = batch.frame[field].str.replace(r"[\s\u00a0%*]+", "", regex=True).str.casefold()
    unknown = text.isin(UNKNOWN_VALUES)
    is_number = text.str.match(r"^[-+]?0*[0-9]{1,8}([.,][0-9]{1,12})?$")
    batch.fault(~is_number & ~unknown, field, "geen getal", FIELD)
    plain = text.where(is_number).str.replace(",", ".", regex=False)
    return pd.to_numeric(plain, errors="coerce").astype("float64")


def _with_margins(batch: Batch, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the interval of each outcome, and its origin in `marge_bron`.

    The bounds or the half width in the delivery come first; without these, the interval of a
    percentage is computed from the number of respondents.
    """
    value, unit = frame["waarde"], frame["eenheid"]
    half = _numbers(batch, "marge")
    lower, upper = _numbers(batch, "ondergrens"), _numbers(batch, "bovengrens")
    lower, upper = (
        lower.fillna((value - half).where(half.ge(0))),
        upper.fillna((value + half).where(half.ge(0))),
    )
    half_known = lower.isna() ^ upper.isna()
    wrong = half_known | lower.gt(value) | upper.lt(value)
    batch.fault(wrong & value.notna(), "ondergrens", "marges passen niet bij de waarde", FIELD)
    missing = wrong | value.isna()
    lower, upper = lower.mask(missing), upper.mask(missing)
    respondents = _respondents(batch)
    computed = lower.isna() & value.notna() & _is_percentage(unit) & respondents.gt(0)
    low, high = wilson(value[computed].to_numpy(), respondents[computed].to_numpy())
    source = lower.notna().map({True: survey.GIVEN, False: ""}).astype("str")
    lower.loc[computed], upper.loc[computed] = low, high
    return frame.assign(
        ondergrens=lower,
        bovengrens=upper,
        marge_bron=source.mask(computed, survey.COMPUTED).astype("str"),
        respondenten=respondents,
    )


def _respondents(batch: Batch) -> pd.Series:
    """Numbers of respondents: whole, with or without a thousands separator."""
    text = batch.frame["respondenten"].str.replace(r"[\s\u00a0]+", "", regex=True).str.casefold()
    unknown = text.isin(UNKNOWN_VALUES)
    whole = text.str.match(r"^[0-9]{1,3}[.,][0-9]{3}$|^[0-9]{1,8}([.,]0)?$")
    batch.fault(~whole & ~unknown, "respondenten", "geen heel getal", FIELD)
    plain = text.where(whole).map(
        lambda number: re.sub(r"[.,](?=\d{3})", "", number).replace(",", "."), na_action="ignore"
    )
    return pd.to_numeric(plain, errors="coerce").astype("float64")
