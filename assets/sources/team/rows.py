"""Deliveries of the safety team itself -> accepted rows and faults: goals and the hotspot approach,
and what the names in these files mean.

A row is rejected if its text could identify someone. Which version of a file counts is decided in
`dbt_like_sql`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from assets.deliveries.batch import FIELD, ROW, Batch, Rows
from assets.formats.numbers import plain_numbers
from assets.sources.team.usable import checked, days, one_line, outcome, usable_rows
from schemas import team
from schemas.layout import fold_header
from schemas.personal_text import personal_mask

_NO_GOAL = frozenset({"overlast_verward_persoon"})  # DSP: E33 is unfit to steer by
_PROGRAMME_YEARS = ("programma_van", "programma_tot")
_NO_REGISTER = (
    "niet alles is een register dat de raad mag lezen: neem de namen over uit de tabel "
    "indicatoren, met | ertussen"
)
_NO_STREET = "geen straat uit de lijst: neem de naam over uit de tabel straten"
_NO_COMPARISON = (
    "niet elke plek is een straat uit de lijst: neem de namen over uit de tabel straten, met "
    "komma's ertussen"
)
# Ids that come from deliveries and are in no list: of open data, the survey and new registers.
FROM_DELIVERIES = re.compile(r"^(pod|vm|reg)_[a-z0-9_]{1,80}$")


@dataclass(frozen=True)
class Known:
    """What the names in these files may mean.

    `indicators`: folded name or id -> id. `themes`: folded theme or its name -> theme. `goals`:
    number of a main goal -> its text. `registers`: the indicators of registers. `confidential`:
    indicators that the council may not read.
    `streets`: folded names of all streets; empty without a list of streets. `spots`: folded name or
    id of a street, or of a place that is no street -> its id and name; empty texts where more
    streets have that name.
    """

    indicators: Mapping[str, str]
    themes: Mapping[str, str]
    goals: Mapping[str, str]
    municipality: str
    registers: frozenset[str] = frozenset()
    confidential: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    spots: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The same text for the same knowledge, in every process: the order of a set varies."""
        sets = ("registers", "confidential", "streets")
        return repr(replace(self, **{name: sorted(getattr(self, name)) for name in sets}))

    def indicator(self, text: str) -> str:
        """The id of an indicator by its name or id; empty if it is unknown."""
        listed = self.indicators.get(fold_header(text), "")
        return listed or (text.strip() if FROM_DELIVERIES.match(text.strip()) else "")

    def register(self, text: str) -> str:
        """The id of a register that the council may read, by its name or id; else empty."""
        found = self.indicator(text)
        is_register = found in self.registers or found.startswith("reg_")
        return found if is_register and found not in self.confidential else ""

    def street(self, text: str) -> tuple[str, str] | None:
        """The id and name of a street or place by its name or id; None if it is neither. An id that
        was derived from a name stands in no list: its name is not known here."""
        found = self.spots.get(fold_header(text))
        if found is None and re.fullmatch(rf"{self.municipality}-[0-9a-f]{{10}}", text.strip()):
            return text.strip(), ""
        return found


def goals(batch: Batch, known: Known) -> dict[str, Rows]:
    """The goals of each delivery. Accepted: `team.STAGED["doelen"]`, one row per goal."""
    raw = batch.frame
    ids = _indicators(raw["indicator"], known)
    frame = raw[["levering_id", "rijnummer"]].assign(
        hoofddoel=one_line(raw["hoofddoel"]).map(
            lambda text: known.goals.get(text.rstrip("."), text)
        ),
        doel=one_line(raw["doel"]),
        indicator_id=ids,
        toelichting=one_line(raw["toelichting"]),
        programma=one_line(raw["programma"]),
        inzet=one_line(raw["inzet"]),
        **{
            name: plain_numbers(raw[name])
            for name in ("nulmeting", "nulmeting_jaar", "streefwaarde", "streefjaar")
        },
        **{name: _year(raw[name]) for name in _PROGRAMME_YEARS},
    )
    aim = frame["streefwaarde"] - frame["nulmeting"]
    direction = raw["richting"].str.strip().str.casefold()
    frame["richting"] = direction.where(direction.ne(""), _direction(aim)).astype("str")
    frame["past"] = frame["richting"].eq(_direction(aim)) | aim.eq(0) | aim.isna()
    frame["looptijd"] = frame["streefjaar"] - frame["nulmeting_jaar"]
    frame["jaren"] = _has_years(frame)
    contract = team.goal_contract(_ids(known, frame) - _NO_GOAL - known.confidential)
    usable = usable_rows(batch, contract, frame, checked("hoofddoel doel toelichting programma"))
    done = usable["inzet"].map(lambda text: _registers(text, known))
    wrong = done.isna()
    batch.fault(usable.index[wrong], "inzet", _NO_REGISTER, FIELD)
    usable = usable.assign(inzet=done.fillna("").astype("str"))
    return outcome(batch, "doelen", usable, ["programma", "hoofddoel", "doel", "indicator_id"])


def _registers(text: str, known: Known) -> str | None:
    """The ids of the registers in a cell, with | between them; None if one of them is none."""
    ids = [known.register(name) for name in text.split("|") if name.strip()]
    return "|".join(dict.fromkeys(ids)) if all(ids) else None


