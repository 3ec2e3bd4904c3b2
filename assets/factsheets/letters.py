"""A letter as a Word document with real headings, lists and tables, to be edited.

Only its form: what is in a letter is decided in `raad`. The same letter gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Section, Text
from assets.factsheets.table import Cell, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_TO_FILL_IN = re.compile(r"(\[[^\]]*\])")
_WRITTEN = (1980, 1, 1, 0, 0, 0)  # the moment of every part of the file
_FONT, _SIZE, _SMALL = "Arial", 10.5, 9
_INK = "1B2A3A"
_MARGIN = 22  # mm
_WIDTH = 210 - 2 * _MARGIN


@dataclass(frozen=True)
class Letter:
    """A letter: its heading, its sections and how it ends.

    `draft` says that it is one. Text between square brackets is to be filled in, and marked.
    """

    title: str
    subject: str
    draft: str
    fields: tuple[tuple[str, str], ...]
    opening: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    known_until: str


def render(letter: Letter) -> bytes:
    """The document (.docx)."""
    import docx

    document = docx.Document()
    _set_form(document, letter)
    document.add_heading(letter.title, 0)
    _marked(document.add_paragraph(style="Intense Quote"), letter.draft)
    for name, value in letter.fields:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(f"{name}: ").bold = True
        _marked(paragraph, value)
    document.add_paragraph()
    document.add_paragraph(letter.opening)
    for section in letter.sections:
        document.add_heading(section.heading, section.level - 1)
        for block in section.blocks:
            if isinstance(block, Text):
                _write_text(document, block)
            elif isinstance(block, Table):
                _write_table(document, block)
    for line in letter.closing:
        _marked(document.add_paragraph(), line)
    content = io.BytesIO()
    document.save(content)
    return _without_moments(content.getvalue())


def _set_form(document: Document, letter: Letter) -> None:
    """Paper, typeface, language, and what the file says of itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    (page,) = document.sections
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin = page.bottom_margin = Mm(_MARGIN)
    document.styles["Normal"].font.size = Pt(_SIZE)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Intense Quote"):
        style = document.styles[name]
        style.font.name = _FONT
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title, about.subject, about.language = letter.title, letter.subject, "nl-NL"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.fromisoformat(letter.known_until)
    about.revision = 1


def _write_text(document: Document, text: Text) -> None:
    style = "List Bullet" if text.role == "list" else "Normal"
    for line in text.lines:
        _marked(document.add_paragraph(style=style), line)


def _write_table(document: Document, table: Table) -> None:
    """The table under its caption, with a header that is repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    caption = document.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    drawn = document.add_table(1, len(table.columns), style="Table Grid")
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.heading, is_bold=True)
    shares = [max(column.share, 1.0) for column in table.columns]
    widths = [Mm(_WIDTH * share / sum(shares)) for share in shares]
    drawn.autofit = False
    for row in table.rows:
        cells_of_row = drawn.add_row().cells
        for place, cell in zip(cells_of_row, row.cells.values(), strict=True):
            _fill(place, _shown(cell))
    for row in drawn.rows:  # none is cut in two by the end of a page
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
        for place in column.cells:
            place.width = width
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4)
        paragraph.add_run(note).font.size = Pt(_SMALL)


def _fill(cell: _Cell, text: str, is_bold: bool = False) -> None:
    from docx.shared import Pt

    (paragraph,) = cell.paragraphs
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, Pt(_SMALL)


def _shown(cell: Cell) -> str:
    """The text of a cell on one line; a mark is written out as it is read aloud."""
    icon = cells.ICONS.get(cell.icon, "")
    text = "niet bekend" if cell.text == numbers.UNKNOWN else cell.spoken or cell.text
    return " ".join(part for part in (icon, text, cell.small) if part)


def _marked(paragraph: Paragraph, text: str) -> None:
    """Add a text; what is to be filled in stands out, also in grey."""
    from docx.enum.text import WD_COLOR_INDEX

    for part in _TO_FILL_IN.split(text):
        run = paragraph.add_run(part)
        if _TO_FILL_IN.fullmatch(part):
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _without_moments(content: bytes) -> bytes:
    """The same document with a fixed moment for each of its parts."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _WRITTEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return written.getvalue()
