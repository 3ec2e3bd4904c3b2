"""The command that renders one product again: the latest issue, or another, as known on a day.

What a product shows stands in `assets.factsheets`; how a run ends on the screen in `screen`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assets.basis.errors import AnalystError
from assets.formats.periods import is_issue
from pipelines.cli import screen

Home = Annotated[
    Path | None, typer.Option("--home", help="Map met alle gegevens (standaard: data/)")
]
Config = Annotated[
    Path | None, typer.Option("--config", help="Instellingen (standaard: veiligheidsbeeld.toml)")
]
# What comes in is taken in by `run`; what is published is published by `run`.
_TAKES_IN = ("archief",)
_PUBLISHES = ("intern_duckdb", "openbaar_duckdb", "open_data")


class Product(StrEnum):
    """The products that can be rendered by themselves."""

    DRIEHOEK = "driehoek"
    RAAD = "raad"
    WEBSITE = "website"


_FORMS = {
    Product.DRIEHOEK: ("twee maanden, zoals 2020-05--2020-06", "--"),
    Product.RAAD: ("een halfjaar, zoals 2020-H1", "-H"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(factsheet)


def factsheet(
    product: Annotated[Product, typer.Argument(help="Welk product")],
    periode: Annotated[
        str | None,
        typer.Option(help="2020-05--2020-06 (Driehoek) of 2020-H1 (raad); standaard de laatste"),
    ] = None,
    peildatum: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Zoals bekend op deze dag")
    ] = None,
    home: Home = None,
    config: Config = None,
) -> None:
    """Maak één product opnieuw, van de laatste periode of van een andere."""
    from pipelines.ahead import Ahead
    from pipelines.running import run_job
    from pipelines.settings import load_settings

    _require_form(product, periode)
    settings = load_settings(home, None, config)
    if not (settings.home / "archive").is_dir():
        raise AnalystError("Er is nog niets geleverd. Start eerst: veiligheidsbeeld run.")
    # What was archived is enough: nothing is taken in, no inbox is read.
    settings = replace(settings, inbox=settings.home / "archive")
    with screen.bars() as progress:
        outcome = run_job(
            settings,
            product.value,
            f"{peildatum:%Y-%m-%d}" if peildatum else None,
            progress,
            Ahead(),
            without=_TAKES_IN + (_PUBLISHES if periode else ()),
            issue=periode,
        )
    if not outcome.success:
        raise AnalystError(outcome.problem)
    screen.products(outcome)


def _require_form(product: Product, period: str | None) -> None:
    if period is None:
        return
    if product is Product.WEBSITE:
        raise AnalystError("De openbare cijfers zijn van alle perioden samen: laat --periode weg.")
    form, mark = _FORMS[product]
    if not is_issue(period) or mark not in period:
        raise AnalystError(f"«{period}» is geen periode van dit product: noem {form}.")
