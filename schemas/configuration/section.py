"""What the sections of the settings file share; no setting of its own is in here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict

from schemas.layout import Layout


class Section(BaseModel):
    """A section: unknown settings are refused, and values cannot change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def matching(pattern: str, example: str) -> type[str]:
    """The type of a text setting that must match `pattern`; the error message shows `example`."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"moet eruitzien als {example}")
        return value

    return Annotated[str, AfterValidator(check)]


class LayoutSettings(Protocol):
    """The settings of a section that configures the layout of a delivery."""

    datumformaten: tuple[str, ...]
    decimaalteken: str
    kolommen: dict[str, str]


def dates_added(own: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """The date formats of a section, and then those that the program knows: without the ones that
    would read a day of `own` as a month."""
    swapped = {each.translate({ord("d"): "m", ord("m"): "d"}).split(" ")[0] for each in own}
    kept = (each for each in known if each not in own and each.split(" ")[0] not in swapped)
    return *own, *kept


def configured(layout: Layout, section: LayoutSettings) -> Layout:
    """The layout with the headers, date formats and decimal sign of a section."""
    return replace(
        layout.with_headers(section.kolommen),
        date_formats=tuple(section.datumformaten),
        decimal=section.decimaalteken,
    )
