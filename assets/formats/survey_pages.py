"""The pages of one survey together: names from its code lists, and one figure per row with its
margins beside it.

Reading a page is in `surveys`; what a figure means is not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats.code_lists import CodeList, measures
from assets.formats.surveys import LOWER, OTHER_MARGIN, UPPER, VALUE, Survey, is_named, margin
from schemas.layout import fold_header
from schemas.statistics import SURVEY_ABOUT, SURVEY_TITLE

_COLUMNS = ("onderwerp", "eenheid", "marge", "periode", "gebied")
# Last parts of a path that say too little without the part before them.
_GENERIC = {"totaal", "ja", "nee", "vaak", "soms", "zelden", "nooit", "overig", "anders"}
_LONGEST_PATH = 5


def joined(pages: Sequence[Survey], lists: Iterable[CodeList], name: str) -> Survey | None:
    """The pages of a delivery as one survey; None for a survey that is not about safety.

    Every column is present; `marge` is waarde, ondergrens or bovengrens; `onderwerp` is a name.
    `name`: of the file and of the table. Raises `UnreadableError` if the measures have codes only.
    """
    labels: dict[str, str] = {}
    for page in pages:
        labels = page.labels | labels
    frame = _under_each_other(pages, labels)
    by_dimension = {codes.dimension: codes for codes in lists}
    frame = _with_measures(frame, labels, by_dimension)
    named = is_named([], name) or any(page.named for page in pages)
    if not (named or _about_safety(frame)):
        return None
    titles = by_dimension["marges"].titles if "marges" in by_dimension else {}
    kinds = {text: margin(titles.get(text, text)) for text in frame["marge"].unique()}
    frame["marge"] = frame["marge"].map(kinds)
    others = sorted(text for text, kind in kinds.items() if kind == OTHER_MARGIN)
    frame = _with_short_names(frame[frame["marge"].ne(OTHER_MARGIN)])
    unread = [header for page in pages for header in page.unread]
    return Survey(
        frame.astype("str"),
        labels,
        tuple(dict.fromkeys([*unread, *others])),
        tuple(row for page in pages for row in page.malformed),
    )


def figures(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per figure, numbered from 1: onderwerp, eenheid, gebied, periode, and waarde,
    ondergrens and bovengrens as text.

    `cells`: the frame of a joined survey. A cell that occurs twice gives a second row, so that no
    figure is lost silently.
    """
    key = ["onderwerp", "eenheid", "gebied", "periode"]
    frame = cells.assign(keer=cells.groupby([*key, "marge"], sort=False).cumcount())
    wide = frame.set_index([*key, "keer", "marge"])[VALUE].unstack("marge")
    order = frame.drop_duplicates([*key, "keer"]).set_index([*key, "keer"]).index
    wide = wide.reindex(order).reset_index().drop(columns="keer")
    for kind in (VALUE, LOWER, UPPER):
        wide[kind] = wide[kind].fillna("").astype("str") if kind in wide else ""
    wide.index = pd.RangeIndex(1, len(wide) + 1)
    return wide


def _under_each_other(pages: Sequence[Survey], labels: dict[str, str]) -> pd.DataFrame:
    """All pages with every column, empty where unknown. A code replaces the name beside it, also in
    `labels`."""
    frame = pd.concat([page.frame for page in pages], ignore_index=True)
    for code, plain in (("gebied_code", "gebied"), ("periode_code", "periode")):
        if code in frame:
            frame[plain] = frame[code].where(frame[code].notna(), frame.get(plain))
            labels[plain] = labels[code]
    for column in _COLUMNS:
        cells = frame.get(column, pd.Series("", index=frame.index))
        frame[column] = cells.fillna("").astype("str")
    return frame


def _with_measures(
    frame: pd.DataFrame, labels: Mapping[str, str], by_dimension: Mapping[str, CodeList]
) -> pd.DataFrame:
    """Names and units of the measures from their code list; without one, keys of OData 3 become
    words."""
    codes = measures(by_dimension)
    if codes is not None:
        return frame.assign(
            eenheid=frame["onderwerp"].map(codes.units).fillna(frame["eenheid"]),
            onderwerp=frame["onderwerp"].map(codes.titles).fillna(frame["onderwerp"]),
        )
    if fold_header(labels.get("onderwerp", "")) == "measure":
        raise UnreadableError(
            f"Deze {SURVEY_TITLE} noemt haar metingen alleen met een code. Zet de "
            "codelijst van de metingen (MeasureCodes) samen met de cijfers in één zip."
        )
    return frame.assign(onderwerp=frame["onderwerp"].map(_in_words))


def _about_safety(frame: pd.DataFrame) -> bool:
    """Whether at least half of the measures are about safety: other surveys have margins too."""
    paths = pd.Series(frame["onderwerp"].unique(), dtype="str").str.casefold()
    return bool(paths.str.contains(SURVEY_ABOUT).mean() >= 0.5) if len(paths) else False


def _in_words(key: str) -> str:
    """A key of OData 3 in words: `VoeltZichWelEensOnveilig_1` -> `Voelt zich wel eens onveilig`."""
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*_\d+", key):
        return key
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"_\d+$", "", key))
    return words[0] + words[1:].lower()


def _with_short_names(frame: pd.DataFrame) -> pd.DataFrame:
    """`onderwerp` from a path to a name: its last part, preceded by more of the path if that part
    is too generic or if two measures would get the same name."""
    distinct = frame[["onderwerp", "eenheid"]].drop_duplicates()
    paths = {
        (path, unit): [" ".join(part.split()) for part in path.split("/") if part.strip()]
        for path, unit in distinct.itertuples(index=False, name=None)
    }
    size = {
        key: 2 if parts and fold_header(parts[-1]) in _GENERIC else 1
        for key, parts in paths.items()
    }
    for _ in range(_LONGEST_PATH):
        names = {key: ": ".join(parts[-size[key] :]) for key, parts in paths.items()}
        ambiguous = _ambiguous(names)
        if not ambiguous:
            break
        for key in ambiguous:
            size[key] += 1
    ambiguous = _ambiguous(names)
    final = {
        key: f"{name} ({key[1]})" if key in ambiguous and key[1] else name
        for key, name in names.items()
    }
    keys = zip(frame["onderwerp"], frame["eenheid"], strict=True)
    return frame.assign(onderwerp=[final[key] for key in keys])


def _ambiguous(names: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    """The measures that share their name with another."""
    counts = Counter(fold_header(name) for name in names.values())
    return {key for key, name in names.items() if counts[fold_header(name)] > 1}
