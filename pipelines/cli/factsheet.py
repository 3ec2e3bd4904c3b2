"""`veiligheidsbeeld factsheet`: render one product again, of the latest period or another.

What a product shows lives in `assets.factsheets` and `assets.website`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from assets.basis.errors import AnalystError
from assets.basis.report import Published
from assets.formats.periods import is_issue, months
from pipelines.cli.job import run_job_on_screen, show_products
from pipelines.cli.options import Config, Home

if TYPE_CHECKING:
    from assets.basis.home import Home as Folders
    from pipelines.running import Outcome
    from pipelines.settings import Settings

# Taking in is left to `run`. Another period than the latest is rendered from tables of its own,
# which are never published.
_TAKES_IN = ("archief",)
_PUBLISHES = ("intern_duckdb", "openbaar_duckdb", "open_data")


class Product(StrEnum):
    """The products that can be rendered by themselves."""

    DRIEHOEK = "driehoek"
    RAAD = "raad"
    WEBSITE = "website"


# Product -> how its period is written, and what every such period contains.
_PERIODS = {
    Product.DRIEHOEK: ("twee maanden, zoals 2020-05--2020-06", "--"),
    Product.RAAD: ("een halfjaar, zoals 2020-H1", "-H"),
}


def factsheet(
    product: Annotated[Product, typer.Argument(help="Welk product")],
    periode: Annotated[
        str | None,
        typer.Option(help="2020-05--2020-06 (Driehoek) of 2020-H1 (raad); standaard de laatste"),
    ] = None,
    peildatum: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Zoals bekend op deze dag")
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="Ook een concept van de raadsinformatiebrief (Word)")
    ] = False,
    home: Home = None,
    config: Config = None,
) -> None:
    """Maak één product opnieuw, van de laatste periode of van een andere."""
    from assets.basis.home import Home as Folders
    from pipelines.settings import load_settings

    _require_period_of(product, periode)
    if brief:
        _require_letter_of(product, peildatum)
    settings = load_settings(home, None, config)
    if not (settings.home / "archive").is_dir():
        raise AnalystError("Er is nog niets geleverd. Start eerst: veiligheidsbeeld run.")
    if periode is not None:
        _require_delivered(Folders(settings.home, settings.inbox), periode)
    # Nothing is taken in, so the inbox need not exist: the archive stands in for it.
    settings = replace(settings, inbox=settings.home / "archive")
    outcome = run_job_on_screen(
        settings,
        product.value,
        as_of=f"{peildatum:%Y-%m-%d}" if peildatum else None,
        issue=periode,
        without=_TAKES_IN + (_PUBLISHES if periode else ()),
        publishes=periode is None,
    )
    if brief:
        _write_letter(settings, periode, outcome)
    show_products(outcome.report.every(Published))


def _require_period_of(product: Product, period: str | None) -> None:
    """Raise `AnalystError` for a period that the product does not have."""
    if period is None:
        return
    if product is Product.WEBSITE:
        raise AnalystError("De openbare cijfers zijn van alle perioden samen: laat --periode weg.")
    form, mark = _PERIODS[product]
    if not is_issue(period) or mark not in period:
        raise AnalystError(f"«{period}» is geen periode van dit product: noem {form}.")


def _require_letter_of(product: Product, as_of: datetime | None) -> None:
    """Raise `AnalystError` for a letter that there cannot be."""
    if product is not Product.RAAD:
        raise AnalystError("Een brief hoort bij de factsheet van de raad: factsheet raad --brief.")
    if as_of is not None:
        raise AnalystError(
            "Een factsheet met --peildatum is een reconstructie en blijft binnen: laat --brief weg."
        )


def _write_letter(settings: Settings, period: str | None, outcome: Outcome) -> None:
    """Write the draft of the letter, and add it to what the run made."""
    from assets.factsheets.council_issue import write_letter
    from pipelines.resources import ISSUE_TAG, of_run, work_of

    work = of_run(work_of(settings), {ISSUE_TAG: period} if period else {})
    with work.station("het maken van de brief"):
        written = write_letter(work.home, work.configuration)
    if written is not None:
        outcome.report.add(Published("Concept van de brief (Word)", *written))


def _require_delivered(home: Folders, period: str) -> None:
    """Raise `AnalystError` if no delivery covers a month of the period. Which deliveries count, and
    so whether the product can be made, is known once its tables are."""
    from assets.deliveries.manifests import manifests
    from assets.sources.registry import SOURCES
    from schemas.dutch import enumerated, month

    monthly = {source.name for source in SOURCES if source.monthly}
    monthly_deliveries = (known for known in manifests(home) if known.bron in monthly)
    covered = {covered for delivery in monthly_deliveries for covered in delivery.maanden}
    asked = [name for part in period.split("--") for name in months(part)]
    if missing := [month(name) for name in asked if name not in covered]:
        raise AnalystError(
            f"Van {period} zijn niet alle maanden geleverd: {enumerated(missing)} "
            f"{'ontbreekt' if len(missing) == 1 else 'ontbreken'}. Welke maanden er zijn, zegt: "
            "veiligheidsbeeld status."
        )
