"""`veiligheidsbeeld codes`: what a police export has for classes that the program does not know.

What may be shown of it is decided in `assets.sources.politie.codes`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config
from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.sources.politie.codes import Unknown


def codes(
    bestand: Annotated[Path, typer.Argument(help="Een export van de politie")],
    config: Config = None,
) -> None:
    """Toon welke codes of woorden in een export van de politie nog niets betekenen."""
    import pandas as pd

    from assets.basis.masking import shown
    from assets.deliveries.reader import FileToRead, InOwnProcess, limits_of
    from assets.formats.reading import read_parts
    from assets.sources.politie.codes import codes_of, unknown_values
    from pipelines.settings import load_settings

    if not bestand.is_file():
        raise AnalystError(f"Het bestand {bestand.name} is er niet. Controleer de naam.")
    configuration = load_settings(None, None, config).configuration
    known, name = codes_of(configuration), shown(bestand.name)
    reader = InOwnProcess(limits_of(configuration.inlezen))
    layouts = (configuration.politie.layout,)
    parts = reader.each(FileToRead(bestand, name), read_parts, bestand, layouts, name)
    cells = pd.concat([part.frame[["mk_code", "mk_omschrijving"]] for part in parts])
    reader.close()
    _show(unknown_values(cells, known), len(cells))


def _show(unknown: list[Unknown], rows: int) -> None:
    if not unknown:
        console.print(f"Van alle {number(rows)} rijen is bekend waaronder ze tellen.")
        return
    table = tabulated("Codes en woorden die nog niets betekenen")
    table.add_column("in het bestand", overflow="fold")
    table.add_column("rijen", justify="right")
    for each in unknown:
        text = each.text or "(niet ingevuld)"
        table.add_row(escape(text if each.is_shown else f"{text} (alleen de vorm)"), str(each.rows))
    console.print(table)
    missing = sum(each.rows for each in unknown)
    console.print(f"{number(missing)} van de {number(rows)} rijen tellen zo niet mee.")
    lines = [json.dumps(each.text, ensure_ascii=False) for each in unknown if each.is_shown]
    if lines:
        console.print(
            "Vul in veiligheidsbeeld.toml in waaronder ze tellen: een maatschappelijke klasse "
            "(A72), een code van het CBS (1.2.3), een indicator of een thema.\n"
        )
        text = "\n".join(["[politie.codes]", *(f'# {line} = ""' for line in lines)])
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    if any(not each.is_shown for each in unknown):
        console.print(
            "\nVan een waarde die in weinig rijen staat of op een persoonsgegeven lijkt, staat "
            "hier alleen de vorm: zoek haar op in het bestand zelf."
        )
