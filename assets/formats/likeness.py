"""How much a row of headers looks like a layout: the one guess about a file that is not recognised,
for the refusal and for `profile` alike. No values are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.layout import Layout, fold_header
from schemas.synonyms import SYNONYMS

_LEAST = 2  # fields; one header in common proves nothing
_REQUIRED = 0.5  # a required field counts this much more


def likeness(header: Sequence[str], layout: Layout) -> float:
    """The number of fields that the headers could be, those of the layout and, where an analyst can
    name them, those that other systems use; more for a required field. 0 if it is too little to go
    by."""
    folded = {fold_header(text) for text in header if text}
    may_be_named = layout.settable and layout.system in ("", layout.source)
    words = SYNONYMS.get(layout.source, {}) if may_be_named else {}
    found = set(layout.recognise(header)) | {
        name for name, synonyms in words.items() if folded & synonyms
    }
    required = sum(field.name in found for field in layout.required)
    if len(found) < _LEAST or required < len(layout.required) / 2:
        return 0.0
    return len(found) + _REQUIRED * required
