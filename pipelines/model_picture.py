"""The picture of the tables for charts in `docs/dashboards.md`: facts, dimensions, and the keys
that join them, drawn from the contracts. `pipelines.dictionary` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from schemas import published
from schemas.published.contract import NUMBER, WHOLE, Column

# Dimension -> its key, and its colour.
DIMENSIONS = {
    "kalender": ("periode", "#7a5195"),
    "straten": ("straat_id", "#00707c"),
    "gebieden": ("gebied_sleutel", "#b4530a"),
    "themas": ("thema", "#3d6b21"),
    "indicatoren": ("indicator_id", "#1f4e9c"),
}
# The facts at the left and at the right; those that differ in period alone share a box.
_LEFT = ("feit_straat_maand", "feit_moment", "feit_buurt_maand", "feit_buurt_moment")
_RIGHT = ("feit_indicator_maand", "feit_indicator_wijk_maand", "feit_indicator_buurt_maand")
_ALIKE = "ook voor kwartaal en jaar"
_WIDTH, _HEIGHT, _BOX, _LINE = 1180, 800, 296, 18
_COLUMNS = (20, (_WIDTH - _BOX) // 2, _WIDTH - _BOX - 20)
_LETTERS = 42  # that fit in the width of a box


@dataclass(frozen=True)
class _Box:
    """A table: its name, lines of text, the left and upper edge, and the colour of its edge."""

    name: str
    lines: tuple[str, ...]
    left: int
    top: int
    colour: str

    @property
    def height(self) -> int:
        return 34 + _LINE * len(self.lines)


def picture() -> str:
    """The picture, as SVG."""
    facts = {
        name: box
        for names, left in ((_LEFT, _COLUMNS[0]), (_RIGHT, _COLUMNS[2]))
        for name, box in _stacked(names, left).items()
    }
    dimensions = _stacked(tuple(DIMENSIONS), _COLUMNS[1])
    ties = [
        tie
        for name, fact in facts.items()
        for dimension in dimensions_of(name)
        for tie in _tie(fact, dimensions[dimension])
    ]
    described = "; ".join(f"{name} met {', '.join(dimensions_of(name))}" for name in facts)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            'role="img" aria-labelledby="titel uitleg" font-family="Arial, sans-serif">',
            '<title id="titel">De feiten en hun dimensies</title>',
            f'<desc id="uitleg">Elk feit met de dimensies waarop het aansluit: {described}.</desc>',
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
            *ties,
            *(part for box in (*facts.values(), *dimensions.values()) for part in _drawn(box)),
            "</svg>\n",
        ]
    )


def dimensions_of(fact: str) -> list[str]:
    """The dimensions that a fact joins. The theme of an indicator is not one of `themas`."""
    names = published.table(fact).names
    return [
        dimension
        for dimension, (key, _) in DIMENSIONS.items()
        if key in names and not (dimension == "themas" and "indicator_id" in names)
    ]


def _stacked(names: tuple[str, ...], left: int) -> dict[str, _Box]:
    """A column of boxes, in the middle of the height."""
    boxes = {name: _box(name, left) for name in names}
    free = _HEIGHT - sum(box.height for box in boxes.values())
    gap, stacked = free // (len(boxes) + 1), {}
    top = gap
    for name, box in boxes.items():
        stacked[name] = _Box(name, box.lines, left, top, box.colour)
        top += box.height + gap
    return stacked


def _box(name: str, left: int) -> _Box:
    columns = published.table(name).columns
    if name in DIMENSIONS:
        key, colour = DIMENSIONS[name]
        others = [column.name for column in columns if column.name != key]
        return _Box(name, (f"sleutel: {key}", *_wrapped(others, 2)), left, 0, colour)
    keys = [DIMENSIONS[dimension][0] for dimension in dimensions_of(name)]
    grain = [column for column in published.table(name).grain if column not in keys]
    measures = [column.name for column in columns if _is_measure(column)]
    alike = (_ALIKE,) if name in _RIGHT else ()
    lines = (*alike, *_wrapped([*keys, *grain], 2), "optellen:", *_wrapped(measures, 3))
    return _Box(name, lines, left, 0, "#333333")


def _is_measure(column: Column) -> bool:
    return column.kind in (WHOLE, NUMBER)


def _wrapped(words: list[str], most: int) -> list[str]:
    """The words in at most so many lines, with dots if there are more."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}, {word}" if lines[-1] else word
        if len(longer) <= _LETTERS:
            lines[-1] = longer
        elif len(lines) < most:
            lines[-1] += ","
            lines.append(word)
        else:
            lines[-1] += ", ..."
            break
    return lines


def _tie(fact: _Box, dimension: _Box) -> Iterator[str]:
    """A curve from the edge of a fact to that of a dimension."""
    is_left = fact.left < dimension.left
    start = fact.left + _BOX if is_left else fact.left
    end = dimension.left if is_left else dimension.left + _BOX
    order = list(DIMENSIONS).index(dimension.name)
    begin_y = fact.top + 16 + order * (fact.height - 30) // (len(DIMENSIONS) - 1)
    end_y = dimension.top + 16
    middle = (start + end) // 2
    yield (
        f'<path d="M{start} {begin_y} C{middle} {begin_y} {middle} {end_y} {end} {end_y}" '
        f'fill="none" stroke="{dimension.colour}" stroke-width="1.6"/>'
    )
    yield f'<circle cx="{start}" cy="{begin_y}" r="3.5" fill="{dimension.colour}"/>'


def _drawn(box: _Box) -> Iterator[str]:
    yield (
        f'<rect x="{box.left}" y="{box.top}" width="{_BOX}" height="{box.height}" rx="4" '
        f'fill="#ffffff" stroke="{box.colour}" stroke-width="1.6"/>'
    )
    yield _text(box, 21, box.name, f'font-size="14" font-weight="bold" fill="{box.colour}"')
    for number, line in enumerate(box.lines):
        yield _text(box, 40 + number * _LINE, line, 'font-size="12.5" fill="#222222"')


def _text(box: _Box, down: int, text: str, style: str) -> str:
    return f'<text x="{box.left + 10}" y="{box.top + down}" {style}>{escape(text)}</text>'