def approaches(batch: Batch, known: Known) -> dict[str, Rows]:
    """The hotspot approach of each delivery. Accepted: `team.STAGED["hotspotaanpak"]`."""
    raw = batch.frame
    theme = one_line(raw["thema"])
    frame = raw[["levering_id", "rijnummer"]].assign(
        straatnaam=one_line(raw["straatnaam"]),
        thema=theme.map(fold_header).map(known.themes).fillna(theme).astype("str"),
        status=one_line(raw["status"]).str.casefold().astype("str"),
        sinds=days(raw["sinds"], team.APPROACH.date_formats),
        vergelijking=one_line(raw["vergelijking"]),
    )
    contract = team.approach_contract(frozenset(known.themes.values()))
    usable = usable_rows(batch, contract, frame, checked("straatnaam"))
    if known.streets:  # any other text is of no use, and could identify someone
        unlisted = ~usable["straatnaam"].map(fold_header).isin(known.streets)
        batch.fault(usable.index[unlisted], "straatnaam", _NO_STREET, ROW)
        usable = usable[~unlisted]
    wrong = usable["vergelijking"].map(lambda text: not _can_compare(text, known))
    batch.fault(usable.index[wrong], "vergelijking", _NO_COMPARISON, FIELD)
    usable = usable.assign(vergelijking=usable["vergelijking"].mask(wrong, "").astype("str"))
    return outcome(batch, "hotspotaanpak", usable, ["straatnaam", "thema"])


def _can_compare(text: str, known: Known) -> bool:
    """Whether every comparison place is a street of the list; without a list, whether the text
    could not identify someone."""
    if not known.streets:
        return not personal_mask(pd.Series([text], dtype="str")).any()
    return all(
        fold_header(name) in known.streets for name in re.split("[,|]", text) if name.strip()
    )


def known_names(
    indicators: pd.DataFrame,
    themes: pd.DataFrame,
    main_goals: pd.DataFrame,
    traits: pd.DataFrame,
    municipality: str,
    streets: pd.DataFrame | None = None,
    spots: Mapping[str, tuple[str, str]] | None = None,
) -> Known:
    """From the code tables indicator_lijst, thema_lijst, hoofddoelen and indicator_kenmerken (text
    columns), the streets of the reference, and what `spots_of` gives."""
    ids = indicators["indicator_id"]
    of_name = dict(zip(indicators["naam"].map(fold_header), ids, strict=True))
    of_id = {fold_header(indicator): indicator for indicator in ids}
    of_title = dict(zip(themes["naam"].map(fold_header), themes["thema"], strict=True))
    listed = [] if streets is None else streets["straatnaam"]
    is_register = indicators["bron"].eq("register")
    return Known(
        indicators=of_name | of_id,
        themes=of_title | {fold_header(theme): theme for theme in themes["thema"]},
        goals=dict(zip(main_goals["nummer"], main_goals["naam"], strict=True)),
        municipality=municipality,
        registers=frozenset(ids[is_register]),
        confidential=frozenset(traits.loc[traits["vertrouwelijk"].eq("J"), "indicator_id"]),
        streets=frozenset(map(fold_header, listed)),
        spots=spots or {},
    )


def spots_of(streets: pd.DataFrame, places: Iterable[str]) -> dict[str, tuple[str, str]]:
    """`Known.spots`, from straat_id and straatnaam of each street, and the names of places. A
    street goes before a place of its name."""
    spots = {fold_header(name): (f"PL-{name}", name) for name in sorted(places)}
    spots |= {fold_header(id_): (id_, name) for id_, name in spots.values()}
    names = streets["straatnaam"].map(fold_header)
    twice = names.duplicated(keep=False)
    pairs = list(zip(streets["straat_id"], streets["straatnaam"], strict=True))
    spots |= dict(zip(names, pairs, strict=True)) | dict.fromkeys(names[twice], ("", ""))
    return spots | {fold_header(id_): (id_, name) for id_, name in pairs}


def _ids(known: Known, frame: pd.DataFrame) -> frozenset[str]:
    """Every id that a row may have: the listed ones, and those of deliveries in `frame`."""
    delivered = {text for text in frame["indicator_id"] if FROM_DELIVERIES.match(text)}
    return frozenset(known.indicators.values()) | delivered


def _year(cells: pd.Series) -> pd.Series:
    """The year in each cell; missing where it is empty, and no year at all (0) where it says
    something else, so that it is not taken for empty."""
    year = plain_numbers(cells)
    return year.mask(year.isna() & cells.str.strip().ne(""), 0.0)


def _has_years(goals: pd.DataFrame) -> pd.Series:
    """Whether a goal names no programme, or one with its years in order."""
    years = goals[[*_PROGRAMME_YEARS]]
    is_whole = goals["programma"].ne("") & goals["programma_tot"].ge(goals["programma_van"])
    return is_whole | (years.isna().all(axis=1) & goals["programma"].eq(""))


def _direction(aim: pd.Series) -> pd.Series:
    """The direction from a baseline to its target; empty if they are equal or unknown."""
    return aim.map(lambda step: "omlaag" if step < 0 else "omhoog" if step > 0 else "")


def _indicators(text: pd.Series, known: Known) -> pd.Series:
    return text.map(known.indicator).astype("str")
