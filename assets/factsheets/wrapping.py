"""Breaking a name into lines that fit on a tile of the map.

Only text; the size of tiles and type is decided in `tilemap`.
"""

from __future__ import annotations

# Common last parts of Dutch place names, before which a word can be broken.
_ENDINGS = (
    "kwartier veld velden hoven hof poort straat berg dorp park wijk buurt broek dijk singel "
    "gaarde plein weide haven kamp landen polder kwartieren"
).split()


def wrap(name: str, most: int, lines: int) -> list[str]:
    """A name on at most `lines` lines of about `most` characters; `…` if it does not fit."""
    parts: list[str] = []
    for word in name.replace("-", "- ").split():
        for piece in _pieces(word, most):
            joined = f"{parts[-1]} {piece}" if parts else piece
            if parts and len(joined) <= most and not parts[-1].endswith("-"):
                parts[-1] = joined
            else:
                parts.append(piece)
    if len(parts) > lines:
        parts = [*parts[: lines - 1], f"{parts[lines - 1][: most - 1].rstrip('-')}…"]
    return parts


def _pieces(word: str, most: int) -> list[str]:
    """A word in pieces of at most `most` + 2 characters: before a known ending, else halfway."""
    if len(word) <= most + 2:
        return [word]
    ends = [
        len(word) - len(end)
        for end in _ENDINGS
        if word.endswith(end) and 1 < len(word) - len(end) <= most + 1 and len(end) <= most
    ]
    at = max(ends) if ends else min(most - 1, -(-len(word) // 2))
    return [f"{word[:at]}-", *_pieces(word[at:], most)]
