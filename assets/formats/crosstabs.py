"""What the figures of a table that is laid out for people are of: period, area, question, answer.

One table at a time; `UnclearError` says why a table cannot be read. Its form comes from `blocks`,
the meaning of single labels from `labels`. Workbooks are read in `wide_books`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assets.formats import periods
from assets.formats.blocks import EMPTY, Block, kind_of
from assets.formats.labels import HEADER, Labels, Said
from schemas.layout import fold_header
from schemas.statistics import NETHERLANDS
from schemas.wide_tables import ANSWERS, KINDS, SKIPPED
from schemas.wide_tables import UNREAD as _UNREAD

PATH = "indicator"


@dataclass(frozen=True)
class Figure:
    """A filled cell. `said`: field -> text; `path`: the labels of its question, the outermost
    first; `part`: waarde, ondergrens ...; `at`: its row and column in the table."""

    text: str
    said: dict[str, str]
    path: tuple[str, ...]
    part: str
    at: tuple[int, int]


@dataclass(frozen=True)
class Understood:
    """The figures of a table. `title`: what its nearest meaningful title says; `unread`: labels of
    rows and columns that are not read; `strange`: labels without a place in their row or column;
    `labels`: the labels of the municipality by which it was read."""

    figures: list[Figure]
    title: str = ""
    unread: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    corners: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnclearError(Exception):
    """Why a table cannot be read, in the analyst's words, and the labels that it is about."""

    reason: str
    labels: tuple[str, ...] = ()


@dataclass
class _Axis:
    """The rows or the columns of a table: what each says, and the labels of its question."""

    said: list[Said] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def values(self, name: str) -> set[str]:
        return {said[name] for said in self.said if name in said}


def understood(block: Block, labels: Labels, context: Sequence[str]) -> Understood:
    """What the figures of `block` are of. `context`: texts that hold for the whole table besides
    its own titles, the nearest first: titles of the sheet, and its name. The name of the file is
    none of these: a year in it is often that of the report.

    Raises `UnclearError`.
    """
    rows = _rows(block, labels)
    columns = _axis(list(zip(*block.columns, strict=True)), len(block.columns), labels)
    texts = [*_constants(columns), *_corner_titles(block, labels), *reversed(block.titles)]
    around = [*texts, *context]
    _one_axis(rows, columns, "gebied")
    _one_axis(rows, columns, labels.time)
    _require_one_text_axis(rows, columns, labels)
    meant = [text for text in texts if not labels.is_empty_title(text)]
    title = next(filter(labels.is_question, meant), next(iter(meant), ""))
    fixed = _fixed(rows, columns, labels, around)
    unit = next(filter(None, map(labels.unit_in, around)), "")
    figures = []
    for row, column, text in block.figures:
        said = _joined(rows.said[row], columns.said[column], labels.time)
        if SKIPPED in said or kind_of(text) == EMPTY:
            continue
        path = _path(rows.paths[row], columns.paths[column])
        part = said.pop("soort", "waarde")
        said = _joined(fixed, said, labels.time)
        said.setdefault("eenheid", unit)
        figures.append(Figure(text, said, path, part, (row, column)))
    if figures and not title and not any(figure.path for figure in figures):
        raise UnclearError("nergens staat waarover de cijfers gaan (de indicator of de vraag)")
    figures = [
        figure if figure.path or figure.part != "waarde" else replace(figure, path=(title,))
        for figure in figures
    ]
    if not any(labels.field_of(corner) == PATH for corner in block.corners):
        _require_questions(figures, title, labels)
    return Understood(
        figures,
        title,
        tuple(dict.fromkeys([*rows.unread, *columns.unread])),
        tuple(dict.fromkeys([*rows.strange, *columns.strange])),
        block.corners,
    )


def _rows(block: Block, labels: Labels) -> _Axis:
    """The rows of a block. A column of labels is of the field that its header names, if any."""
    depth = max((len(row.headings) for row in block.rows), default=0)
    levels: list[Sequence[str]] = [
        [_padded(row.headings, depth)[level] for row in block.rows] for level in range(depth)
    ]
    fields = [""] * depth
    unread = []
    for place, corner in enumerate(block.corners):
        name = labels.field_of(corner)
        texts = [row.labels[place] for row in block.rows]
        is_side = place >= len(block.corners) - block.sides
        if name == SKIPPED or fold_header(corner) in _UNREAD or (is_side and not name):
            unread += [corner or next(filter(None, texts), "")]
            continue
        levels.append(texts)
        fields.append(name)
    corners = [fold_header(corner) for corner in block.corners]
    axis = _axis(levels, len(block.rows), labels, fields, corners)
    axis.unread += unread
    return axis


