"""Every source, one line each. No other module needs to know which sources there are.

A line is the name of a folder beside this file, whose `source.py` has `SOURCES`. Layouts are tried
in this order; of two that fit a table equally well, the first is used.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from assets.deliveries.source import Kind, Source
from schemas.configuration import Configuration
from schemas.layout import Layout

FOLDERS = (
    "politie",
    "melddesk",
    "veiligheidsmonitor",
    "registers",
    "team",
    "politie_open_data",
)

SOURCES: tuple[Source, ...] = tuple(
    source
    for folder in FOLDERS
    for source in import_module(f"assets.sources.{folder}.source").SOURCES
)


def source(name: str) -> Source:
    """The source of that name. Raises KeyError if there is none."""
    return {source.name: source for source in SOURCES}[name]


def of_kind(kind: Kind) -> tuple[Source, ...]:
    """The sources of one kind."""
    return tuple(source for source in SOURCES if source.kind is kind)


def layouts(configuration: Configuration) -> tuple[Layout, ...]:
    """How every known delivery is laid out, under the settings of a municipality. Of a source that
    may not be used, the layout says why."""
    return tuple(
        replace(layout, refused=refusal, labels=_labels(source.labels(configuration), layout))
        for source in SOURCES
        for refusal, labels in [(refusal_of(source, configuration), source.labels(configuration))]
        for layout in source.layouts(configuration)
    )


def _labels(known: tuple[tuple[str, str], ...], layout: Layout) -> tuple[tuple[str, str], ...]:
    """The labels of a source, with those of the settings, which precede."""
    return tuple(sorted((dict(known) | dict(layout.labels)).items()))


def refusal_of(source: Source, configuration: Configuration) -> str:
    """Why a source may not be used, in the analyst's words; empty if it may."""
    if not source.social_domain or configuration.doelbinding.sociaal_domein_besluit:
        return ""
    return (
        f"De bron {source.title} komt uit het sociaal domein en mag pas worden gebruikt als "
        "daarover een besluit is getekend. Zet het kenmerk in veiligheidsbeeld.toml "
        "onder [doelbinding] bij sociaal_domein_besluit; zie docs/privacy.md onder Sociaal domein."
    )
