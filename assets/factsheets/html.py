"""A factsheet as one HTML page that works without script, from disk, on a phone and in print.

The layout is in `templates/sheet.html.j2` and `templates/sheet.css`. No content is selected here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assets.factsheets import cells
from assets.factsheets.sheet import Beside, Figure, Figures, Findings, Sheet, Terms
from assets.factsheets.table import Row, Table

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).with_name("templates")
_LONG = 45  # rows that any table may have: a screen has more room than paper
_OPENING = re.compile(r"^<svg ")


def render(sheet: Sheet) -> bytes:
    """The page in UTF-8. Every text of the sheet is escaped."""
    template = _environment().get_template("sheet.html.j2")
    style = (_TEMPLATES / "sheet.css").read_text("utf-8")
    page = template.render(
        sheet=sheet,
        style=style,
        icons=cells.ICONS,
        emphasised=cells.EMPHASISED,
        rows_of=lambda table: table.within(max(table.most, _LONG)),
    )
    return (page + "\n").encode("utf-8", "replace")


@lru_cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["by_group"] = _by_group
    environment.filters["svg"] = _drawing
    environment.tests["is_beside"] = lambda part: isinstance(part, Beside)
    environment.tests["has_rows"] = lambda block: isinstance(block, Table)
    environment.tests["has_figures"] = lambda block: isinstance(block, Figures)
    environment.tests["has_findings"] = lambda block: isinstance(block, Findings)
    environment.tests["has_terms"] = lambda block: isinstance(block, Terms)
    return environment


def _by_group(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Consecutive rows of the same group, in their own order."""
    return [(group, list(members)) for group, members in groupby(rows, lambda row: row.group)]


def _drawing(figure: Figure) -> str:
    """The SVG inlined in the page, with its title and text alternative."""
    from markupsafe import Markup, escape

    opening = Markup('<svg role="img" aria-labelledby="{0}-t {0}-d" ').format(figure.name)
    description = Markup('<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>').format(
        figure.name, figure.title, figure.alt
    )
    opened, _, rest = _OPENING.sub(str(escape(opening)), figure.svg).partition(">")
    return Markup(
        f"{opened}>{description}{rest}"
    )  # made by `charts` and `tilemap`, so it is trusted
