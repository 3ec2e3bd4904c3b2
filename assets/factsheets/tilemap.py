"""A map of neighbourhoods as SVG: one tile each in a fixed layout, or their real outlines.

Without a layout the tiles are laid out in rows by district. The shade shows how high a figure is
and the figure is printed as well, so that the map is readable in grey; a tile without a figure is
hatched. Where a tile stands is in `assets.reference.map_places`, how a name is broken into lines in
`wrapping`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from assets.factsheets import numbers, typeface
from assets.factsheets.sheet import Figure
from assets.factsheets.wrapping import wrap

if TYPE_CHECKING:
    import geopandas

_MM = 72 / 25.4
# From light to dark: distinguishable in grey, and text on each has a contrast of at least 4.5.
SHADES = ("#f4f6f8", "#d5e1ec", "#a3c0d9", "#3f6f9c", "#173f68")
_LIGHT = 3  # the number of shades with dark text
_INK, _PAPER, _EDGE = "#1b2a3a", "#ffffff", "#1b2a3a"
_LEGEND = 9.0  # the height of the legend, in points
# The width of narrow and wide letters, relative to the type size; see `_write` for the others.
_SPANS = dict.fromkeys("ijl.,'’- ftrI", 0.3) | dict.fromkeys("mwMWGOQ", 0.75)
_NAMED = 26.0  # the least width, in points, of a tile that shows its name


@dataclass(frozen=True)
class Area:
    """A neighbourhood: its district, its figure, and its number in the table beside the map."""

    code: str
    name: str
    district: str
    value: float | None
    number: int | None = None


def draw(
    title: str,
    areas: Sequence[Area],
    places: Mapping[str, tuple[int, int]],
    outlines: geopandas.GeoDataFrame | None,
    size: tuple[float, float],
) -> Figure:
    """The map in `size` (mm): with outlines if every area has one, otherwise with tiles.

    `places` is used if it has every area; otherwise the tiles are laid out in rows by district.
    """
    width, height = (side * _MM for side in size)
    root = Xml.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:.1f} {height:.1f}"
    )
    bounds = _bounds([area.value for area in areas if area.value is not None])
    _hatch(root)
    room = (width, height - _LEGEND - 3)
    shapes = shapes_of(areas, outlines)
    if shapes is not None:
        _draw_outlines(root, areas, shapes, bounds, room)
    else:
        is_complete = all(area.code in places for area in areas)
        spots = places if is_complete else _rows(areas, room)
        _draw_tiles(root, areas, spots, bounds, room)
    _draw_legend(root, bounds, any(area.value is None for area in areas), (width, height))
    svg = Xml.tostring(root, encoding="unicode")
    return Figure("kaart", title, svg, _words(title, areas), *size)


def _bounds(values: Sequence[float]) -> list[float]:
    """The lowest figure of each shade, by quintiles; equal bounds are merged."""
    ordered = sorted(values)
    if not ordered:
        return []
    steps = len(SHADES)
    lowest = [ordered[min(len(ordered) - 1, len(ordered) * at // steps)] for at in range(steps)]
    return sorted(set(lowest))


def _shade(value: float | None, bounds: Sequence[float]) -> int | None:
    """The index of the shade; the highest figures get the darkest, unless all are equal."""
    if value is None:
        return None
    at = sum(value >= bound for bound in bounds) - 1
    return at + (len(SHADES) - len(bounds) if len(bounds) > 1 else 0)


def _rows(areas: Sequence[Area], room: tuple[float, float]) -> dict[str, tuple[int, int]]:
    """A row per district, or several if it is long; in about the proportions of the room."""
    districts: dict[str, list[Area]] = {}
    for area in areas:
        districts.setdefault(area.district, []).append(area)
    across = max(1, math.ceil(math.sqrt(len(areas) * room[0] / room[1] / 1.2)))
    spots, row = {}, 0
    for members in districts.values():
        for at, area in enumerate(members):
            row += at % across == 0
            spots[area.code] = (row, at % across + 1)
    return spots


def _draw_tiles(
    root: Xml.Element,
    areas: Sequence[Area],
    spots: Mapping[str, tuple[int, int]],
    bounds: Sequence[float],
    room: tuple[float, float],
) -> None:
    """A tile per area with its name and figure, and lines between districts."""
    rows = max((spots[area.code][0] for area in areas), default=1)
    columns = max((spots[area.code][1] for area in areas), default=1)
    wide = min(room[0] / columns, 60)
    high = min(room[1] / rows, wide)
    shift = (room[0] - columns * wide) / 2
    district = {spots[area.code]: area.district for area in areas}
    for area in areas:
        row, column = spots[area.code]
        x, y = shift + (column - 1) * wide, (row - 1) * high
        tile = Xml.SubElement(root, "g")
        box = {"x": x + 0.6, "y": y + 0.6, "width": wide - 1.2, "height": high - 1.2}
        _add(tile, "rect", fill=_fill(_shade(area.value, bounds)), stroke="#8a97a3", **box)
        _draw_label(tile, area, (x, y), (wide, high), _shade(area.value, bounds))
    _draw_borders(root, district, (wide, high), shift)


def _draw_borders(
    root: Xml.Element,
    district: Mapping[tuple[int, int], str],
    tile: tuple[float, float],
    shift: float,
) -> None:
    """A heavy line along the edges of districts, so that they can be recognised."""
    wide, high = tile
    path = []
    for (row, column), own in sorted(district.items()):
        left, top = shift + (column - 1) * wide, (row - 1) * high
        right, bottom = left + wide, top + high
        sides = {
            (row - 1, column): (left, top, right, top),
            (row + 1, column): (left, bottom, right, bottom),
            (row, column - 1): (left, top, left, bottom),
            (row, column + 1): (right, top, right, bottom),
        }
        for neighbour, (x, y, to_x, to_y) in sides.items():
            if district.get(neighbour) != own:
                path.append(f"M{x:.1f},{y:.1f}L{to_x:.1f},{to_y:.1f}")
    _add(
        root,
        "path",
        d="".join(path),
        stroke=_EDGE,
        fill="none",
        **{"stroke-width": 1.1, "stroke-linecap": "round"},
    )


def _draw_label(
    tile: Xml.Element,
    area: Area,
    corner: tuple[float, float],
    size: tuple[float, float],
    shade: int | None,
) -> None:
    """The name and figure, as far as they fit; in a small tile its number in the table."""
    (x, y), (wide, high) = corner, size
    ink = _PAPER if shade is not None and shade >= _LIGHT else _INK
    middle = x + wide / 2
    figure = numbers.count(area.value)
    if wide < _NAMED or high < 18:
        if area.number is not None:
            letter = max(min(high * 0.5, wide * 0.4, 7), 3)
            _write(tile, str(area.number), (middle, y + high / 2 + letter * 0.35), letter, ink)
        return
    letter = min(5.9, wide / 6.0)
    most = max(4, int((wide - 2.5) / (letter * 0.5)))
    lines = wrap(area.name, most, int((high - 10) / 7))
    letter *= min(1.0, most / max(len(line) for line in lines))
    top = y + (high - (len(lines) + 1.15) * letter * 1.08) / 2 + letter * 0.85
    for at, line in enumerate(lines):
        _write(tile, line, (middle, top + at * letter * 1.08), letter, ink, most=wide - 3)
    where = (middle, top + len(lines) * letter * 1.08 + letter * 0.2)
    _write(tile, figure, where, letter * 1.2, ink, bold=True)


def _draw_outlines(
    root: Xml.Element,
    areas: Sequence[Area],
    shapes: Mapping[str, object],
    bounds: Sequence[float],
    room: tuple[float, float],
) -> None:
    """The outline of every area, with its number in the table if it has one."""
    edges = [shape.bounds for shape in shapes.values()]
    left, top = min(edge[0] for edge in edges), max(edge[3] for edge in edges)
    right, bottom = max(edge[2] for edge in edges), min(edge[1] for edge in edges)
    scale = min(room[0] / max(right - left, 1e-9), room[1] / max(top - bottom, 1e-9)) * 0.98
    shift = (room[0] - (right - left) * scale) / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return shift + (x - left) * scale, (top - y) * scale + 2

    for area in areas:
        shape = shapes[area.code].simplify(0.4 / scale)
        path = "".join(
            "M" + "L".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y, *_ in ring.coords) + "Z"
            for part in getattr(shape, "geoms", [shape])
            for ring in (part.exterior, *part.interiors)
        )
        fill = _fill(_shade(area.value, bounds))
        _add(root, "path", d=path, fill=fill, stroke=_EDGE, **{"stroke-width": 0.5})
    for area in areas:
        if area.number is not None:
            spot = shapes[area.code].representative_point()
            x, y = place(spot.x, spot.y)
            _add(root, "circle", cx=x, cy=y, r=4.6, fill=_PAPER, stroke=_EDGE)
            _write(root, str(area.number), (x, y + 2.2), 6.2, _INK, bold=True)


def shapes_of(
    areas: Sequence[Area], outlines: geopandas.GeoDataFrame | None
) -> dict[str, object] | None:
    """buurtcode -> outline, or None unless every area has one."""
    if outlines is None or not areas:
        return None
    known = dict(zip(outlines["buurtcode"], outlines.geometry, strict=True))
    shapes = {area.code: known.get(area.code) for area in areas}
    is_complete = all(
        shape is not None and shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty
        for shape in shapes.values()
    )
    return shapes if is_complete else None


def _draw_legend(
    root: Xml.Element, bounds: Sequence[float], has_unknown: bool, size: tuple[float, float]
) -> None:
    """The range of figures of each shade, and the hatching if a figure is unknown."""
    width, height = size
    y = height - _LEGEND
    first = 0 if len(bounds) <= 1 else len(SHADES) - len(bounds)
    entries = []
    for at, bound in enumerate(bounds):
        following = bounds[at + 1] if at + 1 < len(bounds) else None
        entries.append((_fill(first + at), _range(bound, following)))
    if has_unknown:
        entries.append((_fill(None), "niet bekend"))
    step = width / max(len(entries), 1)
    letter = min(6.0, step / 9.5)
    for at, (fill, label) in enumerate(entries):
        _add(root, "rect", x=at * step + 0.5, y=y, width=7, height=7, fill=fill, stroke="#8a97a3")
        _write(root, label, (at * step + 9.5, y + 5.7), letter, _INK, anchor="start")


def _range(low: float, following: float | None) -> str:
    """The figures that a shade covers: `3–7`, `5`, or `63 en meer`."""
    if following is None:
        return f"{numbers.count(low)} en meer"
    high = following - 1 if following == int(following) and low == int(low) else following
    return numbers.ranks(low, high)


def _words(title: str, areas: Sequence[Area]) -> str:
    """The text alternative: the highest and the lowest figures."""
    known = sorted(
        (area for area in areas if area.value is not None),
        key=lambda area: (-area.value, area.name),
    )
    if not known:
        return f"{title}: van geen van de {len(areas)} buurten is een cijfer bekend."
    top = [f"{area.name} {numbers.count(area.value)}" for area in known[:5]]
    return (
        f"{title}, {numbers.counted(len(areas), 'buurt', 'buurten')}. "
        f"Hoogste: {numbers.enumerated(top)}. Laagste: {numbers.count(known[-1].value)}."
    )


def _fill(shade: int | None) -> str:
    return "url(#geen)" if shade is None else SHADES[shade]


def _hatch(root: Xml.Element) -> None:
    """Define the hatching for areas without a figure."""
    pattern = _add(
        _add(root, "defs"), "pattern", id="geen", width=4, height=4, patternUnits="userSpaceOnUse"
    )
    _add(pattern, "path", d="M0,4L4,0", stroke="#8a97a3", **{"stroke-width": 0.6})


def _write(
    parent: Xml.Element,
    words: str,
    where: tuple[float, float],
    size: float,
    ink: str,
    bold: bool = False,
    anchor: str = "middle",
    most: float | None = None,
) -> None:
    """Text at a place. A line that may not fit in `most` points is limited to that width."""
    more: dict[str, object] = {"font-weight": "bold"} if bold else {}
    estimate = sum(_SPANS.get(letter, 0.52) for letter in words) * size
    if most is not None and estimate > 0.75 * most:
        more |= {"textLength": min(estimate, most), "lengthAdjust": "spacingAndGlyphs"}
    element = _add(
        parent,
        "text",
        x=where[0],
        y=where[1],
        fill=ink,
        **{"font-family": typeface.FAMILY, "font-size": size, "text-anchor": anchor, **more},
    )
    element.text = words


def _add(parent: Xml.Element, tag: str, **attributes: object) -> Xml.Element:
    """Add a child element with attributes; floats are written with one decimal."""
    return Xml.SubElement(
        parent,
        tag,
        {
            name: f"{value:.1f}" if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        },
    )
