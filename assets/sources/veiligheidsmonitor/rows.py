"""A delivery of the Veiligheidsmonitor -> accepted figures and faults: a figure an indicator, area
and year, with its 95 % interval where that is known.

Nothing is estimated that was not asked: a year without the survey has no figure. What a change
means stands in `dbt_like_sql`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from assets.basis.names import LONGEST_NAME, LONGEST_NOTE, fixed_name, kept, tidy
from assets.deliveries.batch import FIELD, ROW, WHOLE_ROW, Batch, Rows
from assets.formats import periods
from assets.reference.names_of_areas import FAULTS, area_codes
from schemas import survey
from schemas.layout import fold_header
from schemas.validation import validate

THEME = "Veiligheidsmonitor"
_KEY = ["levering_id", "indicator_id", "gebied_code", "periode"]
_UNKNOWN = {"", ".", "x", "-", "–", "nan", "null", "none"}
_COUNTRY = {"nederland", "nl", "nl00", "nl01"}
_SCALES = {"%": (0, 100), "rapportcijfer": (0, 10)}
_Z = 1.959963984540054  # 95 %
_STRANGE_AREA = "gebied van een andere gemeente: wordt niet gelezen"


def survey_figures(
    batch: Batch, areas: Mapping[str, set[str]], municipality: str
) -> dict[str, Rows]:
    """The figures of each delivery. Accepted: `survey.STAGED`, a row a figure; an empty value
    is unknown.

    A row is refused where its indicator, area or year cannot be told, or where the file holds the
    figure already; a value or margin that cannot be becomes unknown and is a field fault.
    """
    frame = _parsed(batch, areas, municipality)
    faulty = validate(survey.typed_contract(), frame).rejected
    for (column, check), rows in faulty.groupby(["column", "check"])["row"]:
        index = pd.Index(rows)
        if column == "gebied_code":
            for text, why in (FAULTS | {_STRANGE_AREA: _STRANGE_AREA}).items():
                batch.fault(index[frame.loc[index, "gebied_code"].eq(text)], "gebied", why, ROW)
        batch.fault(index, _FIELD_OF.get(column, column), str(check), ROW)
    usable = frame.drop(index=faulty["row"].unique())
    usable = usable.sort_values("waarde", kind="stable", na_position="last")
    differ = usable.index[usable.groupby(_KEY)["waarde"].transform("nunique").gt(1)]
    why = "twee verschillende cijfers voor indicator, gebied en jaar"
    batch.fault(differ, WHOLE_ROW, why, ROW)
    usable = usable.drop(index=differ)
    again = usable.index[usable.duplicated(_KEY)]
    batch.fault(again, WHOLE_ROW, "cijfer staat al eerder in dit bestand", ROW)
    return batch.result(usable.drop(index=again).sort_index(), survey.STAGED)


def wilson(percentage: np.ndarray, respondents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of a percentage among so many respondents, in percent.

    Wilson (1927), JASA 22:209-212. It takes the respondents for a simple sample; those of the
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


def _parsed(batch: Batch, areas: Mapping[str, set[str]], municipality: str) -> pd.DataFrame:
    raw = batch.frame
    name = raw["indicator"].map(tidy).astype("str")
    fits = kept(name, LONGEST_NAME)
    period = raw["jaar"].map({text: periods.period(text) for text in raw["jaar"].unique()})
    provisional = raw["jaar"].map(periods.is_provisional).astype(bool)
    ids = {text: fixed_name("vm", text) for text in name[fits].unique()}
    frame = raw[["levering_id", "rijnummer"]].assign(
        indicator_id=name.where(fits, "").map(ids).fillna("").astype("str"),
        naam=name.where(fits, ""),
        thema=_note(batch, "thema").replace("", THEME),
        eenheid=_units(batch),
        gebied_code=_areas(raw, areas, municipality),
        periode=period.fillna("").astype("str"),
        voorlopig=provisional.map({True: "J", False: "N"}).astype("str"),
        bronvermelding=_note(batch, "bron"),
    )
    return _with_margins(batch, frame.assign(waarde=_values(batch, frame)))


def _note(batch: Batch, field: str) -> pd.Series:
    """A short text that may be kept, else nothing and a field fault."""
    text = batch.frame[field].map(tidy).astype("str")
    unfit = text.ne("") & ~kept(text, LONGEST_NOTE)
    batch.fault(unfit, field, "kan persoonsgegevens bevatten, of is te lang", FIELD)
    return text.mask(unfit, "").astype("str")


def _units(batch: Batch) -> pd.Series:
    """The units, without what may not be kept; a sign such as % is no text."""
    text = batch.frame["eenheid"].map(tidy).astype("str")
    unfit = text.str.contains(r"\w", regex=True) & ~kept(text, LONGEST_NAME)
    batch.fault(unfit, "eenheid", "kan persoonsgegevens bevatten, of is te lang", FIELD)
    return text.mask(unfit, "").map(_unit).astype("str")


def _unit(text: str) -> str:
    plain = text.strip().casefold()
    plain = plain[1:-1].strip() if re.fullmatch(r"\([^()]*\)", plain) else plain
    return {"procent": "%", "percentage": "%", "schaalscore": "score"}.get(plain, plain[:40])


def _areas(raw: pd.DataFrame, areas: Mapping[str, set[str]], municipality: str) -> pd.Series:
    """The municipality where no area is named; the country; or an area of the municipality."""
    country = raw["gebied"].map(fold_header).isin(_COUNTRY)
    text = raw["gebied"].where(raw["gebied"].ne("") & ~country, municipality)
    code = area_codes(text, raw["gebied_soort"], areas)
    elsewhere = code.str[:2].isin(["GM", "WK", "BU"]) & code.str[2:6].ne(municipality[2:6])
    return code.mask(elsewhere, _STRANGE_AREA).mask(country, survey.COUNTRY).astype("str")


def _values(batch: Batch, frame: pd.DataFrame) -> pd.Series:
    """The outcomes; unknown where there is none, or where it lies outside its scale."""
    value = _numbers(batch, "waarde")
    scale = frame["eenheid"].mask(_is_percentage(frame["eenheid"]), "%")
    low, high = (
        scale.map({unit: bounds[end] for unit, bounds in _SCALES.items()}) for end in (0, 1)
    )
    outside = value.lt(low.fillna(-np.inf)) | value.gt(high.fillna(np.inf))
    batch.fault(outside, "waarde", "buiten de schaal van de eenheid", FIELD)
    return value.mask(outside)


def _is_percentage(unit: pd.Series) -> pd.Series:
    """Also `% (heel) tevreden`: of what, is a part of the unit."""
    return unit.str.startswith("%")


def _numbers(batch: Batch, field: str) -> pd.Series:
    """Numbers with a decimal comma or point; what is no number is unknown and a field fault."""
    text = batch.frame[field].str.replace(r"[\s\u00a0%*]+", "", regex=True).str.casefold()
    unknown = text.isin(_UNKNOWN)
    is_number = text.str.match(r"^[-+]?0*[0-9]{1,8}([.,][0-9]{1,12})?$")
    batch.fault(~is_number & ~unknown, field, "geen getal", FIELD)
    plain = text.where(is_number).str.replace(",", ".", regex=False)
    return pd.to_numeric(plain, errors="coerce").astype("float64")


def _with_margins(batch: Batch, frame: pd.DataFrame) -> pd.DataFrame:
    """The interval as it was given, by its bounds or its half width; else computed from the number
    of respondents, of a percentage only. `marge_bron` says which."""
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
    people = _people(batch)
    computed = lower.isna() & value.notna() & _is_percentage(unit) & people.gt(0)
    low, high = wilson(value[computed].to_numpy(), people[computed].to_numpy())
    source = lower.notna().map({True: survey.GIVEN, False: ""}).astype("str")
    lower.loc[computed], upper.loc[computed] = low, high
    return frame.assign(
        ondergrens=lower,
        bovengrens=upper,
        marge_bron=source.mask(computed, survey.COMPUTED).astype("str"),
        respondenten=people,
    )


def _people(batch: Batch) -> pd.Series:
    """Numbers of respondents: whole, with or without a mark for thousands."""
    text = batch.frame["respondenten"].str.replace(r"[\s\u00a0]+", "", regex=True).str.casefold()
    unknown = text.isin(_UNKNOWN)
    whole = text.str.match(r"^[0-9]{1,3}[.,][0-9]{3}$|^[0-9]{1,8}([.,]0)?$")
    batch.fault(~whole & ~unknown, "respondenten", "geen heel getal", FIELD)
    plain = text.where(whole).map(
        lambda number: re.sub(r"[.,](?=\d{3})", "", number).replace(",", "."), na_action="ignore"
    )
    return pd.to_numeric(plain, errors="coerce").astype("float64")


_FIELD_OF = {"indicator_id": "indicator", "gebied_code": "gebied", "periode": "jaar"}
