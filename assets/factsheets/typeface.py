"""The typeface of the factsheets: where its files are, and which characters it has.

How text is laid out is decided by the templates and by `charts` and `tilemap`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

FAMILY = "Source Sans Pro"
# The characters the typeface has, limited to the Latin script and the symbols of a sheet.
_UNDRAWABLE = re.compile(
    "[^\x20-\x7e\xa0-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017e\u0218-\u021b\u1ea0-\u1ef9"
    "\u0300-\u0304\u0306-\u030c\u0327\u0328\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022"
    "\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212\u221e\u2248\u2260"
    "\u2264\u2265\u25b2\u25bc\u25ca\u2713\u200b\n]"
)
_REPLACEMENT = "\u25ca"  # a lozenge in place of a character of another script
_LONG_WORD = re.compile(r"[^\s\u200b-]{15,}")
_PIECE = 9  # characters between possible line breaks in a long word


def directory() -> Path:
    """The folder with the files of the typeface."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.font_directory)


def drawable(text: str) -> str:
    """The text with missing characters replaced, and possible line breaks in very long words."""
    return _LONG_WORD.sub(_breakable, spelled(text))


def spelled(text: str) -> str:
    """The text in characters that the typeface has."""
    return _UNDRAWABLE.sub(_replaced, unicodedata.normalize("NFC", text))


def _replaced(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match.group())  # the ligature ij becomes two letters
    return _REPLACEMENT if _UNDRAWABLE.search(plain) else plain


def _breakable(match: re.Match[str]) -> str:
    """A word that hyphenation does not handle gets invisible break opportunities."""
    word = match.group()
    if word.strip(".,:;()").isalpha() and len(word) < 26:
        return word
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
