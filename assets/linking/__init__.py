"""From an address as written to street and neighbourhood: how, and how sure.

One replaceable room: `Linker.link` in `linking.py` is all that others use.
"""

from assets.linking import (
    areas,
    decisions,
    door,
    likeness,
    linking,
    matching,
    names,
    parsing,
    review,
    spelling,
    streets,
    traits,
)

# The modules whose text decides how a row is linked: other text, other staged files.
RULES = (
    names, spelling, traits, likeness, parsing, decisions, streets, matching, areas, review,
    linking, door,
)  # fmt: skip
