"""What the sources of figures share: their areas, the notes beside them, and one figure per key.

How figures relate to the indicators of other sources is in `dbt_like_sql`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from assets.basis.names import LONGEST_NOTE, kept, tidy
from assets.deliveries.batch import FIELD, ROW, WHOLE_ROW, Batch, Rows
from assets.deliveries.source import Recipe
from assets.reference.names_of_areas import area_codes, area_names, folded_area
from assets.reference.tables import load_area_names, load_reference
from assets.sources.contracts import reject_repeats
from schemas.configuration import Configuration
from schemas.layout import fold_header
from schemas.wide_tables import MUNICIPALITY

Areas = Mapping[str, set[str]]  # folded name -> codes, as `area_names` gives them
COUNTRY = "NL00"
REPEATED = "cijfer staat al eerder in dit bestand"
# How StatLine and spreadsheets write a figure that is not known; never 0.
UNKNOWN_VALUES = frozenset({"", ".", "x", "-", "–", "nan", "null", "none"})
_NAMES_OF_COUNTRY = {"nederland", "nl", "nl00", "nl01"}


def figures_recipe(
    configuration: Configuration, make: Callable[[Batch, Areas], dict[str, Rows]]
) -> Recipe:
    """The recipe of a source whose figures are of areas of the municipality. `make`: the rows of a
    batch, given the areas."""
    municipality, reference = configuration.gemeente, load_reference(configuration)
    areas = area_names(reference, municipality.code, municipality.naam)
    return Recipe((municipality, reference.versie), lambda batch: make(batch, areas))


def area_labels(configuration: Configuration) -> dict[str, str]:
    """Folded label -> what it is, for the areas of the municipality as people write them."""
    name = configuration.gemeente.naam
    whole = (name, f"gemeente {name}", f"{name} totaal", f"totaal {name}", f"heel {name}")
    whole = (*whole, "gemeente", "hele gemeente", "gemeente totaal", "totaal gemeente")
    areas = {folded_area(area): "gebied" for area in load_area_names(configuration)}
    return areas | {fold_header(text): MUNICIPALITY for text in whole}


def area_or_country(
    names: pd.Series, kinds: pd.Series, areas: Areas, municipality: str
) -> pd.Series:
    """The code of each area, as in `area_codes`; the municipality if no area is named, `COUNTRY`
    for the Netherlands."""
    is_country = names.map(fold_header).isin(_NAMES_OF_COUNTRY)
    named = names.where(names.ne("") & ~is_country, municipality)
    return area_codes(named, kinds, areas).mask(is_country, COUNTRY).astype("str")


def short_notes(batch: Batch, field: str) -> pd.Series:
    """The texts of a field; one that is too long or could name someone is emptied, as a fault."""
    text = batch.frame[field].map(tidy).astype("str")
    unfit = text.ne("") & ~kept(text, LONGEST_NOTE)
    batch.fault(unfit, field, "kan persoonsgegevens bevatten, of is te lang", FIELD)
    return text.mask(unfit, "").astype("str")


def one_per_key(
    batch: Batch, figures: pd.DataFrame, key: Sequence[str], key_in_words: str
) -> pd.DataFrame:
    """One figure per `key` of a delivery: the first, a known value before an unknown one.

    If a delivery has different values for a key, nobody can say which is right, so all its rows are
    rejected.
    """
    by_value = figures.sort_values("waarde", kind="stable", na_position="last")
    values = by_value.groupby(["levering_id", *key])["waarde"].transform("nunique")
    conflicting = by_value.index[values.gt(1)]
    batch.fault(conflicting, WHOLE_ROW, f"twee verschillende cijfers voor {key_in_words}", ROW)
    return reject_repeats(batch, by_value.drop(index=conflicting), key, REPEATED).sort_index()