def _padded(headings: tuple[str, ...], depth: int) -> tuple[str, ...]:
    return (*headings, *[""] * (depth - len(headings)))


def _axis(
    levels: Sequence[Sequence[str]],
    count: int,
    labels: Labels,
    fields: Sequence[str] = (),
    corners: Sequence[str] = (),
) -> _Axis:
    """What each row or column says by the labels of all its levels, the outermost first."""
    axis = _Axis()
    axis.said = [{} for _ in range(count)]
    paths: list[list[str]] = [[] for _ in range(count)]
    strange: list[tuple[int, str, str]] = []
    kind = next((KINDS[corner] for corner in corners if corner in KINDS), "")
    for number, texts in enumerate(levels):
        known = fields[number] if number < len(fields) else ""
        said_by = {text: labels.said(text) for text in dict.fromkeys(texts) if text}
        name = known or _field_of_level(said_by, labels)
        for place, text in enumerate(texts):
            if not text or HEADER in said_by[text]:
                continue
            said = _as_field(text, said_by[text], name, labels, kind)
            if PATH in said:
                paths[place].append(said.pop(PATH))
            if SKIPPED in said:
                axis.unread.append(text)
            if said.pop("?", "") and fold_header(text) not in KINDS:
                strange.append((place, name, text))
            axis.said[place] = _joined(axis.said[place], said, labels.time)
    axis.paths = [tuple(path) for path in paths]
    axis.strange = [text for place, name, text in strange if axis.said[place].get(name) == text]
    return axis


def _field_of_level(said_by: dict[str, Said], labels: Labels) -> str:
    """The field of a row or column of labels, by those that are known."""
    meanings = [set(said) - {"respondenten"} for said in said_by.values() if HEADER not in said]
    plain = sum(not meaning for meaning in meanings)
    areas = [text for text, said in said_by.items() if "gebied" in said]
    sure = any(_is_sure(said_by[text]["gebied"], labels) for text in areas)
    if areas and (sure or len(areas) >= plain):
        return "gebied"
    dated = sum(bool(meaning & {labels.time, "deel"}) for meaning in meanings)
    if dated and dated >= plain:
        return labels.time
    return PATH if plain or areas else ""


def _is_sure(area: str, labels: Labels) -> bool:
    """Whether an area cannot be a word of another kind: the municipality, the country, a code."""
    own = fold_header(getattr(labels.layout, "gemeentecode", ""))
    folded = fold_header(area)
    return folded in NETHERLANDS or folded in ("", own) or (area.isupper() and area[-1].isdigit())


def _as_field(text: str, said: Said, name: str, labels: Labels, kind: str) -> Said:
    """What a label of a level of field `name` says; `?` marks one that does not fit there."""
    said = dict(said)
    if name == PATH:
        if "gebied" in said and not _is_sure(said["gebied"], labels):
            said.pop("gebied")
        others = set(said) - {"respondenten", PATH}
        return said if others else said | {PATH: said.get(PATH, text)}
    if name in ("gebied", labels.time):
        if set(said) & {name, "deel", "soort", SKIPPED, "eenheid"}:
            plain = said.get("gebied", "")
            if kind and plain and labels.role(plain) == "gebied":
                said["gebied"] = (
                    plain if fold_header(plain).startswith(kind.casefold()) else (f"{kind} {plain}")
                )
            return said
        return said | {name: text, "?": text}
    if name:
        return {name: said.get(name, text)}
    return said


def _joined(outer: Said, inner: Said, time: str) -> Said:
    """What two labels of one figure say together: the inner one precedes, but a part of a year is
    added to its year, and a margin to what it is the margin of."""
    joined = outer | inner
    if {outer.get("soort"), inner.get("soort")} > {"waarde"} and len(
        {outer.get("soort"), inner.get("soort")} - {None}
    ) == 2:
        joined["soort"] = ({outer["soort"], inner["soort"]} - {"waarde"}).pop()
    if "deel" in joined and time in joined and "-" not in joined[time]:
        period = periods.register_period(f"{joined[time].strip('*')} {joined['deel']}")
        if period:
            joined = {key: text for key, text in joined.items() if key != "deel"} | {time: period}
    return joined


