"""A workbook in one XML file (`XML Spreadsheet 2003`), which reporting programs save as .xls.

That it has no DTD and is not nested too deep is checked in `markup`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assets.formats.grid import Grid, whole
from assets.formats.markup import Target, local, parsed
from assets.formats.sheets import Sheet

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"  # of its elements, in lower case


def open_spreadsheet(path: Path, name: str) -> list[Sheet]:
    """The sheets of a workbook in XML, in order. Raises `UnreadableError` if it is damaged."""
    return [grid.sheet(title) for title, grid in parsed(path, _Workbook(name), name)]


class _Workbook(Target):
    """The sheets, as the elements of the file come by."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._sheets: list[tuple[str, Grid]] = []
        self._cell: dict[str, str] = {}
        self._texts: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        values = {local(key): value for key, value in attributes.items()}
        match self.place[-1]:
            case "Worksheet":
                self._sheets.append((local(values.get("Name", "")), Grid(self._name)))
            case "Row" if self._sheets:
                self._sheets[-1][1].row(whole(values.get("Index")))
            case "Cell":
                self._cell = values
                self._texts = []

    def data(self, text: str) -> None:
        if self._texts is not None and "Data" in self.place:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        if self.place[-1] == "Cell" and self._sheets and self._texts is not None:
            across, down = (
                1 + (whole(self._cell.get(word)) or 0) for word in ("MergeAcross", "MergeDown")
            )
            index = whole(self._cell.get("Index"))
            self._sheets[-1][1].cell("".join(self._texts), across, down, index)
            self._texts = None
        super().end(tag)

    def close(self) -> list[tuple[str, Grid]]:
        return self._sheets
