"""From the profile of a file to the settings that would read it, each with why. A setting of which
only the analyst can give the value has none.

What a file holds is found out in `deliveries.profiling`; how settings are written and asked for is
for the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assets.deliveries.profiling import Profile, Whole
from assets.deliveries.proposals import SURE
from assets.sources.melddesk.categories import (
    STATUS_BEGINNINGS,
    Advice,
    known_by_column,
    unknown_statuses,
    without_theme,
)
from assets.sources.politie.codes import likely_code
from assets.sources.themes import themes_of
from assets.sources.trial import Trial
from schemas.configuration import Configuration
from schemas.layout import fold_header
from schemas.melddesk import STATUSES
from schemas.report_systems import SYSTEMS

_SAME_DIVISION = 0.9


@dataclass(frozen=True)
class Setting:
    """One line of the settings file. `table`: its heading. `value`: None if only the analyst can
    tell. `remark`: how sure it is, or how many rows have the word. `choices`: what it can be, in
    words; `options`: each of them."""

    table: str
    key: str
    value: object
    remark: str = ""
    choices: str = ""
    options: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it says what a word of the export means."""
        return self.table.endswith((".categorieen", ".statussen", ".codes"))


def known_words(configuration: Configuration) -> Mapping[str, frozenset[str]]:
    """Field -> the words that it is known to have, folded: by these a column is recognised."""
    settings = configuration.melddesk
    statuses = {status for system in SYSTEMS.values() for status in system.statuses}
    statuses.update(map(fold_header, settings.statussen))
    statuses.update(f"{beginning}*" for beginning in STATUS_BEGINNINGS)
    lists = {
        name: frozenset(map(fold_header, words))
        for name, words in known_by_column(settings).items()
    }
    town = frozenset({fold_header(configuration.gemeente.naam)})
    return {**lists, "status": frozenset(statuses), "plaats": town}


def proposed(whole: Whole, configuration: Configuration) -> list[Setting]:
    """The settings to add, in the order of the settings file; none if there is nothing to add."""
    profile = main_table(whole)
    settings = list(_columns(profile))
    if whole.known is None and profile.header_row:
        settings = [*_formats(profile, configuration), *settings]
    if profile.layout.source == "melddesk":
        melddesk, values = configuration.melddesk, profile.values
        categories = without_theme(values, melddesk)
        statuses = unknown_statuses(values, melddesk, profile.layout.system)
        themes = themes_of("melddesk", configuration)
        settings += _words("melddesk.categorieen", categories, "een thema, ook een eigen", themes)
        settings += _words(
            "melddesk.statussen", statuses, "open, afgehandeld of geannuleerd", STATUSES[:3]
        )
    return settings


def of_trial(trial: Trial, configuration: Configuration) -> list[Setting]:
    """What only trying the rows tells."""
    return [*_of_another_division(trial, configuration), *_codes(trial, configuration)]


def _codes(trial: Trial, configuration: Configuration) -> Iterator[Setting]:
    """The codes and words of the police that mean nothing yet."""
    if not trial.unknown_codes:
        return
    themes = themes_of("politie", configuration)
    for unknown in trial.unknown_codes:
        if unknown.is_shown:
            likely = likely_code(unknown.text, configuration)
            remark = f"{unknown.rows}×" + (f", lijkt op «{likely[1]}»" if likely else "")
            yield Setting(
                "politie.codes",
                unknown.text,
                likely[0] if likely else None,
                remark,
                "een klasse (A72), een code van het CBS (1.2.3), een indicator of een thema",
                themes,
            )


def _of_another_division(trial: Trial, configuration: Configuration) -> list[Setting]:
    """That the neighbourhoods of a delivery are not those of today, if many names are unknown."""
    source = trial.layout.source
    if trial.known_areas is None or trial.known_areas >= _SAME_DIVISION:
        return []
    if not getattr(getattr(configuration, source, None), "buurt_is_cbs", False):
        return []
    share = f"{100 * trial.known_areas:.0f} % van de namen van buurten bestaat nu"
    return [Setting(source, "buurt_is_cbs", False, share)]


def main_table(whole: Whole) -> Profile:
    """The table that is the delivery: settings are made for one table only."""
    if whole.known is not None and whole.known.bundle is not None:
        return whole.tables[-1]  # which holds the words of all its tables
    return max(
        whole.tables,
        key=lambda profile: sum(bool(column.proposal) for column in profile.columns),
    )


def merged(configuration: Configuration, settings: Iterable[Setting]) -> Configuration:
    """`configuration` with these settings added. Raises `pydantic.ValidationError` for a setting
    that is not valid."""
    content = configuration.model_dump(exclude_unset=True)
    for setting in settings:
        if setting.value is None:
            continue
        table = content
        for name in setting.table.split("."):
            table = table.setdefault(name, {})
        table[setting.key] = setting.value
    return Configuration.model_validate(content)


def _formats(profile: Profile, configuration: Configuration) -> Iterator[Setting]:
    """How dates and points are written, if that differs from the settings."""
    source = profile.layout.source
    if not profile.layout.settable:
        return
    shapes = {column.proposal.field: column.shape for column in profile.columns if column.proposal}
    moment = shapes.get(profile.layout.month_field)
    known = getattr(configuration, source).datumformaten
    if moment is not None and set(moment.formats) - set(known):
        yield Setting(source, "datumformaten", list(moment.formats))
    if source == "melddesk":
        if "x" in shapes and shapes["x"].kind in {"lengte", "breedte"}:
            yield Setting(source, "coordinaten", "WGS84")
        if "straat" not in shapes and {"x", "y"} <= shapes.keys():
            yield Setting(source, "zonder_straat", True)


def _columns(profile: Profile) -> Iterator[Setting]:
    """Which header means which field, as far as the program does not know that by itself."""
    if not profile.layout.settable or not profile.header_row:
        return
    for column in profile.columns:
        proposal = column.proposal
        if proposal is not None and proposal.how_sure != SURE:
            table = f"{profile.layout.source}.kolommen"
            yield Setting(table, column.header, proposal.field, proposal.how_sure)


def _words(
    table: str, advice: list[Advice], choices: str, options: tuple[str, ...]
) -> Iterator[Setting]:
    """What the words of a category or a status mean."""
    for entry in advice:
        remark = f"{entry.count}×" + (f", {entry.why}" if entry.why else "")
        yield Setting(table, entry.word, entry.means or None, remark, choices, options)
