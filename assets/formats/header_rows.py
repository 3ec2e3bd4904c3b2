"""A header of two or three rows, with words above groups of columns: `Locatie` above `straat` and
`nummer`. Such a column is called `Locatie straat`.

Which row is the header is decided in `headers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schemas.layout import fold_header

_MOST_ABOVE = 2  # rows above the last row of a header


def joined(head: Sequence[list[str]], row: int) -> list[list[str]]:
    """The header that ends in `row` with one row above it, and with two; none where the row above
    has no words over groups of columns."""
    headers = []
    below = head[row]
    for number in range(row - 1, max(-1, row - 1 - _MOST_ABOVE), -1):
        above = head[number]
        words = sum(map(bool, above))
        if not 2 <= words < sum(map(bool, _together(above, below))):
            break
        below = _together(above, below)
        headers.append(below)
    return headers


def without_doubles(header: list[str], with_above: list[str]) -> list[str]:
    """A header without the texts that occur in it under different words: which of them is meant,
    only the header with the words above it says."""
    whole: dict[str, set[str]] = defaultdict(set)
    pairs = list(zip(header, with_above, strict=False))
    for text, longer in pairs:
        whole[fold_header(text)].add(fold_header(longer))
    return [text if len(whole[fold_header(text)]) == 1 else "" for text, _ in pairs]


def _together(above: list[str], below: list[str]) -> list[str]:
    """Each text below after the word above its group, which ends where the next word begins. A
    column with a word above it alone has that word."""
    texts, word = [], ""
    width = max(len(above), len(below))
    for over, under in zip(
        above + [""] * (width - len(above)), below + [""] * (width - len(below)), strict=True
    ):
        word = over or word
        texts.append(f"{word} {under}".strip() if under else over)
    return texts
