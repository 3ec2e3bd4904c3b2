"""Every source, one line each. No other module needs to know which sources there are.

A line is the name of a folder beside this file, whose `source.py` has `SOURCES`. Layouts are tried
in this order; of two that fit a table equally well, the first is used.
"""

from __future__ import annotations

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
    """How every known delivery is laid out, under the settings of a municipality."""
    return tuple(layout for source in SOURCES for layout in source.layouts(configuration))