def _one_axis(rows: _Axis, columns: _Axis, name: str) -> None:
    """Keep a field on the axis where it varies. Raises `UnclearError` if it varies on both."""
    if not (rows.values(name) and columns.values(name)):
        return
    constant = next((axis for axis in (columns, rows) if len(axis.values(name)) == 1), None)
    if constant is None:
        shown = sorted(columns.values(name))
        raise UnclearError(f"{name} staat zowel in de rijen als in de kolommen", tuple(shown))
    for said in constant.said:
        said.pop(name, None)


def _constants(columns: _Axis) -> list[str]:
    """Labels that stand above all columns: titles. They are taken out of the columns."""
    paths = columns.paths
    constants: list[str] = []
    while paths and paths[0] and all(path and path[0] == paths[0][0] for path in paths):
        constants.insert(0, paths[0][0])
        paths = [path[1:] for path in paths]
    columns.paths = paths
    return constants


def _corner_titles(block: Block, labels: Labels) -> list[str]:
    """A header of a column of labels that is no field says what the table is about."""
    kept = block.corners[: len(block.corners) - block.sides]
    return [
        corner
        for corner in kept
        if corner and not labels.field_of(corner) and fold_header(corner) not in _UNREAD
    ]


def _require_one_text_axis(rows: _Axis, columns: _Axis, labels: Labels) -> None:
    """Raise `UnclearError` if rows and columns both have labels that may be anything: the columns
    may then be areas that are not known. Answers are no areas."""
    beside = _last_labels(rows.paths)
    above = _last_labels(columns.paths)
    if not (beside and above) or _are_sure(above, labels) or _are_sure(beside, labels):
        return
    raise UnclearError("van deze opschriften boven de kolommen is niet te zien wat zij zijn", above)


def _require_questions(figures: Sequence[Figure], title: str, labels: Labels) -> None:
    """Raise `UnclearError` unless some labels of the questions are known, or of a survey of this
    kind: they may be areas that are not known, or persons."""
    texts = {part for figure in figures for part in figure.path if part}
    if all(fold_header(text) in ANSWERS for text in texts):
        texts = {title}
    if texts and not any(map(labels.is_question, sorted(texts))):
        raise UnclearError("geen van de opschriften is een bekende indicator", tuple(sorted(texts)))


def _last_labels(paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path[-1] for path in paths if path))


def _are_sure(texts: Sequence[str], labels: Labels) -> bool:
    """Whether most texts are answers, or indicators that are known."""
    sure = sum(fold_header(text) in ANSWERS or labels.role(text) == PATH for text in texts)
    return 2 * sure >= len(texts)


def _path(beside: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a question: those of the rows first, unless these are the answers."""
    if beside and above and fold_header(beside[-1]) in ANSWERS:
        return (*above, *beside)
    return (*beside, *above)


def _fixed(rows: _Axis, columns: _Axis, labels: Labels, around: Sequence[str]) -> Said:
    """Period and area of all figures of a table without them beside or above them.

    Raises `UnclearError` if there is no period, or if a text names an area without being about it
    alone.
    """
    fixed: Said = {}
    time = labels.time
    dated = [axis for axis in (rows, columns) if axis.values(time)]
    if not any(all(time in said for said in axis.said) for axis in dated):
        period = _period_of(around, labels)
        if period:
            fixed[time] = period
        elif not dated:
            raise UnclearError(
                "nergens staat van welk jaar de cijfers zijn; zet het in de naam van het blad, in "
                "een titel boven de tabel of boven de kolommen"
            )
    if rows.values("gebied") or columns.values("gebied"):
        return fixed
    about = next(filter(None, map(labels.area_in, around)), None)
    if about is not None:
        return fixed | about
    doubtful = next(filter(labels.names_area, around), None)
    if doubtful is not None:
        raise UnclearError("een titel noemt een gebied, maar zegt niet dat de cijfers daarvan zijn")
    return fixed


def _period_of(around: Sequence[str], labels: Labels) -> str:
    """The period that titles say: the nearest one that says little else, or else the only one.

    Raises `UnclearError` if titles with other words name several.
    """
    dated = [(title, period) for title in around if (period := labels.period_in(title))]
    plain = [period for title, period in dated if labels.says_when(title)]
    periods_named = dict.fromkeys(plain[:1] or (period for _, period in dated))
    if len(periods_named) > 1:
        raise UnclearError("de titels noemen meer dan één jaar", tuple(title for title, _ in dated))
    return next(iter(periods_named), "")
