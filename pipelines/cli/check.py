"""`veiligheidsbeeld check`: the checks on the current publication, for cron and monitoring.

Nothing is made or changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.basis.home import Home as Folders
    from assets.warehouse.checking import Finding


_MOST = 5  # findings by name, so that the answer is ten lines


def check(
    home: Home = None,
    config: Config = None,
    alles: Annotated[
        bool, typer.Option("--alles", help="Toon elke controle, ook die in orde is")
    ] = False,
) -> None:
    """Controleer de huidige publicatie; eindigt met 1 als er iets niet klopt."""
    from assets.basis.home import Home as Folders
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    published_path(settings)
    findings = _findings(Folders(settings.home, settings.inbox))
    if alles:
        _show(findings)
    else:
        _show_in_short(findings)
    if any(finding.fails and finding.rows for finding in findings):
        raise typer.Exit(1)


def _findings(home: Folders) -> list[Finding]:
    """Every check of the tables, and the contract of every table in the published file.

    Raises `AnalystError` if the publication or one of the tables cannot be read.
    """
    from assets.warehouse.checking import Finding, run_checks
    from assets.warehouse.models import models
    from assets.warehouse.publication import contract_faults, published
    from schemas import published as contracts

    path = home.publish / "intern.duckdb"
    if published(path) is None or not all(
        (home.tables / f"{query.name}.parquet").exists() for query in models()
    ):
        raise AnalystError(
            "Er is geen publicatie die kan worden gelezen. Start: veiligheidsbeeld run."
        )
    findings = run_checks(home)
    with reading(path) as connection:
        for name in (*contracts.INTERN, *contracts.VIEWS):
            faults = contract_faults(connection, name, name)
            findings.append(Finding(f"contract_{name}", name, len(faults), True, "; ".join(faults)))
    return findings


def _show_in_short(findings: list[Finding]) -> None:
    """At most ten lines: what is wrong, then what needs attention, a line each."""
    from schemas.dutch import counted
    from schemas.findings import meaning

    found = sorted((each for each in findings if each.rows), key=lambda each: not each.fails)
    fails = sum(each.fails for each in found)
    console.print(
        f"{counted(len(findings), 'controle', 'controles')} van de huidige publicatie: "
        f"{counted(fails, 'fout', 'fouten')}, {len(found) - fails} keer let op, "
        f"{len(findings) - len(found)} in orde.",
        style="bold",
    )
    lines = Table.grid(padding=(0, 2), expand=True)
    for _ in ("uitkomst", "controle"):
        lines.add_column(no_wrap=True)
    lines.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for each in found[:_MOST]:
        lines.add_row(_result(each), each.check, escape(meaning(each.check)))
    console.print(lines)
    if len(found) > _MOST:
        console.print(f"en nog {len(found) - _MOST}")
    if found:
        console.print("Alles: veiligheidsbeeld check --alles")
        console.print("Om welke bestanden het gaat: veiligheidsbeeld status --let-op")


def _show(findings: list[Finding]) -> None:
    from schemas.findings import meaning

    table = tabulated("Controles van de huidige publicatie")
    table.add_column("controle", no_wrap=True)
    table.add_column("uitkomst", no_wrap=True)
    table.add_column("gezocht", overflow="fold")
    for finding in findings:
        detail = (
            f" ({finding.description})"
            if finding.check.startswith("contract_") and finding.rows
            else ""
        )
        text = escape(meaning(finding.check) + detail)
        table.add_row(finding.check, _result(finding), text)
    console.print(table)


def _result(finding: Finding) -> str:
    if finding.rows == 0:
        return "[green]in orde[/]"
    if finding.fails:
        return f"[red]fout: {number(finding.rows)}[/]"
    return f"[yellow]let op: {number(finding.rows)}[/]"
