"""A factsheet as one HTML page that is whole without script, from disk, on a phone and in print.

The layout is in `templates/sheet.html.j2` and `templates/sheet.css`; what a script adds (sorting, a
filter) in `templates/sheet.js`. No content is selected here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assets.factsheets import cells
from assets.factsheets.sheet import Beside, Block, Figure, Figures, Findings, Sheet, Terms
from assets.factsheets.table import Cell, Column, Row, Table
from schemas.dutch import month_names

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_TEMPLATES = Path(__file__).with_name("templates")
_LONG = 45  # rows that any table may have: a screen has more room than paper
_OPENING = re.compile(r"^<svg ")
_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?(?!\d)"
)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?\b(?P<month>{'|'.join(month_names())}) (?P<year>\d{{4}})\b"
)


def render(sheet: Sheet) -> bytes:
    """The page in UTF-8. Every text of the sheet is escaped."""
    from markupsafe import Markup

    template = _environment().get_template("sheet.html.j2")
    # Both are files of the program: in a style sheet or a script, an escaped quote is a fault.
    style = Markup(_template("sheet.css") + _page_mark(sheet.restricted))
    script = Markup(_template("sheet.js"))
    page = template.render(
        sheet=sheet,
        style=style,
        script=script,
        policy=_policy(style, script),
        filters=_filters(sheet),
        icons=cells.ICONS,
        emphasised=cells.EMPHASISED,
        rows_of=_rows_of,
    )
    return (page + "\n").encode("utf-8", "replace")


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _page_mark(restricted: str) -> str:
    """The rule that repeats the classification on every printed page."""
    if not restricted:
        return ""
    text = "".join(
        letter if letter.isalnum() or letter in " :,." else f"\\{ord(letter):x} "
        for letter in restricted
    )
    return f'@page {{ @top-right {{ content: "{text}"; }} }}\n'


def _policy(style: Markup, script: Markup) -> str:
    """What the page may use: this style sheet and this script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(str(text).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _rows_of(table: Table) -> Table:
    """The table with the rows that a screen has room for."""
    return table.within(max(table.most, _LONG))


def _filters(sheet: Sheet) -> list[tuple[str, str, list[str]]]:
    """The choices of a reader: the name of each, its label and what there is to choose from; themes
    in the order of the sheet. Nothing to choose between is no choice."""
    rows = [
        row
        for section in sheet.sections()
        for block in section.blocks
        for table in _tables_in(block)
        for row in _rows_of(table).rows
    ]
    themes = dict.fromkeys(_name(row.theme) for row in rows if row.theme)
    kinds = dict.fromkeys(_name(row.kind) for row in rows if row.kind)
    areas = {_name(row.area) for row in rows if row.area}
    choices = (
        ("thema", "Thema", list(themes)),
        ("soort", "Soort overlast", sorted(kinds, key=str.casefold)),
        ("gebied", "Gebied", sorted(areas, key=str.casefold)),
    )
    return [choice for choice in choices if len(choice[2]) > 1]


def _tables_in(block: Block) -> list[Table]:
    if isinstance(block, Figures):
        return [] if block.table is None else [block.table]
    return [block] if isinstance(block, Table) else []


def _name(text: str) -> str:
    return cells.plain(text, 60) if text else ""


def sort_value(column: Column, cell: Cell) -> str:
    """What a cell is sorted by where that is not its text: a plain number, or the year, month and
    day of a date. Empty where there is none."""
    if column.is_number:
        found = _NUMBER.match(cell.text)
        if found is None:
            return ""
        sign = "-" if found["sign"] in ("\u2212", "-") else ""
        decimals = f".{found['decimals']}" if found["decimals"] else ""
        return f"{sign}{found['whole'].replace('.', '')}{decimals}"
    found = _DATE.search(cell.text)
    if found is None:
        return ""
    month = month_names().index(found["month"]) + 1
    return f"{found['year']}-{month:02d}-{int(found['day'] or 0):02d}"


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
    environment.filters["name"] = _name
    environment.globals["sort_value"] = sort_value
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
