"""What the sections of the settings file share; no setting of its own is in here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Protocol, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from schemas.layout import Layout, fold_header

LayoutT = TypeVar("LayoutT", bound=Layout)


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


def _as_names(value: object) -> object:
    return (value,) if isinstance(value, str) else value


# One name, or a list of names.
Names = Annotated[tuple[str, ...], BeforeValidator(_as_names)]


class LayoutSettings(Protocol):
    """The settings of a section that configures the layout of a delivery."""

    datumformaten: tuple[str, ...]
    decimaalteken: str
    kolommen: dict[str, str]
    blad: Names


def labelled(layout: LayoutT, columns: Mapping[str, str]) -> LayoutT:
    """The layout of a table of figures with the headers and labels of a setting `kolommen`."""
    fields = {field.name for field in layout.fields}
    headers = {header: name for header, name in columns.items() if name in fields}
    labels = {fold_header(header): name for header, name in columns.items()}
    return replace(layout.with_headers(headers), labels=tuple(sorted(labels.items())))


def dates_added(own: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """The date formats of a section, and then those that the program knows: without the ones that
    would read a day of `own` as a month. Raises ValueError for a text that formats no single date.
    """
    for each in own:
        parts = re.findall("%([a-zA-Z])", each)
        if not parts or len(parts) != len(set(parts)):
            raise ValueError(
                f"«{each}» is geen schrijfwijze van één datum: noem elk deel één keer, zoals "
                "%d-%m-%Y %H:%M"
            )
    swapped = {each.translate({ord("d"): "m", ord("m"): "d"}).split(" ")[0] for each in own}
    kept = (each for each in known if each not in own and each.split(" ")[0] not in swapped)
    return *own, *kept


def configured(layout: Layout, section: LayoutSettings) -> Layout:
    """The layout with the headers, date formats and decimal sign of a section."""
    return replace(
        layout.with_headers(section.kolommen),
        date_formats=tuple(section.datumformaten),
        decimal=section.decimaalteken,
        sheets=section.blad,
    )
